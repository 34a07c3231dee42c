"""The files of the ontology in; the ontology and the vocabularies in four RDF formats out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad

from casegraph.export import export
from casegraph.terms import STANDARD, Prefixes
from casegraph.turtle import read

_FORMATS: Final = {"ttl": "turtle", "nt": "nquads", "jsonld": "jsonld", "rdf": "rdfxml"}

# a file states the direction with fewer results; browsers of vocabularies look for the other too
_INVERSES: Final = {
    NamedNode(STANDARD["skos"] + name): NamedNode(STANDARD["skos"] + inverse)
    for name, inverse in (("broader", "narrower"), ("topConceptOf", "hasTopConcept"))
}


def serialise(folder: Path) -> dict[str, str]:
    """Write the ontology with all its modules, and all vocabularies, in every format.

    The mappings stay out: with SKOS beside it, a match would make our classes concepts. Links
    between concepts and schemes go both ways (SKOS reference, S8 and S25).

    Args:
        folder: holds the modules, and the vocabularies in `vocab/`.

    Returns:
        The text of each file by its name: `ontology.ttl`, `vocabularies.jsonld` …
    """
    texts = {}
    for stem, place in (("ontology", folder), ("vocabularies", folder / "vocab")):
        triples = {
            Quad(quad.subject, quad.predicate, quad.object)
            for path in sorted(place.glob("*.ttl"))
            if path.stem != "mappings"
            for quad in read(path).quads
        }
        quads = sorted(triples | set(_inverted(triples)), key=str)
        for suffix, form in _FORMATS.items():
            texts[f"{stem}.{suffix}"] = export(quads, form, Prefixes())
    return texts


def _inverted(triples: Iterable[Quad]) -> Iterator[Quad]:
    for triple in triples:
        inverse = _INVERSES.get(triple.predicate)
        if inverse and isinstance(triple.object, NamedNode | BlankNode):
            yield Quad(triple.object, inverse, triple.subject)
