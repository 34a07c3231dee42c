"""The catalogue of questions is RDF that other programs can list and run."""

from __future__ import annotations

from pathlib import Path

from rdflib import RDF, RDFS, SH, Graph, Literal, URIRef

from casegraph.ask import Table
from casegraph.ask.catalogue import QUERY, catalogue
from casegraph.opened import CaseGraph
from casegraph.turtle import write


def read(example: CaseGraph) -> Graph:
    """Write the catalogue and read it back by rdflib."""
    queries = example.questions.values()
    text = write(catalogue(queries, example.project.prefixes), example.project.prefixes)
    return Graph().parse(data=text, format="turtle")


def test_every_question_runs_as_it_stands(example: CaseGraph) -> None:
    """The text of each entry gives the rows that `ask` gives: the defaults are filled in."""
    graph = read(example)
    entries = set(graph.subjects(RDF.type, SH.SPARQLExecutable))
    assert entries == {URIRef(QUERY + name) for name in example.questions}
    for name in example.questions:
        text = graph.value(URIRef(QUERY + name), SH.select)
        found, asked = example.query(str(text)), example.ask(name)
        assert isinstance(found, Table)
        assert isinstance(asked, Table)
        assert found.terms == asked.terms, name


def test_an_entry_says_what_it_asks_and_takes(example: CaseGraph) -> None:
    """Summary, prefixes and parameters are there, with types and defaults."""
    graph = read(example)
    entry = URIRef(QUERY + "sentences-by-defendant")
    summary = Literal("Which sentence did each defendant get?", lang="en")
    assert graph.value(entry, RDFS.comment) == summary
    names = {str(graph.value(p, SH.name)): p for p in graph.objects(entry, SH.parameter)}
    assert set(names) == {"case", "source"}
    default = graph.value(names["source"], SH.defaultValue)
    assert default == URIRef("https://w3id.org/casegraph/vocab/account/preferred")
    assert graph.value(names["case"], SH.defaultValue) is None
    declared = graph.value(entry, SH.prefixes)
    prefixes = {str(graph.value(d, SH.prefix)) for d in graph.objects(declared, SH.declare)}
    assert {"cg", "skos", "account"} <= prefixes


def test_command(command, built_folder: Path) -> None:  # type: ignore[no-untyped-def]
    """`casegraph ask --format ttl` writes it, the same bytes each time."""
    first, second = (command("--project", built_folder, "ask", "--format", "ttl") for _ in range(2))
    assert first.returncode == 0
    assert first.stdout == second.stdout
    assert "sh:SPARQLSelectExecutable" in first.stdout
