"""Shapes in, a plan out: which part of them runs where, so that all is judged as pySHACL would.

SHACL Core goes to the library `shacl`; a SPARQL constraint becomes one query over all of its focus
nodes (`constraint`). What neither covers is left to the reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import Final

import shacl
from pyoxigraph import Quad
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import SH
from rdflib.term import Node

from casegraph.bridge import to_graph
from casegraph.errors import CasegraphError
from casegraph.turtle import read
from casegraph.validate.constraint import set_at_a_time, target_of
from casegraph.validate.inward import declared_prefixes, inward_properties
from casegraph.validate.plan import Constraint, Plan
from casegraph.validate.results import read_severity

_TARGETS: Final = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
_REFERRERS: Final = (SH.node, SH.property, SH["not"], SH.qualifiedValueShape)


def read_shapes(paths: Iterable[Path]) -> Graph:
    """Read shape files into one graph.

    Raises:
        InputError: a file cannot be read.
    """
    shapes = Graph()
    for path in paths:
        to_graph(read(path).quads, shapes)
    return shapes


def compile_shapes(shapes: Graph, subclasses: Iterable[Quad]) -> Plan:
    """Make the plan of some shapes; it has no checks.

    Args:
        shapes: a graph of shapes, from `read_shapes`.
        subclasses: the `rdfs:subClassOf` statements of ontology and data, which say what the focus
            nodes of a target class are.

    Raises:
        CasegraphError: the shapes themselves are ill-formed.
    """
    if not _covered(shapes):
        return Plan(rest=_n_triples(shapes))
    _refuse_ill_formed(shapes)
    classes = to_graph(subclasses)
    core = Graph()
    for triple in shapes:
        if triple[1] != SH.sparql:
            core.add(triple)
    constraints, left = [], Graph()
    for shape, constraint in sorted(shapes.subject_objects(SH.sparql)):
        query = _query(shapes, shape, constraint, classes)
        if query is None:
            left += _alone(shapes, shape, constraint)
        elif not _off(shapes, shape) and not _off(shapes, constraint):
            constraints.append(_compiled(shapes, shape, constraint, query))
    return Plan(
        _n_triples(core), tuple(constraints), _n_triples(left), inward=inward_properties(shapes)
    )


def _n_triples(graph: Graph) -> str:
    return "".join(sorted(graph.serialize(format="nt").splitlines(keepends=True)))


def _refuse_ill_formed(shapes: Graph) -> None:
    """Judge the shapes by the W3C's shapes of shapes: the library reads ill-formed ones in silence.

    Raises:
        CasegraphError: naming the shape.
    """
    path = files("pyshacl") / "assets" / "shacl-shacl.ttl"
    rules = shacl.Shapes.from_turtle(path.read_text("utf-8"), base=str(SH))
    report = rules.validate_text(shapes.serialize(format="nt"), format="ntriples")
    for result in report.results:
        if result.severity == "Violation":
            raise CasegraphError(
                f"the shapes cannot be used: {result.component} on {result.path or 'the shape'}"
                f" ({result.value_plain or 'nothing'})",
                where=result.focus_node.strip("<>"),
                remedy="Mend the shape that is named.",
            )


def _covered(shapes: Graph) -> bool:
    """Say whether every SPARQL constraint stands on a node shape that only its targets reach."""
    if (None, SH.target, None) in shapes or (None, SH.parameter, None) in shapes:
        return False
    for shape in set(shapes.subjects(SH.sparql)):
        named = isinstance(shape, URIRef) and (shape, SH.path, None) not in shapes
        targeted = any((shape, target, None) in shapes for target in _TARGETS)
        referred = any((None, referrer, shape) in shapes for referrer in _REFERRERS)
        listed = (None, RDF.first, shape) in shapes
        if not (named and targeted) or referred or listed:
            return False
    return True


def _off(shapes: Graph, node: Node) -> bool:
    value = shapes.value(node, SH.deactivated)
    return value is not None and str(value) in ("true", "1")


def _query(shapes: Graph, shape: Node, constraint: Node, subclasses: Graph) -> str | None:
    selects = list(shapes.objects(constraint, SH.select))
    target = target_of(shapes, shape, subclasses)
    if len(selects) != 1 or target is None:
        return None
    declared = sorted(declared_prefixes(shapes, constraint).items())
    prologue = "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in declared)
    return set_at_a_time(str(selects[0]), prologue, target)


def _compiled(shapes: Graph, shape: Node, constraint: Node, query: str) -> Constraint:
    level = shapes.value(shape, SH.severity) or SH.Violation
    messages = [*shapes.objects(constraint, SH.message)] or [*shapes.objects(shape, SH.message)]
    return Constraint(
        name=_name(constraint),
        query=query,
        severity=read_severity(str(level), str(shape)).label,
        message=str(min(messages, key=_language_rank)) if messages else "",
    )


def _name(node: Node) -> str:
    return str(node) if isinstance(node, URIRef) else f"_:{node}"


def _language_rank(message: Node) -> tuple[bool, str]:
    return getattr(message, "language", None) not in (None, "en"), str(message)


def _alone(shapes: Graph, shape: Node, constraint: Node) -> Graph:
    """Return a shape with its targets and one constraint, for the reference."""
    alone = Graph()
    kept = (RDF.type, *_TARGETS, SH.severity, SH.message, SH.deactivated)
    for predicate in kept:
        for value in shapes.objects(shape, predicate):
            alone.add((shape, predicate, value))
    alone.add((shape, SH.sparql, constraint))
    alone += _described(shapes, constraint)
    return alone


def _described(shapes: Graph, start: Node) -> Iterator[tuple[Node, Node, Node]]:
    waiting, seen = [start], {start}
    while waiting:
        for triple in shapes.triples((waiting.pop(), None, None)):
            yield triple
            if triple[2] not in seen:
                seen.add(triple[2])
                waiting.append(triple[2])
