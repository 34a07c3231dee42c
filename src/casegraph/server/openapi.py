"""The saved questions in, a description of the whole HTTP interface out (OpenAPI 3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from typing import Any

from casegraph.project import MAPPINGS
from casegraph.saved import SavedQuery
from casegraph.server.forms import answers
from casegraph.server.negotiate import DOCUMENTS, GRAPHS, LISTS, RESULTS, TERMS
from casegraph.server.openapi_pages import page_paths
from casegraph.server.operation import (
    PROBLEM,
    RAW,
    SCHEMAS,
    TEXT,
    VERSION,
    content,
    field,
    get,
    parameter,
    path,
)
from casegraph.server.problem import PROBLEM_JSON


def openapi(
    questions: Iterable[SavedQuery], networks: Iterable[SavedQuery], site: str
) -> dict[str, Any]:
    """Describe the interface.

    Args:
        questions: the saved questions.
        networks: the recipes of networks.
        site: the public address of the server.
    """
    paths: dict[str, Any] = {
        "/sparql": {"get": _sparql_get(), "post": _sparql_post()},
        "/questions": {"get": get("List the saved questions.", content(LISTS), ["questions"])},
    }
    for query in sorted(questions, key=lambda query: query.name):
        paths[f"/question/{query.name}"] = {"get": _question(query)}
    paths |= {
        "/id/{path}": {"get": _identifier()},
        "/doc/{path}": {"get": _document()},
        "/ns": {"get": get("Read the ontology.", content(TERMS), ["terms"])},
        "/ns/context.jsonld": {
            "get": get("Read the JSON-LD context.", {"application/ld+json": {}}, ["terms"])
        },
        f"/ns/{MAPPINGS}": {
            "get": get(
                "Read the mappings to other vocabularies (SSSOM), where there are any.",
                {"text/tab-separated-values": {}},
                ["terms"],
            )
        },
        "/vocab": {"get": get("List the concept schemes.", content(TERMS), ["terms"])},
        "/vocab/{scheme}": {
            "get": get(
                "Read a concept scheme.",
                content(TERMS),
                ["terms"],
                [path("scheme", "For example `finding`.", "role")],
            )
        },
        "/dataset": {"get": get("Describe the data (DCAT, VoID).", content(GRAPHS), ["data set"])},
        "/.well-known/void": {
            "get": get("The same, where VoID looks for it.", content(GRAPHS), ["data set"])
        },
        "/.well-known/sparql-examples": {
            "get": get(
                "The saved questions as `sh:SPARQLExecutable`.", content(GRAPHS), ["questions"]
            )
        },
        "/dump/{name}": {"get": _dump()},
        "/sitemap.xml": {"get": get("List the documents.", {"application/xml": {}}, ["data set"])},
        "/openapi.json": {
            "get": get("This.", {"application/vnd.oai.openapi+json": {}}, ["data set"])
        },
    }
    paths |= page_paths(networks)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "casegraph",
            "version": version("casegraph"),
            "description": "SPARQL, linked data and saved questions over one state of the data.",
        },
        "servers": [{"url": site.rstrip("/") or "/"}],
        "paths": paths,
        "components": {"schemas": {"Problem": PROBLEM}},
    }


def _dataset_fields() -> list[dict[str, Any]]:
    graphs = {"type": "array", "items": {"type": "string", "format": "iri"}}
    return [
        field("default-graph-uri", "A graph of the default graph; repeat for more.", graphs),
        field("named-graph-uri", "A graph that GRAPH sees; repeat for more.", graphs),
        field(
            "format",
            "The form, as old clients ask; json of triples is JSON-LD; an unknown one is ignored.",
            TEXT,
        ),
    ]


def _sparql_get() -> dict[str, Any]:
    found = get(
        "Ask a SPARQL query.",
        content((*RESULTS, *GRAPHS)),
        ["SPARQL"],
        description="Without a query: the description of the service. Who would rather read a page "
        "(`Accept: text/html`, as browsers send it) is led to the editor, with the query.",
    )
    query = field("query", "The query; SELECT, ASK, CONSTRUCT or DESCRIBE.", TEXT)
    found["parameters"] = [query, *_dataset_fields()]
    led = {"303": {"description": "`location` is the editor, for who reads pages."}}
    return found | {"responses": found["responses"] | led | _sparql_refusals()}


def _sparql_post() -> dict[str, Any]:
    found = _sparql_get()
    found["parameters"] = _dataset_fields()
    del found["description"], found["responses"]["303"]
    form = {"type": "object", "required": ["query"], "properties": {"query": TEXT}}
    found["requestBody"] = {
        "required": True,
        "content": {
            "application/sparql-query": {"schema": TEXT},
            "application/x-www-form-urlencoded": {"schema": form},
        },
    }
    return found


def _sparql_refusals() -> dict[str, Any]:
    content = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    further = {
        "403": "Updates are refused.",
        "408": "The body did not come in time.",
        "413": "The query is too long.",
        "415": "The body is no query, not in UTF-8, or packed (`content-encoding`).",
    }
    return {status: {"description": text, "content": content} for status, text in further.items()}


def _question(query: SavedQuery) -> dict[str, Any]:
    parameters = [parameter(given) for given in query.parameters.values()]
    parameters.append(field("lang", "The language of labels.", SCHEMAS["lang"]))
    return get(
        query.summary,
        content(answers()),
        ["questions", *query.tags],
        [*parameters, RAW, VERSION],
        query.description,
    ) | {"operationId": query.name}


def _dump() -> dict[str, Any]:
    found = get(
        "All of a release as RDF, as `casegraph dump` writes it; a preview has none.",
        {**content(GRAPHS), "text/plain": {}},
        ["data set"],
    )
    about = "Of a file; `SHA256SUMS` lists all, and `dataset.ttl` describes them."
    found["parameters"] = [path("name", about, "data.nq"), VERSION]
    return found


def _identifier() -> dict[str, Any]:
    found = get("A thing; its document says what is known of it.", {}, ["linked data"])
    found["parameters"] = [path("path", "What stands behind the base.", "case/ua-126-19")]
    found["responses"].pop("200")
    found["responses"]["303"] = {"description": "`location` is the document."}
    return found


def _document() -> dict[str, Any]:
    found = get(
        "What is known of a thing, by whom, on which passages, and where accounts differ.",
        content(DOCUMENTS),
        ["linked data"],
        [
            path(
                "path",
                "What stands behind the base, and perhaps `.ttl`, `.nt`, `.jsonld`, `.rdf`, "
                "`.trig`, `.nq`, `.json`, `.html`, `.bib` or `.csl`.",
                "case/ua-126-19",
            ),
            field("_profile", "The vocabulary: `casegraph`, `schema` or `alt`.", TEXT),
            VERSION,
        ],
    )
    found["responses"]["301"] = {"description": "It has another address: `location`."}
    found["responses"]["410"] = {"description": "It is gone."}
    return found
