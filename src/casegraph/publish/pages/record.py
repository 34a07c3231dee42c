"""Nodes in, all that the data says of each out, so that nothing is left out of a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from casegraph.publish.pages.accounts import Gatherer
from casegraph.publish.pages.phrases import texts_of
from casegraph.publish.pages.pieces import Piece, Pieces, Ref, Said, Text, Time
from casegraph.publish.pages.words import date_words
from casegraph.terms import CG, EDTF, RDF_TYPE, SKOS, Term

# names of terms of others, which their ontologies give for programs
_NAMES: Final = {
    RDF_TYPE.value: "is",
    SKOS + "prefLabel": "label",
    SKOS + "altLabel": "also called",
    SKOS + "editorialNote": "note of the curators",
    SKOS + "note": "note",
}
# what a page shows beside the values, or in its head
_ELSEWHERE: Final = {CG + "supportedBy", CG + "conflictsWith", CG + "readingBasis"}
_DECIDED_BY: Final = CG + "libertyDecidedBy"


@dataclass(frozen=True)
class Line:
    """One property of a node with its values.

    Attributes:
        name: the property.
        meaning: what it means.
        values: each value, and the rule that derived it, or an empty string.
    """

    name: Text
    meaning: str
    values: tuple[tuple[Piece, str], ...]


@dataclass(frozen=True)
class Entry:
    """All that the data says of one node."""

    said: Said
    anchor: str
    kind: Text
    about: Pieces
    lines: tuple[Line, ...]

    @property
    def stated(self) -> tuple[Line, ...]:
        """What files say of it."""
        return self._lines(derived=False)

    @property
    def derived(self) -> tuple[Line, ...]:
        """What rules derive of it."""
        return self._lines(derived=True)

    def _lines(self, *, derived: bool) -> tuple[Line, ...]:
        found = (
            replace(line, values=tuple(v for v in line.values if bool(v[1]) == derived))
            for line in self.lines
        )
        return tuple(line for line in found if line.values)


class Records(Gatherer):
    """Makes entries."""

    def of(self, iris: Iterable[str]) -> list[Entry]:
        """Make an entry for each node."""
        return [self._entry(iri) for iri in iris]

    def _entry(self, iri: str) -> Entry:
        node = self._reader.node(iri)
        kind = self._reader.kind(iri)
        lines: dict[str, list[tuple[Piece, str]]] = {}
        for fact in node.facts:
            if fact.predicate not in _ELSEWHERE:
                values = lines.setdefault(fact.predicate, [])
                dated = fact.predicate == _DECIDED_BY
                value = self._dated(fact.value) if dated else self._value(fact.value)
                values.append((value, fact.rule))
        return Entry(
            said=replace(self._accounts.said(iri), sources=self._reader.sources(iri)),
            anchor=iri.partition("#")[2],
            kind=self._reader.label(CG + kind) if kind else Text("thing"),
            about=self._phrases.refs(self._accounts.whom(node)),
            lines=tuple(self._line(name, lines[name]) for name in sorted(lines, key=_by_use)),
        )

    def _line(self, predicate: str, values: list[tuple[Piece, str]]) -> Line:
        return Line(
            Text(_NAMES[predicate]) if predicate in _NAMES else self._reader.label(predicate),
            self._reader.definition(predicate),
            tuple(dict.fromkeys(values)),
        )

    def _dated(self, term: Term) -> Piece:
        """Name what decides a status with its date: the status is as of that day."""
        value = self._value(term)
        if not isinstance(value, Ref):
            return value
        node = self._reader.node(value.iri)
        when = texts_of(self._phrases.act(node) or self._phrases.when(node))
        return Ref(value.iri, Text(f"{value.text.value} ({when})")) if when else value

    def _value(self, term: Term) -> Piece:
        if isinstance(term, NamedNode):
            return Ref(term.value, self._reader.label(term.value))
        if isinstance(term, Literal):
            if term.datatype.value == EDTF:
                return Time(date_words(term.value), term.value)
            return Text(term.value, term.language or "")
        return Text(str(term))


def _by_use(predicate: str) -> tuple[bool, str]:
    """Put the class first, then the rest by name."""
    return (predicate != RDF_TYPE.value, predicate)
