"""What describes the data and the server as a whole: DCAT, VoID, the service, maps for others."""

from __future__ import annotations

import json
from typing import Any

from pyoxigraph import Quad

from casegraph.network import recipes
from casegraph.opened import CaseGraph
from casegraph.publish.dataset import dataset_quads, service_quads
from casegraph.publish.rdf import write_rdf
from casegraph.publish.sitemap import write_sitemap
from casegraph.server.negotiate import GRAPHS
from casegraph.server.openapi import openapi
from casegraph.server.problem import not_found
from casegraph.server.reply import Reply


def dataset(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """Describe the data. Arguments: `form`, of RDF; `site`, the public address."""
    _write(graph, dataset_quads(graph, arguments["site"]), arguments["form"], reply)


def service(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """Describe the SPARQL service. Arguments: `form`, of RDF; `site`, the public address."""
    _write(graph, service_quads(graph, arguments["site"]), arguments["form"], reply)


def _write(graph: CaseGraph, quads: list[Quad], form: str, reply: Reply) -> None:
    offer = next(offer for offer in GRAPHS if offer.name == form)
    reply.head(offer.content_type)
    reply.write_all(write_rdf(quads, form, graph.project.prefixes))


def sitemap(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """List the documents. Arguments: `site`, the public address; `number`, of a part, or None."""
    text = write_sitemap(graph, arguments["site"], arguments["number"])
    if text is None:
        raise not_found()
    reply.head("application/xml; charset=utf-8")
    reply.write_all(text.encode("utf-8"))


def api(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """Describe the HTTP interface. Arguments: `site`, the public address."""
    networks = recipes(graph.project).values()
    document = openapi(graph.questions.values(), networks, arguments["site"])
    reply.head("application/vnd.oai.openapi+json")
    reply.write_all(json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8") + b"\n")
