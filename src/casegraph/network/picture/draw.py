"""A network in, a picture file out: nodes, edges, labels, a legend, and what it shows.

Where the nodes lie is `layout`'s work, where the labels lie that of `labels`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from casegraph.network.layout import bands, positions
from casegraph.network.model import Network
from casegraph.network.picture.canvas import (
    INK,
    PALE,
    SUFFIXES,
    check_suffix,
    saved,
    settings,
    sheet,
    text_size,
    wrapped,
)
from casegraph.network.picture.edges import draw_edges, line_styles
from casegraph.network.picture.fonts import unreadable
from casegraph.network.picture.labels import Box, place
from casegraph.network.picture.legend import draw_legend, legend_height
from casegraph.network.style import kind_order, node_kinds, styles

if TYPE_CHECKING:
    from matplotlib.axes import Axes

__all__ = ["SUFFIXES", "draw", "layout_of"]

MOST_LABELLED: Final = 60
_HUBS: Final = 25
# marker → how far its corners reach, in parts of its radius
_REACH: Final = {"D": 1.42, "^": 1.2, "v": 1.2, "h": 1.2}
_FONT: Final = 9.5
_MARGIN: Final = 26.0
_TITLE: Final = 40.0
_ABOUT: Final = 15.0
_TALLEST: Final = 2400.0


class Drawing:
    """A network on a sheet: where everything lies, in points.

    Args:
        network: the network.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self.two = network.mode == "two" and len(network) > 0
        self.kinds = node_kinds(network)
        self.looks = styles(kind_order(self.kinds))
        self.lines = line_styles(network)
        self.degree = _degree(network)
        self.font = _FONT
        self.head = _TITLE + (_ABOUT if network.origin.about else 0)
        self.unreadable = 0
        grown = 1.0
        for _ in range(8):
            self._lay_out(grown)
            if len(network) > MOST_LABELLED or len(self.boxes) == len(network):
                break
            grown *= 1.18

    def _lay_out(self, grown: float) -> None:
        network = self.network
        number = len(network)
        self.foot = legend_height(self) + 26
        if self.two:
            self._in_bands(grown)
            return
        side = grown * float(np.clip(340 + 62 * np.sqrt(number), 380, 1150))
        self.width, high = side * 1.28, side
        raw = positions(network) if number else np.zeros((0, 2))
        span = np.ptp(raw, axis=0) if number else np.zeros(2)
        room = np.array([self.width - 2 * _MARGIN - 150, high - 2 * _MARGIN - 36])
        scale = min(*(room / np.maximum(span, 1e-9)), 150.0 * grown)
        # a flat network needs no high sheet
        high = min(high, max(float(span[1]) * scale + 2 * _MARGIN + 70, 170.0))
        self.height = high + self.head + self.foot
        middle = np.array([self.width / 2, self.foot + high / 2])
        centre = (raw.max(axis=0) + raw.min(axis=0)) / 2 if number else np.zeros(2)
        self.points = (raw - centre) * scale + middle
        self.radii = self._radii()
        within = Box(8, self.foot, self.width - 16, high)
        self.texts = self._texts(28, 3 if number <= 30 else 2)
        sizes = [text_size(t, self.font) if t else None for t in self.texts]
        order = sorted(range(number), key=lambda n: (-self.degree[n], n))
        ends = np.stack([network.source, network.target]).astype(np.int64)
        most = ends if network.size <= 4000 else ends[:, :0]
        self.boxes = place(self.points, self._reach(), sizes, most, within, order)

    def _in_bands(self, grown: float) -> None:
        network = self.network
        raw = bands(network)
        left = raw[:, 0] == 0
        rows = max(int(left.sum()), int((~left).sum()))
        high = min(max(rows * 17.0, 150.0) * grown, _TALLEST)
        self.texts = self._texts(66, 1, [left, ~left])
        sizes = [text_size(t, self.font)[0] if t else 0.0 for t in self.texts]
        widest = [
            max((s for s, on in zip(sizes, side, strict=True) if on), default=0.0)
            for side in (left, ~left)
        ]
        between = float(np.clip(rows * 9.0, 250, 520))
        self.width = max(widest[0] + widest[1] + between + 2 * _MARGIN + 30, 480)
        self.height = high + self.head + 24 + self.foot
        x = np.where(left, _MARGIN + widest[0] + 15, self.width - _MARGIN - widest[1] - 15)
        y = self.foot + raw[:, 1] * (high / max(rows, 1))
        self.points = np.stack([x, y], axis=1)
        self.radii = np.minimum(self._radii(), 0.42 * high / max(rows, 1))
        self.boxes = {}
        taken: dict[bool, list[float]] = {True: [], False: []}
        tall = self.font * 1.25
        for node in sorted(range(len(network)), key=lambda n: (-self.degree[n], n)):
            if not self.texts[node]:
                continue
            at = float(y[node])
            if any(abs(at - other) < tall for other in taken[bool(left[node])]):
                continue
            taken[bool(left[node])].append(at)
            away = 7 + float(self.radii[node])
            start = x[node] - away - sizes[node] if left[node] else x[node] + away
            self.boxes[node] = Box(float(start), at - tall / 2, sizes[node], tall)

    def _radii(self) -> NDArray[np.float64]:
        number = len(self.network)
        least, most = (6.0, 11.0) if number <= 60 else (3.6, 10.0) if number <= 400 else (1.6, 8.0)
        if number > 3000:
            least, most = 0.9, 6.0
        share = np.sqrt(self.degree / max(float(self.degree.max(initial=0)), 1))
        radii: NDArray[np.float64] = least + (most - least) * share
        return radii

    def _reach(self) -> NDArray[np.float64]:
        """Return how far each node reaches: one with corners farther than its radius."""
        markers = [self.looks[kind].marker for kind in self.kinds]
        reach: NDArray[np.float64] = self.radii * [_REACH.get(marker, 1.0) for marker in markers]
        return reach

    def _texts(
        self, width: int, lines: int, sides: Sequence[NDArray[np.bool_]] | None = None
    ) -> list[str]:
        """Break the labels: of a small network, or a small side of one, all; else of hubs."""
        number = len(self.network)
        chosen: set[int] = set()
        for side in sides or [np.ones(number, bool)]:
            members = np.flatnonzero(side).tolist()
            if len(members) > MOST_LABELLED:
                hubs = sorted(members, key=lambda n: (-self.degree[n], n))[:_HUBS]
                members = [node for node in hubs if self.degree[node] > 1]
            chosen.update(members)
        labels = enumerate(self.network.labels)
        return [wrapped(label, width, lines) if n in chosen else "" for n, label in labels]


