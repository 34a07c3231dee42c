"""A real reasoner finds no contradiction in the ontology, and finds those that are put in."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import Quad, RdfFormat, parse
from rdflib import Graph

from casegraph.errors import CasegraphError
from casegraph.reason import ReasonerError, projection, reason, reason_files

ROOT: Final = Path(__file__).parents[2]
ONTOLOGY: Final = sorted([*ROOT.glob("ontology/*.ttl"), *ROOT.glob("ontology/vocab/*.ttl")])
CG: Final = "https://w3id.org/casegraph/ns#"
PREFIXES: Final = """
    @prefix cg: <https://w3id.org/casegraph/ns#> .
    @prefix court: <https://w3id.org/casegraph/id/court/> .
    @prefix finding: <https://w3id.org/casegraph/vocab/finding/> .
    @prefix nwh: <https://w3id.org/casegraph/id/case/nwh-2019-1#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix person: <https://w3id.org/casegraph/id/person/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
MISSING: Final = [
    name
    for name, found in (
        ("Java", shutil.which("java")),
        ("owlready2", importlib.util.find_spec("owlready2")),
    )
    if not found
]
needs_reasoner = pytest.mark.skipif(
    bool(MISSING) and "CI" not in os.environ,
    reason=f"the reasoner needs {' and '.join(MISSING)}; CI never skips this",
)
needs_compiler = pytest.mark.skipif(
    bool(MISSING) or shutil.which("javac") is None,
    reason="the profile checker is a Java source file: it needs a Java development kit",
)


def quads(turtle: str) -> list[Quad]:
    """Read some Turtle with the prefixes of this file."""
    return list(parse((PREFIXES + turtle).encode(), RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def words() -> list[Quad]:
    """The ontology and the vocabularies."""
    return [quad for path in ONTOLOGY for quad in parse(path.read_bytes(), RdfFormat.TURTLE)]


@needs_reasoner
def test_ontology_and_fictional_data_are_consistent(words: list[Quad], fictional: Graph) -> None:
    """Every class can have a member, and the examples of all terms contradict nothing."""
    text = fictional.serialize(format="nt").encode()
    assert reason([*words, *parse(text, RdfFormat.N_TRIPLES)]) == []


@needs_reasoner
def test_ontology_and_real_data_are_consistent() -> None:
    """The data of the repository contradict nothing."""
    assert reason_files([*ONTOLOGY, *sorted((ROOT / "graph").rglob("*.ttl"))]) == []


@needs_reasoner
@pytest.mark.parametrize(
    ("turtle", "expected"),
    [
        (
            "person:d4k7wz a cg:Person , cg:Place .",
            "person:d4k7wz is a cg:Agent (so typed) and a cg:Place (so typed), which exclude each "
            "other. Correct one of the two.",
        ),
        (
            "nwh:trial cg:heardBy person:d4k7wz . person:d4k7wz a cg:Person .",
            "person:d4k7wz is a cg:Organization (because it is a value of cg:heardBy) and a "
            "cg:Person (so typed), which exclude each other. Correct one of the two.",
        ),
        (
            "court:nowhere-district cg:superiorCourt finding:convicted .",
            "finding:convicted is a skos:Concept (so typed) and a cg:Agent (because it is a value "
            "of cg:superiorCourt), which exclude each other. Correct one of the two.",
        ),
        (
            "nwh:d1-arrest a cg:Arrest ; cg:verdictOn person:d4k7wz .",
            "nwh-2019-1:d1-arrest is a cg:Event (so typed) and a cg:Verdict (because it has "
            "cg:verdictOn), which exclude each other. Correct one of the two.",
        ),
    ],
    ids=["typed-twice", "range", "concept", "domain"],
)
def test_contradiction_is_found(turtle: str, expected: str, words: list[Quad]) -> None:
    """A node that belongs to two classes that exclude each other is named, with the reasons."""
    assert reason([*words, *quads(turtle)]) == [expected]


@needs_reasoner
def test_class_without_members_is_found(words: list[Quad]) -> None:
    """A class below two that exclude each other is named."""
    turtle = "cg:Courtroom a owl:Class ; rdfs:subClassOf cg:Court , cg:Place ."
    assert reason([*words, *quads(turtle)]) == [
        "The class cg:Courtroom can have no member: its axioms exclude each other. "
        "Correct its superclasses, or the disjointness of them."
    ]


@needs_reasoner
def test_contradiction_without_a_culprit(words: list[Quad]) -> None:
    """What no pair of classes explains is still reported."""
    turtle = "cg:Person rdfs:subClassOf owl:Nothing . person:d4k7wz a cg:Person ."
    [sentence] = reason([*words, *quads(turtle)])
    assert "no single node shows where" in sentence


@needs_reasoner
def test_input_outside_owl_dl_is_refused(words: list[Quad]) -> None:
    """What the reasoner cannot work on is an error, never a clean answer."""
    turtle = "cg:higherCourt a owl:IrreflexiveProperty ."
    with pytest.raises(CasegraphError, match="cannot work on this ontology") as caught:
        reason([*words, *quads(turtle)])
    assert not isinstance(caught.value, ReasonerError)


@pytest.mark.parametrize("lacking", ["java", "owlready2"])
def test_missing_reasoner_is_named(lacking: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without Java or owlready2 the error says what to install."""
    if lacking == "java":
        monkeypatch.setattr(shutil, "which", lambda _: None)
    else:
        monkeypatch.setattr(shutil, "which", lambda _: "/usr/bin/java")
        monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ReasonerError, match="Install") as caught:
        reason([])
    assert lacking in str(caught.value)


def test_projection_holds_no_literal_and_no_annotation(words: list[Quad]) -> None:
    """Only axioms, types and links whose class or property is declared reach the reasoner."""
    data = quads("""
        nwh:d1-arrest a cg:Arrest , nwh:Undeclared ; cg:involvedPerson person:d4k7wz ;
            cg:readingBasis "Read."@en ; nwh:undeclared person:d4k7wz .
        nwh:silence cg:silentOn cg:date .
        cg:Arrest rdfs:seeAlso nwh:d1-arrest .
    """)
    base = "https://w3id.org/casegraph/id/"
    arrest, person = f"<{base}case/nwh-2019-1#d1-arrest>", f"<{base}person/d4k7wz>"
    new = {str(t) for t in projection([*words, *data])} - {str(t) for t in projection(words)}
    assert new == {
        f"{arrest} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{CG}Arrest>",
        f"{arrest} <{CG}involvedPerson> {person}",
    }


@needs_compiler
def test_ontology_is_owl_2_dl_and_rl(words: list[Quad], tmp_path: Path) -> None:
    """The profile checker of the OWL API, which HermiT brings along, finds nothing to say."""
    import owlready2

    folder = Path(owlready2.__file__).parent / "hermit"
    graph = Graph()
    for path in ONTOLOGY:
        graph.parse(path)
    document = tmp_path / "ontology.rdf"
    graph.serialize(document, format="xml", encoding="utf-8")
    source = Path(__file__).parent / "Profiles.java"
    command = ["java", "-cp", str(folder / "HermiT.jar"), str(source), document.as_uri()]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = done.stdout.splitlines()
    assert lines[0].startswith("axioms: ")
    assert int(lines[0].split()[1]) > len(words) / 4
    assert lines[1:] == []
