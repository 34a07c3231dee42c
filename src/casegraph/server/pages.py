"""Pages for people by HTTP: an address in, the order for a worker out; and the files they load."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from http import HTTPStatus

from starlette.routing import BaseRoute, Route

from casegraph.publish.pages.networks import endings
from casegraph.publish.pages.stock import STOCK, stock, there
from casegraph.server.documents import page_number
from casegraph.server.endpoint import Endpoint
from casegraph.server.exchange import Desk, Exchange, Wanted, key_of
from casegraph.server.negotiate import CITATIONS
from casegraph.server.problem import not_found
from casegraph.server.site import Site


def routes(desk: Desk, site: Site) -> Iterator[BaseRoute]:
    """Make the routes of pages that are no form of something else."""

    def named(name: str, *taken: str) -> Endpoint:
        async def write(exchange: Exchange) -> None:
            exchange.check_version(site.version)
            fields = {key: exchange.field(key) for key in taken}
            fields |= {str(k): str(v) for k, v in exchange.scope["path_params"].items()}
            if "page" in taken:
                fields["page"] = str(page_number(exchange))
            arguments = {"name": name, "fields": fields, "up": exchange.up}
            key = key_of("page", arguments)
            await exchange.answer(Wanted("page", arguments, key, True, ("Accept-Encoding",)))

        return Endpoint(write, desk)

    async def drawn(exchange: Exchange) -> None:
        exchange.check_version(site.version)
        name = exchange.path.rpartition("/")[2]
        ending = max((end for end in endings() if name.endswith(end)), key=len, default="")
        fields = sorted((k, v) for k, v in exchange.fields.items() if v and k != "version")
        arguments = {
            "name": name.removesuffix(ending),
            "ending": ending,
            "values": dict(fields),
            "up": exchange.up,
        }
        key = key_of("network", arguments)
        await exchange.answer(Wanted("network", arguments, key, True, ("Accept-Encoding",)))

    async def edited(exchange: Exchange) -> None:
        exchange.check_version(site.version)
        fields = {k: v for k, v in sorted(exchange.fields.items()) if v and k != "version"}
        arguments = {"name": "editor", "fields": fields, "up": exchange.up}
        key = key_of("page", arguments)
        await exchange.answer(Wanted("page", arguments, key, True, ("Accept-Encoding",)))

    async def cited(exchange: Exchange) -> None:
        exchange.check_version(site.version)
        name, _, form = exchange.path.removeprefix("/").rpartition(".")
        given = {k: v for k, v in sorted(exchange.fields.items()) if v and k != "version"}
        arguments = {"name": name, "form": form, "given": given}
        key = key_of("citation", arguments)
        await exchange.answer(Wanted("citation", arguments, key, True, ("Accept-Encoding",)))

    for offer in CITATIONS:
        for folder in ("/", "/browse/", "/network/"):
            yield Route(f"{folder}{{name}}.{offer.name}", Endpoint(cited, desk))
    yield Route("/editor", Endpoint(edited, desk))
    yield Route("/network/{name}", Endpoint(drawn, desk))
    yield Route("/networks", named("networks"))
    yield Route("/", named("start"))
    yield Route("/about", named("about"))
    yield Route("/browse", named("browse"))
    yield Route("/browse/{kind}", named("shelf", "page"))
    yield Route("/search", named("search", "q"))
    yield Route("/assets/{name}", Endpoint(_loaded, desk))


async def _loaded(exchange: Exchange) -> None:
    """Send a file that pages load."""
    name = exchange.scope["path_params"]["name"]
    if name not in STOCK or not there(name):
        raise not_found()
    data = stock(name)
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    headers = [
        (b"content-type", STOCK[name].encode("ascii")),
        (b"etag", tag.encode("ascii")),
        (b"cache-control", b"no-cache"),
    ]
    if exchange.header(b"if-none-match") == tag:
        await exchange.respond(HTTPStatus.NOT_MODIFIED, headers, b"")
    else:
        await exchange.respond(HTTPStatus.OK, headers, data)
