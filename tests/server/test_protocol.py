"""The endpoint does what the W3C's tests of the SPARQL 1.1 Protocol ask of queries.

The list is ours: each row is one of their tests (w3c/rdf-tests, sparql11/protocol, and the
additions for SPARQL 1.2), asked of graphs of the fictional project instead of theirs.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest
from pyoxigraph import QueryBoolean, QueryResultsFormat, parse_query_results

if TYPE_CHECKING:
    from serving import Running

BASE = "https://example.org/id/graph/"
ONE, TWO, THREE = (f"{BASE}{name}" for name in ("courts", "places", "bodies"))
FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}
BOOLEAN = {"application/sparql-results+xml", "application/sparql-results+json"}
ROWS = {*BOOLEAN, "text/csv", "text/tab-separated-values"}
TRIPLES = {
    *("application/rdf+xml", "text/turtle", "application/n-triples", "text/html"),
    "application/ld+json",
}
TYPED = f"ASK {{ <{ONE}> a ?t . <{TWO}> a ?t . }}"
NAMED = f"ASK {{ GRAPH ?g1 {{ <{ONE}> a ?t }} GRAPH ?g2 {{ <{TWO}> a ?t }} }}"
FULL = f"ASK {{ <{THREE}> a ?t GRAPH ?g1 {{ <{ONE}> a ?t }} GRAPH ?g2 {{ <{TWO}> a ?t }} }}"
DEFAULTS = [("default-graph-uri", ONE), ("default-graph-uri", TWO)]
NAMEDS = [("named-graph-uri", ONE), ("named-graph-uri", TWO)]
ANY = [("default-graph-uri", "http://example.org/nowhere")]


@dataclass(frozen=True)
class Case:
    """One test: what is sent, and what must come back."""

    name: str
    method: str = "GET"
    target: list[tuple[str, str]] = field(default_factory=list)
    body: bytes | None = None
    headers: dict[str, str] = field(default_factory=dict)
    status: str = "2"
    types: frozenset[str] = frozenset()
    says: bool | None = None


def yes(name: str, *more: object, says: bool = True, **named: object) -> Case:
    """Write down a test that a truth value answers."""
    return Case(name, *more, types=frozenset(BOOLEAN), says=says, **named)  # type: ignore[arg-type]


def form(*fields: tuple[str, str]) -> bytes:
    """Write a form."""
    return urlencode(fields).encode("ascii")


CASES = [
    yes("query_get", "GET", [("query", "ASK {}"), *ANY]),
    yes("query_post_form", "POST", ANY, form(("query", "ASK {}")), FORM),
    yes("query_post_direct", "POST", ANY, b"ASK {}", DIRECT),
    yes(
        "query_dataset_default_graph", "POST", [], form(("query", f"ASK {{ <{ONE}> ?p ?o }}"),
        DEFAULTS[0]), FORM,
    ),
    yes("query_dataset_default_graphs_get", "GET", [("query", TYPED), *DEFAULTS]),
    yes("query_dataset_default_graphs_post", "POST", DEFAULTS, TYPED.encode(), DIRECT),
    yes("query_dataset_named_graphs_post", "POST", NAMEDS, NAMED.encode(), DIRECT),
    yes("query_dataset_named_graphs_get", "GET", [("query", NAMED), *NAMEDS]),
    yes(
        "query_dataset_full", "POST", [("default-graph-uri", THREE), *NAMEDS], FULL.encode(),
        DIRECT,
    ),
    yes(
        "query_multiple_dataset", "POST", [],
        form(("query", NAMED.replace("ASK", f"ASK FROM <{THREE}>")), *NAMEDS), FORM,
    ),
    yes(
        "query_multiple_dataset (the protocol's graphs, and not the query's)", "POST",
        [("default-graph-uri", TWO)],
        f"ASK FROM <{ONE}> {{ <{ONE}> ?p ?o }}".encode(), DIRECT, says=False,
    ),
    Case(
        "query_content_type_select", "POST", ANY, b"SELECT (1 AS ?value) {}", DIRECT,
        types=frozenset(ROWS),
    ),
    yes("query_content_type_ask", "POST", ANY, b"ASK {}", DIRECT),
    Case(
        "query_content_type_describe", "POST", ANY, b"DESCRIBE <http://example.org/>", DIRECT,
        types=frozenset(TRIPLES),
    ),
    Case(
        "query_content_type_construct", "POST", ANY, b"CONSTRUCT { <s> <p> 1 } WHERE {}", DIRECT,
        types=frozenset(TRIPLES),
    ),
    Case(
        "query_content_negotiation_xml", "GET", [("query", "ASK {}")],
        headers={"accept": "application/sparql-results+xml"},
        types=frozenset({"application/sparql-results+xml"}), says=True,
    ),
    Case(
        "query_content_negotiation_json", "GET", [("query", "ASK {}")],
        headers={"accept": "application/sparql-results+json"},
        types=frozenset({"application/sparql-results+json"}), says=True,
    ),
    yes("query_get_with_version", "GET", [("query", "ASK {}"), ("version", "1.2"), *ANY]),
    yes(
        "query_post_direct_with_version_param", "POST", ANY, b"ASK {}",
        {"content-type": "application/sparql-query; version=1.2"},
    ),
    yes("query_base_uri", "POST", [], b"BASE <http://example.org/> ASK { FILTER(<a> = "
        b"<http://example.org/a>) }", DIRECT),
    Case("bad_query_method", "PUT", [("query", "ASK {}"), *ANY], status="4"),
    Case("bad_multiple_queries", "GET", [("query", "ASK {}"), ("query", "SELECT * {}")],
         status="4"),
    Case("bad_query_wrong_media_type", "POST", ANY, b"ASK {}", {"content-type": "text/plain"},
         status="4"),
    Case("bad_query_missing_form_type", "POST", [], form(("query", "ASK {}")),
         {"content-type": ""}, status="4"),
    Case("bad_query_missing_direct_type", "POST", ANY, b"ASK {}", {"content-type": ""},
         status="4"),
    Case("bad_query_non_utf8", "POST", ANY, "ASK {}".encode("utf-16"),
         {"content-type": "application/sparql-query; charset=UTF-16"}, status="4"),
    Case("bad_query_syntax", "GET", [("query", "ASK {"), *ANY], status="4"),
    Case("bad_query_multiple_versions", "GET",
         [("query", "ASK {}"), ("version", "1.1"), ("version", "1.2")], status="4"),
    Case("bad_query_get_with_body", "GET", [("query", "ASK {}")], b"ASK {}", DIRECT, status="4"),
    Case("bad_update_get", "GET", [("update", "CLEAR ALL"), ("using-graph-uri", ONE)],
         status="4"),
    Case("bad_multiple_updates", "POST", [], form(("update", "CLEAR ALL"),
         ("update", "CLEAR DEFAULT")), FORM, status="4"),
    Case("bad_update_wrong_media_type", "POST", [], b"CLEAR NAMED",
         {"content-type": "text/plain"}, status="4"),
    Case("bad_update_missing_form_type", "POST", [], form(("update", "CLEAR NAMED")),
         {"content-type": ""}, status="4"),
    Case("bad_update_non_utf8", "POST", [], "CLEAR NAMED".encode("utf-16"),
         {"content-type": "application/sparql-update; charset=UTF-16"}, status="4"),
    Case("bad_update_syntax", "POST", [], form(("update", "CLEAR XYZ")), FORM, status="4"),
    Case("bad_update_dataset_conflict", "POST", [], form(("using-named-graph-uri", ONE),
         ("update", "WITH <http://e/g> DELETE WHERE { ?s ?p ?o }")), FORM, status="4"),
    Case("update_post_form (refused here)", "POST", [], form(("update", "CLEAR ALL")), FORM,
         status="403"),
    Case("update_post_direct (refused here)", "POST", [], b"CLEAR ALL",
         {"content-type": "application/sparql-update"}, status="403"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_protocol(server: Running, case: Case) -> None:
    """Status, media type and truth value are those that the protocol asks for."""
    target = "/sparql" + (f"?{urlencode(case.target)}" if case.target else "")
    got = server.ask(case.method, target, case.body, case.headers)
    assert str(got.status).startswith(case.status), got
    assert not case.types or got.kind in case.types
    if case.says is not None:
        kind = QueryResultsFormat.from_media_type(got.kind)
        found = parse_query_results(got.body, kind)
        assert isinstance(found, QueryBoolean)
        assert bool(found) is case.says


def test_relative_iris(server: Running) -> None:
    """Without BASE, relative IRIs are relative to the public address of the endpoint."""
    query = quote("CONSTRUCT { <s> <p> <o> } WHERE {}")
    got = server.ask(target=f"/sparql?query={query}", headers={"accept": "application/n-triples"})
    start = "https://example.org/"
    assert got.body == f"<{start}s> <{start}p> <{start}o> .\n".encode()


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
ODD = 'SELECT ?s {\n  ?s ?p "a&b+c #<script>é"\n}'


@pytest.mark.parametrize("accept", [BROWSER, "text/html"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_browsers_are_led_to_the_editor(server: Running, accept: str, method: str) -> None:
    """Who would rather read a page gets the editor, with the query, and no file to download."""
    for path, up in (("/sparql", "./"), ("/sparql/", "../")):
        got = server.ask(method, path, headers={"accept": accept})
        assert (got.status, got.headers["location"]) == (303, f"{up}editor")
        assert got.headers["vary"] == "Accept"
        assert got.headers["cache-control"] == "no-cache"
    asked = server.ask(method, f"/sparql?{urlencode({'query': ODD})}", headers={"accept": accept})
    assert asked.status == 303
    page = server.ask(target=asked.headers["location"].removeprefix("."))
    assert page.status == 200
    assert escape(ODD, quote=False) in unescape_quotes(page.body.decode())
    assert b"<script>\xc3" not in page.body


def unescape_quotes(text: str) -> str:
    """Read the quotes of a page, and nothing else that stands escaped."""
    return text.replace("&#34;", '"')


@pytest.mark.parametrize("accept", ["*/*", "", "text/turtle, text/html;q=0.9", "text/html, */*"])
def test_programs_are_not_led_away(server: Running, accept: str) -> None:
    """Programs get the description of the service, and the answer."""
    headers = {"accept": accept} if accept else {}
    described = server.ask(target="/sparql", headers=headers)
    assert (described.status, described.kind) == (200, "text/turtle")
    assert "Accept" in described.headers["vary"].split(", ")
    assert server.ask(target="/sparql?query=DESCRIBE+%3Cx:y%3E", headers=headers).status == 200


def test_who_says_more_than_a_browser_is_answered(server: Running) -> None:
    """A form, a dataset or a body leave no doubt on what is wanted, whatever the headers say."""
    accept = {"accept": BROWSER}
    named = server.ask(target="/sparql?query=ASK%7B%7D&format=csv", headers=accept)
    assert (named.status, named.kind) == (200, "text/csv")
    target = f"/sparql?{urlencode([('query', 'ASK {}'), *DEFAULTS])}"
    assert server.ask(target=target, headers=accept).status == 200
    assert server.query("ASK {}", BROWSER).status == 200
    assert server.ask(target="/sparql?query=%ff", headers=accept).status == 400


def test_a_prefix_that_is_missing(server: Running) -> None:
    """The refusal names the prefix and gives the line that is missing, as the command line does."""
    got = server.query("SELECT ?s\n{ ?s a cg:Person }")
    said = json.loads(got.body)["detail"]
    assert got.status == 400
    assert "uses the prefix cg: in line 2 and does not declare it" in said
    assert "PREFIX cg: <https://w3id.org/casegraph/ns#>" in said
    own = json.loads(server.query("SELECT ?s { ?s a nwh:x }").body)["detail"]
    assert "Declare it with PREFIX nwh: <…>." in own
    whole = server.query("SELECT ?s { ?s ?p }")
    assert whole.status == 400
    assert b"PREFIX" not in whole.body


def test_a_missing_prefix_tells_nothing_of_the_data(server: Running) -> None:
    """What is said of a prefix that nobody declared is the same whatever the data holds."""
    said = [
        server.query(f"ASK {{ ?s ?p {name}:x }}").body.replace(name.encode(), b"name")
        for name in ("nwh-2019-1", "nwh-9999-9")  # a case that is there, and one that is not
    ]
    assert said[0] == said[1]
