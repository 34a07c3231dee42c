"""One writer at a time: a lock on the build folder that dies with its process."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from casegraph.errors import StoreError

_PATIENCE: Final = 20
_PAUSE: Final = 0.05  # seconds


@contextmanager
def write_lock(folder: Path) -> Iterator[None]:
    """Hold the write lock of a build folder.

    Args:
        folder: the build folder; it is made if absent.

    Raises:
        StoreError: another process holds the lock, which is named; or it cannot be taken.
    """
    path = folder / "lock"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(
            f"the build folder cannot be locked ({error.strerror})",
            where=str(error.filename or path),
            remedy="Remove what stands there, or see to its permissions.",
        ) from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(
                f"another build is running{_holder(descriptor)}",
                where=str(path),
                remedy="Wait until it ends, or stop that process.",
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode("ascii"), 0)
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)  # who comes next is not told the process of long ago
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> str:
    """Name the process that holds the lock, or nothing: it writes itself down after it took it."""
    for _ in range(_PATIENCE):
        if holder := os.pread(descriptor, 32, 0).decode("ascii", "replace").strip():
            return f" (process {holder})"
        time.sleep(_PAUSE)
    return ""
