"""Edges in, lines on a sheet out: width by weight, dashes and colour by kind, arrow heads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from casegraph.network.model import Network
from casegraph.network.style import kind_order

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Points = NDArray[np.float64]

# dark enough for a thin line on white; dashes tell kinds apart without colour; the third is the
# same on a dark ground
LINES: Final = (
    ("#7a7a7a", "solid", "#9a9a9a"),
    ("#0072b2", (0, (5, 2)), "#56a9dc"),
    ("#d55e00", (0, (1.2, 1.6)), "#e8804a"),
    ("#00795a", (0, (6, 2, 1.2, 2)), "#3fc79d"),
    ("#9a4f7c", (0, (2.5, 1.5)), "#d99bbd"),
    ("#7a5c00", (0, (8, 3)), "#e6b04a"),
    ("#3b6ea8", (0, (1.2, 3)), "#8fb4e0"),
    ("#444444", (0, (4, 1.5, 1.2, 1.5, 1.2, 1.5)), "#c4c4c4"),
)
MOST_KINDS: Final = len(LINES)
MOST_ARROWS: Final = 1500
_THIN: Final = 0.9
_THICK: Final = 4.0
_ROUND: Final = 18


@dataclass(frozen=True)
class LineStyle:
    """How edges of one kind are drawn."""

    colour: str
    dashes: Any
    dark: str


def line_styles(network: Network) -> dict[str, LineStyle]:
    """Give each kind of edge a colour and dashes; the rarest of too many kinds share the last."""
    kinds = kind_order(edge_kinds(network))
    return {kind: LineStyle(*LINES[min(place, MOST_KINDS - 1)]) for place, kind in enumerate(kinds)}


def edge_kinds(network: Network) -> list[str]:
    """Return the kind of each edge, or an empty text."""
    column = network.edges.get("kind")
    if column is None:
        return [""] * network.size
    return ["" if kind is None else str(kind) for kind in column]


def widths(network: Network) -> Points:
    """Return the width of each edge, in points."""
    return widths_of(network.weights())


def widths_of(weights: Points) -> Points:
    """Return the width of a line for each weight, in points: of many lines each is thinner."""
    number = len(weights)
    thin = _THIN if number <= 400 else 0.45 if number <= 4000 else 0.15
    if not number or weights.max() <= weights.min():
        return np.full(number, 1.25 * thin)
    least = max(float(weights.min()), float(weights.max()) / 50)
    result: Points = np.minimum(thin * np.sqrt(np.maximum(weights, least) / least), _THICK)
    return result


def draw_edges(
    axes: Axes,
    points: Points,
    radii: Points,
    network: Network,
    lines: Mapping[str, LineStyle],
    *,
    bent: bool,
) -> None:
    """Draw all edges: parallel ones beside each other, loops as small circles."""
    from matplotlib.collections import LineCollection

    if not network.size:
        return
    kinds = edge_kinds(network)
    curves = _curves(points, radii, network, bent)
    wide = widths(network)
    alpha = 0.85 if network.size <= 400 else 0.4 if network.size <= 4000 else 0.16
    for kind, style in lines.items():
        rows = [row for row, own in enumerate(kinds) if own == kind]
        axes.add_collection(
            LineCollection(
                [curves[row] for row in rows],
                colors=style.colour, linestyles=style.dashes, linewidths=wide[rows],
                alpha=alpha, zorder=1, capstyle="butt",
            )
        )  # fmt: skip
    if network.directed and network.size <= MOST_ARROWS:
        _arrows(axes, curves, wide, [lines[kind].colour for kind in kinds], alpha)


def _curves(points: Points, radii: Points, network: Network, bent: bool) -> list[Points]:
    """Return the line of each edge, from the border of one node to that of the other."""
    turns = _turns(network)
    found = []
    steps = np.linspace(0, 1, 2 if not bent else 13)[:, None]
    for row, (source, target) in enumerate(
        zip(network.source.tolist(), network.target.tolist(), strict=True)
    ):
        one, two = points[source], points[target]
        if source == target:
            found.append(_loop(one, radii[source] + 4 * turns[row]))
            continue
        way = two - one
        length = max(float(np.hypot(*way)), 1e-9)
        side = np.array([-way[1], way[0]]) * (0.14 * turns[row])
        if source > target:
            side = -side
        if turns[row] == 0 or not bent:
            curve = one + way * np.linspace(0, 1, 2)[:, None] + side * 0.08
        else:
            middle = (one + two) / 2 + side
            curve = (1 - steps) ** 2 * one + 2 * steps * (1 - steps) * middle + steps**2 * two
        start, end = (radii[node] + 1.2 for node in (source, target))
        found.append(_cut(curve, start, end) if length > start + end + 1 else curve)
    return found


def _turns(network: Network) -> Points:
    """Number parallel edges so that they bend apart: 0, or -1 and 1, or -2, 0 and 2."""
    low, high = (
        np.minimum(network.source, network.target),
        np.maximum(network.source, network.target),
    )
    keys = low.astype(np.int64) * max(len(network), 1) + high
    order = np.argsort(keys, kind="stable")
    _, first, counts = np.unique(keys[order], return_index=True, return_counts=True)
    place = np.arange(len(keys)) - np.repeat(first, counts)
    turns = np.empty(len(keys))
    turns[order] = 2 * place - np.repeat(counts - 1, counts)
    loops = network.source == network.target
    turns[loops] = turns[loops] - turns[loops].min(initial=0) if loops.any() else turns[loops]
    return turns


def _loop(point: Points, size: float) -> Points:
    angles = np.linspace(-0.35 * np.pi, 1.35 * np.pi, _ROUND)
    radius = 0.8 * size
    curve: Points = point + np.array([0, size + 0.35 * radius]) + radius * np.stack(
        [np.cos(angles), np.sin(angles)], axis=1
    )  # fmt: skip
    return curve


def _cut(curve: Points, start: float, end: float) -> Points:
    """Take so much from both ends of a line."""
    for cut in (start, end):
        curve = _shortened(curve, cut)[::-1]
    return curve


def _shortened(curve: Points, cut: float) -> Points:
    steps = np.hypot(*(curve[1:] - curve[:-1]).T)
    place = int(np.searchsorted(np.cumsum(steps), cut))
    if place >= len(steps):
        return curve
    rest = cut - float(steps[:place].sum())
    point = curve[place] + (curve[place + 1] - curve[place]) * (
        rest / max(float(steps[place]), 1e-9)
    )
    return np.concatenate([[point], curve[place + 1 :]])


def _arrows(
    axes: Axes, curves: list[Points], wide: Points, colours: list[str], alpha: float
) -> None:
    """Draw a head at the end of each line."""
    from matplotlib.collections import PolyCollection

    heads = []
    for curve, width in zip(curves, wide.tolist(), strict=True):
        way = curve[-1] - curve[-2]
        way = way / max(float(np.hypot(*way)), 1e-9)
        side = np.array([-way[1], way[0]])
        size = 3.6 + 1.2 * width
        tip, base = curve[-1] + way * 1.0, curve[-1] - way * size
        heads.append(np.stack([tip, base + side * size * 0.45, base - side * size * 0.45]))
    axes.add_collection(
        PolyCollection(
            heads, facecolors=colours, edgecolors="none", alpha=min(alpha + 0.1, 1), zorder=2
        )
    )
