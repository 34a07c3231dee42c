"""Who works for whom: a pool of workers, which are played here by the other ends of their links."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest

from casegraph.server.budget import Budget
from casegraph.server.frames import END, HEAD, LAST, READY, TASK, Unpacker, pack, pack_json
from casegraph.server.limits import Limits
from casegraph.server.pool import Order, Pool
from casegraph.server.problem import Problem

LIMITS = Limits(client_seconds=0)
DONE = pack_json(HEAD, {"status": 200, "headers": {}}) + pack(END)


class Played:
    """A pool, and the other ends of its workers' links."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        self.pool = Pool(self, 1, limits, Budget(limits))
        self.links: dict[int, socket.socket] = {}
        self.to_end: list[int] = []
        self._clients: list[asyncio.Task[object]] = []

    def start(self) -> None:
        """Start nothing: a test calls `worker`."""

    def end(self, worker: int) -> None:
        """Note that the pool wants a worker ended."""
        self.to_end.append(worker)

    async def worker(self, number: int = 1) -> None:
        """Let one more worker arrive, ready."""
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setblocking(False)
        self.links[number] = theirs
        await self.pool.arrived(number, ours)
        theirs.send(pack(READY))
        await settled()

    async def client(self, name: str) -> asyncio.Task[object]:
        """Let a client ask for something, and wait."""
        task: asyncio.Task[object] = asyncio.create_task(self.pool.run(Order(name, {}, name)))
        self._clients.append(task)
        await settled()
        return task

    def asked(self, number: int = 1) -> list[str]:
        """List what a worker was asked to do since this was asked last."""
        try:
            data = self.links[number].recv(65536)
        except BlockingIOError:
            return []
        frames = list(Unpacker().feed(data))
        assert all(kind == TASK for kind, _ in frames)
        return [json.loads(body)["task"] for _, body in frames]

    def says(self, data: bytes, number: int = 1) -> None:
        """Have the pool hear something from a worker now, before anything else happens."""
        self.pool._workers[number].data_received(data)

    async def leave(self) -> None:
        """End everything."""
        for task in self._clients:
            task.cancel()
        await asyncio.gather(*self._clients, return_exceptions=True)
        self.pool.close()
        await settled()
        for link in self.links.values():
            link.close()


async def settled() -> None:
    """Let all that is ready happen."""
    for _ in range(20):
        await asyncio.sleep(0)


def play(scene: Callable[[Played], Awaitable[None]], limits: Limits = LIMITS) -> None:
    """Play a scene in a loop in which nothing may go wrong unseen."""
    faults: list[dict[str, Any]] = []

    async def played() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, said: faults.append(said))
        stage = Played(limits)
        await stage.worker()
        await scene(stage)
        await stage.leave()

    asyncio.run(played())
    assert not faults


async def goes_on(stage: Played, third: asyncio.Task[object]) -> None:
    """The worker ends what it has, then serves the third client, then a fourth."""
    stage.says(DONE)
    await settled()
    assert stage.asked() == ["third"]
    stage.says(DONE)
    await settled()
    assert third.done()
    await stage.client("fourth")
    assert stage.asked() == ["fourth"]


def test_a_waiting_client_leaves_before_its_turn() -> None:
    """It hangs up, and in the same moment the worker is done: the next client gets its turn."""

    async def scene(stage: Played) -> None:
        await stage.client("first")
        second = await stage.client("second")
        third = await stage.client("third")
        assert stage.asked() == ["first"]
        second.cancel()
        stage.says(DONE)  # before the client's task can learn of it
        await settled()
        assert second.cancelled()
        assert stage.asked() == ["second"]  # nobody reads it; it is one task, and soon done
        await goes_on(stage, third)

    play(scene)


