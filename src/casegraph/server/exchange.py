"""One request in, its response out: an answer, a refusal or "not modified".

What is asked for is the route's; here is what all routes share: validators, the cache, gzip, and
responses that break off so that nobody takes them for whole.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from starlette.types import Message, Receive, Scope, Send

from casegraph.server.answer import Answer, BrokenOffError
from casegraph.server.budget import Budget
from casegraph.server.cache import LARGEST, Cache, Kept
from casegraph.server.connection import KEY, Connection
from casegraph.server.limits import Limits
from casegraph.server.negotiate import ranges, reads_gzip
from casegraph.server.pool import Backend, Order
from casegraph.server.problem import PROBLEM_JSON, Problem, problem_page, too_much
from casegraph.server.request import Request

if TYPE_CHECKING:  # which sends files by an exchange
    from casegraph.server.dumps import Dumps

_PIECE: Final = 256 * 1024
# who withdraws a name wants it gone: nothing is shown again without asking whether it still stands
_FRESH: Final = (b"cache-control", b"no-cache")


@dataclass(frozen=True)
class Desk:
    """What all routes of a process work with.

    Attributes:
        backend: does the tasks.
        limits: how much a request may take.
        cache: answers that were given before.
        state: names what is served; with another state every validator is another.
        log: takes a line on a fault.
        dumps: the dumps of a release; None: there are none.
        budget: what clients have asked for of late; None: files that are sent are not counted.
    """

    backend: Backend
    limits: Limits
    cache: Cache
    state: str
    log: Callable[[str], None] = lambda _: None
    dumps: Dumps | None = None
    budget: Budget | None = None


@dataclass(frozen=True)
class Wanted:
    """An answer that a worker shall give.

    Attributes:
        task: the name of the task.
        arguments: what it takes, as JSON.
        key: what tells this answer from all others of the same state; empty: nothing does.
        exact: whether the same key gives the same bytes, and not only the same meaning.
        vary: the request headers that the choice of this form rests on.
        headers: further headers of the response.
    """

    task: str
    arguments: dict[str, Any]
    key: bytes = b""
    exact: bool = False
    vary: tuple[str, ...] = ("Accept", "Accept-Encoding")
    headers: Mapping[str, str] = field(default_factory=dict)


class Exchange(Request):
    """One request and its response."""

    def __init__(self, scope: Scope, receive: Receive, send: Send, desk: Desk) -> None:
        super().__init__(scope, receive, desk.limits)
        self.desk = desk
        self._send = send

    async def answer(self, wanted: Wanted) -> None:
        """Answer with what a worker makes, or with what it made before.

        Raises:
            Problem: there is no answer.
        """
        packed = reads_gzip(self.header(b"accept-encoding"))
        key = hashlib.blake2b(
            b"\0".join((self.desk.state.encode(), b"z" if packed else b"-", wanted.key)),
            digest_size=16,
        ).digest()
        headers = [_FRESH, (b"vary", ", ".join(wanted.vary).encode("ascii"))]
        headers += [(n.encode("latin-1"), v.encode("latin-1")) for n, v in wanted.headers.items()]
        known = bool(wanted.key) and self.method in ("GET", "HEAD")
        if known:
            tag = ("" if wanted.exact else "W/") + f'"{key.hex()}"'
            headers.append((b"etag", tag.encode("ascii")))
            if _matches(self.header(b"if-none-match"), tag):
                await self.respond(HTTPStatus.NOT_MODIFIED, headers, b"")
                return
        if wanted.key and (kept := self.desk.cache.get(key)):
            await self.respond(HTTPStatus.OK, [*kept.headers, *headers], kept.body)
            return
        order = Order(wanted.task, wanted.arguments, self.client, packed)
        connection: Connection | None = self.scope.get(KEY)
        task = asyncio.current_task()
        if connection is not None and task is not None:
            connection.watch(task.cancel)
        try:
            answer = await self.desk.backend.run(order)
            try:
                await self._pass_on(answer, headers, key if wanted.key else b"")
            except BaseException:
                self.desk.backend.abandon(answer)
                raise
        finally:
            if connection is not None:
                connection.watch(None)

    async def _pass_on(
        self, answer: Answer, headers: list[tuple[bytes, bytes]], key: bytes
    ) -> None:
        head = answer.head.result()
        said = [(n.encode("latin-1"), v.encode("latin-1")) for n, v in head["headers"].items()]
        length = head.get("length")
        if length is not None and length <= LARGEST:
            try:
                body = await answer.whole()
            except BrokenOffError:
                raise Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "The answer broke off.") from None
            finally:
                answer.close()
            if key and head["status"] == HTTPStatus.OK:
                self.desk.cache.put(key, Kept(tuple(said), body))
            await self.respond(head["status"], [*said, *headers], body)
        elif length is not None:
            said.append((b"content-length", b"%d" % length))
            await self._streamed(answer, head["status"], [*said, *headers])
        elif self.scope["http_version"] == "1.0":
            await self._measured(answer, head["status"], [*said, *headers])
        else:
            await self._streamed(answer, head["status"], [*said, *headers])

    async def _streamed(
        self, answer: Answer, status: int, headers: list[tuple[bytes, bytes]]
    ) -> None:
        """Send pieces as they come; break off where the answer does."""
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        try:
            while piece := await answer.next():
                await self._send(_body(piece, more=True))
        except BrokenOffError:
            self.abort()
            return
        finally:
            answer.close()
        await self._send(_body(b""))

    async def _measured(
        self, answer: Answer, status: int, headers: list[tuple[bytes, bytes]]
    ) -> None:
        """Wait for all of it: HTTP/1.0 has no way to tell a whole body from one that broke off."""
        with tempfile.TemporaryFile() as file:
            try:
                while piece := await answer.next():
                    file.write(piece)
            except BrokenOffError:
                raise Problem(HTTPStatus.INSUFFICIENT_STORAGE, "The answer broke off.") from None
            finally:
                answer.close()
            headers = [*headers, (b"content-length", str(file.tell()).encode("ascii"))]
            file.seek(0)
            await self._send({"type": "http.response.start", "status": status, "headers": headers})
            while piece := file.read(_PIECE):
                await self._send(_body(piece, more=True))
        await self._send(_body(b""))

    async def respond(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        """Send a whole response."""
        if status not in (HTTPStatus.NOT_MODIFIED, HTTPStatus.NO_CONTENT):
            headers = [*headers, (b"content-length", b"%d" % len(body))]
        await self._send({"type": "http.response.start", "status": status, "headers": headers})
        await self._send(_body(body))

    async def send_file(self, path: Path, tag: str, headers: list[tuple[bytes, bytes]]) -> None:
        """Send a file piece by piece, unless who asks has it.

        What is sent counts as work for the client, by its bytes.

        Raises:
            Problem: the client has asked for much of late.
        """
        headers = [*headers, _FRESH, (b"etag", tag.encode("ascii"))]
        if _matches(self.header(b"if-none-match"), tag):
            await self.respond(HTTPStatus.NOT_MODIFIED, headers, b"")
            return
        budget = self.desk.budget
        if budget is not None and (wait := budget.wait(self.client)):
            raise too_much(wait)
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            headers.append((b"content-length", b"%d" % size))
            await self._send({"type": "http.response.start", "status": 200, "headers": headers})
            while self.method != "HEAD" and (piece := file.read(_PIECE)):
                if budget is not None:
                    budget.spend(self.client, len(piece) / self.desk.limits.client_bytes)
                await self._send(_body(piece, more=True))
        await self._send(_body(b""))

    async def refuse(self, problem: Problem) -> None:
        """Send a problem: as a page to who reads pages rather than JSON."""
        wishes = ranges(self.header(b"accept"))
        page = wishes.get("text/html", 0.0) > wishes.get("application/json", 0.0)
        kind = "text/html; charset=utf-8" if page else PROBLEM_JSON
        body = problem_page(problem, self.up) if page else problem.body()
        headers = [(b"content-type", kind.encode("ascii")), _FRESH, (b"vary", b"Accept")]
        headers += [(b"content-security-policy", b"default-src 'none'; style-src 'self'")] * page
        headers += [(n.encode("latin-1"), v.encode("latin-1")) for n, v in problem.headers.items()]
        await self.respond(problem.status, headers, body)

    def abort(self) -> None:
        """Break the response off, so that it cannot be taken for a whole one."""
        connection: Connection | None = self.scope.get(KEY)
        if connection is None:
            raise BrokenOffError
        connection.abort()


def _body(data: bytes, more: bool = False) -> Message:
    return {"type": "http.response.body", "body": data, "more_body": more}


def _matches(header: str, tag: str) -> bool:
    """Compare validators weakly (RFC 9110, sections 8.8.3.2 and 13.1.2)."""
    opaque = tag.removeprefix("W/")
    listed = [item.strip().removeprefix("W/") for item in header.split(",")]
    return opaque in listed or listed == ["*"]


def key_of(*parts: object) -> bytes:
    """Write down what tells an answer from all others."""
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
