"""A network in, what it is for algorithms out: a graph of rustworkx, and its components."""

from __future__ import annotations

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

from casegraph.network.model import Network

Ends = NDArray[np.int64]


def simple(
    network: Network, *, directed: bool | None = None
) -> rx.PyGraph[None, float] | rx.PyDiGraph[None, float]:
    """Make a graph without parallel edges and loops; weights of parallel edges are added up.

    Args:
        network: the network.
        directed: whether the graph is; as the network is if absent.

    Returns:
        A graph whose nodes have the places of the network's, and whose edges have weights.
    """
    directed = network.directed if directed is None else directed
    one, two = network.source.astype(np.int64), network.target.astype(np.int64)
    weights = network.weights()
    if not directed:
        one, two = np.minimum(one, two), np.maximum(one, two)
    apart = one != two
    keys, inverse = np.unique((one * max(len(network), 1) + two)[apart], return_inverse=True)
    summed = np.bincount(inverse, weights=weights[apart], minlength=len(keys))
    graph: rx.PyGraph[None, float] | rx.PyDiGraph[None, float]
    graph = rx.PyDiGraph(multigraph=False) if directed else rx.PyGraph(multigraph=False)
    graph.add_nodes_from([None] * len(network))
    ends = (keys // max(len(network), 1)).tolist(), (keys % max(len(network), 1)).tolist()
    graph.add_edges_from(list(zip(*ends, summed.tolist(), strict=True)))
    return graph


class Steps:
    """The links of a graph, to walk along from many nodes at once.

    Args:
        ends: the nodes of each link; one that goes both ways is there twice.
        number: how many nodes there are.
    """

    def __init__(self, ends: Ends, number: int) -> None:
        order = np.argsort(ends[0], kind="stable")
        self.number = number
        self._targets = ends[1][order]
        self._starts = np.searchsorted(ends[0][order], np.arange(number + 1))

    def out_of(self, front: Ends) -> tuple[Ends, Ends]:
        """List the links out of some nodes, each by its two ends."""
        counts = self._starts[front + 1] - self._starts[front]
        one = np.repeat(front, counts)
        within = np.arange(len(one)) - np.repeat(np.cumsum(counts) - counts, counts)
        return one, self._targets[np.repeat(self._starts[front], counts) + within]

    def distances(self, node: int) -> Ends:
        """Count the steps from a node to each; -1 where none leads there."""
        found = np.full(self.number, -1, np.int64)
        found[node] = steps = 0
        front = np.array([node], np.int64)
        while len(front):
            steps += 1
            _, there = self.out_of(front)
            front = np.unique(there[found[there] < 0])
            found[front] = steps
        return found


def components(network: Network) -> NDArray[np.int64]:
    """Number the component of each node, of a directed network the weak one, by its first node."""
    graph = simple(network, directed=False)
    assert isinstance(graph, rx.PyGraph)  # it is undirected
    number = np.zeros(len(network), np.int64)
    for place, members in enumerate(sorted(map(sorted, rx.connected_components(graph)))):
        number[members] = place
    return number
