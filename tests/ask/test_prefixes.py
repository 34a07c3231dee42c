"""A prefix that a query does not declare is named, with the line to paste."""

from __future__ import annotations

import pytest

from casegraph.errors import EngineError, UsageError
from casegraph.opened import CaseGraph

CG = "PREFIX cg: <https://w3id.org/casegraph/ns#>"


@pytest.mark.parametrize(
    ("query", "what", "remedy"),
    [
        ("SELECT * {\n ?s a cg:Person }", "prefix cg: in line 2", CG),
        ("SELECT * { ?s cg:a/cg:b ?o }", "prefix cg: in line 1", CG),
        ("PREFIX x: <http://e/> SELECT * { ?s a x:y ; cg:name 'x' }", "prefix cg:", CG),
        ("SELECT * { ?s a foo:Bar }", "prefix foo:", "PREFIX foo: <…>. Did you mean foaf?"),
        ("SELECT * { ?s a :Bar }", "prefix : in line 1", "PREFIX : <…>."),
        ("SELECT * { ?s a case:x, cg:Y }", "prefix case:", f"/id/case/> {CG}"),
    ],
)
def test_named(example: CaseGraph, query: str, what: str, remedy: str) -> None:
    """The prefix, its line and the declaration stand in the error."""
    with pytest.raises(EngineError) as error:
        example.query(query)
    assert what in error.value.what
    assert error.value.remedy.endswith(remedy)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p 'cg:x' FILTR() }",
        "# cg:x\nSELECT * { ?s <http://e/cg:x> ?o ",
        f"{CG} SELECT * {{ ?s a cg:Person ",
        'SELECT * { ?s ?p """\ncg:x""" , _:b , ?x:y }',
    ],
)
def test_other_faults(example: CaseGraph, query: str) -> None:
    """Any other fault is told as the engine tells it; texts, IRIs and comments hold no prefix."""
    with pytest.raises(EngineError, match=r"not valid SPARQL|prefix : ") as error:
        example.query(query)
    assert "cg:" not in error.value.what


def test_bounds_hold_in_python_too(example: CaseGraph) -> None:
    """`CaseGraph.query` refuses what the command line refuses."""
    for query in ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", "{" * 9999):
        with pytest.raises(UsageError):
            example.query(query)
    assert example.query("ASK {}") is True


def test_unknown_things_are_no_empty_answer(example: CaseGraph) -> None:
    """A thing or a case that the data does not know is refused, and the nearest is named."""
    assert len(example.ask("provenance-chain", node="case/nwh-2019-1#d1-sentence"))
    with pytest.raises(UsageError, match=r"nothing named .*Did you mean nwh-2019-1:d1-sentence"):
        example.ask("provenance-chain", node="case/nwh-2019-1#d1-sentense")
    with pytest.raises(UsageError, match="knows nothing named 'nosuch:x'"):
        example.ask("provenance-chain", node="nosuch:x")
    with pytest.raises(UsageError, match=r"knows no case .*nwh-2019-1"):
        example.ask("defendants", case="nwh-2019-2")
