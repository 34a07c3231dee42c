"""What has no label is shown to people by its kind and person, and to programs by its address."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from casegraph.ask import Table
from casegraph.ask.called import names, with_names
from casegraph.opened import CaseGraph


@pytest.fixture
def sentence(example: CaseGraph) -> NamedNode:
    """A sentence of the fictional case, which has no label."""
    query = "SELECT ?s { ?s a cg:Sentence ; cg:sentencedPerson ?p } ORDER BY ?s LIMIT 1"
    found = example.query(f"PREFIX cg: <https://w3id.org/casegraph/ns#> {query}")
    assert isinstance(found, Table)
    node = found.terms[0][0]
    assert isinstance(node, NamedNode)
    return node


def test_names(example: CaseGraph, sentence: NamedNode) -> None:
    """A sentence has a name; a person has a label of its own, and the unknown has nothing."""
    person = f"{example.project.base}person/d4k7wz"
    found = names(example.engine, example.project, [sentence.value, person, "http://e/unknown"])
    assert list(found) == [sentence.value]
    assert found[sentence.value].startswith("sentence: ")
    assert names(example.engine, example.project, []) == {}


def test_tables_for_people(example: CaseGraph, sentence: NamedNode) -> None:
    """A cell is shown by its name, its term stays; a label that is known is left alone."""
    row = (sentence, NamedNode("http://e/x"), Literal("7"))
    table = Table(("a", "b", "c"), (row,), example.project.prefixes, {"http://e/x": "Known"})
    named = with_names(table, example.engine, example.project)
    assert named.terms == table.terms
    assert named.shown(sentence).startswith("sentence: ")
    assert [named.shown(term) for term in row[1:]] == ["Known", "7"]
