"""A network in, the description of its pair of CSV tables out, so that types are not lost.

It is the metadata of CSV on the Web (W3C), one file for each table, beside it (Model for Tabular
Data, section 5.3). What the tables hold is `gephi_csv`'s to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from casegraph.network.column import Column
from casegraph.network.model import Network
from casegraph.network.write.gephi_csv import edge_head, node_head
from casegraph.network.write.options import Options

ENDING: Final = "-metadata.json"
_CONTEXT: Final = ["http://www.w3.org/ns/csvw", {"@language": "en"}]
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_]*")
_TYPES: Final = {"integer": "integer", "double": "double", "boolean": "boolean", "date": "date"}
_OWN: Final = {
    "Id": "The node: its address in the graph. Of an edge: its number in this file.",
    "Label": "What is displayed.",
    "Source": "The Id of the node at one end, of a directed edge that where it begins.",
    "Target": "The Id of the node at the other end.",
    "Type": "Directed or Undirected.",
    "Weight": "The weight of the edge; 1 where the network has none.",
    "Timeset": "The first and the last day of the edge, as Gephi reads them; open ends infinite.",
}


def describe_nodes(network: Network, options: Options) -> Iterator[str]:
    """Describe the table of nodes."""
    table = _table(network, options, ".nodes.csv", node_head(network), "Id")
    yield _json({"@context": _CONTEXT, **table})


def describe_edges(network: Network, options: Options) -> Iterator[str]:
    """Describe the table of edges with that of nodes, since its ends are keys of that one."""
    nodes = _table(network, options, ".nodes.csv", node_head(network), "Id")
    edges = _table(network, options, ".edges.csv", edge_head(network), "Id")
    edges["tableSchema"]["foreignKeys"] = [
        {
            "columnReference": end,
            "reference": {"resource": nodes["url"], "columnReference": "Id"},
        }
        for end in ("Source", "Target")
    ]
    yield _json({"@context": _CONTEXT, "tables": [edges, nodes]})


def _table(
    network: Network,
    options: Options,
    ending: str,
    head: Iterable[tuple[str, Column | None]],
    key: str,
) -> dict[str, Any]:
    return {
        "url": f"{options.stem}{ending}",
        "dc:title": options.sheet.title,
        "dc:description": network.origin.description or options.sheet.title,
        "rdfs:comment": options.sheet.to_json(),
        "dialect": {"header": True, "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {
            "columns": [_column(name, column) for name, column in head],
            "primaryKey": key,
        },
    }


def _column(title: str, column: Column | None) -> dict[str, Any]:
    entry: dict[str, Any] = {"name": title} if _NAME.fullmatch(title) else {}
    meaning = (column and column.meaning) or _OWN.get(title, title)
    entry |= {"titles": title, "dc:description": meaning, "datatype": "string"}
    if column is None:
        return entry
    entry["datatype"] = _TYPES.get(column.kind, "string")
    if column.kind == "list" and (separator := _separator(column)):
        entry["separator"] = separator
    return entry


def _separator(column: Column) -> str:
    """Return what stands between the items of all lists, or nothing where it is not one thing."""
    several = [value for value in column.values if isinstance(value, tuple)]
    if not any(" " in item for value in several for item in value):
        return " "
    joined = [value for value in several if len(value) > 1]
    return "; " if all(any(" " in item for item in value) for value in joined) else ""


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
