"""Statements in, who issued each, when, of what kind and with which demands out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from casegraph.publish.pages.accounts import Gatherer
from casegraph.publish.pages.pieces import Pieces, Said, joined, plain

_KINDS: Final = ("Statement", "CampaignOutput")


@dataclass(frozen=True)
class Statement:
    """One statement.

    Attributes:
        said: its name, and who says that it was made.
        when: its date; empty where none is stated.
        who: who issued it, and for whom.
        kind: its kind and channel.
        demands: what it asks for, and of whom.
    """

    said: Said
    when: Pieces
    who: Pieces
    kind: Pieces
    demands: Pieces


class Statements(Gatherer):
    """Gathers statements."""

    def of(self, nodes: Iterable[str]) -> list[Statement]:
        """Gather the statements among nodes, in the order of their dates."""
        saying = [iri for iri in nodes if self._reader.kind(iri) in _KINDS]
        ordered = sorted(saying, key=lambda iri: (self._phrases.day(self._reader.node(iri)), iri))
        return [self._statement(said) for said in self._accounts.chosen(ordered)]

    def _statement(self, said: Said) -> Statement:
        node = self._reader.node(said.node)
        issuers, speakers = node.things("issuedBy"), node.things("spokenBy")
        who = self._phrases.refs(issuers or speakers)
        if issuers and speakers:
            who = (*who, plain(", by "), *self._phrases.refs(speakers))
        others = [body for body in node.things("onBehalfOf") if body not in issuers]
        if others:
            who = (*who, plain(" for "), *self._phrases.refs(others))
        kind = self._phrases.concepts(node, "statementKind", "channel")
        demands = joined(
            self._phrases.concepts(self._reader.node(demand), "demandKind")
            for demand in node.things("makesDemand")
        )
        if demands and (addressee := self._phrases.refs(node.things("addressee"))):
            demands = (*demands, plain(", of "), *addressee)
        return Statement(said, self._phrases.when(node), who, kind, demands)
