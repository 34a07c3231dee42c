"""Queries run in workers that are bounded, can be killed, and are replaced."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pyoxigraph import Store

from casegraph.server.confine import forbid_network

if TYPE_CHECKING:
    from serving import Running

LONG = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
# each step makes the text eight times as long
STEPS = [
    f"BIND(CONCAT({', '.join([f'?{a}'] * 8)}) AS ?{b})"
    for a, b in zip("abcdefgh", "bcdefghi", strict=True)
]
HUNGRY = f"SELECT (STRLEN(?i) AS ?n) {{ BIND('01234567' AS ?a) {' '.join(STEPS)} }}"
MEGABYTES = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 10000"
LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f }"
linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells what is tested here")


def until(reached: Callable[[], bool], seconds: float = 15) -> None:
    """Wait for something that another process brings about."""
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def workers(server: Running) -> set[int]:
    """List the processes that hold the store: they have files of it open."""
    return {one for one in server.children() if any("/store/" in f for f in open_files(one))}


def open_files(process: int) -> Iterable[str]:
    """List what a process has open."""
    for entry in Path(f"/proc/{process}/fd").glob("*"):
        try:
            yield str(entry.readlink())
        except OSError:
            continue


@linux
def test_what_takes_too_much_is_ended(
    start: Callable[..., AbstractContextManager[Running]],
) -> None:
    """Time and memory have bounds; the worker is replaced, and the server goes on."""
    with start("--seconds", "1.5") as server:
        for query, status in ((LONG, 504), (HUNGRY, 507)):
            ends(server, query, status)


def ends(server: Running, query: str, status: int) -> None:
    """Hold that a query is refused, and that one worker was replaced over it."""
    until(lambda: len(workers(server)) == 2)
    before = workers(server)
    got = server.query(query)
    assert (got.status, got.kind) == (status, "application/problem+json")
    assert json.loads(got.body)["status"] == status
    assert server.query("ASK {}").status == 200
    until(lambda: len(workers(server)) == 2)
    assert len(workers(server) & before) == 1
    assert server.process.poll() is None


def test_an_answer_that_breaks_off_shows_it(server: Running) -> None:
    """An answer that grows too large ends without its end, also through gzip."""
    for encoding in ("identity", "gzip"):
        link = http.client.HTTPConnection(server.host, server.port, timeout=60)
        headers = {"content-type": "application/sparql-query", "accept-encoding": encoding}
        link.request("POST", "/sparql", LARGE, headers)
        got = link.getresponse()
        assert got.status == 200
        with pytest.raises(http.client.IncompleteRead):
            got.read()
        link.close()


def test_http_1_0_gets_whole_answers_or_none(server: Running) -> None:
    """HTTP/1.0 cannot show that an answer broke off, so that it gets a length or a refusal."""
    head = "POST /sparql HTTP/1.0\r\nhost: localhost\r\ncontent-type: application/sparql-query\r\n"

    def ask(query: str) -> tuple[bytes, bytes]:
        size = f"content-length: {len(query)}\r\n\r\n"
        first, _, body = server.raw((head + size + query).encode()).partition(b"\r\n\r\n")
        return first.lower(), body

    first, body = ask(MEGABYTES)
    assert first.startswith(b"http/1.1 200")
    assert f"content-length: {len(body)}".encode() in first
    assert len(body) > 1024 * 1024
    assert len(json.loads(body)["results"]["bindings"]) > 1000
    assert ask(LARGE)[0].startswith(b"http/1.1 507")


@linux
def test_a_worker_that_is_killed_is_replaced(server: Running) -> None:
    """Whoever kills workers stops nobody for long."""
    until(lambda: len(workers(server)) == 2)
    before = workers(server)
    for one in before:
        os.kill(one, signal.SIGKILL)
    # a query may come to a worker in the moment in which it is killed
    until(lambda: server.query("ASK {}").status == 200)
    until(lambda: len(workers(server) - before) == 2)
    assert workers(server).isdisjoint(before)


@linux
def test_a_process_in_front_is_started_again(
    start: Callable[..., AbstractContextManager[Running]],
) -> None:
    """A process in front that is killed comes back; what it left behind ends."""
    with start() as server:
        until(lambda: len(workers(server)) == 2)
        before = server.children()
        (front,) = before - workers(server)
        os.kill(front, signal.SIGKILL)
        assert server.query("ASK {}").status == 200
        until(lambda: not server.children() & before)
        assert server.process.poll() is None


@linux
def test_nothing_outlives_the_server(
    start: Callable[..., AbstractContextManager[Running]],
) -> None:
    """Where the process above all is killed, all others end, also amid a long query."""
    # the fixture misses the clean end that it asks for
    with pytest.raises(AssertionError), start("--seconds", "60") as server:
        threading.Thread(target=lambda: _ignored(lambda: server.query(LONG))).start()
        until(lambda: any(_busy(one) for one in workers(server)))
        left = server.children()
        server.process.kill()
        until(lambda: not any(Path(f"/proc/{one}").exists() for one in left))


def _ignored(call: Callable[[], object]) -> None:
    try:
        call()
    except OSError:
        return


def _busy(process: int) -> bool:
    """Say whether a process has worked for half a second."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return int(fields[11]) > os.sysconf("SC_CLK_TCK") // 2


