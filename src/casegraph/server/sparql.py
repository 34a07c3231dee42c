"""The SPARQL endpoint: a question by HTTP in, the order for a worker out."""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Final

from starlette.routing import BaseRoute, Route

from casegraph.server.endpoint import Endpoint
from casegraph.server.exchange import Desk, Exchange, Wanted, key_of
from casegraph.server.forms import asked, not_acceptable
from casegraph.server.negotiate import GRAPHS, RESULTS, Offer, choose, named
from casegraph.server.problem import Problem
from casegraph.server.protocol import Question, read_question
from casegraph.server.site import Site

_METHODS: Final = ("GET", "HEAD", "POST")


def routes(desk: Desk, site: Site) -> Iterator[BaseRoute]:
    """Make the routes of the endpoint."""

    async def ask(exchange: Exchange) -> None:
        question = await read(exchange)
        if question is None and exchange.method == "POST":
            raise Problem(HTTPStatus.BAD_REQUEST, "The request has no query.")
        if question is None:
            found = asked(exchange, GRAPHS)
            arguments = {"form": found.offer.name, "site": site.url}
            key = key_of("service", arguments)
            await exchange.answer(Wanted("service", arguments, key, True, found.vary))
            return
        await exchange.answer(wanted(exchange, question, f"{site.url}sparql"))

    for path in ("/sparql", "/sparql/"):
        yield Route(path, Endpoint(ask, desk, _METHODS))


async def read(exchange: Exchange) -> Question | None:
    """Read what a request asks.

    Returns:
        None where nothing is asked.

    Raises:
        Problem: the request is not one of the protocol.
    """
    body = await exchange.body()
    target = exchange.scope["query_string"]
    return read_question(exchange.method, target, exchange.header(b"content-type"), body)


def wanted(exchange: Exchange, question: Question, base: str) -> Wanted:
    """Say what a worker shall answer.

    Args:
        exchange: whose headers choose the form of the answer.
        question: what is asked.
        base: what relative IRIs of the query are relative to.

    Raises:
        Problem: no form of answer is acceptable.
    """
    accept = exchange.header(b"accept")
    results = _form(question, accept, RESULTS)
    graphs = _form(question, accept, GRAPHS)
    if results is None and graphs is None:
        raise not_acceptable((*RESULTS, *GRAPHS))
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
    by_name = [offer for name in question.forms if (offer := named((*RESULTS, *GRAPHS), name))]
    if by_name:
        return next((named(offers, offer.name) for offer in by_name), None)
    return choose(accept, offers)
