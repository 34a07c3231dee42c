"""Nobody leaves in a group of fewer than k, and all of a group are told of in the same words."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import BNode, Graph, URIRef
from rdflib.compare import to_canonical_graph

from casegraph.release.facts import name
from casegraph.release.forms import Rules, keys_of, read_rules
from casegraph.release.groups import NEVER, Grouped, form_groups, with_history
from casegraph.release.isomorphism import Row, key_of
from casegraph.release.records import Record, records_in
from casegraph.terms import RDF_TYPE, VOCABULARY, XSD, Prefixes, cg

from .strategies import BASE, PROJECT

PREFIXES = Prefixes(BASE)
SMALL = "few are told of so after what earlier releases told"
PLACES = {"city": "nowhere", "village": "nowhere", "nowhere": ""}


@cache
def rules() -> Rules:
    return read_rules(PROJECT)


def reference() -> list[Quad]:
    graph = NamedNode(f"{BASE}graph/places")
    pairs = [(inner, outer) for inner, outer in PLACES.items() if outer]
    return [Quad(_place(i), cg("within"), _place(o), graph) for i, o in pairs]


def _place(place: str) -> NamedNode:
    return NamedNode(f"{BASE}place/{place}")


def record(number: int, months: int, date: str, place: str, category: str) -> Record:
    """Make the record of one invented person."""
    base = f"{BASE}case/r{number}"
    graph = NamedNode(f"{BASE}graph/cases/r{number}")
    person = f"{BASE}person/p{number}"
    triples: list[tuple[str, str, object]] = [
        (person, "a", cg("Person")),
        (base, "a", cg("LegalCase")),
        (base, "concernsPlace", _place(place)),
        (f"{base}#t", "partOfCase", NamedNode(base)),
        (f"{base}#j", "decidedIn", NamedNode(f"{base}#t")),
        (f"{base}#j", "date", NamedNode(f"{base}#d")),
        (f"{base}#d", "a", cg("DateExpression")),
        (
            f"{base}#d",
            "edtf",
            Literal(date, datatype=NamedNode("http://id.loc.gov/datatypes/edtf/EDTF")),
        ),
        (f"{base}#c", "chargedPerson", NamedNode(person)),
        (f"{base}#c", "inProceeding", NamedNode(f"{base}#t")),
        (f"{base}#c", "offenceCategory", NamedNode(f"{VOCABULARY}offence-category/{category}")),
        (f"{base}#s", "sentencedPerson", NamedNode(person)),
        (f"{base}#s", "imposedIn", NamedNode(f"{base}#j")),
        (f"{base}#s", "hasComponent", NamedNode(f"{base}#s1")),
        (f"{base}#s1", "a", cg("SentenceComponent")),
        (f"{base}#s1", "durationMonths", Literal(str(months), datatype=NamedNode(XSD + "integer"))),
    ]
    quads = [
        Quad(NamedNode(s), RDF_TYPE if p == "a" else cg(p), o, graph)  # type: ignore[arg-type]
        for s, p, o in triples
    ]
    level = NamedNode(f"{VOCABULARY}disclosure/pseudonymised")
    quads.append(Quad(graph, cg("disclosure"), level, graph))
    return Record("", person, tuple(quads))


def crossed(number: int, cross: bool) -> Record:
    """Make the record of a person with two trials, each with a charge, a judgment and a verdict; if
    crossed, each verdict is on the charge of the other trial.
    """
    base, person = f"{BASE}case/r{number}", NamedNode(f"{BASE}person/p{number}")
    graph = NamedNode(f"{BASE}graph/cases/r{number}")
    links: list[tuple[str, str, NamedNode]] = []
    for here, there in (("1", "2"), ("2", "1")):
        judged = there if cross else here
        links += [
            (f"c{here}", "chargedPerson", person),
            (f"c{here}", "inProceeding", NamedNode(f"{base}#t{here}")),
            (f"j{here}", "decidedIn", NamedNode(f"{base}#t{here}")),
            (f"v{here}", "onCharge", NamedNode(f"{base}#c{here}")),
            (f"v{here}", "givenIn", NamedNode(f"{base}#j{judged}")),
        ]
    quads = [Quad(NamedNode(f"{base}#{s}"), cg(p), o, graph) for s, p, o in links]
    trials = [Quad(NamedNode(f"{base}#t{n}"), RDF_TYPE, cg("Proceeding"), graph) for n in "12"]
    return Record("", person.value, (Quad(person, RDF_TYPE, cg("Person"), graph), *trials, *quads))


def test_crossed_links_tell_apart() -> None:
    """Whose verdicts belong to the judgments of other trials is alike to nobody, although each node
    by itself has the like.
    """
    records = [crossed(number, number == 5) for number in range(6)]
    keys = keys_of(records, rules(), PREFIXES)
    assert len({keys[record.public] for record in records[:5]}) == 1
    assert keys[records[5].public] != keys[records[0].public]


def test_many_counts_alike() -> None:
    """A hundred counts with a verdict each are told in any order; one more is another record."""

    def counts(person: str, number: int) -> list[Row]:
        found: list[Row] = []
        for n in random.Random(person).sample(range(number), number):
            found += [(f"{person}c{n}", "chargedPerson", person, True)]
            found += [(f"{person}v{n}", "onCharge", f"{person}c{n}", True)]
            found += [(f"{person}v{n}", "finding", "guilty", False)]
        return found

    assert key_of("a", counts("a", 100)) == key_of("b", counts("b", 100))
    assert key_of("a", counts("a", 100)) != key_of("b", counts("b", 101))


def test_place_of_an_address_tells_apart() -> None:
    """Addresses tell in which graph something stands: who has a charge elsewhere is not alike."""
    plain, other = record(0, *PLAIN), record(1, *PLAIN)
    elsewhere = NamedNode(f"{BASE}graph/people/p1")
    moved = tuple(
        Quad(q.subject, q.predicate, q.object, elsewhere) if "#c" in name(q.subject) else q
        for q in other.quads
    )
    keys = keys_of([plain, replace(other, quads=moved)], rules(), PREFIXES)
    assert len(set(keys.values())) == 2
    assert len(set(keys_of([plain, other], rules(), PREFIXES).values())) == 1


def formed(records: list[Record], **more) -> Grouped:  # type: ignore[no-untyped-def]
    return form_groups(records, reference(), rules(), PREFIXES, **more)


def told(grouped: Grouped, path: str) -> Counter[str]:
    return Counter(name(q.object) for q in grouped.quads if q.predicate == cg(path))


PLAIN = (14, "2021-11-23", "city", "expression")


def test_five_alike_leave_coarsened() -> None:
    """Five who differ only within a year, a region and a band leave as years, region and band."""
    grouped = formed(
        [
            record(1, 14, "2021-11-23", "city", "expression"),
            record(2, 59, "2021", "village", "expression"),
            record(3, 0, "2021-01", "city", "expression"),
            record(4, 36, "2021-11-23?", "city", "expression"),
            record(5, 12, "2021-12-31~", "city", "expression"),
        ]
    )
    assert [group.steps for group in grouped.groups] == [()]
    assert told(grouped, "edtf") == {"2021": 5}
    assert told(grouped, "concernsPlace") == {f"{BASE}place/nowhere": 5}
    assert told(grouped, "atLeastMonths") == {"0": 5}
    assert told(grouped, "atMostMonths") == {"60": 5}
    assert told(grouped, "durationMonths") == {}
    assert grouped.withheld == {}


@pytest.mark.parametrize("count", [1, 4])
def test_four_stay(count: int) -> None:
    """Fewer than k do not leave, alike or not."""
    grouped = formed([record(n, *PLAIN) for n in range(count)])
    assert (grouped.quads, len(grouped.withheld)) == ((), count)


def test_one_apart_joins_the_others() -> None:
    """One of six has a longer term: all six leave without a term, and nobody is told apart."""
    six = [*(record(n, *PLAIN) for n in range(5)), record(6, 100, *PLAIN[1:])]
    grouped = formed(six)
    assert [(group.steps, len(group.members)) for group in grouped.groups] == [(("3-term",), 6)]
    assert told(grouped, "atMostMonths") == {}
    assert told(grouped, "edtf") == {"2021": 6}


def test_two_groups_stay_two() -> None:
    """Two groups of five leave each with its term; a sixth who fits one makes it six."""
    ten = [record(n, 14 if n < 5 else 100, *PLAIN[1:]) for n in range(11)]
    grouped = formed(ten)
    assert sorted(len(group.members) for group in grouped.groups) == [5, 6]
    assert told(grouped, "atMostMonths") == {"60": 5, "120": 6}


def test_who_is_withheld_is_not_alone() -> None:
    """One who is told apart even by the coarsest form takes the smallest group along."""
    # an open span is dropped with its date, so that nothing is left to tell one apart by
    extra = cg("execution")
    odd = record(9, *PLAIN)
    suspended = NamedNode(f"{VOCABULARY}execution/suspended")
    more = Quad(NamedNode(f"{BASE}case/r9#s"), extra, suspended, odd.quads[0].graph_name)
    odd = Record("", odd.public, (*odd.quads, more))
    others = [record(n, 14 if n < 6 else 100, *PLAIN[1:]) for n in range(6)]
    grouped = formed([*others, odd])
    assert grouped.quads == ()
    assert Counter(grouped.withheld.values()) == {
        "fewer than k persons are like this one": 1,
        "withheld so that those who are withheld are not fewer than k": 6,
    }


def test_spans_and_villages_are_dropped() -> None:
    """An open span is no year; a place that lies in no larger one may be a village."""
    grouped = formed([record(n, 14, "2021-05-09/..", "nowhere", "expression") for n in range(5)])
    assert told(grouped, "edtf") == told(grouped, "date") == told(grouped, "concernsPlace") == {}
    assert len(grouped.keys) == 5


def test_small_addition_is_held_back() -> None:
    """One more who is like five released before waits for others, unless forced."""
    five = [record(n, *PLAIN) for n in range(5)]
    before = formed(five).keys
    six = [*five, record(6, *PLAIN)]
    grouped = formed(six, before=before)
    assert grouped.keys.keys() == before.keys()
    assert list(grouped.withheld.values()) == [SMALL]
    assert len(formed(six, before=before, force=True).keys) == 6
    assert len(formed([record(n, *PLAIN) for n in range(10)], before=before).keys) == 10


def test_who_is_told_of_in_another_way_is_an_addition() -> None:
    """One who joins five and makes all be told less of is told apart by both releases together."""
    five = [record(n, *PLAIN) for n in range(5)]
    before = formed(five).keys
    six = [*five, record(6, 100, *PLAIN[1:])]
    assert formed(six, before=before).keys == before
    eleven = [*six, *(record(n, 100, *PLAIN[1:]) for n in range(7, 11))]
    assert len(formed(eleven).keys) == 10
    told = formed(six).keys
    grouped = formed(eleven, before=told)
    assert grouped.keys == told  # six are told of as before, and four are too few to join them
    assert list(grouped.withheld.values()) == [SMALL] * 4


def test_a_change_of_one_changes_all_of_the_group() -> None:
    """When one of five gets another term, all five are told of in a new way, at once."""
    before = formed([record(n, *PLAIN) for n in range(5)]).keys
    changed = [*(record(n, *PLAIN) for n in range(4)), record(4, 100, *PLAIN[1:])]
    grouped = formed(changed, before=before)
    assert [group.steps for group in grouped.groups] == [("3-term",)]
    assert grouped.keys.keys() == before.keys()


def test_history_of_all_releases_counts() -> None:
    """What the release before the last told is not forgotten when a person was not in the last."""
    ten = [record(n, *PLAIN) for n in range(10)]
    first = with_history(None, formed(ten[:5]).keys)
    second = with_history(first, formed(ten[5:], before=first).keys)
    assert second.keys() - {NEVER} == {one.public for one in ten}
    third = formed(ten, before=second)
    assert len(third.keys) == 10
    history = with_history(second, third.keys)
    assert len({history[one.public] for one in ten}) == 2  # two sorts of five, told in turns
    assert formed(ten, before=history).keys == third.keys
    assert list(formed([*ten, record(10, *PLAIN)], before=history).withheld.values()) == [SMALL]


def test_absence_is_remembered() -> None:
    """Who was missing from one release is told apart from who was not, though both are alike before
    and after.
    """
    ten = [record(n, *PLAIN) for n in range(10)]
    first = with_history(None, formed(ten).keys)
    second = with_history(first, formed(ten[:9], before=first).keys)
    third = formed(ten, before=second)
    assert third.withheld == {ten[9].public: SMALL}
    assert formed(ten, before=first).withheld == {}


def test_previous_release_is_read_back() -> None:
    """The keys of a release can be found from what it says, without the private folder."""
    grouped = formed([record(n, *PLAIN) for n in range(5)])
    assert keys_of(records_in(grouped.quads), rules(), PREFIXES) == grouped.keys


def canonical(one: Record) -> frozenset[tuple[object, ...]]:
    """Write a record without the addresses that are its own."""
    own = {name(quad.subject) for quad in one.quads}

    def term(value: object) -> object:
        text = name(value)
        if text in own:
            return BNode("n" + text.rpartition("/")[2].replace("#", ""))
        return URIRef(f"urn:x:{text}" if isinstance(value, Literal) else text)

    graph = Graph()
    for quad in one.quads:
        graph.add((term(quad.subject), URIRef(quad.predicate.value), term(quad.object)))  # type: ignore[arg-type]
    return frozenset(to_canonical_graph(graph))


@settings(max_examples=20)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([6, 30, 90, 130]),
            st.sampled_from(["2020", "2021-03", "2021-03-04/.."]),
            st.sampled_from(sorted(PLACES)),
            st.sampled_from(["expression", "other"]),
        ),
        max_size=16,
    ),
    st.integers(2, 6),
)
def test_groups_of_any_persons(chosen: list[tuple[int, str, str, str]], least: int) -> None:
    """Whoever there is: each group has k members or more of whom the very same is said, and who
    is withheld is nobody, or as many, or all.
    """
    records = [record(number, *values) for number, values in enumerate(chosen)]
    few = replace(rules(), generalise=rules().generalise[2:])
    grouped = form_groups(records, reference(), few, PREFIXES, least=least)
    told = {one.public: one for one in records_in(grouped.quads)}
    assert told.keys() == grouped.keys.keys()
    assert told.keys() | grouped.withheld.keys() == {one.public for one in records}
    assert not told.keys() & grouped.withheld.keys()
    for group in grouped.groups:
        assert len(group.members) >= least
        assert len({canonical(told[member]) for member in group.members}) == 1
    assert not 0 < len(grouped.withheld) < least or not told
