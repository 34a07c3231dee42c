"""A network in, CX2 for Cytoscape and NDEx out: declared attributes, places and a visual style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from casegraph.network.column import Column
from casegraph.network.layout import places_of
from casegraph.network.model import Network
from casegraph.network.style import kind_order, node_kinds, styles
from casegraph.network.write.cells import Snippets, chunks
from casegraph.network.write.json_graph import dumped
from casegraph.network.write.options import Options

_TYPES: Final = {
    "integer": "long",
    "double": "double",
    "boolean": "boolean",
    "list": "list_of_string",
}


def write(network: Network, options: Options) -> Iterator[str]:
    """Write a network as CX2."""
    counts = {"nodes": len(network), "edges": network.size}
    aspects = ["attributeDeclarations", "networkAttributes", "visualProperties"]
    listed = [{"name": name, "elementCount": 1} for name in aspects]
    listed += [{"name": name, "elementCount": n} for name, n in counts.items() if n]
    yield '[{"CXVersion":"2.0","hasFragments":false},\n'
    yield f'{{"metaData":{dumped(listed)}}},\n'
    yield f'{{"attributeDeclarations":[{dumped(_declared(network))}]}},\n'
    about = {
        "name": options.sheet.title,
        "description": network.origin.description,
        "version": network.origin.dataset,
        "datasheet": options.sheet.to_json(),
    }
    yield f'{{"networkAttributes":[{dumped(about)}]}},\n'
    if len(network):
        yield '{"nodes":[\n'
        yield from _nodes(network)
        yield "]},\n"
    if network.size:
        yield '{"edges":[\n'
        yield from _edges(network)
        yield "]},\n"
    yield f'{{"visualProperties":[{dumped(_look(network))}]}},\n'
    yield '{"status":[{"success":true,"error":""}]}]\n'


def _declared(network: Network) -> dict[str, Any]:
    text = {"d": "string"}
    nodes = {"name": text, "represents": text} | _types(network.nodes)
    nodes.pop("label", None)
    edges = _types(network.edges)
    if "kind" in edges:
        edges["interaction"] = text
        edges.pop("kind")
    about = dict.fromkeys(("name", "description", "version", "datasheet"), text)
    return {"networkAttributes": about, "nodes": nodes, "edges": edges}


def _types(columns: Mapping[str, Column]) -> dict[str, dict[str, str]]:
    return {_named(n): {"d": _TYPES.get(c.kind, "string")} for n, c in columns.items()}


def _named(name: str) -> str:
    return f"{name}_" if name in ("name", "represents", "interaction") else name


def _values(
    columns: Mapping[str, Column], number: int, renamed: Mapping[str, str]
) -> Iterator[str]:
    def snippet(name: str) -> Any:
        return lambda value: f"{dumped(renamed.get(name, _named(name)))}:{dumped(value)}"

    cells = [Snippets(column, snippet(name)) for name, column in columns.items()]
    for first, last in chunks(number):
        rows = list(zip(*(cell.of(first, last) for cell in cells), strict=True))
        for row in rows or [()] * (last - first):
            yield ",".join(filter(None, row))


def _nodes(network: Network) -> Iterator[str]:
    places = places_of(network)
    columns = {name: column for name, column in network.nodes.items() if name != "label"}
    labels = network.labels
    for number, values in enumerate(_values(columns, len(network), {})):
        own = f'"name":{dumped(labels[number])},"represents":{dumped(network.ids[number])}'
        at = ""
        if places is not None:
            x, y = places[number].tolist()
            at = f',"x":{x:.2f},"y":{-y:.2f}'
        comma = "," if number else ""
        more = f",{values}" if values else ""
        yield f'{comma}{{"id":{number}{at},"v":{{{own}{more}}}}}\n'


def _edges(network: Network) -> Iterator[str]:
    values = _values(network.edges, network.size, {"kind": "interaction"})
    number = 0
    for first, last in chunks(network.size):
        for source, target in zip(
            network.source[first:last].tolist(), network.target[first:last].tolist(), strict=True
        ):
            comma = "," if number else ""
            yield f'{comma}{{"id":{number},"s":{source},"t":{target},"v":{{{next(values)}}}}}\n'
            number += 1


def _look(network: Network) -> dict[str, Any]:
    """Map kinds to shapes and colours, names to labels, and weights to widths."""
    kinds = kind_order(node_kinds(network))
    looks = styles(kinds)
    column = "kind" if "kind" in network.nodes else "side"

    def discrete(values: Mapping[str, str]) -> dict[str, Any]:
        listed = [{"v": kind, "vp": value} for kind, value in values.items()]
        definition = {"attribute": column, "type": "string", "map": listed}
        return {"type": "DISCRETE", "definition": definition}

    named = {"attribute": "name", "type": "string"}
    look: dict[str, Any] = {
        "default": {
            "network": {"NETWORK_BACKGROUND_COLOR": "#FFFFFF"},
            "node": {
                "NODE_SHAPE": "ellipse",
                "NODE_WIDTH": 36,
                "NODE_HEIGHT": 36,
                "NODE_BACKGROUND_COLOR": "#0072B2",
                "NODE_LABEL_COLOR": "#111111",
                "NODE_LABEL_FONT_SIZE": 12,
                "NODE_BORDER_COLOR": "#FFFFFF",
                "NODE_BORDER_WIDTH": 1,
            },
            "edge": {
                "EDGE_LINE_COLOR": "#8A8A8A",
                "EDGE_WIDTH": 1.5,
                "EDGE_TARGET_ARROW_SHAPE": "triangle" if network.directed else "none",
                "EDGE_TARGET_ARROW_COLOR": "#8A8A8A",
            },
        },
        "nodeMapping": {"NODE_LABEL": {"type": "PASSTHROUGH", "definition": named}},
        "edgeMapping": {},
    }
    if any(kinds):
        mapping = look["nodeMapping"]
        mapping["NODE_SHAPE"] = discrete(
            {k: "triangle" if s.cytoscape == "vee" else s.cytoscape for k, s in looks.items()}
        )
        mapping["NODE_BACKGROUND_COLOR"] = discrete({k: s.colour for k, s in looks.items()})
    weights = network.weights()
    if "weight" in network.edges and len(weights) and weights.max() > weights.min():
        low, high = float(weights.min()), float(weights.max())
        steps = {"min": low, "max": high, "minVPValue": 1.0, "maxVPValue": 6.0}
        steps |= {"includeMin": True, "includeMax": True}
        kind = _TYPES[network.edges["weight"].kind]
        definition = {"attribute": "weight", "type": kind, "map": [steps]}
        look["edgeMapping"]["EDGE_WIDTH"] = {"type": "CONTINUOUS", "definition": definition}
    return look
