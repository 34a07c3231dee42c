"""An HTTP request in, the query that it asks and the dataset it asks of out (SPARQL 1.1 Protocol).

Only what the protocol says of a request is judged here, and what `ask.bounds` says of a query; the
query itself is read by the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final
from urllib.parse import parse_qsl

from pyoxigraph import NamedNode

from casegraph.ask.bounds import MOST_BYTES, check_bounds
from casegraph.engine import Graphs
from casegraph.errors import UsageError
from casegraph.server.problem import Problem

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
_MOST_FIELDS: Final = 300
# what gives another answer each time it is asked (SPARQL 1.1, sections 17.4.2.9 and following)
_VOLATILE: Final = re.compile(r"\b(?:NOW|RAND|UUID|STRUUID|BNODE)\s*\(", re.IGNORECASE)


@dataclass(frozen=True)
class Question:
    """What a request asks.

    Attributes:
        query: the SPARQL query.
        graphs: the dataset that the request names; None: what the query says of it.
        forms: names of the answer's form, where the request names any beside its headers.
    """

    query: str
    graphs: Graphs | None = None
    forms: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether the request names neither a dataset nor a form beside its headers."""
        return self.graphs is None and not self.forms

    @property
    def volatile(self) -> bool:
        """Whether the same question may have another answer the next time."""
        return bool(_VOLATILE.search(self.query))


def read_question(method: str, target: bytes, content_type: str, body: bytes) -> Question | None:
    """Read a request.

    Args:
        method: GET, HEAD or POST.
        target: the part of the address behind the question mark.
        content_type: the header of the body; empty where there is none.
        body: the body.

    Returns:
        None where nothing is asked: the address alone.

    Raises:
        Problem: the request is not one of the protocol, or asks what nobody may.
    """
    fields = read_fields(target)
    if method == "POST":
        media_type, charset = _media_type(content_type)
        if media_type == UPDATE:
            raise _no_update()
        if media_type not in (FORM, QUERY):
            raise Problem(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Send a query as {QUERY} or {FORM}, by POST."
            )
        if charset not in ("", "utf-8", "utf8"):
            raise Problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "A query is sent in UTF-8.")
        if media_type == FORM:
            fields += read_fields(body)
        elif any(name == "query" for name, _ in fields):
            raise _bad("The request holds a query in its address and another in its body.")
        else:
            fields.append(("query", _text(body)))
    elif body:
        raise _bad("A request by GET has no body; send a query as POST.")
    return _question(fields)


def read_fields(encoded: bytes) -> list[tuple[str, str]]:
    """Read the fields of a form or of an address.

    Raises:
        Problem: they are not UTF-8, or too many.
    """
    try:
        return parse_qsl(
            _text(encoded), keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except UnicodeDecodeError:
        raise _bad("The request is not UTF-8.") from None
    except ValueError:
        raise _bad("The request has too many fields.") from None


def _question(fields: Iterable[tuple[str, str]]) -> Question | None:
    values: dict[str, list[str]] = {}
    for name, value in fields:
        values.setdefault(name, []).append(value)
    if any(name in values for name in ("update", "using-graph-uri", "using-named-graph-uri")):
        raise _no_update()
    for name in ("query", "version"):
        if len(values.get(name, ())) > 1:
            raise _bad(f"The request has more than one {name}.")
    if "query" not in values:
        if values.keys() & {"default-graph-uri", "named-graph-uri", "version"}:
            raise _bad("The request has no query.")
        return None
    query = values["query"][0]
    _check(query)
    default = _graphs(values.get("default-graph-uri", ()))
    named = _graphs(values.get("named-graph-uri", ()))
    graphs = Graphs(default, named) if default or named else None
    return Question(query, graphs, tuple(values.get("format", ())))


def _check(query: str) -> None:
    if len(query.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise Problem(
            HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The query is longer than {MOST_BYTES} bytes."
        )
    try:
        check_bounds(query)
    except UsageError as error:
        raise _bad(str(error)) from error


def _graphs(names: Iterable[str]) -> tuple[str, ...]:
    for name in names:
        try:
            NamedNode(name)
        except ValueError:
            raise _bad("A graph is named by an IRI.") from None
    return tuple(dict.fromkeys(names))


def _media_type(header: str) -> tuple[str, str]:
    media_type, *parameters = (part.strip() for part in header.split(";"))
    charset = ""
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "charset":
            charset = value.strip().strip('"').lower()
    return media_type.lower(), charset


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise _bad("The request is not UTF-8.") from None


def _bad(detail: str) -> Problem:
    return Problem(HTTPStatus.BAD_REQUEST, detail)


def _no_update() -> Problem:
    return Problem(HTTPStatus.FORBIDDEN, "This endpoint is only read; updates are refused.")
