"""Things of the graph in, what a network says of them out: label, class, passages, documents.

Each look-up is a saved query in `queries/networks/lookups/`, asked for many things at a time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from casegraph.ask.answer import labels
from casegraph.ask.called import names
from casegraph.engine import Engine, Solutions
from casegraph.project import Project
from casegraph.saved import ParameterValue, SavedQuery, load
from casegraph.terms import CG, Term

_BATCH: Final = 1000
# on what a fact rests that rests on no passage, the best first
GROUNDS: Final = ("document", "record", "file")


@dataclass(frozen=True)
class Document:
    """What is known of a source: its label, who published it, and when, in EDTF."""

    iri: str
    label: str
    publishers: tuple[str, ...]
    published: tuple[str, ...]


class Lookup:
    """Looks things up in an engine.

    Args:
        engine: holds the data.
        project: whose look-ups and prefixes are used.
        lang: the language of labels.
    """

    def __init__(self, engine: Engine, project: Project, lang: str = "en") -> None:
        self._engine = engine
        self._project = project
        self._paths = project.queries("networks/lookups")
        self._lang = lang

    def rows(
        self, name: str, things: Iterable[str], **values: ParameterValue
    ) -> Iterator[tuple[Term | None, ...]]:
        """Ask a look-up, whose first parameter is the thing, for many things."""
        query = load(self._paths[name])
        parameter = next(iter(query.parameters), "")
        waiting = sorted(things)
        for start in range(0, len(waiting), _BATCH):
            batch = [NamedNode(iri) for iri in waiting[start : start + _BATCH]]
            text = query.bind({parameter: batch, **values}, self._project.prefixes)
            yield from self._engine.select(text).rows

    def answers(
        self,
        query: SavedQuery,
        things: Sequence[str] | None,
        values: Mapping[str, ParameterValue],
    ) -> Iterator[Solutions]:
        """Ask a query on nodes, with its parameter `node`, for many nodes, or for all at once."""
        if things is None or "node" not in query.parameters:
            yield self._engine.select(query.bind(values, self._project.prefixes))
            return
        for start in range(0, len(things), _BATCH):
            batch = [NamedNode(iri) for iri in things[start : start + _BATCH]]
            text = query.bind({**values, "node": batch}, self._project.prefixes)
            yield self._engine.select(text)

    def labels(self, things: Iterable[str]) -> dict[str, str]:
        """Find a label for each thing that has one."""
        return labels(self._engine, ((NamedNode(iri),) for iri in things), self._lang)

    def names(self, things: Iterable[str]) -> dict[str, str]:
        """Find what people call things that have no label, in English."""
        return names(self._engine, self._project, things)

    def kinds(self, things: Iterable[str]) -> dict[str, str]:
        """Find the most special class of each thing, by its local name."""
        query = load(self._paths["depths"]).bind({}, self._project.prefixes)
        depth = {
            kind.value: int(number.value)
            for kind, number in self._engine.select(query).rows
            if isinstance(kind, NamedNode) and isinstance(number, Literal)
        }
        chosen: dict[str, tuple[int, str]] = {}
        for thing, kind in self.rows("classes", things):
            if isinstance(thing, NamedNode) and isinstance(kind, NamedNode):
                # a class of casegraph says more than that a thing is a concept
                least = 0 if kind.value.startswith(CG) else -1
                entry = (depth.get(kind.value, least), kind.value.rsplit("#", 1)[-1])
                chosen[thing.value] = max(chosen.get(thing.value, entry), entry)
        return {iri: name for iri, (_, name) in chosen.items()}

    def passages(
        self, facts: Iterable[str], account: ParameterValue | None
    ) -> tuple[dict[str, list[str]], dict[str, str]]:
        """Find the passages of each fact, and the document of each passage."""
        given = {} if account is None else {"account": account}
        found: dict[str, list[str]] = {}
        documents: dict[str, str] = {}
        for fact, passage, document in self.rows("passages", facts, **given):
            if isinstance(fact, NamedNode) and isinstance(passage, NamedNode):
                found.setdefault(fact.value, []).append(passage.value)
                documents[passage.value] = getattr(document, "value", "")
        return found, documents

    def grounds(self, facts: Iterable[str]) -> dict[str, tuple[str, list[str]]]:
        """Find what states facts that have no passage: one word of `GROUNDS`, and the IRIs."""
        found: dict[str, tuple[str, list[str]]] = {}
        for fact, basis, ground in self.rows("grounds", facts):
            if not (isinstance(fact, NamedNode) and isinstance(ground, NamedNode)):
                continue
            word = getattr(basis, "value", "")
            best, several = found.get(fact.value, (word, []))
            if word == best:
                found[fact.value] = (word, [*several, ground.value])
            elif GROUNDS.index(word) < GROUNDS.index(best):
                found[fact.value] = (word, [ground.value])
        return found

    def documents_of(self, passages: Iterable[str]) -> dict[str, str]:
        """Find the document of each passage."""
        return {
            passage.value: document.value
            for passage, document in self.rows("document-of", passages)
            if isinstance(passage, NamedNode) and isinstance(document, NamedNode)
        }

    def documents(self, iris: Sequence[str]) -> dict[str, Document]:
        """Find what is known of documents."""
        publishers: dict[str, set[str]] = {iri: set() for iri in iris}
        published: dict[str, set[str]] = {iri: set() for iri in iris}
        for document, publisher, date in self.rows("documents", iris):
            if isinstance(document, NamedNode):
                if isinstance(publisher, NamedNode):
                    publishers[document.value].add(publisher.value)
                if isinstance(date, Literal):
                    published[document.value].add(date.value)
        called = self.labels({*iris, *(body for bodies in publishers.values() for body in bodies)})
        return {
            iri: Document(
                iri,
                called.get(iri, iri),
                tuple(sorted(called.get(body, body) for body in publishers[iri])),
                tuple(sorted(published[iri])),
            )
            for iri in iris
        }
