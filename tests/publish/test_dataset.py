"""The data as a whole is described as it is: counts, state, licence, and where it is asked."""

from __future__ import annotations

import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
from pyoxigraph import NamedNode
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID

import casegraph
from casegraph.errors import InputError
from casegraph.opened import CaseGraph
from casegraph.project import Project, read_about
from casegraph.publish import sitemap
from casegraph.publish.dataset import dataset_quads, service_quads
from casegraph.publish.pages.entrance import write_start
from casegraph.publish.pages.frame import press
from casegraph.publish.pages.links import Links
from casegraph.publish.rdf import write_rdf
from casegraph.publish.settings import hidden_kinds
from casegraph.publish.sitemap import things, write_sitemap
from casegraph.terms import RDF_TYPE

SITE = "https://data.example.org/"
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")


def written(graph: CaseGraph, what: str) -> rdflib.Graph:
    """Describe the data or the service, and read it by another library."""
    quads = (dataset_quads if what == "dataset" else service_quads)(graph, SITE)
    return rdflib.Graph().parse(data=write_rdf(quads, "ttl", graph.project.prefixes))


def test_counts_are_those_of_the_data(example: CaseGraph) -> None:
    """VoID counts triples of the whole, of its parts, of classes and of properties."""
    found = written(example, "dataset")
    whole = rdflib.URIRef(f"{SITE}dataset")
    quads = list(example.engine.quads())
    assert found.value(whole, VOID.triples) == rdflib.Literal(len(quads))
    parts = list(found.objects(whole, VOID.subset))
    assert sum(int(found.value(part, VOID.triples) or 0) for part in parts) == len(quads)
    person = rdflib.URIRef("https://w3id.org/casegraph/ns#Person")
    persons = list(found.subjects(VOID["class"], person))
    named = {q.subject for q in example.engine.quads(None, RDF_TYPE, NamedNode(str(person)))}
    assert sum(int(found.value(node, VOID.entities) or 0) for node in persons) == len(named)
    for part in parts:
        assert list(found.objects(part, VOID.propertyPartition))
        assert list(found.objects(part, VOID.classPartition))
    assert found.value(whole, rdflib.URIRef(str(DCAT) + "version")) == rdflib.Literal(
        example.generation.digest
    )
    assert (rdflib.URIRef(f"{SITE}catalogue"), DCAT.dataset, whole) in found
    assert (rdflib.URIRef(f"{SITE}sparql"), RDF.type, DCAT.DataService) in found


def test_mappings_are_of_the_ontology(example: CaseGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """The table of mappings is a distribution of the ontology, where there is a table."""
    found = written(example, "dataset")
    (table,) = found.objects(rdflib.URIRef(f"{SITE}dataset#ontology"), DCAT.distribution)
    assert found.value(table, DCAT.downloadURL) == rdflib.URIRef(f"{SITE}ns/mappings.sssom.tsv")
    monkeypatch.setattr(Project, "mapping_table", lambda _: None)
    assert "mappings" not in written(example, "dataset").serialize()


def test_the_service_names_its_graphs(example: CaseGraph) -> None:
    """The service tells its features, and each named graph with its size."""
    found = written(example, "service")
    service = rdflib.URIRef(f"{SITE}sparql")
    assert (service, SD.feature, SD.UnionDefaultGraph) in found
    assert (service, SD.supportedLanguage, SD.SPARQL11Query) in found
    assert (service, SD.supportedLanguage, SD.SPARQL11Update) not in found
    named = {str(found.value(node, SD.name)) for node in found.subjects(RDF.type, SD.NamedGraph)}
    graphs = {str(quad.graph_name).strip("<>") for quad in example.engine.quads()}
    assert named == graphs


def test_settings(own_folder: Path) -> None:
    """What the settings say of the data is told; what they cannot mean is refused. The start page
    promises corrections only where somebody can be asked for them.
    """
    settings = own_folder / "casegraph.toml"
    text = settings.read_text("utf-8") if settings.exists() else ""
    shutil.copytree(own_folder, own_folder.parent / "silent")
    settings.write_text(
        text + 'noindex = ["person", "case"]\n[dataset]\ntitle = "Example v. Nowhere"\n'
        'licence = "https://example.org/licence"\npublisher = "Example Institute"\n'
        'contact = "mailto:help@example.org"\ndescription = "Fictional."\n',
        "utf-8",
    )
    silent = casegraph.open(own_folder.parent / "silent")
    graph = casegraph.open(own_folder)
    for one, promised in ((silent, False), (graph, True)):
        page = write_start(press(one, Links(one.project.base, "./")))
        assert (b"how to have it corrected" in page) is promised
        assert (b"mailto:help@example.org" in page) is promised
    found = written(graph, "dataset")
    whole = rdflib.URIRef(f"{SITE}dataset")
    assert str(found.value(whole, DCTERMS.title)) == "Example v. Nowhere"
    assert str(found.value(whole, DCTERMS.license)) == "https://example.org/licence"
    assert found.value(whole, DCAT.contactPoint) is not None
    assert hidden_kinds(Project(own_folder)) == ("person", "case")
    for wrong in ("noindex = 1", 'noindex = ["nobody"]', "dataset = 1", "[dataset]\nx = 'y'",
                  "[dataset]\ntitle = 1"):  # fmt: skip
        settings.write_text(f"{text}{wrong}\n", "utf-8")
        project = Project(own_folder)
        with pytest.raises(InputError):
            (read_about(project), hidden_kinds(project))


def located(text: str) -> list[str]:
    """Read the addresses of a sitemap."""
    return [node.text or "" for node in ElementTree.fromstring(text).iter() if "loc" in node.tag]


def test_sitemap(example: CaseGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """All documents are listed, in parts where they are many; persons are left out, stones too."""
    everything = things(example)
    assert "case/nwh-2019-1" in everything
    assert any(path.startswith("person/") for path in everything)
    assert not any("#" in path for path in everything)
    assert "person/b5c8dr" not in everything
    text = write_sitemap(example, SITE)
    assert text is not None
    addresses = located(text)
    assert f"{SITE}doc/case/nwh-2019-1" in addresses
    assert not any("/person/" in str(address) for address in addresses)
    monkeypatch.setattr(sitemap, "MOST_ADDRESSES", 5)
    parts = write_sitemap(example, SITE)
    assert parts is not None
    assert f"{SITE}sitemap-2.xml" in parts
    listed = []
    for number in range(1, parts.count("<loc>") + 1):
        part = write_sitemap(example, SITE, number)
        assert part is not None
        listed += located(part)
    assert listed == addresses
    assert write_sitemap(example, SITE, 0) is write_sitemap(example, SITE, 99) is None
