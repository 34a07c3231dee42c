"""Every question and recipe has the same answer on every engine, or a published deviation.

Each engine of others is started once, with the real graph and the fictional project in it.
"""

from __future__ import annotations

import csv
import re
import subprocess
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
from answers import Rdflib, quads_of, rows, with_truth
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
    name: load(path)
    for name, path in {
        **REAL.queries(),
        **REAL.queries("networks"),
        **REAL.queries("networks/lookups"),
    }.items()
}
OTHERS = ("oxigraph", "fuseki", "virtuoso")
CASE = "nwh-2019-1"
PREFIX = "PREFIX : <http://example.org/>"
QUIRKS = tomllib.loads((HERE / "quirks.toml").read_text("utf-8"))
with (HERE / "deviations.tsv").open(encoding="utf-8", newline="") as table:
    DEVIATIONS = {
        (row["engine"], row["question"]): row for row in csv.DictReader(table, delimiter="\t")
    }


@pytest.fixture(scope="module")
def quads(real_dataset: Dataset, example_dataset: Dataset) -> list[Quad]:
    """The real graph and the fictional project; both have the ontology."""
    both = {quad for dataset in (real_dataset, example_dataset) for quad in quads_of(dataset)}
    return sorted(both, key=str)


@pytest.fixture(scope="module")
def embedded(quads: list[Quad]) -> Embedded:
    """All of it in the embedded engine, to which the others are compared."""
    engine = Embedded()
    engine.load(quads)
    return engine


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
        found = quads_of(real_dataset if name == "real" else example_dataset)
        embedded = Embedded()
        embedded.load(found)
        return Rdflib(embedded.store), embedded

    return engines


def runs(query: SavedQuery, example: Project) -> list[str]:
    """Bind a query without parameters, with those of its header, and for the fictional case.

    A day or a number without a default is always given.
    """
    given = {n: p.example for n, p in query.parameters.items() if p.example}
    needed = {
        name: value
        for name, value in given.items()
        if query.parameters[name].type in ("date", "integer")
        and query.parameters[name].default is None
    }
    texts = [query.bind(values, REAL.prefixes) for values in (needed, given)]
    if "case" in query.parameters:
        texts.append(query.bind(needed | {"case": CASE}, example.prefixes))
    return list(dict.fromkeys(texts))


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
    if limited and limited["outcome"] in ("own data", "not asked"):
        pytest.skip(f"{limited['outcome']} on rdflib: {limited['why']}")
    for data in ("example", "real") if limited is None else ("example",):
        engine, embedded = on_rdflib(data)
        for text in runs(query, example_dataset.project):
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
    expected = quirk["wrong"].get(engine, quirk["right"])
    text = f"{PREFIX} {quirk['query']}"
    if engine == "rdflib":
        found = _on_rdflib(text)
    else:
        chosen: Engine = Embedded() if engine == "embedded" else Remote(service(engine))
        chosen.update(QUIRKS["data"])
        try:
            found = [list(map(_written, row)) for row in chosen.select(text).rows]
        except EngineError:
            found = "error"
        finally:
            chosen.update(f"{PREFIX} DROP SILENT GRAPH :one ; DROP SILENT GRAPH :two")
    assert _short(found) == _short(expected)


def test_version_of_virtuoso(peer: Callable[[str], Path]) -> None:
    """The page names the Virtuoso that was asked."""
    run = [str(peer("virtuoso-t")), "-?"]
    said = subprocess.run(run, capture_output=True, text=True, timeout=30, check=False)
    assert f"Version {QUIRKS['virtuoso']}" in said.stdout + said.stderr


def _on_rdflib(text: str) -> list[list[str]] | str:
    dataset = rdflib.Dataset(default_union=True)
    dataset.update(QUIRKS["data"])
    try:
        return [["" if c is None else c.n3() for c in row] for row in dataset.query(text)]  # type: ignore[union-attr]  # it is a SELECT
    except AttributeError:  # a fault of its own
        return "error"


def _written(cell: Any) -> str:
    return "" if cell is None else str(cell)


def _short(found: list[list[str]] | str) -> list[list[str]] | str:
    """Write terms as quirks.toml does: numbers bare, datatypes by their prefix."""
    if isinstance(found, str):
        return found
    number = re.compile(
        r'"([^"]*)"\^\^<?(?:xsd:|http://www\.w3\.org/2001/XMLSchema#)(?:integer|decimal)>?'
    )
    kind = re.compile(r"\^\^<http://www\.w3\.org/2001/XMLSchema#(\w+)>")
    return [[kind.sub(r"^^xsd:\1", number.sub(r"\1", cell)) for cell in row] for row in found]
