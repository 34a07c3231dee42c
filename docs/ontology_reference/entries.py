"""A term and what speaks of it in, an entry of the reference out, not yet Markdown or HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from casegraph.scaffold import EXAMPLE_BASE
from casegraph.terms import SKOS, VOCABULARY, Prefixes
from ontology_reference.model import Concept, Model, Scheme, Term, by_name, short
from ontology_reference.uses import Constraint, Query, Uses

_NAME: Final = re.compile(r"\b[A-Za-z][A-Za-z-]*:[A-Za-z][A-Za-z0-9-]*\b")
_CONCEPT: Final = SKOS + "Concept"
_ORDER: Final = {"Violation": 0, "Warning": 1, "Info": 2}


@dataclass(frozen=True)
class Link:
    """A piece of text that leads somewhere, or that is only set as code.

    Attributes:
        text: what is shown.
        target: the IRI of a term, concept, scheme or thing; empty for mere code.
        query: a query that it leads to instead.
    """

    text: str
    target: str = ""
    query: Query | None = None


Text = tuple[str | Link, ...]


@dataclass(frozen=True)
class Part:
    """One heading-like line of an entry with what stands under it.

    Attributes:
        name: such as `Kind of`.
        items: its texts; one line if `inline`, else a list.
    """

    name: str
    items: tuple[Text, ...]
    inline: bool = True


@dataclass(frozen=True)
class Table:
    """A table: its name, its head and its rows of texts."""

    name: str
    head: tuple[str, ...]
    rows: tuple[tuple[Text, ...], ...]


@dataclass(frozen=True)
class Entry:
    """What the reference says of one term.

    Attributes:
        name: its prefixed name.
        kind: what it is, with its label.
        texts: definition and notes.
        example: Turtle, or an empty string.
        excerpt: a whole node of the fictional case as Turtle, or an empty string.
        parts: the rest, in order.
    """

    term: Term
    name: str
    kind: str
    texts: tuple[Text, ...]
    example: str
    excerpt: str
    parts: tuple[Part | Table, ...]


class Entries:
    """Makes the entries of one ontology.

    Args:
        model: the ontology.
        uses: who speaks of its terms.
    """

    def __init__(self, model: Model, uses: Uses) -> None:
        self.model = model
        self.uses = uses
        self.prefixes = Prefixes(EXAMPLE_BASE)

    def entry(self, term: Term) -> Entry:
        """Make the entry of a class or property."""
        traits = f", {', '.join(term.traits)}" if term.traits else ""
        parts = self._class(term) if term.kind == "class" else self._property(term)
        return Entry(
            term=term,
            name=f"cg:{term.name}",
            kind=f"{term.label} · {term.kind}{traits}",
            texts=tuple(self.linked(text) for text in (term.definition, *term.notes)),
            example="\n".join(example.strip() for example in term.examples),
            excerpt=self._excerpt(term),
            parts=tuple(part for part in parts if not isinstance(part, Part) or part.items),
        )

    def linked(self, text: str) -> Text:
        """Turn the names of terms and concepts in a text into links."""
        pieces: list[str | Link] = []
        end = 0
        for found in _NAME.finditer(text):
            iri = self.prefixes.expand(found[0]) or ""
            known = iri in self.model.terms or iri in self.model.concepts
            if known or found[0].startswith(("skos:", "owl:", "rdfs:", "sh:", "oa:")):
                pieces += [text[end : found.start()], Link(found[0], iri if known else "")]
                end = found.end()
        return tuple(piece for piece in [*pieces, text[end:]] if piece)

    def link(self, iri: str) -> Link:
        """Name a term, scheme, datatype or foreign class, and lead to it where we describe it."""
        return Link(short(iri, self.prefixes), iri)

    def _class(self, term: Term) -> list[Part | Table]:
        above = self.model.ancestors(term.iri)
        own = self.model.properties_of(term.iri)
        inherited = [(p, name) for name in above for p in self.model.properties_of(name)]
        rows = [(self._property_row(p, term)) for p in by_name(own)]
        more = sorted({p.iri for p, _ in inherited} - {p.iri for p in own})
        parts: list[Part | Table] = [
            Part("Kind of", self._links(term.broader)),
            Part("Kinds", self._links(t.iri for t in self.model.narrower(term.iri))),
        ]
        if rows:
            parts.append(Table("Properties", ("property", "values", "how many"), tuple(rows)))
        parts += [
            Part("Properties of what it is a kind of", self._links(more)),
            Part("Pointed to by", self._links(p.iri for p in self.model.pointing_to(term.iri))),
            self._shapes(self.uses.of_class(term.iri)),
            Part(
                "Shapes of what it is a kind of",
                tuple((Link(name),) for name in self._node_shapes(above)),
            ),
        ]
        return [*parts, *self._queries(term.iri), *self._elsewhere(term.iri), self._case(term.iri)]

    def _property(self, term: Term) -> list[Part | Table]:
        nodes: tuple[Text, ...] = self._links(term.domains) or (("any node",),)
        values = self._values(term)
        return [
            Part("Kind of", self._links(term.broader)),
            Part("Kinds", self._links(t.iri for t in self.model.narrower(term.iri))),
            Part("Of", nodes),
            Part("Values", (values,) if values else (("anything",),)),
            self._shapes(self.uses.of_property(term.iri)),
            self._mentioned(term.iri),
            *self._queries(term.iri),
            *self._elsewhere(term.iri),
            self._case(term.iri),
        ]

    def _property_row(self, prop: Term, of: Term) -> tuple[Text, ...]:
        return (
            (self.link(prop.iri),),
            self._values(prop) or ("anything",),
            (self._count(prop, of),),
        )

    def _values(self, prop: Term) -> Text:
        """Name the classes, schemes or datatypes of a property's values."""
        iris = [iri for iri in prop.ranges if iri != _CONCEPT or not prop.schemes]
        pieces: list[str | Link] = []
        for iri in [*iris, *prop.schemes]:
            pieces += [" or "] if pieces else []
            pieces += ["a concept of "] if iri.startswith(VOCABULARY) else []
            pieces.append(self.link(iri))
        return tuple(pieces)

    def _count(self, prop: Term, of: Term) -> str:
        """Say how many values the shapes of a class allow."""
        classes = {of.iri, *self.model.ancestors(of.iri)}
        found = [c for c in self.uses.constraints if c.direct == prop.iri and c.targets & classes]
        firm = [c for c in found if c.severity == "Violation"]
        least = max((c.least for c in firm), default=0)
        most = min((c.most for c in firm if c.most is not None), default=None)
        wanted = max((c.least for c in found), default=0)
        if least and least == most:
            text = f"exactly {least}"
        elif most is not None:
            text = f"{least} to {most}" if least else f"at most {most}"
        else:
            text = f"at least {least}" if least else "any number"
        return text + (f"; {wanted} expected" if wanted > least else "")

    def _node_shapes(self, classes: Iterable[str]) -> list[str]:
        found = {c.name.partition("-")[0] for iri in classes for c in self.uses.of_class(iri)}
        return [f"shape:{name}" for name in sorted(found)]

    @staticmethod
    def _shapes(constraints: list[Constraint]) -> Part:
        ordered = sorted(constraints, key=lambda c: (_ORDER.get(c.severity, 9), c.name))
        items = tuple((Link(f"shape:{c.name}"), f" ({c.severity}): {c.message}") for c in ordered)
        return Part("Shapes", items, inline=False)

    def _mentioned(self, iri: str) -> Part:
        """Name the shapes whose SPARQL speaks of a property; the classes say their messages."""
        names = sorted({c.name for c in self.uses.mentioning(iri)})
        return Part("Shapes that speak of it", tuple((Link(f"shape:{n}"),) for n in names))

    def _queries(self, iri: str) -> list[Part]:
        def named(queries: Iterable[Query], kind: str) -> tuple[Text, ...]:
            return tuple((Link(q.name, query=q),) for q in queries if q.kind == kind)

        queries = self.uses.queries.get(iri, [])
        return [
            Part("Derived by the rule", named(self.uses.deriving.get(iri, []), "rule")),
            Part("Questions", named(queries, "question")),
            Part("Networks", named(queries, "network")),
            Part("Rules", named(queries, "rule")),
            Part("Checks", named(queries, "check")),
        ]

    def _elsewhere(self, iri: str) -> list[Part]:
        items: list[Text] = []
        for mapping in self.uses.mappings.get(iri, []):
            label = f" ({mapping.label})" if mapping.label else ""
            items.append((f"{mapping.predicate} ", Link(mapping.shown, mapping.target), label))
        return [Part("Elsewhere", tuple(items), inline=False)]

    def _case(self, iri: str) -> Part:
        count, node = self.uses.examples.get(iri, (0, ""))
        if not count:
            return Part("In the fictional case", ())
        nodes = "1 node" if count == 1 else f"{count} nodes"
        return Part(
            "In the fictional case", ((f"{nodes}, such as ", Link(short(node, self.prefixes))),)
        )

    def _excerpt(self, term: Term) -> str:
        _, node = self.uses.examples.get(term.iri, (0, ""))
        return self.uses.excerpt(node) if node and term.kind == "class" else ""

    def _links(self, iris: Iterable[str]) -> tuple[Text, ...]:
        return tuple((self.link(iri),) for iri in sorted(set(iris)))

    def users_of(self, scheme: Scheme) -> tuple[Text, ...]:
        """Name the properties whose values come from a scheme."""
        users = (t.iri for t in self.model.terms.values() if scheme.iri in t.schemes)
        return self._links(users)

    def concept_queries(self, concept: Concept) -> tuple[Text, ...]:
        """Name the queries that name a concept."""
        queries = self.uses.queries.get(concept.iri, []) + self.uses.deriving.get(concept.iri, [])
        unique = {(q.kind, q.name): q for q in queries}
        return tuple((Link(q.name, query=q),) for _, q in sorted(unique.items()))

    def concept_mappings(self, concept: Concept) -> tuple[Text, ...]:
        """Name what a concept is mapped to."""
        return self._elsewhere(concept.iri)[0].items
