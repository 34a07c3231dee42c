"""The SPARQL endpoint: a question by HTTP in, the order for a worker out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import urlencode

from starlette.routing import BaseRoute, Route

from casegraph.server.endpoint import Endpoint
from casegraph.server.exchange import Desk, Exchange, Wanted, key_of
from casegraph.server.forms import asked, not_acceptable
from casegraph.server.negotiate import GRAPHS, RESULTS, Offer, choose, named, reads_pages
from casegraph.server.problem import Problem
from casegraph.server.protocol import Question, read_question
from casegraph.server.site import Site

_METHODS: Final = ("GET", "HEAD", "POST")
_FORMS: Final = (*RESULTS, *GRAPHS)
_SHORT: Final = 4096  # bytes of an address that is remembered


def routes(desk: Desk, site: Site) -> Iterator[BaseRoute]:
    """Make the routes of the endpoint."""
    base = f"{site.url}sparql"

    async def ask(exchange: Exchange) -> None:
        if exchange.method != "POST" and reads_pages(exchange.header(b"accept"), _FORMS):
            question = read_question(
                "GET", exchange.scope["query_string"], "", await exchange.body()
            )
            if question is None or question.plain:
                await _lead_to_editor(exchange, question)
                return
        wanted = await read(exchange, base)
        if wanted is None and exchange.method == "POST":
            raise Problem(HTTPStatus.BAD_REQUEST, "The request has no query.")
        if wanted is None:
            found = asked(exchange, GRAPHS)
            arguments = {"form": found.offer.name, "site": site.url}
            wanted = Wanted("service", arguments, key_of("service", arguments), True, found.vary)
        await exchange.answer(wanted)

    for path in ("/sparql", "/sparql/"):
        yield Route(path, Endpoint(ask, desk, _METHODS))


async def _lead_to_editor(exchange: Exchange, question: Question | None) -> None:
    """Lead who reads pages to the one on which queries are written, with the query (303)."""
    query = f"?{urlencode({'query': question.query})}" if question else ""
    headers = [
        (b"location", f"{exchange.up}editor{query}".encode("ascii")),
        (b"cache-control", b"no-cache"),
        (b"vary", b"Accept"),
    ]
    await exchange.respond(HTTPStatus.SEE_OTHER, headers, b"")


async def read(exchange: Exchange, base: str) -> Wanted | None:
    """Read a request, and say what a worker shall answer.

    Args:
        exchange: the request.
        base: what relative IRIs of the query are relative to.

    Returns:
        None where nothing is asked.

    Raises:
        Problem: the request is not one of the protocol, or no form of answer is acceptable.
    """
    body = await exchange.body()
    target, accept = exchange.scope["query_string"], exchange.header(b"accept")
    if exchange.method != "POST" and not body and len(target) <= _SHORT:
        return _addressed(target, accept, base)
    kind = exchange.header(b"content-type")
    question = read_question(exchange.method, target, kind, body)
    return None if question is None else _wanted(question, accept, base)


@lru_cache(maxsize=1024)
def _addressed(target: bytes, accept: str, base: str) -> Wanted | None:
    """Read a request by GET; what is asked often is read once."""
    question = read_question("GET", target, "", b"")
    return None if question is None else _wanted(question, accept, base)


def _wanted(question: Question, accept: str, base: str) -> Wanted:
    results = _form(question, accept, RESULTS)
    graphs = _form(question, accept, GRAPHS)
    if results is None and graphs is None:
        raise not_acceptable(_FORMS)
    dataset = question.graphs
    arguments: dict[str, Any] = {
        "query": question.query,
        "base": base,
        "default": dataset.default if dataset else None,
        "named": dataset.named if dataset else None,
        "results": results.name if results else None,
        "graphs": graphs.name if graphs else None,
    }
    key = b"" if question.volatile else key_of("sparql", *arguments.values())
    return Wanted("sparql", arguments, key)


def _form(question: Question, accept: str, offers: tuple[Offer, ...]) -> Offer | None:
    """Choose a form: by name, as old clients ask, where the name is known; else by the header."""
    by_name = [offer for name in question.forms if (offer := named(_FORMS, name))]
    if by_name:
        # "json" of triples is JSON-LD, and "xml" RDF/XML: the forms share a media type
        names = (name for o in by_name for name in (o.name, o.media_type, *o.aliases))
        return next((offer for name in names if (offer := named(offers, name))), None)
    return choose(accept, offers)
