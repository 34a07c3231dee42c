"""Nodes and the sizes of their labels in, a place for each label out: none lies on another.

A label may lie on an edge, if there is no better place, and never on a node or on another label.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.float64]
# to the right first, as a reader expects it; then left, above and below, and between
_WAYS: Final = ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, 1), (1, -1), (-1, -1))
_STEPS: Final = (0.0, 6.0, 14.0, 26.0, 42.0, 64.0)
_ROOM: Final = 1.5
_ON_EDGE: Final = 5.0
_AWAY: Final = 0.6


@dataclass(frozen=True)
class Box:
    """Where a label lies, in points."""

    left: float
    bottom: float
    width: float
    height: float

    @property
    def middle(self) -> tuple[float, float]:
        """The point in the middle."""
        return self.left + self.width / 2, self.bottom + self.height / 2

    def meets(self, other: Box) -> bool:
        """Say whether two boxes have a point in common."""
        return (
            self.left < other.left + other.width
            and other.left < self.left + self.width
            and self.bottom < other.bottom + other.height
            and other.bottom < self.bottom + self.height
        )


def place(
    points: Points,
    radii: Points,
    sizes: Sequence[tuple[float, float] | None],
    edges: NDArray[np.int64],
    sheet: Box,
    order: Iterable[int],
) -> dict[int, Box]:
    """Place labels beside their nodes.

    Args:
        points: the nodes, in points.
        radii: how far each node reaches.
        sizes: width and height of each label; None for a node without one.
        edges: the two nodes of each edge, a column an edge.
        sheet: where labels may lie.
        order: the nodes, those first whose labels matter most.

    Returns:
        For each label that found room its box.
    """
    found: dict[int, Box] = {}
    placed = np.zeros((0, 4))
    lines = np.concatenate([points[edges[0]], points[edges[1]]], axis=1) if edges.size else None
    outwards = _outwards(points, edges)
    for node in order:
        size = sizes[node]
        if size is None:
            continue
        best: tuple[float, Box] | None = None
        for step, away in enumerate(_STEPS):
            for turn, way in enumerate(_WAYS):
                box = _beside(points[node], radii[node] + _ROOM + 2 + away, size, way)
                if not _inside(box, sheet) or _hits(box, placed) or _on_nodes(box, points, radii):
                    continue
                cost = away * _AWAY + turn * 0.4
                cost += _crossed(box, lines) * _ON_EDGE
                cost -= 2.5 * float(np.dot(outwards[node], way)) / float(np.hypot(*way))
                if best is None or cost < best[0]:
                    best = (cost, box)
            if best is not None and best[0] < _STEPS[min(step + 1, len(_STEPS) - 1)] * _AWAY:
                break
        if best is not None:
            found[node] = best[1]
            b = best[1]
            row = [[b.left, b.bottom, b.left + b.width, b.bottom + b.height]]
            placed = np.concatenate([placed, row])
    return found


def _outwards(points: Points, edges: NDArray[np.int64]) -> Points:
    """Return the way from the neighbours of each node to it, one long."""
    total, count = np.zeros_like(points), np.zeros(len(points))
    for here, there in ((0, 1), (1, 0)):
        np.add.at(total, edges[here], points[edges[there]])
        np.add.at(count, edges[here], 1)
    middle = np.where(count[:, None] > 0, total / np.maximum(count, 1)[:, None], points)
    ways: Points = points - middle
    long = np.hypot(ways[:, 0], ways[:, 1])[:, None]
    return np.divide(ways, long, out=np.zeros_like(ways), where=long > 0)


def _beside(point: Points, away: float, size: tuple[float, float], way: tuple[int, int]) -> Box:
    width, height = size
    across = away / np.hypot(*way) if all(way) else away
    x = point[0] + way[0] * across + (-width if way[0] < 0 else -width / 2 if way[0] == 0 else 0)
    y = point[1] + way[1] * across + (-height if way[1] < 0 else -height / 2 if way[1] == 0 else 0)
    return Box(float(x), float(y), width, height)


def _inside(box: Box, sheet: Box) -> bool:
    return (
        box.left >= sheet.left
        and box.bottom >= sheet.bottom
        and box.left + box.width <= sheet.left + sheet.width
        and box.bottom + box.height <= sheet.bottom + sheet.height
    )


def _hits(box: Box, placed: Points) -> bool:
    right, top = box.left + box.width + _ROOM, box.bottom + box.height + _ROOM
    return bool(
        (
            (placed[:, 0] < right)
            & (placed[:, 2] > box.left - _ROOM)
            & (placed[:, 1] < top)
            & (placed[:, 3] > box.bottom - _ROOM)
        ).any()
    )


def _on_nodes(box: Box, points: Points, radii: Points) -> bool:
    x = np.clip(points[:, 0], box.left, box.left + box.width)
    y = np.clip(points[:, 1], box.bottom, box.bottom + box.height)
    return bool((np.hypot(points[:, 0] - x, points[:, 1] - y) < radii + _ROOM).any())


def _crossed(box: Box, lines: Points | None) -> float:
    """Count the edges that go through a box (Liang and Barsky 1984)."""
    if lines is None:
        return 0.0
    start, way = lines[:, :2], lines[:, 2:] - lines[:, :2]
    low, high = np.zeros(len(lines)), np.ones(len(lines))
    for axis, (near, far) in enumerate(
        ((box.left, box.left + box.width), (box.bottom, box.bottom + box.height))
    ):
        with np.errstate(divide="ignore", invalid="ignore"):
            one, two = (near - start[:, axis]) / way[:, axis], (far - start[:, axis]) / way[:, axis]
        level = way[:, axis] == 0
        outside = level & ((start[:, axis] < near) | (start[:, axis] > far))
        one, two = np.where(level, -np.inf, one), np.where(level, np.inf, two)
        low, high = np.maximum(low, np.minimum(one, two)), np.minimum(high, np.maximum(one, two))
        high = np.where(outside, -1, high)
    return float((low < high).sum())
