"""A network in, the plain texts of Pajek and Graphviz out, which know few types or none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np

from casegraph.network.model import Network
from casegraph.network.style import kind_order, node_kinds, styles
from casegraph.network.write.cells import Snippets, chunks, text_of
from casegraph.network.write.options import Options

TWO_SIDES: Final = (
    "the line of vertices has the sizes of both sides: Pajek, igraph and Gephi read them; networkx "
    "does not, and takes GraphML or the node-link form"
)


def write_pajek(network: Network, options: Options) -> Iterator[str]:
    """Write a Pajek network: labels and weights, and of a two-mode network its first side first.

    Pajek names nodes by labels; where two have one label, the identifier is put behind it.
    """
    order = np.arange(len(network))
    first = 0
    if network.mode == "two":
        side = np.ones(len(network), bool)
        side[network.source] = False
        order = np.argsort(side, kind="stable")
        first = int((~side).sum())
    place = np.empty(len(network), np.int64)
    place[order] = np.arange(1, len(network) + 1)
    labels = _unique(network)
    yield f"% {options.sheet.to_json()}\n"
    yield f"*Vertices {len(network)}" + (f" {first}\n" if first else "\n")
    for number, node in enumerate(order.tolist(), 1):
        yield f'{number} "{labels[node]}"\n'
    yield "*Arcs\n" if network.directed else "*Edges\n"
    weights = network.weights()
    for low, high in chunks(network.size):
        ends = (place[part[low:high]].tolist() for part in (network.source, network.target))
        yield "".join(
            f"{source} {target} {weight:g}\n"
            for source, target, weight in zip(*ends, weights[low:high].tolist(), strict=True)
        )


def notes_pajek(network: Network) -> dict[str, int | None]:
    """Say who reads a network of two modes."""
    return {TWO_SIDES: None} if network.mode == "two" else {}


def _unique(network: Network) -> list[str]:
    plain = [label.replace('"', "'") for label in network.labels]
    counts: dict[str, int] = {}
    for label in plain:
        counts[label] = counts.get(label, 0) + 1
    return [
        f"{label} <{iri}>" if counts[label] > 1 else label
        for label, iri in zip(plain, network.ids, strict=True)
    ]


def write_dot(network: Network, options: Options) -> Iterator[str]:
    """Write a graph in the language of Graphviz, with labels, shapes and colours."""
    sort, line = ("digraph", "->") if network.directed else ("graph", "--")
    yield f"{sort} {_quoted(network.name)} {{\n"
    yield f"  graph [label={_quoted(options.sheet.title)} labelloc=t overlap=false"
    yield f" comment={_quoted(options.sheet.to_json())}];\n"
    yield '  node [style=filled fontcolor="#111111" fontname="DejaVu Sans"];\n'
    yield '  edge [color="#8a8a8a" fontsize=9];\n'
    kinds = node_kinds(network)
    looks = {
        kind: f'shape={style.graphviz} color="{style.colour}" fillcolor="{style.colour}33"'
        for kind, style in styles(kind_order(kinds)).items()
    }
    labels = network.labels
    for number, kind in enumerate(kinds):
        own = f"label={_quoted(labels[number])} kind={_quoted(kind)}"
        yield f"  {_quoted(network.ids[number])} [{own} {looks[kind]}];\n"
    ids = list(map(_quoted, network.ids))
    names = [name for name in network.edges if name != "id"]
    cells = [Snippets(network.edges[name], _attribute(name)) for name in names]
    for low, high in chunks(network.size):
        rows = list(zip(*(cell.of(low, high) for cell in cells), strict=True))
        rows = rows or [()] * (high - low)
        ends = (part[low:high].tolist() for part in (network.source, network.target))
        yield "".join(
            f"  {ids[source]} {line} {ids[target]} [id=e{number}{''.join(row)}];\n"
            for number, (source, target, row) in enumerate(zip(*ends, rows, strict=True), low + 1)
        )
    yield "}\n"


def _attribute(name: str) -> Callable[[Any], str]:
    key = _quoted(name)
    if name == "kind":
        return lambda value: f" kind={_quoted(text_of(value))} label={_quoted(text_of(value))}"
    return lambda value: f" {key}={_quoted(text_of(value))}"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
