"""A document in, JSON out that says the same as its page: what, by whom, on what, who differs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from casegraph.ask.answer import labels
from casegraph.describe import Description
from casegraph.liberty import Dated, Liberty, read_liberty
from casegraph.opened import CaseGraph
from casegraph.publish.document import Document
from casegraph.publish.pages.words import date_words
from casegraph.terms import Term


def write_json(graph: CaseGraph, document: Document, version: str) -> bytes:
    """Write a document as JSON.

    Args:
        graph: where labels are looked up.
        document: the document.
        version: names the state of the data.
    """
    whole = (*document.nodes, *document.told)
    values = [tuple(origin.value for origin in node.origins) for node in whole]
    names = labels(graph.engine, values, "en")
    written = {
        "iri": document.iri,
        "label": document.label,
        "version": version,
        "nodes": [_node(graph, node, names) for node in document.nodes],
        "told": [_node(graph, node, names) for node in document.told],
        "referredToBy": [asdict(one) for one in document.referring],
        "referredToByTotal": document.referring_total,
    }
    return json.dumps(written, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def _node(graph: CaseGraph, node: Description, names: dict[str, str]) -> dict[str, Any]:
    liberty = read_liberty(graph.engine, node.iri)
    return {
        "iri": node.iri,
        "label": node.label,
        "statements": [
            {
                "property": origin.predicate,
                "value": _value(origin.value, names),
                "graph": origin.graph,
                **({"rule": origin.rule} if origin.rule else {}),
            }
            for origin in node.origins
        ],
        **({"liberty": _liberty(liberty, names)} if liberty else {}),
        "passages": [asdict(support) for support in node.supports],
        "rivals": [asdict(rival) for rival in node.rivals],
        "preferred": node.preferred,
        "reading": node.reading,
    }


def _liberty(found: Liberty, names: dict[str, str]) -> dict[str, Any]:
    """Write a status with the dates from which it is known to hold, and what decides it."""
    return {
        "status": [_value(NamedNode(status), names) for status in found.statuses],
        "asOf": [_dated(date) for date in found.dates],
        "decidedBy": [
            {"iri": one.iri, "dates": [_dated(date) for date in one.dates]}
            for one in found.deciders
        ],
    }


def _dated(date: Dated) -> dict[str, str]:
    words = {"edtf": date.edtf, "words": date_words(date.edtf)}
    return words | ({"lastConfirmed": date.confirmed} if date.confirmed else {})


def _value(term: Term, names: dict[str, str]) -> dict[str, str]:
    if isinstance(term, NamedNode):
        label = names.get(term.value)
        return {"type": "uri", "value": term.value} | ({"label": label} if label else {})
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        return {"type": "triple", "value": str(term)}
    entry = {"type": "literal", "value": term.value}
    if term.language:
        return entry | {"xml:lang": term.language}
    return entry | {"datatype": term.datatype.value}
