"""A document says what is known of a thing and its parts, on what, and who says otherwise."""

from __future__ import annotations

import json

import pytest
import rdflib
from pyoxigraph import NamedNode

from casegraph.describe import describe
from casegraph.opened import CaseGraph
from casegraph.publish.document import Document, Left, read_document
from casegraph.publish.ontology import term_quads
from casegraph.publish.profile import PROFILES, SCHEMA, profile_named, profiled
from casegraph.publish.rdf import write_rdf
from casegraph.publish.told import write_json
from casegraph.terms import RDF_TYPE, cg

BASE = "https://example.org/id/"
CASE = f"{BASE}case/nwh-2019-1"
FORMS = {
    "ttl": "turtle",
    "nt": "nt",
    "jsonld": "json-ld",
    "rdf": "xml",
    "trig": "trig",
    "nq": "nquads",
}


def read(graph: CaseGraph, iri: str) -> Document:
    """Read a document that is there."""
    found = read_document(graph, iri)
    assert isinstance(found, Document)
    return found


def test_a_case_and_its_parts(example: CaseGraph) -> None:
    """All nodes of a case are in its document, each with what it rests on and who differs."""
    found = read(example, CASE)
    parts = {
        quad.subject.value
        for quad in example.engine.quads(None, RDF_TYPE)
        if isinstance(quad.subject, NamedNode) and quad.subject.value.startswith(f"{CASE}#")
    }
    assert len(parts) > 20
    assert {node.iri for node in found.nodes} == {CASE, *parts}
    assert found.nodes[0].iri == CASE
    subjects = {quad.subject for quad in found.quads}
    assert {NamedNode(node.iri) for node in found.nodes} <= subjects
    passages = {NamedNode(s.passage) for node in found.nodes for s in node.supports}
    assert passages
    assert passages <= subjects
    assert any(node.rivals for node in found.nodes)


def test_what_others_say_of_a_person(example: CaseGraph) -> None:
    """Nothing legal hangs on a person; a person's document tells what does, from elsewhere."""
    person = next(
        quad.object.value
        for quad in example.engine.quads(None, cg("sentencedPerson"))
        if isinstance(quad.object, NamedNode)
    )
    found = read(example, person)
    kinds = {one.predicate for one in found.referring}
    assert cg("sentencedPerson").value in kinds
    told = {node.iri for node in found.told}
    assert {one.node for one in found.referring} == told
    assert any(node.supports for node in found.told)
    document = json.loads(write_json(example, found, "abc"))
    assert {node["iri"] for node in document["told"]} == told
    assert document["version"] == "abc"


def test_addresses_that_are_left(example: CaseGraph) -> None:
    """What was withdrawn or merged says so and nothing else; what never was is None."""
    assert read_document(example, f"{BASE}person/b5c8dr") == Left(())
    assert read_document(example, f"{BASE}person/f6g3hv") == Left((f"{BASE}person/d4k7wz",))
    for path in ("person/aaaaaa", "", "case/", "case/nwh-2019-1#d1-sentence/x", "<>", "a b"):
        assert read_document(example, BASE + path) is None


@pytest.mark.parametrize("form", FORMS)
def test_forms_say_the_same(example: CaseGraph, form: str) -> None:
    """Every form of RDF holds the same triples, as another library reads them; the same bytes."""
    found = read(example, CASE)
    data = write_rdf(found.quads, form, example.project.prefixes)
    assert data == write_rdf(reversed(found.quads), form, example.project.prefixes)
    read_back = rdflib.Dataset(default_union=True)
    read_back.parse(data=data, format=FORMS[form])
    wanted = {f"{quad.triple}" for quad in found.quads}
    assert len(set(read_back.triples((None, None, None)))) == len(wanted)
    if form in ("trig", "nq"):
        names = {str(graph.identifier) for graph in read_back.graphs()}
        assert f"{BASE}graph/cases/nwh-2019-1" in names


def test_schema_org_says_no_sentence_of_a_person(example: CaseGraph) -> None:
    """General programs learn names of persons, and nothing that somebody says of them."""
    assert profile_named("schema") is profile_named("https://schema.org/") is SCHEMA
    for quad in example.engine.quads(None, RDF_TYPE, cg("Person")):
        assert isinstance(quad.subject, NamedNode)
        found = read(example, quad.subject.value)
        triples = list(profiled(example, found, SCHEMA, {}, "https://example.org/doc/x"))
        said = {t.predicate.value.rpartition("/")[2] for t in triples}
        assert said <= {"22-rdf-syntax-ns#type", "additionalType", "name", "alternateName"}
        assert "name" in said
    case = list(profiled(example, read(example, CASE), SCHEMA, {}, "https://example.org/doc/x"))
    assert any(str(t.object) == "<https://schema.org/Event>" for t in case)


def test_all_profiles_are_listed(example: CaseGraph) -> None:
    """The list of alternates names every profile in every form."""
    found = read(example, CASE)
    url = "https://example.org/doc/case/nwh-2019-1"
    listed = list(profiled(example, found, PROFILES[-1], {"ttl": "text/turtle"}, url))
    nodes = {quad.object.value for quad in listed if isinstance(quad.object, NamedNode)}
    assert {f"{url}.ttl?_profile={profile.token}" for profile in PROFILES} <= nodes
    assert {profile.iri for profile in PROFILES} <= nodes


def test_descriptions_without_files(example: CaseGraph) -> None:
    """What is published names graphs, and no file of whoever keeps the data."""
    without = describe(example.engine, example.project, CASE, files=False)
    assert without.stated == ()
    assert {origin.file for origin in without.origins} == {""}
    assert all(origin.graph.startswith(BASE) for origin in without.origins)
    assert any(origin.file for origin in example.describe(CASE).origins)


def test_terms(example: CaseGraph) -> None:
    """The ontology is read as a whole, by module and by scheme."""
    project = example.project
    whole, module = term_quads(project, "ns"), term_quads(project, "ns/agent")
    assert whole is not None
    assert module is not None
    assert set(module) < set(whole)
    scheme = term_quads(project, "vocab/finding")
    assert scheme is not None
    assert not set(scheme) & set(whole)
    assert term_quads(project, "ns/nothing") is term_quads(project, "../ns") is None
