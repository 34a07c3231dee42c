"""A connected graph in, points out whose distances on paper are those along the edges.

The sum of what they are off is lowered step by step (Gansner, Koren and North 2004): over all pairs
in a small graph; in a large one over edges, and pairs with some pivots (Ortmann et al. 2017).
"""

from __future__ import annotations

from typing import Final

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from casegraph.network.structure import Steps

Points = NDArray[np.float64]
Places = NDArray[np.int64]

_SEED: Final = 7
_STEPS: Final = 200
_FEWER_STEPS: Final = 80
_PIVOTS: Final = 40
_AT_REST: Final = 1e-4
_NEAR: Final = 1e-9


def by_distance(graph: rx.PyGraph[None, float]) -> Points:
    """Lay out a small graph by the distances of all pairs; hubs get a little more room."""
    number = graph.num_nodes()
    far = np.array(rx.distance_matrix(graph, parallel_threshold=2**31), float)
    degree = np.array([graph.degree(node) for node in graph.node_indices()], float)
    far *= 1 + 0.12 * np.log1p(np.minimum.outer(degree, degree))
    np.fill_diagonal(far, 1)
    weights = far**-2.0
    np.fill_diagonal(weights, 0)
    whole = weights.sum(axis=1)[:, None]
    points = _start(number)
    for _ in range(_STEPS):
        square = (points**2).sum(axis=1)
        across = sum(np.multiply.outer(points[:, axis], points[:, axis]) for axis in (0, 1))
        apart = square[:, None] + square[None, :] - 2 * across
        pulls = weights * far / np.sqrt(np.maximum(apart, _NEAR))
        pulled = pulls.sum(axis=1)[:, None] * points - _times(pulls, points)
        moved = (_times(weights, points) + pulled) / whole
        rest = np.abs(moved - points).max()
        points = moved
        if rest < _AT_REST:
            break
    return points


def by_pivots(graph: rx.PyGraph[None, float]) -> Points:
    """Lay out a large graph by its edges, and by the distances from some far-apart nodes."""
    number = graph.num_nodes()
    ends = np.array(graph.edge_list(), np.int64).T
    pivots, far = _pivots(graph, Steps(np.concatenate([ends, ends[::-1]], axis=1), number))
    points = _scaled(far, ends) + np.random.default_rng(_SEED).normal(0, 0.3, (number, 2))
    pairs = [(ends, np.ones(ends.shape[1])), _siblings(ends, number)]
    for pivot, row in zip(pivots, far, strict=True):
        others = np.flatnonzero(row > 1)
        pairs.append((np.stack([others, np.full(len(others), pivot)]), row[others]))
    one = np.concatenate([p[0][0] for p in pairs])
    two = np.concatenate([p[0][1] for p in pairs])
    length = np.concatenate([p[1] for p in pairs]).astype(float)
    weights = length**-2.0
    weights[ends.shape[1] :] *= 0.5
    whole = sum(np.bincount(side, weights, minlength=number) for side in (one, two))
    for _ in range(_FEWER_STEPS):
        apart = points[one] - points[two]
        pulls = length / np.maximum(np.sqrt((apart**2).sum(axis=1)), _NEAR)
        moved = np.empty_like(points)
        for axis in (0, 1):
            here, there, wanted = points[one, axis], points[two, axis], pulls * apart[:, axis]
            total = np.bincount(one, weights * (there + wanted), minlength=number)
            total += np.bincount(two, weights * (here - wanted), minlength=number)
            moved[:, axis] = total / whole
        points = moved
    return points


def _times(one: Points, two: Points) -> Points:
    """Multiply matrices in one order on every machine, which a tuned library does not."""
    return np.stack([np.einsum("ij,j->i", one, column) for column in two.T.copy()], axis=1)


def _start(number: int) -> Points:
    angles = 2 * np.pi * np.arange(number) / number
    ring = np.stack([np.cos(angles), np.sin(angles)], axis=1) * number / 6
    start: Points = ring + np.random.default_rng(_SEED).normal(0, 0.01, (number, 2))
    return start


def _pivots(graph: rx.PyGraph[None, float], steps: Steps) -> tuple[list[int], NDArray[np.float64]]:
    """Choose nodes, each as far as can be from those before, and return all distances from them."""
    number = graph.num_nodes()
    chosen = [max(graph.node_indices(), key=lambda node: (graph.degree(node), -node))]
    rows: list[NDArray[np.float64]] = []
    nearest = np.full(number, np.inf)
    while True:
        rows.append(steps.distances(chosen[-1]).astype(float))
        nearest = np.minimum(nearest, rows[-1])
        if len(chosen) == min(_PIVOTS, number):
            return chosen, np.array(rows)
        chosen.append(int(nearest.argmax()))


def _scaled(far: NDArray[np.float64], ends: Places) -> Points:
    """Place nodes by their distances from the pivots (Brandes and Pich 2006)."""
    square = far.T**2
    centred = -0.5 * (square - square.mean(axis=0) - square.mean(axis=1)[:, None] + square.mean())
    _, axes = np.linalg.eigh(_times(centred.T, centred))
    points = _times(centred, axes[:, :-3:-1])
    length = np.sqrt(((points[ends[0]] - points[ends[1]]) ** 2).sum(axis=1)).mean()
    scaled: Points = points / max(length, _NEAR)
    return scaled


def _siblings(ends: Places, number: int) -> tuple[Places, NDArray[np.float64]]:
    """Join each neighbour of a node with the next and the opposite one, so that they spread."""
    both = np.concatenate([ends, ends[::-1]], axis=1)
    hub, leaf = both[:, np.lexsort((both[1], both[0]))]
    starts = np.searchsorted(hub, np.arange(number))
    degree = np.bincount(hub, minlength=number)
    place = np.arange(len(hub)) - starts[hub]
    found = []
    for step in (np.ones(number, np.int64), np.maximum(degree // 2, 1)):
        other = leaf[starts[hub] + (place + step[hub]) % degree[hub]]
        found.append(np.stack([leaf, other])[:, leaf != other])
    pairs = np.concatenate(found, axis=1)
    return pairs, np.full(pairs.shape[1], 2.0)