def layout_of(network: Network) -> Drawing:
    """Lay a network out on a sheet, without drawing it."""
    return Drawing(network)


def draw(network: Network, suffix: str, title: str) -> bytes:
    """Draw a network.

    Args:
        network: the network.
        suffix: `.svg`, `.png`, `.pdf` or `.html`.
        title: what stands above the picture.

    Returns:
        The bytes of the picture; the same for the same network.

    Raises:
        UsageError: the suffix names no format.
    """
    check_suffix(suffix)
    with settings(suffix):
        drawing = Drawing(network)
        figure, axes = sheet(drawing.width, drawing.height)
        drawing.unreadable = unreadable(
            [title, network.origin.about, *map(drawing.texts.__getitem__, drawing.boxes)], suffix
        )
        _heading(axes, drawing, title)
        draw_edges(
            axes, drawing.points, drawing.radii, network, drawing.lines, bent=not drawing.two
        )
        _nodes(axes, drawing)
        _labels(axes, drawing)
        draw_legend(axes, drawing)
        return saved(figure, suffix)


def _degree(network: Network) -> NDArray[np.float64]:
    from casegraph.network.measure.centrality import degree

    (column, *_) = degree(network)
    return column.numbers(missing=0.0)


def _heading(axes: Axes, drawing: Drawing, title: str) -> None:
    network = drawing.network
    top = drawing.height - 22
    most = int(drawing.width / 7.2)
    axes.text(
        _MARGIN, top, wrapped(title, most, 1), fontsize=13, color=INK, weight="bold", va="center"
    )
    if network.origin.about:
        top -= _ABOUT
        told_of = wrapped(network.origin.about, int(drawing.width / 5.6), 1)
        axes.text(_MARGIN, top - 1, told_of, fontsize=9.5, color=INK, va="center")
    if not len(network):
        axes.text(
            drawing.width / 2, (drawing.height + drawing.foot) / 2 - 20,
            "The data has nothing that this network shows.", fontsize=10, color=PALE,
            ha="center", va="center",
        )  # fmt: skip
    sort = "directed" if network.directed else "undirected"
    told = [f"{len(network)} nodes, {network.size} edges, {sort}", *network.origin.steps]
    line = wrapped("; ".join(told), int(drawing.width / 5.0), 1)
    axes.text(_MARGIN, top - 17, line, fontsize=8.5, color=PALE, va="center")
    if drawing.two:
        for word, x, way in (
            (network.sides[0], drawing.points[drawing.network.source, 0][:1], "right"),
            (network.sides[1], drawing.points[drawing.network.target, 0][:1], "left"),
        ):
            if len(x):
                away = -8 if way == "right" else 8
                high = drawing.points[:, 1].max() + 20
                axes.text(
                    x[0] + away,
                    high,
                    word,
                    fontsize=9.5,
                    color=PALE,
                    ha=way,
                    va="center",
                    style="italic",
                )


def _nodes(axes: Axes, drawing: Drawing) -> None:
    kinds = np.array(drawing.kinds)
    edge = 0.9 if len(drawing.network) <= 400 else 0.3
    for kind, look in drawing.looks.items():
        rows = np.flatnonzero(kinds == kind)
        axes.scatter(
            drawing.points[rows, 0], drawing.points[rows, 1],
            s=(2 * drawing.radii[rows]) ** 2 * (1.25 if look.marker in "^vh" else 1),
            marker=look.marker, c=look.colour, edgecolors="white", linewidths=edge, zorder=3,
        )  # fmt: skip


def _labels(axes: Axes, drawing: Drawing) -> None:
    from matplotlib.patches import Rectangle

    for node, box in sorted(drawing.boxes.items()):
        x, y = box.middle
        _leader(axes, drawing, node, box)
        # of the size that was measured, whatever font draws the text
        halo = Rectangle(
            (box.left, box.bottom), box.width, box.height, facecolor="white", alpha=0.72,
            linewidth=0, zorder=4,
        )  # fmt: skip
        axes.add_patch(halo)
        axes.text(
            x, y, drawing.texts[node], fontsize=drawing.font, color=INK, ha="center", va="center",
            linespacing=1.1, zorder=5,
        )  # fmt: skip


def _leader(axes: Axes, drawing: Drawing, node: int, box: Box) -> None:
    """Join a label that lies far from its node with a thin line."""
    x, y = drawing.points[node]
    near = (
        np.clip(x, box.left, box.left + box.width),
        np.clip(y, box.bottom, box.bottom + box.height),
    )
    if np.hypot(near[0] - x, near[1] - y) > drawing.radii[node] + 8:
        axes.plot([x, near[0]], [y, near[1]], color=PALE, linewidth=0.5, zorder=2.5)
