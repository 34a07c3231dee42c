"""What the description of an HTTP interface is made of: operations, parameters, refusals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from casegraph.saved import Parameter
from casegraph.server.negotiate import Offer
from casegraph.server.problem import PROBLEM_JSON

SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "string": {"type": "string"},
    "lang": {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"},
    "date": {"type": "string", "format": "date"},
    "integer": {"type": "integer"},
    "boolean": {"type": "boolean"},
}
TEXT: Final[dict[str, Any]] = {"type": "string"}
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
PROBLEM: Final = {
    "type": "object",
    "required": ["title", "status", "detail"],
    "properties": {
        "title": TEXT,
        "status": {"type": "integer"},
        "detail": TEXT,
    },
}


def get(
    summary: str,
    forms: Mapping[str, Any],
    tags: list[str],
    parameters: Iterable[Mapping[str, Any]] = (),
    description: str = "",
) -> dict[str, Any]:
    """Describe an operation that reads: what it gives, and what it may be refused with."""
    found = {"description": "The answer.", "content": dict(forms), "headers": _headers()}
    return {
        "summary": summary,
        **({"description": description} if description else {}),
        "tags": tags,
        "parameters": [MEDIA_TYPE, *parameters] if len(forms) > 1 else [*parameters],
        "responses": {
            "200": found,
            "304": {"description": "What `if-none-match` names still stands."},
            **refusals(),
        },
    }


def refusals() -> dict[str, Any]:
    """Describe what any request may be refused with."""
    content = {PROBLEM_JSON: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    return {
        status: {"description": text, **({} if status == "431" else {"content": content})}
        for status, text in _REFUSALS.items()
    }


def _headers() -> dict[str, Any]:
    return {"etag": {"description": "Names this answer.", "schema": TEXT}}


def content(offers: Iterable[Offer]) -> dict[str, Any]:
    """List the media types of offers."""
    return {offer.media_type: {} for offer in offers}


def field(name: str, description: str, schema: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Describe a field of the address."""
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


def path(name: str, description: str, example: str) -> dict[str, Any]:
    """Describe a part of the path."""
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": TEXT,
        "example": example,
    }


MEDIA_TYPE: Final = field("_mediatype", "The form, instead of the Accept header.", TEXT)
RAW: Final = field(
    "raw-cells", "`true` leaves texts in CSV and TSV that a spreadsheet may run.", TEXT
)
VERSION: Final = field("version", "The state of the data that is wanted, or none.", TEXT)


def parameter(given: Parameter) -> dict[str, Any]:
    """Describe a parameter of a saved query."""
    schema: dict[str, Any] = dict(SCHEMAS.get(given.type, TEXT))
    if given.default:
        schema["default"] = given.default
    example = {"example": given.example} if given.example else {}
    return field(given.name, given.description, schema, **example)
