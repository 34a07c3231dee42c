"""Routes out of what is served: an ASGI application that holds no data and can be tried alone."""

from __future__ import annotations

import asyncio
import re
import traceback
from collections.abc import Callable, Iterable
from contextlib import AbstractAsyncContextManager
from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute, Router
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from casegraph.server import dataset, documents, dumps, pages, questions, sparql
from casegraph.server.connection import KEY
from casegraph.server.endpoint import Endpoint
from casegraph.server.exchange import Desk, Exchange
from casegraph.server.problem import Problem, not_found
from casegraph.server.site import Site

_SAFE: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"strict-origin-when-cross-origin"),
)
_HOST: Final = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:\[\]]+)(?::[0-9]{1,5})?")
# what a proxy says of whom it asks for (RFC 7239, and what was in use before)
_FORWARDED: Final = frozenset(
    {b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto"}
    | {b"x-real-ip"}
)
_EXPOSED: Final = ("ETag", "Link", "Retry-After", "Content-Profile", "Allow")


def make_app(
    desk: Desk,
    site: Site,
    lifespan: Callable[[], AbstractAsyncContextManager[None]] | None = None,
) -> ASGIApp:
    """Make the application.

    Args:
        desk: what routes work with.
        site: how the server is known outside.
        lifespan: what is entered before the first request and left after the last.
    """

    async def nothing(_: Exchange) -> None:
        raise not_found()

    app: ASGIApp = Router(
        list(_routes(desk, site)),
        default=Endpoint(nothing, desk),
        redirect_slashes=False,
        lifespan=None if lifespan is None else lambda _: lifespan(),
    )
    if site.released:
        app = CORSMiddleware(
            app,
            allow_origins=["*"],
            allow_methods=["GET", "HEAD", "POST"],
            allow_headers=["*"],
            expose_headers=_EXPOSED,
            max_age=86400,
        )
    return Gate(app, desk, site)


def _routes(desk: Desk, site: Site) -> Iterable[BaseRoute]:
    yield from sparql.routes(desk, site)
    yield from questions.routes(desk, site)
    yield from documents.routes(desk, site)
    yield from dataset.routes(desk, site)
    yield from dumps.routes(desk, site)
    yield from pages.routes(desk, site)


class Gate:
    """Before all routes: who may ask, what every response says, and what becomes of faults."""

    def __init__(self, app: ASGIApp, desk: Desk, site: Site) -> None:
        self._app = app
        self._desk = desk
        self._hosts = site.hosts
        self._released = site.released

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def sent(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                message["headers"] = [*message["headers"], *_SAFE]
            await send(message)

        exchange = Exchange(scope, receive, sent, self._desk)
        try:
            self._check_host(scope)
            self._check_way(scope)
            await self._app(scope, receive, sent)
        except Problem as problem:
            await exchange.refuse(problem)
        except asyncio.CancelledError:
            connection = scope.get(KEY)
            if connection is None or not connection.lost:
                raise
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            self._desk.log(
                f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
            )
            if begun:
                exchange.abort()
            else:
                await exchange.refuse(
                    Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "This is a fault here, not yours.")
                )

    def _check_host(self, scope: Scope) -> None:
        """Refuse a request under a foreign name (RFC 9112, section 3.2; RFC 9110, 15.5.20)."""
        given = [value for name, value in scope["headers"] if name == b"host"]
        if len(given) != 1:
            raise Problem(HTTPStatus.BAD_REQUEST, "A request names one host.")
        found = _HOST.fullmatch(given[0].decode("latin-1"))
        if found is None or found[1].lower() not in self._hosts:
            raise Problem(HTTPStatus.MISDIRECTED_REQUEST, "No such host is served here.")

    def _check_way(self, scope: Scope) -> None:
        """Refuse a request that a proxy passes on, where only this machine may see what is served.

        The host does not tell: a proxy on this machine may ask for it by the name of the machine.
        """
        if not self._released and any(name in _FORWARDED for name, _ in scope["headers"]):
            raise Problem(
                HTTPStatus.FORBIDDEN,
                "This is the curators' graph and no release: it is not shown through a proxy.",
            )
