"""Measure casegraph on the real graph, beside its peers, and write the section on speed."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import rdflib
from results import circumstances, write_section

import casegraph
from casegraph.ask import Table, questions
from casegraph.build import build
from casegraph.dataset import read_dataset
from casegraph.project import Project
from casegraph.saved import SavedQuery
from casegraph.validate import validate

ROOT = Path(__file__).resolve().parents[1]
RUNS = 3
PACKAGES = ("pyoxigraph", "rdflib", "pyshacl", "networkx", "edtf")


def median(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median of the wall-clock seconds of some runs."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def copied(folder: Path) -> Project:
    """Copy the repository's data, so that measuring leaves its build alone."""
    shutil.copytree(ROOT / "graph", folder / "graph")
    return Project(folder)


def drain(graph: rdflib.Dataset, text: str) -> int:
    """Run a query in rdflib and count its rows."""
    return sum(1 for _ in graph.query(text))


def bind_example(query: SavedQuery, project: Project) -> str:
    """Fill a question's parameters with their examples."""
    values = {name: p.example for name, p in query.parameters.items() if p.example}
    return query.bind(values, project.prefixes)


def row(name: str, seconds: float, peer: str = "", other: float | None = None) -> str:
    """Write one row of the table."""
    ratio = f"{other / seconds:.1f}" if other is not None else ""
    beside = f"{other * 1000:.1f}" if other is not None else ""
    return f"| {name} | {seconds * 1000:.1f} | {peer} | {beside} | {ratio} |"


def main() -> None:
    """Measure everything and write the section."""
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        project = copied(Path(name))
        dataset = read_dataset(project)
        quads = len(dataset.engine.store)
        lines.append(row("read and derive all files", median(lambda: read_dataset(project))))
        lines.append(row("validate (pySHACL and checks)", median(lambda: validate(dataset))))
        lines.append(row("build, nothing there before", median(lambda: fresh_build(project))))
        lines.append(row("build, nothing changed", median(lambda: build(project))))
        lines.append(row("open the generation", median(lambda: casegraph.open(project.root))))
        graph = casegraph.open(project.root)
        command = [sys.executable, "-m", "casegraph", "-C", str(project.root), "ask"]
        lines.append(
            row(
                "`casegraph ask defendants`, the whole process",
                median(lambda: subprocess.run([*command, "defendants"], check=True, stdout=-3)),
            )
        )
        other = graph.graph()
        for question, query in questions(project).items():
            text = bind_example(query, project)
            own = median(lambda text=text: graph.query(text), 5)  # type: ignore[misc]
            peer = median(lambda text=text: drain(other, text))  # type: ignore[misc]
            answer = graph.query(text)
            rows = len(answer) if isinstance(answer, Table) else 0
            lines.append(row(f"`{question}` ({rows} rows)", own, "rdflib", peer))
    head = [
        "## Speed",
        "",
        "Milliseconds, medians of at least three runs in one process.",
        "",
        *circumstances(PACKAGES),
        f"- data: the real graph, {quads} quads with ontology and derived ones",
        "",
        "| Work | casegraph | peer | peer's time | times faster |",
        "|---|---:|---|---:|---:|",
    ]
    write_section("speed", [*head, *lines])


def fresh_build(project: Project) -> None:
    """Build without a generation to start from."""
    shutil.rmtree(project.build_folder, ignore_errors=True)
    build(project, accept_violations=True)


if __name__ == "__main__":
    main()
