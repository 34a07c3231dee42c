"""A network in, its nodes or edges as a table for people out."""

from __future__ import annotations

import datetime as dt

import numpy as np
from pyoxigraph import Literal, NamedNode

from casegraph.ask.table import Table
from casegraph.network.column import Column
from casegraph.network.column import Value as Cell
from casegraph.network.model import Network
from casegraph.network.write.cells import text_of
from casegraph.saved import Column as Documented
from casegraph.terms import XSD, Prefixes, Term

_DETAILS = ("permalink", "evidence", "sources", "published", "startEdtf", "endEdtf", "edtf")
_TYPES = {"integer": "integer", "double": "double", "boolean": "boolean", "date": "date"}


def edge_table(network: Network, prefixes: Prefixes, *, words: bool = False) -> Table:
    """Make a table of edges: both ends, then the columns.

    Args:
        network: the network.
        prefixes: how IRIs are written for people.
        words: whether concepts are written as people call them, not as files name them.
    """
    ends = [
        [NamedNode(network.ids[place]) for place in places.tolist()]
        for places in (network.source, network.target)
    ]
    called = network.origin.words if words else {}
    columns = {
        name: column.mapped(name, lambda value: called.get(str(value), value), column.meaning)
        if called and column.kind == "text"
        else column
        for name, column in network.edges.items()
    }
    return _table(network, ("source", "target"), ends, columns, prefixes)


def node_table(
    network: Network, prefixes: Prefixes, *, by: str | None = None, top: int | None = None
) -> Table:
    """Make a table of nodes.

    Args:
        network: the network.
        prefixes: how IRIs are written for people.
        by: the column that orders them, the greatest first; their own order if absent.
        top: how many, from the first; all if absent.
    """
    order = np.arange(len(network))
    if by is not None:
        values = network.nodes[by].numbers(missing=-np.inf)
        order = np.lexsort((order, -values))
    rows = order[:top]
    ids: list[Term] = [NamedNode(network.ids[row]) for row in rows.tolist()]
    columns = {name: c.take(rows) for name, c in network.nodes.items() if name != "label"}
    return _table(network, ("node",), [ids], columns, prefixes)


def _table(
    network: Network,
    names: tuple[str, ...],
    ends: list[list[Term]] | list[list[NamedNode]],
    columns: dict[str, Column],
    prefixes: Prefixes,
) -> Table:
    cells = [[_term(cell, column) for cell in column] for column in columns.values()]
    rows = tuple(zip(*ends, *cells, strict=True))
    labels = dict(zip(network.ids, network.labels, strict=True))
    documentation = {
        name: Documented(name, column.kind, column.meaning, detail=_is_detail(column))
        for name, column in columns.items()
    }
    return Table((*names, *columns), rows, prefixes, labels, documentation, network.origin.title)


def _is_detail(column: Column) -> bool:
    """Say whether a column is too long for people to read: passages, or other lists of IRIs."""
    lists = (value for value in column.values[:1] if isinstance(value, tuple))
    return column.name in _DETAILS or any(value[0].startswith("http") for value in lists)


def _term(cell: Cell | None, column: Column) -> Term | None:
    if cell is None:
        return None
    if column.kind not in _TYPES:
        return Literal(text_of(cell))
    text = cell.isoformat() if isinstance(cell, dt.date) else text_of(cell)
    return Literal(text, datatype=NamedNode(XSD + _TYPES[column.kind]))
