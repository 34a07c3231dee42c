"""Tasks of clients in, their answers from workers out; each client in its turn.

An answer is made with its task, and is in one place: it waits, or one worker has it. Workers are
started and ended by the process above (`supervise`); here is who works for whom, and how long.
"""

from __future__ import annotations

import asyncio
import json
import socket
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final, Protocol, cast

from casegraph.server.answer import Answer
from casegraph.server.budget import Budget
from casegraph.server.frames import (
    DATA,
    END,
    HEAD,
    LAST,
    READY,
    STOP,
    TASK,
    Unpacker,
    pack_json,
)
from casegraph.server.limits import Limits
from casegraph.server.problem import Problem, too_hungry, too_much, too_slow

_PAUSE: Final = 1.0  # seconds before a worker that could not start is started again
_GRACE: Final = 1.0  # seconds; to start a worker again costs more than to wait so long


@dataclass(frozen=True)
class Order:
    """What is asked for, and for whom.

    Attributes:
        task: the name of a task that workers know.
        arguments: what it takes, as JSON.
        client: who asks, from `client_name`.
        packed: whether the client reads gzip.
    """

    task: str
    arguments: dict[str, Any]
    client: str
    packed: bool = False


class Backend(Protocol):
    """Whoever does the tasks of the routes."""

    async def run(self, order: Order) -> Answer:
        """Begin a task.

        Returns:
            Its answer, of which at least the head is there.

        Raises:
            Problem: there is no answer.
        """
        ...

    def abandon(self, answer: Answer) -> None:
        """Learn that nobody reads an answer any more."""
        ...


class Control(Protocol):
    """Whoever starts and ends workers."""

    def start(self) -> None:
        """Ask for one more worker; `Pool.arrived` is called when it is there."""
        ...

    def end(self, worker: int) -> None:
        """Ask for the end of a worker; `Pool.ended` is called when it has ended."""
        ...


