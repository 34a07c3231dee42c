"""A court, body, provision, series, place or any other thing in, what its page says out.

A thing may be spoken of by very many others: of each way in which that is done, a page lists some
and says how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from casegraph.publish.pages.pieces import Pieces, Text
from casegraph.publish.pages.record import Entry
from casegraph.publish.pages.words import spaced
from casegraph.publish.pages.workshop import Workshop
from casegraph.saved import load
from casegraph.terms import CG, SKOS

MOST_LISTED: Final = 50
# how a thing is spoken of → what a page calls that; any other by the name of the property
_HEADINGS: Final = {
    "about": "What is claimed about it",
    "actor": "What it is said to have done",
    "addressee": "What was addressed to it",
    "asserts": "Claims that name it",
    "cites": "Documents that cite it",
    "claimant": "What it claims",
    "concerns": "Statements that concern it",
    "concernsPlace": "Cases that concern it",
    "decidedBy": "What it decided",
    "demandFor": "Demands for it",
    "designatedBy": "Statuses that it gave",
    "documentedBy": "Statements that it documents",
    "hasMember": "Groups of which it is a member",
    "heardBy": "What was heard before it",
    "heldPost": "Who held it",
    "inCapacity": "Statements made in this office",
    "inSeries": "Its outputs",
    "issuedBy": "Statements that it issued",
    "onBehalfOf": "Statements made for it",
    "place": "What happened here",
    "postIn": "Offices in it",
    "power": "Claims on a power over a territory",
    "publisher": "Documents that it published",
    "reportedBy": "Claims that it reports",
    "requestedBy": "Penalties that it asked for",
    "runBy": "Series that it runs",
    "silentDocument": "What it does not say",
    "sittingPlace": "Courts that sat here",
    "superiorCourt": "Courts of which it is the superior",
    "territory": "Claims about this territory",
    "throughProvision": "Charges by way of it",
    "toPlace": "Persons moved here",
    "underProvision": "Charges under it",
    "within": "What lies within it",
}
# what other parts of the page tell, or the page of something else
_UNTOLD: Final = ("supportedBy", "inDocument", "partOfCase", "silentAbout", "inCase")


@dataclass(frozen=True)
class Mention:
    """One node that speaks of a thing."""

    node: str
    words: Pieces
    whom: Pieces
    case: Pieces
    when: Pieces


@dataclass(frozen=True)
class Mentions:
    """The nodes that speak of a thing in one way.

    Attributes:
        name: the property, by its local name.
        heading: what that is called.
        total: how many there are.
        listed: those that are listed.
        page: which part of all is listed, from 1.
        pages: how many parts there are.
    """

    name: str
    heading: str
    total: int
    listed: tuple[Mention, ...]
    page: int
    pages: int


@dataclass(frozen=True)
class Spot:
    """One passage of a document.

    Attributes:
        anchor: the end of its address.
        where: where it is, in words.
        span: the first and the last character, from 1; empty where it is no place in the text.
        sha256: the hash of its words.
        nodes: what rests on it; some of them.
        total: how many nodes rest on it.
    """

    anchor: str
    where: str
    span: str
    sha256: str
    nodes: tuple[Mention, ...]
    total: int


@dataclass(frozen=True)
class ThingPage:
    """What the page of a thing says."""

    iri: str
    label: Text
    kind: Text
    others: tuple[Text, ...]
    entry: Entry
    parts: tuple[Entry, ...]
    mentions: tuple[Mentions, ...]
    spots: tuple[Spot, ...]


def read_thing(shop: Workshop, iri: str, parts: Iterable[str], page: int = 1) -> ThingPage:
    """Gather what the page of a thing says.

    Args:
        shop: reads the graph.
        iri: the thing.
        parts: its parts, whose addresses are fragments of its own.
        page: which part of long lists is wanted, from 1.
    """
    node = shop.reader.node(iri)
    kind = shop.reader.kind(iri)
    passages = [part for part in parts if shop.reader.kind(part) == "Passage"]
    rest = [part for part in parts if shop.reader.kind(part) != "Passage"]
    return ThingPage(
        iri=iri,
        label=shop.reader.label(iri),
        kind=shop.reader.label(CG + kind) if kind else Text("thing"),
        others=tuple(t for t in node.texts(SKOS + "altLabel") if t != shop.reader.label(iri)),
        entry=shop.records.of([iri])[0],
        parts=tuple(shop.records.of(rest)),
        mentions=tuple(_mentions(shop, iri, page)),
        spots=tuple(_spots(shop, passages)),
    )


def _mentions(shop: Workshop, iri: str, page: int) -> Iterable[Mentions]:
    for row in shop.reader.rows("mention-counts", thing=iri):
        property_, count = row
        if not isinstance(property_, NamedNode) or not isinstance(count, Literal):
            continue
        name, total = property_.value.removeprefix(CG), int(count.value)
        if name in _UNTOLD:
            continue
        last = -(-total // MOST_LISTED)
        listed = _listed(shop, iri, property_, page) if page <= last else []
        heading = _HEADINGS.get(name) or f"By “{spaced(name)}”"
        yield Mentions(
            name, heading, total, tuple(_mention(shop, one, iri) for one in listed), page, last
        )


def _listed(shop: Workshop, iri: str, name: NamedNode, page: int) -> list[str]:
    """List one part of what speaks of a thing in one way."""
    query = load(shop.graph.project.queries("pages")["mentions"])
    text = query.bind({"thing": NamedNode(iri), "property": name}, shop.graph.project.prefixes)
    bounds = f"\nLIMIT {MOST_LISTED:d} OFFSET {(page - 1) * MOST_LISTED:d}"
    rows = shop.graph.engine.select(text + bounds).rows
    return [one.value for (one,) in rows if isinstance(one, NamedNode)]


def _mention(shop: Workshop, iri: str, thing: str = "") -> Mention:
    """Tell what a node says; not that it is about the thing, on the page of that thing."""
    node = shop.reader.node(iri)
    whom = [one for one in shop.accounts.whom(node) if one != iri]
    about = shop.phrases.refs(dict.fromkeys(whom))
    if shop.reader.kind(iri) in ("Claim", "TerritorialClaim"):
        told = shop.voices.about(node)
        about = () if thing and told == (shop.reader.ref(thing),) else told
    cases = [case for case in node.things("inCase", "partOfCase") if case != iri]
    return Mention(
        node=iri,
        words=shop.phrases.event(node),
        whom=about,
        case=shop.phrases.refs(dict.fromkeys(cases)),
        when=shop.phrases.when(node) or shop.phrases.times(node, "published"),
    )


def _spots(shop: Workshop, passages: Iterable[str]) -> Iterable[Spot]:
    """Tell the passages of a document in the order of its text, with what rests on them."""
    for source in shop.reader.sources_of(passages):
        for passage, where in source.passages:
            node = shop.reader.node(passage)
            resting = shop.reader.incoming(passage, "supportedBy")
            start, end = node.number("start"), node.number("end")
            yield Spot(
                anchor=passage.partition("#")[2],
                where=where,
                span="" if start is None or end is None else f"{start + 1:,}–{end:,}",
                sha256=node.text("sha256"),
                nodes=tuple(_mention(shop, one) for one in resting[:MOST_LISTED]),
                total=len(resting),
            )
