"""Lines of N-Quads in, the buckets that they belong to and a digest of all of them out.

A bucket holds all lines whose subjects are of certain documents, whatever their graphs; a document
is an IRI without its fragment. So a changed case changes a few buckets, and the digest of a graph
of any size follows from the hashes of its buckets, which anybody can compute from a dump.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

BUCKETS: Final = 4096
_BITS: Final = 12


@dataclass(frozen=True)
class Bucket:
    """What a digest needs of a bucket: the hash, number and bytes of its sorted lines."""

    sha256: str
    lines: int
    size: int

    @classmethod
    def of(cls, lines: Iterable[bytes]) -> Bucket:
        """Hash the sorted lines of a bucket."""
        listed = list(lines)
        whole = b"".join(listed)
        return cls(hashlib.sha256(whole).hexdigest(), len(listed), len(whole))


def document_of_line(line: bytes) -> bytes:
    """Return the document of a line's subject; of a blank node, the graph that it stands in."""
    if line.startswith(b"<"):
        subject = line[1 : line.index(b">")]
        return subject.partition(b"#")[0]
    return graph_of_line(line)


def graph_of_line(line: bytes) -> bytes:
    """Return the graph IRI of an N-Quads line (every quad of a generation has one)."""
    return line.rpartition(b" <")[2].partition(b">")[0]


def bucket_of(document: bytes) -> int:
    """Return the number of the bucket of a document: the first bits of its SHA-256."""
    return int.from_bytes(hashlib.sha256(document).digest()[:2], "big") >> (16 - _BITS)


def digest(buckets: Mapping[int, Bucket]) -> str:
    """Hash the numbers and hashes of all buckets that hold anything."""
    listed = "".join(f"{n:03x} {b.sha256}\n" for n, b in sorted(buckets.items()) if b.lines)
    return hashlib.sha256(listed.encode("ascii")).hexdigest()


class Sorter:
    """Put lines into buckets; each document is hashed once."""

    def __init__(self) -> None:
        self._known: dict[bytes, int] = {}

    def bucket(self, line: bytes) -> int:
        """Return the number of a line's bucket."""
        subject = line[: line.index(b" ")]
        number = self._known.get(subject)
        if number is None or not subject.startswith(b"<"):
            number = self._known[subject] = bucket_of(document_of_line(line))
        return number

    def sorted(self, lines: Iterable[bytes]) -> dict[int, list[bytes]]:
        """Put lines into buckets, each sorted and without repetitions."""
        found: dict[int, list[bytes]] = {}
        for line in set(lines):
            found.setdefault(self.bucket(line), []).append(line)
        return {number: sorted(found[number]) for number in sorted(found)}
