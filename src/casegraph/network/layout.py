"""A network in, a place for each node out: the same for the same network, no node on another.

Each component is laid out by itself, by the distances along its edges; then they are packed.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from casegraph.network.model import Network
from casegraph.network.stress import by_distance, by_pivots
from casegraph.network.structure import components, simple

Points = NDArray[np.float64]
# above it the matrix of all distances is too large
_MOST_EXACT: Final = 400
_RING: Final = 24
MOST_PLACED: Final = 5000
_GAP: Final = 1.6


def positions(network: Network) -> Points:
    """Place the nodes; neighbours are about one apart.

    Returns:
        An array of two columns, x and y, a row a node.
    """
    number = components(network)
    graph = simple(network, directed=False)
    assert isinstance(graph, rx.PyGraph)  # it is undirected
    groups = [np.flatnonzero(number == place) for place in range(int(number.max(initial=-1)) + 1)]
    parts = [_laid(graph.subgraph(group.tolist()), len(group)) for group in groups]
    return _packed(len(network), groups, parts)


def places_of(network: Network) -> Points | None:
    """Place the nodes for a file, a hundred apart; None for a network too large to be placed."""
    return positions(network) * 100 if len(network) <= MOST_PLACED else None


def _laid(graph: rx.PyGraph[None, float], number: int) -> Points:
    if number == 1:
        return np.zeros((1, 2))
    edges = graph.num_edges()
    if number <= _RING and (edges == number * (number - 1) / 2 or number == 3):
        return _ring(number)
    return _upright(by_distance(graph) if number <= _MOST_EXACT else by_pivots(graph))


def _ring(number: int) -> Points:
    """Place nodes on a circle, the first on top, neighbours on it one apart."""
    angles = np.pi / 2 - 2 * np.pi * np.arange(number) / number
    radius = max(0.5 / np.sin(np.pi / number), 0.9)
    points: Points = radius * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    return points


def _upright(points: Points) -> Points:
    """Turn the longest side level, and the first node to the left half."""
    points = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(points.T @ points)
    turned: Points = points @ axes[:, ::-1]
    for axis in (0, 1):
        if turned[np.abs(turned[:, axis]).argmax(), axis] > 0:
            turned[:, axis] *= -1
    # the last digits are those of the processor
    return turned.round(4)


def _packed(number: int, groups: list[NDArray[np.int64]], parts: list[Points]) -> Points:
    """Put the components in rows, the largest first, so that the whole is about as wide as high."""
    found = np.zeros((number, 2))
    order = sorted(range(len(groups)), key=lambda place: (-len(groups[place]), place))
    sizes = [np.ptp(part, axis=0) + _GAP for part in parts]
    width = (
        max(1.3 * np.sqrt(sum(float(w * h) for w, h in sizes)), *(float(w) for w, _ in sizes), 0.0)
        if sizes
        else 0.0
    )
    left = top = deep = 0.0
    for place in order:
        wide, high = map(float, sizes[place])
        if left and left + wide > width:
            left, top, deep = 0.0, top - deep, 0.0
        corner = np.array([left, top])
        part = parts[place] - np.array([parts[place][:, 0].min(), parts[place][:, 1].max()])
        found[groups[place]] = corner + part + np.array([_GAP / 2, -_GAP / 2])
        left, deep = left + wide, max(deep, high)
    return found


def bands(network: Network) -> Points:
    """Place a two-mode network in two columns, each in the order that crosses the fewest edges.

    The order is by the mean place of the neighbours, taken in turns (Sugiyama et al. 1981).
    """
    first = np.zeros(len(network), bool)
    first[network.source] = True
    sides = [np.flatnonzero(first), np.flatnonzero(~first)]
    height = max(map(len, sides), default=0)
    found = np.zeros((len(network), 2))
    found[sides[1], 0] = 1.0
    for side in sides:
        found[side, 1] = _spread(len(side), height)
    ends = (network.source.astype(np.int64), network.target.astype(np.int64))
    for turn in range(24):
        side = sides[turn % 2]
        here, there = ends if turn % 2 == 0 else ends[::-1]
        total = np.bincount(here, found[there, 1], minlength=len(network))
        count = np.bincount(here, minlength=len(network))
        mean = np.where(count > 0, total / np.maximum(count, 1), found[:, 1])
        order = side[np.lexsort((side, -mean[side]))]
        found[order, 1] = _spread(len(side), height)
    return found


def _spread(number: int, height: int) -> Points:
    """Spread nodes of one side evenly over the height, from the top."""
    room = max(height, 1) / max(number, 1)
    places: Points = height - room * (np.arange(number, dtype=np.float64) + 0.5)
    return places