def test_a_waiting_client_leaves_with_its_turn() -> None:
    """The worker is done, and in the same moment the next client hangs up: nobody is lost."""

    async def scene(stage: Played) -> None:
        await stage.client("first")
        second = await stage.client("second")
        assert stage.asked() == ["first"]
        stage.says(DONE)
        second.cancel()  # the worker is the second client's already
        await settled()
        assert second.cancelled()
        assert stage.asked() == ["second"]
        third = await stage.client("third")
        await goes_on(stage, third)

    play(scene)


def test_what_is_given_back_is_complete() -> None:
    """However clients come and go, a client's share is the same in the end as at first."""

    async def scene(stage: Played) -> None:
        await stage.worker(2)
        for moment in range(6):
            tasks = [await stage.client("busy") for _ in range(4)]
            for task in tasks[moment % 3 :: 2]:
                task.cancel()
            if moment % 2:
                await settled()
            for number in (1, 2):
                while stage.asked(number):
                    stage.says(DONE, number)
                    await settled()
            for task in tasks:
                task.cancel()
            await settled()
        for name in ("one", "two"):
            await stage.client(name)
        assert sorted(stage.asked(1) + stage.asked(2)) == ["one", "two"]

    play(scene)


def test_a_worker_that_is_to_end_gets_no_task() -> None:
    """An answer that comes after its worker's end was asked for earns the worker no other task."""

    async def scene(stage: Played) -> None:
        first = await stage.client("first")
        await asyncio.sleep(0.05)
        assert stage.to_end == [1]
        stage.says(DONE)
        await settled()
        assert first.done()
        second = await stage.client("second")
        assert stage.asked() == ["first"]
        stage.pool.ended(1, out_of_memory=False)
        assert not second.done()
        await stage.worker(2)
        assert stage.asked(2) == ["second"]

    play(scene, replace(LIMITS, seconds=0.01))


def test_a_worker_that_goes_gives_its_client_back() -> None:
    """A worker that ended over a task, or does no further one, leaves nothing behind."""

    async def scene(stage: Played) -> None:
        first = await stage.client("first")
        second = await stage.client("second")
        stage.pool.ended(1, out_of_memory=True)
        await settled()
        problem = first.exception()
        assert isinstance(problem, Problem)
        assert problem.status == 507
        await stage.worker(2)
        assert stage.asked(2) == ["second"]
        stage.says(pack_json(HEAD, {"status": 200, "headers": {}}) + pack(END, LAST), 2)
        await settled()
        assert second.done()
        await stage.client("third")
        assert stage.asked(2) == []
        await stage.worker(3)
        assert stage.asked(3) == ["third"]

    play(scene)


def test_who_waits_too_long_or_too_often_is_told() -> None:
    """A client has so many requests that wait, and each waits so long; then it stands nowhere."""

    async def scene(stage: Played) -> None:
        await stage.client("first")
        tasks = [await stage.client("second") for _ in range(3)]
        refused = tasks[2].exception()
        assert isinstance(refused, Problem)
        assert refused.status == 429
        await asyncio.sleep(0.05)
        for task in tasks[:2]:
            given_up = task.exception()
            assert isinstance(given_up, Problem)
            assert given_up.status == 503
        stage.says(DONE)
        await settled()
        assert stage.asked() == ["first"]
        await stage.client("second")
        assert stage.asked() == ["second"]

    play(scene, replace(LIMITS, waiting=0.02, client_queue=2))


@pytest.mark.parametrize("clients", [("a", "a", "b", "c"), ("b", "a", "a", "c")])
def test_clients_take_turns(clients: tuple[str, ...]) -> None:
    """Who has waited with two tasks has one done, then it is the next client's turn."""

    async def scene(stage: Played) -> None:
        await stage.client("first")
        for name in clients:
            await stage.client(name)
        asked = stage.asked()
        for _ in clients:
            stage.says(DONE)
            await settled()
            asked += stage.asked()
        turns = list(dict.fromkeys(clients))
        assert asked == ["first", *turns, "a"]

    play(scene)
