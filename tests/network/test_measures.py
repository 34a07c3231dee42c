"""Measures have the values that were published of small networks, and those of other programs."""

from __future__ import annotations

import importlib.util
import itertools
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np
import pytest
from networkx.algorithms import bipartite

from casegraph.errors import UsageError
from casegraph.network import MEASURES, Network, measure, names_for
from casegraph.network.measure import Options


def _values(
    network: Network, *names: str, options: Options | None = None
) -> dict[str, dict[str, Any]]:
    found = measure(network, names, options)
    return {n: dict(zip(found.ids, c, strict=True)) for n, c in found.nodes.items()}


def test_florentine_families(florentine: Network) -> None:
    """The Medici: six marriages, betweenness 47.5 of 91 pairs (Wasserman and Faust 1994, 5.2)."""
    found = _values(florentine, "degree", "betweenness", "closeness", "bridge")
    assert found["degree"]["Medici"] == 6
    assert found["betweenness"]["Medici"] == pytest.approx(47.5 / 91)
    assert found["betweenness"]["Guadagni"] == pytest.approx(23.17 / 91, abs=1e-3)
    assert found["closeness"]["Medici"] == pytest.approx(0.56)
    bridges = measure(florentine, ["bridge"])
    pairs = {
        frozenset((source, target)) for source, target, row in bridges.edge_rows() if row["bridge"]
    }
    assert pairs == {
        frozenset(("Acciaiuoli", "Medici")),
        frozenset(("Ginori", "Albizzi")),
        frozenset(("Lamberteschi", "Guadagni")),
        frozenset(("Medici", "Salviati")),
        frozenset(("Salviati", "Pazzi")),
    }


def test_karate_club(karate: Network) -> None:
    """Node 1: degree 16, betweenness 0.4376; four cores; two factions mostly told apart."""
    found = _values(
        karate, "degree", "betweenness", "core", "clustering", "eigenvector", "community"
    )
    assert (found["degree"]["0"], found["degree"]["33"]) == (16, 17)
    assert found["betweenness"]["0"] == pytest.approx(0.437635, abs=1e-6)
    assert found["eigenvector"]["33"] == pytest.approx(0.373363, abs=1e-6)
    assert max(found["core"].values()) == 4
    assert sum(core == 4 for core in found["core"].values()) == 10
    assert found["clustering"]["0"] == pytest.approx(0.15)
    groups = {
        frozenset(n for n, group in found["community"].items() if group == number)
        for number in set(found["community"].values())
    }
    graph = karate.to_networkx()
    assert nx.community.modularity(graph, groups) > 0.40
    assert found["community"]["0"] != found["community"]["33"]


def test_davis_southern_women(davis: Network) -> None:
    """Event 8 had 14 of 18 women, Evelyn came to 8 of 14 events; two-mode values by networkx."""
    names = [name for name in names_for(davis) if name.startswith("two-mode")]
    found = _values(davis, "degree", *names)
    assert found["degree"]["E8"] == 14
    assert found["two-mode-degree"]["E8"] == pytest.approx(14 / 18)
    assert found["two-mode-degree"]["Evelyn Jefferson"] == pytest.approx(8 / 14)
    graph = davis.to_networkx()
    women = {davis.ids[place] for place in davis.source}
    for name, theirs in (
        ("two-mode-degree", bipartite.degree_centrality(graph, women)),
        ("two-mode-betweenness", bipartite.betweenness_centrality(graph, women)),
        ("two-mode-closeness", bipartite.closeness_centrality(graph, women)),
        ("two-mode-clustering", bipartite.latapy_clustering(graph)),
    ):
        assert found[name] == pytest.approx(theirs), name


@pytest.mark.parametrize("directed", [False, True])
def test_measures_are_those_of_networkx(directed: bool) -> None:
    """On a network of several components, all values are those that networkx computes."""
    graph: Any = nx.gnp_random_graph(40, 0.06, seed=5, directed=directed)
    for one, two, data in graph.edges(data=True):
        data["weight"] = 1 + (one * two) % 4
    network = Network.of(
        "random",
        {str(node): {} for node in graph},
        [(str(one), str(two), data) for one, two, data in graph.edges(data=True)],
        directed=directed,
    )
    found = _values(
        network, "strength", "betweenness", "closeness", "clustering", "core", "component"
    )
    plain = graph.to_undirected() if directed else graph
    strength = dict(graph.degree(weight="weight"))
    assert found["strength"] == pytest.approx({str(n): float(v) for n, v in strength.items()})
    for name, theirs in (
        ("betweenness", nx.betweenness_centrality(graph)),
        ("closeness", nx.closeness_centrality(graph)),
        ("core", nx.core_number(plain)),
        ("clustering", nx.clustering(plain)),
    ):
        assert found[name] == pytest.approx({str(n): v for n, v in theirs.items()}), name
    sizes = sorted(map(len, nx.connected_components(plain)), reverse=True)
    counted = [list(found["component"].values()).count(n + 1) for n in range(len(sizes))]
    assert counted == sizes
    if directed:
        strong = _values(network, "component", "degree")
        assert len(
            set(strong["strong-component"].values())
        ) == nx.number_strongly_connected_components(graph)
        assert strong["in-degree"] == {str(n): d for n, d in graph.in_degree()}


