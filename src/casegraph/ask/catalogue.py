"""Saved queries in, their description as RDF out, so that other programs can list and run them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from casegraph.saved import Parameter, SavedQuery
from casegraph.terms import RDF_TYPE, RDFS_LABEL, STANDARD, VOCABULARY, XSD, Prefixes, Term

QUERY: Final = "https://w3id.org/casegraph/query/"
_LICENCE: Final = NamedNode("https://creativecommons.org/licenses/by/4.0/")
_PREFIX = re.compile(r"(?im)^\s*PREFIX\s+([\w.\-]*):\s*<([^>]*)>")
_HEADER = re.compile(r"(?m)^#\+.*\n?")
_DATATYPES: Final = {
    "string": XSD + "string",
    "lang": XSD + "language",
    "date": XSD + "date",
    "integer": XSD + "integer",
    "boolean": XSD + "boolean",
}


def catalogue(queries: Iterable[SavedQuery], prefixes: Prefixes) -> list[Quad]:
    """Describe SELECT queries as `sh:SPARQLExecutable` (SHACL Advanced Features, section 8).

    Args:
        queries: the queries.
        prefixes: how defaults that people type become terms.

    Returns:
        Triples: text, prefixes, keywords, licence and parameters of each query. The text has the
        defaults of its parameters filled in, so that it runs as it stands.
    """
    found: list[Quad] = []
    declared: dict[str, str] = {}
    for query in queries:
        found += _executable(query, prefixes)
        declared |= {match[1]: match[2] for match in _PREFIX.finditer(query.text)}
    return [*found, *_declarations(declared)]


def _sh(name: str) -> NamedNode:
    return NamedNode(STANDARD["sh"] + name)


def _schema(name: str) -> NamedNode:
    return NamedNode(STANDARD["schema"] + name)


def _text(text: str) -> Literal:
    return Literal(text, language="en")


def _executable(query: SavedQuery, prefixes: Prefixes) -> Iterator[Quad]:
    node = NamedNode(f"{QUERY}{query.name}")
    facts: list[tuple[NamedNode, Term]] = [
        (RDF_TYPE, _sh("SPARQLExecutable")),
        (RDF_TYPE, _sh("SPARQLSelectExecutable")),
        (RDFS_LABEL, Literal(query.name)),
        (NamedNode(STANDARD["rdfs"] + "comment"), _text(query.summary)),
        (NamedNode(STANDARD["dct"] + "license"), _LICENCE),
        (_sh("select"), Literal(_HEADER.sub("", query.bind({}, prefixes)))),
        (_sh("prefixes"), NamedNode(f"{QUERY}prefixes")),
    ]
    if query.description:
        facts.append((NamedNode(STANDARD["dct"] + "description"), _text(query.description)))
    facts += [(_schema("keywords"), Literal(tag)) for tag in query.tags]
    yield from (Quad(node, predicate, value) for predicate, value in facts)
    for parameter in query.parameters.values():
        place = BlankNode(f"{query.name}-{parameter.name}")
        yield Quad(node, _sh("parameter"), place)
        yield from _described(place, parameter, prefixes)


def _described(node: BlankNode, parameter: Parameter, prefixes: Prefixes) -> Iterator[Quad]:
    yield Quad(node, _sh("name"), Literal(parameter.name))
    yield Quad(node, _sh("description"), _text(parameter.description))
    yield Quad(node, _sh("optional"), Literal("true", datatype=NamedNode(XSD + "boolean")))
    if parameter.type in _DATATYPES:
        yield Quad(node, _sh("datatype"), NamedNode(_DATATYPES[parameter.type]))
    else:
        yield Quad(node, _sh("nodeKind"), _sh("IRI"))
    default = prefixes.expand(parameter.default) if parameter.default else None
    if default and default.startswith(VOCABULARY):
        yield Quad(node, _sh("defaultValue"), NamedNode(default))
    elif parameter.default:
        yield Quad(node, _sh("defaultValue"), Literal(parameter.default))


def _declarations(declared: dict[str, str]) -> Iterator[Quad]:
    for prefix, namespace in sorted(declared.items()):
        node = BlankNode(f"prefix-{prefix}")
        yield Quad(NamedNode(f"{QUERY}prefixes"), _sh("declare"), node)
        yield Quad(node, _sh("prefix"), Literal(prefix))
        iri = Literal(namespace, datatype=NamedNode(XSD + "anyURI"))
        yield Quad(node, _sh("namespace"), iri)
