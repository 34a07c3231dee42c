"""Seconds in, a connection that is cut when they have passed out.

A socket's own timeout begins anew with each byte, so a server that drips would never meet it.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from typing import Any

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

_running: ContextVar[Deadline | None] = ContextVar("deadline", default=None)


class Deadline:
    """How long a server may take for one request in all; the clock stands while nobody waits.

    Args:
        seconds: what it may take.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.passed = False
        self._spent = 0.0
        self._began: float | None = None
        self._socket: socket.socket | None = None
        self._timer: threading.Timer | None = None
        self._one = threading.RLock()

    @property
    def left(self) -> float:
        """The seconds that are left."""
        with self._one:
            running = time.monotonic() - self._began if self._began is not None else 0
            return self.seconds - self._spent - running

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Let the clock run; when the time has passed, cut the connection that is waited for."""
        with self._one:
            self._began = time.monotonic()
            if self._timer is None:
                self._wind(self.left)
        token = _running.set(self)
        try:
            yield
        finally:
            _running.reset(token)
            with self._one:
                self._spent, self._began = self.seconds - self.left, None

    def watch(self, connection: socket.socket) -> None:
        """Take note of the connection over which the answer comes."""
        with self._one:
            self._socket = connection
            if self.passed:
                self._cut()

    def end(self) -> None:
        """Stop watching: the answer was read, or is given up."""
        with self._one:
            if self._timer is not None:
                self._timer.cancel()
            self._timer = self._socket = None

    def _wind(self, seconds: float) -> None:
        self._timer = threading.Timer(max(seconds, 0.001), self._rung)
        self._timer.daemon = True
        self._timer.start()

    def _rung(self) -> None:
        """The time has passed, unless the clock stood for some of it."""
        with self._one:
            if self._timer is None:
                return
            if self.left > 0:
                self._wind(self.left)
            else:
                self.passed = True
                self._cut()

    def _cut(self) -> None:
        if self._socket is not None:
            with suppress(OSError):  # it was closed meanwhile
                self._socket.shutdown(socket.SHUT_RDWR)


class _Watched:
    """What both kinds of connection do: show their socket to the deadline that runs."""

    sock: socket.socket | None

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]  # of the connection that this is mixed into
        self._show()

    def request(self, *arguments: Any, **options: Any) -> None:
        self._show()
        super().request(*arguments, **options)  # type: ignore[misc]  # as above

    def _show(self) -> None:
        deadline = _running.get()
        if deadline is not None and self.sock is not None:
            deadline.watch(self.sock)


class _Connection(_Watched, HTTPConnection):
    """A connection that a deadline can cut."""


class _SecureConnection(_Watched, HTTPSConnection):
    """The same over TLS."""


class WatchedPool(HTTPConnectionPool):
    """A pool of connections that a deadline can cut."""

    ConnectionCls = _Connection


class SecureWatchedPool(HTTPSConnectionPool):
    """The same over TLS."""

    ConnectionCls = _SecureConnection
