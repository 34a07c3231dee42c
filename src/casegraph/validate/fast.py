"""Shapes and quads in, the reference's findings out, many times faster.

SHACL Core is judged by the library `shacl`, on the quads as the files have them; SPARQL
constraints run as one query each over all focus nodes. What neither covers runs in pySHACL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from importlib.resources import files
from typing import Final

import shacl
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from rdflib import RDF, Graph, URIRef
from rdflib.namespace import OWL, RDFS, SH
from rdflib.term import Node

from casegraph.engine import Embedded, Engine
from casegraph.errors import CasegraphError, EngineError
from casegraph.terms import Term
from casegraph.validate.constraint import set_at_a_time, target_of
from casegraph.validate.report import Finding, Severity
from casegraph.validate.shacl import findings_of, run_reference, term_text, to_rdflib

_TARGETS: Final = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
_REFERRERS: Final = (SH.node, SH.property, SH["not"], SH.qualifiedValueShape)
_PLACE = re.compile(r"\{[?$](\w+)\}")
_SUBCLASS: Final = NamedNode(str(RDFS.subClassOf))


def run_shapes(quads: Iterable[Quad], shapes: Graph, engine: Engine | None = None) -> list[Finding]:
    """Validate the union of some quads against shapes.

    Args:
        quads: stated, derived and ontology quads, as the files have them; graph names are ignored.
        shapes: a graph of shapes, from `read_shapes`.
        engine: holds the same quads, for constraints in SPARQL; made from `quads` if absent.

    Returns:
        The findings, without file and line: those of `run_reference`, in any order.

    Raises:
        CasegraphError: the shapes themselves are ill-formed.
    """
    triples = sorted({f"{quad.triple} .\n" for quad in quads})
    if not _covered(shapes):
        return run_reference(triples, shapes)
    _refuse_ill_formed(shapes)
    if engine is None:
        engine = Embedded()
        engine.load(parse("".join(triples), RdfFormat.N_TRIPLES))
    found = _core(triples, shapes)
    left = Graph()
    subclasses = _subclasses(engine)
    for shape, constraint in shapes.subject_objects(SH.sparql):
        query = _query(shapes, shape, constraint, subclasses)
        if query is None:
            left += _alone(shapes, shape, constraint)
        elif not _off(shapes, shape) and not _off(shapes, constraint):
            found += _constraint(engine, shapes, shape, constraint, query)
    return found + (run_reference(triples, left) if left else [])


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


def _core(triples: list[str], shapes: Graph) -> list[Finding]:
    core = Graph()
    for triple in shapes:
        if triple[1] != SH.sparql:
            core.add(triple)
    try:
        compiled = shacl.Shapes.from_text(core.serialize(format="nt"), format="ntriples")
        report = compiled.validate_text("".join(triples), format="ntriples")
    except ValueError as error:
        raise CasegraphError(
            f"the shapes cannot be used: {error}", remedy="Mend the shape that is named."
        ) from error
    if not len(report):
        return []
    read = Graph()
    for quad in parse(report.serialize("ntriples"), RdfFormat.N_TRIPLES):
        read.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return findings_of(read)


def _subclasses(engine: Engine) -> Graph:
    graph = Graph()
    for quad in engine.quads(None, _SUBCLASS, None):
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return graph


def _query(shapes: Graph, shape: Node, constraint: Node, subclasses: Graph) -> str | None:
    selects = list(shapes.objects(constraint, SH.select))
    target = target_of(shapes, shape, subclasses)
    if len(selects) != 1 or target is None:
        return None
    declared = {
        (str(shapes.value(entry, SH.prefix)), str(shapes.value(entry, SH.namespace)))
        for named in shapes.objects(constraint, SH.prefixes)
        for prefixes in shapes.transitive_objects(named, OWL.imports)
        for entry in shapes.objects(prefixes, SH.declare)
    }
    prologue = "\n".join(f"PREFIX {prefix}: <{iri}>" for prefix, iri in sorted(declared))
    return set_at_a_time(str(selects[0]), prologue, target)


def _constraint(
    engine: Engine, shapes: Graph, shape: Node, constraint: Node, query: str
) -> Iterator[Finding]:
    level = shapes.value(shape, SH.severity) or SH.Violation
    try:
        severity = Severity.of(str(level))
    except KeyError as error:
        raise CasegraphError(
            f"the severity {level} is none of SHACL's",
            where=str(shape),
            remedy="Use sh:Violation, sh:Warning or sh:Info.",
        ) from error
    messages = [*shapes.objects(constraint, SH.message)] or [*shapes.objects(shape, SH.message)]
    message = str(min(messages, key=_language_rank)) if messages else ""
    try:
        solutions = engine.select(query)
    except EngineError as error:
        raise CasegraphError(
            f"the SPARQL of a shape is not valid: {error.what}",
            where=str(constraint),
            remedy="Mend sh:select; each prefix in it must be declared by sh:prefixes.",
        ) from error
    for row in solutions.rows:
        cells = dict(zip(solutions.variables, row, strict=True))
        focus = cells.get("this")
        if focus is None:
            continue
        path = cells.get("path")
        # SHACL, section 5.3.2: without ?value the value node of a node shape is the focus node
        value = cells["value"] = cells.get("value") or focus
        yield Finding(
            severity=severity,
            focus=term_text(to_rdflib(focus)),
            path=path.value if isinstance(path, NamedNode) else "",
            value=term_text(to_rdflib(value)),
            shape=term_text(constraint),
            component="SPARQLConstraintComponent",
            message=_filled(message, cells),
        )


def _language_rank(message: Node) -> tuple[bool, str]:
    return getattr(message, "language", None) not in (None, "en"), str(message)


def _filled(message: str, cells: dict[str, Term | None]) -> str:
    """Fill the places of a message (SHACL, section 5.3.2); an unbound one stays as it is."""

    def word(place: re.Match[str]) -> str:
        term = cells.get(place[1])
        return place[0] if term is None else getattr(term, "value", str(term))

    return _PLACE.sub(word, message)


def _alone(shapes: Graph, shape: Node, constraint: Node) -> Graph:
    """Return a shape with its targets and one constraint, for the reference."""
    alone = Graph()
    kept = (RDF.type, *_TARGETS, SH.severity, SH.message, SH.deactivated)
    for predicate in kept:
        for value in shapes.objects(shape, predicate):
            alone.add((shape, predicate, value))
    alone.add((shape, SH.sparql, constraint))
    waiting = [constraint]
    while waiting:
        node = waiting.pop()
        for triple in shapes.triples((node, None, None)):
            if triple not in alone:
                alone.add(triple)
                waiting.append(triple[2])
    return alone
