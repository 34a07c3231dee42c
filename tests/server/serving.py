"""Start a server in a process of its own, ask it, and end it: what tests of other rooms use too."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

LIMITS = ("--seconds", "15", "--memory", "128", "--output", "8", "--client-seconds", "0")


@dataclass
class Response:
    """What came back: status, headers by lower-case name, body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        """The media type without parameters."""
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Running:
    """A server in a process of its own."""

    process: subprocess.Popen[str]
    address: str
    notes: Path
    host: str = field(init=False)
    port: int = field(init=False)

    def __post_init__(self) -> None:
        parts = urlsplit(self.address)
        assert parts.hostname is not None
        assert parts.port is not None
        self.host, self.port = parts.hostname, parts.port

    def ask(
        self,
        method: str = "GET",
        target: str = "/",
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        source: str = "127.0.0.1",
    ) -> Response:
        """Send one request on a connection of its own, and read all of the response."""
        link = http.client.HTTPConnection(
            self.host, self.port, timeout=60, source_address=(source, 0)
        )
        try:
            link.request(method, target, body, headers or {})
            got = link.getresponse()
            named = {name.lower(): value for name, value in got.getheaders()}
            return Response(got.status, named, got.read())
        finally:
            link.close()

    def query(self, text: str, accept: str = "*/*", source: str = "127.0.0.1") -> Response:
        """Ask a query by POST."""
        headers = {"content-type": "application/sparql-query", "accept": accept}
        return self.ask("POST", "/sparql", text.encode("utf-8"), headers, source)

    def raw(self, data: bytes, wait: float = 20, *, last: bool = False) -> bytes:
        """Send bytes as they are and read until the server closes or says nothing for a while.

        Args:
            data: what is sent.
            wait: seconds without a word after which nothing more is waited for.
            last: whether the server is told that nothing follows.
        """
        with socket.create_connection((self.host, self.port), timeout=wait) as link:
            got = b""
            try:
                link.sendall(data)
                if last:
                    link.shutdown(socket.SHUT_WR)
                while piece := link.recv(65536):
                    got += piece
            except (TimeoutError, ConnectionResetError, BrokenPipeError):
                pass
            return got

    def children(self) -> set[int]:
        """List the processes that the server has started, all generations of them."""
        return descendants(self.process.pid)

    def connections(self) -> int:
        """Count the connections that the server holds open, as Linux tells."""
        ours = f"0100007F:{self.port:04X}"
        rows = Path("/proc/net/tcp").read_text("ascii").splitlines()[1:]
        # proc(5), include/net/tcp_states.h: 01 is a connection that is established
        return sum(row.split()[1] == ours and row.split()[3] == "01" for row in rows)

    def front(self) -> int:
        """Find the process that speaks HTTP: it was started before all others."""
        return min(self.children(), key=started)


def started(process: int) -> int:
    """Say when a process was started, in ticks of the machine; one that has ended comes last."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2]
    except OSError:
        return sys.maxsize
    return int(fields.split()[19])


def descendants(process: int) -> set[int]:
    """List all processes under one, as Linux tells."""
    found: set[int] = set()
    with suppress(FileNotFoundError, ProcessLookupError):  # it may end while it is looked at
        for task in Path(f"/proc/{process}/task").glob("*/children"):
            for child in map(int, task.read_text("ascii").split()):
                found |= {child, *descendants(child)}
    return found


@contextmanager
def running(folder: Path, place: Path, *options: str) -> Iterator[Running]:
    """Start a server, and end it: no process may be left, and the exit code is clean."""
    place.mkdir(parents=True, exist_ok=True)
    notes = place / "notes"
    with notes.open("wb") as stream:
        process = subprocess.Popen(
            [
                *(sys.executable, "-m", "casegraph", "-C", str(folder), "serve", "--port", "0"),
                *("--processes", "1", *LIMITS, *options),
            ],
            stdout=subprocess.PIPE,
            stderr=stream,
            text=True,
            env=os.environ | {"COLUMNS": "200"},
        )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line.startswith("serving http://"), (line, notes.read_text("utf-8"))
        server = Running(process, line.split()[1], notes)
        assert server.ask(target="/sparql?query=ASK%7B%7D").status == 200
        yield server
        left = server.children()
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0
        assert not [one for one in left if Path(f"/proc/{one}").exists()]
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
