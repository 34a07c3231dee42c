"""Filters and snapshots keep what they say, and count what they leave out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from casegraph.errors import UsageError
from casegraph.network import Network
from casegraph.network.select import between, in_component, of_degree, of_kinds, snapshots

Made = Callable[..., Network]


def _spans(**spans: tuple[int | None, int | None]) -> list[tuple[str, dict[str, Any]]]:
    return [
        (
            pair,
            {
                "start": dt.date(start, 1, 1) if start else None,
                "end": dt.date(end, 12, 31) if end else None,
            },
        )
        for pair, (start, end) in spans.items()
    ]


def _pairs(network: Network) -> set[str]:
    return {source + target for source, target, _ in network.edge_rows()}


@pytest.fixture
def dated(made: Made) -> Network:
    """Edges in 2018, from 2018 on, up to 2019, in 2020, and one without a date."""
    return made(
        *_spans(ab=(2018, 2018), ac=(2018, None), ad=(None, 2019), de=(2020, 2020), ef=(None, None))
    )


def test_between(dated: Network) -> None:
    """An edge stays where its interval has a day in common; open ends reach any day."""
    found = between(dated, dt.date(2019, 5, 1), dt.date(2019, 6, 1))
    assert _pairs(found) == {"ac", "ad"}
    assert found.origin.dropped == {
        "edges outside of the dates": 2,
        "edges without a date": 1,
        "nodes that lost their edges": 3,
    }
    assert set(found.ids) == {"a", "c", "d"}
    assert _pairs(between(dated, dt.date(2021, 1, 1), None)) == {"ac"}
    assert _pairs(between(dated, None, dt.date(1990, 1, 1), undated=True)) == {"ad", "ef"}


def test_snapshots(dated: Network) -> None:
    """A snapshot has the edges of its year; cumulative ones also have those before."""
    assert {year: _pairs(network) for year, network in snapshots(dated)} == {
        2018: {"ab", "ac", "ad"},
        2019: {"ac", "ad"},
        2020: {"ac", "de"},
    }
    whole = {year: _pairs(network) for year, network in snapshots(dated, cumulative=True)}
    assert whole[2020] == {"ab", "ac", "ad", "de"}
    assert whole[2019] == {"ab", "ac", "ad"}


def test_spans_that_are_none(dated: Network, karate: Network, made: Made) -> None:
    """A span that ends before it begins, or a network without dates, is a usage error."""
    with pytest.raises(UsageError, match="is before"):
        between(dated, dt.date(2020, 1, 1), dt.date(2019, 1, 1))
    with pytest.raises(UsageError, match="have no dates"):
        between(karate, None, None)
    with pytest.raises(UsageError, match="have no dates"):
        list(snapshots(made(*_spans(ab=(None, None)))))


def test_kinds(made: Made) -> None:
    """Kinds of edges, else of nodes; an unknown one is a usage error."""
    network = made(("ab", {"kind": "x"}), ("bc", {"kind": "y"}), ("cd", {}))
    assert _pairs(of_kinds(network, ["x"])) == {"ab"}
    assert _pairs(of_kinds(network, ["x", "y"])) == {"ab", "bc"}
    assert _pairs(of_kinds(network, ["thing"])) == {"ab", "bc", "cd"}
    with pytest.raises(UsageError, match="no kind 'z'"):
        of_kinds(network, ["z"])
    with pytest.raises(UsageError, match="no kind 'z'"):
        of_kinds(network, ["x", "z"])


def test_components(made: Made) -> None:
    """The largest component, or that of a node; directions do not matter."""
    network = made(("ab", {}), ("bc", {}), ("de", {}), directed=True)
    assert set(in_component(network, "largest").ids) == {"a", "b", "c"}
    found = in_component(network, "e")
    assert set(found.ids) == {"d", "e"}
    assert found.origin.dropped == {"nodes of other components": 3}
    with pytest.raises(UsageError, match="no node is 'z'"):
        in_component(network, "z")
    assert len(in_component(Network.of("none", {}, []), "largest")) == 0


def test_degree(made: Made) -> None:
    """Nodes with enough neighbours in the network as it was; loops and parallels do not count."""
    network = made(("ab", {}), ("ab", {}), ("bc", {}), ("bd", {}), ("aa", {}))
    found = of_degree(network, 2)
    assert found.ids == ("b",)
    assert found.origin.dropped == {"nodes with fewer than 2 neighbours": 3}
