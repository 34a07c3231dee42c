"""What a client sent in, its parts out: method, path, fields of the address, headers and body.

Each part is read when somebody asks for it, and refused where it is ill-formed, too large or late.
"""

from __future__ import annotations

import asyncio
from functools import cached_property
from http import HTTPStatus
from urllib.parse import unquote_to_bytes

from starlette.types import Receive, Scope

from casegraph.server.budget import client_name
from casegraph.server.limits import Limits
from casegraph.server.problem import Problem
from casegraph.server.protocol import read_fields


class Request:
    """One request."""

    def __init__(self, scope: Scope, receive: Receive, limits: Limits) -> None:
        self.scope = scope
        self.limits = limits
        self._receive = receive
        self._headers: dict[bytes, bytes] = dict(scope["headers"])

    @property
    def method(self) -> str:
        """The method of the request."""
        return str(self.scope["method"])

    @property
    def client(self) -> str:
        """Who asks, as far as its share of work is concerned."""
        client = self.scope.get("client")
        return client_name(client[0]) if client else ""

    @cached_property
    def path(self) -> str:
        """The path of the request, decoded.

        Raises:
            Problem: it is not UTF-8.
        """
        raw: bytes = self.scope.get("raw_path") or self.scope["path"].encode("utf-8")
        try:
            return unquote_to_bytes(raw).decode("utf-8")
        except UnicodeDecodeError:
            raise Problem(HTTPStatus.BAD_REQUEST, "The path is not UTF-8.") from None

    @cached_property
    def fields(self) -> dict[str, str]:
        """The fields of the address, each of which stands there once.

        Raises:
            Problem: they are not UTF-8, too many, or one stands there twice.
        """
        pairs = read_fields(self.scope["query_string"])
        fields = dict(pairs)
        if len(fields) < len(pairs):
            raise Problem(HTTPStatus.BAD_REQUEST, "A field stands in the address twice.")
        return fields

    def field(self, name: str) -> str:
        """Return a field of the address; empty where there is none."""
        return self.fields.get(name, "")

    def check_version(self, version: str) -> None:
        """Refuse a request for another state of the data than is served.

        Raises:
            Problem: the address names another state.
        """
        wanted = self.field("version")
        if wanted and wanted != version:
            raise Problem(
                HTTPStatus.NOT_FOUND,
                f"Here the data is shown in the state {version}. No other state is kept: "
                "what was withdrawn must not come back.",
            )

    def header(self, name: bytes) -> str:
        """Return a header of the request; empty where there is none."""
        return self._headers.get(name, b"").decode("latin-1")

    async def body(self) -> bytes:
        """Read the body.

        Raises:
            Problem: it is packed or too large, or does not come in time.
        """
        limits = self.limits
        declared = self.header(b"content-length")
        if declared.isdigit() and int(declared) > limits.body_bytes:
            raise _too_large(limits)
        if not declared and b"transfer-encoding" not in self._headers:
            return b""
        self._check_encoding()
        data = b""
        try:
            async with asyncio.timeout(limits.body_seconds):
                more = True
                while more:
                    message = await self._receive()
                    if message["type"] == "http.disconnect":
                        raise asyncio.CancelledError
                    data += message.get("body", b"")
                    more = message.get("more_body", False)
                    if len(data) > limits.body_bytes:
                        raise _too_large(limits)
        except TimeoutError:
            raise Problem(HTTPStatus.REQUEST_TIMEOUT, "The body did not come in time.") from None
        return data

    def _check_encoding(self) -> None:
        """Refuse a body that is packed (RFC 9110, sections 8.4 and 15.5.16): a bomb can hide there.

        Raises:
            Problem: a header names an encoding.
        """
        named = [value for name, value in self.scope["headers"] if name == b"content-encoding"]
        encodings = b",".join(named).decode("latin-1").lower().split(",")
        if any(encoding.strip() not in ("", "identity") for encoding in encodings):
            raise Problem(
                HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
                "Send the body as it is, without Content-Encoding: none is unpacked here.",
                {"accept-encoding": "identity"},
            )

    @property
    def up(self) -> str:
        """The way from the address of the request to the top of the site."""
        raw: bytes = self.scope.get("raw_path") or self.scope["path"].encode("utf-8")
        return "../" * (raw.count(b"/") - 1) or "./"


def _too_large(limits: Limits) -> Problem:
    return Problem(
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        f"The body of a request has at most {limits.body_bytes} bytes.",
    )
