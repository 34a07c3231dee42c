"""Shapes and a graph in, findings out, by pySHACL (the reference), or by a plan made of them.

For callers that have shapes at hand; a project's own shapes are compiled once (`whole`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

import pyshacl
from pyoxigraph import Quad, RdfFormat, parse
from pyparsing import ParseBaseException
from rdflib import Graph
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import Result

from casegraph.bridge import to_graph
from casegraph.engine import Engine
from casegraph.errors import CasegraphError
from casegraph.validate.compile import compile_shapes
from casegraph.validate.report import Finding
from casegraph.validate.results import findings_of
from casegraph.validate.run import SUBCLASS, Validator, loaded

_PREFIX: Final = re.compile(r"(?i)\bPREFIX\s+\S*\s*<[^>]*>")


class PreparedGraph(Graph):
    """A graph that parses each query once; pySHACL asks the same one of every focus node."""

    def __init__(self) -> None:
        super().__init__()
        self._queries: dict[str, Query] = {}

    def query(self, query_object: str | Query, *args: Any, **options: Any) -> Result:
        """Run a query; see rdflib's `Graph.query`."""
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
            where=" ".join(_PREFIX.sub("", query).split())[:120],
            remedy="Mend sh:select; each prefix in it must be declared in shapes/prefixes.ttl.",
        ) from error


def run_shapes(quads: Iterable[Quad], shapes: Graph, engine: Engine | None = None) -> list[Finding]:
    """Validate the union of some quads against shapes, the fast way.

    Args:
        quads: stated, derived and ontology quads, as the files have them; graph names are ignored.
        shapes: a graph of shapes, from `read_shapes`.
        engine: holds the same quads, for constraints in SPARQL; made from `quads` if absent.

    Returns:
        The findings, without file and line: those of `run_reference`, in any order.

    Raises:
        CasegraphError: the shapes themselves are ill-formed.
    """
    text = "".join(sorted({f"{quad.triple} .\n" for quad in quads}))
    if engine is None:
        engine = loaded(parse(text, RdfFormat.N_TRIPLES))
    plan = compile_shapes(shapes, engine.quads(None, SUBCLASS, None))
    return Validator(plan).findings(text, engine)


def run_rest(text: str, shapes: str) -> list[Finding]:
    """Validate a graph in Turtle against shapes in N-Triples by pySHACL. See `run_reference`."""
    shapes_graph = to_graph(parse(shapes, RdfFormat.N_TRIPLES))
    return _by_reference(parse(text, RdfFormat.TURTLE), shapes_graph)


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
    return _by_reference(parse("".join(triples), RdfFormat.N_TRIPLES), shapes)


def _by_reference(triples: Iterable[Quad], shapes: Graph) -> list[Finding]:
    data = to_graph(triples, PreparedGraph())
    try:
        answer = pyshacl.validate(data, shacl_graph=shapes, inplace=True, advanced=False)
        report = answer[1]
    except (RuntimeError, ParseBaseException) as error:  # pySHACL returns some, raises others
        report = error
    if not isinstance(report, Graph):
        raise CasegraphError(
            f"the shapes cannot be used: {report}", remedy="Mend the shape that is named."
        )
    return findings_of(parse(report.serialize(format="nt"), RdfFormat.N_TRIPLES))
