"""The lists of what may leave are whole, say nothing that the ontology does not know, and hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad
from rdflib import OWL, RDF, RDFS, Graph, Namespace, URIRef

from casegraph.errors import InputError
from casegraph.project import Project
from casegraph.release.allowed import allow_list, read_list
from casegraph.release.disclosure import Level
from casegraph.terms import CG, RDF_TYPE, SKOS
from casegraph.validate.compile import read_shapes
from casegraph.validate.shacl import run_reference, run_shapes

SCHEMA = Namespace("https://schema.org/")
# free text that leaves without a mark: what something is called, and the name of a law
NAMES = {SKOS + "prefLabel", CG + "nameText", CG + "code"}
# what speaks of the handling of a node, or of the curators' own thoughts
NEVER = {CG + "consentStatus", CG + "clearsText", SKOS + "editorialNote"}


@pytest.fixture(scope="module")
def ontology(repository: Path) -> Graph:
    graph = Graph()
    for path in sorted((repository / "ontology").glob("*.ttl")):
        graph.parse(path)
    return graph


def test_every_class_is_decided(repository: Path, ontology: Graph) -> None:
    """Each class has an entry in the public list, but cg:Agent, which no node is typed by."""
    classes = {str(c) for c in ontology.subjects(RDF.type, OWL.Class) if str(c).startswith(CG)}
    listed = allow_list(Project(repository), "public")
    assert classes - listed.keys() == {CG + "Agent"}
    assert listed.keys() <= classes
    assert allow_list(Project(repository), "pseudonymised").keys() <= listed.keys()


def test_listed_properties_are_stated_of_their_class(repository: Path, ontology: Graph) -> None:
    """No list names a property that the ontology does not give to the class, or that is derived."""
    derived = {
        str(p)
        for p, note in ontology.subject_objects(URIRef(SKOS + "scopeNote"))
        if str(note).startswith("Derived")
    }
    for which in ("public", "pseudonymised"):
        for kind, listed in allow_list(Project(repository), which).items():
            above = {str(c) for c in ontology.transitive_objects(URIRef(kind), RDFS.subClassOf)}
            for path in listed.properties:
                assert path not in derived | NEVER, (kind, path)
                domains = {
                    str(d)
                    for told in (RDFS.domain, SCHEMA.domainIncludes)
                    for d in ontology.objects(URIRef(path), told)
                }
                assert not domains or domains & above, (kind, path)
                assert (URIRef(path), None, None) in ontology, (kind, path)


def test_free_text_needs_a_mark(repository: Path, ontology: Graph) -> None:
    """A property whose values are texts or addresses is free text in every entry, but for names."""
    for kind, listed in allow_list(Project(repository), "public").items():
        for path in listed.properties - NAMES:
            ranges = {
                str(r).rpartition("#")[2]
                for told in (RDFS.range, SCHEMA.rangeIncludes)
                for r in ontology.objects(URIRef(path), told)
            }
            if ranges & {"langString", "anyURI"} or path == SKOS + "altLabel":
                assert path in listed.texts, (kind, path)


def test_only_reference_data_is_public_by_default(repository: Path) -> None:
    """Where no file says a level, courts, bodies, offices, places and provisions are public."""
    listed = allow_list(Project(repository), "public")
    public = {kind.removeprefix(CG) for kind, entry in listed.items() if entry.level is not None}
    assert public == {"Court", "LegalProvision", "Organization", "Place", "Post"}
    assert {entry.level for entry in listed.values()} == {None, Level.PUBLIC}


def test_what_leaves_holds_to_the_list(fiction) -> None:  # type: ignore[no-untyped-def]
    """Two SHACL engines find nothing in what leaves, whichever of the two lists it leaves by."""
    grouped = list(fiction.made.grouped.quads)
    records = {quad.subject.value for quad in grouped}
    for which, quads in (
        ("public", [*fiction.made.projection.quads, *grouped]),
        ("pseudonymised", grouped),
    ):
        shapes = read_shapes(fiction.project.release_shapes(which))
        lines = sorted({f"{quad.triple} .\n" for quad in quads})
        for found in (run_shapes(quads, shapes), run_reference(lines, shapes)):
            ours = [f for f in found if (f.focus in records) == (which == "pseudonymised")]
            assert ours == [], which


@pytest.mark.parametrize("path", [CG + "consentStatus", SKOS + "editorialNote", CG + "canary"])
def test_each_class_is_closed(fiction, path: str) -> None:  # type: ignore[no-untyped-def]
    """An unlisted property on a thing of any class is found by SHACL."""
    quads = list(fiction.made.projection.quads)
    of_kind = {q.object: q.subject for q in quads if q.predicate == RDF_TYPE}
    graph = quads[0].graph_name
    text = Literal("put back", language="en")
    more = [Quad(thing, NamedNode(path), text, graph) for thing in of_kind.values()]
    found = run_shapes([*quads, *more], read_shapes(fiction.project.release_shapes("public")))
    assert {f.focus for f in found if f.path == path} == {t.value for t in of_kind.values()}
    assert len(of_kind) > 25


def test_lists_that_are_refused(tmp_path: Path) -> None:
    """A shape that is not closed, and a path that no list can follow, are errors."""
    head = (
        "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix cg: <https://w3id.org/casegraph/ns#> ."
        " <urn:s> a sh:NodeShape ; sh:targetClass cg:Person "
    )
    path = tmp_path / "list.ttl"
    path.write_text(head + ".", "utf-8")
    with pytest.raises(InputError, match="closed"):
        read_list([path])
    path.write_text(
        head + "; sh:closed true ; sh:property "
        "[ sh:minCount 1 ; sh:path [ sh:zeroOrMorePath cg:relatedTo ] ] .",
        "utf-8",
    )
    with pytest.raises(InputError, match="path"):
        read_list([path])
