"""What a query says of its dataset is read in its text, where nothing else can stand."""

from __future__ import annotations

import pytest

from casegraph.engine import Embedded, Graphs
from casegraph.engine.lexical import code_of, names_dataset

COUNT = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * FROM <http://e/g> { ?s ?p ?o }",
        "select*from<http://e/g>{?s ?p ?o}",
        "PREFIX from: <http://e/> ASK FROM from:g { ?s ?p ?o }",
        "PREFIX : <http://e/> DESCRIBE ?x FROM :from WHERE { ?x ?p ?o }",
        "SELECT (1 AS ?x) FROM NAMED <http://e/g> {}",
        "CONSTRUCT FROM<http://e/g> WHERE { ?s ?p ?o }",
    ],
)
def test_a_dataset_is_seen(query: str) -> None:
    """FROM and FROM NAMED are seen, however tight they stand."""
    assert names_dataset(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?from { ?from ?p 'FROM <x>' } # FROM <http://e/g>",
        "PREFIX from: <http://e/> SELECT * { from:a from:b from:FROM }",
        "PREFIX x-from: <http://e/> PREFIX from-x: <http://e/> ASK { x-from:a from-x:b 'a'@from }",
        "PREFIX a: <http://e/FROM> SELECT * { a:from ?p 1 ; ?q <http://e/FROM> }",
    ],
)
def test_words_that_only_look_so(query: str) -> None:
    """The same letters in a text, a comment, an IRI, a variable or a name choose no graph."""
    assert not names_dataset(query)


def test_places_are_kept() -> None:
    """What is blanked leaves its length behind, so that lines and columns stay."""
    query = "SELECT ?x { ?x a 'b\\'c' } # d\nLIMIT 1"
    assert len(code_of(query)) == len(query)
    assert code_of(query).split() == ["SELECT", "{", "a", "}", "LIMIT", "1"]


def test_a_query_chooses_its_graphs() -> None:
    """FROM narrows the default graph; without it the default graph is the union; a caller rules."""
    engine = Embedded()
    engine.update(
        "INSERT DATA { GRAPH <http://e/g> { <http://e/a> <http://e/p> 1 } "
        "GRAPH <http://e/h> { <http://e/a> <http://e/p> 2 } }"
    )

    def count(query: str, **more: Graphs) -> int:
        return len(list(engine.results(query, **more)))  # type: ignore[arg-type]

    everything = "SELECT * { ?s ?p ?o }"
    one = "SELECT * FROM <http://e/g> { ?s ?p ?o }"
    assert (count(everything), count(one)) == (2, 1)
    assert len(list(engine.select(one).rows)) == 1
    assert count("SELECT * FROM NAMED <http://e/g> { ?s ?p ?o }") == 0
    assert count("SELECT * FROM NAMED <http://e/g> { GRAPH ?g { ?s ?p ?o } }") == 1
    both = Graphs(("http://e/g", "http://e/h"), ())
    assert count(one, graphs=both) == 2
    assert count("SELECT * { GRAPH ?g { ?s ?p ?o } }", graphs=both) == 0
    assert count(everything, graphs=Graphs((), ("http://e/g",))) == 0
    assert count(everything, graphs=Graphs(("http://e/nowhere",), ())) == 0
