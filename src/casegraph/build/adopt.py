"""A generation that was built elsewhere in, the only one of a project out.

Nothing is kept of the generations before it: what was withdrawn is gone from the disk.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from casegraph.build.generation import (
    CURRENT,
    MANIFEST,
    STORE,
    STORE_FILES,
    digest_of,
    faults,
    open_generation,
)
from casegraph.build.lock import write_lock
from casegraph.build.make import purge
from casegraph.errors import StoreError
from casegraph.project import Project

_ASIDE: Final = ".new-"
# of RocksDB: what it did when, on which machine and at which path; nobody reads it
_JOURNAL: Final = "LOG"


def adopt(project: Project, folder: Path, changes: Mapping[str, Any]) -> Path:
    """Put a generation that was built elsewhere in use, and remove all others.

    Args:
        project: whose build folder takes it.
        folder: the generation's folder; it is copied.
        changes: entries of the manifest that are added or replaced.

    Returns:
        Where it lies now; the same generation, if it was in use already, stays in its place.

    Raises:
        StoreError: another process writes there, or the disk cannot take it.
    """
    top = project.build_folder
    manifest = json.loads((folder / MANIFEST).read_text("utf-8")) | dict(changes)
    with write_lock(top):
        purge(top)
        place = _in_use(project, manifest)
        if place is None:
            place = _free(top, manifest["digest"])
            try:
                _copy(folder, top / f"{_ASIDE}{os.getpid()}", manifest)
                (top / f"{_ASIDE}{os.getpid()}").rename(place)
                pointer = top / f"{_ASIDE}{CURRENT}"
                _write(pointer, f"{place.name}\n")
                pointer.replace(top / CURRENT)
                _sync(top)
            except OSError as error:
                purge(top)
                raise StoreError(
                    f"the generation cannot be put in place ({error.strerror})",
                    where=str(top),
                    remedy="See to space and permissions there; the old one stays in use.",
                ) from error
        for other in sorted(top.iterdir()):
            if other.is_dir() and other != place and digest_of(other.name):
                shutil.rmtree(other)
        return place


def _in_use(project: Project, manifest: Mapping[str, Any]) -> Path | None:
    try:
        found = open_generation(project)
        return found.folder if found.manifest == manifest and not faults(found) else None
    except StoreError:
        return None


def _free(top: Path, digest: str) -> Path:
    number = 0
    while (place := top / (f"{digest}.{number}" if number else digest)).exists():
        number += 1
    return place


def _copy(folder: Path, aside: Path, manifest: Mapping[str, Any]) -> None:
    shutil.copytree(folder, aside, ignore=shutil.ignore_patterns(f"{_JOURNAL}*", "LOCK"))
    sizes = json.loads((aside / STORE_FILES).read_text("utf-8"))
    kept = {name: entry for name, entry in sizes.items() if (aside / STORE / name).exists()}
    _write(aside / STORE_FILES, json.dumps(kept, indent=2) + "\n")
    _write(aside / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
    for path in sorted(aside.rglob("*")):
        _sync(path)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
