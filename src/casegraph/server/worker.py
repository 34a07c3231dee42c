"""A process that holds the store: one task at a time in, its answer out; it can be killed.

What the tasks are is the caller's; what a worker may not do is held by `confine`.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import time
import traceback
from collections.abc import Callable, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final, NoReturn

from casegraph.ask.deep import on_deep_stack
from casegraph.errors import CasegraphError, StoreError
from casegraph.opened import CaseGraph
from casegraph.server import confine
from casegraph.server.frames import READY, TASK, Unpacker, pack_json
from casegraph.server.limits import Limits
from casegraph.server.problem import Problem, too_hungry, too_large
from casegraph.server.reply import GoneError, Reply, TooMuchError

Task = Callable[[CaseGraph, dict[str, Any], Reply], None]

_READ: Final = 64 * 1024
_FAULT: Final = Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "This is a fault here, not yours.")
_LONG: Final = 0.1  # seconds; only such a task can have left much memory behind


def work(
    link: socket.socket,
    parent: int,
    opening: Callable[[], CaseGraph],
    tasks: Mapping[str, Task],
    limits: Limits,
) -> NoReturn:
    """Be a worker until the process in front ends or this one is killed.

    Args:
        link: the socket to the process in front.
        parent: the process that this one may not outlive.
        opening: opens the data.
        tasks: what can be asked for, by name.
        limits: what this process may take.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    confine.die_with(parent)
    confine.keep_only(link.fileno())
    graph = opening()
    confined = confine.forbid_network()  # this thread, and those that it starts
    on_deep_stack(lambda: _serve(graph, link, tasks, limits, confined))
    os._exit(0)


def _serve(
    graph: CaseGraph,
    link: socket.socket,
    tasks: Mapping[str, Task],
    limits: Limits,
    confined: bool,
) -> None:
    """Do tasks until there is nobody to do them for."""
    confine.limit_memory(limits.memory)  # beyond what the deep stack may take
    held = confine.memory_in_use()
    link.sendall(pack_json(READY, {"confined": confined}))
    unpacker = Unpacker()
    while data := link.recv(_READ):
        for kind, body in unpacker.feed(data):
            if kind != TASK:
                os._exit(2)
            try:
                _answer(graph, json.loads(body), tasks, link, limits, held)
            except GoneError:
                return


def _answer(
    graph: CaseGraph,
    order: dict[str, Any],
    tasks: Mapping[str, Task],
    link: socket.socket,
    limits: Limits,
    held: int,
) -> None:
    reply = Reply(link, packed=order["packed"], most=limits.output)
    began = time.monotonic()

    def last() -> bool:
        """Say whether so much memory is held now that the next task would have too little."""
        long = time.monotonic() - began > _LONG
        return long and confine.memory_in_use() > held + limits.memory // 4

    try:
        tasks[order["task"]](graph, order["arguments"], reply)
        reply.end(last())
    except Problem as problem:
        reply.problem(problem, last())
    except TooMuchError:
        reply.problem(too_large(limits), last())
    except MemoryError:
        reply.problem(too_hungry(limits), last())
    except StoreError:
        reply.problem(_FAULT, last(), "the store is damaged")
    except CasegraphError as error:
        reply.problem(Problem(HTTPStatus.BAD_REQUEST, str(error)), last())
    except GoneError:
        raise
    except Exception as error:  # a fault of ours ends neither the worker nor the connection
        reply.problem(_FAULT, last(), _place(error))


def _place(error: Exception) -> str:
    """Say of a fault what may be logged: where it arose, and not its words."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(last.filename).name}, line {last.lineno}"
