"""An answer over HTTP in, its bytes as they arrive out, or the error that it is.

What the bytes mean is left to `remote` and `graph_store`.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

import requests
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from casegraph.engine.deadline import Deadline
from casegraph.errors import EngineError

_GOOD: Final = (200, 201, 204)
_MOST_OF_AN_ERROR: Final = 2000  # bytes
_CHUNK: Final = 1 << 16


@dataclass(frozen=True)
class Limits:
    """What one answer may cost.

    Attributes:
        seconds: that a server may take for it in all, pauses between tries included.
        most_bytes: that it may hold, after decompression.
    """

    seconds: float = 60
    most_bytes: int = 1 << 30


class RefusedError(EngineError):
    """Say that an endpoint answered with an error; `status` is the HTTP status."""

    def __init__(self, what: str, *, status: int, where: str, remedy: str) -> None:
        self.status = status
        super().__init__(what, where=where, remedy=remedy)


class Answer(io.RawIOBase):
    """The body of an answer, read as it arrives.

    Attributes:
        status: the HTTP status.
        headers: its headers.
        has_an_end: whether HTTP says where the body ends, so that one that is cut is noticed.
    """

    def __init__(
        self, response: requests.Response, url: str, deadline: Deadline, limits: Limits
    ) -> None:
        self.status = response.status_code
        self.headers: Mapping[str, str] = response.headers
        self.has_an_end = bool(
            {"content-length", "transfer-encoding"} & {name.lower() for name in response.headers}
        )
        self._response = response
        raw: HTTPResponse = response.raw
        self._chunks: Iterator[bytes] = raw.stream(_CHUNK, decode_content=True)
        self._rest = b""
        self._taken = 0
        self._url = url
        self._deadline = deadline
        self._limits = limits

    def readable(self) -> bool:
        """Say that this can be read."""
        return True

    def read(self, size: int | None = -1) -> bytes:
        """Read up to a number of bytes, all if none is given; nothing at the end.

        Raises:
            EngineError: the connection broke, or the answer is over its limits.
        """
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(_CHUNK), b""))
        if not self._rest:
            self._rest = self._next()
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken

    def _next(self) -> bytes:
        fault = None
        chunk = b""
        try:
            with self._deadline.waiting():
                chunk = next(self._chunks, b"")
        except (HTTPError, OSError) as error:
            fault = error
        if self._deadline.passed:
            raise too_late(self._url, self._deadline) from fault
        if fault is not None:
            raise EngineError(
                f"the answer breaks off ({reason(fault)})",
                where=self._url,
                remedy="Try again; see the endpoint's log if it goes on.",
            ) from fault
        self._taken += len(chunk)
        if self._taken > self._limits.most_bytes:
            raise EngineError(
                f"the answer is longer than {self._limits.most_bytes} bytes",
                where=self._url,
                remedy="Ask for less, or raise most_bytes of this engine in casegraph.toml.",
            )
        return chunk

    def close(self) -> None:
        """Give the connection back where all was read, else end it."""
        if not self.closed:
            self._deadline.end()
            self._response.close()
        super().close()


def accepted(answer: Answer, url: str) -> Answer:
    """Pass an answer on, unless it is one of an error.

    Raises:
        RefusedError: with the status and the first line of what the endpoint says.
    """
    if answer.status in _GOOD:
        return answer
    try:
        said = answer.read(_MOST_OF_AN_ERROR).decode("utf-8", "replace")
    except EngineError:
        said = ""
    finally:
        answer.close()
    line = next((line.strip() for line in said.splitlines() if line.strip()), "")[:300]
    remedy = "Check the address and the endpoint's log, then try again."
    if answer.status in (401, 403):
        remedy = (
            "Set CASEGRAPH_HOST, CASEGRAPH_USER and CASEGRAPH_PASSWORD (or CASEGRAPH_TOKEN) in "
            "the environment, or keep them in the keyring as casegraph:HOST."
        )
    raise RefusedError(
        f"the endpoint answers {answer.status}{f' ({line})' if line else ''}",
        status=answer.status,
        where=url,
        remedy=remedy,
    )


def reason(error: BaseException) -> str:
    """Say in a few words why something failed, as the innermost of its causes says it."""
    inner: BaseException | None = error
    while inner is not None:
        error = inner
        held = [part for part in error.args if isinstance(part, BaseException)]
        inner = getattr(error, "reason", None) or next(iter(held), None)
        inner = inner if isinstance(inner, BaseException) else error.__cause__
    text = getattr(error, "strerror", None) or str(error) or type(error).__name__
    return str(text).splitlines()[0].rpartition(">: ")[2][:300]


def too_late(url: str, deadline: Deadline) -> EngineError:
    """Say that a server took too long."""
    return EngineError(
        f"the endpoint did not answer within {deadline.seconds:g} s",
        where=url,
        remedy="Ask for less, or raise seconds of this engine in casegraph.toml.",
    )
