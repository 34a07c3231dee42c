"""A long flat query that passes the bounds ends no process: not the command's, not a worker."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from casegraph.ask.bounds import MOST_BYTES, check_bounds
from casegraph.ask.deep import on_deep_stack

# what is repeated, and between what: each ended a process at some thousands
FLAT = {
    "a list of numbers": ("ASK{?s <a:a>(", "1 ", ")}"),
    "a list of things": ("ASK{?s <a:a>(", "[]", ")}"),
    "things": ("ASK{", "[]<a:a>1.", "}"),
    "objects": ("ASK{?s <a:a> 1", ",1", "}"),
    "having": ("SELECT(COUNT(*)AS?n){}HAVING", "(1)", ""),
    "order": ("SELECT*{}ORDER BY", "(1)", ""),
    "group": ("SELECT(1AS?x){}GROUP BY", "(1)", ""),
    "describe": ("DESCRIBE", "<a:>", ""),
}
# what people send has an answer
LONG = {
    "rows": "SELECT*{VALUES(?a ?b){" + "(<a:a>'b')" * 2000 + "}}",
    "among": "SELECT(1IN(0" + ",<a:a>" * 1000 + ")AS?x){}",
    "order": "SELECT*{}ORDER BY" + "(?a)" * 2000,
}


def flat(name: str) -> str:
    """Write the longest query of a kind that passes."""
    start, item, end = FLAT[name]
    number = (MOST_BYTES - len(start) - len(end)) // len(item)
    query = start + item * min(number, 5500 if item[0] == "," else number) + end
    check_bounds(query)
    return query


@pytest.mark.parametrize("name", FLAT)
def test_the_command_lives(command, built_folder: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    """It answers, or says that no answer came in time."""
    done = command("-C", built_folder, "ask", "-", "--timeout", "1", stdin=flat(name))
    assert done.returncode in (0, 3)
    assert done.returncode == 0 or "no answer came within 1 seconds" in done.stderr


@pytest.mark.parametrize("name", LONG)
def test_long_queries_are_answered(command, built_folder: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    """No list of values that a person might paste is refused."""
    done = command("-C", built_folder, "ask", "-", "--format", "csv", stdin=LONG[name])
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout.splitlines()) == (2001 if name == "rows" else 2)


SMALL = """
import sys, threading
import casegraph
graph, found = casegraph.open(sys.argv[1]), []
threading.stack_size(256 * 1024)
thread = threading.Thread(target=lambda: found.append(graph.query(sys.stdin.read())))
thread.start()
thread.join()
assert len(found[0].rows) == 1
"""


def test_the_stack_of_who_asks_is_nothing_to_it(built_folder: Path) -> None:
    """In Python, a query may be asked in a thread whose stack is small."""
    done = subprocess.run(
        [sys.executable, "-c", SMALL, built_folder],
        input=LONG["order"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_what_is_called() -> None:
    """What it returns and raises comes back, and other threads get the stack that they had."""
    before = threading.stack_size()
    assert on_deep_stack(lambda: threading.current_thread().name) == "deep"
    assert on_deep_stack(lambda: on_deep_stack(lambda: None)) is None
    with pytest.raises(KeyError, match="why"):
        on_deep_stack(lambda: {}["why"])
    assert threading.stack_size() == before
    assert threading.current_thread().name != "deep"


def test_many_at_once() -> None:
    """Each of many threads that call at the same time gets a deep stack, and its own result."""

    def deep(depth: int) -> int:  # by way of C, each turn takes a kilobyte or more of the stack
        return 0 if depth == 0 else 1 + max(map(deep, [depth - 1]))

    found: dict[int, int] = {}
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(60_000)
    try:

        def call(number: int) -> Callable[[], int]:
            return lambda: deep(15_000 + number)

        def ask(number: int) -> None:
            found[number] = on_deep_stack(call(number))

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setrecursionlimit(limit)
    assert found == {number: 15_000 + number for number in range(8)}
