"""Files that can see one another in, units and what surrounds them out.

Cases, people and statements that speak of one another are one unit. Reference files (courts,
bodies, places, provisions, series, and sources that several units rest on) are units of their own,
since thousands of cases may speak of one court. A source that one unit alone rests on is of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from casegraph.partition.scan import FileScan
from casegraph.partition.sight import AllScans, Sight, may_be_shared


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
    """Some or all units of a project.

    Attributes:
        sight: how files and documents are found.
        units: the units, those of reference files last, each group sorted by name.
        elsewhere: the reference files that are in none of these units.
    """

    sight: Sight
    units: tuple[Unit, ...]
    elsewhere: frozenset[str] = frozenset()

    @property
    def cases(self) -> list[Unit]:
        """The units that are no reference files."""
        return [unit for unit in self.units if not unit.reference]

    @property
    def reference_files(self) -> list[Unit]:
        """The units of reference files."""
        return [unit for unit in self.units if unit.reference]

    @cached_property
    def unit_of(self) -> dict[str, Unit]:
        """The unit of each file."""
        return {path: unit for unit in self.units for path in unit.files}

    @cached_property
    def _references(self) -> frozenset[str]:
        own = {path for unit in self.units if unit.reference for path in unit.files}
        return self.elsewhere | own

    def referring_to(self, doc: str) -> list[str]:
        """Name the units of reference files with which a document is judged; others have none.

        A document that any other file describes as well is judged with that file's unit.
        """
        found = self.sight.describers(doc)
        return list(found) if all(path in self._references for path in found) else []

    def owned(self, unit: Unit) -> frozenset[str]:
        """List the documents that are judged with a unit.

        A court is judged with the reference files, until a case's file says something of it: then
        all cases that speak of this court are one unit, and it is judged with them.
        """
        found = {doc for path in unit.files for doc in self.sight.scan(path).describes}
        return frozenset(doc for doc in found if bool(self.referring_to(doc)) == unit.reference)

    def around(self, unit: Unit) -> list[str]:
        """List the files that must be read with a unit's own, sorted.

        They are those that describe what the unit's files refer to, directly or through others, and
        the reference files that refer to what the unit describes.
        """
        sight = self.sight
        docs = {doc for path in unit.files for doc in sight.scan(path).describes}
        files = {p for doc in docs for p in sight.mentioners(doc) if p in self._references}
        waiting = [*docs, *(doc for path in files for doc in sight.scan(path).describes)]
        seen = set(waiting)
        while waiting:
            doc = waiting.pop()
            for path in sight.describers(doc):
                files.add(path)
                for other in sight.scan(path).links.get(doc, ()):
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        return sorted(files - set(unit.files))


def partition(scans: Iterable[FileScan]) -> Partition:
    """Find the units of a whole project."""
    sight = AllScans(scans)
    return partition_some(sight, sight.scans)


def partition_some(
    sight: Sight, paths: Iterable[str], shared: frozenset[str] = frozenset()
) -> Partition:
    """Find the units of some files.

    Args:
        sight: how files and documents are found.
        paths: the files; with a file of a case, all that speak of it or that it speaks of.
        shared: the reference files that stay as they are.
    """
    listed = sorted(paths)
    aside = {path for path in listed if may_be_shared(path)}
    groups = _Groups(path for path in listed if path not in aside)
    for path in groups:
        found = sight.scan(path)
        for doc in (*found.describes, *found.mentions):
            for other in sight.describers(doc):
                if other not in aside and other not in shared:
                    groups.join(path, other)
    for path, owner in _attached(sight, aside, groups).items():
        aside.discard(path)
        groups.add(path, owner)
    cases = sorted(groups.members(), key=lambda files: files[0])
    units = [
        *(Unit(files, reference=False) for files in cases),
        *(Unit((path,), reference=True) for path in sorted(aside)),
    ]
    return Partition(sight, tuple(units), shared.difference(listed))


def _attached(sight: Sight, aside: set[str], groups: _Groups) -> Mapping[str, str]:
    """Find the reference files of which one unit alone speaks, each with a file of that unit."""
    found = {}
    for path in aside:
        docs = list(sight.scan(path).describes)
        speakers = {other for doc in docs for other in sight.mentioners(doc)}
        speakers |= {other for doc in docs for other in sight.describers(doc)} - {path}
        roots = {groups.root(other) for other in speakers if other in groups.paths}
        if len(roots) == 1 and speakers <= groups.paths:
            found[path] = next(iter(roots))
    return found


class _Groups:
    """Disjoint sets of files."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._parent = {path: path for path in paths}
        self.paths = frozenset(self._parent)

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