class Pool:
    """The workers of one process in front.

    Args:
        control: starts and ends workers.
        size: how many workers there shall be.
        limits: how long a task may take, and how much a client may ask for.
        budget: what clients have asked for of late.
        log: takes a line on a fault.
    """

    def __init__(
        self,
        control: Control,
        size: int,
        limits: Limits,
        budget: Budget,
        log: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._control = control
        self.limits = limits
        self._budget = budget
        self.log = log
        self._size = size
        # one worker is always left to others, where clients are told apart at all
        self._share = max(1, size - 1) if limits.client_seconds else size
        self._workers: dict[int, _Worker] = {}
        # by client, whose turn is next first; nobody stands there who waits for nothing
        self._waiting: OrderedDict[str, dict[Answer, Order]] = OrderedDict()
        self._closing = False

    def open(self) -> None:
        """Ask for the workers."""
        for _ in range(self._size):
            self._control.start()

    def close(self) -> None:
        """Ask for no more workers; those that there are end with their links."""
        self._closing = True
        for worker in list(self._workers.values()):
            worker.leave()

    async def arrived(self, number: int, link: socket.socket) -> None:
        """Learn of a worker that was started."""
        worker = _Worker(self, number)
        self._workers[number] = worker
        await asyncio.get_running_loop().create_connection(lambda: worker, sock=link)

    def ended(self, number: int, out_of_memory: bool) -> None:
        """Learn how a worker ended; another one takes its place."""
        worker = self._workers.pop(number, None)
        if worker is None:
            return
        worker.ended(out_of_memory)
        self.go_on()
        if self._closing:
            return
        if worker.ready:
            self._control.start()
        else:
            self.log("a worker could not start")
            asyncio.get_running_loop().call_later(_PAUSE, self._control.start)

    async def run(self, order: Order) -> Answer:
        """Begin a task; see `Backend.run`."""
        if wait := self._budget.wait(order.client):
            raise too_much(wait)
        answer = Answer()
        self._line_up(order, answer)
        patience = asyncio.get_running_loop().call_later(self.limits.waiting, self._give_up, answer)
        try:
            await answer.head
        except asyncio.CancelledError:
            self.abandon(answer)
            raise
        finally:
            patience.cancel()
        return answer

    def abandon(self, answer: Answer) -> None:
        """Learn that nobody reads an answer any more; see `Backend.abandon`."""
        answer.close()
        self._withdraw(answer)
        for worker in self._workers.values():
            if worker.answer is answer:
                worker.hurry()

    def go_on(self) -> None:
        """Give each free worker the next task, as long as there is one."""
        for worker in self._workers.values():
            if worker.free:
                if (task := self._next()) is None:
                    return
                worker.begin(*task, self.limits.seconds)

    def end(self, worker: _Worker) -> None:
        """End a worker; `ended` is called when it has."""
        self._control.end(worker.number)

    def spent(self, client: str, seconds: float) -> None:
        """Learn how long a worker has worked for a client."""
        self._budget.spend(client, seconds)

    def _line_up(self, order: Order, answer: Answer) -> None:
        """Let a task wait, for no time if a worker is free."""
        queue = self._waiting.setdefault(order.client, {})
        queue[answer] = order
        self.go_on()
        if answer in queue and len(queue) > self.limits.client_queue:
            self._withdraw(answer)
            raise Problem(
                HTTPStatus.TOO_MANY_REQUESTS,
                "Too many of your requests wait already.",
                {"retry-after": "1"},
            )

    def _next(self) -> tuple[Order, Answer] | None:
        """Take the task that waits first, of the first client in turn that may have one more."""
        for client, queue in self._waiting.items():
            if sum(worker.client == client for worker in self._workers.values()) < self._share:
                self._waiting.move_to_end(client)
                answer, order = next(iter(queue.items()))
                self._withdraw(answer)
                return order, answer
        return None

    def _withdraw(self, answer: Answer) -> bool:
        """Let a task wait no longer; say whether it did."""
        for client, queue in self._waiting.items():
            if queue.pop(answer, None) is not None:
                if not queue:
                    del self._waiting[client]
                return True
        return False

    def _give_up(self, answer: Answer) -> None:
        """Answer that no worker came, if none has."""
        if self._withdraw(answer):
            answer.fail(
                Problem(
                    HTTPStatus.SERVICE_UNAVAILABLE,
                    "All workers are busy. Try again a little later.",
                    {"retry-after": "5"},
                )
            )


class _Worker(asyncio.Protocol):
    """One worker, as the process in front sees it."""

    def __init__(self, pool: Pool, number: int) -> None:
        self.number = number
        self.client: str | None = None  # who it works for
        self.answer: Answer | None = None
        self.ready = False
        self._leaving = False
        self._pool = pool
        self._unpacker = Unpacker()
        self._transport: asyncio.Transport | None = None
        self._began = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._too_long = False

    @property
    def free(self) -> bool:
        """Whether it can be given a task."""
        return self.ready and self.answer is None and not self._leaving

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Learn of the link to the worker."""
        self._transport = cast("asyncio.Transport", transport)

    def connection_lost(self, _exc: Exception | None) -> None:
        """Learn that the worker says no more: it has ended, or is about to."""
        self._leaving = True

    def data_received(self, data: bytes) -> None:
        """Read what the worker says; who says nonsense is ended."""
        try:
            for kind, body in self._unpacker.feed(data):
                self._said(kind, body)
        except (ValueError, KeyError, TypeError):
            self._end()

    def _said(self, kind: bytes, body: bytes) -> None:
        if kind == READY:
            self.ready = True
            self._pool.go_on()
        elif self.answer is None:
            raise ValueError("nothing was asked")
        elif kind == HEAD:
            self.answer.begin(json.loads(body))
        elif kind == DATA:
            self.answer.put(body)
        elif kind == END:
            self.answer.end()
            self._done(last=body == LAST)
        elif kind == STOP:
            said = json.loads(body)
            self.answer.fail(Problem(said["status"], said["problem"], said["headers"]))
            if said["fault"]:
                self._pool.log(said["fault"])
            self._done(last=said["last"])

    def begin(self, order: Order, answer: Answer, seconds: float) -> None:
        """Give this worker a task."""
        assert self._transport is not None
        self.client, self.answer = order.client, answer
        self._began = time.monotonic()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._expired)
        said = {"task": order.task, "arguments": order.arguments, "packed": order.packed}
        self._transport.write(pack_json(TASK, said))

    def hurry(self) -> None:
        """Go on for a short while only: nobody waits for the answer."""
        left = _GRACE - (time.monotonic() - self._began)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.get_running_loop().call_later(max(0.0, left), self._expired)

    def leave(self) -> None:
        """Let the worker end: it does when it can read no more."""
        self._leaving = True
        if self._transport is not None:
            self._transport.close()

    def ended(self, out_of_memory: bool) -> None:
        """Learn that the worker has ended, and say so to whoever waits for its answer."""
        answer = self._released()
        if answer is None:
            return
        if self._too_long:
            problem = too_slow(self._pool.limits)
        elif out_of_memory:
            problem = too_hungry(self._pool.limits)
        else:
            self._pool.log("a worker ended over a query")
            problem = Problem(
                HTTPStatus.INTERNAL_SERVER_ERROR, "The query ended the process that worked at it."
            )
        answer.fail(problem)

    def _expired(self) -> None:
        self._too_long = True
        self._end()

    def _end(self) -> None:
        """Have it ended; what it says until then earns it no further task."""
        self._leaving = True
        self._pool.end(self)

    def _done(self, last: bool) -> None:
        self._released()
        if last:
            self.leave()
        self._pool.go_on()

    def _released(self) -> Answer | None:
        """Take from the worker what it worked at."""
        client, self.client = self.client, None
        answer, self.answer = self.answer, None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if client is not None:
            self._pool.spent(client, time.monotonic() - self._began)
        return answer
