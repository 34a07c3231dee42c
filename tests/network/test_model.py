"""A network keeps what it is given, cleaned in one stated way, and converts to other libraries."""

from __future__ import annotations

import datetime as dt
import importlib.util
from collections import Counter
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from casegraph.errors import UsageError
from casegraph.network import Network
from casegraph.network.column import HUGE, MIXED, NO_NUMBER, Column
from casegraph.network.text import LINES, REPLACED, UNTURNED, clean

cells = st.one_of(
    st.none(),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.text(),
    st.dates(),
    st.decimals(allow_nan=True),
    st.lists(st.text(), max_size=3),
)


def test_a_network_is_read_as_it_was_made(odd: Network) -> None:
    """Nodes, edges and cells come back; empty cells are not there."""
    assert (len(odd), odd.size, odd.directed, odd.parallel) == (4, 5, True, True)
    rows = list(odd.edge_rows())
    assert [row[:2] for row in rows[:2]] == [("http://e/a", "http://e/b")] * 2
    assert rows[0][2]["day"] == dt.date(2020, 2, 29)
    assert rows[1][2]["sure"] is True
    assert "day" not in rows[1][2]
    assert rows[2][2]["list"] == ("x", "y z")


def test_what_was_cleaned_is_counted(odd: Network) -> None:
    """Characters, direction marks, line ends, mixed columns, huge and lost numbers are counted."""
    assert odd.nodes["label"][0] == 'A "quoted" <b>& name\u200d \ufffd\ufffd\ufffd'
    assert odd.nodes["label"][1] == "Куку 日本 𝒜 evil"
    assert list(odd.nodes["mixed"]) == [None, "1", "two", None]
    assert odd.edges["huge"][2] == str(10**40)
    assert list(odd.edges["weight"])[:4] == [1.0, 2.5, None, None]
    assert odd.origin.cleaned == {
        REPLACED: 4,
        UNTURNED: 2,
        LINES: 1,
        MIXED: 5,
        HUGE: 2,
        NO_NUMBER: 1,
    }


def test_an_edge_to_no_node_is_refused() -> None:
    """An end that is no node, and two names that are one when clean, are usage errors."""
    with pytest.raises(UsageError, match="no node"):
        Network.of("x", {"a": {}}, [("a", "b", {})])
    with pytest.raises(UsageError, match="one identifier"):
        Network.of("x", {"a\u200e": {}, "a": {}}, [])


@given(st.lists(cells, max_size=30))
def test_a_column_has_one_type(values: list[Any]) -> None:
    """Whatever the cells are, a column has values of its type only, and as many rows as cells."""
    column = Column.of("c", values, Counter())
    assert len(column) == len(values)
    types = {"text": str, "integer": int, "double": float, "boolean": bool, "date": dt.date}
    for cell in column:
        assert cell is None or type(cell) is types.get(column.kind, tuple)
    missing = [n for n, value in enumerate(values) if value is None]
    assert all(column[n] is None for n in missing)


@given(st.text(alphabet=st.characters(codec=None), max_size=50))
def test_a_clean_text_is_clean(text: str) -> None:
    """Cleaning leaves nothing to clean, and what it leaves can be written as UTF-8."""
    once = clean(text, Counter())
    counts: Counter[str] = Counter()
    assert clean(once, counts) == once
    assert not counts
    once.encode("utf-8")
    assert len(once) <= len(text)


def test_to_networkx(odd: Network, karate: Network) -> None:
    """The graph is directed, and has parallel edges, where the network is; nothing is None."""
    graph = odd.to_networkx()
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.number_of_edges() == 5
    assert None not in [v for _, _, data in graph.edges(data=True) for v in data.values()]
    club = karate.to_networkx()
    assert type(club) is nx.Graph
    assert nx.is_isomorphic(club, nx.karate_club_graph())


@pytest.mark.skipif(importlib.util.find_spec("igraph") is None, reason="igraph is an extra")
def test_to_igraph(odd: Network) -> None:
    """The graph of igraph has the same ends, names and attributes."""
    graph = odd.to_igraph()
    assert graph.is_directed()
    assert graph.vs["name"] == list(odd.ids)
    assert graph.get_edgelist() == list(zip(odd.source.tolist(), odd.target.tolist(), strict=True))
    assert graph.es["weight"] == list(odd.edges["weight"])


def test_to_pandas(odd: Network) -> None:
    """Frames have native types and missing values; text columns are no objects."""
    nodes, edges = odd.to_pandas()
    assert list(nodes["id"]) == list(odd.ids)
    assert len(edges) == 5
    assert str(edges["weight"].dtype) == "double[pyarrow]"
    assert str(edges["day"].dtype) == "date32[day][pyarrow]"
    assert edges["sure"].isna().sum() == 4
    assert edges["id"].tolist() == ["e1", "e2", "e3", "e4", "e5"]


def test_a_notebook_shows_no_markup_of_the_data(odd: Network) -> None:
    """What a notebook shows of a network escapes each text."""
    shown = odd._repr_html_()
    assert "<b>" not in shown
    assert "4 nodes, 5 edges, directed" in shown
    assert "&lt;b&gt;" in shown


def test_a_network_without_anything() -> None:
    """No nodes, no edges: it can be converted, and shown."""
    empty = Network.of("none", {}, [])
    assert (len(empty), empty.size, empty.parallel) == (0, 0, False)
    assert len(empty.to_networkx()) == 0
    assert empty.to_pandas()[0].empty
    assert "0 nodes" in empty._repr_html_()
