"""Shapes and a graph in, findings out, by pySHACL (the reference validator)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import pyshacl
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, parse
from pyparsing import ParseBaseException
from rdflib import RDF, Graph
from rdflib import BNode as RdflibBlankNode
from rdflib import Literal as RdflibLiteral
from rdflib import URIRef as RdflibIri
from rdflib.namespace import SH, XSD
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result
from rdflib.term import Node

from casegraph.errors import CasegraphError
from casegraph.terms import Term
from casegraph.turtle import read
from casegraph.validate.report import Finding, Severity

_REPORTED: Final = (SH.SPARQLConstraintComponent, SH.JSConstraintComponent)


class _Prepared(Graph):
    """A graph that parses each query once; pySHACL asks the same one of every focus node."""

    def __init__(self) -> None:
        super().__init__()
        self._queries: dict[str, Query] = {}

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> Result:
        if isinstance(query_object, str):
            if query_object not in self._queries:
                self._queries[query_object] = _prepared(query_object, options.get("initNs"))
            query_object = self._queries[query_object]
        return super().query(query_object, *args, **options)


def _prepared(query: str, namespaces: Any) -> Query:
    try:
        return prepareQuery(query, namespaces)
    except Exception as error:  # rdflib raises bare exceptions, for an undeclared prefix as well
        reason = str(error) or type(error).__name__
        raise CasegraphError(
            f"the SPARQL of a shape is not valid: {reason}",
            where=" ".join(query.split())[:120],
            remedy="Mend sh:select; each prefix in it must be declared in shapes/prefixes.ttl.",
        ) from error


def run_reference(triples: Iterable[str], shapes: Graph) -> list[Finding]:
    """Validate triples against shapes by pySHACL: slow, and what the fast path is held to.

    Args:
        triples: stated, derived and ontology triples as lines of N-Triples.
        shapes: a graph of shapes, from `read_shapes`.

    Returns:
        The findings, without file and line.

    Raises:
        CasegraphError: the shapes themselves are ill-formed.
    """
    data = _Prepared()
    for quad in parse("".join(triples), RdfFormat.N_TRIPLES):
        data.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    try:
        answer = pyshacl.validate(data, shacl_graph=shapes, inplace=True, advanced=False)
        report = answer[1]
    except (RuntimeError, ParseBaseException) as error:  # pySHACL returns some, raises others
        report = error
    if not isinstance(report, Graph):
        raise CasegraphError(
            f"the shapes cannot be used: {report}", remedy="Mend the shape that is named."
        )
    return findings_of(report)


def findings_of(report: Graph) -> list[Finding]:
    """Read the results of a W3C validation report; what is a detail of a result is none itself."""
    details = set(report.objects(None, SH.detail))
    results = set(report.subjects(RDF.type, SH.ValidationResult)) - details
    return [_finding(report, result) for result in results]


def read_shapes(paths: Iterable[Path]) -> Graph:
    """Read shape files into one graph.

    Raises:
        InputError: a file cannot be read.
    """
    shapes = Graph()
    for path in paths:
        for quad in read(path).quads:
            shapes.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return shapes


def to_rdflib(term: Term) -> Node:
    """Turn a term into rdflib's, with its lexical form unchanged."""
    if isinstance(term, NamedNode):
        return RdflibIri(term.value)
    if isinstance(term, BlankNode):
        return RdflibBlankNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return RdflibLiteral(term.value, lang=term.language)
        datatype = RdflibIri(term.datatype.value)
        return RdflibLiteral(term.value, datatype=datatype, normalize=False)
    raise CasegraphError("a triple about a triple cannot be validated")


def _finding(report: Graph, result: Node) -> Finding:
    def one(predicate: Node) -> Node | None:
        return report.value(result, predicate, any=True)

    component = one(SH.sourceConstraintComponent)
    shape = one(SH.sourceShape)
    if component in _REPORTED:
        shape = one(SH.sourceConstraint) or shape
    try:
        severity = Severity.of(str(one(SH.resultSeverity)))
    except KeyError as error:
        raise CasegraphError(
            f"the severity {one(SH.resultSeverity)} is none of SHACL's",
            where=term_text(shape),
            remedy="Use sh:Violation, sh:Warning or sh:Info.",
        ) from error
    messages = sorted(report.objects(result, SH.resultMessage), key=_language_rank)
    return Finding(
        severity=severity,
        focus=term_text(one(SH.focusNode)),
        path=_path(report, one(SH.resultPath)),
        value=term_text(one(SH.value)),
        shape=term_text(shape),
        component=str(component).rsplit("#", 1)[-1],
        message=str(messages[0]) if messages else "",
    )


def _language_rank(message: Node) -> tuple[bool, str]:
    language = message.language if isinstance(message, RdflibLiteral) else None
    return language not in (None, "en"), str(message)


def term_text(node: Node | None) -> str:
    """Write a term as findings hold it: an IRI as such, another term as Turtle writes it."""
    if node is None:
        return ""
    if isinstance(node, RdflibLiteral):
        plain = node.datatype == XSD.string
        return (RdflibLiteral(str(node)) if plain else node).n3()
    return f"_:{node}" if isinstance(node, RdflibBlankNode) else str(node)


def _path(report: Graph, node: Node | None) -> str:
    """Write a SHACL path: an IRI as such, other forms in SPARQL's own syntax."""
    if node is None or isinstance(node, RdflibIri):
        return term_text(node)
    if (inverse := report.value(node, SH.inversePath)) is not None:
        return f"^{_path(report, inverse)}"
    if (choices := report.value(node, SH.alternativePath)) is not None:
        return "|".join(_path(report, step) for step in report.items(choices))
    return "/".join(_path(report, step) for step in report.items(node))
