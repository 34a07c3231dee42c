"""pyoxigraph's terms in, rdflib's out, with their lexical forms unchanged; and back."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple
from rdflib import BNode, Graph, URIRef
from rdflib import Literal as RdflibLiteral
from rdflib.term import Node

from casegraph.errors import CasegraphError
from casegraph.terms import Term


def to_rdflib(term: Term) -> Node:
    """Turn a term into rdflib's.

    Raises:
        CasegraphError: it is a triple, which rdflib does not know.
    """
    if isinstance(term, NamedNode):
        return URIRef(term.value)
    if isinstance(term, BlankNode):
        return BNode(term.value)
    if isinstance(term, Literal):
        if term.language:
            return RdflibLiteral(term.value, lang=term.language)
        return RdflibLiteral(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    raise CasegraphError("rdflib knows no triple about a triple")


def to_graph(triples: Iterable[Quad | Triple], graph: Graph | None = None) -> Graph:
    """Add triples to a graph of rdflib, a new one if absent; graph names are left out.

    Raises:
        CasegraphError: a triple is about a triple.
    """
    found = Graph() if graph is None else graph
    for triple in triples:
        parts = (triple.subject, triple.predicate, triple.object)
        found.add((to_rdflib(parts[0]), to_rdflib(parts[1]), to_rdflib(parts[2])))
    return found
