"""A description holds all that is known of a thing: stated, derived, rival, and who says so."""

from __future__ import annotations

from itertools import pairwise

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from casegraph.describe import describe, resolve, summarise
from casegraph.engine import Embedded
from casegraph.errors import UsageError
from casegraph.opened import CaseGraph
from casegraph.terms import PREF_LABEL, RDF_TYPE, Prefixes, cg

BASE = "https://example.org/id/"
CASE = f"{BASE}case/nwh-2019-1"
NOTICE = f"{BASE}source/notice-7-20-3"


def _short(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


def test_stated_and_derived(example: CaseGraph) -> None:
    """Each triple names the file that states it or the rule that derived it, never both."""
    found = example.describe("nwh-2019-1:d1-sentence")
    assert found.iri == f"{CASE}#d1-sentence"
    file, line = found.stated[0]
    assert [place[0] for place in found.stated] == ["graph/cases/nwh-2019-1.ttl"]
    text = (example.project.root / file).read_text("utf-8").splitlines()
    assert line is not None
    assert text[line - 1] == "nwh-2019-1:d1-sentence"
    assert all(bool(origin.rule) != bool(origin.file) for origin in found.origins)
    rules = {(_short(o.predicate), o.rule) for o in found.origins if o.rule}
    assert {("inCase", "in-case"), ("inAccount", "preferred-account")} <= rules
    stated = {_short(o.predicate) for o in found.origins if o.file}
    assert {"type", "sentencedPerson", "hasComponent", "supportedBy"} <= stated
    assert "inCase" not in stated
    assert found.preferred is True


def test_rivals_and_supports(example: CaseGraph) -> None:
    """A rival is shown from both sides, each account with its own passage and publisher."""
    found = example.describe("nwh-2019-1:d1-sentence")
    assert [(s.source, s.publishers) for s in found.supports] == [
        (NOTICE, ("Observatory of Elsewhere",))
    ]
    assert found.supports[0].locator == "paragraph 2, sentence 1"
    (rival,) = found.rivals
    assert _short(rival.iri) == "d1-sentence-daily"
    assert "durationMonths 60" in rival.summary
    assert [s.publishers for s in rival.supports] == [("Elsewhere Daily",)]
    other = example.describe("nwh-2019-1:d1-sentence-daily")
    assert [_short(r.iri) for r in other.rivals] == ["d1-sentence"]
    assert other.preferred is True  # neither outweighs the other
    assert example.describe(NOTICE).preferred is None
    passages = {q.subject for q in found.quads} - {NamedNode(found.iri)}
    assert {str(p) for p in passages} == {f"<{found.supports[0].passage}>"}
    assert example.describe("person:z2v9kp").rivals == ()


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("nwh-2019-1:d1-sentence", "sentence: Ada Example, 2020-02-14"),
        ("nwh-2019-1:date-appeal", "date expression, 2021-04-03"),
        ("d4k7wz:name-2", "name variant: Ada Example, Ада Экземпл"),
        ("nwh-2019-1:d1-sentence-2", "sentence component: Ada Example, fine"),
        ("person:d4k7wz", "Ada Example"),
        ("nwh-2019-1:d1-charge-1", "charge: Ada Example, art. 12"),
        ("notice-7-20-3:c420-489", "paragraph 2, sentence 1"),
    ],
)
def test_label(name: str, label: str, example: CaseGraph) -> None:
    """A node without a label of its own is named as networks name it, a passage by its place."""
    assert example.describe(name).label == label


def test_incoming(example: CaseGraph) -> None:
    """What refers to a thing is listed once, stated references only."""
    found = example.describe("person:z2v9kp")
    assert found.label == "Cleo Instance"
    assert [(_short(s), _short(p)) for s, p in found.incoming] == [
        ("council-call", "spokenBy"),
        ("tenure-1", "holder"),
    ]
    derived = {q.predicate for q in example.engine.quads(None, cg("inCase"), NamedNode(CASE))}
    assert derived
    assert "inCase" not in {_short(p) for _, p in example.describe(CASE).incoming}


