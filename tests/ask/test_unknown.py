"""A name that nobody knows is told beside the answer of a query that holds it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from casegraph.ask.unknown import unknown_names
from casegraph.opened import CaseGraph

Run = Callable[..., subprocess.CompletedProcess[str]]

PREFIXES = """PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX finding: <https://w3id.org/casegraph/vocab/finding/>
PREFIX case: <https://example.org/id/case/>
PREFIX nwh-2019-1: <https://example.org/id/case/nwh-2019-1#>
PREFIX foaf: <http://xmlns.com/foaf/0.1/>
"""


def told(example: CaseGraph, query: str) -> list[str]:
    query = PREFIXES + query
    example.query(query)  # it can be run
    return list(unknown_names(example.engine, query, example.project.prefixes))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("ASK { ?s a cg:Sentense }", "ontology defines no cg:Sentense, so nothing matches it. Did"),
        ("ASK { ?s a cg:Sentense }", "Sentence"),
        (
            "ASK { ?s cg:finding finding:guilty.}",
            "no finding:guilty, so nothing matches it. Known:",
        ),
        ("ASK { ?s cg:partOfCase case:nwh-2019-7 }", "data knows no case:nwh-2019-7"),
        ("ASK { nwh-2019-1:d1-sentense ?p ?o }", "Did you mean d1-sentence"),
        ("ASK { ?s ?p <https://example.org/id/person/nobody> }", "no person:nobody"),
        ("ASK { ?s <https://w3id.org/casegraph/ns#findin> ?o }", "Did you mean finding"),
    ],
)
def test_unknown(example: CaseGraph, query: str, words: str) -> None:
    """The name is told with those near it, whether it is written in full or with a prefix."""
    [sentence] = told(example, query)
    assert words in sentence


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s a cg:Sentence ; cg:finding finding:convicted ; foaf:nosuch case:nwh-2019-1 }",
        "ASK { ?s ?p 'cg:Sentense' } # cg:Sentense <https://example.org/id/x>",
        "ASK { ?s ?p ?o FILTER(STRSTARTS(STR(?s), STR(cg:)) || ?o = <http://e/nosuch>) }",
        "ASK { GRAPH <https://example.org/id/graph/derived/liberty-status> { ?s ?p ?o } }",
        "ASK { ?s cg:finding/^cg:finding ?o . nwh-2019-1:d1-sentence ?p <https://example.org/> }",
    ],
)
def test_known(example: CaseGraph, query: str) -> None:
    """Nothing is told of what is known, of other namespaces, of texts, comments and namespaces."""
    assert told(example, query) == []


def test_on_the_command_line(command: Run, built_folder: Path) -> None:
    """The note stands on standard error, once for a name; answer and exit code stay as they are."""
    query = PREFIXES + "SELECT ?s { { ?s a cg:Sentense } UNION { ?s cg:x cg:Sentense } }"
    done = command("-C", built_folder, "ask", "-", "--format", "csv", stdin=query)
    assert (done.returncode, done.stdout.strip()) == (0, "s")
    assert done.stderr.count("defines no cg:Sentense") == 1
    assert "defines no cg:x," in done.stderr
    sound = query.replace("Sentense", "Sentence").replace("cg:x", "cg:finding")
    assert command("-C", built_folder, "ask", "-", stdin=sound).stderr == ""
