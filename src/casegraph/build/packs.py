"""Sorted lines of N-Quads on disk: some neighbouring buckets are one file, a pack.

`packs.tsv` lists the buckets with their hashes. A new generation links the packs that did not
change, and no pack is ever written to.
"""

from __future__ import annotations

import hashlib
import io
import os
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO, Final

from casegraph.build.bucket import BUCKETS, Bucket, Sorter
from casegraph.build.place import write_file
from casegraph.errors import StoreError

FOLDER: Final = "packs"
LIST: Final = "packs.tsv"
_LINES: Final = 40_000  # of a pack, about
_REMEDY: Final = "Run 'casegraph build --again' to make it anew."


@dataclass(frozen=True)
class Packs:
    """The packs of a generation.

    Attributes:
        folder: the generation's folder.
        count: how many packs there are, a power of two.
        buckets: what the list says of each bucket that holds anything, by its number.
    """

    folder: Path
    count: int
    buckets: Mapping[int, Bucket]

    @classmethod
    def open(cls, folder: Path) -> Packs:
        """Read the list of a generation.

        Raises:
            StoreError: it is missing or damaged.
        """
        path = folder / LIST
        try:
            head, *rows = path.read_text("ascii").splitlines()
            count = int(head)
            buckets = {}
            for row in rows:
                number, sha256, lines, size = row.split("\t")
                buckets[int(number)] = Bucket(sha256, int(lines), int(size))
        except (OSError, ValueError) as error:
            raise StoreError(f"it is damaged ({error})", where=str(path), remedy=_REMEDY) from error
        return cls(folder, count, buckets)

    def path(self, pack: int) -> Path:
        """Return the file of a pack."""
        return self.folder / FOLDER / f"{pack:03x}.nq"

    def pack_of(self, number: int) -> int:
        """Return the number of the pack that holds a bucket."""
        return number * self.count // BUCKETS

    def numbers(self, pack: int) -> range:
        """Return the numbers of the buckets in a pack."""
        each = BUCKETS // self.count
        return range(pack * each, (pack + 1) * each)

    def read(self, pack: int) -> dict[int, list[bytes]]:
        """Read the lines of a pack's buckets, and hold them to their hashes.

        Raises:
            StoreError: they are not those that were written.
        """
        return {
            number: text.splitlines(keepends=True) for number, text in self._texts(pack).items()
        }

    def _texts(self, pack: int) -> dict[int, bytes]:
        """Read the texts of a pack's buckets; see `read`."""
        path = self.path(pack)
        wanted = [number for number in self.numbers(pack) if number in self.buckets]
        try:
            whole = path.read_bytes() if wanted else b""
        except OSError as error:
            raise StoreError(f"it is damaged ({error})", where=str(path), remedy=_REMEDY) from error
        found: dict[int, bytes] = {}
        start = 0
        for number in wanted:
            listed = self.buckets[number]
            text = found[number] = whole[start : start + listed.size]
            if Bucket(hashlib.sha256(text).hexdigest(), text.count(b"\n"), len(text)) != listed:
                raise StoreError(
                    "it is not as the list of packs says", where=str(path), remedy=_REMEDY
                )
            start += listed.size
        if start != len(whole):
            raise StoreError("it is not as the list of packs says", where=str(path), remedy=_REMEDY)
        return found

    def check(self, *, hashes: bool) -> None:
        """Hold all packs to the list: their sizes, or each of their bytes.

        Raises:
            StoreError: they are not those that were written.
        """
        for pack in range(self.count):
            if hashes:
                self._texts(pack)
                continue
            size = sum(self.buckets[n].size for n in self.numbers(pack) if n in self.buckets)
            path = self.path(pack)
            if (path.stat().st_size if path.is_file() else 0) != size:
                raise StoreError("it has changed its size", where=str(path), remedy=_REMEDY)

    def lines(self) -> Iterator[bytes]:
        """Read all lines, in the order of buckets; see `read`."""
        for pack in range(self.count):
            for lines in self.read(pack).values():
                yield from lines

    def stream(self) -> BinaryIO:
        """Open all packs as one stream of N-Quads."""
        return io.BufferedReader(
            _Chain(path for pack in range(self.count) if (path := self.path(pack)).exists())
        )

    @property
    def size(self) -> int:
        """How many bytes all packs have."""
        return sum(bucket.size for bucket in self.buckets.values())

    @cached_property
    def total(self) -> int:
        """How many lines there are."""
        return sum(bucket.lines for bucket in self.buckets.values())

    def write_list(self) -> None:
        """Write the list of the buckets."""
        rows = [
            f"{number}\t{bucket.sha256}\t{bucket.lines}\t{bucket.size}"
            for number, bucket in sorted(self.buckets.items())
        ]
        write_file(self.folder / LIST, "".join(f"{row}\n" for row in (self.count, *rows)).encode())

    def changed(self, folder: Path, fresh: Mapping[int, Sequence[bytes]]) -> Packs:
        """Write packs into another folder that differ in some buckets; link all others.

        Args:
            folder: the new generation's folder.
            fresh: the sorted lines of the buckets that changed.
        """
        (folder / FOLDER).mkdir()
        buckets = dict(self.buckets)
        touched = {self.pack_of(number) for number in fresh}
        for pack in range(self.count):
            if pack in touched:
                content = self.read(pack) | {
                    n: list(fresh[n]) for n in self.numbers(pack) if n in fresh
                }
                buckets |= {number: Bucket.of(lines) for number, lines in content.items()}
                _write_pack(folder, pack, [content[number] for number in sorted(content)])
            elif self.path(pack).exists():
                os.link(self.path(pack), folder / FOLDER / self.path(pack).name)
        kept = {number: bucket for number, bucket in buckets.items() if bucket.lines}
        return Packs(folder, self.count, kept)