@pytest.mark.parametrize(
    "name",
    [
        f"{CASE}#d1-sentence",
        f"<{CASE}#d1-sentence>",
        "case/nwh-2019-1#d1-sentence",
        "nwh-2019-1:d1-sentence",
    ],
)
def test_names(example: CaseGraph, name: str) -> None:
    """An IRI, a path and a prefixed name are one thing."""
    assert resolve(example.engine, example.project, name) == f"{CASE}#d1-sentence"


@pytest.mark.parametrize(
    ("name", "thing"),
    [("nwh-2019-1", "case/nwh-2019-1"), ("m8r3tq", "person/m8r3tq")],
)
def test_a_name_without_its_kind(example: CaseGraph, name: str, thing: str) -> None:
    """Where one thing alone has a name, its kind need not be said."""
    assert resolve(example.engine, example.project, name) == f"{BASE}{thing}"


def test_a_name_of_two_things(example: CaseGraph) -> None:
    """Where a court and a body have one name, both are told, and none is taken."""
    engine = Embedded()
    for kind in ("court", "body"):
        node = NamedNode(f"{BASE}{kind}/nowhere")
        engine.load([Quad(node, PREF_LABEL, Literal(kind, language="en"))])
    with pytest.raises(UsageError, match="2 things are named 'nowhere'") as caught:
        resolve(engine, example.project, "nowhere")
    assert "court:nowhere" in caught.value.remedy
    assert "body:nowhere" in caught.value.remedy


@pytest.mark.parametrize(
    "name", ["nwh-2019-1:d1-sentense", "http://e/a b", "", "x:", "case:", "\x00"]
)
def test_unknown_names(example: CaseGraph, name: str) -> None:
    """What the data does not know is an error, never an empty description."""
    with pytest.raises(UsageError, match="knows nothing"):
        example.describe(name)


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("case/nwh-2019-2", "case:nwh-2019-1"),
        ("nwh-2019-2", "case:nwh-2019-1"),
        (f"{BASE}case/nwh-2019-11", "case:nwh-2019-1"),
        ("nwh-2019-1:d1-sentenc", "nwh-2019-1:d1-sentence"),
        ("nwh-2019-2:d1-sentence", "nwh-2019-1:d1-sentence"),
    ],
)
def test_a_near_name_is_suggested(example: CaseGraph, name: str, near: str) -> None:
    """Who mistypes a few letters is told the name, of the same kind of thing, nearest first."""
    with pytest.raises(UsageError) as caught:
        example.describe(name)
    assert caught.value.remedy.startswith(f"Did you mean {near}")


@pytest.mark.parametrize("name", ["case/nope", f"{BASE}case/nope", "person/nwh", "nope", "cases:x"])
def test_no_far_name_is_suggested(example: CaseGraph, name: str) -> None:
    """A name that is like none gets no guess, least of all a thing of another kind."""
    with pytest.raises(UsageError) as caught:
        example.describe(name)
    assert caught.value.remedy == "No name is near it; 'casegraph find' looks for labels."


def test_components_in_a_circle(example: CaseGraph) -> None:
    """A sentence that is part of itself, and parts of parts without end, are told once."""
    graph = NamedNode(f"{BASE}graph/x")
    months = Literal("5", datatype=NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    nodes = [NamedNode(f"{CASE}#s{n}") for n in range(3000)]
    pairs = [*pairwise(nodes), (nodes[0], nodes[0]), (nodes[2], nodes[0])]
    engine = Embedded()
    engine.load(Quad(a, cg("hasComponent"), b, graph) for a, b in pairs)
    engine.load(Quad(node, cg("durationMonths"), months, graph) for node in nodes)
    engine.load([Quad(nodes[0], RDF_TYPE, cg("Sentence"), graph)])
    told = summarise(engine, Prefixes(BASE), nodes[0])
    assert told.startswith("durationMonths 5, (durationMonths 5, (")
    assert 50 < told.count("durationMonths") <= 100
    assert describe(engine, example.project, nodes[0].value).iri == nodes[0].value
