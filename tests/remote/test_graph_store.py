"""Whole graphs go out and come back, with and without the Graph Store Protocol, or not at all."""

from __future__ import annotations

import pytest
from misbehaving import Misbehaving, fill
from pyoxigraph import NamedNode

from casegraph.engine import GraphStore, Remote, Service
from casegraph.errors import EngineError

GRAPH = NamedNode("http://e/g?x=1&y=é")
LINES = [
    '<http://e/a> <http://e/p> "1" .\n',
    '<http://e/a> <http://e/p> "\\n\\"\\\\é"@en .\n',
    "<http://e/a> <http://e/p> <http://e/a> .\n",
]
PROTOCOLS = [True, False]


def store(endpoint: Misbehaving, protocol: bool) -> GraphStore:
    """Open the endpoint, with or without the Graph Store Protocol."""
    at = endpoint.service
    return GraphStore(Remote(Service(at.query, at.update, at.graphs if protocol else "")))


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_round_trip(protocol: bool, endpoint: Misbehaving) -> None:
    """A graph replaces the one of its name, and comes back whole; no other is touched."""
    fill(endpoint)
    graphs = store(endpoint, protocol)
    for lines in (LINES[:1], LINES):
        graphs.put(GRAPH, lines)
        assert sorted(f"{triple} .\n" for triple in graphs.get(GRAPH)) == sorted(lines)
        assert graphs.count(GRAPH) == len(lines)
    graphs.drop([GRAPH, NamedNode("http://e/none")])
    assert list(graphs.get(GRAPH)) == []
    assert len(endpoint.store) == 5


def test_pages(endpoint: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the protocol a graph comes in pages, each triple once."""
    monkeypatch.setattr("casegraph.engine.graph_store._PAGE", 2)
    fill(endpoint)
    found = list(store(endpoint, False).get(NamedNode("http://e/g")))
    assert len(set(found)) == len(found) == 5


def test_blank_nodes(endpoint: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blank nodes survive the protocol, and one page; several would take them apart, and say so."""
    lines = ["<http://e/a> <http://e/p> _:b .\n", '_:b <http://e/p> "1" .\n']
    store(endpoint, True).put(GRAPH, lines)
    for protocol in PROTOCOLS:
        first, second = sorted(store(endpoint, protocol).get(GRAPH), key=str)
        assert first.object == second.subject or second.object == first.subject
    monkeypatch.setattr("casegraph.engine.graph_store._PAGE", 1)
    with pytest.raises(EngineError, match="blank nodes"):
        list(store(endpoint, False).get(GRAPH))


@pytest.mark.parametrize("protocol", PROTOCOLS)
@pytest.mark.parametrize("manner", ["truncated", "broken off", "garbage", "error", "unbounded"])
def test_a_part_is_no_graph(manner: str, protocol: bool, endpoint: Misbehaving) -> None:
    """A graph of which a part came is an error, even where the part is sound N-Triples."""
    fill(endpoint, 50)
    endpoint.manner = manner
    endpoint.bad = lambda seen: "COUNT" not in seen.fields.get("query", "")
    graphs = store(endpoint, protocol)
    if manner == "unbounded" and not protocol:  # rows end by themselves
        assert len(list(graphs.get(NamedNode("http://e/g")))) == 50
        return
    with pytest.raises(EngineError):
        list(graphs.get(NamedNode("http://e/g")))


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_a_refused_graph(protocol: bool, endpoint: Misbehaving) -> None:
    """A graph that the engine does not take is an error."""
    endpoint.manner = "error"
    with pytest.raises(EngineError, match="500"):
        store(endpoint, protocol).put(GRAPH, LINES)
    assert len(endpoint.store) == 0
