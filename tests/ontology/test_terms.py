"""The ontology holds every class and property of the model, each with a living example."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Namespace, URIRef

ONTOLOGY: Final = Path(__file__).parents[2] / "ontology"
IRI: Final = URIRef("https://w3id.org/casegraph/ns")
CG: Final = Namespace("https://w3id.org/casegraph/ns#")
MODULES: Final = ("agent", "place", "case", "proceeding", "statement", "claim", "source", "time")
CLASSES_TEXT: Final = """
    Agent Person Group Organization Court Post PostHolding NameVariant LegalCase Proceeding Hearing
    Participation LegalProvision Charge Decision Verdict Sentence SentenceComponent PenaltyRequest
    PenaltyExposure AppealOutcome Arrest DetentionPeriod Transfer Release AllegedAbuse Event
    Designation Statement Demand CampaignSeries CampaignOutput Claim TerritorialClaim Quotation
    Silence SourceDocument Passage Place DateExpression GraphFile Tombstone
"""
CLASSES: Final = CLASSES_TEXT.split()
PROPERTIES_TEXT: Final = """
    hasName nameText script scheme authorityRecord relatedTo relationshipKind pronoun hasMember
    memberCount courtKind within superiorCourt higherCourt postIn holder heldPost began ended
    caseNumber title concernsPlace partOfCase instance proceedingKind heardBy sittingPlace reviews
    follows chargeCount partOfProceeding hearingKind date participant inProceeding role
    triedInAbsentia absentFrom code article part chargedPerson underProvision throughProvision
    offenceCategory wording plea decidedIn decidedBy decisionKind authorisesDetentionUntil verdictOn
    givenIn onCharge finding sentencedPerson imposedIn answersVerdict hasComponent execution
    aggregation expectedEnd statedTotalMonths inForce penaltyKind durationMonths durationDays
    atLeastMonths atMostMonths minimumTermMonths amount currency regime requestedBy requestedFor
    exposedPerson outcomeFor affectsVerdict affectsSentence affectsDecision outcome
    resultingSentence involvedPerson actor place fromPlace toPlace detentionKind authorisedBy
    releaseKind abuseKind designee designatedBy status onCondition conditionMetBy issuedBy spokenBy
    inCapacity onBehalfOf statementKind channel addressee concerns makesDemand expresses
    documentedBy officialNumber votesFor votesAgainst abstentions demandKind demandFor seriesNumber
    runBy inSeries outputNumber isFinal previousOutput requestsAction claimant reportedBy about
    claimKind asserts stance territory power quotedPerson saidAt silentDocument silentAbout silentOn
    publisher sourceKind indexNumber url textSha256 published language cites reliability inDocument
    start end sha256 locator anchor verbatim edtf earliest latest datePrecision inferredPart
    inferenceBasis lastConfirmed supportedBy conflictsWith specifies candidateSameAs disclosure
    clearsText dataCategory consentStatus reviewStatus readingBasis goneSince replacedBy inAccount
    inCase outweighedBy libertyStatus libertyDecidedBy coDefendantOf sentencedBy spokeFor
"""
PROPERTIES: Final = PROPERTIES_TEXT.split()
PROPERTY_TYPES: Final = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)


def test_one_file_a_module() -> None:
    """The header, the eight modules and the mappings are the files of the ontology."""
    files = ["casegraph", "mappings", *MODULES]
    assert sorted(path.stem for path in ONTOLOGY.glob("*.ttl")) == sorted(files)


@pytest.mark.parametrize("path", sorted(ONTOLOGY.rglob("*.ttl")), ids=lambda path: path.stem)
def test_every_file_parses(path: Path) -> None:
    """Every Turtle file of the ontology can be read and is not empty."""
    assert list(parse(path.read_bytes(), RdfFormat.TURTLE))


def test_header(ontology: Graph) -> None:
    """The header says what the ontology is, whose, under which licence, and of what it consists."""
    assert (IRI, RDF.type, OWL.Ontology) in ontology
    assert (IRI, OWL.versionIRI, URIRef(f"{IRI}/0.1.0")) in ontology
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.abstract, DCTERMS.creator):
        assert ontology.value(IRI, predicate), predicate
    for predicate in (DCTERMS.license, DCTERMS.created, DCTERMS.modified, RDFS.seeAlso):
        assert ontology.value(IRI, predicate), predicate
    assert not list(ontology.triples((None, OWL.imports, None)))
    assert {str(part) for part in ontology.objects(IRI, DCTERMS.hasPart)} == {
        f"{IRI}/{module}" for module in MODULES
    }


def test_classes(ontology: Graph) -> None:
    """The classes are those of the model, no more and no fewer."""
    found = {str(term) for term in ontology.subjects(RDF.type, OWL.Class)}
    assert {term.removeprefix(CG) for term in found if term.startswith(CG)} == set(CLASSES)


def test_properties(ontology: Graph) -> None:
    """The properties are those of the model, no more and no fewer."""
    found = {str(term) for kind in PROPERTY_TYPES for term in ontology.subjects(RDF.type, kind)}
    assert {term.removeprefix(CG) for term in found if term.startswith(CG)} == set(PROPERTIES)


@pytest.mark.parametrize("name", [*CLASSES, *PROPERTIES])
def test_example_lives(name: str, ontology: Graph, example_prefixes: str) -> None:
    """Every example is Turtle that uses its own term."""
    for example in ontology.objects(CG[name], SKOS.example):
        graph = Graph().parse(data=example_prefixes + str(example), format="turtle")
        assert any(CG[name] in triple for triple in graph)


def test_examples_use_known_terms(ontology: Graph, vocabularies: Graph, fictional: Graph) -> None:
    """The examples use only terms and concepts that exist."""
    known = set(ontology.subjects()) | set(vocabularies.subjects())
    used = {term for triple in fictional for term in triple if isinstance(term, URIRef)}
    ours = {term for term in used if term.startswith((CG, "https://w3id.org/casegraph/vocab/"))}
    assert ours <= known


def test_examples_fit_domains_and_ranges(ontology: Graph, fictional: Graph) -> None:
    """Where a class is told of a subject or value in the examples, the property allows it."""
    includes = Namespace("https://schema.org/")
    for subject, predicate, value in fictional:
        for node, strict, loose in (
            (subject, RDFS.domain, includes.domainIncludes),
            (value, RDFS.range, includes.rangeIncludes),
        ):
            allowed = {*ontology.objects(predicate, strict), *ontology.objects(predicate, loose)}
            stated = set(fictional.objects(node, RDF.type)) if isinstance(node, URIRef) else set()
            if allowed and stated:
                above = {
                    c for kind in stated for c in ontology.transitive_objects(kind, RDFS.subClassOf)
                }
                assert allowed & above, (subject, predicate, value)
