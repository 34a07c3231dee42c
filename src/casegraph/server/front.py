"""One process that speaks HTTP: a socket and a line to the supervisor in, responses out."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import uvicorn

from casegraph.server import confine
from casegraph.server.app import make_app
from casegraph.server.budget import Budget
from casegraph.server.connection import Connection, connection_class
from casegraph.server.exchange import Desk
from casegraph.server.limits import Limits
from casegraph.server.pool import Pool
from casegraph.server.site import Site

_DATAGRAM: Final = 4096
_LOOK: Final = 1.0  # seconds between looks at slow connections
_KEEP_ALIVE: Final = 15  # seconds that a connection may rest between requests
_LEAVE: Final = 5  # seconds that open requests have when the server ends
_BROKEN_OFF: Final = "ASGI callable returned without completing response."


class _Line:
    """Our end of the line to the supervisor, which starts and ends workers for us."""

    def __init__(self, line: socket.socket) -> None:
        line.setblocking(False)
        self._line = line

    def start(self) -> None:
        """Ask for one more worker."""
        self._line.send(b'{"start": 1}')

    def end(self, worker: int) -> None:
        """Ask for the end of a worker."""
        self._line.send(json.dumps({"end": worker}).encode("ascii"))

    async def listen(self, pool: Pool) -> None:
        """Pass on what the supervisor says, until this is cancelled."""
        loop = asyncio.get_running_loop()
        news = asyncio.Event()
        loop.add_reader(self._line.fileno(), news.set)
        try:
            while True:
                await news.wait()
                news.clear()
                while heard := self._heard():
                    message, link = heard
                    if link is not None:
                        await pool.arrived(message["arrived"], link)
                    else:
                        pool.ended(message["ended"], bool(message["memory"]))
        finally:
            loop.remove_reader(self._line.fileno())

    def _heard(self) -> tuple[dict[str, int], socket.socket | None] | None:
        try:
            data, descriptors, _, _ = socket.recv_fds(self._line, _DATAGRAM, 1)
        except BlockingIOError:
            return None
        link = socket.socket(fileno=descriptors[0]) if descriptors else None
        if link is not None:
            link.setblocking(False)
        return json.loads(data), link


def run_front(
    listening: socket.socket,
    line: socket.socket,
    workers: int,
    desk: Callable[[Pool], Desk],
    site: Site,
    limits: Limits,
    budget: Budget,
    proxies: tuple[str, ...],
    log: Callable[[str], None],
) -> None:
    """Serve until SIGTERM.

    Args:
        listening: the socket that clients come to.
        line: our end of the line to the supervisor.
        workers: how many workers this process has.
        desk: makes what routes work with, around the workers.
        site: how the server is known outside.
        limits: how much a request may take.
        budget: what clients have asked for of late.
        proxies: addresses whose word on their clients' addresses is taken.
        log: takes a line on a fault.
    """
    parent = os.getppid()
    confine.die_with(parent)
    confine.keep_only(listening.fileno(), line.fileno())
    logging.getLogger("uvicorn.error").addFilter(lambda r: r.getMessage() != _BROKEN_OFF)
    supervisor = _Line(line)
    pool = Pool(supervisor, workers, limits, budget, log)

    @asynccontextmanager
    async def living() -> AsyncIterator[None]:
        tasks = [asyncio.create_task(supervisor.listen(pool))]
        tasks.append(asyncio.create_task(_watch(server, parent)))
        pool.open()
        try:
            yield
        finally:
            pool.close()
            for task in tasks:
                task.cancel()

    config = uvicorn.Config(
        make_app(desk(pool), site, living),
        http=connection_class(limits, proxies),
        ws="none",
        lifespan="on",
        log_config=None,
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
        limit_concurrency=limits.connections,
        timeout_keep_alive=_KEEP_ALIVE,
        timeout_graceful_shutdown=_LEAVE,
    )
    server = uvicorn.Server(config)
    server.run(sockets=[listening])


async def _watch(server: uvicorn.Server, parent: int) -> None:
    """Look after connections that keep others waiting, and end if the supervisor has ended."""
    loop = asyncio.get_running_loop()
    while True:
        await asyncio.sleep(_LOOK)
        for connection in list(server.server_state.connections):
            if isinstance(connection, Connection):
                connection.look(loop.time())
        if os.getppid() != parent:
            sys.exit(1)
