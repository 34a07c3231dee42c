"""A network in, JSON out: for Cytoscape.js, and in the node-link form of networkx and D3."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from casegraph.network.column import Column
from casegraph.network.layout import places_of
from casegraph.network.model import Network
from casegraph.network.write.cells import Snippets, chunks
from casegraph.network.write.options import Options

# what a member of this name would do to the readers
_TAKEN: Final = {
    "cytoscape": {"id", "source", "target", "parent"},
    "node-link": {"id", "source", "target", "key", "name"},
}


def dumped(value: Any) -> str:
    """Write a value as JSON; dates are texts in ISO form."""
    return json.dumps(value, ensure_ascii=False, default=str)


def write_cytoscape(network: Network, options: Options) -> Iterator[str]:
    """Write what `cytoscape({...})` and Cytoscape take: elements with data and places."""
    yield f'{{"data":{{"name":{dumped(network.name)},"datasheet":{options.sheet.to_json()}}},\n'
    yield '"elements":{"nodes":[\n'
    places = places_of(network)
    nodes = _members(network.nodes, len(network), "cytoscape")
    for number, (iri, members) in enumerate(zip(network.ids, nodes, strict=True)):
        at = ""
        if places is not None:
            x, y = places[number].tolist()
            at = f',"position":{{"x":{x:.2f},"y":{-y:.2f}}}'
        comma = "," if number else ""
        yield f'{comma}{{"data":{{"id":{dumped(iri)}{members}}}{at}}}\n'
    yield '],"edges":[\n'
    for number, (source, target, members) in enumerate(_edges(network, "cytoscape")):
        comma = "," if number else ""
        yield (
            f'{comma}{{"data":{{"id":"e{number + 1}","source":{source},"target":{target}'
            f"{members}}}}}\n"
        )
    yield "]}}\n"


def write_node_link(network: Network, options: Options) -> Iterator[str]:
    """Write what `networkx.node_link_graph(data, edges="edges")` reads."""
    yield (
        f'{{"directed":{dumped(network.directed)},"multigraph":{dumped(network.parallel)},'
        f'"graph":{{"name":{dumped(network.name)},"datasheet":{options.sheet.to_json()}}},\n'
        '"nodes":[\n'
    )
    nodes = _members(network.nodes, len(network), "node-link")
    for number, (iri, members) in enumerate(zip(network.ids, nodes, strict=True)):
        yield f'{"," if number else ""}{{"id":{dumped(iri)}{members}}}\n'
    yield '],"edges":[\n'
    for number, (source, target, members) in enumerate(_edges(network, "node-link")):
        key = f',"key":"e{number + 1}"' if network.parallel else f',"id":"e{number + 1}"'
        yield (f'{"," if number else ""}{{"source":{source},"target":{target}{key}{members}}}\n')
    yield "]}\n"


def _members(columns: Mapping[str, Column], number: int, form: str) -> Iterator[str]:
    """Yield the members of each row, each with a comma before it."""

    def snippet(name: str) -> Any:
        taken = f"{name}_" if name in _TAKEN[form] else name
        return lambda value: f",{dumped(taken)}:{dumped(value)}"

    cells = [Snippets(column, snippet(name)) for name, column in columns.items()]
    for first, last in chunks(number):
        rows = list(zip(*(cell.of(first, last) for cell in cells), strict=True))
        yield from map("".join, rows or [()] * (last - first))


def _edges(network: Network, form: str) -> Iterator[tuple[str, str, str]]:
    ids = list(map(dumped, network.ids))
    members = _members(network.edges, network.size, form)
    for first, last in chunks(network.size):
        for source, target in zip(
            network.source[first:last].tolist(), network.target[first:last].tolist(), strict=True
        ):
            yield ids[source], ids[target], next(members)
