"""Every term and concept that SPARQL text names exists: no triple shows such a use to a check."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from rdflib import SH, Graph, URIRef

ROOT: Final = Path(__file__).parents[2]
OURS: Final = "https://w3id.org/casegraph/"
QUERIES: Final = sorted((ROOT / "queries").rglob("*.rq"))
SHAPES: Final = sorted((ROOT / "shapes").glob("*.ttl"))
PREFIX: Final = re.compile(r"(?i)PREFIX\s+([\w\-]*):\s*<([^>]*)>")
QUIET: Final = re.compile(r'<[^>\s]*>|"(?:[^"\\\n]|\\.)*"|(?m:^\s*#.*$)')
NAME: Final = re.compile(r"(?<![\w?$@:\-])([A-Za-z][\w\-]*):([A-Za-z][\w\-]*)")


def named(text: str, prefixes: dict[str, str]) -> set[str]:
    """Return the IRIs of casegraph's terms that a SPARQL text names."""
    table = prefixes | dict(PREFIX.findall(text))
    body = QUIET.sub(" ", PREFIX.sub(" ", text))
    found = {table[prefix] + local for prefix, local in NAME.findall(body) if prefix in table}
    found |= set(re.findall(rf"<({OURS}(?:ns#|vocab/)[^>]+)>", PREFIX.sub(" ", text)))
    return {iri for iri in found if iri.startswith((f"{OURS}ns#", f"{OURS}vocab/"))}


@pytest.fixture(scope="module")
def known(ontology: Graph, vocabularies: Graph) -> set[str]:
    """All defined terms, concepts and schemes."""
    return {str(subject) for graph in (ontology, vocabularies) for subject in graph.subjects()}


@pytest.mark.parametrize("path", QUERIES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_query_names_only_defined_terms(path: Path, known: set[str]) -> None:
    """A query, rule, check or network recipe names no term that nothing defines."""
    assert named(path.read_text("utf-8"), {}) <= known


@pytest.mark.parametrize("path", SHAPES, ids=lambda path: path.stem)
def test_constraint_names_only_defined_terms(path: Path, known: set[str]) -> None:
    """The SPARQL text of a shape names no term that nothing defines."""
    declared = Graph()
    for file in SHAPES:
        declared.parse(file)
    prefixes = {
        str(declared.value(node, SH.prefix)): str(declared.value(node, SH.namespace))
        for node in declared.subjects(SH.prefix)
    }
    graph = Graph().parse(path)
    for predicate in (SH.select, SH.ask, SH.construct):
        for text in graph.objects(None, predicate):
            assert named(str(text), prefixes) <= known


def test_unknown_names_are_seen() -> None:
    """The scan sees prefixed names and full IRIs, and not what stands in strings and comments."""
    text = """PREFIX cg: <https://w3id.org/casegraph/ns#>
    # cg:inComment
    SELECT ?x { ?x a cg:Arest ; <https://w3id.org/casegraph/ns#finding> "cg:inString" }"""
    assert named(text, {}) == {str(URIRef(f"{OURS}ns#Arest")), f"{OURS}ns#finding"}
