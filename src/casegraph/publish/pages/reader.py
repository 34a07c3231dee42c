"""A graph in, what it says of single things out; each thing is read once for a page.

Which things a page is about is a query in `queries/pages/`; what it shows of them is the page's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode

from casegraph.opened import CaseGraph
from casegraph.publish.pages.pieces import Ref, Source, Text
from casegraph.publish.pages.words import spaced
from casegraph.saved import ParameterValue, Value, load
from casegraph.terms import CG, PREF_LABEL, RDF_TYPE, RDFS, SKOS, VOCABULARY, Term

_SUBCLASS: Final = NamedNode(RDFS + "subClassOf")
_DERIVED: Final = "graph/derived/"
_PREFERRED: Final = f"{VOCABULARY}account/preferred"
_DEFINITION: Final = NamedNode(SKOS + "definition")


@dataclass(frozen=True)
class Fact:
    """One triple of a thing: property, value, and the rule that derived it, if one did."""

    predicate: str
    value: Term
    rule: str


class Node:
    """What a graph says of one thing."""

    def __init__(self, iri: str, facts: Iterable[Fact]) -> None:
        self.iri = iri
        self.facts = tuple(facts)
        self._values: dict[str, list[Term]] = {}
        for fact in self.facts:
            values = self._values.setdefault(fact.predicate, [])
            if fact.value not in values:
                values.append(fact.value)

    def values(self, *names: str) -> Iterator[Term]:
        """Return the values of properties, by their local names or IRIs, in their order."""
        for name in names:
            yield from self._values.get(name if ":" in name else CG + name, ())

    def things(self, *names: str) -> tuple[str, ...]:
        """Return the IRIs among the values of properties."""
        return tuple(v.value for v in self.values(*names) if isinstance(v, NamedNode))

    def texts(self, *names: str) -> tuple[Text, ...]:
        """Return the literals among the values of properties."""
        return tuple(
            Text(v.value, v.language or "") for v in self.values(*names) if isinstance(v, Literal)
        )

    def text(self, *names: str) -> str:
        """Return the first literal among the values of properties, or an empty string."""
        return next((text.value for text in self.texts(*names)), "")

    def number(self, name: str) -> int | None:
        """Return a whole number, where there is one."""
        text = self.text(name)
        return int(text) if text.lstrip("-").isdecimal() else None

    @property
    def preferred(self) -> bool:
        """Whether it is in the preferred account, or accounts do not apply to it."""
        accounts = self.things("inAccount")
        return not accounts or _PREFERRED in accounts

    @cached_property
    def rivals(self) -> tuple[str, ...]:
        """The other accounts that it names; `Reader.rivals` adds those that name it."""
        return self.things("conflictsWith")


class Reader:
    """Reads things of a graph, for one page.

    Args:
        graph: the data.
        lang: the language of labels, where there is a choice.
    """

    def __init__(self, graph: CaseGraph, lang: str = "en") -> None:
        self.graph = graph
        self.base = graph.project.base
        self._lang = lang
        self._nodes: dict[str, Node] = {}
        self._sources: dict[str, tuple[Source, ...]] = {}
        self._kinds: dict[tuple[str, ...], str] = {}

    def node(self, iri: str) -> Node:
        """Read a thing; of one that is not there nothing is said."""
        found = self._nodes.get(iri)
        if found is None:
            found = self._nodes[iri] = Node(iri, self._facts(iri))
        return found

    def _facts(self, iri: str) -> Iterator[Fact]:
        derived = f"{self.base}{_DERIVED}"
        for quad in sorted(self.graph.engine.quads(NamedNode(iri)), key=str):
            graph = getattr(quad.graph_name, "value", "")
            rule = graph.removeprefix(derived) if graph.startswith(derived) else ""
            yield Fact(quad.predicate.value, quad.object, rule)

    def rows(
        self, name: str, **values: ParameterValue | Sequence[Value]
    ) -> list[tuple[Term | None, ...]]:
        """Answer a query of `queries/pages/`."""
        query = load(self.graph.project.queries("pages")[name])
        return list(self.graph.engine.select(query.bind(values, self.graph.project.prefixes)).rows)

    def listed(self, name: str, **values: ParameterValue) -> list[str]:
        """Answer a query of `queries/pages/` whose first column holds things: each of them once."""
        rows = self.rows(name, **values)
        return list(dict.fromkeys(row[0].value for row in rows if isinstance(row[0], NamedNode)))

    def kind(self, iri: str) -> str:
        """Return the most special class of a thing, by its local name, or an empty string."""
        types = tuple(t for t in self.node(iri).things(RDF_TYPE.value) if t.startswith(CG))
        if types not in self._kinds:
            wider = {
                quad.object.value
                for t in types
                for quad in self.graph.engine.quads(NamedNode(t), _SUBCLASS)
                if isinstance(quad.object, NamedNode)
            }
            special = sorted(set(types) - wider)
            self._kinds[types] = special[0].removeprefix(CG) if special else ""
        return self._kinds[types]

    def label(self, iri: str) -> Text:
        """Name a thing: by its label, else by its class, else by its short name."""
        labels = self.node(iri).texts(PREF_LABEL.value)
        if labels:
            return min(
                labels, key=lambda t: (t.lang != self._lang, t.lang != "en", t.lang, t.value)
            )
        kind = self.kind(iri)
        return Text(spaced(kind) if kind else self.graph.project.prefixes.shorten(iri))

    def ref(self, iri: str) -> Ref:
        """Name a thing, so that a page can link to it."""
        return Ref(iri, self.label(iri))

    def definition(self, iri: str) -> str:
        """Return what a term means, where the ontology says so."""
        texts = self.node(iri).texts(_DEFINITION.value)
        return next((text.value for text in texts if text.lang == "en"), "")

    def rivals(self, iri: str) -> tuple[str, ...]:
        """Return the other accounts of what a node gives an account of, in their order."""
        naming = self.incoming(iri, "conflictsWith")
        return tuple(sorted({*self.node(iri).rivals, *naming} - {iri}))

    def incoming(self, iri: str, name: str) -> tuple[str, ...]:
        """Return what refers to a thing by a property, by its local name."""
        quads = self.graph.engine.quads(None, NamedNode(CG + name), NamedNode(iri))
        return tuple(sorted({q.subject.value for q in quads if isinstance(q.subject, NamedNode)}))

    def sources(self, iri: str) -> tuple[Source, ...]:
        """Return the documents that support a node, with the passages in each."""
        if iri not in self._sources:
            self._sources[iri] = self.sources_of(self.node(iri).things("supportedBy"))
        return self._sources[iri]

    def sources_of(self, passages: Iterable[str]) -> tuple[Source, ...]:
        """Return the documents of passages; those of one document stand together."""
        placed: dict[str, list[tuple[str, str]]] = {}
        for passage in sorted(set(passages), key=self._place):
            node = self.node(passage)
            where = node.text("locator")
            for document in node.things("inDocument"):
                placed.setdefault(document, []).append((passage, where))
        found = [
            Source(self.ref(document), self.publishers(document), tuple(places))
            for document, places in placed.items()
        ]
        return tuple(sorted(found, key=_by_publisher))

    def _place(self, passage: str) -> tuple[int, int, str]:
        node = self.node(passage)
        return (node.number("start") or 0, node.number("end") or 0, passage)

    def publishers(self, document: str) -> tuple[Text, ...]:
        """Return who published a document."""
        names = {self.label(body) for body in self.node(document).things("publisher")}
        return tuple(sorted(names, key=lambda text: text.value))


def _by_publisher(source: Source) -> tuple[list[str], str, str]:
    names = [text.value for text in source.publishers]
    return (names, source.document.text.value, source.document.iri)
