"""Every format of an export gives the same triples back to another reader."""

from __future__ import annotations

import json

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse
from rdflib.compare import isomorphic

from casegraph.errors import CasegraphError, UsageError
from casegraph.export import FORMATS, export, select_parts
from casegraph.opened import CaseGraph

A = NamedNode("http://e/a")
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


def _quads(*triples: str) -> list[Quad]:
    return sorted(parse("\n".join(triples), RdfFormat.TURTLE), key=str)


def test_two_namespaces_of_one_prefix(example: CaseGraph) -> None:
    """TriG takes things whose short names would need one prefix twice: they are written in full."""
    base = example.project.base
    text = export(
        [
            Quad(NamedNode(f"{base}{kind}/x#a"), A, A, NamedNode(f"{base}graph/{kind}/x"))
            for kind in ("case", "source")
        ],
        "trig",
        example.project.prefixes,
    )
    assert {q.subject.value for q in parse(text, RdfFormat.TRIG)} == {
        f"{base}case/x#a",
        f"{base}source/x#a",
    }


@pytest.mark.parametrize("sign", ["\x01", "\x00", "\x1f", "\ufffe", "\uffff"])
def test_rdf_xml_refuses_what_no_xml_holds(example: CaseGraph, sign: str) -> None:
    """A control character in a text is an error that names the node, never ill-formed XML."""
    quads = [Quad(A, A, Literal(f"a{sign}b"))]
    with pytest.raises(CasegraphError, match=f"http://e/a.*U\\+{ord(sign):04X}"):
        export(quads, "rdfxml", example.project.prefixes)
    for name, form in (("turtle", RdfFormat.TURTLE), ("nquads", RdfFormat.N_QUADS)):
        assert list(parse(export(quads, name, example.project.prefixes), form)) == quads


@pytest.mark.parametrize("end", ["/", "/1", "#", "?x=1", "/-"])
def test_rdf_xml_refuses_a_property_without_a_name(example: CaseGraph, end: str) -> None:
    """A property that no XML element can be named by is an error that names it."""
    with pytest.raises(CasegraphError, match=r"property <http://e"):
        export([Quad(A, NamedNode(f"http://e{end}"), A)], "rdfxml", example.project.prefixes)


@pytest.mark.parametrize("words", ["a\rb", "a\r\nb", "\r", "\t a  b \n", "\x7f\x85\u2028", "]]>"])
@pytest.mark.parametrize("name", FORMATS)
def test_texts_survive(example: CaseGraph, name: str, words: str) -> None:
    """White space and signs of a text come back as they were, from every format."""
    text = export([Quad(A, A, Literal(words))], name, example.project.prefixes)
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=text, format=READERS[name])
    assert [str(value) for value in graph.objects()] == [words]


def test_json_ld_keeps_the_order_of_lists(example: CaseGraph) -> None:
    """A list comes back in its order; values without an order are sorted."""
    quads = _quads('<http://e/a> <http://e/list> ("z" "a" ("m" "b")) ; <http://e/set> "z", "a" .')
    document = json.loads(export(quads, "jsonld", example.project.prefixes))
    assert document["http://e/list"]["@list"] == ["z", "a", {"@list": ["m", "b"]}]
    assert document["http://e/set"] == ["a", "z"]
