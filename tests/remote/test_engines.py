"""Every question and recipe has the same answer on every engine, or a published deviation.

Each engine of others is started once, with the real graph and the fictional project in it.
"""

from __future__ import annotations

import csv
import subprocess
import tomllib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
import servers
from answers import Rdflib, rows, with_truth
from pyoxigraph import Quad

from casegraph.dataset import Dataset
from casegraph.engine import Embedded, Engine, GraphStore, Remote, Service
from casegraph.errors import EngineError
from casegraph.project import Project
from casegraph.saved import SavedQuery, load

# rdflib 7 warns of a name that it uses itself when it reads and queries a Dataset
pytestmark = pytest.mark.filterwarnings(r"ignore:Dataset\..* is deprecated:DeprecationWarning")

HERE = Path(__file__).parent
REAL = Project(HERE.parents[1])
QUERIES = {
    name: load(path) for name, path in {**REAL.queries(), **REAL.queries("networks")}.items()
}
OTHERS = ("oxigraph", "fuseki", "virtuoso")
CASE = "nwh-2019-1"
QUIRKS = tomllib.loads((HERE / "quirks.toml").read_text("utf-8"))
with (HERE / "deviations.tsv").open(encoding="utf-8", newline="") as table:
    DEVIATIONS = {
        (row["engine"], row["question"]): row for row in csv.DictReader(table, delimiter="\t")
    }


@pytest.fixture(scope="module")
def quads(real_dataset: Dataset, example_dataset: Dataset) -> list[Quad]:
    """The real graph and the fictional project; both have the ontology."""
    both = {quad for dataset in (real_dataset, example_dataset) for quad in dataset.quads()}
    return sorted(both, key=str)


@pytest.fixture(scope="module")
def embedded(quads: list[Quad]) -> Embedded:
    """All of it in the embedded engine, to which the others are compared."""
    engine = Embedded()
    engine.load(quads)
    return engine


@pytest.fixture(scope="module")
def service(
    peer: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Service]]:
    """Start an engine of others by its name, once."""
    with ExitStack() as stack, pytest.MonkeyPatch.context() as environment:
        start = {"oxigraph": servers.oxigraph, "fuseki": servers.fuseki}
        start["virtuoso"] = servers.virtuoso
        programs = {"oxigraph": "oxigraph", "fuseki": "fuseki", "virtuoso": "virtuoso-t"}

        @cache
        def started(name: str) -> Service:
            program = peer(programs[name])
            at = stack.enter_context(start[name](program, tmp_path_factory.mktemp(name)))
            if name == "virtuoso":
                environment.setenv("CASEGRAPH_HOST", at.query.split("/")[2])
                environment.setenv("CASEGRAPH_USER", "dba")
                environment.setenv("CASEGRAPH_PASSWORD", "dba")
            return at

        yield started


@pytest.fixture(scope="module")
def filled(service: Callable[[str], Service], quads: list[Quad]) -> Callable[[str], Remote]:
    """Start an engine and give it all the data, once."""

    @cache
    def engine(name: str) -> Remote:
        remote = Remote(service(name))
        graphs: dict[Any, list[str]] = {}
        for quad in quads:
            graphs.setdefault(quad.graph_name, []).append(f"{quad.triple} .\n")
        store = GraphStore(remote)
        for graph, lines in graphs.items():
            store.put(graph, lines)
        return remote

    return engine


@pytest.fixture(scope="module")
def on_rdflib(
    real_dataset: Dataset, example_dataset: Dataset
) -> Callable[[str], tuple[Rdflib, Embedded]]:
    """Load the real graph or the fictional project into rdflib, and into the embedded engine."""

    @cache
    def engines(name: str) -> tuple[Rdflib, Embedded]:
        found = list((real_dataset if name == "real" else example_dataset).quads())
        embedded = Embedded()
        embedded.load(found)
        return Rdflib(embedded.store), embedded

    return engines


def runs(query: SavedQuery, example: Project) -> Iterator[str]:
    """Bind a query without parameters, with those of its header, and for the fictional case.

    A day or a number without a default is always given.
    """
    needed = {
        name: parameter.example
        for name, parameter in query.parameters.items()
        if parameter.type in ("date", "integer") and parameter.default is None
    }
    yield query.bind(needed, REAL.prefixes)
    given = {name: parameter.example for name, parameter in query.parameters.items()}
    yield query.bind(given, REAL.prefixes)
    if "case" in query.parameters:
        yield query.bind(needed | {"case": CASE}, example.prefixes)


