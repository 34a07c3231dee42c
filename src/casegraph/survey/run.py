"""A project in, the judgement of all of its parts out, on as many cores as the caller allows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casegraph.partition import FileScan, Partition, partition, scan
from casegraph.project import Project
from casegraph.project.walk import Weighed, weigh, with_others
from casegraph.survey.judge import Part, PartOutput, judge
from casegraph.survey.parts import PART_BYTES, make_parts, one_part
from casegraph.survey.pool import Pool
from casegraph.survey.words import Words, read_words
from casegraph.turtle import open_file
from casegraph.validate import Finding, Report

_SCANNED = 500  # files that are scanned at a time

Progress = Callable[[str], None]
Sink = Callable[[PartOutput, Part], Any]


def _silent(_: str) -> None:
    pass


@dataclass(frozen=True)
class Outcome:
    """What came back of one part.

    Attributes:
        findings: of the documents that its units own, and of what no unit owns.
        stubs: for each unit of reference documents, what others say of them.
        result: what the sink made of it.
    """

    findings: tuple[Finding, ...]
    stubs: dict[str, tuple[bytes, ...]]
    result: Any


@dataclass(frozen=True)
class Survey:
    """What was found out of a project.

    Attributes:
        files: the data files, with size and age as they were before they were read.
        scans: the scan of each of them.
        partition: its units; None where it was judged as a whole.
        report: all findings.
        results: what the sink made of each part.
    """

    files: tuple[Weighed, ...]
    scans: tuple[FileScan, ...]
    partition: Partition | None
    report: Report
    results: tuple[Any, ...]


def validate_project(
    project: Project,
    *,
    words: Words | None = None,
    extra: Iterable[Path] = (),
    workers: int = 1,
    progress: Progress = _silent,
) -> Report:
    """Validate a project against its shapes and data checks.

    Args:
        project: the project.
        words: its rules, shapes and checks, if they were read before.
        extra: further files, each its own named graph, that lie outside `graph/`.
        workers: how many processes may work at a time.
        progress: called with a few words at each step.

    Returns:
        The findings of `casegraph.validate.validate` on the whole, in the time and memory of parts.

    Raises:
        InputError: a file cannot be read.
        UsageError: two files are the same named graph.
    """
    words = words or read_words(project)
    return survey(words, extra=extra, workers=workers, progress=progress).report


def survey(
    words: Words,
    *,
    extra: Iterable[Path] = (),
    workers: int = 1,
    sink: Sink | None = None,
    progress: Progress = _silent,
) -> Survey:
    """Read, derive and validate a project, part by part.

    Args:
        words: its rules, shapes and checks.
        extra: further files, each its own named graph, that lie outside `graph/`.
        workers: how many processes may work at a time; with more than one, the caller's main module
            must be importable without doing anything.
        sink: called with what came of each part, in the process that judged it; it goes there
            pickled, and so does what it returns. Nothing else is kept of a part but its findings.
        progress: called with a few words at each step.

    Raises:
        InputError: a file cannot be read.
        UsageError: two files are the same named graph.
    """
    project = words.project
    files = with_others(project.data_files(), extra, project.base)
    weighed = weigh(project.root, files)
    small = sum(file.size for file in weighed) <= PART_BYTES
    with Pool(words, 1 if small else workers) as pool:
        scans = tuple(_scans(pool, weighed, progress))
        if small or not words.local or any(entry.changes_terms for entry in scans):
            [outcome] = _judged(pool, [one_part(files)], sink, progress)
            return Survey(
                tuple(weighed), scans, None, Report.of(outcome.findings), (outcome.result,)
            )
        found = partition(scans)
        by_path = {file.path: file for file in weighed}
        outcomes: list[Outcome] = []
        stubs: dict[str, list[bytes]] = defaultdict(list)
        for units in (found.cases, found.reference_files):
            parts = make_parts(found, units, by_path, stubs)
            for outcome in _judged(pool, parts, sink, progress):
                outcomes.append(outcome)
                for name, lines in outcome.stubs.items():
                    stubs[name] += lines
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    return Survey(
        tuple(weighed), scans, found, Report.of(findings), tuple(o.result for o in outcomes)
    )


def judge_parts(
    words: Words, parts: Sequence[Part], sink: Sink, workers: int = 1, progress: Progress = _silent
) -> list[Outcome]:
    """Judge some parts. The arguments and errors are those of `survey`."""
    with Pool(words, min(workers, len(parts))) as pool:
        return list(_judged(pool, parts, sink, progress))


def _scans(pool: Pool, files: Sequence[Weighed], progress: Progress) -> Iterator[Any]:
    batches = [files[n : n + _SCANNED] for n in range(0, len(files), _SCANNED)]
    done = 0
    for batch in pool.run(_scan_files, ((batch,) for batch in batches)):
        done += len(batch)
        progress(f"reading: {done} of {len(files)} files")
        yield from batch


def _scan_files(words: Words, files: Sequence[Weighed]) -> list[Any]:
    root = words.project.root
    return [scan(open_file(root / file.path, shown=file.path)) for file in files]


def _judged(
    pool: Pool, parts: Sequence[Part], sink: Sink | None, progress: Progress
) -> Iterator[Outcome]:
    outcomes = pool.run(_judge_part, ((part, sink) for part in parts))
    for done, outcome in enumerate(outcomes, 1):
        progress(f"validating: {done} of {len(parts)} parts")
        yield outcome


def _judge_part(words: Words, part: Part, sink: Sink | None) -> Outcome:
    output = judge(words, part)
    findings = list(output.general)
    stubs: dict[str, list[bytes]] = defaultdict(list)
    for unit in output.units.values():
        findings += unit.findings
        for name, lines in unit.stubs.items():
            stubs[name] += lines
    result = sink(output, part) if sink else None
    return Outcome(tuple(findings), {name: tuple(lines) for name, lines in stubs.items()}, result)
