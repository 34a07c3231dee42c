"""Handlers of exchanges in, ASGI applications out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Final

from starlette.types import Receive, Scope, Send

from casegraph.server.exchange import Desk, Exchange
from casegraph.server.problem import Problem

Handler = Callable[[Exchange], Awaitable[None]]

_READING: Final = ("GET", "HEAD")


class Endpoint:
    """A handler as an ASGI application; a class, so that Starlette leaves methods to it.

    Args:
        handler: answers an exchange, or raises a problem.
        desk: what handlers work with.
        methods: those that are answered.
    """

    def __init__(self, handler: Handler, desk: Desk, methods: tuple[str, ...] = _READING) -> None:
        self._handler = handler
        self._desk = desk
        self._methods = methods

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        exchange = Exchange(scope, receive, send, self._desk)
        try:
            if exchange.method not in self._methods:
                allowed = ", ".join((*self._methods, "OPTIONS"))
                if exchange.method == "OPTIONS":
                    await exchange.respond(
                        HTTPStatus.NO_CONTENT, [(b"allow", allowed.encode())], b""
                    )
                    return
                raise Problem(
                    HTTPStatus.METHOD_NOT_ALLOWED,
                    f"Here the methods are {allowed}.",
                    {"allow": allowed},
                )
            await self._handler(exchange)
        except Problem as problem:
            await exchange.refuse(problem)