def outcome(engine: Engine, embedded: Embedded, query: SavedQuery, example: Project) -> str:
    """Ask an engine and the embedded one, and say how the answers compare."""
    found = "same"
    for text in runs(query, example):
        expected = rows(embedded, query, text)
        try:
            answer = rows(engine, query, text)
        except EngineError:
            return "error"
        if answer != expected:
            columns = query.columns
            if with_truth(answer, columns) != with_truth(expected, columns):
                return "other rows"
            found = "numbers for truth"
    return found


@pytest.mark.parametrize("name", QUERIES)
@pytest.mark.parametrize("engine", OTHERS)
def test_same_answer(
    engine: str,
    name: str,
    filled: Callable[[str], Remote],
    embedded: Embedded,
    example_dataset: Dataset,
) -> None:
    """The rows of every engine are those of the embedded one, or deviate as is published."""
    published = DEVIATIONS.get((engine, name), {"outcome": "same"})
    if published["outcome"] == "no end":
        pytest.skip(f"{engine} does not survive this question: {published['why']}")
    found = outcome(filled(engine), embedded, QUERIES[name], example_dataset.project)
    assert found == published["outcome"]


@pytest.mark.parametrize("name", QUERIES)
def test_same_answer_on_rdflib(
    name: str,
    on_rdflib: Callable[[str], tuple[Rdflib, Embedded]],
    example_dataset: Dataset,
) -> None:
    """On rdflib the rows are the same, of the larger data as well where it takes a second or two.

    What is slow there is answered from the question's own data, see `tests/queries`.
    """
    query = QUERIES[name]
    limited = DEVIATIONS.get(("rdflib", name))
    if limited and limited["outcome"] == "own data":
        pytest.skip(f"it is slow on rdflib: {limited['why']}; tests/queries asks its own data")
    without, given, *of_case = runs(query, example_dataset.project)
    asked = [("example", text) for text in (without, *of_case)]
    if limited is None:
        asked += [("real", without), ("real", given)]
    for data, text in asked:
        engine, embedded = on_rdflib(data)
        assert rows(engine, query, text) == rows(embedded, query, text)


def test_deviations_are_of_questions() -> None:
    """Each published deviation is of an engine and a question that are there, and says why."""
    known = {(engine, name) for engine in (*OTHERS, "rdflib") for name in QUERIES}
    assert set(DEVIATIONS) <= known
    assert all(row["why"] for row in DEVIATIONS.values())
    own = [name for (_, name), row in DEVIATIONS.items() if row["outcome"] == "own data"]
    assert all((HERE.parent / "queries" / name / "data.trig").is_file() for name in own)


@pytest.mark.parametrize("quirk", QUIRKS["quirk"], ids=lambda quirk: quirk["name"])
@pytest.mark.parametrize("engine", ["embedded", "rdflib", *OTHERS])
def test_quirks(engine: str, quirk: dict[str, Any], service: Callable[[str], Service]) -> None:
    """What an engine gets wrong is as it is published, and every other gets it right."""
    prefixes = "PREFIX : <http://example.org/> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>\n"
    expected = quirk["wrong"].get(engine, quirk["right"])
    text = prefixes + quirk["query"]
    if engine == "rdflib":
        dataset = rdflib.Dataset(default_union=True)
        dataset.update(QUIRKS["data"])
        found = [["" if cell is None else cell.n3() for cell in row] for row in dataset.query(text)]
    else:
        chosen: Engine = Embedded() if engine == "embedded" else Remote(service(engine))
        chosen.update(QUIRKS["data"])
        try:
            found = [
                ["" if cell is None else str(cell) for cell in row]
                for row in chosen.select(text).rows
            ]
        except EngineError:
            assert expected == "error"
            return
        finally:
            chosen.update(
                "DROP SILENT GRAPH <http://example.org/one> ; DROP SILENT GRAPH <http://example.org/two>"
            )
    assert [list(map(_short, row)) for row in found] == [list(map(_short, row)) for row in expected]


def test_version_of_virtuoso(peer: Callable[[str], Path]) -> None:
    """The page names the Virtuoso that was asked."""
    run = [str(peer("virtuoso-t")), "-?"]
    said = subprocess.run(run, capture_output=True, text=True, timeout=30, check=False)
    assert f"Version {QUIRKS['virtuoso']}" in said.stdout + said.stderr


def _short(cell: str) -> str:
    """Write a term as quirks.toml does."""
    shorter = cell.replace("<http://www.w3.org/2001/XMLSchema#", "xsd:").replace(">", "")
    for kind in ("integer", "decimal"):
        shorter = (
            shorter.removesuffix(f'"^^xsd:{kind}').lstrip('"')
            if f"xsd:{kind}" in shorter
            else shorter
        )
    return shorter
