"""Sockets and what to do with them in, a tree of processes out, until a signal ends it.

This process forks all others: those in front, which speak HTTP, and workers, which hold the store.
It has no threads and opens no store, so that a fork of it is clean and quick.
"""

from __future__ import annotations

import json
import os
import selectors
import signal
import socket
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, NoReturn

from casegraph.errors import CasegraphError

_DATAGRAM: Final = 4096
_PATIENCE: Final = 10.0  # seconds that processes in front have to end well
_PAUSE: Final = 1.0  # seconds before a process in front that ended is started again
_OUT_OF_MEMORY: Final = (b"memory allocation of", b"bad_alloc", b"MemoryError")


@dataclass
class _Front:
    """A process that speaks HTTP: its place, its id, and our end of the line to it."""

    place: int
    process: int
    line: socket.socket


@dataclass
class _Kept:
    """A worker: who it works for, and what it says on standard error."""

    front: _Front
    said: BinaryIO
    killed: bool = False


class Supervisor:
    """The process above all others.

    Args:
        fronts: how many processes speak HTTP.
        front: what such a process does, given its place and its end of a line to this one.
        work: what a worker does, given its end of a line to the process in front.
        log: takes a line on what happens.
    """

    def __init__(
        self,
        fronts: int,
        front: Callable[[int, socket.socket], None],
        work: Callable[[socket.socket, int], NoReturn],
        log: Callable[[str], None],
    ) -> None:
        self._wanted = fronts
        self._run_front = front
        self._run_worker = work
        self._log = log
        self._fronts: dict[int, _Front] = {}
        self._workers: dict[int, _Kept] = {}
        self._selector = selectors.DefaultSelector()
        self._due: list[tuple[float, int]] = []
        self._stopping = False
        self._deadline = 0.0

    def run(self) -> None:
        """Start everything; return when everything has ended after a signal."""
        awake, asleep = socket.socketpair()
        for end in (awake, asleep):
            end.setblocking(False)
        self._selector.register(asleep, selectors.EVENT_READ, None)
        before = {s: signal.signal(s, self._signalled) for s in (signal.SIGINT, signal.SIGTERM)}
        before[signal.SIGCHLD] = signal.signal(signal.SIGCHLD, lambda *_: None)
        waker = signal.set_wakeup_fd(awake.fileno(), warn_on_full_buffer=False)
        try:
            for place in range(self._wanted):
                self._start_front(place)
            while self._fronts or self._workers or self._due:
                self._turn(asleep)
        finally:
            self._kill_all()
            signal.set_wakeup_fd(waker)
            for number, handler in before.items():
                signal.signal(number, handler)
            self._selector.close()
            awake.close()
            asleep.close()

    def _turn(self, asleep: socket.socket) -> None:
        """Wait for something to happen and see to it."""
        for key, _ in self._selector.select(self._patience()):
            if key.data is None:
                while _received(asleep):
                    pass
            else:
                self._hear(key.data)
        self._reap()
        now = time.monotonic()
        for moment, place in [entry for entry in self._due if entry[0] <= now]:
            self._due.remove((moment, place))
            self._start_front(place)
        if self._stopping and now > self._deadline:
            self._kill_all()

    def _patience(self) -> float | None:
        moments = [moment for moment, _ in self._due] + [self._deadline] * self._stopping
        return max(0.0, min(moments) - time.monotonic()) if moments else None

    def _signalled(self, *_: object) -> None:
        """Let the processes in front end well; at a second signal at once."""
        if self._stopping:
            self._deadline = 0.0
            return
        self._stopping = True
        self._deadline = time.monotonic() + _PATIENCE
        self._due.clear()
        for process in self._fronts:
            _kill(process, signal.SIGTERM)

    def _start_front(self, place: int) -> None:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)
        process = os.fork()
        if not process:
            _forked(lambda: self._run_front(place, theirs))
        theirs.close()
        front = _Front(place, process, ours)
        self._fronts[process] = front
        self._selector.register(ours, selectors.EVENT_READ, front)

    def _hear(self, front: _Front) -> None:
        """Do what a process in front asks for."""
        try:
            asked = json.loads(front.line.recv(_DATAGRAM, socket.MSG_DONTWAIT))
        except BlockingIOError:
            return
        if "start" in asked and not self._stopping:
            self._start_worker(front)
        elif (kept := self._workers.get(asked.get("end", 0))) and kept.front is front:
            kept.killed = True
            _kill(asked["end"], signal.SIGKILL)

    def _start_worker(self, front: _Front) -> None:
        ours, theirs = socket.socketpair()
        said = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the worker has ended
        parent = os.getpid()
        process = os.fork()
        if not process:
            os.dup2(said.fileno(), 2)
            _forked(lambda: self._run_worker(theirs, parent))
        self._workers[process] = _Kept(front, said)
        message = json.dumps({"arrived": process}).encode("ascii")
        try:
            socket.send_fds(front.line, [message], [ours.fileno()])
        except OSError:  # it has just ended; its workers will be
            _kill(process, signal.SIGKILL)
        ours.close()
        theirs.close()

    def _reap(self) -> None:
        """See to every process that has ended."""
        while True:
            try:
                process, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not process:
                return
            if kept := self._workers.pop(process, None):
                self._bury(process, kept, status)
            elif front := self._fronts.pop(process, None):
                self._lose(front, status)

    def _bury(self, process: int, kept: _Kept, status: int) -> None:
        """Tell the process in front how its worker ended."""
        kept.said.seek(0)
        words = kept.said.read()
        kept.said.close()
        # a kill that we did not ask for is the kernel's, which had no memory left
        foreign = os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL
        memory = any(word in words for word in _OUT_OF_MEMORY) or (foreign and not kept.killed)
        message = {"ended": process, "memory": memory}
        try:
            kept.front.line.send(json.dumps(message).encode("ascii"))
        except OSError:
            return  # the process in front has ended as well

    def _lose(self, front: _Front, status: int) -> None:
        """End the workers of a process in front that has ended, and start it again."""
        self._selector.unregister(front.line)
        front.line.close()
        for process, kept in self._workers.items():
            if kept.front is front:
                _kill(process, signal.SIGKILL)
        if not self._stopping:
            self._log(f"a process ended ({_how(status)}); starting it again")
            self._due.append((time.monotonic() + _PAUSE, front.place))

    def _kill_all(self) -> None:
        self._stopping = True
        for process in (*self._fronts, *self._workers):
            _kill(process, signal.SIGKILL)


def _forked(run: Callable[[], Any]) -> NoReturn:
    """Be another process, and never come back."""
    code = 1
    try:
        signal.set_wakeup_fd(-1)
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        run()
        code = 0
    except CasegraphError as error:
        os.write(2, f"error: {error}\n".encode())
    except BaseException as error:
        os.write(2, f"error: {type(error).__name__} ended a process\n".encode())
    finally:
        os._exit(code)


def _kill(process: int, number: int) -> None:
    try:
        os.kill(process, number)
    except ProcessLookupError:
        return


def _how(status: int) -> str:
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return f"exit code {os.waitstatus_to_exitcode(status)}"


def _received(end: socket.socket) -> bytes:
    try:
        return end.recv(_DATAGRAM)
    except BlockingIOError:
        return b""
