"""Scans of all data files in, units and what surrounds them out.

Cases, people and statements that speak of one another are one unit. Reference files (courts,
bodies, places, provisions, series, and sources that several units rest on) are units of their own,
since thousands of cases may speak of one court. A source that one unit alone rests on is of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import Final

from casegraph.partition.scan import FileScan

_GRAPH: Final = "graph"
_SOURCES: Final = "sources"


@dataclass(frozen=True)
class Unit:
    """Files that are judged together.

    Attributes:
        files: their paths, sorted; the first one names the unit.
        reference: whether it is a reference file, of which other units may speak.
    """

    files: tuple[str, ...]
    reference: bool

    @property
    def name(self) -> str:
        """The path of its first file."""
        return self.files[0]


@dataclass(frozen=True)
class Partition:
    """The units of a project.

    Attributes:
        scans: the scan of each file by its path.
        units: all units, those of reference files last, each group sorted by name.
    """

    scans: Mapping[str, FileScan]
    units: tuple[Unit, ...]

    @cached_property
    def describers(self) -> dict[str, list[str]]:
        """The files that describe a document, by document."""
        return _describers(self.scans.values())

    @cached_property
    def references(self) -> frozenset[str]:
        """The documents that reference files describe."""
        files = [path for unit in self.units if unit.reference for path in unit.files]
        return frozenset(doc for path in files for doc in self.scans[path].describes)

    @cached_property
    def reference_units(self) -> dict[str, tuple[str, ...]]:
        """The names of the units with which a reference document is judged, by document."""
        found: dict[str, tuple[str, ...]] = {}
        for unit in self.units:
            if unit.reference:
                for doc in sorted(self.owned(unit)):
                    found[doc] = (*found.get(doc, ()), unit.name)
        return found

    @cached_property
    def unit_of(self) -> dict[str, Unit]:
        """The unit of each file."""
        return {path: unit for unit in self.units for path in unit.files}

    def owned(self, unit: Unit) -> frozenset[str]:
        """List the documents that are judged with a unit: those that no reference file describes.

        What a case's file says of a court is judged with the court.
        """
        found = {doc for path in unit.files for doc in self.scans[path].describes}
        return frozenset(found if unit.reference else found - self.references)

    def around(self, unit: Unit) -> list[str]:
        """List the files that must be read with a unit's own, sorted.

        They are those that describe what the unit's files refer to, directly or through others, and
        the reference files that refer to what the unit describes.
        """
        own = set(unit.files)
        docs = {doc for path in unit.files for doc in self.scans[path].describes}
        backward = {path for doc in docs for path in self._mentioned_by.get(doc, ())}
        waiting = list(docs | {d for path in backward for d in self.scans[path].describes})
        seen = set(waiting)
        files = set(backward)
        while waiting:
            doc = waiting.pop()
            for path in self.describers.get(doc, ()):
                files.add(path)
                for other in self.scans[path].links.get(doc, ()):
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        return sorted(files - own)

    @cached_property
    def _mentioned_by(self) -> dict[str, set[str]]:
        """The reference files that refer to a document, by document."""
        found: dict[str, set[str]] = defaultdict(set)
        for unit in self.units:
            if unit.reference:
                for path in unit.files:
                    for doc in self.scans[path].mentions:
                        found[doc].add(path)
        return found


def partition(scans: Iterable[FileScan]) -> Partition:
    """Find the units of a project's files."""
    table = {found.path: found for found in sorted(scans, key=lambda found: found.path)}
    describers = _describers(table.values())
    aside = {path for path in table if _is_reference(path)}
    shared = {doc for path in aside for doc in table[path].describes}
    groups = _Groups(path for path in table if path not in aside)
    for path in groups:
        found = table[path]
        for doc in (*found.describes, *found.mentions):
            if doc not in shared:
                for other in describers.get(doc, ()):
                    groups.join(path, other)
    for path, owner in _attached(table, describers, aside, groups).items():
        aside.discard(path)
        groups.add(path, owner)
    cases = sorted(groups.members(), key=lambda files: files[0])
    return Partition(
        table,
        (
            *(Unit(files, reference=False) for files in cases),
            *(Unit((path,), reference=True) for path in sorted(aside)),
        ),
    )


def _is_reference(path: str) -> bool:
    """Say whether a file may be one of which thousands speak: by its folder, which a user knows."""
    parts = PurePosixPath(path).parts
    return parts[:1] == (_GRAPH,) and (len(parts) == 2 or parts[1] == _SOURCES)


def _attached(
    table: Mapping[str, FileScan],
    describers: Mapping[str, list[str]],
    aside: set[str],
    groups: _Groups,
) -> dict[str, str]:
    """Find the reference files of which one unit alone speaks, each with a file of that unit."""
    speakers: dict[str, set[str]] = defaultdict(set)
    for path, found in table.items():
        speaker = path if path in aside else groups.root(path)
        for doc in (*found.mentions, *found.describes):
            for other in describers.get(doc, ()):
                if other in aside and other != path:
                    speakers[other].add(speaker)
    return {
        path: next(iter(found))
        for path, found in speakers.items()
        if len(found) == 1 and not found & aside
    }


def _describers(scans: Iterable[FileScan]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for entry in scans:
        for doc in entry.describes:
            found[doc].append(entry.path)
    return dict(found)


class _Groups:
    """Disjoint sets of files."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._parent = {path: path for path in paths}

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._parent))

    def root(self, path: str) -> str:
        while (parent := self._parent[path]) != path:
            self._parent[path] = path = self._parent[parent]
        return path

    def join(self, path: str, other: str) -> None:
        one, two = sorted((self.root(path), self.root(other)))
        self._parent[two] = one

    def add(self, path: str, owner: str) -> None:
        self._parent[path] = self.root(owner)

    def members(self) -> Iterator[tuple[str, ...]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._parent:
            found[self.root(path)].append(path)
        return (tuple(sorted(paths)) for paths in found.values())
