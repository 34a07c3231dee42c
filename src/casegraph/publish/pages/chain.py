"""A person and a case in, what was done in its instances out: charge, verdict, sentence, review.

What courts and authorities did is told as acts of theirs, with a date and a court.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from casegraph.publish.pages.accounts import Gatherer
from casegraph.publish.pages.pieces import Pieces, Ref, Said
from casegraph.publish.pages.reader import Node

# step → class of its nodes, and the property that names the person
_STEPS: Final = {
    "charges": ("Charge", "chargedPerson"),
    "verdicts": ("Verdict", "verdictOn"),
    "requests": ("PenaltyRequest", "requestedFor"),
    "sentences": ("Sentence", "sentencedPerson"),
    "outcomes": ("AppealOutcome", "outcomeFor"),
}


@dataclass(frozen=True)
class Act:
    """What was done in one decision.

    Attributes:
        said: what it says; several parts of one decision stand together.
        given: when, and by which court.
        note: what became of it, or an empty string.
    """

    said: tuple[Said, ...]
    given: Pieces = ()
    note: str = ""


@dataclass(frozen=True)
class Chain:
    """What was done with one person in one case.

    Attributes:
        person: the person.
        roles: in which roles.
        steps: the acts of each step: charges, verdicts, requests, sentences, outcomes.
    """

    person: Ref
    roles: tuple[Said, ...]
    steps: Mapping[str, tuple[Act, ...]]


class Chains(Gatherer):
    """Makes chains."""

    def of(self, nodes: Iterable[str]) -> list[Chain]:
        """Make the chain of each person whom some nodes speak of, in the order of names."""
        steps: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        roles: dict[str, list[str]] = defaultdict(list)
        named = {kind: (step, name) for step, (kind, name) in _STEPS.items()}
        for iri in nodes:
            kind, node = self._reader.kind(iri), self._reader.node(iri)
            if kind == "Participation":
                for person in node.things("participant"):
                    roles[person].append(iri)
            elif kind in named:
                step, name = named[kind]
                for person in node.things(name):
                    steps[person][step].append(iri)
        people = {*steps, *(person for person in roles if self._accused(roles[person]))}
        chains = [
            Chain(
                self._reader.ref(person),
                self._roles(roles[person]),
                {step: self._acts(steps[person][step]) for step in _STEPS},
            )
            for person in people
        ]
        return sorted(chains, key=lambda chain: (chain.person.text.value, chain.person.iri))

    def _accused(self, participations: Iterable[str]) -> bool:
        nodes = map(self._reader.node, participations)
        return any(role.endswith("/defendant") for node in nodes for role in node.things("role"))

    def _roles(self, participations: Iterable[str]) -> tuple[Said, ...]:
        """Tell roles, each once."""
        told = {said.words: said for said in self._accounts.chosen(participations)}
        return tuple(told.values())

    def _acts(self, iris: Iterable[str]) -> tuple[Act, ...]:
        """Put together what one decision did, in the order of decisions."""
        grouped: dict[tuple[Pieces, str], list[Said]] = {}
        ordered = sorted(iris, key=lambda iri: (self._phrases.day(self._reader.node(iri)), iri))
        for said in self._accounts.chosen(ordered):
            node = self._reader.node(said.node)
            place = (self._phrases.act(node) or self._phrases.when(node), _fate(node))
            grouped.setdefault(place, []).append(said)
        return tuple(Act(tuple(said), given, note) for (given, note), said in grouped.items())


def _fate(node: Node) -> str:
    return "no longer stands" if node.preferred and node.text("inForce") == "false" else ""
