"""The JSON-LD context is complete, compact and loses nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import pytest
from pyld import jsonld
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.compare import graph_diff, to_isomorphic

ONTOLOGY: Final = Path(__file__).parents[2] / "ontology"
CG: Final = Namespace("https://w3id.org/casegraph/ns#")
SCHEMA: Final = Namespace("https://schema.org/")
VOCABULARY: Final = "https://w3id.org/casegraph/vocab/"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"
KEYWORDS: Final = {"@version", "id", "type"}

# rdflib's own JSON-LD reader uses a class that rdflib calls deprecated
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated")


def key_of(entry: Any) -> str:
    """Return what a key of the context stands for."""
    return str(entry["@id"] if isinstance(entry, dict) else entry)


def assert_same(left: Graph, right: Graph) -> None:
    """Fail with the difference if two graphs differ."""
    both, only_left, only_right = graph_diff(to_isomorphic(left), to_isomorphic(right))
    assert len(both) == len(left)
    assert (list(only_left), list(only_right)) == ([], [])


def compact(graph: Graph, context: dict[str, Any]) -> dict[str, Any]:
    """Compact a graph by the JSON-LD algorithms."""
    expanded = jsonld.from_rdf(
        graph.serialize(format="nt"), {"format": "application/n-quads", "useNativeTypes": True}
    )
    document: dict[str, Any] = jsonld.compact(expanded, context, {"graph": True})
    return document


def test_every_term_has_its_name_as_key(ontology: Graph, context: dict[str, Any]) -> None:
    """Every class and property is written by its local name, and no key is left over."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    terms = {t for kind in kinds for t in ontology.subjects(RDF.type, kind) if t.startswith(CG)}
    expected = {term.removeprefix(CG): f"cg:{term.removeprefix(CG)}" for term in terms}
    ours = {key: key_of(entry) for key, entry in context.items() if key not in KEYWORDS}
    assert {key: iri for key, iri in ours.items() if iri.startswith("cg:")} == expected


def test_values_are_typed_as_the_ontology_says(ontology: Graph, context: dict[str, Any]) -> None:
    """A key is typed by the range of its property: node, concept, date, text with a language."""
    for term in ontology.subjects(RDF.type, OWL.ObjectProperty):
        if not term.startswith(CG):
            continue
        entry = context[term.removeprefix(CG)]
        scheme = next((str(s) for s in ontology.objects(term, RDFS.seeAlso)), None)
        assert entry["@type"] == ("@vocab" if scheme else "@id")
        assert entry.get("@context") == ({"@vocab": f"{scheme}/"} if scheme else None)
    for term in ontology.subjects(RDF.type, OWL.DatatypeProperty):
        if not term.startswith(CG):
            continue
        entry = context[term.removeprefix(CG)]
        ranges = {
            *ontology.objects(term, RDFS.range),
            *ontology.objects(term, SCHEMA.rangeIncludes),
        }
        [datatype] = ranges
        if datatype == RDF.langString:
            assert entry["@container"] == "@language"
        elif str(datatype) == EDTF:
            assert entry["@type"] == EDTF
        elif datatype.endswith(("#date", "#decimal", "#anyURI")):
            assert entry["@type"] == "xsd:" + datatype.partition("#")[2]
        else:  # texts, integers and booleans are native in JSON
            assert entry == f"cg:{term.removeprefix(CG)}"


def test_no_concept_is_read_as_a_key(vocabularies: Graph, context: dict[str, Any]) -> None:
    """No concept has the name of a key, so that a concept's name alone is never misread."""
    names = {str(c).rsplit("/", 1)[1] for c in vocabularies.subjects(RDF.type, SKOS.Concept)}
    assert not names & set(context)


def test_round_trip_by_the_algorithms(fictional: Graph, context: dict[str, Any]) -> None:
    """Fictional data of every class come back from compact JSON-LD unchanged."""
    document = compact(fictional, context)
    text = jsonld.to_rdf(document, {"format": "application/n-quads"})
    assert_same(fictional, Graph().parse(data=text, format="nt"))
    assert_same(fictional, Graph().parse(data=json.dumps(document), format="json-ld"))


def test_round_trip_by_rdflib(fictional: Graph, context: dict[str, Any]) -> None:
    """What rdflib writes with the context, it reads back unchanged."""
    text = fictional.serialize(format="json-ld", context=context, auto_compact=False)
    assert_same(fictional, Graph().parse(data=text, format="json-ld"))


def test_compact_form_is_short(fictional: Graph, context: dict[str, Any]) -> None:
    """No key is left long, no literal is left as an object, and concepts are their names."""
    nodes = compact(fictional, context)["@graph"]
    for node in nodes:
        assert set(node) <= set(context)
        for key, value in node.items():
            for item in value if isinstance(value, list) else [value]:
                typed_otherwise = isinstance(item, dict) and "@value" in item
                assert not typed_otherwise, (key, item)
    by_id = {node["id"]: node for node in nodes}
    base = "https://w3id.org/casegraph/id/"
    verdict = by_id[f"{base}case/nwh-2019-1#d1-verdict-1"]
    assert verdict["type"] == "Verdict"
    assert verdict["finding"] == "convicted"
    assert by_id[f"{base}case/nwh-2019-1#d1-sentence-1"]["durationMonths"] == 72
    assert by_id[f"{base}person/d4k7wz#name-2"]["nameText"] == {"ru": "Ада Экземпл"}


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("finding", "acquitted", URIRef(f"{VOCABULARY}finding/acquitted")),
        ("durationMonths", 72, Literal(72)),
        ("triedInAbsentia", False, Literal(False)),
        ("wording", {"en": "trumped-up"}, Literal("trumped-up", lang="en")),
        ("edtf", "2021-04", Literal("2021-04", datatype=URIRef(EDTF))),
        ("silentOn", "cg:publisher", CG.publisher),
    ],
)
def test_hand_written_values(
    key: str, value: Any, expected: URIRef | Literal, context: dict[str, Any]
) -> None:
    """What a person would write for a value is read as the right term."""
    document = {"@context": context, "id": "https://example.org/x", key: value}
    graph = Graph().parse(data=json.dumps(document), format="json-ld")
    assert list(graph.objects()) == [expected]
