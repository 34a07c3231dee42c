"""The endpoint does what the W3C's tests of the SPARQL 1.1 Protocol ask of queries.

The list is ours: each row is one of their tests (w3c/rdf-tests, sparql11/protocol, and the
additions for SPARQL 1.2), asked of graphs of the fictional project instead of theirs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
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
