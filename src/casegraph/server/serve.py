"""A project and settings in, a running server out: here the parts are put together."""

from __future__ import annotations

import resource
import socket
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final, NoReturn

from casegraph.errors import CasegraphError
from casegraph.publish.settings import hidden_kinds
from casegraph.server.budget import Budget
from casegraph.server.cache import Cache
from casegraph.server.dumps import Dumps
from casegraph.server.exchange import Desk
from casegraph.server.front import run_front
from casegraph.server.limits import MIB, Limits
from casegraph.server.pool import Pool
from casegraph.server.scratch import scratch
from casegraph.server.served import Served, check
from casegraph.server.site import Site
from casegraph.server.supervise import Supervisor
from casegraph.server.tasks import TASKS
from casegraph.server.worker import work

__all__ = ["Limits", "Settings", "check", "serve"]

_CACHE: Final = 64 * MIB
_DUMPS: Final = "casegraph-dumps-"
_BACKLOG: Final = 1024
_OPEN_FILES: Final = 65536


@dataclass(frozen=True)
class Settings:
    """How a server runs.

    Attributes:
        host: the address that it binds to.
        port: the port; 0 takes a free one.
        processes: how many processes speak HTTP.
        workers: how many workers each of them has.
        hosts: further names by which clients may call it.
        proxies: addresses whose word on their clients' addresses is taken.
        cache: bytes of answers that each process keeps.
        limits: how much a request may take.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    processes: int = 2
    workers: int = 2
    hosts: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    cache: int = _CACHE
    limits: Limits = field(default_factory=Limits)


def serve(
    served: Served,
    settings: Settings,
    started: Callable[[str], None],
    log: Callable[[str], None],
) -> None:
    """Serve until a signal ends it; no process is left behind.

    Args:
        served: what is served, from `check`.
        settings: how.
        started: called with the address when clients can come.
        log: takes a line on what happens; it never holds a part of a request.

    Raises:
        CasegraphError: the address cannot be bound.
    """
    _allow_many_files()
    sockets = listen(settings.host, settings.port, settings.processes)
    limits, budget = settings.limits, Budget(settings.limits)
    host, port = sockets[0].getsockname()[:2]
    local = f"[{host}]" if ":" in host else host
    names = {local, "localhost", "127.0.0.1", "[::1]", *settings.hosts}
    if served.released:
        names.add(served.host)
    hosts = frozenset(name.lower() for name in names)
    site = Site(
        url=served.url,
        base=served.project.base,
        hosts=hosts,
        released=served.released,
        digest=served.digest,
        hidden=hidden_kinds(served.project),
    )

    state = served.state

    def front(place: int, line: socket.socket) -> None:
        def desk(pool: Pool) -> Desk:
            dumps = Dumps(served, place_of_dumps, log) if served.released else None
            return Desk(pool, limits, Cache(settings.cache), state, log, dumps, budget)

        run_front(
            sockets[place], line, settings.workers, desk, site, limits, budget,
            settings.proxies, log,
        )  # fmt: skip

    def worker(link: socket.socket, parent: int) -> NoReturn:
        work(link, parent, served.open, TASKS, limits)

    started(f"http://{local}:{port}/")
    # all others end by `os._exit`, and leave the folder to this process
    with scratch(_DUMPS) as place_of_dumps:
        try:
            Supervisor(settings.processes, front, worker, log).run()
        finally:
            for bound in sockets:
                bound.close()


def listen(host: str, port: int, number: int) -> list[socket.socket]:
    """Bind sockets to one address, between which the kernel divides the clients.

    Raises:
        CasegraphError: the address cannot be bound.
    """
    bound: list[socket.socket] = []
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as alone:  # finds a server that is there already
            alone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            alone.bind(address)
            alone.listen()
        for _ in range(number):
            listening = socket.socket(family, kind, protocol)
            bound.append(listening)
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if number > 1:
                listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
            listening.bind(address)
            listening.listen(_BACKLOG)
            address = listening.getsockname()
    except OSError as error:
        for listening in bound:
            listening.close()
        raise CasegraphError(
            f"the address cannot be bound ({error.strerror or error})",
            where=f"{host}:{port}",
            remedy="Choose another with --host and --port.",
        ) from error
    return bound


def _allow_many_files() -> None:
    """Raise the number of open files, as far as the system lets us: each client is one."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _OPEN_FILES if hard == resource.RLIM_INFINITY else min(hard, _OPEN_FILES)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
