"""A path in, the document of what stands there out, in any form and profile."""

from __future__ import annotations

import json
import posixpath
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from casegraph.cite import FILES as CITED
from casegraph.export import context
from casegraph.opened import CaseGraph
from casegraph.publish.described import write_described
from casegraph.publish.document import Left, find_parts, read_document
from casegraph.publish.ontology import term_quads
from casegraph.publish.pages.document import write_page
from casegraph.publish.pages.terms import cite_terms, write_terms, write_terms_json
from casegraph.publish.profile import CASEGRAPH, profile_named
from casegraph.publish.rdf import write_rdf
from casegraph.server.negotiate import DOCUMENTS, TERMS
from casegraph.server.problem import gone, not_found
from casegraph.server.reply import Reply
from casegraph.server.tasks.page import pressed, send_page


def document(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """Write a document.

    Arguments: `path`, below the base; `form`, the name of one of `DOCUMENTS`; `profile`, a token;
    `url`, its public address; `up`, the way to the top;
    `number`, of a page, which part of its long lists is wanted.
    """
    path = arguments["path"]
    iri = graph.project.base + path
    html = arguments["form"] == "html"
    found = find_parts(graph, iri) if html else read_document(graph, iri)
    if found is None:
        raise not_found()
    if isinstance(found, Left):
        _lead_on(graph, path, found, reply)
        return
    if isinstance(found, list):
        written = write_page(pressed(graph, arguments["up"]), iri, found, arguments["number"])
        send_page(reply, written)
        return
    offer = next(offer for offer in DOCUMENTS if offer.name == arguments["form"])
    reply.head(offer.content_type)
    profile = profile_named(arguments["profile"]) or CASEGRAPH
    reply.write_all(write_described(graph, found, offer.name, profile, arguments["url"]))


def _lead_on(graph: CaseGraph, path: str, left: Left, reply: Reply) -> None:
    """Lead to the one successor of an address, or say that it is gone, and nothing else."""
    base = graph.project.base
    if len(left.successors) != 1 or not left.successors[0].startswith(base):
        raise gone()
    successor, _, fragment = left.successors[0].removeprefix(base).partition("#")
    way = posixpath.relpath(successor, posixpath.dirname(path) or ".")
    mark = f"#{quote(fragment)}" if fragment else ""
    reply.head("", HTTPStatus.MOVED_PERMANENTLY, location=quote(way) + mark)


def terms(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """Write the ontology or a part of it.

    Arguments: `name`, as of `term_quads`; `form`, of `TERMS`; `up`, the way to the top.
    """
    quads = term_quads(graph.project, arguments["name"])
    if quads is None:
        raise not_found()
    name, form, found = arguments["name"], arguments["form"], pressed(graph, arguments["up"])
    if form == "html":
        send_page(reply, write_terms(found, name, quads))
        return
    offer = next(offer for offer in TERMS if offer.name == form)
    reply.head(offer.content_type)
    if form == "json":
        reply.write_all(write_terms_json(found, name, quads))
    elif form in CITED:
        reply.write_all(cite_terms(found, name, form, quads))
    else:
        reply.write_all(write_rdf(quads, form, graph.project.prefixes))


def json_ld_context(_graph: CaseGraph, _arguments: dict[str, Any], reply: Reply) -> None:
    """Write casegraph's JSON-LD context. Arguments: none."""
    reply.head("application/ld+json")
    text = json.dumps({"@context": context()}, ensure_ascii=False, indent=2)
    reply.write_all(text.encode("utf-8") + b"\n")


def mappings(graph: CaseGraph, _arguments: dict[str, Any], reply: Reply) -> None:
    """Send the table of mappings to other vocabularies, if there is one. Arguments: none."""
    path = graph.project.mapping_table()
    if path is None:
        raise not_found()
    reply.head("text/tab-separated-values; charset=utf-8")
    reply.write_all(path.read_bytes())
