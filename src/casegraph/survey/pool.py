"""Tasks in, their results out as they come, by processes that each hold the words once."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.queues import Queue
from types import TracebackType
from typing import Any, Final

from casegraph.errors import CasegraphError
from casegraph.survey.words import Words

_IN_LINE: Final = 2  # tasks for each process that wait, so that none is idle and few are in memory
_held: list[Words] = []


class Pool:
    """Processes that run tasks with the words of one project; with one worker, this process.

    Processes are started by the first task, and ended when the pool is left.

    Args:
        words: what each task gets first.
        workers: how many processes.
    """

    def __init__(self, words: Words, workers: int) -> None:
        self._words = words
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None
        # what a process is started with blocks its parent for ever if it dies before it has read
        # all, as a script's does that starts processes while it is imported; a queue does not
        self._line: Queue[Words] | None = None

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._executor is None:
            return
        if kind is not None:  # what runs is of no use any more
            for process in list(self._executor._processes.values()):
                process.terminate()
        self._executor.shutdown(wait=True, cancel_futures=True)
        if self._line is not None:
            self._line.close()
            self._line.cancel_join_thread()

    def run(self, task: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """Run a task for each call, and give the results in the order of the calls.

        Args:
            task: a function of a module; its first argument is the words.
            calls: its further arguments.

        Raises:
            CasegraphError: a process was killed; and whatever the task raises.
        """
        if self._workers <= 1:
            for call in calls:
                yield task(self._words, *call)
            return
        if self._executor is None:
            context = multiprocessing.get_context("spawn")  # a fork would copy others' locks
            self._line = context.Queue()
            for _ in range(self._workers):
                self._line.put(self._words)
            self._executor = ProcessPoolExecutor(
                self._workers, context, initializer=_hold, initargs=(self._line,)
            )
        try:
            yield from self._in_order(self._executor, task, calls)
        except BrokenProcessPool as error:
            raise CasegraphError(
                "a process that judged a part of the project was killed",
                remedy="See whether memory ran out, then try again; in a script of your own, call "
                "this below 'if __name__ == \"__main__\":'.",
            ) from error

    def _in_order(
        self,
        executor: ProcessPoolExecutor,
        task: Callable[..., Any],
        calls: Iterable[tuple[Any, ...]],
    ) -> Iterator[Any]:
        line: list[Future[Any]] = []
        for call in calls:
            line.append(executor.submit(_run, task, call))
            while sum(not future.done() for future in line) > self._workers * _IN_LINE:
                wait(line, return_when=FIRST_COMPLETED)
                while line and line[0].done():
                    yield line.pop(0).result()
        for future in line:
            yield future.result()


def _hold(line: Queue[Words]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its processes
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _held.append(line.get())


def _end_with_parent() -> None:
    """End this process when the parent was killed; it would wait for tasks for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _run(task: Callable[..., Any], call: tuple[Any, ...]) -> Any:
    return task(_held[-1], *call)
