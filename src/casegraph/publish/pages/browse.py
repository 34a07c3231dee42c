"""A graph in, what there is to read out: the start, lists by kind, and what a name finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from casegraph.find import Match, find, fold
from casegraph.publish.pages.pieces import Ref, Text
from casegraph.publish.pages.words import counted
from casegraph.publish.pages.workshop import Workshop
from casegraph.terms import CG, SKOS

# kind of things → what its list is called, and what is in it
KINDS_BROWSED: Final = {
    "case": ("Cases", "What happened in one matter before authorities and courts."),
    "person": ("Persons", "In documents, in any role; who is not named comes last."),
    "court": ("Courts", "Where it was heard and decided."),
    "body": ("Bodies", "Organisations and authorities that speak, act or publish."),
    "provision": ("Provisions", "Articles of law under which somebody was charged."),
    "series": ("Campaigns and series", "Outputs that belong together."),
    "statement": ("Statements", "On several cases at once."),
    "group": ("Groups", "People who are not told one by one."),
    "place": ("Places", "Where it happened."),
    "post": ("Offices", "In which somebody speaks or decides."),
    "source": ("Documents", "On which all of it rests."),
}
MOST_LISTED: Final = 200
_MOST_FOUND: Final = 50
_LONGEST: Final = 200


@dataclass(frozen=True)
class Listed:
    """One line of a list.

    Attributes:
        thing: what it leads to.
        others: further names.
        cases: in which cases it appears.
        told: what else is said, in words.
    """

    thing: Ref
    others: tuple[Text, ...] = ()
    cases: tuple[Ref, ...] = ()
    told: str = ""


@dataclass(frozen=True)
class Shelf:
    """The list of the things of one kind, or a part of it.

    Attributes:
        kind: the first part of their addresses.
        name: what the list is called.
        about: what is in it.
        total: how many there are.
        listed: this part of them, by name.
        page: which part that is, from 1.
        pages: how many parts there are.
    """

    kind: str
    name: str
    about: str
    total: int
    listed: tuple[Listed, ...]
    page: int = 1
    pages: int = 1


@dataclass(frozen=True)
class Hit:
    """Something that a name found.

    Attributes:
        thing: what it leads to.
        kind: what it is, in words.
        name: the name that matched, where that is not its label.
    """

    thing: Ref
    kind: Text
    name: str


def read_shelves(shop: Workshop) -> tuple[Shelf, ...]:
    """Count the things of each kind; kinds without any are left out."""
    counts: dict[str, int] = {}
    for kind, number in shop.reader.rows("kind-counts", base=shop.reader.base):
        if isinstance(kind, Literal) and isinstance(number, Literal):
            counts[kind.value] = int(number.value)
    return tuple(
        Shelf(kind, name, about, counts[kind], ())
        for kind, (name, about) in KINDS_BROWSED.items()
        if counts.get(kind)
    )


def read_shelf(shop: Workshop, kind: str, page: int = 1, most: int = MOST_LISTED) -> Shelf | None:
    """List the things of a kind by their names.

    Args:
        shop: reads the graph.
        kind: the first part of their addresses.
        page: which part of a long list is wanted, from 1.
        most: how many things a part has.

    Returns:
        None where there is no such list, or no such part of it.
    """
    if kind not in KINDS_BROWSED:
        return None
    cases: dict[str, list[str]] = defaultdict(list)
    for thing, case in shop.reader.rows("things", start=f"{shop.reader.base}{kind}/"):
        if isinstance(thing, NamedNode):
            cases[thing.value] += [case.value] if isinstance(case, NamedNode) else []
    pages = max(1, -(-len(cases) // most))
    if not 1 <= page <= pages:
        return None
    labels = {iri: shop.reader.label(iri) for iri in cases}

    def order(iri: str) -> tuple[bool, str, str]:
        """Put persons without a name last: what stands for one is no name to look for."""
        nameless = kind == "person" and not shop.reader.node(iri).things("hasName")
        return (nameless, fold(labels[iri].value), iri)

    ordered = sorted(cases, key=order)
    part = ordered[(page - 1) * most : page * most]
    told = _case_sizes(shop, part) if kind == "case" else {}
    listed = tuple(
        Listed(
            shop.reader.ref(iri),
            tuple(t for t in shop.reader.node(iri).texts(SKOS + "altLabel") if t != labels[iri]),
            tuple(shop.reader.ref(case) for case in cases[iri] if case != iri),
            told.get(iri, ""),
        )
        for iri in part
    )
    name, about = KINDS_BROWSED[kind]
    return Shelf(kind, name, about, len(cases), listed, page, pages)


def _case_sizes(shop: Workshop, cases: Iterable[str]) -> dict[str, str]:
    """Say in a few words how much there is of each case."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for case, what, count in shop.reader.rows("case-sizes", case=[NamedNode(iri) for iri in cases]):
        if isinstance(case, NamedNode) and isinstance(what, Literal) and isinstance(count, Literal):
            found[case.value][what.value] = int(count.value)
    return {case: ", ".join(_sizes(counts)) for case, counts in found.items()}


def _sizes(counts: dict[str, int]) -> Iterable[str]:
    if number := counts.get("defendants"):
        yield counted(number, "defendant")
    if number := counts.get("arrested"):
        yield f"{counted(number, 'other person', 'other people')} arrested"
    if number := counts.get("documents"):
        yield counted(number, "document")
    if counts.get("accounts"):
        yield "sources differ"


def read_wanted(name: str) -> str:
    """Return what is looked for: a name, without what is left of one that is too long."""
    return name[:_LONGEST].strip()


def search(shop: Workshop, name: str) -> tuple[Hit, ...]:
    """Find things by a name in any spelling or script, the likest first."""
    if not fold(name):
        return ()
    return tuple(_hit(shop, match) for match in find(shop.graph.engine, name, limit=_MOST_FOUND))


def _hit(shop: Workshop, match: Match) -> Hit:
    other = match.name if fold(match.name) != fold(match.label) else ""
    kind = shop.reader.kind(match.iri)
    words = shop.reader.label(CG + kind) if kind else Text("thing")
    return Hit(shop.reader.ref(match.iri), words, other)
