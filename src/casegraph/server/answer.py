"""Messages of a worker in, one answer out, as fast as its reader takes it.

A worker never waits for a reader: what the reader has not taken yet is kept in memory, then in a
file without a name.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections import deque
from typing import Any, BinaryIO, Final

from casegraph.server.problem import Problem

_IN_MEMORY: Final = 1024 * 1024


class BrokenOffError(Exception):
    """The answer ends before it is complete."""


class Answer:
    """One answer on its way.

    Attributes:
        head: what the worker says of the answer: `status`, `headers`, and `length` where that is
            known.
    """

    def __init__(self) -> None:
        self.head: asyncio.Future[dict[str, Any]] = asyncio.get_running_loop().create_future()
        self._pieces: deque[bytes] = deque()
        self._held = 0
        self._file: BinaryIO | None = None
        self._read = self._written = 0
        self._complete = False
        self._broken = False
        self._news = asyncio.Event()

    def begin(self, head: dict[str, Any]) -> None:
        """Take the head."""
        if not self.head.done():
            self.head.set_result(head)

    def put(self, data: bytes) -> None:
        """Take a piece."""
        if self._file is None and self._held + len(data) <= _IN_MEMORY:
            self._pieces.append(data)
            self._held += len(data)
        else:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - `close` closes it
            os.pwrite(self._file.fileno(), data, self._written)
            self._written += len(data)
        self._news.set()

    def end(self) -> None:
        """Learn that the answer is complete."""
        self._complete = True
        self._news.set()

    def fail(self, problem: Problem) -> None:
        """Learn that there is no answer, or that it goes no further."""
        if not self.head.done():
            self.head.set_exception(problem)
        self._broken = True
        self._news.set()

    async def whole(self) -> bytes:
        """Wait for all of the answer and return it.

        Raises:
            BrokenOffError: the answer ends before it is complete.
        """
        while not self._complete and not self._broken:
            self._news.clear()
            await self._news.wait()
        pieces = []
        while piece := await self.next():
            pieces.append(piece)
        return b"".join(pieces)

    async def next(self) -> bytes:
        """Return the next piece, or nothing at the end.

        Raises:
            BrokenOffError: the answer ends before it is complete.
        """
        while True:
            if self._pieces:
                data = self._pieces.popleft()
                self._held -= len(data)
                return data
            if self._file is not None and self._read < self._written:
                size = min(_IN_MEMORY // 4, self._written - self._read)
                data = os.pread(self._file.fileno(), size, self._read)
                self._read += len(data)
                return data
            if self._broken:
                raise BrokenOffError
            if self._complete:
                return b""
            self._news.clear()
            await self._news.wait()

    def close(self) -> None:
        """Forget what was not read, a failure too."""
        if self.head.done() and not self.head.cancelled():
            self.head.exception()
        self._pieces.clear()
        if self._file is not None:
            self._file.close()
            self._file = None
            self._read = self._written
