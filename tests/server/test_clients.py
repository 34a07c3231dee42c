"""Clients in their turn: who asks for much waits, and others do not."""

from __future__ import annotations

import asyncio
import random
import select
import socket
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from serving import running

from casegraph.server.answer import Answer, BrokenOffError
from casegraph.server.budget import Budget, client_name, networks, stands_in
from casegraph.server.limits import Limits
from casegraph.server.problem import Problem

if TYPE_CHECKING:
    from serving import Running

LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_who_asks_for_much_waits(start: Callable[..., AbstractContextManager[Running]]) -> None:
    """A client over its share gets 429 and is told when to come again; another one is served."""
    with start("--client-seconds", "1", "--seconds", "2") as server:
        assert server.query(LONG).status == 504
        got = server.query("ASK {}")
        assert got.status == 429
        assert 1 <= int(got.headers["retry-after"]) <= 2
        assert server.query("ASK {}", source="127.0.0.2").status == 200
        time.sleep(int(got.headers["retry-after"]))
        assert server.query("ASK {}").status == 200


def test_one_client_never_takes_all_workers(
    start: Callable[..., AbstractContextManager[Running]],
) -> None:
    """While one client asks for more than there are workers, another one is answered before it."""
    with start("--client-seconds", "600", "--seconds", "60") as server:
        busy = [socket.create_connection((server.host, server.port)) for _ in range(4)]
        for link in busy:
            link.sendall(_request(LONG))
        time.sleep(0.3)
        for _ in range(3):
            assert server.query("ASK { ?s ?p ?o }", source="127.0.0.2").status == 200
        assert not select.select(busy, [], [], 0)[0]  # their queries go on for a minute
        for link in busy:
            link.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what is tested here")
def test_clients_that_hang_up_do_no_harm(
    start: Callable[..., AbstractContextManager[Running]],
) -> None:
    """Hundreds leave while they wait or are worked for; then all workers are there for others."""
    with start("--seconds", "60") as server:
        front = server.front()
        asyncio.run(_come_and_go(server, seconds=4))
        for _ in range(4):
            assert server.query("ASK { ?s ?p ?o }").status == 200
        assert (server.process.poll(), server.front()) == (None, front)
        held = [socket.create_connection((server.host, server.port)) for _ in range(2)]
        before = _worked(server)
        for link in held:  # one for each worker
            link.sendall(_request(LONG))
        end = time.monotonic() + 15
        while sum(_worked(server)[one] > ticks + 10 for one, ticks in before.items()) < 2:
            assert time.monotonic() < end, "not all workers work"
            time.sleep(0.05)
        for link in held:
            link.close()
        assert "Traceback" not in server.notes.read_text("utf-8")


async def _come_and_go(server: Running, seconds: float) -> None:
    """Send queries on many connections, and drop each after some moments."""
    chance = random.Random(0)

    async def one(number: int) -> None:
        reader, writer = await asyncio.open_connection(server.host, server.port)
        del reader
        # each is another query, or an answer that is kept would do
        writer.write(_request(f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c }} #{number}"))
        await writer.drain()
        await asyncio.sleep(chance.random() * 0.05)
        writer.transport.abort()

    end = time.monotonic() + seconds
    number = 0
    while time.monotonic() < end:
        await asyncio.gather(*(one(number + n) for n in range(48)), return_exceptions=True)
        number += 24


def _request(query: str) -> bytes:
    return (
        b"POST /sparql HTTP/1.1\r\nhost: localhost\r\n"
        b"content-type: application/sparql-query\r\ncontent-length: %d\r\n\r\n%s"
        % (len(query), query.encode())
    )


def _worked(server: Running) -> dict[int, int]:
    """Say how long each process under the server has worked, in ticks."""
    return {
        one: int(Path(f"/proc/{one}/stat").read_text("ascii").rpartition(")")[2].split()[11])
        for one in server.children()
    }


def test_one_client_never_takes_all_connections(server: Running) -> None:
    """Half-open connections of one client are bounded, so that others still get one."""
    links = [socket.create_connection((server.host, server.port)) for _ in range(250)]
    try:
        ended = select.select(links, [], [], 5)[0]
        assert 0 < len(ended) <= 60
        assert server.ask(target="/sparql?query=ASK%7B%7D", source="127.0.0.2").status == 200
    finally:
        for link in links:
            link.close()


