"""A graph and an address in, the document that describes what stands there out.

A document holds a thing and its parts (`#…`): what is known of each, by whom, on which passages,
where accounts differ, and what refers to it from elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.ask.called import names
from casegraph.describe import Description, describe, label_of
from casegraph.engine import Engine
from casegraph.opened import CaseGraph
from casegraph.project import Project
from casegraph.terms import PREF_LABEL, RDF_TYPE, cg

_PARTS: Final = """
SELECT DISTINCT ?node WHERE {{
  GRAPH ?graph {{ {thing} ?property ?value }}
  FILTER(!STRSTARTS(STR(?graph), {derived}))
  GRAPH ?graph {{ ?node a ?class }}
  FILTER(STRSTARTS(STR(?node), {start}))
}}
ORDER BY ?node
"""
_MOST_REFERRING: Final = 500
_MOST_TOLD: Final = 100


@dataclass(frozen=True)
class Referring:
    """A node of another document that says something of a thing of this one."""

    node: str
    label: str
    predicate: str
    about: str


@dataclass(frozen=True)
class Document:
    """What is known of one thing and its parts.

    Attributes:
        iri: the thing.
        label: its label, or a short name.
        nodes: the thing, and then its parts.
        told: what other documents say of them: the nodes that refer to them, up to 100.
        referring: what refers to them from other documents, up to 500.
        referring_total: how many do.
        quads: all of it as RDF, in named graphs: what the nodes say, their passages and rivals, who
            refers to them and what they say, and a label for whatever is named.
    """

    iri: str
    label: str
    nodes: tuple[Description, ...]
    told: tuple[Description, ...]
    referring: tuple[Referring, ...]
    referring_total: int
    quads: tuple[Quad, ...]


@dataclass(frozen=True)
class Left:
    """An address that was used once, and names nothing now.

    Attributes:
        successors: what took its place; with one, it leads there.
    """

    successors: tuple[str, ...]


def read_document(graph: CaseGraph, iri: str) -> Document | Left | None:
    """Read the document of a thing.

    Args:
        graph: the data.
        iri: the thing, without fragment.

    Returns:
        None where the data knows nothing of this address.
    """
    engine, project = graph.engine, graph.project
    parts = find_parts(graph, iri)
    if parts is None or isinstance(parts, Left):
        return parts
    called = names(engine, project, (iri, *parts))
    nodes = [describe(engine, project, node, files=False, called=called) for node in (iri, *parts)]
    inside = {node.iri for node in nodes}
    told = {
        (subject, predicate, node.iri)
        for node in nodes
        for subject, predicate in node.incoming
        if subject not in inside
    }
    referring = sorted(told)[:_MOST_REFERRING]
    others = list(dict.fromkeys(subject for subject, _, _ in referring))
    called |= names(engine, project, others)
    return Document(
        iri=iri,
        label=nodes[0].label,
        nodes=tuple(nodes),
        told=tuple(
            describe(engine, project, other, files=False, called=called)
            for other in others[:_MOST_TOLD]
        ),
        referring=tuple(
            Referring(subject, label_of(engine, project, subject, called), predicate, about)
            for subject, predicate, about in referring
        ),
        referring_total=len(told),
        quads=tuple(_quads(engine, nodes, others)),
    )


def find_parts(graph: CaseGraph, iri: str) -> list[str] | Left | None:
    """Find whether a thing has a document, and the parts that it describes beside the thing.

    Args:
        graph: the data.
        iri: the thing, without fragment.

    Returns:
        None where the data knows nothing of this address.
    """
    try:
        thing = NamedNode(iri)
    except ValueError:
        return None
    own = list(graph.engine.quads(thing))
    if any(q.predicate == RDF_TYPE and q.object == cg("Tombstone") for q in own):
        return Left(tuple(sorted(_iris(graph.engine.quads(thing, cg("replacedBy"))))))
    parts = _parts(graph.engine, graph.project, thing)
    return parts if own or parts else None


def _parts(engine: Engine, project: Project, thing: NamedNode) -> list[str]:
    """List the nodes whose address is a fragment of the thing's, where the thing is stated."""
    query = _PARTS.format(
        thing=thing,
        derived=Literal(f"{project.base}graph/derived/"),
        start=Literal(f"{thing.value}#"),
    )
    return [node.value for (node,) in engine.select(query).rows if isinstance(node, NamedNode)]


def _quads(engine: Engine, nodes: Iterable[Description], referring: list[str]) -> list[Quad]:
    """Gather what a document says, in named graphs, each quad once."""
    told: dict[str, None] = {}
    for node in nodes:
        told[node.iri] = None
        told |= dict.fromkeys(support.passage for support in node.supports)
        for rival in node.rivals:
            told[rival.iri] = None
            told |= dict.fromkeys(support.passage for support in rival.supports)
    told |= dict.fromkeys(referring[:_MOST_TOLD])
    found = {quad for iri in told for quad in engine.quads(NamedNode(iri))}
    inside = {node.iri for node in nodes}
    for iri in referring[_MOST_TOLD:]:  # of these, only that they refer to the thing
        found |= {q for q in engine.quads(NamedNode(iri)) if _iri(q) in inside}
    found |= set(_labels(engine, {iri for quad in found if (iri := _iri(quad))} - told.keys()))
    return sorted(found, key=str)


def _labels(engine: Engine, iris: Iterable[str]) -> Iterator[Quad]:
    for iri in sorted(iris):
        yield from engine.quads(NamedNode(iri), PREF_LABEL)


def _iri(quad: Quad) -> str:
    return quad.object.value if isinstance(quad.object, NamedNode) else ""


def _iris(quads: Iterable[Quad]) -> Iterator[str]:
    return (iri for quad in quads if (iri := _iri(quad)))
