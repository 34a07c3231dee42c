"""A network in, how its nodes hang together out: clustering, components, cores, communities."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping

import networkx as nx
import numpy as np
import rustworkx as rx

from casegraph.ask.table import library
from casegraph.network.column import MISSING, Column, of_numbers
from casegraph.network.model import Network
from casegraph.network.structure import components, simple


def numbered(network: Network) -> nx.Graph[int]:
    """Make an undirected graph of networkx whose nodes are numbers, so that sets have an order."""
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(network)))
    graph.add_weighted_edges_from(simple(network, directed=False).weighted_edge_list())
    return graph


def clustering(network: Network) -> Iterator[Column]:
    """Compute the local clustering coefficient of the undirected network, without weights."""
    found: Mapping[int, float] = nx.clustering(numbered(network))  # type: ignore[assignment]  # of all nodes
    yield of_numbers(
        "clustering",
        np.array([found[place] for place in range(len(network))], np.float64),
        "The share of pairs of its neighbours that are neighbours.",
    )


def component(network: Network) -> Iterator[Column]:
    """Number the components from 1, the largest first; of a directed network also strong ones."""
    yield _ranked("component", components(network).tolist(), "The component, the largest first.")
    if network.directed:
        graph = simple(network, directed=True)
        assert isinstance(graph, rx.PyDiGraph)  # it is directed
        strong = _places(rx.strongly_connected_components(graph), len(network))
        yield _ranked("strong-component", strong, "The strong component, the largest first.")


def core(network: Network) -> Iterator[Column]:
    """Compute the core number of each node of the undirected network."""
    found: Mapping[int, int] = rx.core_number(simple(network, directed=False))  # type: ignore[assignment]  # its stubs are wrong
    values = np.array([found[place] for place in range(len(network))], np.float64)
    yield of_numbers("core", values, "The largest k of a k-core with it.", whole=True)


def community(network: Network, method: str, seed: int) -> Iterator[Column]:
    """Find communities of the undirected network by weights; what is drawn by lot has a seed.

    Raises:
        CasegraphError: "leiden" is asked for and igraph is not installed.
    """
    graph = numbered(network)
    if method == "leiden":
        igraph = library("igraph", "igraph")
        other = igraph.Graph(n=len(network), edges=list(graph.edges))
        weights = [graph.edges[ends]["weight"] for ends in graph.edges]
        igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - lots, no secret
        try:
            found = other.community_leiden(
                objective_function="modularity", weights=weights or None, n_iterations=-1
            )
        finally:
            igraph.set_random_number_generator(random)
        members: Iterable[Iterable[int]] = list(found)
    elif not graph.number_of_edges():
        members = ([place] for place in graph)
    else:
        members = nx.community.louvain_communities(graph, weight="weight", seed=seed)
    places = _places(members, len(network))
    yield _ranked("community", places, "The community, the largest first.")


def bridge(network: Network) -> Iterator[Column]:
    """Say of each edge whether its ends have no other connection than it and its parallels."""
    graph = simple(network, directed=False)
    assert isinstance(graph, rx.PyGraph)  # it is undirected
    found = {frozenset(ends) for ends in rx.bridges(graph)}
    ends = zip(network.source.tolist(), network.target.tolist(), strict=True)
    codes = np.array([int(frozenset(pair) in found) for pair in ends], np.int32)
    yield Column("bridge", "boolean", codes, [False, True], "Whether it alone joins two parts.")


def _places(members: Iterable[Iterable[int]], number: int) -> list[int]:
    """Return the group of each node, numbered by the first node of each."""
    found = [MISSING] * number
    for place, group in enumerate(sorted(map(sorted, members))):
        for node in group:
            found[node] = place
    return found


def _ranked(name: str, groups: list[int], meaning: str) -> Column:
    """Number groups from 1, the largest first; of equal ones that with the first node."""
    sizes = np.bincount(groups) if groups else np.zeros(0, np.int64)
    order = sorted(range(len(sizes)), key=lambda group: (-sizes[group], group))
    rank = {group: place for place, group in enumerate(order, 1)}
    values = np.array([rank[group] for group in groups], np.float64)
    return of_numbers(name, values, meaning, whole=True)
