"""A case in, what its page says out: who, when, what courts did, who says what, who differs."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from casegraph.network.chronology import Moment, Row
from casegraph.publish.pages.accounts import Disagreement
from casegraph.publish.pages.chain import Chain
from casegraph.publish.pages.lastknown import LastKnown
from casegraph.publish.pages.pieces import Pieces, Said, Source, Text, joined, plain
from casegraph.publish.pages.reader import Node
from casegraph.publish.pages.record import Entry
from casegraph.publish.pages.statements import Statement
from casegraph.publish.pages.voices import Voice
from casegraph.publish.pages.words import counted
from casegraph.publish.pages.workshop import Workshop
from casegraph.terms import SKOS

# stages of a case as courts number them
_INSTANCES: Final = ("first", "appeal", "cassation")
_DATES: Final = ("date", "began", "ended")
_CONCERNED: Final = ("involvedPerson", "designee", "holder", "chargedPerson", "requestedFor")
_ACTING: Final = ("issuedBy", "decidedBy", "spokenBy")


@dataclass(frozen=True)
class Happening:
    """One line of the timeline.

    Attributes:
        when: the date in words.
        what: what happened.
        who: whom it concerns, or who acts.
        sources: what the date rests on.
        bar: where it lies on a line from 0 to 100: begin, width, and whether that is sure.
        differs: whether documents disagree on the date.
        node: one of the things that this is said of.
    """

    when: Pieces
    what: Pieces
    who: Pieces
    sources: tuple[Source, ...]
    bar: tuple[float, float, bool] | None
    differs: bool
    node: str


@dataclass(frozen=True)
class Used:
    """A document that a case rests on.

    Attributes:
        source: the document, with the passages that are used.
        published: when, in words.
        nodes: how many nodes rest on it.
        anchored: whether its passages are places in its text.
    """

    source: Source
    published: Pieces
    nodes: int
    anchored: bool


@dataclass(frozen=True)
class CasePage:
    """What the page of a case says.

    Attributes:
        liberties: whether people of the table were held or free when last heard of, by their IRIs.
    """

    iri: str
    label: Text
    others: tuple[Text, ...]
    glance: tuple[tuple[str, Pieces], ...]
    chains: tuple[Chain, ...]
    liberties: Mapping[str, LastKnown]
    timeline: tuple[Happening, ...]
    years: tuple[str, str]
    statements: tuple[Statement, ...]
    voices: tuple[Voice, ...]
    disagreements: tuple[Disagreement, ...]
    silences: tuple[Said, ...]
    used: tuple[Used, ...]
    record: tuple[Entry, ...]


def read_case(shop: Workshop, iri: str, parts: Iterable[str]) -> CasePage:
    """Gather what the page of a case says.

    Args:
        shop: reads the graph.
        iri: the case.
        parts: what has its address in the document of the case.
    """
    nodes = shop.reader.listed("case-nodes", case=iri.removeprefix(f"{shop.reader.base}case/"))
    by_kind: dict[str, list[str]] = defaultdict(list)
    for one in nodes:
        by_kind[shop.reader.kind(one)].append(one)
    chains = tuple(shop.chains.of(nodes))
    disagreements = tuple(shop.accounts.disagreements(nodes))
    used = tuple(_used(shop, [iri, *nodes]))
    timeline, years = _timeline(shop, iri)
    node = shop.reader.node(iri)
    return CasePage(
        iri=iri,
        label=shop.reader.label(iri),
        others=node.texts(SKOS + "altLabel"),
        glance=tuple(_glance(shop, node, by_kind, chains, disagreements, used)),
        chains=chains,
        liberties={
            chain.person.iri: found
            for chain in chains
            if (found := shop.liberties.of(chain.person.iri))
        },
        timeline=timeline,
        years=years,
        statements=tuple(shop.statements.of(nodes)),
        voices=tuple(shop.voices.of(nodes)),
        disagreements=disagreements,
        silences=shop.accounts.chosen(by_kind["Silence"], lambda n: (shop.reader.label(n.iri),)),
        used=used,
        record=tuple(shop.records.of([iri, *parts])),
    )


def _glance(
    shop: Workshop,
    node: Node,
    by_kind: dict[str, list[str]],
    chains: tuple[Chain, ...],
    disagreements: tuple[Disagreement, ...],
    used: tuple[Used, ...],
) -> Iterable[tuple[str, Pieces]]:
    """Say in a few lines what there is."""
    numbers = node.texts("caseNumber")
    if numbers:
        yield "Number", joined([number] for number in numbers)
    if chains:
        title = "Defendant" if len(chains) == 1 else f"{len(chains)} defendants"
        yield title, joined([chain.person] for chain in chains)
    if places := shop.phrases.refs(node.things("concernsPlace")):
        yield "Concerns", places
    yield from _stages(shop, by_kind["Proceeding"])
    publishers = {name.value for one in used for name in one.source.publishers}
    if used:
        by = f", by {counted(len(publishers), 'publisher')}" if publishers else ""
        yield "Documents", (plain(f"{len(used):,}{by}"),)
    if disagreements:
        count = len(disagreements)
        yield "Sources differ", (plain(f"on {count} point{'' if count == 1 else 's'}"),)


def _stages(shop: Workshop, proceedings: Iterable[str]) -> Iterable[tuple[str, Pieces]]:
    """Name the courts of each instance, in their order."""
    courts: dict[str, dict[str, None]] = defaultdict(dict)
    for iri in proceedings:
        node = shop.reader.node(iri)
        if not node.preferred:
            continue
        for instance in node.things("instance"):
            courts[instance] |= dict.fromkeys(node.things("heardBy"))

    def rank(instance: str) -> tuple[int, str]:
        name = instance.rsplit("/", 1)[-1]
        return (_INSTANCES.index(name) if name in _INSTANCES else len(_INSTANCES), name)

    for instance in sorted(courts, key=rank):
        if courts[instance]:
            name = shop.reader.label(instance).value
            yield f"{name[:1].upper()}{name[1:]}", shop.phrases.refs(courts[instance])


def _timeline(shop: Workshop, iri: str) -> tuple[tuple[Happening, ...], tuple[str, str]]:
    _, rows = shop.reader.graph.timeline(iri.removeprefix(f"{shop.reader.base}case/"))
    days = [day for row in rows for m in _moments(row) for day in (m.first, m.last) if day]
    if not days:
        return (), ("", "")
    first, last = min(days), max(days)
    found = tuple(one for row in rows for one in happenings(shop, row, _bar(row, first, last)))
    return found, (str(first.year), str(last.year))


def happenings(
    shop: Workshop, row: Row, bar: tuple[float, float, bool] | None = None
) -> Iterable[Happening]:
    """Tell the things of a row: those of which the same is said are one line, all others are not.

    Args:
        shop: reads the graph.
        row: things of one kind with the same dates.
        bar: where they lie on the line.
    """
    said: dict[tuple[Pieces, Pieces, bool], list[Node]] = defaultdict(list)
    for node in map(shop.reader.node, row.things):
        differs = shop.accounts.dates_differ(node)
        said[shop.phrases.when(node), shop.phrases.event(node), differs].append(node)
    for (when, what, differs), nodes in said.items():
        who = dict.fromkeys(
            agent for node in nodes for agent in node.things(*_CONCERNED) or node.things(*_ACTING)
        )
        dates = [shop.reader.node(date) for node in nodes for date in node.things(*_DATES)]
        passages = {p for date in dates for p in date.things("supportedBy")}
        yield Happening(
            when=when,
            what=what,
            who=shop.phrases.refs(who),
            sources=shop.reader.sources_of(passages.intersection(row.passages)),
            bar=bar,
            differs=differs,
            node=nodes[0].iri,
        )


def _moments(row: Row) -> tuple[Moment, ...]:
    return (*row.dates, *row.began, *row.ended)


def _bar(row: Row, first: dt.date, last: dt.date) -> tuple[float, float, bool] | None:
    """Place a row on a line: from the first day that it may be to the last."""
    moments = _moments(row)
    begins = [m.first for m in moments if m.first]
    ends = [m.last for m in moments if m.last]
    if not begins and not ends:
        return None
    days = (last - first).days + 1
    if row.began or row.ended:
        lasted = row.extent
        begin, end = lasted.first or first, lasted.last or last
        sure = lasted.sure == (lasted.first, lasted.last)
    else:
        begin = min(begins) if begins else first
        end = max(ends) if ends else last
        sure = all(m.first == m.last or m.span for m in moments)
    start = 100 * (begin - first).days / days
    return (round(start, 2), round(100 * ((end - begin).days + 1) / days, 2), sure)


def _used(shop: Workshop, nodes: Iterable[str]) -> list[Used]:
    """List the documents that nodes rest on, those that most rest on first."""
    passages: set[str] = set()
    resting: dict[str, set[str]] = defaultdict(set)
    for iri in nodes:
        for passage in shop.reader.node(iri).things("supportedBy"):
            passages.add(passage)
            for document in shop.reader.node(passage).things("inDocument"):
                resting[document].add(iri)
    found = [
        Used(
            source,
            shop.phrases.times(shop.reader.node(source.document.iri), "published"),
            len(resting[source.document.iri]),
            any(not passage.endswith("#unanchored") for passage, _ in source.passages),
        )
        for source in shop.reader.sources_of(passages)
    ]
    return sorted(found, key=lambda used: (-used.nodes, used.source.document.iri))
