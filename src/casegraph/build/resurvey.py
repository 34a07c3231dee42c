"""An index and the files that changed since in, what is judged again and the whole report out."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from casegraph.build.change import Affected, Mixed, affected
from casegraph.build.content import Gather, PartContent, UnitContent
from casegraph.build.index import GENERAL, Index
from casegraph.build.inputs import Changes, FilesAtHand
from casegraph.build.standing import StandingReport, counted
from casegraph.partition import FileScan, Partition, Unit, scan
from casegraph.survey import Words, judge_parts, make_parts, validate_project
from casegraph.turtle import open_file
from casegraph.validate import Finding, Report

# beyond this share of the files a build from nothing is done sooner
_MOST: Final = 0.2
_FEW: Final = 50

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Resurvey:
    """What a change comes to.

    Attributes:
        changes: the files that differ.
        scans: the scans of those that are new or have other content.
        affected: the units that were judged again.
        content: what they hold now, by name.
        general: findings of what no unit owns.
    """

    changes: Changes
    scans: Mapping[str, FileScan]
    affected: Affected
    content: Mapping[str, UnitContent]
    general: tuple[Finding, ...]

    @property
    def now(self) -> Report:
        """The findings of what was judged now."""
        units = [f for unit in self.content.values() for f in unit.output.findings]
        return Report.of([*units, *self.general])

    def report(self, words: Words, index: Index, last: Mapping[str, int]) -> Report:
        """Gather the findings of what was judged now, and of all else.

        Args:
            words: what was judged by.
            index: of the last generation.
            last: how many findings of each severity that has.
        """
        units = [f for unit in self.content.values() for f in unit.output.findings]
        before = [f for name in self.affected.before for f in index.findings_of(name)]
        general = set(self.general).difference(index.findings_of(GENERAL))

        def read() -> Iterable[Finding]:
            try:
                return [*index.findings(without=self.affected.before), *self.general, *units]
            except sqlite3.Error:  # the index is damaged
                return validate_project(words.project, words=words).findings

        return StandingReport(counted(last, before, [*units, *general]), read)


def resurvey(
    words: Words, index: Index, changes: Changes, workers: int, progress: Progress
) -> Resurvey | None:
    """Judge again what a change can affect.

    Args:
        words: the rules, shapes and checks of the project, with which the index was made.
        index: of a project that was judged in parts.
        changes: the files that differ.
        workers: how many processes may work at a time.
        progress: called with a few words at each step.

    Returns:
        What was found; None where everything must be judged.

    Raises:
        InputError: a file cannot be read.
    """
    many = len(changes.fresh) + len(changes.gone)
    if not words.local or many > max(_FEW, _MOST * changes.total):
        return None
    root = words.project.root
    scans = {
        file.path: scan(open_file(root / file.path, shown=file.path)) for file in changes.fresh
    }
    if any(found.changes_terms for found in scans.values()):
        return None
    try:
        found = affected(index, scans, changes.gone)
        return _judge(words, index, found, changes, scans, workers, progress)
    except Mixed:
        return None


def _judge(
    words: Words,
    index: Index,
    found: Affected,
    changes: Changes,
    scans: Mapping[str, FileScan],
    workers: int,
    progress: Progress,
) -> Resurvey:
    files = FilesAtHand(words.project, changes.fresh)
    content: dict[str, UnitContent] = {}
    general: list[Finding] = []

    def run(partition: Partition, units: list[Unit], stubs: dict[str, list[bytes]]) -> None:
        parts = make_parts(partition, units, files, stubs)
        for outcome in judge_parts(words, parts, Gather(words.project.base), workers, progress):
            result: PartContent = outcome.result
            content.update(result.units)
            general.extend(result.general)

    run(found.partition, found.partition.cases, {})
    told = _told(content)
    found = _with_references(index, found, told)
    stubs = {
        unit.name: [*_elsewhere(index, unit.name, found.before), *told.get(unit.name, ())]
        for unit in found.partition.reference_files
    }
    run(found.partition, found.partition.reference_files, stubs)
    return Resurvey(changes, scans, found, content, tuple(general))


def _told(content: Mapping[str, UnitContent]) -> dict[str, list[bytes]]:
    """Collect what units say of reference documents, by the unit of these."""
    found: dict[str, list[bytes]] = defaultdict(list)
    for unit in content.values():
        for name, lines in unit.output.stubs.items():
            found[name] += lines
    return found


def _with_references(index: Index, found: Affected, told: Mapping[str, list[bytes]]) -> Affected:
    """Add the reference units of which the units say something else than before."""
    before: dict[str, list[bytes]] = defaultdict(list)
    for name in found.before:
        if not index.is_reference(name):
            for reference, lines in index.stubs_of(name).items():
                before[reference] += lines.splitlines(keepends=True)
    partition = found.partition
    known = {unit.name for unit in partition.units}
    other = {
        name
        for name in before.keys() | told.keys()
        if set(before.get(name, ())) != set(told.get(name, ()))
    }
    fresh = sorted(name for name in other - known if name in partition.elsewhere)
    return Affected(
        replace(
            partition,
            units=(*partition.units, *(Unit((name,), reference=True) for name in fresh)),
            elsewhere=partition.elsewhere - set(fresh),
        ),
        found.before | set(fresh),
    )


def _elsewhere(index: Index, reference: str, left: frozenset[str]) -> Iterator[bytes]:
    """Read what the units that are not judged again say of a reference unit."""
    for unit, lines in index.stubs_on(reference).items():
        if unit not in left:
            yield from lines.splitlines(keepends=True)
