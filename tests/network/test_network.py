"""A recipe becomes a network that other programs read back, and a picture that never changes."""

from __future__ import annotations

import datetime as dt
import io
import subprocess
import sys
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import matplotlib as mpl
import networkx as nx
import pytest

from casegraph.errors import InputError, UsageError
from casegraph.network import Network, draw, recipes, run_recipe, write_graphml
from casegraph.opened import CaseGraph
from casegraph.opened import open as open_project

ADA = "https://example.org/id/person/d4k7wz"
BEN = "https://example.org/id/person/m8r3tq"


def _back(network: Network) -> nx.Graph:  # type: ignore[type-arg]
    return nx.read_graphml(io.BytesIO(write_graphml(network).encode("utf-8")))


def test_co_defendants(example: CaseGraph) -> None:
    """The two defendants of the fictional case are one edge, which networkx reads back."""
    network = example.network("co-defendants", case="nwh-2019-1")
    assert network.nodes == {
        ADA: {"label": "Ada Example", "kind": "Person"},
        BEN: {"label": "Ben Sample", "kind": "Person"},
    }
    assert [{*edge[:2]} for edge in network.edges] == [{ADA, BEN}]
    graph = _back(network)
    assert dict(graph.nodes(data=True)) == network.nodes
    assert graph.number_of_edges() == 1
    assert not graph.is_directed()


def test_every_recipe_runs(example: CaseGraph) -> None:
    """Every recipe gives the same network twice, and GraphML that is read back whole."""
    for name in recipes(example.project):
        network = example.network(name)
        assert network == example.network(name)
        graph = _back(network)
        assert len(graph) == len(network.nodes)
        assert graph.number_of_edges() == len(network.edges)


def test_unknown_names(example: CaseGraph) -> None:
    """An unknown recipe, parameter or case is a usage error with the nearest name."""
    with pytest.raises(UsageError, match="Did you mean co-defendants"):
        example.network("codefendants")
    with pytest.raises(UsageError, match="Did you mean case"):
        example.network("co-defendants", cas="nwh-2019-1")
    with pytest.raises(UsageError, match="Did you mean nwh-2019-1"):
        example.network("co-defendants", case="nwh-2019-2")


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("SELECT ?source WHERE { ?source ?p ?o } LIMIT 1", "source and ?target"),
        ("ASK {}", "source and ?target"),
        ("SELECT ?source ?target WHERE { ?source a ?x } LIMIT 1", "no IRI"),
        ("SELECT ?source ('x' AS ?target) WHERE { ?source a ?x } LIMIT 1", "no IRI"),
    ],
)
def test_recipes_that_are_none(body: str, words: str, own_folder: Path) -> None:
    """A recipe without two ends, or with an end that is no thing, is an InputError."""
    folder = own_folder / "queries" / "networks"
    folder.mkdir(parents=True)
    (folder / "own.rq").write_text(f"#+ summary: Ours.\n{body}\n", "utf-8")
    graph = open_project(own_folder)
    with pytest.raises(InputError, match="own.rq") as caught:
        run_recipe(graph.engine, graph.project, "own")
    assert words in caught.value.what


ODD = Network(
    "odd <&> network",
    directed=True,
    nodes={
        "http://e/a": {"label": 'A "quoted" <b>&\u00a0name\u200d \x00\x1f\ufffe', "kind": "X"},
        "http://e/b": {"label": "Куку 日本 𝒜", "kind": "Y"},
    },
    edges=[
        ("http://e/a", "http://e/b", {"weight": 1, "day": dt.date(2020, 2, 29), "label": "edge"}),
        ("http://e/a", "http://e/b", {"weight": 2.5, "sure": True, "sum": Decimal("1.5")}),
        ("http://e/b", "http://e/b", {"kind": 3}),
    ],
)


def test_odd_values() -> None:
    """Odd texts, dates, mixed columns, parallel edges and empty cells survive; XML stays XML."""
    text = write_graphml(ODD)
    keys = [key.attrib for key in ElementTree.fromstring(text) if key.tag.endswith("key")]
    assert len({key["id"] for key in keys}) == len(keys), "each key has an identifier of its own"
    graph = _back(ODD)
    assert (
        graph.nodes["http://e/a"]["label"] == 'A "quoted" <b>&\u00a0name\u200d \ufffd\ufffd\ufffd'
    )
    assert graph.nodes["http://e/b"]["label"] == "Куку 日本 𝒜"
    edges = [data for _, _, data in graph.edges(data=True)]
    assert {data.get("weight") for data in edges} == {"1", "2.5", None}
    assert {data.get("day") for data in edges} == {"2020-02-29", None}
    assert {data.get("sure") for data in edges} == {True, None}
    assert {data.get("sum") for data in edges} == {1.5, None}
    assert graph.is_directed()
    assert graph.is_multigraph()


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_pictures_never_change(suffix: str, example: CaseGraph) -> None:
    """The same network is the same bytes, in this process and in another."""
    network = example.network("co-defendants")
    picture = draw(network, suffix, "A $title$ & more")
    assert picture == draw(network, suffix, "A $title$ & more")
    code = f"""if True:
    import sys
    import casegraph
    from casegraph.network import draw
    network = casegraph.open({str(example.project.root)!r}).network("co-defendants")
    sys.stdout.buffer.write(draw(network, {suffix!r}, "A $title$ & more"))
    """
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert ran.stdout == picture


def test_pictures_of_anything() -> None:
    """An empty network, many nodes and signs of mathematics are drawn; the settings stay."""
    before = mpl.rcParams["svg.hashsalt"]
    assert draw(Network("none", directed=False), ".svg", "nobody").startswith(b"<?xml")
    names = [f"http://e/{n}" for n in range(30)]
    nodes = {name: {"label": r"$x^\frac$", "kind": f"K{n % 6}"} for n, name in enumerate(names)}
    edges = [(one, two, {}) for one, two in pairwise(names)]
    many = Network("many", directed=True, nodes=nodes, edges=edges)
    assert draw(many, ".svg", r"\oops $") == draw(many, ".svg", r"\oops $")
    assert mpl.rcParams["svg.hashsalt"] == before
    with pytest.raises(UsageError, match=r"\.gif"):
        draw(many, ".gif", "x")
