"""A person in, what their page says out: who says what of them first, then what was done to them.

No page of a person begins with what a court did, and none says what a person is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from casegraph.publish.pages.accounts import Disagreement
from casegraph.publish.pages.chain import Chain
from casegraph.publish.pages.lastknown import LastKnown
from casegraph.publish.pages.pieces import Pieces, Ref, Said, Source, Text
from casegraph.publish.pages.record import Entry
from casegraph.publish.pages.statements import Statement
from casegraph.publish.pages.voices import Voice
from casegraph.publish.pages.workshop import Workshop

_HAPPENING: Final = ("Arrest", "DetentionPeriod", "Transfer", "Release", "AllegedAbuse")
_SAYING: Final = ("claimant", "spokenBy", "issuedBy", "quotedPerson", "designatedBy")


@dataclass(frozen=True)
class Event:
    """Something that happened to a person, and when."""

    when: Pieces
    said: Said
    differs: bool


@dataclass(frozen=True)
class InCase:
    """A case in which a person appears, and what was done with the person in it."""

    case: Ref
    chain: Chain | None


@dataclass(frozen=True)
class PersonPage:
    """What the page of a person says.

    Attributes:
        names: each way in which a document writes the name, with its script where that is told.
        cases: the cases in which the person appears.
        about: what others claim about the person.
        own: what the person claims.
        spoken: statements that the person made.
        concerning: statements of others that concern the person, with their demands.
        quotations: places of words that the person is said to have spoken.
        events: what happened, in the order of dates.
        liberty: whether the person was held or free when last heard of, where that can be derived.
        disagreements: where sources differ.
        sources: the documents that all of it rests on.
        record: all that the data says of the person and of what is in the same document.
    """

    iri: str
    label: Text
    pronoun: str
    names: tuple[tuple[Said, str], ...]
    cases: tuple[InCase, ...]
    about: tuple[Voice, ...]
    own: tuple[Voice, ...]
    spoken: tuple[Statement, ...]
    concerning: tuple[Statement, ...]
    quotations: tuple[Said, ...]
    posts: tuple[tuple[Said, Pieces], ...]
    events: tuple[Event, ...]
    liberty: LastKnown | None
    disagreements: tuple[Disagreement, ...]
    sources: tuple[Source, ...]
    record: tuple[Entry, ...]


def read_person(shop: Workshop, iri: str, parts: Iterable[str]) -> PersonPage:
    """Gather what the page of a person says.

    Args:
        shop: reads the graph.
        iri: the person.
        parts: what has its address in the document of the person.
    """
    node = shop.reader.node(iri)
    nodes = shop.reader.listed("person-nodes", person=iri)
    of_kind: dict[str, list[str]] = defaultdict(list)
    for one in nodes:
        of_kind[shop.reader.kind(one)].append(one)
    saying = {n for n in nodes if iri in shop.reader.node(n).things(*_SAYING)}
    others = [n for n in nodes if n not in saying]
    names = node.things("hasName")
    dates = [d for n in nodes for d in shop.reader.node(n).things("date", "began", "ended")]
    passages = [p for n in (iri, *nodes) for p in shop.reader.node(n).things("supportedBy")]
    return PersonPage(
        iri=iri,
        label=shop.reader.label(iri),
        pronoun=node.text("pronoun"),
        names=tuple(_names(shop, names)),
        cases=tuple(_cases(shop, iri, nodes)),
        about=tuple(shop.voices.of(others)),
        own=tuple(shop.voices.of(n for n in nodes if n in saying)),
        spoken=tuple(shop.statements.of(n for n in nodes if n in saying)),
        concerning=tuple(shop.statements.of(others)),
        quotations=shop.accounts.chosen(of_kind["Quotation"]),
        posts=tuple(_posts(shop, of_kind["PostHolding"])),
        events=tuple(_events(shop, [n for kind in _HAPPENING for n in of_kind[kind]])),
        liberty=shop.liberties.of(iri),
        disagreements=tuple(shop.accounts.disagreements([*nodes, *names, *dates])),
        sources=shop.reader.sources_of(passages),
        record=tuple(shop.records.of([iri, *parts])),
    )


def _names(shop: Workshop, names: Iterable[str]) -> Iterable[tuple[Said, str]]:
    """Tell each spelling once, with its script and how it was transliterated."""
    for said in shop.accounts.chosen(names):
        node = shop.reader.node(said.node)
        yield said, ", ".join(filter(None, (node.text("script"), node.text("scheme"))))


def _cases(shop: Workshop, iri: str, nodes: Iterable[str]) -> Iterable[InCase]:
    """Tell what was done with a person in each case."""
    within: dict[str, list[str]] = defaultdict(list)
    for case in shop.reader.node(iri).things("inCase"):
        within[case] = []
    for node in nodes:
        for case in shop.reader.node(node).things("inCase"):
            within[case].append(node)
    for case in sorted(within):
        chains = [chain for chain in shop.chains.of(within[case]) if chain.person.iri == iri]
        yield InCase(shop.reader.ref(case), chains[0] if chains else None)


def _events(shop: Workshop, nodes: Iterable[str]) -> Iterable[Event]:
    ordered = sorted(nodes, key=lambda iri: (shop.phrases.day(shop.reader.node(iri)), iri))
    for said in shop.accounts.chosen(ordered):
        node = shop.reader.node(said.node)
        yield Event(shop.phrases.when(node), said, shop.accounts.dates_differ(node))


def _posts(shop: Workshop, nodes: Iterable[str]) -> Iterable[tuple[Said, Pieces]]:
    for said in shop.accounts.chosen(nodes, lambda n: shop.phrases.refs(n.things("heldPost"))):
        yield said, shop.phrases.when(shop.reader.node(said.node))
