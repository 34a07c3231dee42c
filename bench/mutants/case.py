"""A dataset in, one case out: the quads of its file, and those of all things it refers to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.dataset import Dataset
from casegraph.project import Project
from casegraph.terms import CG, RDF_TYPE, SKOS, VOCABULARY, XSD, cg

SCHEME: Final = NamedNode(SKOS + "inScheme")
DATES: Final = tuple(map(cg, ("date", "began", "ended", "expectedEnd", "authorisesDetentionUntil")))
# whose the node is: each names one person
PERSONAL: Final = tuple(
    map(
        cg,
        (
            *("chargedPerson", "designee", "exposedPerson", "involvedPerson", "outcomeFor"),
            *("participant", "quotedPerson", "requestedFor", "sentencedPerson", "verdictOn"),
        ),
    )
)


@dataclass(frozen=True)
class Change:
    """One error: the quads that go and those that come.

    Attributes:
        kind: what was changed, in words that `exempt.tsv` can name, such as `Verdict finding`.
        drop: quads that the case loses.
        add: quads that it gains.
        text: the new text of the case's file, where the error is one of syntax.
    """

    kind: str
    drop: tuple[Quad, ...] = ()
    add: tuple[Quad, ...] = ()
    text: str | None = None


@dataclass(frozen=True)
class Terms:
    """What the ontology offers: concepts by scheme, and the quads themselves."""

    quads: tuple[Quad, ...]

    @classmethod
    def of(cls, dataset: Dataset) -> Terms:
        """Collect the terms of a dataset's ontology."""
        return cls(tuple(quad for file in dataset.ontology.values() for quad in file.quads))

    @cached_property
    def concepts(self) -> dict[str, list[NamedNode]]:
        """The concepts of each scheme, sorted."""
        found = defaultdict(list)
        for quad in self.quads:
            if quad.predicate == SCHEME and isinstance(quad.subject, NamedNode):
                found[scheme_of(quad.subject)].append(quad.subject)
        return {name: sorted(concepts, key=str) for name, concepts in sorted(found.items())}


@dataclass(frozen=True)
class Case:
    """A valid case: its file, and the shared things that it refers to.

    Attributes:
        name: the case's own identifier.
        project: whose rules, shapes and checks are used.
        graph: the named graph of its file.
        text: the text of its file.
        quads: the quads of its file, sorted.
        around: the quads of the things of other files that it refers to.
        terms: the ontology's.
    """

    name: str
    project: Project
    graph: NamedNode
    text: str
    quads: tuple[Quad, ...]
    around: tuple[Quad, ...]
    terms: Terms

    @cached_property
    def about(self) -> dict[object, list[Quad]]:
        """The quads of the case and of what surrounds it, by subject."""
        found: dict[object, list[Quad]] = {}
        for quad in (*self.quads, *self.around):
            found.setdefault(quad.subject, []).append(quad)
        return found

    @cached_property
    def nodes(self) -> list[NamedNode]:
        """The nodes that the case's file describes, but for the file itself."""
        found = {q.subject for q in self.quads if isinstance(q.subject, NamedNode)}
        return sorted(found - {self.graph}, key=str)

    def values(self, node: object, *properties: NamedNode) -> list[NamedNode | Literal]:
        """The values of some properties of a node."""
        return [q.object for q in self.about.get(node, ()) if q.predicate in properties]  # type: ignore[misc]

    @cached_property
    def classes(self) -> dict[object, str]:
        """The local name of the class of each node."""
        types = [q for q in (*self.quads, *self.around) if q.predicate == RDF_TYPE]
        named = {str(q): q for q in types if str(q.object).startswith(f"<{CG}")}
        return {q.subject: local(q.object) for _, q in sorted(named.items(), reverse=True)}

    def class_of(self, node: object) -> str:
        """The local name of a node's class, or an empty string."""
        return self.classes.get(node, "")

    def of_class(self, *names: str) -> list[NamedNode]:
        """The nodes of the file that are of one of some classes."""
        return [node for node in self.nodes if self.class_of(node) in names]

    def stated(self, *properties: NamedNode) -> list[Quad]:
        """The quads of the file with one of some properties; all but those of the file itself."""
        return [
            q
            for q in self.quads
            if q.subject != self.graph and (not properties or q.predicate in properties)
        ]

    def links(self) -> Iterator[Quad]:
        """The quads of the file that lead to another thing of the project."""
        for quad in self.stated():
            target = quad.object
            if isinstance(target, NamedNode) and target.value.startswith(self.project.base):
                yield quad

    def kind(self, quad: Quad) -> str:
        """Name what a quad says by the class of its subject and its property."""
        return f"{self.class_of(quad.subject)} {local(quad.predicate)}"

    @cached_property
    def defendants(self) -> list[NamedNode]:
        """The persons that this file describes and that something legal is about."""
        found = {o for node in self.nodes for o in self.values(node, *PERSONAL)}
        return sorted((p for p in found if p in self.of_class("Person")), key=str)

    def person_quad(self, node: NamedNode) -> Quad | None:
        """The quad that says whose a node is, where it is one defendant's."""
        quads = [q for q in self.about[node] if q.predicate in PERSONAL]
        return quads[0] if len(quads) == 1 and quads[0].object in self.defendants else None

    def quad(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> Quad:
        """Make a quad of the case's file."""
        return Quad(subject, predicate, value, self.graph)

    def replaced(self, quad: Quad, value: NamedNode | Literal, kind: str | None = None) -> Change:
        """Give a quad another value."""
        changed = Quad(quad.subject, quad.predicate, value, quad.graph_name)
        return Change(self.kind(quad) if kind is None else kind, (quad,), (changed,))


def local(node: NamedNode) -> str:
    """The part of an IRI after its last slash or hash."""
    return node.value.replace("#", "/").rsplit("/", 1)[-1]


def scheme_of(concept: NamedNode) -> str:
    """The scheme of a concept, by its address."""
    return concept.value.removeprefix(VOCABULARY).split("/")[0]


def is_concept(term: object) -> bool:
    """Say whether a term is addressed as a concept of a vocabulary."""
    return isinstance(term, NamedNode) and term.value.startswith(VOCABULARY)


def integer(number: int) -> Literal:
    """Write a whole number."""
    return Literal(str(number), datatype=NamedNode(XSD + "integer"))


def read_case(dataset: Dataset, graph: str, terms: Terms) -> Case:
    """Take one case out of a dataset of a whole project.

    Args:
        dataset: the project's.
        graph: the named graph of the case's file.
        terms: of the dataset's ontology.
    """
    file = dataset.files[graph]
    elsewhere: dict[str, list[Quad]] = defaultdict(list)
    for name, other in dataset.files.items():
        for quad in other.quads if name != graph else ():
            elsewhere[str(quad.subject)].append(quad)
    around: set[Quad] = set()
    wanted = _targets(file.quads)
    while wanted:
        fresh = {quad for term in wanted for quad in elsewhere.pop(term, ())}
        around |= fresh
        wanted = _targets(fresh) | {str(quad.graph_name) for quad in fresh}
    return Case(
        name=graph.rsplit("/", 1)[-1],
        project=dataset.project,
        graph=NamedNode(graph),
        text=file.text,
        quads=tuple(sorted(file.quads, key=str)),
        around=tuple(sorted(around, key=str)),
        terms=terms,
    )


def _targets(quads: Iterable[Quad]) -> set[str]:
    return {str(quad.object) for quad in quads if isinstance(quad.object, NamedNode)}
