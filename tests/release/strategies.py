"""What tests of releases vary: levels of disclosure, and facts that stay behind."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache
from pathlib import Path

from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from casegraph.project import Project
from casegraph.release.allowed import AllowList, allow_list
from casegraph.release.disclosure import DISCLOSURE, Level
from casegraph.release.facts import Facts, name, read_facts
from casegraph.terms import RDF_TYPE, VOCABULARY, cg
from casegraph.turtle import read

EXAMPLE = Path(__file__).parents[2] / "src" / "casegraph" / "example"
PROJECT = Project(EXAMPLE)
BASE = "https://example.org/id/"
ANYTHING = NamedNode(f"{BASE}graph/cases/anything")


@cache
def fictional() -> Facts:
    """What the fictional project states, under its own base."""
    facts = read_facts(PROJECT)
    moved = [_moved(quad, PROJECT.base) for quad in facts.quads]
    return Facts.of(BASE, moved)


def _moved(quad: Quad, base: str) -> Quad:
    graph = name(quad.graph_name).replace(base, BASE, 1)
    return Quad(quad.subject, quad.predicate, quad.object, NamedNode(graph))


@cache
def lists() -> tuple[AllowList, AllowList]:
    """The list for public things, and that for pseudonymised persons."""
    return allow_list(PROJECT, "public"), allow_list(PROJECT, "pseudonymised")


@cache
def terms() -> frozenset[str]:
    """The terms and concepts of the ontology."""
    return frozenset(name(q.subject) for path in PROJECT.ontology_files() for q in read(path).quads)


def with_levels(facts: Facts, chosen: dict[str, Level]) -> Facts:
    """Give some things and files a level in place of theirs."""
    quads = [
        q for q in facts.quads if q.predicate.value != DISCLOSURE or name(q.subject) not in chosen
    ]
    for thing, level in chosen.items():
        concept = NamedNode(f"{VOCABULARY}disclosure/{level.label}")
        for graph in facts.homes[thing]:
            quads.append(Quad(NamedNode(thing), NamedNode(DISCLOSURE), concept, NamedNode(graph)))
    return Facts.of(facts.base, quads)


@st.composite
def disclosures(draw: st.DrawFn) -> Facts:
    """The fictional project with levels at random on some of its things and files."""
    facts = fictional()
    things = sorted(facts.classes)
    chosen = draw(
        st.dictionaries(st.sampled_from(things), st.sampled_from(Level), min_size=1, max_size=12)
    )
    return with_levels(facts, chosen)


@st.composite
def secrets(draw: st.DrawFn, facts: Facts, hidden: Collection[str]) -> Facts:
    """The same project with other facts where nobody may see them.

    Texts and links of what is restricted are taken away, added and changed; new restricted things
    appear, alone or linked from what is public by a property that may be cut; and a restricted file
    says anything of anything, public things too: classes, links, marks and levels.
    """
    quads = list(facts.quads)
    kept = {RDF_TYPE.value, DISCLOSURE}
    loose = [q for q in quads if name(q.subject) in hidden and q.predicate.value not in kept]
    gone = set(draw(st.lists(st.sampled_from(loose), max_size=10))) if loose else set()
    fresh: list[Quad] = []
    for number in range(draw(st.integers(0, 3))):
        fresh += _stranger(draw, facts, number)
    told = sorted(hidden & facts.classes.keys())
    for thing in draw(st.lists(st.sampled_from(told), max_size=5)) if told else ():
        text = Literal(draw(st.text(st.characters(codec="utf-8"), max_size=8)), language="x-secret")
        path = draw(st.sampled_from([cg("wording"), cg("title"), NamedNode("urn:x:canary")]))
        fresh.append(Quad(NamedNode(thing), path, text, NamedNode(min(facts.homes[thing]))))
    fresh += draw(st.lists(anything(facts), max_size=20))
    fresh += _restricted(ANYTHING)
    return Facts.of(facts.base, [q for q in quads if q not in gone] + fresh)


@cache
def _ends(facts: Facts) -> tuple[tuple[NamedNode, ...], tuple[Quad, ...]]:
    things = {*facts.classes, *(name(quad.graph_name) for quad in facts.quads)}
    return tuple(map(NamedNode, sorted(things))), facts.quads


@st.composite
def anything(draw: st.DrawFn, facts: Facts) -> Quad:
    """Draw what a restricted file may say of anything: in the words of others, or of a level."""
    things, quads = _ends(facts)
    thing, model = draw(st.sampled_from(things)), draw(st.sampled_from(quads))
    level = NamedNode(f"{VOCABULARY}disclosure/{draw(st.sampled_from(Level)).label}")
    path, value = draw(
        st.sampled_from(
            [
                (model.predicate, model.object),
                (model.predicate, draw(st.sampled_from(things))),
                (NamedNode(DISCLOSURE), level),
                (cg("clearsText"), model.predicate),
                (RDF_TYPE, cg(draw(st.sampled_from(["Tombstone", "Person", "Secret"])))),
            ]
        )
    )
    return Quad(thing, path, value, ANYTHING)


def _restricted(graph: NamedNode) -> Iterable[Quad]:
    yield Quad(graph, RDF_TYPE, cg("GraphFile"), graph)
    yield Quad(graph, NamedNode(DISCLOSURE), NamedNode(f"{VOCABULARY}disclosure/restricted"), graph)


def _stranger(draw: st.DrawFn, facts: Facts, number: int) -> Iterable[Quad]:
    """Add somebody restricted, in a file of the project or in a new one, linked from outside."""
    public, market = f"{BASE}graph/cases/nwh-2019-1", f"{BASE}graph/cases/nwh-2021-1"
    own = f"{BASE}graph/cases/secret-{number}"
    graph = NamedNode(draw(st.sampled_from([public, market, own])))
    person = NamedNode(f"{BASE}person/secr{number}t")
    level = NamedNode(f"{VOCABULARY}disclosure/restricted")
    if graph.value == own:
        yield from _restricted(graph)
        ada = NamedNode(f"{BASE}person/d4k7wz")  # who is public, told of in a restricted file
        yield Quad(ada, cg("pronoun"), Literal("they/them"), graph)
    yield Quad(person, RDF_TYPE, cg("Person"), graph)
    yield Quad(person, NamedNode(DISCLOSURE), level, graph)
    things, quads = _ends(facts)
    for thing in draw(st.lists(st.sampled_from(things), max_size=4)):
        yield Quad(person, draw(st.sampled_from(quads)).predicate, thing, graph)
    links = [("output-3", "concerns"), ("demand-release", "demandFor"), ("guards", "hasMember")]
    for start, path in draw(st.lists(st.sampled_from(links), max_size=2)):
        yield Quad(NamedNode(f"{BASE}case/nwh-2019-1#{start}"), cg(path), person, NamedNode(public))
