"""Answers of any engine in, rows that can be compared by value out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad
from rdflib.plugins.sparql.processor import SPARQLResult

from casegraph.bridge import to_rdflib
from casegraph.dataset import Dataset
from casegraph.engine import Engine
from casegraph.saved import SavedQuery
from casegraph.terms import XSD, Term


def quads_of(dataset: Dataset) -> Iterator[Quad]:
    """Read all quads of a project, the stated ones as the files have them."""
    for file in (dataset.ontology | dataset.files).values():
        yield from file.quads
    for quad in dataset.engine.store:
        if "/graph/derived/" in str(quad.graph_name):
            yield quad


NUMBERS = {f"{XSD}{name}" for name in ("integer", "decimal", "double", "float", "int", "long")}
_LIST = re.compile(
    r'GROUP_CONCAT\((?:[^()]|\([^()]*\))*?SEPARATOR\s*=\s*"([^"]*)"\)[^?]*?AS \?(\w+)'
)
_VALUES = {"true": True, "1": True, "false": False, "0": False}


class Rdflib:
    """rdflib as an engine that only answers SELECT, over the union of its graphs."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self.dataset = rdflib.Dataset(default_union=True)
        for quad in quads:
            graph = self.dataset.graph(to_rdflib(quad.graph_name))
            graph.add(tuple(map(to_rdflib, (quad.subject, quad.predicate, quad.object))))

    def rows(self, query: str) -> Iterator[tuple[Term | None, ...]]:
        """Answer a SELECT."""
        result = self.dataset.query(query)
        assert isinstance(result, SPARQLResult)
        for row in result:
            yield tuple(map(_term, row))  # type: ignore[arg-type]


def _term(node: Any) -> Term | None:
    if node is None:
        return None
    if isinstance(node, rdflib.URIRef):
        return NamedNode(str(node))
    if isinstance(node, rdflib.BNode):
        return BlankNode(str(node))
    if node.language:
        return Literal(str(node), language=node.language)
    return Literal(str(node), datatype=NamedNode(str(node.datatype)) if node.datatype else None)


def rows(engine: Engine | Rdflib, query: SavedQuery, text: str) -> list[tuple[Any, ...]]:
    """Ask an engine, and write each cell so that equal values are equal.

    Numbers are compared as numbers, truth values as truth values, and the members of a list
    without their order, which SPARQL does not fix (SPARQL 1.1, 18.5.1.7); so are the rows of a
    query without ORDER BY.
    """
    found = engine.rows(text) if isinstance(engine, Rdflib) else engine.select(text).rows
    lists = {name: separator for separator, name in _LIST.findall(query.text)}
    columns = list(query.columns)
    cells = [
        tuple(_cell(term, lists.get(name)) for name, term in zip(columns, row, strict=True))
        for row in found
    ]
    ordered = "ORDER BY" in query.text.rpartition("}")[2]
    return cells if ordered else sorted(cells, key=lambda row: [*map(_key, row)])


def _key(cell: Any) -> str:
    return str(sorted(cell) if isinstance(cell, frozenset) else cell)


def _cell(term: Term | None, separator: str | None) -> Any:
    if not isinstance(term, Literal):
        return None if term is None else str(term)
    kind = term.datatype.value
    if kind in NUMBERS:
        return Decimal(term.value)
    if kind == f"{XSD}boolean":
        return "truth", _VALUES[term.value]
    if separator is not None:
        return frozenset(term.value.split(separator))
    return term.value, term.language, kind


def with_truth(
    found: Iterable[tuple[Any, ...]], columns: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    """Read numbers as truth values where the header of a question says that there are some."""
    places = [column.type == "boolean" for column in columns.values()]
    return [
        tuple(
            ("truth", cell != 0) if place and isinstance(cell, Decimal) else cell
            for place, cell in zip(places, row, strict=True)
        )
        for row in found
    ]
