"""Two modes become one with the usual weightings, and nothing of the evidence is lost."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from networkx.algorithms import bipartite

from casegraph.errors import UsageError
from casegraph.network import Network
from casegraph.network.projection import project


@pytest.mark.parametrize(
    ("weighting", "theirs"),
    [
        ("count", bipartite.weighted_projected_graph),
        ("newman", bipartite.collaboration_weighted_projected_graph),
        ("jaccard", bipartite.overlap_weighted_projected_graph),
    ],
)
@pytest.mark.parametrize("side", ["woman", "event"])
def test_weightings(weighting: str, theirs: Callable[..., Any], side: str, davis: Network) -> None:
    """On Davis's women each weighting gives what networkx gives, of either side."""
    network = project(davis, side, weighting)
    ends = davis.source if side == "woman" else davis.target
    kept = {davis.ids[place] for place in ends}
    graph = theirs(davis.to_networkx(), kept)
    ours = {frozenset((s, t)): row["weight"] for s, t, row in network.edge_rows()}
    assert ours == pytest.approx({frozenset(e): d["weight"] for *e, d in graph.edges(data=True)})
    assert set(network.ids) == kept
    assert (network.mode, network.directed, network.sides) == ("one", False, (side,))
    assert network.origin.steps == (f"projected onto {side}, weighted by {weighting}",)


def _two(*edges: tuple[str, dict[str, Any]]) -> Network:
    nodes: dict[str, dict[str, Any]] = {
        letter: {} for letter in sorted({s for e, _ in edges for s in e})
    }
    return Network.of(
        "two", nodes, [(e[0], e[1], d) for e, d in edges], mode="two", sides=("low", "high")
    )


def test_evidence_dates_and_parallel_edges() -> None:
    """A new edge has the evidence of all edges behind it, and counts parallel ones once."""
    day = dt.date
    network = _two(
        ("aX", {"evidence": ("p1",), "start": day(2019, 1, 1), "end": day(2019, 2, 1)}),
        ("aX", {"evidence": ("p2",), "start": day(2018, 1, 1), "end": day(2018, 2, 1)}),
        ("bX", {"evidence": ("p3",), "start": day(2020, 1, 1)}),
        ("bY", {"evidence": ("p4",)}),
        ("cY", {}),
    )
    one = project(network, "low")
    rows = {source + target: row for source, target, row in one.edge_rows()}
    assert rows["ab"] == {
        "weight": 1,
        "shared": ("X",),
        "start": day(2018, 1, 1),
        "evidence": ("p1", "p2", "p3"),
    }
    assert rows["bc"] == {"weight": 1, "shared": ("Y",), "evidence": ("p4",)}


def test_what_cannot_be_projected(karate: Network, davis: Network) -> None:
    """One mode, an unknown side and an unknown weighting are usage errors."""
    with pytest.raises(UsageError, match="has one mode"):
        project(karate, "node")
    with pytest.raises(UsageError, match="Did you mean woman"):
        project(davis, "women")
    with pytest.raises(UsageError, match="Did you mean newman"):
        project(davis, "woman", "newmann")


def test_nothing_is_shared() -> None:
    """Sides without a shared node give nodes and no edges; no node gives nothing."""
    network = project(_two(("aX", {}), ("bY", {})), "low")
    assert (network.ids, network.size) == (("a", "b"), 0)
    empty = project(Network.of("none", {}, [], mode="two", sides=("low", "high")), "low", "newman")
    assert (len(empty), empty.size) == (0, 0)
