"""Answers of the endpoint come in every form of the recommendations, and are what was asked."""

from __future__ import annotations

import csv
import gzip
import io
import json
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode
from xml.etree import ElementTree

import pytest
import rdflib
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from casegraph.opened import CaseGraph

if TYPE_CHECKING:
    from serving import Running

ROWS = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 500"
TRIPLES = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
TEXT = '"a\\rb\\u0001\\u000B<>&\\"\\uFFFEé\\t\\n,"'
ODD = f'SELECT ({TEXT} AS ?x) (<http://e/a&b> AS ?u) ("x"@en AS ?l) {{}}'


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("json", "application/sparql-results+json"),
        ("xml", "application/sparql-results+xml"),
        ("tsv", "text/tab-separated-values"),
        ("csv", "text/csv"),
    ],
)
def test_rows(server: Running, example: CaseGraph, name: str, kind: str) -> None:
    """Rows are the same in every form that holds terms, by Accept and by name."""
    got = server.query(ROWS, kind)
    assert (got.status, got.kind) == (200, kind)
    named = server.ask(target=f"/sparql?query={quote(ROWS)}&format={name}")
    assert (named.kind, named.body) == (got.kind, got.body)
    wanted = list(example.engine.select(ROWS).rows)
    if name == "csv":
        rows = list(csv.reader(io.StringIO(got.body.decode("utf-8"), newline="")))
        assert len(rows) == len(wanted) + 1
        return
    form = QueryResultsFormat.from_media_type(kind)
    found = parse_query_results(got.body, form)  # type: ignore[arg-type]
    assert isinstance(found, QuerySolutions)
    assert [tuple(row) for row in found] == wanted


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/ld+json", "json-ld"),
        ("application/rdf+xml", "xml"),
        ("application/trig", "trig"),
        ("application/n-quads", "nquads"),
    ],
)
def test_triples(server: Running, example: CaseGraph, kind: str, name: str) -> None:
    """Triples are the same in every form, as another library reads them."""
    got = server.query(TRIPLES, kind)
    assert (got.status, got.kind) == (200, kind)
    found = rdflib.Dataset(default_union=True)
    found.parse(data=got.body, format=name)
    wanted = {str(quad.triple) for quad in example.engine.quads()}
    assert len(set(found.triples((None, None, None)))) == len(wanted)


def test_odd_texts(server: Running) -> None:
    """What XML cannot hold is replaced; what is else odd comes through in every form."""
    root = ElementTree.fromstring(server.query(ODD, "application/sparql-results+xml").body)
    texts = [node.text for node in root.iter() if node.tag.endswith(("literal", "uri"))]
    assert texts == ['a\rb\ufffd\ufffd<>&"\ufffdé\t\n,', "http://e/a&b", "x"]
    answer = json.loads(server.query(ODD, "application/sparql-results+json").body)
    assert answer["results"]["bindings"][0]["x"]["value"] == 'a\rb\x01\x0b<>&"\ufffeé\t\n,'
    row = list(csv.reader(io.StringIO(server.query(ODD, "text/csv").body.decode(), newline="")))[1]
    assert row[0] == 'a\rb\x01\x0b<>&"\ufffeé\t\n,'


def test_what_rdf_xml_cannot_hold(server: Running) -> None:
    """A triple that RDF/XML cannot hold is refused, and never written wrongly."""
    for query in (
        "CONSTRUCT { <http://e/s> <http://e/1> 2 } WHERE {}",
        'CONSTRUCT { <http://e/s> <http://e/p> "\\u0001" } WHERE {}',
    ):
        got = server.query(query, "application/rdf+xml")
        assert got.status == 400
        assert server.query(query, "text/turtle").status == 200


def test_prefixes_of_a_query_are_used(server: Running) -> None:
    """Turtle is written with the prefixes that the query declares, and with no others."""
    query = "PREFIX e: <http://e/> PREFIX : <rel#> CONSTRUCT { e:s e:p e:o } WHERE {}"
    text = server.query(query, "text/turtle").body.decode()
    assert text.split() == ["@prefix", "e:", "<http://e/>", ".", "e:s", "e:p", "e:o", "."]


@pytest.mark.parametrize(
    ("query", "name", "kind"),
    [
        (TRIPLES, "json", "application/ld+json"),
        (TRIPLES, "xml", "application/rdf+xml"),
        (TRIPLES, "ttl", "text/turtle"),
        (TRIPLES, "nonsense", "text/turtle"),
        ("ASK {}", "json", "application/sparql-results+json"),
        ("ASK {}", "application/rdf+xml", "application/sparql-results+xml"),
    ],
)
def test_forms_by_name(server: Running, query: str, name: str, kind: str) -> None:
    """A form by name is that of the answer's kind: JSON of triples is JSON-LD."""
    fields = urlencode({"query": query, "format": name})
    got = server.ask(target=f"/sparql?{fields}", headers={"accept": "*/*"})
    assert (got.status, got.kind) == (200, kind)


def test_unacceptable_forms(server: Running) -> None:
    """A form that cannot hold the answer is refused after the query is read, with a list."""
    assert server.query("ASK {}", "text/turtle").status == 406
    assert server.query(TRIPLES, "text/csv").status == 406
    assert server.query("ASK {}", "image/png").status == 406
    assert server.query("SELECT {", "text/csv").status == 400


def test_validators_and_head(server: Running) -> None:
    """The same query of the same data has the same validator; what changes by itself has none."""
    target = f"/sparql?query={quote('SELECT * { ?s ?p ?o } LIMIT 3')}"
    got = server.ask(target=target)
    tag = got.headers["etag"]
    assert tag.startswith("W/")
    assert server.ask(target=target, headers={"if-none-match": tag}).status == 304
    assert server.ask(target=f"{target}&format=csv").headers["etag"] != tag
    head = server.ask("HEAD", target)
    assert (head.status, head.body, head.headers["etag"]) == (200, b"", tag)
    assert head.headers["content-length"] == got.headers["content-length"]
    assert server.ask("HEAD", "/sparql?query=nonsense").status == 400
    for volatile in ("NOW()", "RAND()", "UUID()", "STRUUID()"):
        found = server.ask(target=f"/sparql?query={quote(f'SELECT ({volatile} AS ?x) {{}}')}")
        assert "etag" not in found.headers
    two = [server.query("SELECT (STRUUID() AS ?x) {}").body for _ in range(2)]
    assert two[0] != two[1]


def test_streams_are_packed(server: Running) -> None:
    """A long answer comes in pieces, also through gzip, and is whole."""
    query = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 5000"
    headers = {"content-type": "application/sparql-query", "accept": "text/csv"}
    plain = server.ask("POST", "/sparql", query.encode(), headers)
    assert plain.headers["transfer-encoding"] == "chunked"
    packed = server.ask("POST", "/sparql", query.encode(), headers | {"accept-encoding": "gzip"})
    assert len(packed.body) < len(plain.body) // 5
    assert sorted(gzip.decompress(packed.body).splitlines()) == sorted(plain.body.splitlines())


def test_every_answer_is_safe_to_show(server: Running) -> None:
    """No browser guesses the type of an answer, and none is kept without asking again."""
    for target in ("/sparql?query=ASK%7B%7D", "/", "/dataset", "/sparql?query=x"):
        got = server.ask(target=target)
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["cache-control"] == "no-cache"
        assert "server" not in got.headers
