"""The facts of all sources but the first document are in the graph, with value and source.

Those of the first document are in `ua-126-19-coverage.tsv`.
"""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store

from casegraph.dataset import read_dataset
from casegraph.project import Project
from casegraph.terms import VOCABULARY, cg

ROOT = Path(__file__).parents[2]
BASE = Project(ROOT).base
COVERAGE = Path(__file__).with_name("wider-coverage.tsv")
FIRST = "source/amnesty-ua-126-19-output-4"
FIRST_DOCUMENT = Path(__file__).with_name("ua-126-19-coverage.tsv")
CASES = {
    "bdi-2017-1",
    "crimea-2020-1",
    "crimea-2021-1",
    "sau-2021-1",
    "ua-113-21",
    "ua-126-19",
    "ua-161-20",
    "ua-296-11",
    "ua-57-21",
}
PREF_LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
Row = dict[str, str]


def _rows(path: Path = COVERAGE) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def _nodes(row: Row) -> list[NamedNode]:
    """List the nodes of a row: `d{1..3}-arrest` stands for three of them."""
    span = re.search(r"\{(\d+)\.\.(\d+)\}", row["nodes"])
    if not span:
        return [NamedNode(BASE + row["nodes"])]
    numbers = range(int(span[1]), int(span[2]) + 1)
    return [NamedNode(BASE + row["nodes"].replace(span[0], str(n))) for n in numbers]


def _objects(store: Store, node: NamedNode, predicate: NamedNode) -> set[str]:
    """List the values of a property; things and concepts without the beginning of their address."""
    return {
        quad.object.value.removeprefix(BASE).removeprefix(VOCABULARY)
        for quad in store.quads_for_pattern(node, predicate, None)
    }


def _lacks(store: Store, row: Row) -> list[str]:
    """List what is wrong with a row: a node that is not there, another value, another source."""
    found = []
    for node in _nodes(row):
        name = node.value.removeprefix(BASE)
        if next(store.quads_for_pattern(node, TYPE, None), None) is None:
            found.append(f"{name} is not there")
            continue
        documents = {p.partition("#")[0] for p in _objects(store, node, cg("supportedBy"))}
        documents.add(name.partition("#")[0])  # a document, and what its own file tells of it
        if f"source/{row['source']}" not in documents:
            found.append(f"{name} does not rest on {row['source']}")
        if row["property"]:
            label = row["property"] == "prefLabel"
            values = _objects(store, node, PREF_LABEL if label else cg(row["property"]))
            if not values or (row["value"] and row["value"] not in values):
                found.append(f"{name} {row['property']} is {sorted(values)}, not {row['value']}")
    return found


@pytest.fixture(scope="module")
def store() -> Store:
    return read_dataset(Project(ROOT)).engine.store


def test_each_fact_has_its_nodes_values_and_source(store: Store) -> None:
    """Each node that is named for a fact exists, has the value, and rests on the source."""
    rows = _rows()
    assert {row["case"] for row in rows} == CASES
    assert [lack for row in rows for lack in _lacks(store, row)] == []


def test_nothing_stands_in_a_case_that_no_fact_accounts_for(store: Store) -> None:
    """Each node of the nine files is named for a fact, or is the person who bears a name.

    What the first document is silent on is no fact of it: the question `not-stated` lists that.
    """
    named = {node.value for row in _rows() for node in _nodes(row)}
    named |= {row["node"] for row in _rows(FIRST_DOCUMENT)}
    silent = store.quads_for_pattern(None, cg("silentDocument"), NamedNode(BASE + FIRST))
    named |= {quad.subject.value for quad in silent}
    named |= {node.partition("#")[0] for node in named if "/person/" in node}
    for case in CASES:
        file = NamedNode(f"{BASE}graph/cases/{case}")
        inside = {quad.subject.value for quad in store.quads_for_pattern(None, TYPE, None, file)}
        assert len(inside) > 10
        assert sorted(inside - named - {file.value}) == []


@pytest.mark.parametrize(
    ("change", "lack"),
    [
        ({"value": "384"}, "durationMonths is ['72'], not 384"),
        ({"source": "aravot-264592"}, "does not rest on aravot-264592"),
        ({"nodes": "case/sau-2021-1#d{1..2}-sentence-1"}, "d2-sentence-1 is not there"),
        ({"property": "amount", "value": ""}, "amount is [], not "),
    ],
)
def test_a_wrong_fact_is_caught(store: Store, change: Row, lack: str) -> None:
    """Another term, another source, one defendant too many, a property without a value."""
    row = {
        "case": "sau-2021-1",
        "fact": "6 years",
        "source": "amnesty-fi-27-years",
        "nodes": "case/sau-2021-1#d1-sentence-1",
        "property": "durationMonths",
        "value": "72",
    }
    assert _lacks(store, row) == []
    assert [found for found in _lacks(store, row | change) if lack in found]
