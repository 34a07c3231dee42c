"""One writer at a time: a lock on the build folder that dies with its process."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from casegraph.errors import StoreError


@contextmanager
def write_lock(folder: Path) -> Iterator[None]:
    """Hold the write lock of a build folder.

    Args:
        folder: the build folder; it is made if absent.

    Raises:
        StoreError: another process holds the lock; it is named.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "lock"
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(descriptor, 32).decode("ascii", "replace").strip() or "unknown"
            raise StoreError(
                f"another build is running (process {holder})",
                where=str(path),
                remedy="Wait until it ends, or stop that process.",
            ) from error
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode("ascii"))
        yield
    finally:
        os.close(descriptor)
