"""A two-mode network in, measures out that know that its nodes are of two sorts.

A node is compared with what a node of its own side can have at most.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import networkx as nx
import numpy as np
from networkx.algorithms import bipartite

from casegraph.network.column import Column, of_numbers
from casegraph.network.measure.groups import numbered
from casegraph.network.model import Network


def _first_side(network: Network) -> set[int]:
    return set(np.unique(network.source).tolist())


def degree(network: Network) -> Iterator[Column]:
    """Compute degree as a share of the other side."""
    found = bipartite.degree_centrality(numbered(network), _first_side(network))
    yield _column("two-mode-degree", found, network, "Its neighbours, as a share of that side.")


def betweenness(network: Network) -> Iterator[Column]:
    """Compute betweenness as a share of the most that is possible on its side."""
    found = bipartite.betweenness_centrality(numbered(network), _first_side(network))
    yield _column("two-mode-betweenness", found, network, "Betweenness, as a share of the most.")


def closeness(network: Network) -> Iterator[Column]:
    """Compute closeness as a share of the most that is possible on its side."""
    found = bipartite.closeness_centrality(numbered(network), _first_side(network))
    yield _column("two-mode-closeness", found, network, "Closeness, as a share of the most.")


def clustering(network: Network) -> Iterator[Column]:
    """Compute the mean overlap with nodes two steps away (Latapy et al. 2008, "dot")."""
    graph: nx.Graph[int] = numbered(network)
    found = bipartite.latapy_clustering(graph, mode="dot")
    yield _column("two-mode-clustering", found, network, "How far its neighbours overlap.")


def _column(name: str, found: Mapping[int, float], network: Network, meaning: str) -> Column:
    values = np.array([found[place] for place in range(len(network))], np.float64)
    return of_numbers(name, values, meaning)
