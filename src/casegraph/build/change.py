"""Files that changed in, the units that must be judged again out.

What is true of a unit depends on its files and on those around it. So judged again are the units
that changed files are in or were in, those that have changed files around them, and the reference
units of which a unit that was judged again says something else than before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from casegraph.build.index import Index
from casegraph.partition import FileScan, Partition, may_be_shared, partition_some


class Mixed(Exception):  # noqa: N818 - no error: a reason to judge everything
    """Say that what changed cannot be told apart from the rest."""


@dataclass(frozen=True)
class IndexSight:
    """What can be seen of all files: of those that changed as they are, of others in the index.

    Args:
        index: the index of the last generation.
        fresh: the scans of new and changed files.
        gone: the paths of files that are no more.
    """

    index: Index
    fresh: dict[str, FileScan]
    gone: frozenset[str]
    _scans: dict[str, FileScan] = field(default_factory=dict)

    def scan(self, path: str) -> FileScan:
        """See `casegraph.partition.Sight.scan`."""
        if path in self.fresh:
            return self.fresh[path]
        if path not in self._scans:
            found = self.index.scan(path)
            if found is None:
                raise Mixed(path)
            self._scans[path] = found
        return self._scans[path]

    def describers(self, doc: str) -> Sequence[str]:
        """See `casegraph.partition.Sight.describers`."""
        fresh = [path for path, found in self.fresh.items() if doc in found.links]
        return sorted([*self._still(self.index.describers(doc)), *fresh])

    def mentioners(self, doc: str) -> Sequence[str]:
        """See `casegraph.partition.Sight.mentioners`."""
        fresh = [path for path, found in self.fresh.items() if doc in found.mentions]
        return sorted([*self._still(self.index.mentioners(doc)), *fresh])

    def _still(self, paths: Iterable[str]) -> list[str]:
        return [path for path in paths if path not in self.fresh and path not in self.gone]

    def both(self, path: str) -> list[FileScan]:
        """Return what a file is now and what it was, as far as it was or is."""
        found = self.fresh.get(path), self.index.scan(path)
        return [scan for scan in found if scan is not None]

    def is_reference(self, path: str) -> bool:
        """Say whether a file was a reference file, and is still there."""
        unit = self.index.unit_of(path)
        return unit is not None and path not in self.gone and self.index.is_reference(unit)


@dataclass(frozen=True)
class Affected:
    """What a change makes of the units.

    Attributes:
        partition: the units that must be judged again, as they are now.
        before: the names of the units that these were before, or that are no more.
    """

    partition: Partition
    before: frozenset[str]


def affected(index: Index, fresh: dict[str, FileScan], gone: Iterable[str]) -> Affected:
    """Find the units that must be judged again.

    Args:
        index: the index of the last generation.
        fresh: the scans of new and changed files.
        gone: the paths of files that are no more.

    Raises:
        Mixed: a document is or was described by a reference file and by another one; who depends on
            it cannot be told from the index.
    """
    sight = IndexSight(index, fresh, frozenset(gone))
    changed = [*fresh, *sight.gone]
    region = _Region(sight)
    for path in changed:
        region.add(path)
    for path in changed:
        for dependent in _dependents(sight, path):
            region.add(dependent)
    found = partition_some(sight, region.files, frozenset(region.shared))
    before = {unit for path in {*region.files, *sight.gone} if (unit := index.unit_of(path))}
    return Affected(found, frozenset(before))


class _Region:
    """The files whose units are judged again, and the reference files that stay as they are."""

    def __init__(self, sight: IndexSight) -> None:
        self.sight = sight
        self.files: set[str] = set()
        self.shared: set[str] = set()
        self._seen: set[str] = set()

    def add(self, start: str) -> None:
        """Add a file with all that it forms a unit with, now or before."""
        waiting = [start]
        while waiting:
            path = waiting.pop()
            if path not in self._seen:
                self._seen.add(path)
                waiting += self._companions(path)

    def _companions(self, path: str) -> Iterator[str]:
        sight = self.sight
        unit = sight.index.unit_of(path)
        if unit is not None:
            yield from sight.index.files_of(unit)
        if path not in sight.gone:
            self.files.add(path)
        for scan in sight.both(path):
            for doc in scan.describes:
                self._refuse_mixed(doc)
                yield from self._unless_shared(sight.describers(doc))
                speakers = sight.mentioners(doc)
                if not sight.is_reference(path):
                    yield from self._unless_shared(speakers)
                else:
                    self.shared.update(filter(sight.is_reference, speakers))
            if not sight.is_reference(path):
                for doc in scan.mentions:
                    self._refuse_mixed(doc)
                    yield from self._unless_shared(sight.describers(doc))

    def _unless_shared(self, paths: Iterable[str]) -> Iterator[str]:
        for path in paths:
            if self.sight.is_reference(path):
                self.shared.add(path)
            else:
                yield path

    def _refuse_mixed(self, doc: str) -> None:
        describers = {*self.sight.describers(doc), *self.sight.index.describers(doc)}
        if len(describers) > 1 and any(map(may_be_shared, describers)):
            raise Mixed(doc)


def _dependents(sight: IndexSight, start: str) -> Iterator[str]:
    """List files of the units that have a changed file around them, now or before."""
    waiting = [start]
    seen = {start}
    while waiting:
        path = waiting.pop()
        found: set[str] = set()
        for scan in sight.both(path):
            for doc in scan.describes:  # who speaks of it has it around
                found.update(sight.mentioners(doc))
            if sight.is_reference(path) or (path in sight.fresh and may_be_shared(path)):
                for doc in scan.mentions:  # what a reference file speaks of has it around
                    others = sight.describers(doc)
                    yield from (
                        other for other in others if path == start or not may_be_shared(other)
                    )
        yield from found
        waiting += found - seen
        seen |= found
