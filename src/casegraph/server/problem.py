"""Why a request gets no answer: a status and a sentence, written as RFC 9457 asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from http import HTTPStatus
from typing import Any, Final

from casegraph.server.limits import MIB, Limits

PROBLEM_JSON: Final = "application/problem+json"


class Problem(Exception):  # noqa: N818 - what RFC 9457 calls it
    """A request that gets no answer.

    Attributes:
        status: the HTTP status.
        detail: a sentence for whoever asked.
        headers: further headers of the response.
    """

    def __init__(self, status: int, detail: str, headers: Mapping[str, str] | None = None) -> None:
        self.status = status
        self.detail = detail
        self.headers = dict(headers or {})
        super().__init__(status)

    def body(self) -> bytes:
        """Write the problem as JSON; the same status and detail give the same bytes."""
        document: dict[str, Any] = {
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
        }
        return json.dumps(document, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def problem_page(problem: Problem, up: str) -> bytes:
    """Write a problem for people: the same problem at the same depth gives the same bytes.

    Args:
        problem: the problem.
        up: the way to the top of the site.
    """
    title, way = escape(HTTPStatus(problem.status).phrase), escape(up, quote=True)
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="robots" content="noindex"><title>{title}</title>\n'
        f'<link rel="stylesheet" href="{way}assets/site.css"></head>\n'
        f"<body><main><h1>{title}</h1>\n<p>{escape(problem.detail)}</p>\n"
        f'<p><a href="{way}">To the start</a> · <a href="{way}search">Search</a></p>'
        "</main></body></html>\n"
    ).encode()


def not_found() -> Problem:
    """Say that there is nothing here: in the same bytes for what never was and what is withheld."""
    return Problem(
        HTTPStatus.NOT_FOUND,
        "There is nothing here. /search finds what there is by its name, /sitemap.xml lists the "
        "documents, and /openapi.json all addresses.",
    )


def gone() -> Problem:
    """Say that an address was used once, and not for what."""
    return Problem(HTTPStatus.GONE, "This address was used once; there is nothing here any more.")


def too_large(limits: Limits) -> Problem:
    """Say that an answer is too large."""
    return Problem(
        HTTPStatus.INSUFFICIENT_STORAGE,
        f"The answer is larger than {limits.output // MIB} MiB. Ask for less, with LIMIT.",
    )


def too_hungry(limits: Limits) -> Problem:
    """Say that an answer takes too much memory."""
    return Problem(
        HTTPStatus.INSUFFICIENT_STORAGE,
        f"The answer takes more than {limits.memory // MIB} MiB of memory. Ask for less at a time.",
    )


def too_slow(limits: Limits) -> Problem:
    """Say that an answer takes too much time."""
    return Problem(
        HTTPStatus.GATEWAY_TIMEOUT,
        f"The answer takes longer than {limits.seconds:g} seconds. Ask for less at a time.",
    )


def too_much(seconds: int) -> Problem:
    """Say that a client has asked for much of late.

    Args:
        seconds: how long it shall wait.
    """
    return Problem(
        HTTPStatus.TOO_MANY_REQUESTS,
        "You have asked for much of late. Wait, or ask for less at a time.",
        {"retry-after": str(seconds)},
    )
