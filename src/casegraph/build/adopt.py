"""A generation that was built elsewhere in, the only one of a project out.

Nothing is kept of the generations before it: what was withdrawn is gone from the disk.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from casegraph.build.generation import faults, open_generation
from casegraph.build.lock import write_lock
from casegraph.build.manifest import STORE, STORE_FILES, read_manifest, write_manifest
from casegraph.build.place import digest_of, free_name, make_aside, purge, switch, sync, write_file
from casegraph.errors import StoreError
from casegraph.project import Project

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
    manifest = read_manifest(folder) | dict(changes)
    with write_lock(top):
        purge(top)
        place = _in_use(project, manifest)
        if place is None:
            place = free_name(top, manifest["digest"])
            try:
                aside = make_aside(top)
                _copy(folder, aside, manifest)
                aside.rename(place)
                switch(top, place)
            except OSError as error:
                purge(top)
                raise StoreError(
                    f"the generation cannot be put in place ({error.strerror or error})",
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


def _copy(folder: Path, aside: Path, manifest: Mapping[str, Any]) -> None:
    left = shutil.ignore_patterns(f"{_JOURNAL}*", "LOCK")
    shutil.copytree(folder, aside, ignore=left, dirs_exist_ok=True)
    sizes = json.loads((aside / STORE_FILES).read_text("utf-8"))
    kept = {name: entry for name, entry in sizes.items() if (aside / STORE / name).exists()}
    write_file(aside / STORE_FILES, (json.dumps(kept, indent=2) + "\n").encode("utf-8"))
    write_manifest(aside, manifest)
    for path in sorted(aside.rglob("*")):
        sync(path)
