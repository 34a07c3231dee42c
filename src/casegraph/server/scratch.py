"""A prefix in, a folder out that is gone when its process is: at its end, or at the next start.

The kernel holds a lock on the folder for as long as the process lives, however it ends. A folder
that nobody holds was left behind by a process that was killed.
"""

from __future__ import annotations

import fcntl
import glob
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_NEW: Final = "new-"


@contextmanager
def scratch(prefix: str, place: Path | None = None) -> Iterator[Path]:
    """Make a folder, first removing those that were left behind.

    Processes that are forked while it is there hold it, too, unless they close what they inherit.

    Args:
        prefix: how the names of such folders begin; of what another name begins with, or of another
            user, nothing is touched.
        place: the folder in which it is made; among the temporary files if absent.

    Yields:
        The folder, which is removed in the end.
    """
    place = Path(tempfile.gettempdir()) if place is None else place
    for left in sorted(place.glob(f"{glob.escape(prefix)}*")):
        _remove(left)
    made = Path(tempfile.mkdtemp(prefix=f"{_NEW}{prefix}", dir=place))
    held = os.open(made, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        # nobody sees it under a name that is looked for before it is held
        folder = made.rename(made.with_name(made.name.removeprefix(_NEW)))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(held)


def _remove(left: Path) -> None:
    """Remove a folder of ours that no process holds."""
    try:
        found = os.open(left, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError:
        return  # no folder, not ours to read, or gone already
    try:
        if os.fstat(found).st_uid == os.getuid():
            fcntl.flock(found, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(left, ignore_errors=True)
    except BlockingIOError:
        return  # its process lives
    finally:
        os.close(found)
