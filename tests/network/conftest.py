"""What tests of networks share: networks that were published, and one of odd values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import networkx as nx
import pytest

from casegraph.network import Network


def _network(graph: Any, name: str, **more: Any) -> Network:
    nodes = {str(node): {} for node in graph}
    edges = [(str(one), str(two), dict(data)) for one, two, data in graph.edges(data=True)]
    return Network.of(name, nodes, edges, **more)


@pytest.fixture(scope="session")
def karate() -> Network:
    """Zachary's karate club, without his weights."""
    graph = nx.karate_club_graph()
    for _, _, data in graph.edges(data=True):
        data.clear()
    return _network(graph, "karate")


@pytest.fixture(scope="session")
def florentine() -> Network:
    """Padgett's marriages of Florentine families."""
    return _network(nx.florentine_families_graph(), "florentine")


@pytest.fixture(scope="session")
def davis() -> Network:
    """Davis, Gardner and Gardner's women and the events that they came to."""
    graph = nx.davis_southern_women_graph()
    women = {node for node, data in graph.nodes(data=True) if data["bipartite"] == 0}
    nodes = {node: {"kind": "woman" if node in women else "event"} for node in graph}
    edges = [(a, b, {}) if a in women else (b, a, {}) for a, b in graph.edges]
    return Network.of("davis", nodes, edges, mode="two", sides=("woman", "event"))


@pytest.fixture
def made() -> Callable[..., Network]:
    """Make a small network of pairs of letters, with the attributes given for each."""

    def make(*edges: tuple[str, dict[str, Any]], **more: Any) -> Network:
        nodes = {
            letter: {"kind": "thing"} for letter in sorted({s for pair, _ in edges for s in pair})
        }
        return Network.of("made", nodes, [(pair[0], pair[1], data) for pair, data in edges], **more)

    return make


@pytest.fixture(scope="session")
def odd() -> Network:
    """All that formats break on, in one directed network with parallel edges and a loop."""
    return Network.of(
        "odd <&> network",
        {
            "http://e/a": {"label": 'A "quoted" <b>&\u00a0name\u200d \x00\x1f\ufffe', "kind": "X"},
            "http://e/b": {"label": "Куку 日本 𝒜 \u202eevil\u202c", "kind": "Y", "mixed": 1},
            "http://e/c": {"label": "=cmd|' /C calc'!A0", "kind": "Y", "mixed": "two"},
            "http://e/d": {"label": "أحمد مثال", "kind": None, "mixed": None},
        },
        [
            ("http://e/a", "http://e/b", {"weight": 1, "day": dt.date(2020, 2, 29), "kind": "k"}),
            ("http://e/a", "http://e/b", {"weight": 2.5, "sure": True, "kind": "l"}),
            ("http://e/b", "http://e/b", {"huge": 10**40, "list": ("x", "y z"), "kind": "3"}),
            ("http://e/c", "http://e/a", {"weight": float("nan"), "huge": 1, "note": "a\r\nb\tc"}),
            (
                "http://e/d",
                "http://e/c",
                {"start": dt.date(2019, 1, 1), "note": "+1\ud800", "sum": Decimal("1.5")},
            ),
        ],
        directed=True,
    )  # fmt: skip
