"""A network in, GraphML out: one key a column, of one type, and an identifier on each edge.

A column that nodes and edges both have has a key for each: igraph skips keys for all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from casegraph.network.column import Column
from casegraph.network.model import Network
from casegraph.network.write.cells import Snippets, chunks, text_of
from casegraph.network.write.options import Options
from casegraph.network.write.xml import escaped

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns '
    'http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">\n'
)
_TYPES: Final = {"integer": "long", "double": "double", "boolean": "boolean"}


def write(network: Network, options: Options) -> Iterator[str]:
    """Write a network as GraphML."""
    yield _HEAD
    yield from _keys("node", network.nodes)
    yield from _keys("edge", network.edges)
    yield ' <key id="datasheet" for="graph" attr.name="datasheet" attr.type="string"/>\n'
    sort = "directed" if network.directed else "undirected"
    yield f' <graph id="{escaped(network.name)}" edgedefault="{sort}">\n'
    yield f'  <data key="datasheet">{escaped(options.sheet.to_json())}</data>\n'
    yield from _nodes(network)
    yield from _edges(network)
    yield " </graph>\n</graphml>\n"


def _keys(part: str, columns: Mapping[str, Column]) -> Iterator[str]:
    for place, (name, column) in enumerate(columns.items()):
        kind = _TYPES.get(column.kind, "string")
        yield (
            f' <key id="{part[0]}{place}" for="{part}" attr.name="{escaped(name)}" '
            f'attr.type="{kind}"/>\n'
        )


def _cells(part: str, columns: Mapping[str, Column]) -> list[Snippets]:
    def snippet(key: str) -> Any:
        return lambda value: f'<data key="{key}">{escaped(text_of(value))}</data>'

    return [
        Snippets(column, snippet(f"{part[0]}{place}"))
        for place, column in enumerate(columns.values())
    ]


def _nodes(network: Network) -> Iterator[str]:
    cells = _cells("node", network.nodes)
    for first, last in chunks(len(network)):
        rows = list(zip(*(cell.of(first, last) for cell in cells), strict=True))
        rows = rows or [()] * (last - first)
        yield "".join(
            f'  <node id="{escaped(iri)}">{"".join(row)}</node>\n'
            for iri, row in zip(network.ids[first:last], rows, strict=True)
        )


def _edges(network: Network) -> Iterator[str]:
    cells = _cells("edge", network.edges)
    ids = list(map(escaped, network.ids))
    for first, last in chunks(network.size):
        rows = list(zip(*(cell.of(first, last) for cell in cells), strict=True))
        rows = rows or [()] * (last - first)
        ends = (part[first:last].tolist() for part in (network.source, network.target))
        lines = [
            f'  <edge id="e{number}" source="{ids[source]}" target="{ids[target]}">'
            f"{''.join(row)}</edge>\n"
            for number, (source, target, row) in enumerate(zip(*ends, rows, strict=True), first + 1)
        ]
        yield "".join(lines)
