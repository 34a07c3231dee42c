"""A network in, GraphML out, by networkx."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any, Final

import networkx as nx

from casegraph.network.recipe import Network

# XML 1.0, section 2.2: all other characters may stand in a document
_NO_XML: Final = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(network: Network) -> str:
    """Write a network as GraphML with one type a column.

    What GraphML has no type for becomes text: dates in ISO form, decimals as double.
    """
    graph = network.to_networkx()
    columns: dict[tuple[str, str], set[type]] = {}
    entries = [("node", data) for _, data in graph.nodes(data=True)]
    entries += [("edge", data) for _, _, data in graph.edges(data=True)]
    for part, data in entries:
        for name, cell in data.items():
            data[name] = _plain(cell)
            columns.setdefault((part, name), set()).add(type(data[name]))
    for part, data in entries:
        for name, cell in data.items():
            if len(columns[part, name]) > 1:
                data[name] = str(cell)
    # numbered keys: nodes and edges may have columns of one name, XML identifiers are unique
    return "\n".join(nx.generate_graphml(graph, named_key_ids=False)) + "\n"


def _plain(cell: Any) -> Any:
    if isinstance(cell, dt.date | dt.datetime):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return float(cell)
    if isinstance(cell, str):
        return _NO_XML.sub("\ufffd", cell)
    return cell
