"""One connection: uvicorn's reader of HTTP, with deadlines and bounds that it lacks.

A connection that keeps others waiting is looked at once a second (`Connection.look`), which costs
nothing while all is well.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any, ClassVar, Final

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from casegraph.server.budget import Network, client_name, networks, stands_in
from casegraph.server.limits import Limits

KEY: Final = "casegraph.connection"  # where a request's scope holds its connection
_LONG_LINE: Final = HTTPStatus.REQUEST_URI_TOO_LONG
_PER_BYTE: Final = 8  # bytes around each byte of a body, in the smallest of chunks
_MOST_UNREAD: Final = 16 * 1024 * 1024  # bytes of a refused body that are still taken


class Connection(HttpToolsProtocol):
    """A connection that may not be slow, and whose requests may not be large."""

    limits: ClassVar[Limits]
    proxies: ClassVar[tuple[Network, ...]]
    open: ClassVar[Counter[str]]  # connections by client

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.url = b""
        self.headers: list[tuple[bytes, bytes]] = []
        self._client = ""
        self._head_since: float | None = None
        self._began = 0.0
        self._head_bytes = 0
        self._body_bytes = 0
        self._tail_bytes = 0
        self._written = (0, 0.0)
        self._on_lost: Callable[[], object] | None = None

    @property
    def lost(self) -> bool:
        """Whether the client has gone."""
        return bool(self.transport.is_closing())

    def watch(self, on_lost: Callable[[], object] | None) -> None:
        """Name what is called when the client goes, or that nothing is."""
        self._on_lost = on_lost

    def abort(self) -> None:
        """End the connection now, in the middle of what is being sent."""
        self.transport.abort()

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin; the head of a request must follow."""
        super().connection_made(transport)
        self._head_since = self.loop.time()
        address = self.client[0] if self.client else ""
        if not address or stands_in(address, self.proxies):  # whose clients are many
            return
        self._client = client_name(address)
        self.open[self._client] += 1
        if self.open[self._client] > self.limits.client_connections:
            self.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Tell whoever works for this client that it has gone."""
        super().connection_lost(exc)
        if self._client:
            self.open[self._client] -= 1
            if not self.open[self._client]:
                del self.open[self._client]
        if self._on_lost is not None:
            self._on_lost()

    def data_received(self, data: bytes) -> None:
        """Read; a head that goes on and on is refused before it is complete.

        So is what stands around a body in chunks, where it is more than any body could need: the
        parser keeps a name of a chunk or a header that never ends.
        """
        super().data_received(data)
        if self._head_since is not None:
            self._head_bytes += len(data)
            if self._head_bytes > self.limits.head_bytes:
                line = bool(self.url) and not self.headers
                self._refuse(_LONG_LINE if line else HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        else:
            self._tail_bytes += len(data)
            if self._tail_bytes - self._body_bytes > _PER_BYTE * self.limits.body_bytes:
                self.abort()

    def on_message_begin(self) -> None:
        """Learn that a request begins."""
        super().on_message_begin()
        self._head_since = self._began = self.loop.time()
        self._head_bytes = self._body_bytes = self._tail_bytes = 0

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a header; those behind a body in chunks (trailers) are nobody's."""
        if self._head_since is not None:
            super().on_header(name, value)

    def on_headers_complete(self) -> None:
        """Learn that the head is complete; one that is too large gets its answer without more."""
        self._head_since = None
        size = sum(len(name) + len(value) + 4 for name, value in self.headers)
        served = self.app
        if len(self.url) > self.limits.head_bytes:
            self.app = _Refusal(_LONG_LINE)
            self.url = b"/"  # the parser of addresses would not read it
        elif size > self.limits.head_bytes or len(self.headers) > self.limits.head_lines:
            self.app = _Refusal(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        self.scope[KEY] = self  # type: ignore[typeddict-unknown-key]
        try:
            super().on_headers_complete()
        finally:
            self.app = served

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body; of one that nobody reads, not without end."""
        self._body_bytes += len(body)
        if self._body_bytes > _MOST_UNREAD:
            self.abort()
        else:
            super().on_body(body)

    def look(self, now: float) -> None:
        """End the connection if its client takes longer than it may.

        Args:
            now: the time of the event loop.
        """
        limits = self.limits
        if self._head_since is not None and now - self._head_since > limits.header_seconds:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
            return
        cycle = self.cycle
        unread = cycle is not None and cycle.response_complete and cycle.more_body
        if unread and now - self._began > limits.body_seconds:
            self.abort()
        waiting = self.transport.get_write_buffer_size()
        if not waiting or waiting != self._written[0]:
            self._written = (waiting, now)
        elif now - self._written[1] > limits.write_seconds:
            self.abort()

    def _refuse(self, status: HTTPStatus) -> None:
        """Answer without asking anybody, and close."""
        if not self.transport.is_closing():
            line = STATUS_LINE[status]
            self.transport.write(line + b"connection: close\r\ncontent-length: 0\r\n\r\n")
            self.transport.close()


class _Refusal:
    """An application that answers everything with one status."""

    def __init__(self, status: HTTPStatus) -> None:
        self._status = status

    async def __call__(self, _scope: Any, _receive: Any, send: Any) -> None:
        """Answer."""
        headers = [(b"content-length", b"0"), (b"connection", b"close")]
        await send({"type": "http.response.start", "status": self._status, "headers": headers})
        await send({"type": "http.response.body"})


def connection_class(limits: Limits, proxies: Iterable[str] = ()) -> type[Connection]:
    """Make the class of a server's connections.

    Args:
        limits: how much a client may take.
        proxies: addresses that ask for many clients.
    """
    held = {"limits": limits, "proxies": networks(proxies), "open": Counter()}
    return type("BoundedConnection", (Connection,), held)
