"""Make errors in valid cases, and report the share that validation detects, by operator."""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from mutants import (
    OPERATORS,
    Case,
    Exemption,
    Mutant,
    Operator,
    Outcome,
    Rulebook,
    Terms,
    draw,
    judge,
    read_case,
    read_exemptions,
)
from results import circumstances, write_bars, write_section

from casegraph.dataset import read_dataset
from casegraph.project import Project
from casegraph.scaffold import EXAMPLE_BASE, new_project
from casegraph.validate import Severity

ROOT: Final = Path(__file__).resolve().parents[1]
PACKAGES: Final = ("pyoxigraph", "rdflib", "pyshacl")
AIM: Final = 95
FLOOR: Final = 80
INTRODUCTION: Final = (
    "Valid cases are changed by one error of a curator at a time, and validated as",
    "`casegraph validate` does it. Detected is a mutant that cannot be read, or whose report has a",
    "violation or a warning that the valid case has not; notes do not count. What the score leaves",
    "out is named by what was changed, never by what validation said, and stands below with its",
    "reason: it is harmless, or nobody can know without the document. The last column leaves out",
    "the harmless only, in a draw of its own.",
)
Result = tuple[Mutant, Outcome]


def read_cases(example: Path) -> list[Case]:
    """Read the fictional case and the real ones.

    Args:
        example: an empty folder, for the fictional project.
    """
    new_project(example, EXAMPLE_BASE)
    cases = []
    for project in (Project(example), Project(ROOT)):
        dataset = read_dataset(project)
        terms = Terms.of(dataset)
        graphs = [name for name in sorted(dataset.files) if "/graph/cases/" in name]
        cases += [read_case(dataset, name, terms) for name in graphs]
    return sorted(cases, key=lambda case: (len(case.quads), case.name))


def percent(part: int, whole: int) -> str:
    """Write a share with one decimal, rounded down, so that no aim is reached by rounding."""
    return f"{part * 1000 // whole / 10:.1f} %" if whole else "–"


def detected(results: Sequence[Result]) -> tuple[int, int]:
    """Count, of the mutants that count, those that are detected, and all."""
    counted = [outcome for mutant, outcome in results if mutant.exempt is None]
    return sum(outcome.detected for outcome in counted), len(counted)


def operator_row(operator: Operator, results: Sequence[Result], unspared: Sequence[Result]) -> str:
    """Write the row of one operator."""
    found, counted = detected(results)
    noted = sum(outcome.noted for mutant, outcome in results if mutant.exempt is None)
    part, whole = detected(unspared)
    return (
        f"| `{operator.name}` | {operator.imitates} | {counted} | {found} "
        f"| {percent(found, counted)} | {noted} | {len(results) - counted} "
        f"| {part} of {whole} |"
    )


def by_operator(results: Sequence[Result]) -> dict[str, list[Result]]:
    """Sort results by operator."""
    own: dict[str, list[Result]] = defaultdict(list)
    for mutant, outcome in results:
        own[mutant.operator].append((mutant, outcome))
    return own


def shares(results: Sequence[Result]) -> dict[str, float]:
    """Find the percentage that is detected of each operator that has mutants that count."""
    counts = {name: detected(own) for name, own in by_operator(results).items()}
    return {name: 100 * part / whole for name, (part, whole) in counts.items() if whole}


def exemption_rows(rows: Sequence[Exemption], why: str, results: Sequence[Result]) -> list[str]:
    """Write the table of what the score leaves out for one sort of reason."""
    tried: dict[Exemption, list[Outcome]] = defaultdict(list)
    for mutant, outcome in results:
        if mutant.exempt is not None:
            tried[mutant.exempt].append(outcome)
    return [
        f"| `{row.operator}` | {row.kind} | {row.reason} | {len(tried[row])} "
        f"| {sum(outcome.detected for outcome in tried[row])} |"
        for row in rows
        if row.why == why
    ]


def missed_rows(results: Sequence[Result]) -> list[str]:
    """Write the kinds of change that count and were missed."""
    missed = Counter(
        (mutant.operator, mutant.change.kind, mutant.case.name)
        for mutant, outcome in results
        if mutant.exempt is None and not outcome.detected
    )
    return [
        f"| `{name}` | {kind} | {case} | {n} |" for (name, kind, case), n in sorted(missed.items())
    ]


