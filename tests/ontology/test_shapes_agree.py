"""What a shape lets through is what the ontology says that a property is for, and the reverse."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import Final

from rdflib import OWL, RDF, RDFS, SH, XSD, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import Namespace
from rdflib.term import Node

ROOT: Final = Path(__file__).parents[2]
CG: Final = "https://w3id.org/casegraph/ns#"
SCHEMA: Final = Namespace("https://schema.org/")
WIDER: Final = RDFS.subClassOf * "*"


def _allowed(shapes: Graph, kind: Node) -> dict[Node, set[Node]]:
    """List for each property the classes or datatypes that its shapes allow, also as a choice."""
    found: dict[Node, set[Node]] = defaultdict(set)
    for shape, path in shapes.subject_objects(SH.path):
        found[path] |= set(shapes.objects(shape, kind))
        for choice in shapes.objects(shape, SH["or"]):
            for option in Collection(shapes, choice):
                found[path] |= set(shapes.objects(option, kind))
    return {path: values for path, values in found.items() if values}


def _ranges(ontology: Graph, term: Node) -> set[Node]:
    return {*ontology.objects(term, RDFS.range), *ontology.objects(term, SCHEMA.rangeIncludes)}


def _shapes() -> Graph:
    shapes = Graph()
    for path in sorted((ROOT / "shapes").glob("*.ttl")):
        if path.stem != "style":
            shapes.parse(path)
    return shapes


def _disagreements(ontology: Graph, shapes: Graph) -> list[str]:
    found = []
    for term, allowed in _allowed(shapes, SH["class"]).items():
        wanted = _ranges(ontology, term)
        for name in allowed if wanted else ():
            if not wanted & set(ontology.objects(name, WIDER)):
                found.append(f"{term} may be a {name}, by its shape only")
        for name in wanted:
            if not allowed & set(ontology.objects(name, WIDER)):
                found.append(f"{term} may be a {name}, by the ontology only")
    for term, allowed in _allowed(shapes, SH.datatype).items():
        if (term, RDF.type, OWL.DatatypeProperty) in ontology and _ranges(ontology, term):
            found += [f"{term} has {name}" for name in allowed ^ _ranges(ontology, term)]
    return sorted(found)


def test_shapes_and_ranges_agree(ontology: Graph) -> None:
    """No shape allows what contradicts the ontology, or refuses what the ontology means."""
    assert _disagreements(ontology, _shapes()) == []


def test_a_disagreement_is_seen(ontology: Graph) -> None:
    """A shape that is too wide, one that is too narrow, and one with another datatype."""
    shapes = Graph()
    for name, kind, value in (
        ("designee", SH["class"], URIRef(CG + "Agent")),
        ("addressee", SH["class"], URIRef(CG + "Agent")),
        ("start", SH.datatype, XSD.integer),
        ("end", SH.datatype, XSD.string),
    ):
        shape = URIRef(f"https://example.org/{name}")
        shapes.add((shape, SH.path, URIRef(CG + name)))
        shapes.add((shape, kind, value))
    found = " ".join(_disagreements(ontology, shapes)).replace(CG, "")
    assert "designee may be a Agent, by its shape only" in found
    assert "addressee may be a Post, by the ontology only" in found
    assert "end has" in found
    assert "start" not in found
