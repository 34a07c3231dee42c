"""Where generations lie: their names, the pointer to the one in use, and how files are written."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Final

from casegraph.project import Project

CURRENT: Final = "current"
ASIDE: Final = ".new-"
_KEPT: Final = 2
# a digest, and a number where the same graphs were put in place again
_NAME: Final = re.compile(r"([0-9a-f]{64})(?:\.[1-9][0-9]{0,8})?")


def digest_of(name: str) -> str | None:
    """Return the digest in the name of a generation's folder, or None for any other name."""
    found = _NAME.fullmatch(name)
    return found[1] if found else None


def current_folder(project: Project) -> Path | None:
    """Return the folder of the generation in use, or None before the first build."""
    pointer = project.build_folder / CURRENT
    try:
        name = pointer.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return project.build_folder / name if digest_of(name) else None


def free_name(top: Path, digest: str) -> Path:
    """Name the folder of a generation; a stale or damaged one of the same graphs keeps its own.

    Until the pointer is switched the old one stays where readers look for it.
    """
    number = 0
    while (folder := top / (f"{digest}.{number}" if number else digest)).exists():
        number += 1
    return folder


def make_aside(top: Path) -> Path:
    """Make the folder in which a generation is made."""
    folder = top / f"{ASIDE}{os.getpid()}"
    folder.mkdir()
    return folder


def switch(top: Path, folder: Path) -> None:
    """Point readers to a generation that lies in its place."""
    pointer = top / f"{ASIDE}{CURRENT}"
    write_file(pointer, f"{folder.name}\n".encode("ascii"))
    pointer.replace(top / CURRENT)
    sync(top)


def purge(folder: Path) -> None:
    """Remove what a killed build left behind."""
    for leaving in folder.glob(f"{ASIDE}*"):
        shutil.rmtree(leaving, ignore_errors=True) if leaving.is_dir() else leaving.unlink()


def retire(top: Path, keep: Path) -> None:
    """Remove all but the newest generations; a reader that has one open keeps its files."""
    others = [p for p in top.iterdir() if p.is_dir() and digest_of(p.name) and p != keep]
    others.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    same = [p for p in others if digest_of(p.name) == digest_of(keep.name)]  # stale or damaged
    for path in [*same, *[p for p in others if p not in same][_KEPT - 1 :]]:
        shutil.rmtree(path, ignore_errors=True)


def write_file(path: Path, data: bytes) -> None:
    """Write a file, and wait until the disk has it."""
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def sync(folder: Path) -> None:
    """Wait until the disk knows the names in a folder."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
