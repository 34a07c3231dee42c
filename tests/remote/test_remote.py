"""An endpoint answers like the embedded engine, and whatever it does wrong is an EngineError."""

from __future__ import annotations

import socket

import pytest
from misbehaving import Misbehaving, fill, limited
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, QuerySolutions

from casegraph.engine import Embedded, Remote, Service, Solutions
from casegraph.engine.graph_store import GraphStore
from casegraph.errors import EngineError
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
ALL = "SELECT ?o WHERE { ?s ?p ?o }"


def test_loads_and_answers_like_the_embedded_engine(endpoint: Misbehaving) -> None:
    """Quads loaded over HTTP come back as they were: SELECT, CONSTRUCT and ASK, over all graphs."""
    remote = Remote(endpoint.service)
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


def test_large_loads_go_in_batches(endpoint: Misbehaving) -> None:
    """More quads than fit one request arrive all the same."""
    quads = [Quad(A, P, Literal(str(n)), NamedNode("http://e/g")) for n in range(5001)]
    Remote(endpoint.service).load(quads)
    assert len(endpoint.store) == 5001
    assert len(endpoint.seen) == 2


def test_says_who_asks(endpoint: Misbehaving) -> None:
    """Each request is a POST that names casegraph and asks for what is read."""
    remote = Remote(endpoint.service)
    remote.ask("ASK {}")
    remote.update("CLEAR ALL")
    list(GraphStore(remote).get(NamedNode("http://e/g")))
    assert {seen.method for seen in endpoint.seen} == {"POST", "GET"}
    assert all(seen.headers["user-agent"].startswith("casegraph/") for seen in endpoint.seen)
    assert endpoint.seen[0].headers["accept"] == "application/sparql-results+json"


def test_words_in_comments_are_no_form(endpoint: Misbehaving) -> None:
    """A query is sent as one, whatever its comments say."""
    remote = Remote(endpoint.service)
    assert remote.ask("#+ a\n#+ to add, insert or load: address\n#+ DROP\nASK {}")
    assert set(endpoint.seen[0].fields) == {"query"}
    remote.update("# SELECT\nWITH <http://e/select> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }")
    assert set(endpoint.seen[1].fields) == {"update"}


@pytest.mark.parametrize("manner", ["error", "garbage", "truncated", "broken off", "reset"])
def test_bad_manners(manner: str, endpoint: Misbehaving) -> None:
    """An error page, garbage, cut JSON and a dropped connection are errors, never fewer rows."""
    fill(endpoint)
    endpoint.manner = manner
    remote = limited(endpoint, seconds=0.7)
    with pytest.raises(EngineError) as caught:
        list(remote.select(ALL).rows)
    assert caught.value.where == endpoint.url
    with pytest.raises(EngineError):
        remote.ask("ASK {}")
    if manner != "truncated":  # triples have no end of their own: see GraphStore.get
        with pytest.raises(EngineError):
            list(remote.construct("CONSTRUCT WHERE { ?s ?p ?o }"))


def test_answers_without_an_announced_end(endpoint: Misbehaving) -> None:
    """Rows end by themselves; triples do not, and are refused where HTTP does not say it either."""
    fill(endpoint)
    endpoint.manner = "unbounded"
    remote = Remote(endpoint.service)
    assert len(list(remote.select(ALL).rows)) == 5
    with pytest.raises(EngineError, match="does not say how long"):
        remote.construct("CONSTRUCT WHERE { ?s ?p ?o }")


def test_rows_that_the_endpoint_cut(endpoint: Misbehaving) -> None:
    """An endpoint that owns up to have left rows out gives an error, not an answer."""
    fill(endpoint)
    endpoint.manner = "cut rows"
    with pytest.raises(EngineError, match="cut its answer .*10000"):
        Remote(endpoint.service).select(ALL)


def test_a_kept_error_holds_no_parser(endpoint: Misbehaving) -> None:
    """The parser of an answer may be dropped by its own thread only: no traceback keeps it."""
    fill(endpoint)
    endpoint.manner = "truncated"
    with pytest.raises(EngineError, match="breaks off") as caught:
        list(Remote(endpoint.service).select(ALL).rows)
    held = []
    for error in (caught.value, caught.value.__cause__, caught.value.__context__):
        trace = error.__traceback__ if error else None
        while trace:
            held += trace.tb_frame.f_locals.values()
            trace = trace.tb_next
    assert held
    assert not [value for value in held if isinstance(value, QuerySolutions)]


def test_rows_are_read_as_they_arrive(endpoint: Misbehaving) -> None:
    """The first rows are there before the last ones came, and nobody has to read all."""
    fill(endpoint, 20_000)
    remote = Remote(endpoint.service)
    rows = remote.select(ALL).rows
    assert isinstance(next(rows)[0], Literal)
    rows.close()  # type: ignore[attr-defined]  # rows are a generator
    assert len(list(remote.select(ALL).rows)) == 20_000


def test_any_form(endpoint: Misbehaving) -> None:
    """The form is read past comments, declarations and IRIs that hold its words."""
    endpoint.store.update("INSERT DATA { GRAPH <http://e/g> { <http://e/a> <http://e/p> 'x' } }")
    remote = Remote(endpoint.service)
    head = "# SELECT\nBASE <http://e/ASK>\nprefix ask: <http://e/construct#>\n"
    assert remote.run(f"{head}ask {{ ?s ?p 'x' }}") is True
    found = remote.run(f"{head}SELECT ?o {{ ?s ?p ?o }}")
    assert isinstance(found, Solutions)
    assert list(found.rows) == [(Literal("x"),)]
    assert len(list(remote.run(f"{head}CONSTRUCT WHERE {{ ?s ?p ?o }}"))) == 1  # type: ignore[arg-type]


def test_wrong_form_of_query(endpoint: Misbehaving) -> None:
    """An ASK is no SELECT, and the other way round."""
    remote = Remote(endpoint.service)
    with pytest.raises(EngineError, match="no SELECT"):
        remote.select("ASK {}")
    with pytest.raises(EngineError, match="no ASK"):
        remote.ask("SELECT * {}")


def test_reading_only(endpoint: Misbehaving) -> None:
    """Without an update address nothing is sent."""
    with pytest.raises(EngineError, match="update service is not known"):
        Remote(Service(endpoint.url)).load(QUADS)
    assert endpoint.seen == []


def test_refused_connection() -> None:
    """A port on which nobody listens is an EngineError at once."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(EngineError, match=r"did not answer \(Connection refused\)"):
        Remote(Service(f"http://127.0.0.1:{port}/sparql")).ask("ASK {}")
