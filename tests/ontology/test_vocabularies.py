"""Each file of the vocabularies is one concept scheme, and each concept stands in its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
from rdflib import RDF, RDFS, SKOS, Graph, Literal, URIRef

VOCABULARIES: Final = Path(__file__).parents[2] / "ontology" / "vocab"
NAMESPACE: Final = "https://w3id.org/casegraph/vocab/"
SCHEMES_TEXT: Final = """
    offence-category finding appeal-outcome decision-kind proceeding-kind hearing-kind instance
    penalty-kind regime execution aggregation detention-kind liberty-status release-kind court-kind
    role relationship abuse-kind statement-kind channel demand-kind claim-kind stance assertion
    designation-status source-kind reliability date-precision date-part disclosure data-category
    consent-status review-status plea account
"""
SCHEMES: Final = SCHEMES_TEXT.split()
SETTLED: Final = {
    "appeal-outcome": """upheld increased reduced varied quashed reversed remitted dismissed
        inadmissible withdrawn""",
    "instance": "first appeal cassation",
    "proceeding-kind": "trial review custody retrial",
    "execution": "immediate suspended deferred",
    "aggregation": "concurrent consecutive partly-added",
    "claim-kind": "evaluation description allegation denial belief intention commitment",
    "designation-status": """prisoner-of-conscience pace-1900-a pace-1900-b pace-1900-c pace-1900-d
        pace-1900-e wgad-i wgad-ii wgad-iii wgad-iv wgad-v forb-victim""",
    "disclosure": "public pseudonymised restricted",
    "liberty-status": "serving exchanged exiled",
    "demand-kind": "release immediate-release retrial",
    "statement-kind": """resolution declaration spokesperson-statement press-release post
        open-letter urgent-action opinion""",
    "assertion": "trumped-up unfair politically-motivated retaliation no-credible-evidence",
}
HURIDOCS_TEXT: Final = """
    abuse-kind court-kind date-precision demand-kind detention-kind liberty-status relationship
    reliability source-kind
"""
# labels as the list that has the code publishes them, but for the case of the first letter
PUBLISHED: Final = {
    "abuse-kind/abduction": "похищение",
    "detention-kind/administrative-detention": "административное задержание",
    "liberty-status/exiled": "выслан",
    "relationship/sibling": "брат, сестра",
    "reliability/usually-reliable": "скорее всего надежен",
}
# the form of the codes of each list that notations come from
CODES: Final = {
    **dict.fromkeys(HURIDOCS_TEXT.split(), r"\d{12}"),
    "offence-category": r"\d{2}|\d{4}",
    "designation-status": r"[a-e]|I|II|III|IV|V",  # Resolution 1900 (2012); WGAD
}


def test_every_scheme_has_a_file() -> None:
    """The files are the schemes of the model, no more and no fewer."""
    assert sorted(path.stem for path in VOCABULARIES.glob("*.ttl")) == sorted(SCHEMES)


@pytest.mark.parametrize("name", SCHEMES)
def test_file_holds_one_scheme(name: str) -> None:
    """A file holds its scheme and the concepts of it, and nothing else."""
    graph = Graph().parse(VOCABULARIES / f"{name}.ttl")
    scheme = URIRef(NAMESPACE + name)
    assert list(graph.subjects(RDF.type, SKOS.ConceptScheme)) == [scheme]
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert concepts == set(graph.subjects(SKOS.inScheme, scheme))
    assert set(graph.subjects()) == {scheme, *concepts}
    assert all(str(concept).startswith(f"{scheme}/") for concept in concepts)


@pytest.mark.parametrize(("scheme", "names"), SETTLED.items(), ids=SETTLED)
def test_settled_concepts_exist(scheme: str, names: str, vocabularies: Graph) -> None:
    """The concepts that the model names exist."""
    for name in names.split():
        concept = URIRef(f"{NAMESPACE}{scheme}/{name}")
        assert (concept, RDF.type, SKOS.Concept) in vocabularies


def test_every_scheme_has_a_property(ontology: Graph) -> None:
    """Every scheme is the one of at least one property, which names it by rdfs:seeAlso."""
    named = {str(value) for value in ontology.objects(None, RDFS.seeAlso)}
    assert {NAMESPACE + scheme for scheme in SCHEMES} <= named


@pytest.mark.parametrize("name", SCHEMES)
def test_notations_are_codes_of_one_list(name: str) -> None:
    """A notation has the form of the list that its scheme follows; a note names that list."""
    graph = Graph().parse(VOCABULARIES / f"{name}.ttl")
    found = [str(code) for code in graph.objects(None, SKOS.notation)]
    assert bool(found) == (name in CODES)
    assert all(re.fullmatch(CODES[name], code) for code in found)
    scheme = URIRef(NAMESPACE + name)
    notes = [*graph.objects(scheme, SKOS.editorialNote), *graph.objects(scheme, SKOS.scopeNote)]
    assert not found or any("notations" in note for note in notes)


def test_labels_are_in_the_languages_that_the_page_names(vocabularies: Graph) -> None:
    """Labels are in English, French, Russian and Ukrainian, one a language and concept."""
    found = set()
    for concept in vocabularies.subjects(RDF.type, SKOS.Concept):
        languages = [label.language for label in vocabularies.objects(concept, SKOS.prefLabel)]
        assert len(languages) == len(set(languages)), concept
        found |= set(languages)
    assert found == {"en", "fr", "ru", "uk"}
    page = (VOCABULARIES.parents[1] / "docs" / "reference" / "vocabularies.md").read_text("utf-8")
    assert "They are in French, Russian and Ukrainian." in page


def test_cyrillic_labels_are_cyrillic(vocabularies: Graph) -> None:
    """No Latin letter that looks like a Cyrillic one hides in a label, and none the other way."""
    for label in vocabularies.objects(None, SKOS.prefLabel):
        cyrillic = re.search("[\u0400-\u04ff]", label) is not None
        assert cyrillic == (label.language in ("ru", "uk")), label
        assert not (cyrillic and re.search("[A-Za-z]", label)), label


@pytest.mark.parametrize(("name", "text"), PUBLISHED.items(), ids=PUBLISHED)
def test_labels_of_codes_are_as_published(name: str, text: str, vocabularies: Graph) -> None:
    """A concept that has a code of HURIDOCS also has the Russian term of that code."""
    concept = URIRef(NAMESPACE + name)
    assert vocabularies.value(concept, SKOS.notation) is not None
    assert Literal(text, lang="ru") in set(vocabularies.objects(concept, SKOS.prefLabel))


def test_no_cycle(vocabularies: Graph) -> None:
    """No concept is broader than itself."""
    for concept in vocabularies.subjects(RDF.type, SKOS.Concept):
        for parent in vocabularies.objects(concept, SKOS.broader):
            assert concept not in set(vocabularies.transitive_objects(parent, SKOS.broader))
