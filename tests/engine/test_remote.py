"""An endpoint answers like the embedded engine, and whatever it does wrong is an EngineError."""

from __future__ import annotations

import socket

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions

from casegraph.engine import Embedded, Remote
from casegraph.errors import EngineError, UsageError
from casegraph.terms import XSD

A = NamedNode("http://e/a")
P = NamedNode("http://e/p")
QUADS = [
    Quad(A, P, Literal('"} \\ \n\t\r\0 é 𝒜', language="en"), NamedNode("http://e/g1")),
    Quad(A, P, Literal("1", datatype=NamedNode(XSD + "integer")), NamedNode("http://e/g2")),
    Quad(A, P, BlankNode("b"), DefaultGraph()),
    Quad(A, NamedNode("http://e/q"), Literal("x"), NamedNode("http://e/g2")),
]
SELECT = "SELECT ?g ?o ?none WHERE { GRAPH ?g { ?s <http://e/p> ?o } } ORDER BY ?g"


def test_loads_and_answers_like_the_embedded_engine(endpoint) -> None:  # type: ignore[no-untyped-def]
    """Quads loaded over HTTP come back as they were: SELECT, CONSTRUCT and ASK, over all graphs."""
    remote = Remote(endpoint.url, update_url=endpoint.url)
    embedded = Embedded()
    for engine in (remote, embedded):
        engine.load(QUADS)
    assert {str(q) for q in endpoint.store if "_:" not in str(q)} == {
        str(q) for q in QUADS if "_:" not in str(q)
    }
    answers = [engine.select(SELECT) for engine in (remote, embedded)]
    assert answers[0].variables == answers[1].variables == ("g", "o", "none")
    assert list(answers[0].rows) == list(answers[1].rows)
    triples = [
        {str(t) for t in engine.construct("CONSTRUCT WHERE { ?s <http://e/q> ?o }")}
        for engine in (remote, embedded)
    ]
    assert triples[0] == triples[1] == {'<http://e/a> <http://e/q> "x"'}
    for engine in (remote, embedded):
        assert engine.ask("ASK { <http://e/a> <http://e/q> 'x' }") is True
        assert engine.ask("ASK { <http://e/a> <http://e/q> 'y' }") is False
    patterns = [(), (A,), (None, P), (None, None, Literal("x")), (A, NamedNode("http://e/q"))]
    for pattern in patterns:
        found = [
            {str(q) for q in engine.quads(*pattern) if not isinstance(q.graph_name, DefaultGraph)}
            for engine in (remote, embedded)
        ]
        assert found[0] == found[1]
        assert found[0]
    remote.update("DELETE WHERE { GRAPH ?g { ?s <http://e/q> ?o } }")
    assert not remote.ask("ASK { ?s <http://e/q> ?o }")


def test_large_loads_go_in_batches(endpoint) -> None:  # type: ignore[no-untyped-def]
    """More quads than fit one request arrive all the same."""
    quads = [Quad(A, P, Literal(str(n)), NamedNode("http://e/g")) for n in range(5001)]
    Remote(endpoint.url, update_url=endpoint.url).load(quads)
    assert len(endpoint.store) == 5001
    assert len(endpoint.seen) == 2


@pytest.mark.parametrize("manner", ["error", "garbage", "truncated", "broken off"])
def test_bad_manners(manner: str, endpoint) -> None:  # type: ignore[no-untyped-def]
    """An error page, garbage, cut JSON and a dropped connection are errors, never fewer rows."""
    endpoint.store.update(
        "INSERT DATA { <http://e/a> <http://e/p> 'one', 'two', 'three', 'four', 'five' }"
    )
    endpoint.manner = manner
    remote = Remote(endpoint.url, timeout=5)
    with pytest.raises(EngineError) as caught:
        list(remote.select("SELECT ?o WHERE { ?s ?p ?o }").rows)
    assert caught.value.where == endpoint.url
    with pytest.raises(EngineError):
        remote.ask("ASK {}")
    with pytest.raises(EngineError):
        list(remote.construct("CONSTRUCT WHERE { ?s ?p ?o }"))


def test_a_kept_error_holds_no_parser(endpoint) -> None:  # type: ignore[no-untyped-def]
    """The parser of an answer may be dropped by its own thread only: no traceback keeps it."""
    endpoint.store.update("INSERT DATA { <http://e/a> <http://e/p> 'one', 'two', 'three' }")
    endpoint.manner = "truncated"
    with pytest.raises(EngineError, match="breaks off") as caught:
        Remote(endpoint.url).select("SELECT ?o WHERE { ?s ?p ?o }")
    held = []
    for error in (caught.value, caught.value.__cause__, caught.value.__context__):
        trace = error.__traceback__ if error else None
        while trace:
            held += trace.tb_frame.f_locals.values()
            trace = trace.tb_next
    assert held
    assert not [value for value in held if isinstance(value, QuerySolutions)]


def test_any_form(endpoint) -> None:  # type: ignore[no-untyped-def]
    """The form is read past comments, declarations and IRIs that hold its words."""
    endpoint.store.update("INSERT DATA { GRAPH <http://e/g> { <http://e/a> <http://e/p> 'x' } }")
    remote = Remote(endpoint.url)
    head = "# SELECT\nBASE <http://e/ASK>\nprefix ask: <http://e/construct#>\n"
    assert remote.run(f"{head}ask {{ ?s ?p 'x' }}") is True
    found = remote.run(f"{head}SELECT ?o {{ ?s ?p ?o }}")
    assert [tuple(row) for row in found.rows] == [(Literal("x"),)]  # type: ignore[union-attr]
    assert len(list(remote.run(f"{head}CONSTRUCT WHERE {{ ?s ?p ?o }}"))) == 1  # type: ignore[arg-type]


def test_wrong_form_of_query(endpoint) -> None:  # type: ignore[no-untyped-def]
    """An ASK is no SELECT, and the other way round."""
    remote = Remote(endpoint.url)
    with pytest.raises(EngineError, match="no SELECT"):
        remote.select("ASK {}")
    with pytest.raises(EngineError, match="no ASK"):
        remote.ask("SELECT * {}")


def test_reading_only(endpoint) -> None:  # type: ignore[no-untyped-def]
    """Without an update address nothing is sent."""
    with pytest.raises(EngineError, match="reading only"):
        Remote(endpoint.url).load(QUADS)
    assert endpoint.seen == []


def test_refused_connection() -> None:
    """A port on which nobody listens is an EngineError."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EngineError, match="did not answer"):
        Remote(f"http://127.0.0.1:{port}/sparql", timeout=5).ask("ASK {}")


@pytest.mark.parametrize(
    "url",
    [
        "http://me:secret@127.0.0.1/sparql",
        "http://me@127.0.0.1/",
        "ftp://127.0.0.1/",
        "x",
        "http://",
    ],
)
def test_addresses_that_are_refused(url: str) -> None:
    """Credentials in an address, and addresses that are none, are refused and not repeated."""
    for arguments in ({"url": url}, {"url": "http://127.0.0.1/", "update_url": url}):
        with pytest.raises(UsageError) as caught:
            Remote(**arguments)
        assert "secret" not in str(caught.value)
