"""The files of a project in, what they state out: by thing, by value, and of which class it is.

Nothing that rules derive is read: a release infers from what leaves, never from what stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad

from casegraph.project import Project
from casegraph.release.disclosure import DISCLOSURE
from casegraph.terms import RDF_TYPE
from casegraph.turtle import read


@dataclass(frozen=True)
class Facts:
    """What is stated of the things of a project.

    Attributes:
        base: the base IRI of the project's things.
        quads: all quads of `graph/`, each in the named graph of its file.
    """

    base: str
    quads: Sequence[Quad] = field(repr=False)

    @classmethod
    def of(cls, base: str, quads: Iterable[Quad]) -> Facts:
        """Gather quads in a stable order; those with blank nodes are nobody's and stay out.

        But for a level: what says something that is no level is restricted.
        """
        named = {q for q in quads if _is_named(q)}
        return cls(base, tuple(sorted(named, key=str)))

    def of_those(self, wanted: Collection[tuple[str, str]]) -> Facts:
        """Keep what some files say of some things.

        Args:
            wanted: the IRI of a named graph, and of a thing.
        """
        kept = (q for q in self.quads if (name(q.graph_name), name(q.subject)) in wanted)
        return Facts(self.base, tuple(kept))

    @cached_property
    def about(self) -> dict[str, list[Quad]]:
        """The quads of which a thing is the subject."""
        found: dict[str, list[Quad]] = defaultdict(list)
        for quad in self.quads:
            found[name(quad.subject)].append(quad)
        return dict(found)

    @cached_property
    def towards(self) -> dict[str, list[Quad]]:
        """The quads of which a thing is the object."""
        found: dict[str, list[Quad]] = defaultdict(list)
        for quad in self.quads:
            if isinstance(quad.object, NamedNode):
                found[quad.object.value].append(quad)
        return dict(found)

    @cached_property
    def classes(self) -> dict[str, frozenset[str]]:
        """The classes that are stated of a thing."""
        found: dict[str, set[str]] = defaultdict(set)
        for quad in self.quads:
            if quad.predicate == RDF_TYPE:
                found[name(quad.subject)].add(name(quad.object))
        return {thing: frozenset(kinds) for thing, kinds in found.items()}

    @cached_property
    def homes(self) -> dict[str, frozenset[str]]:
        """The named graphs that say of which class a thing is."""
        found: dict[str, set[str]] = defaultdict(set)
        for quad in self.quads:
            if quad.predicate == RDF_TYPE:
                found[name(quad.subject)].add(name(quad.graph_name))
        return {thing: frozenset(graphs) for thing, graphs in found.items()}


def _is_named(quad: Quad) -> bool:
    value = quad.subject if quad.predicate.value == DISCLOSURE else quad.object
    ends = (quad.subject, value, quad.graph_name)
    return not any(isinstance(end, BlankNode | DefaultGraph) for end in ends)


def name(term: object) -> str:
    """Return the IRI of a term, or the text of a literal."""
    return str(getattr(term, "value", ""))


def read_facts(project: Project) -> Facts:
    """Read the files of `graph/`.

    Raises:
        InputError: a file cannot be read.
    """
    quads: list[Quad] = []
    for path in project.graph_files():
        graph = project.graph_of(path)
        quads += read(path, graph=graph, shown=project.shown(path)).quads
    return Facts.of(project.base, quads)
