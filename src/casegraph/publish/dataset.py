"""A graph in, what describes it as a whole out: DCAT, VoID and SPARQL Service Description.

What is the same for every data set stands in `dataset.ttl`; here is what differs: counts, names,
state, and the words of the settings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from casegraph.ask import Table
from casegraph.ask.answer import answer_saved
from casegraph.export import Part
from casegraph.opened import CaseGraph
from casegraph.project import MAPPINGS, About, read_about
from casegraph.publish.rdf import MEDIA_TYPES
from casegraph.terms import RDF_TYPE, STANDARD, XSD, Term

_DCAT: Final = STANDARD["dcat"]
_SD: Final = STANDARD["sd"]
_VOID: Final = STANDARD["void"]
_VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
_DCT: Final = STANDARD["dct"]
MEDIA: Final = "https://www.iana.org/assignments/media-types/"
_MOST_GRAPHS: Final = 1000
# what dumps hold: of cases and persons, stated and derived; and the words that it is said in
DUMPED: Final[dict[str, tuple[Part, ...]]] = {
    "data": ("stated", "derived"),
    "terms": ("ontology",),
}
# columns of the question void-counts, for a part as a whole and for a class in it
_COUNTS: Final = {
    "triples": "triples",
    "subjects": "distinctSubjects",
    "objects": "distinctObjects",
    "properties": "properties",
    "classes": "classes",
}


def dataset_quads(graph: CaseGraph, site: str, *, dumps: bool = True) -> list[Quad]:
    """Describe the data: title, licence, state, dumps, and counts by part, class and property.

    Args:
        graph: the data.
        site: the public address of the server.
        dumps: whether the dumps of a release are named, which a server of it sends.

    Raises:
        InputError: the settings of the data set are ill-formed.
    """
    named = dump_names() if dumps and graph.generation.released else {}
    sent = (quad for item in named.items() for quad in distribution_quads(site, *item))
    mapped = _mapped(site) if graph.project.mapping_table() else ()
    return [*_fixed(site), *_told(graph, site), *_counted(graph, site), *mapped, *sent]


def dump_names() -> dict[str, str]:
    """List the names of the files of a dump, with their media types."""
    return {f"{part}.{form}": kind for part in DUMPED for form, kind in MEDIA_TYPES.items()}


def distribution_quads(site: str, file: str, media_type: str) -> Iterator[Quad]:
    """Name one file of a dump (DCAT 3, section 6.8); its address is that of `dump/` on the site."""
    whole = NamedNode(f"{site}dataset")
    node, address = NamedNode(f"{site}dataset#{file}"), NamedNode(f"{site}dump/{file}")
    yield Quad(whole, NamedNode(_DCAT + "distribution"), node)
    yield Quad(whole, NamedNode(_VOID + "dataDump"), address)
    yield Quad(node, RDF_TYPE, NamedNode(_DCAT + "Distribution"))
    yield Quad(node, NamedNode(_DCT + "title"), Literal(file))
    yield Quad(node, NamedNode(_DCAT + "downloadURL"), address)
    yield Quad(node, NamedNode(_DCAT + "mediaType"), NamedNode(MEDIA + media_type))


def service_quads(graph: CaseGraph, site: str) -> list[Quad]:
    """Describe the SPARQL service: forms, features, and its named graphs where they are few."""
    return [*_fixed(site), *_graphs(graph, site)]


def _fixed(site: str) -> Iterator[Quad]:
    text = files("casegraph.publish").joinpath("dataset.ttl").read_bytes()
    yield from parse(text, RdfFormat.TURTLE, base_iri=site)


def _told(graph: CaseGraph, site: str) -> Iterator[Quad]:
    about: About = read_about(graph.project)
    node = NamedNode(f"{site}dataset")
    yield Quad(node, NamedNode(_DCT + "title"), Literal(about.title, language="en"))
    yield Quad(
        NamedNode(f"{site}catalogue"),
        NamedNode(_DCT + "title"),
        Literal(about.title, language="en"),
    )
    yield Quad(node, NamedNode(_VOID + "uriSpace"), Literal(graph.project.base))
    yield Quad(node, NamedNode(_DCAT + "version"), Literal(graph.generation.digest))
    if about.description:
        text = Literal(about.description, language="en")
        yield Quad(node, NamedNode(_DCT + "description"), text)
    if about.licence:
        yield Quad(node, NamedNode(_DCT + "license"), NamedNode(about.licence))
    if about.publisher:
        agent = NamedNode(f"{site}dataset#publisher")
        yield Quad(node, NamedNode(_DCT + "publisher"), agent)
        yield Quad(agent, RDF_TYPE, NamedNode(STANDARD["foaf"] + "Agent"))
        yield Quad(agent, NamedNode(STANDARD["foaf"] + "name"), Literal(about.publisher))
    if about.contact:
        card = NamedNode(f"{site}dataset#contact")
        yield Quad(node, NamedNode(_DCAT + "contactPoint"), card)
        yield Quad(card, RDF_TYPE, NamedNode(_VCARD + "Kind"))
        key = "hasEmail" if about.contact.startswith("mailto:") else "hasURL"
        yield Quad(card, NamedNode(_VCARD + key), NamedNode(about.contact))


def _counted(graph: CaseGraph, site: str) -> Iterator[Quad]:
    """Write the answer of the question void-counts as VoID."""
    whole = NamedNode(f"{site}dataset")
    yield Quad(whole, NamedNode(_VOID + "triples"), _number(graph.generation.manifest["quads"]))
    table = answer_saved(graph.engine, graph.project, "void-counts")
    assert isinstance(table, Table)
    for terms in table.terms:
        row: dict[str, Any] = dict(zip(table.columns, terms, strict=True))
        part = NamedNode(f"{site}dataset#{row['part'].value}")
        kind = row["partition"].value
        if kind == "all":
            yield Quad(whole, NamedNode(_VOID + "subset"), part)
            yield Quad(part, RDF_TYPE, NamedNode(_VOID + "Dataset"))
            node = part
        else:
            node = NamedNode(f"{part.value}-{kind}-{_local(graph, row['term'].value)}")
            yield Quad(part, NamedNode(f"{_VOID}{kind}Partition"), node)
            yield Quad(node, NamedNode(_VOID + kind), row["term"])
        for column, name in _COUNTS.items():
            if (value := row[column]) is not None:
                entities = kind == "class" and column == "subjects"
                yield Quad(node, NamedNode(_VOID + ("entities" if entities else name)), value)


def _mapped(site: str) -> Iterator[Quad]:
    """Name the table of mappings as a distribution of the ontology."""
    whole = NamedNode(f"{site}dataset#ontology")
    node = NamedNode(f"{site}dataset#{MAPPINGS}")
    named = Literal("The ontology and its vocabularies", language="en")
    title = Literal("Mappings of the ontology to other vocabularies", language="en")
    yield Quad(whole, RDF_TYPE, NamedNode(_DCAT + "Dataset"))
    yield Quad(whole, NamedNode(_DCT + "title"), named)
    yield Quad(whole, NamedNode(_DCAT + "distribution"), node)
    yield Quad(node, RDF_TYPE, NamedNode(_DCAT + "Distribution"))
    yield Quad(node, NamedNode(_DCT + "title"), title)
    yield Quad(node, NamedNode(_DCT + "conformsTo"), NamedNode(STANDARD["sssom"]))
    yield Quad(node, NamedNode(_DCAT + "downloadURL"), NamedNode(f"{site}ns/{MAPPINGS}"))
    media = NamedNode(MEDIA + "text/tab-separated-values")
    yield Quad(node, NamedNode(_DCAT + "mediaType"), media)


def _graphs(graph: CaseGraph, site: str) -> Iterator[Quad]:
    manifest = graph.generation.manifest
    dataset = NamedNode(f"{site}sparql#dataset")
    default = NamedNode(f"{site}sparql#default-graph")
    yield Quad(default, NamedNode(_VOID + "triples"), _number(manifest["quads"]))
    few = manifest["graphs"] <= _MOST_GRAPHS
    for name, entry in graph.generation.graphs().items() if few else ():
        short = hashlib.sha256(name.encode("utf-8")).hexdigest()[:12]
        node = NamedNode(f"{site}sparql#graph-{short}")
        yield Quad(dataset, NamedNode(_SD + "namedGraph"), node)
        yield Quad(node, RDF_TYPE, NamedNode(_SD + "NamedGraph"))
        yield Quad(node, NamedNode(_SD + "name"), NamedNode(name))
        held = NamedNode(f"{node.value}-triples")
        yield Quad(node, NamedNode(_SD + "graph"), held)
        yield Quad(held, RDF_TYPE, NamedNode(_SD + "Graph"))
        yield Quad(held, NamedNode(_VOID + "triples"), _number(entry["quads"]))


def _local(graph: CaseGraph, iri: str) -> str:
    """Make the end of an address of a term: its prefix and name, or a hash of the whole."""
    parts = graph.project.prefixes.split(iri)
    return f"{parts[0]}-{parts[2]}" if parts else hashlib.sha256(iri.encode()).hexdigest()[:12]


def _number(count: int) -> Term:
    return Literal(str(count), datatype=NamedNode(XSD + "integer"))
