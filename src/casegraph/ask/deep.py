"""A call in, its result out: run where the stack is deep enough for any query within bounds.

The store reads and runs a query by recursion, over lists and chains as over brackets, and ends its
process where the stack ends. Of what `bounds` lets pass, the worst takes some 100 MiB.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, TypeVar

# bytes of addresses; of memory only what is used
STACK: Final = 256 * 1024 * 1024
_one = threading.Lock()  # the size is a setting of the whole process
_Result = TypeVar("_Result")


def on_deep_stack(call: Callable[[], _Result]) -> _Result:
    """Call something in a thread of its own, and wait for it.

    What the store gives out piece by piece can be read in that thread only.

    Args:
        call: what is called; if this thread is interrupted, it goes on until the process ends.

    Returns:
        What it returns; what it raises is raised here.
    """
    results: list[_Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run, name="deep", daemon=True)
    with _one:
        before = threading.stack_size(STACK)
        try:
            thread.start()
        finally:
            threading.stack_size(before)
    thread.join()
    if errors:
        raise errors[0]
    return results[0]
