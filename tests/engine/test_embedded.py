"""The engine in the process: one default graph over all graphs, and errors of one family."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from casegraph.engine import Embedded, Solutions
from casegraph.errors import EngineError, StoreError

A = NamedNode("http://e/a")
QUADS = [
    Quad(A, A, Literal("one"), NamedNode("http://e/g1")),
    Quad(A, A, Literal("two"), NamedNode("http://e/g2")),
]


@pytest.fixture
def engine() -> Embedded:
    """An engine with two graphs."""
    made = Embedded()
    made.load(QUADS)
    return made


def test_forms(engine: Embedded) -> None:
    """Every form of query reads the union of all graphs, and `run` gives what the form gives."""
    query = "SELECT ?o ?none WHERE { ?s ?p ?o } ORDER BY ?o"
    found = engine.select(query)
    assert found.variables == ("o", "none")
    assert list(found.rows) == [(Literal("one"), None), (Literal("two"), None)]
    assert len(set(engine.construct("CONSTRUCT WHERE { ?s ?p ?o }"))) == 2
    assert engine.ask("ASK { ?s ?p 'one', 'two' }") is True
    ran = engine.run(query)
    assert isinstance(ran, Solutions)
    assert len(list(ran.rows)) == 2
    assert engine.run("ASK {}") is True
    assert len(list(engine.run("DESCRIBE <http://e/a>"))) == 2  # type: ignore[arg-type]


def test_update(engine: Embedded) -> None:
    """An update changes the store; one that is no SPARQL is an error."""
    engine.update("DELETE WHERE { GRAPH <http://e/g1> { ?s ?p ?o } }")
    assert not engine.ask("ASK { ?s ?p 'one' }")
    with pytest.raises(EngineError, match="not valid SPARQL"):
        engine.update("DELETE EVERYTHING")


def test_errors(engine: Embedded) -> None:
    """A bad query, the wrong form, and a failure while rows are read are all EngineErrors."""
    with pytest.raises(EngineError, match="not valid SPARQL"):
        engine.select("SELECT ?x WHERE {")
    for method, query in (
        *((engine.select, "ASK {}"), (engine.ask, "SELECT * {}")),
        (engine.construct, "ASK {}"),
    ):
        with pytest.raises(EngineError, match="the query is no"):
            method(query)
    late = "{ { VALUES ?a { 1 } } UNION { SERVICE ?nowhere { ?a ?b ?c } } }"
    with pytest.raises(EngineError, match="failed"):
        list(engine.select(f"SELECT * WHERE {late}").rows)
    with pytest.raises(EngineError, match="failed"):
        list(engine.construct(f"CONSTRUCT {{ ?a ?a ?a }} WHERE {late}"))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "SELECT * {\n ?s ?p ?o\n ?a ?b ?c }",
            "3:10: expected OPTIONAL; something before it may be",
        ),
        ("SELECT * { ?s ?p ?o", "often a dot or a brace"),
        ("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }", "beside an aggregate belongs in GROUP BY"),
        ("SELECT ?s ?o (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s", "belongs in GROUP BY"),
    ],
)
def test_what_may_be_missing(engine: Embedded, query: str, told: str) -> None:
    """What the engine says of a dot, a brace or a group that is missing is told in other words."""
    with pytest.raises(EngineError) as error:
        engine.run(query)
    assert told in error.value.what
    with pytest.raises(EngineError) as error:
        engine.run("SELEC * { ?s ?p ?o }")
    assert "missing" not in error.value.what
    found = engine.select("SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?s")
    assert len(list(found.rows)) == 1


def test_store_on_disk(tmp_path: Path) -> None:
    """A store on disk is opened for reading only; a folder without one is an error."""
    Embedded.create(tmp_path / "store", QUADS)
    opened = Embedded.open(tmp_path / "store")
    assert {str(quad) for quad in opened.store} == {str(quad) for quad in QUADS}
    with pytest.raises(EngineError):
        opened.update("INSERT DATA { <http://e/x> <http://e/x> 1 }")
    (tmp_path / "empty").mkdir()
    for folder in ("empty", "none"):
        with pytest.raises(StoreError, match="cannot be opened"):
            Embedded.open(tmp_path / folder)


def test_damaged_store(tmp_path: Path) -> None:
    """Flipped bits in a store are a StoreError where the engine sees them, never a fault.

    It does not see all of them, which is why a generation is hashed before it is opened.
    """
    graph = NamedNode("http://e/g")
    quads = [Quad(A, NamedNode(f"http://e/{n}"), Literal(f"text {n}"), graph) for n in range(99)]
    Embedded.create(tmp_path / "store", quads)
    told = 0
    for path in sorted((tmp_path / "store").glob("*.sst")):
        sound = path.read_bytes()
        path.write_bytes(sound[: len(sound) // 2] + b"\xff\x00\xff" + sound[len(sound) // 2 + 3 :])
        for read in (
            lambda e: e.count(),
            lambda e: len(list(e.quads())),
            lambda e: len(list(e.quads(A))),
            lambda e: len(list(e.select("SELECT * { ?s ?p ?o }").rows)),
            lambda e: len(list(e.construct("CONSTRUCT WHERE { ?s ?p ?o }"))),
        ):
            try:
                assert read(Embedded.open(tmp_path / "store")) <= len(quads)
            except StoreError as error:
                told += 1
                assert "casegraph build" in error.remedy
        path.write_bytes(sound)
    assert told
    assert len(list(Embedded.open(tmp_path / "store").quads())) == len(quads)
