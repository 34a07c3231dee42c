"""Claims in, who makes them and about what out: a claim is never shown without its claimant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from casegraph.publish.pages.accounts import Gatherer
from casegraph.publish.pages.pieces import Pieces, Ref, Said, joined, plain
from casegraph.publish.pages.reader import Node
from casegraph.publish.pages.words import counted, spaced

_CLAIMS: Final = ("Claim", "TerritorialClaim")
_MOST_NAMED: Final = 3


@dataclass(frozen=True)
class Utterance:
    """One thing that somebody claims.

    Attributes:
        kind: the kind of claim, such as `evaluation`; empty where it is a status that is given.
        said: what is claimed.
        about: what it is about.
    """

    kind: str
    said: Said
    about: Pieces


@dataclass(frozen=True)
class Voice:
    """One claimant, or several who claim together, with what they claim."""

    who: tuple[Ref, ...]
    utterances: tuple[Utterance, ...]


class Voices(Gatherer):
    """Gathers claims."""

    def of(self, nodes: Iterable[str]) -> list[Voice]:
        """Gather the claims and designations among nodes, by who makes them."""
        made: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for iri in nodes:
            node = self._reader.node(iri)
            if self._reader.kind(iri) in _CLAIMS:
                made[tuple(sorted(node.things("claimant")))].append(iri)
            elif self._reader.kind(iri) == "Designation":
                made[tuple(sorted(node.things("designatedBy")))].append(iri)
        voices = [
            Voice(
                tuple(sorted(map(self._reader.ref, who), key=lambda ref: ref.text.value)),
                tuple(self._utterances(iris)),
            )
            for who, iris in made.items()
        ]
        return sorted(voices, key=lambda v: (-len(v.utterances), [ref.text.value for ref in v.who]))

    def _utterances(self, iris: Iterable[str]) -> Iterable[Utterance]:
        """Tell claims; a status that is given to several persons at once is told once."""
        statuses: dict[Pieces, list[Said]] = defaultdict(list)
        claims: list[Utterance] = []
        for said in self._accounts.chosen(iris):
            node = self._reader.node(said.node)
            if self._reader.kind(said.node) == "Designation":
                statuses[said.words].append(said)
            else:
                claims.append(Utterance(self._kind(node), said, self.about(node)))
        for same in statuses.values():
            people = [who for one in same for who in self._reader.node(one.node).things("designee")]
            yield Utterance("", same[0], self._phrases.refs(dict.fromkeys(people)))
        yield from sorted(claims, key=lambda one: (one.kind, one.said.node))

    def _kind(self, node: Node) -> str:
        return ", ".join(self._reader.label(iri).value for iri in node.things("claimKind"))

    def about(self, node: Node) -> Pieces:
        """Say what a claim is about: things by name, and many acts of one kind by their number."""
        things = node.things("about") or node.things("territory")
        if len(things) <= _MOST_NAMED:
            return joined(self._thing(iri) for iri in things)
        by_kind: dict[str, list[str]] = defaultdict(list)
        for iri in things:
            by_kind[self._reader.kind(iri)].append(iri)
        groups = []
        for kind, iris in by_kind.items():
            if len(iris) == 1:
                groups.append(self._thing(iris[0]))
            else:
                groups.append((plain(counted(len(iris), spaced(kind))),))
        return joined(groups)

    def _thing(self, iri: str) -> Pieces:
        people = [p for p in self._accounts.whom(self._reader.node(iri)) if p != iri]
        name: Pieces = (self._reader.ref(iri),)
        return (*name, plain(" of "), *self._phrases.refs(people)) if people else name
