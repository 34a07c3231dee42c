"""Files in, a folder that holds all of them out, or no folder: what dump and site write.

What the files are is the caller's. What a run that was killed left behind, the next one removes.
"""

from __future__ import annotations

import errno
import os
import shutil
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from casegraph.cli.app import write_file
from casegraph.errors import CasegraphError, UsageError
from casegraph.server.scratch import scratch

_ASIDE: Final = ".casegraph-new-"
_MOST_NAME: Final = 50

Files = Iterable[tuple[str, bytes]]


def refuse_used(out: Path) -> None:
    """Refuse a place in which there is something already.

    Raises:
        UsageError: there is.
    """
    if os.path.lexists(out) and (not out.is_dir() or any(out.iterdir())):
        raise UsageError(
            "there is something in this place already",
            where=str(out),
            remedy="Name a new or an empty folder.",
        )


def fill(out: Path, files: Files) -> Iterator[tuple[str, int]]:
    """Write files beside a folder, and put them in its place by one rename.

    An empty folder that nothing can be renamed over (a drive of its own, the folder that one stands
    in, one in a folder that may not be written) is filled as it is: then a run that is killed
    leaves there what it had written.

    Args:
        out: a new or empty folder.
        files: paths within the folder, and bytes.

    Yields:
        The path and the bytes of each file that was written.

    Raises:
        CasegraphError: the place cannot be written; nothing is left.
    """
    place = Path(os.path.realpath(out))
    try:
        if place.exists() and not _can_be_replaced(place):
            yield from _fill_there(place, files)
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        with scratch(f".{place.name[:_MOST_NAME]}{_ASIDE}", place.parent) as aside:
            made = aside / "made"
            made.mkdir()
            yield from _write(made, files)
            _put(made, place)
    except OSError as error:
        raise CasegraphError(
            f"the folder cannot be written ({error.strerror or error})",
            where=str(out),
            remedy="Choose another place.",
        ) from error


def _can_be_replaced(place: Path) -> bool:
    stands_in = place == Path(os.path.realpath(os.curdir))
    return not (os.path.ismount(place) or stands_in) and os.access(place.parent, os.W_OK | os.X_OK)


def _write(folder: Path, files: Files) -> Iterator[tuple[str, int]]:
    for name, data in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        write_file(path, data)
        yield name, len(data)


def _fill_there(place: Path, files: Files) -> Iterator[tuple[str, int]]:
    with _cleared(place):
        yield from _write(place, files)


@contextmanager
def _cleared(place: Path) -> Iterator[None]:
    """Leave nothing in a folder that was empty, if what fills it fails."""
    try:
        yield
    except BaseException:
        for path in place.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise


def _put(made: Path, place: Path) -> None:
    """Rename a folder over an empty one, whose mode and owner it takes, or to where none is."""
    if place.exists():
        old = place.stat()
        made.chmod(stat.S_IMODE(old.st_mode))
        with suppress(PermissionError):
            os.chown(made, old.st_uid, old.st_gid)
    try:
        made.rename(place)
    except OSError as error:
        if error.errno not in (errno.EBUSY, errno.EXDEV):
            raise
        with _cleared(place):  # something is mounted there, from the same drive
            for path in sorted(made.iterdir()):
                shutil.move(path, place / path.name)