def section(
    cases: Sequence[Case],
    results: Sequence[Result],
    unspared: Sequence[Result],
    seed: int,
    exemptions: Sequence[Exemption],
) -> list[str]:
    """Write the whole section."""
    found, counted = detected(results)
    sorted_, strictly = by_operator(results), by_operator(unspared)
    rows = [operator_row(OPERATORS[name], own, strictly[name]) for name, own in sorted_.items()]
    shares = {name: detected(own) for name, own in sorted_.items()}
    low = sorted(name for name, (part, whole) in shares.items() if part * 100 < FLOOR * whole)
    part, whole = detected(unspared)
    shapes = {
        name
        for _, outcome in results
        for severity, names in outcome.findings.items()
        if severity > Severity.INFO
        for name in names
    }
    return [
        "## Mutation score",
        "",
        *INTRODUCTION,
        "",
        *circumstances(PACKAGES),
        f"- data: {len(cases)} cases ({', '.join(case.name for case in cases)}), "
        "each with the shared things that it refers to",
        f"- seed {seed}, {len(sorted_)} operators, {counted} mutants that count, "
        f"{len(results) - counted} that do not",
        f"- {len(shapes)} different shapes and checks found something",
        "",
        f"**Detected: {found} of {counted}, {percent(found, counted)}** (aim: {AIM} %). "
        f"Operators under {FLOOR} %: {', '.join(f'`{name}`' for name in low) or 'none'}.",
        f"With what nobody can know without the document: {part} of {whole}, "
        f"{percent(part, whole)}.",
        "",
        "| Operator | The curator … | mutants | detected | share | only a note | left out "
        "| of all but the harmless |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
        *rows,
        "",
        "![Share detected by operator](results/mutation.svg)",
        "",
        "### Missed",
        "",
        "| Operator | What was changed | case | mutants |",
        "|---|---|---|---:|",
        *missed_rows(results),
        "",
        "### Left out: harmless",
        "",
        "The file stays valid and true; at most it says less. Each row was tried on one mutant.",
        "",
        "| Operator | What was changed | Why it is harmless | tried | detected all the same |",
        "|---|---|---|---:|---:|",
        *exemption_rows(exemptions, "harmless", results),
        "",
        "### Left out: nobody can know without the document",
        "",
        "The file is false, and looks as true as the valid one. Only a person with the document,",
        "or `casegraph evidence` with it, can tell.",
        "",
        "| Operator | What was changed | Why nobody can know | tried | detected all the same |",
        "|---|---|---|---:|---:|",
        *exemption_rows(exemptions, "unknowable", results),
    ]


def main() -> None:
    """Draw, validate, and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same mutants")
    parser.add_argument("--per-operator", type=int, default=20, help="how many count, at most")
    parser.add_argument(
        "--only", nargs="*", help="these operators only; prints, and writes nothing"
    )
    parser.add_argument(
        "--rules",
        type=Path,
        default=ROOT,
        help="a project whose shapes and checks are used as well: tries a proposal with --only",
    )
    arguments = parser.parse_args()
    # a mutant is ill-formed on purpose; rdflib need not say so
    logging.getLogger("rdflib.term").setLevel(logging.ERROR)
    chosen = [OPERATORS[name] for name in arguments.only or OPERATORS]
    start = time.perf_counter()
    exemptions = read_exemptions()
    with tempfile.TemporaryDirectory() as folder:
        cases = read_cases(Path(folder) / "example")
        rulebook = Rulebook(Project(arguments.rules))
        harmless = [row for row in exemptions if row.why == "harmless"]
        mutants, unspared = (
            [
                mutant
                for operator in chosen
                for mutant in draw(operator, cases, arguments.seed, arguments.per_operator, rows)
            ]
            for rows in (exemptions, harmless)
        )
        # most are in both draws, and judging takes the time
        different = {(m.case.name, m.change): m for m in (*mutants, *unspared)}
        judged = judge(rulebook, [(m.case, m.change) for m in different.values()])
    outcomes = dict(zip(different, judged, strict=True))
    results, strictly = (
        [(m, outcomes[m.case.name, m.change]) for m in drawn] for drawn in (mutants, unspared)
    )
    lines = section(cases, results, strictly, arguments.seed, exemptions)
    if arguments.only:
        print("\n".join(lines))
    else:
        known, strict = shares(results), shares(strictly)
        bars = {
            name: {"of what can be known": known.get(name, 0), "of all but the harmless": share}
            for name, share in sorted(strict.items(), key=lambda entry: entry[1])
        }
        write_bars("mutation", "percent detected", bars)
        write_section("mutation", lines)
    print(f"{len(different)} mutants in {time.perf_counter() - start:.0f} s", file=sys.stderr)


if __name__ == "__main__":
    main()
