"""Engines of others, started on the loopback interface with empty data, and stopped again."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from casegraph.engine import Remote, Service
from casegraph.engine.answer import Limits
from casegraph.errors import EngineError

HERE = Path(__file__).parent
# a query that one of them does not answer in this time hangs
LIMITS = Limits(seconds=120)
_PATIENCE = 120  # seconds for a start


def free_port() -> int:
    """Find a port that is free now."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@contextmanager
def _running(
    command: list[str], folder: Path, service: Service, more: Mapping[str, str] | None = None
) -> Iterator[Service]:
    """Start a program in a folder, wait until it answers, and end it by its process id.

    The process id stands in the file `pid`, for those who would kill it earlier.
    """
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=os.environ | (more or {}),
        )
        try:
            _wait(process, service, folder / "log")
            (folder / "pid").write_text(str(process.pid), "ascii")
            yield service
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _wait(process: subprocess.Popen[bytes], service: Service, log: Path) -> None:
    remote = Remote(service)
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            remote.ask("ASK {}")
            return
        except EngineError:
            time.sleep(0.1)
    raise RuntimeError(f"it does not start: {log.read_text('utf-8', 'replace')[-2000:]}")


@contextmanager
def oxigraph(program: Path, folder: Path, *, on_disk: bool = False) -> Iterator[Service]:
    """Run an Oxigraph server in memory, or over a store in its folder."""
    port = free_port()
    top = f"http://127.0.0.1:{port}"
    command = [str(program), "serve", "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
    command += ["--location", str(folder / "store")] if on_disk else []
    at = Service(f"{top}/query", f"{top}/update", f"{top}/store", LIMITS)
    with _running(command, folder, at) as service:
        yield service


@contextmanager
def fuseki(jars: Path, folder: Path) -> Iterator[Service]:
    """Run a Fuseki over TDB2 in memory."""
    port = free_port()
    top = f"http://127.0.0.1:{port}/ds"
    command = ["java", "-XX:TieredStopAtLevel=1", "-Xmx1g", "-cp", f"{jars}/*"]
    command += ["org.apache.jena.fuseki.main.cmds.FusekiMainCmd", "--localhost"]
    command += [f"--port={port}", f"--config={HERE / 'fuseki.ttl'}"]
    at = Service(f"{top}/query", f"{top}/update", f"{top}/data", LIMITS)
    with _running(command, folder, at) as service:
        yield service


@contextmanager
def virtuoso(program: Path, folder: Path, *, database: Path | None = None) -> Iterator[Service]:
    """Run a Virtuoso with a database of its own.

    Args:
        program: `virtuoso-t`.
        folder: where its database lies.
        database: a database to start from.
    """
    ports = {"sql": free_port(), "http": free_port()}
    text = (HERE / "virtuoso.ini").read_text("utf-8")
    (folder / "virtuoso.ini").write_text(text.format(**ports), "utf-8")
    if database is not None:
        (folder / "virtuoso.db").write_bytes(database.read_bytes())
    top = f"http://127.0.0.1:{ports['http']}"
    at = Service(f"{top}/sparql", f"{top}/sparql-auth", f"{top}/sparql-graph-crud-auth", LIMITS)
    with _running([str(program), "-f", "-c", "virtuoso.ini"], folder, at) as service:
        yield service