@pytest.mark.parametrize("directed", [False, True])
def test_pagerank(directed: bool) -> None:
    """PageRank solves its equation: the share that comes in, damped, is the share that is there."""
    graph: Any = nx.gnp_random_graph(30, 0.1, seed=3, directed=directed)
    network = Network.of(
        "random", {str(n): {} for n in graph}, [(str(a), str(b), {}) for a, b in graph.edges],
        directed=directed,
    )  # fmt: skip
    ranks = np.array(list(_values(network, "pagerank")["pagerank"].values()))
    matrix = nx.to_numpy_array(graph, nodelist=range(30))
    out = matrix.sum(axis=1)
    walk = np.where(out[:, None] > 0, matrix / np.maximum(out, 1)[:, None], 1 / 30)
    assert ranks.sum() == pytest.approx(1)
    assert 0.85 * ranks @ walk + 0.15 / 30 == pytest.approx(ranks, abs=1e-8)


def test_eigenvector_is_one(karate: Network, davis: Network) -> None:
    """The vector is one of the matrix; also in a two-mode network, whose steps would swing."""
    for network in (karate, davis):
        values = np.array(list(_values(network, "eigenvector")["eigenvector"].values()))
        matrix = nx.to_numpy_array(network.to_networkx(), nodelist=network.ids)
        moved = matrix @ values
        assert moved / np.linalg.norm(moved) == pytest.approx(values, abs=1e-6)


def test_sampled_betweenness(karate: Network) -> None:
    """With all nodes it is exact; with half of them the truth is within three errors, mostly."""
    exact = _values(karate, "betweenness")["betweenness"]
    whole = _values(karate, "betweenness-sampled", options=Options(samples=500))
    assert whole["betweenness-sampled"] == pytest.approx(exact)
    assert set(whole["betweenness-error"].values()) == {0.0}
    near = total = 0
    for seed in range(5):
        some = _values(karate, "betweenness-sampled", options=Options(seed=seed, samples=17))
        for node, value in some["betweenness-sampled"].items():
            error = some["betweenness-error"][node]
            total += 1
            near += abs(value - exact[node]) <= 3 * error + 1e-12
    assert near / total > 0.9


def test_communities_have_a_seed(karate: Network) -> None:
    """The same seed gives the same communities, by both methods; leiden needs igraph."""
    one = _values(karate, "community", options=Options(seed=4))
    assert one == _values(karate, "community", options=Options(seed=4))
    with pytest.raises(UsageError, match="Did you mean louvain"):
        measure(karate, ["community"], Options(communities="luvain"))


@pytest.mark.skipif(importlib.util.find_spec("igraph") is None, reason="igraph is an extra")
def test_leiden(karate: Network) -> None:
    """Leiden finds the four communities of modularity 0.4198 that are the best known."""
    options = Options(communities="leiden", seed=2)
    found = _values(karate, "community", options=options)["community"]
    assert found == _values(karate, "community", options=options)["community"]
    groups = [{n for n, g in found.items() if g == number} for number in set(found.values())]
    assert nx.community.modularity(karate.to_networkx(), groups) == pytest.approx(0.4198, abs=1e-3)


def test_parallel_edges_and_loops(made: Callable[..., Network]) -> None:
    """Parallel edges are one neighbour with the sum of their weights; a loop is none."""
    network = made(
        ("ab", {"weight": 2}), ("ab", {"weight": 3}), ("bb", {"weight": 9}), ("bc", {"weight": 1})
    )
    found = _values(network, "degree", "strength")
    assert found["degree"] == {"a": 1, "b": 2, "c": 1}
    assert found["strength"] == {"a": 5.0, "b": 6.0, "c": 1.0}


def test_every_measure_of_anything(davis: Network) -> None:
    """No network is too small: nothing, one node, two nodes; names and steps are kept."""
    small = [
        Network.of("none", {}, []),
        Network.of("one", {"a": {}}, []),
        Network.of("loop", {"a": {}}, [("a", "a", {})], directed=True),
        Network.of("two", {"a": {}, "b": {}}, [("a", "b", {})]),
    ]
    for network in small:
        names = [*names_for(network), "betweenness-sampled"]
        found = measure(network, names)
        assert all(len(column) == len(network) for column in found.nodes.values())
    assert set(names_for(davis)) == set(MEASURES) - {"betweenness-sampled"}
    told = measure(davis, ["degree", "community"]).origin.steps
    assert told == ("measured: degree, community (by louvain, seed 1)",)
    with pytest.raises(UsageError, match="Did you mean degree"):
        measure(davis, ["degre"])
    with pytest.raises(UsageError, match="of two-mode networks"):
        measure(small[3], ["two-mode-degree"])


def test_measures_do_not_depend_on_how_nodes_are_called(karate: Network) -> None:
    """Other identifiers in the same order give the same communities and centralities."""
    names = {node: f"http://e/{number:03}" for number, node in enumerate(karate.ids)}
    other = Network.of(
        "other",
        {names[node]: {} for node in karate.ids},
        [(names[source], names[target], row) for source, target, row in karate.edge_rows()],
    )
    wanted = ["community", "betweenness", "pagerank"]
    for name in wanted:
        ours, theirs = (measure(n, [name]).nodes[name] for n in (karate, other))
        assert list(ours) == list(theirs)
    assert len(list(itertools.islice(other.ids, 2))) == 2