class _Chain(io.RawIOBase):
    """Several files, read as one."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._streams = (path.open("rb", buffering=0) for path in paths)
        self._open: io.RawIOBase | None = None

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer; see `io.RawIOBase`."""
        while True:
            if self._open is None:
                self._open = next(self._streams, None)
                if self._open is None:
                    return 0
            if size := self._open.readinto(buffer) or 0:
                return size
            self._open.close()
            self._open = None


def pack_count(lines: int) -> int:
    """Choose how many packs so many lines take."""
    count = 1
    while count < BUCKETS and lines > count * _LINES:
        count *= 2
    return count


def _write_pack(folder: Path, pack: int, buckets: Iterable[Sequence[bytes]]) -> None:
    whole = b"".join(line for lines in buckets for line in lines)
    if whole:
        write_file(folder / FOLDER / f"{pack:03x}.nq", whole)


@dataclass(frozen=True)
class Spooled:
    """The lines of one part, written aside: sorted by bucket.

    Attributes:
        path: the file.
        offsets: where each bucket begins in it, and where the last one ends.
        lines: how many lines there are.
    """

    path: Path
    offsets: array[int]
    lines: int


def spool(path: Path, lines: Iterable[bytes]) -> Spooled:
    """Write lines aside, by bucket."""
    content = Sorter().sorted(lines)
    offsets = array("Q", [0])
    with path.open("wb") as stream:
        for number in range(BUCKETS):
            stream.write(b"".join(content.get(number, ())))
            offsets.append(stream.tell())
    return Spooled(path, offsets, sum(map(len, content.values())))


def merge(spools: Sequence[Spooled], folder: Path, count: int, pack: int) -> dict[int, list[bytes]]:
    """Write one pack of what was spooled, and return the lines of its buckets.

    Args:
        spools: what all parts wrote aside.
        folder: the generation's folder.
        count: how many packs it has.
        pack: the number of this one.
    """
    numbers = Packs(folder, count, {}).numbers(pack)
    content: dict[int, set[bytes]] = {number: set() for number in numbers}
    for part in spools:
        first, last = part.offsets[numbers[0]], part.offsets[numbers[-1] + 1]
        if first == last:
            continue
        with part.path.open("rb") as stream:
            stream.seek(first)
            data = stream.read(last - first)
        for number in numbers:
            slice_ = data[part.offsets[number] - first : part.offsets[number + 1] - first]
            content[number].update(slice_.splitlines(keepends=True))
    ordered = {number: sorted(lines) for number, lines in content.items() if lines}
    _write_pack(folder, pack, ordered.values())
    return ordered
