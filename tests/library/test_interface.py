"""`import casegraph` gives what the documentation says."""

from __future__ import annotations

from pathlib import Path

import pytest
import rdflib

import casegraph
from casegraph.ask import Graph, Table
from casegraph.opened import CaseGraph
from casegraph.validate import Severity


def test_open_finds_the_project(built_folder: Path) -> None:
    """Any folder of a project opens it; a folder outside says how to make one."""
    graph = casegraph.open(built_folder / "graph" / "cases")
    assert graph.project.root == built_folder.resolve()
    with pytest.raises(casegraph.UsageError, match="casegraph new"):
        casegraph.open("/")


def test_ask_and_query(example: CaseGraph) -> None:
    """Questions give tables, SPARQL gives what its form says."""
    table = example.ask("sentences-by-defendant", case="nwh-2019-1")
    assert isinstance(table, Table)
    assert {(row["name"], row["months"]) for row in table} >= {
        ("Ada Example", 48),
        ("Ben Sample", 24),
    }
    assert example.query("ASK { ?s a <https://w3id.org/casegraph/ns#Court> }") is True
    assert isinstance(example.query("CONSTRUCT { ?s a ?o } { ?s a ?o } LIMIT 1"), Graph)
    assert len(example.questions) >= 19


def test_validate_and_describe(example: CaseGraph) -> None:
    """A clean project has no Warning; a description tells rivals, rules and passages."""
    assert not example.validate().fails(Severity.WARNING)
    found = example.describe("nwh-2019-1:d1-sentence")
    assert [rival.iri.rsplit("#")[1] for rival in found.rivals] == ["d1-sentence-daily"]
    assert {"preferred-account", "in-case"} <= {origin.rule for origin in found.origins}
    assert found.supports[0].publishers == ("Observatory of Elsewhere",)
    assert found.stated == (("graph/cases/nwh-2019-1.ttl", found.stated[0][1]),)


def test_labels_in_another_language(example: CaseGraph) -> None:
    """`lang` chooses labels and falls back to English."""
    query = "SELECT ?c { VALUES ?c { <https://w3id.org/casegraph/vocab/finding/convicted> } }"
    for lang in ("en", "xx"):
        table = example.query(query, lang=lang)
        assert isinstance(table, Table)
        assert table.shown(table.terms[0][0]) == "convicted"


def test_graph_is_an_rdflib_dataset(example: CaseGraph) -> None:
    """Rdflib sees the same quads, and answers a saved question the same."""
    dataset = example.graph()
    assert isinstance(dataset, rdflib.Dataset)
    assert len(list(dataset.quads())) == len(example.generation.quads())
    query = example.questions["defendants"]
    text = query.bind({"case": "nwh-2019-1"}, example.project.prefixes)
    names = [str(row["name"]) for row in dataset.query(text)]
    table = example.ask("defendants", case="nwh-2019-1")
    assert isinstance(table, Table)
    assert names == table.column("name") == ["Ada Example", "Ben Sample"]


def test_network_and_notebook(example: CaseGraph) -> None:
    """A network carries its evidence; objects show themselves in a notebook."""
    network = example.network("co-defendants", case="nwh-2019-1")
    assert network.size == 1
    ((_, _, edge),) = network.edge_rows()
    assert any("notice-7-20-3#c" in passage for passage in edge["evidence"])
    assert network.to_networkx().number_of_nodes() == 2
    assert "<table>" in example._repr_html_()
