"""A project in, a whole generation out, made from nothing: all files are read and judged."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from casegraph.build.bucket import Bucket, digest, graph_of_line
from casegraph.build.content import PartContent, Spool, ontology_lines
from casegraph.build.draft import Draft
from casegraph.build.index import GENERAL, INDEX, Index, Seen
from casegraph.build.packs import FOLDER, Packs, Spooled, merge, pack_count, spool
from casegraph.derive import BOUNDS_RULE
from casegraph.partition import Unit
from casegraph.survey import Survey, UnitOutput, Words, survey
from casegraph.survey.pool import Pool

# lines below which another process would start later than this one is done
_WORTH_A_PROCESS: Final = 300_000
_SPOOLED: Final = "spool"
# a line with a blank node as its subject or object
_BLANK: Final = re.compile(rb"_:|\S+ \S+ _:")

Progress = Callable[[str], None]


@dataclass(frozen=True)
class Judged:
    """What was found out of all files, before anything is put together.

    Attributes:
        survey: the units and their findings.
        spools: the lines of all parts, and of the ontology.
    """

    survey: Survey
    spools: tuple[Spooled, ...]


def judge_all(words: Words, folder: Path, workers: int, progress: Progress) -> Judged:
    """Read, derive and validate all files, and write their lines aside.

    Args:
        words: the rules, shapes and checks of the project.
        folder: where the generation is being made.
        workers: how many processes may work at a time.
        progress: called with a few words at each step.

    Raises:
        InputError: a file cannot be read.
    """
    aside = folder / _SPOOLED
    aside.mkdir()
    sink = Spool(words.project.base, aside)
    found = survey(words, workers=workers, sink=sink, progress=progress)
    terms = spool(aside / "ontology", ontology_lines(words.ontology))
    return Judged(found, (terms, *(spooled for spooled, _ in found.results)))


def put_together(
    words: Words, judged: Judged, folder: Path, workers: int, progress: Progress
) -> Draft:
    """Merge what was written aside into packs, and make the index.

    Args:
        words: the rules, shapes and checks of the project.
        judged: what `judge_all` found.
        folder: where the generation is being made.
        workers: how many processes may work at a time.
        progress: called with a few words at each step.
    """
    (folder / FOLDER).mkdir()
    total = sum(part.lines for part in judged.spools)
    count = pack_count(total)
    buckets: dict[int, Bucket] = {}
    derived: Counter[str] = Counter()
    named: list[bytes] = []
    with Pool(words, workers if total > _WORTH_A_PROCESS else 1) as pool:
        calls = ((judged.spools, folder, count, pack) for pack in range(count))
        for done, (merged, counted, blank) in enumerate(pool.run(_merge, calls), 1):
            progress(f"writing the quads: {done} of {count} packs")
            buckets |= merged
            derived += counted
            named += blank
    for part in judged.spools:
        part.path.unlink()
    (folder / _SPOOLED).rmdir()
    packs = Packs(folder, count, buckets)
    packs.write_list()
    rules = dict.fromkeys(rule_names(words), 0)
    prefix = derived_prefix(words)
    rules |= {graph.removeprefix(prefix): number for graph, number in derived.items()}
    progress("writing the index")
    index = folder / INDEX
    _write_index(index, judged.survey)
    return Draft(
        packs=packs,
        digest=digest(buckets),
        derived=dict(sorted(rules.items())),
        report=judged.survey.report,
        now=judged.survey.report,
        files=len(judged.survey.files),
        index=index,
        named=tuple(named),
    )


def rule_names(words: Words) -> list[str]:
    """List the rules by which quads may be derived."""
    return [BOUNDS_RULE, *(rule.name for rule in words.rules)]


def derived_prefix(words: Words) -> str:
    """Return what the names of derived graphs begin with."""
    return f"{words.project.base}graph/derived/"


def _merge(
    words: Words, spools: Sequence[Spooled], folder: Path, count: int, pack: int
) -> tuple[Mapping[int, Bucket], Counter[str], list[bytes]]:
    ordered = merge(spools, folder, count, pack)
    mark = derived_prefix(words).encode()
    derived = (
        graph_of_line(line).decode("utf-8")
        for lines in ordered.values()
        for line in lines
        if mark in line
    )
    counted = Counter(graph for graph in derived if graph.encode().startswith(mark))
    found = [line for lines in ordered.values() for line in lines if _BLANK.match(line)]
    return {number: Bucket.of(lines) for number, lines in ordered.items()}, counted, found


def _write_index(path: Path, found: Survey) -> None:
    index = Index(path, new=True)
    scans = {scan.path: scan for scan in found.scans}
    unit_of: Mapping[str, Unit] = found.partition.unit_of if found.partition else {}
    for file in found.files:
        scan = scans[file.path]
        unit = unit_of[file.path].name if unit_of else GENERAL
        index.add_file(scan, Seen(scan.sha256, file.size, file.mtime), unit)
    units = {unit.name: unit for unit in found.partition.units} if found.partition else {}
    general = UnitOutput()
    contents: list[PartContent] = [content for _, content in found.results]
    for content in contents:
        general.findings += content.general
        for name, unit_content in content.units.items():
            if name in units:
                index.add_unit(units[name], unit_content.output, unit_content.outward)
    general.findings = list(dict.fromkeys(general.findings))
    index.add_unit(Unit((GENERAL,), reference=True), general, ())
    index.set_meta({"mode": "parts" if found.partition else "whole"})
    index.commit()
    index.close()
