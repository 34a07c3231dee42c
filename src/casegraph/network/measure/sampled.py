"""A network in, betweenness estimated from some of its nodes out, and how far it may be off."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from casegraph.errors import UsageError
from casegraph.network.column import Column, of_numbers
from casegraph.network.measure.centrality import links
from casegraph.network.model import Network
from casegraph.network.structure import Steps

Numbers = NDArray[np.float64]
Places = NDArray[np.int64]


def betweenness(network: Network, samples: int, seed: int) -> Iterator[Column]:
    """Estimate betweenness from the shortest paths that start at nodes drawn by lot.

    The second column is the standard error of the estimate over the draw of these nodes: the
    true value is within twice of it in about 95 of 100 draws. With as many samples as nodes, the
    values are exact and the error is nought.

    Raises:
        UsageError: there is no sample.
    """
    if samples < 1:
        raise UsageError("an estimate needs one sample or more", remedy="Give --samples 200.")
    number = len(network)
    ends, _ = links(network, directed=network.directed)
    steps = Steps(ends, number)
    samples = min(samples, number)
    pivots = np.random.default_rng(seed).permutation(number)[:samples]
    total, squares = np.zeros(number), np.zeros(number)
    for pivot in pivots.tolist():
        part = _dependencies(pivot, steps)
        total += part
        squares += part**2
    scale = number / max((number - 1) * (number - 2), 1)
    mean = total / max(samples, 1)
    spread = np.maximum(squares / max(samples, 1) - mean**2, 0) * samples / max(samples - 1, 1)
    share = 1 - samples / max(number, 1)
    error = np.sqrt(spread / max(samples, 1) * share)
    yield of_numbers("betweenness-sampled", mean * scale, "Betweenness, estimated.")
    yield of_numbers("betweenness-error", error * scale, "The standard error of the estimate.")


def _dependencies(pivot: int, steps: Steps) -> Numbers:
    """Add up, for each node, its share of the shortest paths from one node (Brandes 2001)."""
    number = steps.number
    distance = np.full(number, -1, np.int64)
    paths = np.zeros(number)
    distance[pivot], paths[pivot] = 0, 1.0
    front = np.array([pivot], np.int64)
    walked: list[tuple[Places, Places]] = []
    while len(front):
        one, two = steps.out_of(front)
        new = distance[two] < 0
        distance[two[new]] = distance[front[0]] + 1
        down = distance[two] == distance[front[0]] + 1
        one, two = one[down], two[down]
        paths += np.bincount(two, paths[one], minlength=number)
        walked.append((one, two))
        front = np.unique(two)
    found = np.zeros(number)
    for one, two in reversed(walked):
        found += np.bincount(one, paths[one] / paths[two] * (1 + found[two]), minlength=number)
    found[pivot] = 0
    return found