def test_a_debt_is_forgiven(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a client owes grows with work and shrinks with time; each client owes for itself."""
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    budget = Budget(Limits(client_seconds=10, client_rate=2))
    budget.spend("a", 10)
    assert budget.wait("a") == 0
    budget.spend("a", 5)
    assert (budget.wait("a"), budget.wait("b")) == (3, 0)
    now[0] += 2
    assert budget.wait("a") == 1
    now[0] += 1
    assert budget.wait("a") == 0
    now[0] += 1000
    budget.spend("a", 1)
    assert budget.wait("a") == 0
    free = Budget(Limits(client_seconds=0))
    free.spend("a", 1e6)
    assert free.wait("a") == 0


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9%eth0", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("no:address", "no:address"),
    ],
)
def test_clients_are_told_apart(address: str, name: str) -> None:
    """A client is an address, and in IPv6 a network, of which one machine has all addresses."""
    assert client_name(address) == name


@pytest.mark.parametrize(
    ("proxies", "address", "trusted"),
    [
        (("127.0.0.1",), "127.0.0.1", True),
        (("127.0.0.1",), "127.0.0.2", False),
        (("10.0.0.0/8", "::1"), "10.1.2.3", True),
        (("10.0.0.0/8", "::1"), "::1", True),
        (("10.0.0.0/8",), "::1", False),
        (("*",), "2001:db8::1", True),
        (("proxy.example",), "192.0.2.1", False),
        ((), "192.0.2.1", False),
        (("*",), "no address", False),
    ],
)
def test_proxies_are_told_apart(proxies: tuple[str, ...], address: str, trusted: bool) -> None:
    """Who asks for many clients is named by addresses or networks."""
    assert stands_in(address, networks(proxies)) is trusted


def test_a_proxy_has_the_connections_of_all_its_clients(
    public_folder: Path, tmp_path: Path
) -> None:
    """What bounds one client's connections does not bound those of a proxy."""
    with running(public_folder, tmp_path, "--proxy", "127.0.0.0/8") as server:
        links = [socket.create_connection((server.host, server.port)) for _ in range(250)]
        time.sleep(0.5)
        assert server.ask(target="/sparql?query=ASK%7B%7D").status == 200
        assert not select.select(links, [], [], 0)[0]
        for link in links:
            link.close()


def test_an_answer_waits_for_its_reader() -> None:
    """What a reader has not taken yet is kept, in memory and then in a file, in its order."""

    async def read() -> list[bytes]:
        answer = Answer()
        pieces = [bytes([n]) * 300_000 for n in range(20)]
        for piece in pieces[:10]:
            answer.put(piece)
        got = [await answer.next() for _ in range(4)]
        for piece in pieces[10:]:
            answer.put(piece)
        answer.end()
        while piece := await answer.next():
            got.append(piece)
        answer.close()
        assert b"".join(got) == b"".join(pieces)
        return got

    assert len(asyncio.run(read())) > 4


def test_a_whole_answer() -> None:
    """All of an answer is there when it is complete, and not before."""

    async def read() -> bytes:
        answer = Answer()
        answer.put(b"a" * 700_000)
        asyncio.get_running_loop().call_later(0.01, answer.put, b"b" * 700_000)
        asyncio.get_running_loop().call_later(0.02, answer.end)
        data = await answer.whole()
        answer.close()
        return data

    assert asyncio.run(read()) == b"a" * 700_000 + b"b" * 700_000


def test_an_answer_that_fails() -> None:
    """A failure before the head is the answer; after it, what came is read and then breaks off."""

    async def early() -> Any:
        answer = Answer()
        answer.fail(Problem(507, "no"))
        return await answer.head

    async def late() -> Any:
        answer = Answer()
        answer.begin({"status": 200})
        answer.put(b"half")
        answer.fail(Problem(507, "no"))
        assert await answer.head == {"status": 200}
        assert await answer.next() == b"half"
        await answer.next()

    with pytest.raises(Problem):
        asyncio.run(early())
    with pytest.raises(BrokenOffError):
        asyncio.run(late())
