"""A network in, how central its nodes are out: degree, paths and walks.

Parallel edges are one edge whose weight is their sum, and loops count in no measure.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from casegraph.errors import CasegraphError
from casegraph.network.column import Column, of_numbers
from casegraph.network.model import Network
from casegraph.network.structure import components, simple

# threads would add up numbers in an order of their own, and change the last digits
_ALONE: Final = 2**31
_DAMPING: Final = 0.85
_STEPS: Final = 10_000
_TOLERANCE: Final = 1e-10


def degree(network: Network) -> Iterator[Column]:
    """Count neighbours."""
    graph = simple(network, directed=False)
    assert isinstance(graph, rx.PyGraph)  # it is undirected
    yield _whole("degree", [graph.degree(n) for n in graph.node_indices()], "Neighbours.")
    if network.directed:
        lines = simple(network, directed=True)
        assert isinstance(lines, rx.PyDiGraph)
        nodes = lines.node_indices()
        yield _whole("in-degree", [lines.in_degree(n) for n in nodes], "From how many.")
        yield _whole("out-degree", [lines.out_degree(n) for n in nodes], "To how many.")


def strength(network: Network) -> Iterator[Column]:
    """Add up the weights of the edges of each node."""
    weights, number = network.weights(), len(network)
    apart = network.source != network.target
    out, into = (
        np.bincount(ends[apart], weights=weights[apart], minlength=number)
        for ends in (network.source, network.target)
    )
    yield of_numbers("strength", out + into, "The sum of the weights of the edges.")
    if network.directed:
        yield of_numbers("in-strength", into, "The sum of the weights of the edges to it.")
        yield of_numbers("out-strength", out, "The sum of the weights of the edges from it.")


def betweenness(network: Network) -> Iterator[Column]:
    """Compute betweenness over all shortest paths, as a share of the pairs of other nodes."""
    graph = simple(network)
    found = rx.betweenness_centrality(graph, normalized=True, parallel_threshold=_ALONE)
    yield _real("betweenness", found, "The share of shortest paths between others on which it is.")


def closeness(network: Network) -> Iterator[Column]:
    """Compute closeness as Wasserman and Faust have it for networks of several components."""
    graph = simple(network)
    found = rx.closeness_centrality(graph, wf_improved=True, parallel_threshold=_ALONE)
    yield _real("closeness", found, "How near it is to the others, along the edges to it.")


def eigenvector(network: Network) -> Iterator[Column]:
    """Compute eigenvector centrality of the undirected network; the values have length 1.

    Raises:
        CasegraphError: the steps do not come to a rest.
    """
    number = len(network)
    ends, weights = links(network)
    # the largest component only: with several, where the steps rest depends on where they start
    members = _largest(network)
    values = members / max(np.sqrt(members.sum()), 1.0)
    for _ in range(_STEPS):
        # a step of A + I has the vector of A, and does not swing in two-mode networks
        moved = values + np.bincount(ends[0], weights * values[ends[1]], minlength=number)
        length = np.sqrt((moved**2).sum())
        moved = moved / length if length else moved
        if np.abs(moved - values).sum() < max(number, 1) * _TOLERANCE:
            yield of_numbers("eigenvector", moved, "Its centrality by that of its neighbours.")
            return
        values = moved
    raise CasegraphError(
        "eigenvector centrality does not come to a rest in this network",
        remedy="Use another measure, such as pagerank.",
    )


def pagerank(network: Network) -> Iterator[Column]:
    """Compute PageRank with the usual damping; an edge without direction goes both ways."""
    number = len(network)
    if network.directed:
        ends, weights = links(network, directed=True)
    else:
        ends, weights = links(network)
    out = np.bincount(ends[0], weights, minlength=number)
    ranks = np.full(number, 1 / max(number, 1))
    for _ in range(_STEPS):
        share = np.divide(ranks, out, out=np.zeros(number), where=out > 0)
        moved = np.bincount(ends[1], weights * share[ends[0]], minlength=number)
        lost = ranks[out == 0].sum()  # who has no edge out begins anew
        moved = _DAMPING * (moved + lost / max(number, 1)) + (1 - _DAMPING) / max(number, 1)
        rest = np.abs(moved - ranks).sum()
        ranks = moved
        if rest < _TOLERANCE:
            break
    yield of_numbers("pagerank", ranks, "The share of a random walk that comes by.")


def links(
    network: Network, *, directed: bool = False
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the ends of the links and their weights; without direction each one both ways."""
    graph = simple(network, directed=directed)
    listed = graph.weighted_edge_list()
    ends = np.array([(one, two) for one, two, _ in listed], np.int64).reshape(-1, 2).T
    weights = np.array([weight for *_, weight in listed], np.float64)
    if directed:
        return ends, weights
    return np.concatenate([ends, ends[::-1]], axis=1), np.concatenate([weights, weights])


def _largest(network: Network) -> NDArray[np.float64]:
    number = components(network)
    if not len(number):
        return np.zeros(0)
    members: NDArray[np.float64] = (number == np.bincount(number).argmax()).astype(np.float64)
    return members


def _whole(name: str, values: list[int], meaning: str) -> Column:
    return of_numbers(name, np.array(values, np.float64), meaning, whole=True)


def _real(name: str, found: rx.CentralityMapping, meaning: str) -> Column:
    return of_numbers(name, np.array([found[place] for place in range(len(found))], float), meaning)
