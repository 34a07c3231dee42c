"""Parameters are bound, never pasted: no value can change the query that it is given to."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad, Store

from casegraph.errors import UsageError
from casegraph.saved import Parameter, SavedQuery, read_value
from casegraph.terms import KINDS, XSD, Prefixes

BASE = "https://example.org/id/"
PREFIXES = Prefixes(BASE)
QUERY = SavedQuery(
    name="q",
    path=Path("q.rq"),
    text="#+ VALUES ?a { UNDEF }\nSELECT ?a ?b ?s WHERE { VALUES ?a { UNDEF } VALUES ?b {UNDEF} "
    "OPTIONAL { ?s <http://e/p> ?a } OPTIONAL { { SELECT ?b (COUNT(*) AS ?n) WHERE "
    "{ VALUES ?b { UNDEF } ?x <http://e/p> ?b } GROUP BY ?b } } }",
    summary="",
    parameters={name: Parameter(name, "string", "Any text.") for name in ("a", "b")},
)
HOSTILE = [
    '" } UNION { ?s ?p ?o',
    "> } #",
    "' } #",
    '"""',
    "\\",
    '\\" } #',
    "\n} UNION {\n",
    "\r\n",
    "a\0b",
    "VALUES ?b { UNDEF }",
    'x VALUES ?b { UNDEF } VALUES ?a {UNDEF} "',
    "UNDEF",
    "?a",
    "",
    "𝒜\u2028\u0085",
    "\\u0022 } #",
    r"\g<1>",
]


def _answers(store: Store, values: dict[str, str]) -> list[tuple[object, ...]]:
    return [tuple(row) for row in store.query(QUERY.bind(values, PREFIXES))]  # type: ignore[union-attr]


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("other", ['" } {', "VALUES ?a { UNDEF }", "plain"])
def test_hostile_values_are_data(value: str, other: str) -> None:
    """Hostile text leaves the query as it is, and finds the data that is this very text."""
    node = NamedNode("http://e/s")
    store = Store()
    store.add(Quad(node, NamedNode("http://e/p"), Literal(value)))
    assert _answers(store, {"a": value, "b": other}) == [(Literal(value), Literal(other), node)]


@given(st.text(), st.text())
def test_any_text_is_data(first: str, second: str) -> None:
    """Whatever the text is, the query parses, and the value comes back unchanged."""
    assert _answers(Store(), {"a": first, "b": second}) == [(Literal(first), Literal(second), None)]


def test_places_without_a_value_stay() -> None:
    """Without a value and a default a place stays UNDEF, and another parameter is filled."""
    bound = QUERY.bind({"b": "x"}, PREFIXES)
    assert bound.count("VALUES ?a { UNDEF }") == 2
    assert bound.count('VALUES ?b {"x"}') == bound.count('VALUES ?b { "x" }') == 1


def test_several_values() -> None:
    """Of several terms any may hold; each of them is data."""
    store = Store()
    node = NamedNode("http://e/s")
    for text in ("x", "} #", "z"):
        store.add(Quad(node, NamedNode("http://e/p"), Literal(text)))
    bound = QUERY.bind({"a": [Literal("x"), Literal("} #"), Literal("y")]}, PREFIXES)
    rows = {(row["a"].value, row["s"]) for row in store.query(bound)}  # type: ignore[union-attr, index]
    assert rows == {("x", node), ("} #", node), ("y", None)}


def test_unknown_parameter() -> None:
    """An unknown parameter names the nearest one."""
    query = SavedQuery("q", Path("q.rq"), "", "", parameters={"case": QUERY.parameters["a"]})
    with pytest.raises(UsageError, match="Did you mean case"):
        query.bind({"cases": "x"}, PREFIXES)


def _integer(text: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + "integer"))


GOOD = [
    ("case", "nwh-2019-1", NamedNode(f"{BASE}case/nwh-2019-1")),
    ("case", "case:nwh-2019-1", NamedNode(f"{BASE}case/nwh-2019-1")),
    ("case", f"{BASE}case/nwh-2019-1", NamedNode(f"{BASE}case/nwh-2019-1")),
    ("case", f"<{BASE}case/nwh-2019-1>", NamedNode(f"{BASE}case/nwh-2019-1")),
    ("person", "d4k7wz", NamedNode(f"{BASE}person/d4k7wz")),
    ("iri", "case/nwh-2019-1#d1", NamedNode(f"{BASE}case/nwh-2019-1#d1")),
    ("concept", "role:defendant", NamedNode("https://w3id.org/casegraph/vocab/role/defendant")),
    ("string", "x", Literal("x")),
    ("lang", "EN-gb", Literal("en-gb")),
    ("integer", "007", _integer("7")),
    ("integer", -3, _integer("-3")),
    ("boolean", True, Literal("true", datatype=NamedNode(XSD + "boolean"))),
    ("date", "2020-02-29", Literal("2020-02-29", datatype=NamedNode(XSD + "date"))),
    ("date", dt.date(2020, 2, 29), Literal("2020-02-29", datatype=NamedNode(XSD + "date"))),
    ("string", Literal("x", language="en"), Literal("x", language="en")),
]


@pytest.mark.parametrize(("kind", "given_value", "term"), GOOD)
def test_values_get_their_type(kind: str, given_value: str, term: object) -> None:
    """What a person types becomes a term of the parameter's type."""
    assert read_value(Parameter("p", kind, "Some value."), given_value, PREFIXES) == term


BAD = [
    *[("case", text) for text in ("", "a b", "no:thing", "a<b", "x> } #", "http://e/a b", "a\nb")],
    *[("concept", text) for text in ("defendant", "role:a b", "roles:x")],
    *[("date", text) for text in ("2020-02-30", "yesterday", "2020", "")],
    *[("integer", text) for text in ("1.5", "x", "", "9" * 5000)],
    *[("boolean", text) for text in ("yes", "TRUE", "1")],
    *[("lang", text) for text in ("", "english language", "e", '"')],
]


@pytest.mark.parametrize(("kind", "text"), BAD)
def test_values_of_another_type_are_refused(kind: str, text: str) -> None:
    """A value that is not of the type is a UsageError that shows how it should be."""
    parameter = Parameter("p", kind, "Some value.", example="an-example")
    with pytest.raises(UsageError, match="Example: an-example") as caught:
        read_value(parameter, text, PREFIXES)
    assert f"is no {kind} for the parameter p" in caught.value.what


@given(st.sampled_from([*KINDS, "iri", "concept", "date", "integer", "boolean", "lang"]), st.text())
def test_any_text_is_read_or_refused(kind: str, text: str) -> None:
    """Any text is a value of the type or a UsageError; no other error is raised."""
    try:
        read_value(Parameter("p", kind, "Some value."), text, PREFIXES)
    except UsageError as error:
        assert error.exit_code == 2
