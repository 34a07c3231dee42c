"""What a worker says, bit by bit, in; messages to the process in front out.

A short answer is one message with its length; a long one begins before it is complete, and a fault
after that is told as such, so that the process in front breaks the response off.
"""

from __future__ import annotations

import socket
import zlib
from typing import Any, Final

from casegraph.server.frames import DATA, END, HEAD, LAST, STOP, pack, pack_json
from casegraph.server.problem import Problem

_BUFFER: Final = 64 * 1024
_WORTH_PACKING: Final = 1024
_LEVEL: Final = 4
_GZIP: Final = 31  # zlib: the largest window, with the header of gzip and no time in it


class GoneError(Exception):
    """Nobody reads what this worker says."""


class TooMuchError(Exception):
    """The answer is larger than a worker may give."""


class Reply:
    """One answer; a file to write to.

    Args:
        link: the socket to the process in front.
        packed: whether who asked can read gzip.
        most: the largest answer, in bytes before it is packed.
    """

    def __init__(self, link: socket.socket, *, packed: bool, most: int) -> None:
        self._link = link
        self._may_pack = packed
        self._most = most
        self._written = 0
        self._buffer: list[bytes] = []
        self._waiting = 0
        self._head: dict[str, Any] = {}
        self._packer: Any = None
        self.begun = False

    def head(self, media_type: str, status: int = 200, **headers: str) -> None:
        """Say what comes; nothing is sent yet."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self._head = {"status": status, "headers": {"content-type": media_type} | named}

    def write(self, data: bytes) -> int:
        """Take a piece of the answer.

        Raises:
            TooMuchError: it is larger than allowed.
        """
        self._written += len(data)
        if self._written > self._most:
            raise TooMuchError
        self._buffer.append(data)
        self._waiting += len(data)
        if self._waiting >= _BUFFER:
            self._send(self._taken())
        return len(data)

    def write_all(self, data: bytes) -> None:
        """Take the whole answer, so that its length is known before it is sent.

        Raises:
            TooMuchError: it is larger than allowed.
        """
        if len(data) > self._most:
            raise TooMuchError
        self._buffer = [data]

    def flush(self) -> None:
        """Do nothing: `end` says when the answer is complete."""

    def end(self, last: bool) -> None:
        """Send what is left, and say that the answer is complete.

        Args:
            last: whether this worker does no further task.
        """
        data = self._taken(end=True)
        if not self.begun:
            self._head["length"] = len(data)
        self._send(data, pack(END, LAST if last else b""))

    def problem(self, problem: Problem, last: bool, fault: str = "") -> None:
        """Say why there is no answer, or that it breaks off here.

        Args:
            problem: what is told to who asked.
            last: whether this worker does no further task.
            fault: what is logged.
        """
        said: dict[str, Any] = {"status": problem.status, "problem": problem.detail}
        said |= {"headers": problem.headers, "fault": fault, "last": last}
        self._say(pack_json(STOP, said))

    def _taken(self, end: bool = False) -> bytes:
        """Empty the buffer, through gzip where that is worth it."""
        data = b"".join(self._buffer)
        self._buffer.clear()
        self._waiting = 0
        if self._may_pack and not self.begun and (not end or len(data) >= _WORTH_PACKING):
            self._packer = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
            self._head["headers"]["content-encoding"] = "gzip"
        if self._packer is None:
            return data
        packed: bytes = self._packer.compress(data)
        return packed + self._packer.flush() if end else packed

    def _send(self, data: bytes, end: bytes = b"") -> None:
        head = b"" if self.begun else pack_json(HEAD, self._head)
        self.begun = True
        self._say(head + self._cut(data) + end)

    def _say(self, message: bytes) -> None:
        try:
            self._link.sendall(message)
        except OSError as error:
            raise GoneError from error

    @staticmethod
    def _cut(data: bytes) -> bytes:
        pieces = [data[at : at + _BUFFER] for at in range(0, len(data), _BUFFER)]
        return b"".join(pack(DATA, piece) for piece in pieces)
