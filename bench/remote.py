"""Measure other engines on generated cases: what a push takes, and what questions cost there.

The floor is the embedded engine, asked the same questions in the same run. Engines are those of the
tests, in memory.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from results import circumstances, write_bars, write_section

from casegraph.ask import questions
from casegraph.build import Generation, build, open_generation
from casegraph.corpus import generate
from casegraph.engine import Engine, Remote, Service
from casegraph.errors import EngineError
from casegraph.project import Project
from casegraph.transfer import pull, push
from casegraph.validate import validate_remote

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests" / "remote"))
import servers  # noqa: E402 - of the tests

ENGINES = {
    f"Oxigraph server {version('oxigraph')}": (servers.oxigraph, Path(sys.prefix) / "bin/oxigraph"),
    "Fuseki 5.6.0, TDB2": (servers.fuseki, ROOT / ".peers" / "fuseki"),
}
RUNS = 3


def seconds(work: Callable[[], object]) -> float:
    """Time some work once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def size(folder: Path) -> int:
    """Add up the bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def server_memory() -> int:
    """Read the peak memory of the server that this process started, in bytes."""
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            facts = dict(line.split(":", 1) for line in status.read_text("utf-8").splitlines())
        except OSError:  # it has ended
            continue
        if int(facts["PPid"]) == os.getpid() and "VmHWM" in facts:
            found.append(int(facts["VmHWM"].split()[0]) * 1024)
    return max(found)


def asked(engine: Engine, text: str) -> float:
    """Return the median of the seconds that an answer takes, all rows read."""
    return statistics.median(seconds(lambda: list(engine.select(text).rows)) for _ in range(RUNS))


def ratios(project: Project, generation: Generation, remote: Remote) -> list[float]:
    """Compare the time of each question there with its time here; what takes too long is left."""
    found = []
    for query in questions(project).values():
        values = {
            name: p.example
            for name, p in query.parameters.items()
            if p.example and p.type in ("date", "integer") and p.default is None
        }
        text = query.bind(values, project.prefixes)
        here = asked(generation.engine, text)
        try:
            found.append(asked(remote, text) / here)
        except EngineError:
            found.append(float("inf"))
    return found


def changed(project: Project) -> Generation:
    """Change a label in the first case, and build."""
    path = min((project.root / "graph" / "cases").glob("*.nt"))
    path.write_text(path.read_text("utf-8").replace('Label> "', 'Label> "The ', 1), "utf-8")
    build(project)
    return open_generation(project)


def measure(
    name: str, project: Project, generation: Generation, service: Service
) -> tuple[list[str], dict[str, float]]:
    """Push, ask, validate, change and push again; return the rows of the table, and the seconds."""
    remote = Remote(service)
    first = seconds(lambda: push(project, generation, remote))
    after_push = server_memory()
    same = seconds(lambda: push(project, generation, remote))
    pulled = seconds(lambda: pull(project, remote))
    judged = seconds(lambda: validate_remote(project, remote))
    compared = ratios(project, generation, remote)
    answered = [ratio for ratio in compared if ratio != float("inf")]
    new = changed(project)
    done = []
    second = seconds(lambda: done.append(push(project, new, remote)))
    quads = generation.manifest["quads"]
    taken = {"push all": first, "push, nothing changed": same, "push, one case changed": second}
    taken |= {"pull, nothing differs": pulled, "validate there": judged}
    rows = [
        f"| {name} | push all | {first:.1f} s | {quads / first:,.0f} quads a second |",
        f"| | the server's peak memory then | {after_push / 1e6:,.0f} MB "
        f"| {after_push / quads:,.0f} bytes a quad |",
        f"| | push, nothing changed | {same:.2f} s | |",
        f"| | push, one case changed | {second:.2f} s | {len(done[0].sent)} graphs, "
        f"{done[0].triples:,} triples |",
        f"| | pull, nothing differs | {pulled:.2f} s | |",
        f"| | validate there | {judged:.1f} s | |",
        f"| | the {len(answered)} of {len(compared)} questions that it answers "
        f"| {statistics.median(answered):.1f} times the embedded engine "
        f"| from {min(answered):.1f} to {max(answered):.1f} times |",
    ]
    return rows, taken


def main() -> None:
    """Measure everything and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--note", default="", help="what else ran meanwhile")
    given = parser.parse_args()
    rows: list[str] = []
    bars: dict[str, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as top:
        folder = Path(top) / "cases"
        generate(folder, given.cases)
        project = Project(folder)
        built = seconds(lambda: build(project))
        generation = open_generation(project)
        quads = generation.manifest["quads"]
        store, whole = size(generation.folder / "store"), size(generation.folder)
        text = size(folder / "graph")
        facts = [
            f"- data: {given.cases:,} generated cases, {quads:,} quads with ontology and rules",
            f"- files: {text / 1e6:,.1f} MB of N-Triples, {text / quads:.0f} bytes a quad",
            f"- store on disk: {store / 1e6:,.1f} MB, {store / quads:.0f} bytes a quad; "
            f"the whole generation {whole / 1e6:,.1f} MB, {whole / quads:.0f} bytes a quad",
            f"- build, validation included: {built:.1f} s, {quads / built:,.0f} quads a second",
        ]
        for name, (start, program) in ENGINES.items():
            aside = Path(top) / name.split()[0]
            aside.mkdir()
            with start(program, aside) as service:
                some, taken = measure(name, project, generation, service)
                rows += some
                for work, value in taken.items():
                    bars.setdefault(work, {})[name] = value
            shutil.rmtree(folder)
            generate(folder, given.cases)
            build(project)
            generation = open_generation(project)
    if given.note:
        facts.append(f"- {given.note}")
    head = [
        "## Other engines",
        "",
        "A push sends every graph, reads it back, compares and swaps. Questions: medians of three",
        "runs each, over all cases; the ratio is the median of all questions.",
        "",
        *circumstances(("pyoxigraph", "requests", "SPARQLWrapper")),
        *facts,
        "",
        "| Engine | Work | measured | |",
        "|---|---|---:|---|",
    ]
    write_bars("remote", "seconds", bars, logarithmic=True)
    write_section("remote", [*head, *rows, "", "![Seconds by work](results/remote.svg)"])


if __name__ == "__main__":
    main()
