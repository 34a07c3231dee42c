"""Nodes in, accounts out: what each says, on which documents, and what others say instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from casegraph.publish.pages.phrases import Phrases
from casegraph.publish.pages.pieces import Piece, Pieces, Said, Source, joined, plain
from casegraph.publish.pages.reader import Node, Reader

_DATING = (
    *("date", "began", "ended", "expectedEnd", "published"),
    *("authorisesDetentionUntil", "lastConfirmed"),
)
_WHOM = (
    *("chargedPerson", "designee", "exposedPerson", "holder", "involvedPerson", "outcomeFor"),
    *("participant", "quotedPerson", "requestedFor", "sentencedPerson", "verdictOn"),
)


@dataclass(frozen=True)
class Disagreement:
    """Accounts of one thing that do not go together.

    Attributes:
        about: what they are about.
        accounts: the accounts, those of the preferred view first.
    """

    about: Pieces
    accounts: tuple[Said, ...]


class Accounts:
    """Gathers accounts.

    Args:
        reader: reads nodes.
        phrases: puts them into words.
    """

    def __init__(self, reader: Reader, phrases: Phrases) -> None:
        self._reader = reader
        self._phrases = phrases

    def said(self, iri: str, words: Callable[[Node], Pieces] | None = None) -> Said:
        """Tell what one node says, with its rivals and what it says precisely."""
        return self._said(
            iri,
            words,
            rivals=tuple(
                replace(self._said(rival, words), tied=self._tied(iri, rival))
                for rival in self._reader.rivals(iri)
            ),
            wider=tuple(self._said(wide, words) for wide in self._wider(iri)),
        )

    def chosen(
        self, iris: Iterable[str], words: Callable[[Node], Pieces] | None = None
    ) -> tuple[Said, ...]:
        """Tell what nodes say that are in the preferred account; without any, what all say.

        A rival that is in the preferred account too (a tie) is told once, beside the first.
        """
        nodes = [self._reader.node(iri) for iri in iris]
        shown = [node for node in nodes if node.preferred] or nodes
        told: list[Said] = []
        beside: set[str] = set()
        for node in shown:
            if node.iri in beside:
                continue
            told.append(self.said(node.iri, words))
            beside |= set(self._reader.rivals(node.iri))
        return tuple(told)

    def _said(
        self,
        iri: str,
        words: Callable[[Node], Pieces] | None,
        rivals: tuple[Said, ...] = (),
        wider: tuple[Said, ...] = (),
    ) -> Said:
        node = self._reader.node(iri)
        return Said(
            node=iri,
            words=(words(node) if words else ()) or self._phrases.of(iri),
            sources=self._sources(node),
            parts=self._parts(node),
            preferred=node.preferred,
            reading=" ".join(text.value for text in node.texts("readingBasis")),
            rivals=rivals,
            wider=wider,
        )

    def _tied(self, iri: str, rival: str) -> bool:
        """Say whether two rivals are both in the preferred account, and neither outweighs."""
        one, other = self._reader.node(iri), self._reader.node(rival)
        outweighed = rival in one.things("outweighedBy") or iri in other.things("outweighedBy")
        return one.preferred and other.preferred and not outweighed

    def _sources(self, node: Node) -> tuple[Source, ...]:
        """Return the documents behind all that a node says: of a whole, those of every part."""
        parts = self._told_parts(node)
        found = self._reader.sources_of(
            passage for one in (node, *parts) for passage in one.things("supportedBy")
        )
        behind = [{s.document.iri for s in self._reader.sources(part.iri)} for part in parts]
        return tuple(one for one in found if all(one.document.iri in each for each in behind))

    def _parts(self, node: Node) -> tuple[Said, ...]:
        """Tell the parts of a whole one by one, where they rest on different documents."""
        told = [self._said(part.iri, None) for part in self._told_parts(node)]
        behind = {frozenset(one.document.iri for one in said.sources) for said in told}
        return tuple(told) if len(behind) > 1 else ()

    def _told_parts(self, node: Node) -> list[Node]:
        parts = [self._reader.node(iri) for iri in node.things("hasComponent")]
        return [part for part in parts if part.preferred] or parts

    def _wider(self, iri: str) -> list[str]:
        """List what a node says precisely, and what that says precisely in turn."""
        found: list[str] = []
        waiting = list(self._reader.node(iri).things("specifies"))
        while waiting:
            wide = waiting.pop()
            if wide not in found and wide != iri:
                found.append(wide)
                waiting += self._reader.node(wide).things("specifies")
        return found

    def disagreements(self, iris: Iterable[str]) -> list[Disagreement]:
        """Find among nodes those of which there are rival accounts, joined where they belong."""
        found: list[Disagreement] = []
        seen: set[str] = set()
        for iri in sorted(set(iris)):
            if iri in seen:
                continue
            group, waiting = {iri}, [iri]
            while waiting:
                new = set(self._reader.rivals(waiting.pop())) - group
                group |= new
                waiting += new
            seen |= group
            if len(group) > 1:
                found.append(self._disagreement(group))
        return found

    def _disagreement(self, group: set[str]) -> Disagreement:
        alike: dict[tuple[Pieces, bool], list[Said]] = {}
        for said in (self._by_whom(iri) for iri in sorted(group)):
            alike.setdefault((said.words, said.preferred), []).append(said)
        accounts = [_together(same) for same in alike.values()]
        accounts.sort(key=lambda said: (not said.preferred, said.node))
        dated = self._dated(group)
        things = dated or [accounts[0].node]
        kinds = {self._reader.kind(iri): iri for iri in things}
        names = joined(([self._named(iri)] for _, iri in sorted(kinds.items())))
        whom = sorted({one for iri in things for one in self.whom(self._reader.node(iri))})
        about = [plain("date of the "), *names] if dated else list(names)
        if whom:
            about += [plain(": "), *self._phrases.refs(whom)]
        return Disagreement(tuple(about), tuple(accounts))

    def _by_whom(self, iri: str) -> Said:
        """Tell what a node says; of a claim, who claims it."""
        said = replace(self._said(iri, None), aside=self._aside(iri))
        if who := self._reader.node(iri).things("claimant"):
            return replace(said, words=(*self._phrases.refs(who), plain(": "), *said.words))
        return said

    def _aside(self, iri: str) -> str:
        """Say why a node is not shown by default."""
        node = self._reader.node(iri)
        if node.preferred:
            return ""
        if node.things("outweighedBy"):
            return "more publishers support another account"
        precise = self._reader.incoming(iri, "specifies")
        return "another account says more precisely what it says in general" if precise else ""

    def dates_differ(self, node: Node) -> bool:
        """Say whether two dates of a node are rivals; a rival may date another person's alone."""
        dates = node.things("date", "began", "ended")
        return any(not set(self._reader.rivals(date)).isdisjoint(dates) for date in dates)

    def whom(self, node: Node) -> tuple[str, ...]:
        """Return whom a node is about, where it or what it is a part of is about somebody."""
        wholes = map(self._reader.node, self._reader.incoming(node.iri, "hasComponent"))
        return node.things(*_WHOM) or tuple(
            dict.fromkeys(iri for whole in wholes for iri in whole.things(*_WHOM))
        )

    def _dated(self, rivals: Iterable[str]) -> list[str]:
        """List what rival dates are about: what two of them date, if there is any such thing.

        One day may be that of four arrests, and its rival the day of one of them.
        """
        dates = [iri for iri in rivals if self._reader.kind(iri) == "DateExpression"]
        found = Counter(
            (name, thing)
            for iri in dates
            for name in _DATING
            for thing in self._reader.incoming(iri, name)
        )
        disputed = {thing for (_, thing), count in found.items() if count > 1}
        return sorted(disputed or {thing for _, thing in found})

    def _named(self, iri: str) -> Piece:
        return self._reader.label(iri)


class Gatherer:
    """What gathers one kind of thing that pages tell, out of nodes.

    Args:
        reader: reads nodes.
        phrases: puts them into words.
        accounts: knows what others say instead.
    """

    def __init__(self, reader: Reader, phrases: Phrases, accounts: Accounts) -> None:
        self._reader = reader
        self._phrases = phrases
        self._accounts = accounts


def _together(same: list[Said]) -> Said:
    """Tell accounts that say the same as one, with the documents of all."""
    sources = {source.document.iri: source for said in same for source in said.sources}
    parts: dict[Pieces, list[Said]] = {}
    for part in (part for said in same for part in said.parts):
        parts.setdefault(part.words, []).append(part)
    reading = " ".join(dict.fromkeys(filter(None, (said.reading for said in same))))
    return replace(
        same[0],
        sources=tuple(sources.values()),
        reading=reading,
        parts=tuple(_together(alike) for alike in parts.values()),
    )