@linux
def test_nobody_works_for_who_has_gone(server: Running) -> None:
    """A client that leaves before its answer holds its worker for a moment only."""
    until(lambda: len(workers(server)) == 2)
    before = workers(server)
    with socket.create_connection((server.host, server.port)) as link:
        link.sendall(
            b"POST /sparql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/sparql-query"
            b"\r\ncontent-length: %d\r\n\r\n%s" % (len(LONG), LONG.encode())
        )
    until(lambda: len(workers(server) - before) == 1, 2.5)


def test_a_client_that_does_not_read_holds_no_worker(server: Running) -> None:
    """Four clients that ask for megabytes and read nothing leave both workers to others."""
    links = [socket.create_connection((server.host, server.port)) for _ in range(4)]
    try:
        for link in links:
            link.sendall(
                b"POST /sparql HTTP/1.1\r\nhost: localhost\r\ncontent-type: "
                b"application/sparql-query\r\ncontent-length: %d\r\n\r\n%s"
                % (len(MEGABYTES), MEGABYTES.encode())
            )
        until(lambda: server.query("ASK {}").status == 200)
        # what was not read is there nevertheless, whole
        got = b""
        while not got.endswith(b"\r\n0\r\n\r\n"):
            piece = links[0].recv(65536)
            assert piece
            got += piece
        assert len(got) > 1024 * 1024
    finally:
        for link in links:
            link.close()


@linux
def test_a_worker_reaches_nobody() -> None:
    """No query makes a connection, even one that was not refused before it came to a worker."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.5)
        port = listening.getsockname()[1]
        process = os.fork()
        if not process:
            os._exit(_reaches(port))
        _, status = os.waitpid(process, 0)
        assert os.waitstatus_to_exitcode(status) == 0
        with pytest.raises(TimeoutError):
            listening.accept()


def _reaches(port: int) -> int:
    """Try to make a connection, in a process of its own: 0 where nothing does."""
    if not forbid_network():
        return 1
    try:
        socket.socket()
    except PermissionError:
        pass
    else:
        return 2
    with suppress(PermissionError):
        os.execv("/bin/true", ["true"])
    try:
        list(Store().query(f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}"))  # type: ignore[arg-type]
    except OSError:
        return 0
    return 3


@linux
def test_workers_are_confined(server: Running) -> None:
    """Each worker runs behind the filter of system calls, and has no listening socket."""
    until(lambda: len(workers(server)) == 2)
    listening = {f for one in server.children() - workers(server) for f in open_files(one)}
    for one in workers(server):
        status = Path(f"/proc/{one}/status").read_text("ascii")
        assert "Seccomp:\t2" in status
        sockets = [name for name in open_files(one) if name.startswith("socket:")]
        assert len(sockets) == 1
        assert not set(sockets) & listening
