"""The names of who is withheld are found in what leaves, in any script; other words are not."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from casegraph.release.levels import levels
from casegraph.release.names import find_names, withheld_names

from .strategies import BASE, fictional, lists
from .test_levels import facts_of

LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
CG = "https://w3id.org/casegraph/ns#"
GRAPH = NamedNode("https://example.org/id/graph/g")
THING = NamedNode("https://example.org/id/case/x")
NAMES = {"secret": {"Kira Secret", "Кира Тайная"}, "wife": {"Mia Example"}}


def text(value: str) -> Quad:
    return Quad(THING, NamedNode(CG + "title"), Literal(value, language="en"), GRAPH)


ADA = [
    Quad(THING, NamedNode(CG + "nameText"), Literal("Ada Example", language="en"), GRAPH),
    Quad(THING, LABEL, Literal("Ada Example", language="en"), GRAPH),
]


@pytest.mark.parametrize(
    "value",
    [
        "Kira Secret v. Nowhere",
        "SECRET, KIRA",
        "for Kira's sake",
        "ка Секрет и Кира",
        "Kíra",
        "https://example.org/news/kira-secret-arrested",
        "https://example.org/%D0%9A%D0%B8%D1%80%D0%B0",
        "Таинственная? Нет: тайная",
        "https://example.org/a?next=https%253A%252F%252Fexample.org%252FK%2569ra",
        "&#75;ira",
        "Ki\u200dra",
        "\u202eKira\u202c",
        "#FreeKiraSecret",
        "@secretkira99",
        "Kira2020",
        "Mia",
        "Mia Example",
    ],
)
def test_found(value: str) -> None:
    """Whole names, and single words of four letters that no public name has."""
    expected = value != "Mia"  # three letters
    assert bool(find_names(NAMES, [*ADA, text(value)])) == expected


@pytest.mark.parametrize(
    "value", ["Ada Example", "the Secretariat", "Kirakira", "OK irate", "example", "x"]
)
def test_not_found(value: str) -> None:
    """A name that is public too, and words that only begin alike, are let pass."""
    assert find_names(NAMES, [*ADA, text(value)]) == []


def test_a_label_does_not_clear_a_name() -> None:
    """A withheld name in the label of a public case is found: only names of its own are passed."""
    label = Quad(THING, LABEL, Literal("Secret v. Nowhere", language="en"), GRAPH)
    [found] = find_names(NAMES, [label], base=BASE)
    assert (found.thing, found.words) == ("secret", ("secret",))
    body = Quad(
        THING,
        NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        NamedNode(CG + "Organization"),
        GRAPH,
    )
    assert find_names(NAMES, [label, body], base=BASE) == []


def test_addresses_and_added_texts() -> None:
    """Addresses of things, files, and texts that the publisher adds are looked through."""
    quad = Quad(NamedNode("https://example.org/id/person/kira#x"), LABEL, Literal("x"), GRAPH)
    found = find_names(NAMES, [quad], base=BASE)
    assert [one.where for one in found] == [quad.subject.value]
    found = find_names(NAMES, [], [("queries/own.rq", "# Kira")])
    assert [one.where for one in found] == ["queries/own.rq"]
    assert find_names(NAMES, [], [("queries/own.rq", "# Kira")], ["kira"]) == []


def test_datatypes() -> None:
    """The name of a datatype leaves with its text."""
    kind = NamedNode("urn:x:kira")
    quad = Quad(THING, NamedNode(CG + "title"), Literal("x", datatype=kind), GRAPH)
    assert ("kira",) in {one.words for one in find_names(NAMES, [quad])}


PEOPLE = """
<graph/cases/c> { <graph/cases/c> a cg:GraphFile ; cg:disclosure l:restricted .
  <person/z1> a cg:Person ; skos:prefLabel "Lola Hidden"@en .
  <person/z2> a cg:Person ; skos:prefLabel "wife of the defendant"@en .
  <person/x7x7x7> a cg:Person ; skos:prefLabel "Mia Placeholder"@en ; cg:hasName <person/x#n> ;
    skos:altLabel "the Ghost"@en .
  <person/x#n> a cg:NameVariant ; cg:nameText "Mia Placeholder"@en . }
"""


def test_labels_and_identifiers() -> None:
    """Who has no name of its own but a label that reads like one, other labels of who has a name,
    and identifiers are looked for; a description is not.
    """
    facts = facts_of(PEOPLE)
    public, _ = lists()
    names = withheld_names(facts, levels(facts, public))
    assert {thing.removeprefix(BASE): spelt for thing, spelt in names.items()} == {
        "person/z1": {"Lola Hidden"},
        "person/x7x7x7": {"Mia Placeholder", "the Ghost", "x7x7x7"},
    }
    elsewhere = Quad(
        THING, NamedNode(CG + "authorityRecord"), NamedNode("http://e.org/x7x7x7"), GRAPH
    )
    assert [one.words for one in find_names(names, [elsewhere])] == [("x7x7x7",)]


def test_whose_names_are_looked_for() -> None:
    """Those of restricted and pseudonymised persons in every spelling, and no public one's."""
    public, _ = lists()
    names = withheld_names(fictional(), levels(fictional(), public))
    spelt = set().union(*names.values())
    assert {"Kira Secret", "Dora Fiction", "Hana Façade", "Jana Placeholder"} <= spelt
    assert not spelt & {"Ada Example", "Ada Экземпл", "Ben Sample", "Cleo Instance"}
