"""Every format of an export gives the same triples back to another reader."""

from __future__ import annotations

import json

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse
from rdflib.compare import isomorphic

from casegraph.errors import UsageError
from casegraph.export import FORMATS, export, select_parts
from casegraph.opened import CaseGraph

READERS = {
    "turtle": "turtle",
    "trig": "trig",
    "nquads": "nquads",
    "jsonld": "json-ld",
    "rdfxml": "xml",
}


@pytest.mark.parametrize("name", FORMATS)
def test_rdflib_reads_the_same_triples(example: CaseGraph, name: str) -> None:
    """Stated and derived triples survive each format."""
    quads = select_parts(example.generation.quads(), example.project, ["stated", "derived"])
    text = export(quads, name, example.project.prefixes)
    assert text == export(list(reversed(quads)), name, example.project.prefixes) or name == "nquads"
    expected = rdflib.Graph()
    expected.parse(data="".join(f"{quad.triple} .\n" for quad in quads), format="nt")
    found = rdflib.Graph()
    if name in ("trig", "nquads"):
        dataset = rdflib.Dataset()
        dataset.parse(data=text, format=READERS[name])
        for subject, predicate, value, _ in dataset.quads():
            found.add((subject, predicate, value))
    else:
        found.parse(data=text, format=READERS[name])
    assert len(found) == len(expected)
    assert isomorphic(found, expected)


@pytest.mark.parametrize("name", ["trig", "nquads"])
def test_named_graphs_survive(example: CaseGraph, name: str) -> None:
    """Formats that have named graphs keep them."""
    quads = select_parts(example.generation.quads(), example.project, ["stated"])
    text = export(quads, name, example.project.prefixes)
    form = RdfFormat.TRIG if name == "trig" else RdfFormat.N_QUADS
    assert set(parse(text, form)) == set(quads)


def test_json_ld_is_compact_and_whole(example: CaseGraph) -> None:
    """JSON-LD carries its context, so that nothing has to be fetched to read it."""
    quads = select_parts(example.generation.quads(), example.project, ["stated"])
    document = json.loads(export(quads, "jsonld", example.project.prefixes))
    assert isinstance(document["@context"], dict)
    assert any(node.get("type") == "Charge" for node in document["@graph"])


def test_parts_divide_a_generation(example: CaseGraph) -> None:
    """Stated, derived and ontology quads are all there is, and none is in two parts."""
    quads = example.generation.quads()
    parts = [
        set(select_parts(quads, example.project, [part]))  # type: ignore[list-item]
        for part in ("stated", "derived", "ontology")
    ]
    assert sum(map(len, parts)) == len(set(quads))
    assert all(parts)
    with pytest.raises(UsageError, match="turtle"):
        export([], "turtel", example.project.prefixes)
