"""What describes the whole by HTTP: the data set, the interface, and what machines look for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from starlette.routing import BaseRoute, Route

from casegraph.server.endpoint import Endpoint
from casegraph.server.exchange import Desk, Exchange, Wanted, key_of
from casegraph.server.forms import asked
from casegraph.server.negotiate import GRAPHS
from casegraph.server.site import Site

_ENCODING: Final = ("Accept-Encoding",)
_COSTLY: Final = ("editor", "network/", "question/", "search", "sparql")


def routes(desk: Desk, site: Site) -> Iterator[BaseRoute]:
    """Make the routes of descriptions."""

    async def described(exchange: Exchange) -> None:
        found = asked(exchange, GRAPHS)
        arguments = {"form": found.offer.name, "site": site.url}
        key = key_of("dataset", arguments)
        await exchange.answer(Wanted("dataset", arguments, key, True, found.vary))

    async def examples(exchange: Exchange) -> None:
        found = asked(exchange, GRAPHS)
        arguments = {"form": found.offer.name}
        key = key_of("questions", arguments)
        await exchange.answer(Wanted("questions", arguments, key, True, found.vary))

    async def api(exchange: Exchange) -> None:
        arguments = {"site": site.url}
        await exchange.answer(Wanted("api", arguments, key_of("api"), True, _ENCODING))

    async def mapped(exchange: Exchange) -> None:
        number = exchange.scope["path_params"].get("number")
        arguments = {"site": site.url, "number": number}
        await exchange.answer(Wanted("sitemap", arguments, key_of("map", number), True, _ENCODING))

    async def robots(exchange: Exchange) -> None:
        # what costs work is left to who means it
        text = "User-agent: *\n"
        text += "".join(f"Disallow: /{path}\n" for path in _COSTLY)
        text += f"Sitemap: {site.url}sitemap.xml\n"
        headers = [(b"content-type", b"text/plain; charset=utf-8")]
        await exchange.respond(200, headers, text.encode("utf-8"))

    for path in ("/dataset", *(f"/dataset.{offer.name}" for offer in GRAPHS), "/.well-known/void"):
        yield Route(path, Endpoint(described, desk))
    yield Route("/.well-known/sparql-examples", Endpoint(examples, desk))
    yield Route("/openapi.json", Endpoint(api, desk))
    yield Route("/sitemap.xml", Endpoint(mapped, desk))
    yield Route("/sitemap-{number:int}.xml", Endpoint(mapped, desk))
    yield Route("/robots.txt", Endpoint(robots, desk))
