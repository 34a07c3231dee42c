"""The saved questions in, a description of the whole HTTP interface out (OpenAPI 3.1)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.metadata import version
from typing import Any, Final

from casegraph.saved import Parameter, SavedQuery
from casegraph.server.negotiate import ANSWERS, DOCUMENTS, GRAPHS, LISTS, RESULTS, TERMS, Offer
from casegraph.server.problem import PROBLEM_JSON

_SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "string": {"type": "string"},
    "lang": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
}
_TEXT: Final[dict[str, Any]] = {"type": "string"}
# what any request may be refused with
_REFUSALS: Final = {
    "400": "The request is none, or asks what nobody may ask.",
    "404": "There is nothing here; it may never have been, or may be withheld.",
    "406": "There is no such form.",
    "421": "The server has another name.",
    "429": "Too much was asked of late; `retry-after` says how long to wait.",
    "431": "The head of the request is too large.",
    "500": "A fault of the server.",
    "503": "All workers are busy; `retry-after` says how long to wait.",
    "504": "The answer takes too long.",
    "507": "The answer takes too much memory, or is too large.",
}
_PROBLEM: Final = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
    },
}


def openapi(questions: Iterable[SavedQuery], site: str) -> dict[str, Any]:
    """Describe the interface.

    Args:
        questions: the saved questions.
        site: the public address of the server.
    """
    paths: dict[str, Any] = {
        "/sparql": {"get": _sparql_get(), "post": _sparql_post()},
        "/questions": {"get": _get("List the saved questions.", _content(LISTS), ["questions"])},
    }
    for query in sorted(questions, key=lambda query: query.name):
        paths[f"/question/{query.name}"] = {"get": _question(query)}
    paths |= {
        "/id/{path}": {"get": _identifier()},
        "/doc/{path}": {"get": _document()},
        "/ns": {"get": _get("Read the ontology.", _content(TERMS), ["terms"])},
        "/ns/context.jsonld": {
            "get": _get("Read the JSON-LD context.", {"application/ld+json": {}}, ["terms"])
        },
        "/vocab/{scheme}": {
            "get": _get(
                "Read a concept scheme.",
                _content(TERMS),
                ["terms"],
                [_path("scheme", "For example `verdict`.", "role")],
            )
        },
        "/dataset": {
            "get": _get("Describe the data (DCAT, VoID).", _content(GRAPHS), ["data set"])
        },
        "/.well-known/void": {
            "get": _get("The same, where VoID looks for it.", _content(GRAPHS), ["data set"])
        },
        "/.well-known/sparql-examples": {
            "get": _get(
                "The saved questions as `sh:SPARQLExecutable`.", _content(GRAPHS), ["questions"]
            )
        },
        "/dump/{name}": {"get": _dump()},
        "/sitemap.xml": {"get": _get("List the documents.", {"application/xml": {}}, ["data set"])},
        "/openapi.json": {
            "get": _get("This.", {"application/vnd.oai.openapi+json": {}}, ["data set"])
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "casegraph",
            "version": version("casegraph"),
            "description": "SPARQL, linked data and saved questions over one state of the data.",
        },
        "servers": [{"url": site.rstrip("/") or "/"}],
        "paths": paths,
        "components": {"schemas": {"Problem": _PROBLEM}},
    }


def _get(
    summary: str,
    content: Mapping[str, Any],
    tags: list[str],
    parameters: Iterable[Mapping[str, Any]] = (),
    description: str = "",
) -> dict[str, Any]:
    found = {"description": "The answer.", "content": dict(content), "headers": _headers()}
    return {
        "summary": summary,
        **({"description": description} if description else {}),
        "tags": tags,
        "parameters": [_MEDIA_TYPE, *parameters] if len(content) > 1 else [*parameters],
        "responses": {
            "200": found,
            "304": {"description": "What `if-none-match` names still stands."},
            **_refusals(),
        },
    }


def _refusals() -> dict[str, Any]:
    content = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": text, **({} if status == "431" else {"content": content})}
        for status, text in _REFUSALS.items()
    }


def _headers() -> dict[str, Any]:
    return {"etag": {"description": "Names this answer.", "schema": _TEXT}}


def _content(offers: Iterable[Offer]) -> dict[str, Any]:
    return {offer.media_type: {} for offer in offers}


def _field(name: str, description: str, schema: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def _path(name: str, description: str, example: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": _TEXT,
        "example": example,
    }


_MEDIA_TYPE: Final = _field("_mediatype", "The form, instead of the Accept header.", _TEXT)
_RAW: Final = _field(
    "raw-cells", "`true` leaves texts in CSV and TSV that a spreadsheet may run.", _TEXT
)
_VERSION: Final = _field("version", "The state of the data that is wanted, or none.", _TEXT)


def _dataset_fields() -> list[dict[str, Any]]:
    graphs = {"type": "array", "items": {"type": "string", "format": "iri"}}
    return [
        _field("default-graph-uri", "A graph of the default graph; repeat for more.", graphs),
        _field("named-graph-uri", "A graph that GRAPH sees; repeat for more.", graphs),
        _field("format", "The form, as old clients ask; an unknown one is ignored.", _TEXT),
    ]


def _sparql_get() -> dict[str, Any]:
    found = _get(
        "Ask a SPARQL query.",
        _content((*RESULTS, *GRAPHS)),
        ["SPARQL"],
        description="Without a query: the description of the service.",
    )
    query = _field("query", "The query; SELECT, ASK, CONSTRUCT or DESCRIBE.", _TEXT)
    found["parameters"] = [query, *_dataset_fields()]
    return found | {"responses": found["responses"] | _sparql_refusals()}


def _sparql_post() -> dict[str, Any]:
    found = _sparql_get()
    found["parameters"] = _dataset_fields()
    del found["description"]
    form = {"type": "object", "required": ["query"], "properties": {"query": _TEXT}}
    found["requestBody"] = {
        "required": True,
        "content": {
            "application/sparql-query": {"schema": _TEXT},
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
        "415": "The body is no query, or not in UTF-8.",
    }
    return {status: {"description": text, "content": content} for status, text in further.items()}


def _question(query: SavedQuery) -> dict[str, Any]:
    parameters = [_parameter(parameter) for parameter in query.parameters.values()]
    parameters.append(_field("lang", "The language of labels.", _SCHEMAS["lang"]))
    return _get(
        query.summary,
        _content(ANSWERS),
        ["questions", *query.tags],
        [*parameters, _RAW, _VERSION],
        query.description,
    ) | {"operationId": query.name}


def _parameter(parameter: Parameter) -> dict[str, Any]:
    schema: dict[str, Any] = dict(_SCHEMAS.get(parameter.type, _TEXT))
    if parameter.default:
        schema["default"] = parameter.default
    example = {"example": parameter.example} if parameter.example else {}
    return _field(parameter.name, parameter.description, schema, **example)


def _dump() -> dict[str, Any]:
    found = _get(
        "All of a release as RDF, as `casegraph dump` writes it; a preview has none.",
        {**_content(GRAPHS), "text/plain": {}},
        ["data set"],
    )
    about = "Of a file; `SHA256SUMS` lists all, and `dataset.ttl` describes them."
    found["parameters"] = [_path("name", about, "data.nq"), _VERSION]
    return found


def _identifier() -> dict[str, Any]:
    found = _get("A thing; its document says what is known of it.", {}, ["linked data"])
    found["parameters"] = [_path("path", "What stands behind the base.", "case/ua-126-19")]
    found["responses"].pop("200")
    found["responses"]["303"] = {"description": "`location` is the document."}
    return found


def _document() -> dict[str, Any]:
    found = _get(
        "What is known of a thing, by whom, on which passages, and where accounts differ.",
        _content(DOCUMENTS),
        ["linked data"],
        [
            _path(
                "path",
                "What stands behind the base, and perhaps `.ttl`, `.nt`, `.jsonld`, `.rdf`, "
                "`.trig`, `.nq`, `.json`, `.html`, `.bib` or `.csl`.",
                "case/ua-126-19",
            ),
            _field("_profile", "The vocabulary: `casegraph`, `schema` or `alt`.", _TEXT),
            _VERSION,
        ],
    )
    found["responses"]["301"] = {"description": "It has another address: `location`."}
    found["responses"]["410"] = {"description": "It is gone."}
    return found
