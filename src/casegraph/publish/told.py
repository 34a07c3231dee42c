"""A document in, JSON out that says the same as its page: what, by whom, on what, who differs."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pyoxigraph import BlankNode, Literal, NamedNode

from casegraph.ask.answer import labels
from casegraph.describe import Description
from casegraph.opened import CaseGraph
from casegraph.publish.document import Document
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
        "nodes": [_node(node, names) for node in document.nodes],
        "told": [_node(node, names) for node in document.told],
        "referredToBy": [asdict(one) for one in document.referring],
        "referredToByTotal": document.referring_total,
    }
    return json.dumps(written, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def _node(node: Description, names: dict[str, str]) -> dict[str, Any]:
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
        "passages": [asdict(support) for support in node.supports],
        "rivals": [asdict(rival) for rival in node.rivals],
        "preferred": node.preferred,
        "reading": node.reading,
    }


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
