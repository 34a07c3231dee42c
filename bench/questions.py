"""Ask every saved question of casegraph, of pyoxigraph alone, and of rdflib; write the section.

All hold the same quads. rdflib runs in a process of its own, as long as a limit allows each answer.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

import rdflib
from results import circumstances, write_bars, write_section

import casegraph
from casegraph.ask import questions
from casegraph.build import build
from casegraph.corpus import generate
from casegraph.opened import CaseGraph
from casegraph.project import Project
from casegraph.saved import SavedQuery

ROOT = Path(__file__).resolve().parents[1]
RUNS = 3
LONG = 10.0  # seconds after which an answer is not asked for again
CORES = len(os.sched_getaffinity(0))
PACKAGES = ("pyoxigraph", "rdflib")


def seconds(work: Callable[[], object]) -> float:
    """Return the median of some runs in seconds; of one, where it is long."""
    taken: list[float] = []
    while len(taken) < RUNS and sum(taken) < LONG:
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def bound(query: SavedQuery, project: Project) -> str:
    """Ask of all cases; only what a question cannot do without is given, by its example."""
    values = {
        name: p.example
        for name, p in query.parameters.items()
        if p.example and p.type in ("date", "integer") and p.default is None
    }
    return query.bind(values, project.prefixes)


def raw(graph: CaseGraph, text: str) -> int:
    """Ask pyoxigraph, and read all rows."""
    answer: Any = graph.generation.engine.store.query(text, use_default_graph_as_union=True)
    return sum(1 for row in answer for _ in row)


class TooLongError(Exception):
    """Say that an answer took longer than the limit."""


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise TooLongError


def reference(dump: Path, limit: float) -> None:
    """Load a dump into rdflib, answer the questions on standard input, and write what it took."""
    start = time.perf_counter()
    data = rdflib.Dataset(default_union=True)
    data.parse(dump, format="nquads")
    found: dict[str, Any] = {"loading": time.perf_counter() - start, "seconds": {}, "rows": {}}
    signal.signal(signal.SIGALRM, _stop)
    for name, text in json.load(sys.stdin).items():
        signal.setitimer(signal.ITIMER_REAL, limit)
        start = time.perf_counter()
        try:
            found["rows"][name] = sum(1 for _ in data.query(text))
            found["seconds"][name] = time.perf_counter() - start
        except TooLongError:
            found["seconds"][name] = None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    json.dump(found, sys.stdout)


def peer(graph: CaseGraph, texts: dict[str, str], aside: Path, limit: float) -> dict[str, Any]:
    """Ask rdflib, in a process of its own."""
    dump = aside / "dump.nq"
    with dump.open("wb") as stream:
        stream.writelines(graph.generation.packs().lines())
    command = [sys.executable, __file__, "--reference", str(dump), "--limit", str(limit)]
    ran = subprocess.run(
        command, input=json.dumps(texts), check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def measure(title: str, project: Project, aside: Path, limit: float) -> list[str]:
    """Ask all questions of one project; return the lines of its table."""
    build(project, accept_violations=True, workers=CORES)
    graph = casegraph.open(project.root)
    texts = {name: bound(query, project) for name, query in questions(project).items()}
    other = peer(graph, texts, aside, limit)
    rows, floors, times = [], [], []
    bars: dict[str, dict[str, float]] = {}
    for name, text in texts.items():
        count = len(graph.query(text))  # type: ignore[arg-type]
        own = seconds(lambda text=text: graph.query(text))  # type: ignore[misc]
        floor = seconds(lambda text=text: raw(graph, text))  # type: ignore[misc]
        slow = other["seconds"][name]
        if slow is not None:
            assert other["rows"][name] == count, f"{name}: rdflib gives {other['rows'][name]} rows"
        floors.append(own / floor)
        times.append((slow or limit) / own)
        beside = f"{slow * 1000:,.1f} | {slow / own:,.0f}" if slow else f"| over {limit / own:,.0f}"
        bars[name] = {"casegraph": own * 1000, "pyoxigraph alone": floor * 1000}
        bars[name]["rdflib, or its limit"] = (slow or limit) * 1000
        rows.append(f"| `{name}` | {count:,} | {own * 1000:,.1f} | {own / floor:.2f} | {beside} |")
    done = sum(value is not None for value in other["seconds"].values())
    quads = graph.generation.manifest["quads"]
    write_bars("questions", "milliseconds", bars, logarithmic=True)
    return [
        "",
        f"### {title}, {quads:,} quads",
        "",
        f"Median of all questions: **{statistics.median(floors):.2f} of pyoxigraph alone; rdflib "
        f"takes at least {statistics.median(times):,.0f} times as long** ({done} of {len(times)} "
        f"answers within {limit:.0f} s; the others count as that long). rdflib loads in "
        f"{other['loading']:.0f} s.",
        "",
        "| Question | rows | casegraph, ms | of pyoxigraph | rdflib, ms | times |",
        "|---|---:|---:|---:|---:|---:|",
        *rows,
    ]


def main() -> None:
    """Measure the real graph and a generated one, and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1_000, help="7,000 are a million triples")
    parser.add_argument("--limit", type=float, default=10, help="seconds for each answer of rdflib")
    parser.add_argument("--reference", type=Path, metavar="DUMP", help="for this program itself")
    given = parser.parse_args()
    if given.reference:
        reference(given.reference, given.limit)
        return
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        shutil.copytree(ROOT / "graph", top / "real" / "graph")
        lines = measure("The real graph", Project(top / "real"), top, given.limit)
        generate(top / "cases", given.cases, seed=1)
        cases = f"{given.cases:,} generated cases"
        lines += measure(cases, Project(top / "cases"), top, given.limit)
    head = [
        "## Questions",
        "",
        "Every saved question, of all cases, answered from the store on disk with all rows as",
        "Python values; the same query by pyoxigraph alone on the same store; and by rdflib, which",
        f"holds the same quads in memory. Milliseconds, medians of {RUNS} runs, of one for rdflib",
        f"and where an answer takes {LONG:.0f} s. Rows are as many in all three. Wanted: 1.1 of",
        "pyoxigraph alone, and 20 times faster than rdflib, both in the median.",
        "",
        *circumstances(PACKAGES),
    ]
    plot = "![Milliseconds by question, generated cases](results/questions.svg)"
    write_section("questions", [*head, *lines, "", plot])


if __name__ == "__main__":
    main()
