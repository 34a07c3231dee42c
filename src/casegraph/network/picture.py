"""A network in, a picture file out: deterministic, readable in print."""

from __future__ import annotations

import math
from io import BytesIO
from typing import TYPE_CHECKING, Final

import networkx as nx

from casegraph.errors import UsageError
from casegraph.network.model import Network

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SUFFIXES: Final = (".svg", ".png", ".pdf")
_RING: Final = 24
# Okabe and Ito's colours, told apart by colour-blind readers; the shape says the kind as well
_STYLES: Final = (("o", "#0072B2"), ("s", "#E69F00"), ("^", "#009E73"), ("D", "#CC79A7"))


def draw(network: Network, suffix: str, title: str) -> bytes:
    """Draw a network.

    Args:
        network: the network.
        suffix: `.svg`, `.png` or `.pdf`.
        title: what stands above the picture.

    Returns:
        The bytes of the picture; the same for the same network.

    Raises:
        UsageError: the suffix names no format.
    """
    if suffix not in SUFFIXES:
        raise UsageError(f"no picture is called *{suffix}", remedy=f"Use {', '.join(SUFFIXES)}.")
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context({"svg.hashsalt": "casegraph", "svg.fonttype": "path"}):
        return _drawn(network, suffix, title, Figure(figsize=(9, 7), layout="constrained"))


def _drawn(network: Network, suffix: str, title: str, figure: Figure) -> bytes:
    graph = network.to_networkx()
    places = (
        nx.circular_layout(graph)
        if len(graph) <= _RING
        else nx.spring_layout(graph, seed=7, iterations=200)
    )
    axes = figure.add_subplot()
    axes.set_axis_off()
    axes.set_title(title, fontsize=13, parse_math=False)
    axes.margins(0.28, 0.16)
    nx.draw_networkx_edges(graph, places, ax=axes, edge_color="#8a8a8a", width=1.1)
    kinds = sorted({str(data.get("kind", "")) for _, data in graph.nodes(data=True)})
    for kind, (shape, colour) in zip(kinds, _STYLES * len(kinds), strict=False):
        members = [node for node, data in graph.nodes(data=True) if data.get("kind", "") == kind]
        nx.draw_networkx_nodes(
            graph, places, members, ax=axes, node_shape=shape, node_color=colour, node_size=260,
            label=kind,
        )  # fmt: skip
    for node, (x, y) in places.items():
        angle = math.atan2(y, x)
        side = "left" if math.cos(angle) > 0.2 else "right" if math.cos(angle) < -0.2 else "center"
        axes.annotate(
            graph.nodes[node]["label"],
            (x, y),
            xytext=(14 * math.cos(angle), 16 * math.sin(angle)),
            textcoords="offset points",
            ha=side,
            va="center",
            fontsize=11,
            parse_math=False,
            bbox={"facecolor": "white", "edgecolor": "none", "alpha": 0.75, "pad": 0.8},
        )
    if kinds:
        axes.legend(loc="lower left", frameon=False, fontsize=10)
    out = BytesIO()
    metadata = {".svg": {"Date": None}, ".pdf": {"CreationDate": None, "ModDate": None}}
    figure.savefig(out, format=suffix[1:], dpi=150, metadata=metadata.get(suffix))
    return out.getvalue()
