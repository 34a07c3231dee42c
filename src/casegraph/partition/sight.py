"""Scans of files in, who describes a document and who refers to it out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Final, Protocol

from casegraph.partition.scan import FileScan

_GRAPH: Final = "graph"
_SOURCES: Final = "sources"


class Sight(Protocol):
    """What units are found by; all of it at hand, or looked up in an index."""

    def scan(self, path: str) -> FileScan:
        """Return the scan of a file that there is."""
        ...

    def describers(self, doc: str) -> Sequence[str]:
        """List the files that describe a document, sorted."""
        ...

    def mentioners(self, doc: str) -> Sequence[str]:
        """List the files that refer to a document and do not describe it, sorted."""
        ...


class AllScans:
    """The scans of all files, in memory.

    Args:
        scans: the scan of every file.
    """

    def __init__(self, scans: Iterable[FileScan]) -> None:
        self.scans: Mapping[str, FileScan] = {
            found.path: found for found in sorted(scans, key=lambda found: found.path)
        }
        self._describers: dict[str, list[str]] = defaultdict(list)
        self._mentioners: dict[str, list[str]] = defaultdict(list)
        for found in self.scans.values():
            for doc in found.describes:
                self._describers[doc].append(found.path)
            for doc in found.mentions:
                self._mentioners[doc].append(found.path)

    def scan(self, path: str) -> FileScan:
        """See `Sight.scan`."""
        return self.scans[path]

    def describers(self, doc: str) -> Sequence[str]:
        """See `Sight.describers`."""
        return self._describers.get(doc, ())

    def mentioners(self, doc: str) -> Sequence[str]:
        """See `Sight.mentioners`."""
        return self._mentioners.get(doc, ())


def may_be_shared(path: str) -> bool:
    """Say whether a file may be a reference file: by its folder, which a user knows.

    Args:
        path: as people know it, such as `graph/courts.ttl` or `graph/sources/obs.ttl`.
    """
    parts = PurePosixPath(path).parts
    return parts[:1] == (_GRAPH,) and (len(parts) == 2 or parts[1] == _SOURCES)
