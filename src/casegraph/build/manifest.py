"""What describes a generation in, held to its seal: its manifest, and the files of its store."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from casegraph.build.place import write_file
from casegraph.errors import StoreError

MANIFEST: Final = "manifest.json"
STORE_FILES: Final = "store.json"
STORE: Final = "store"
# the entry of a manifest by which a release is known, see casegraph.release
RELEASE: Final = "release"
LAYOUT: Final = 2
_SEAL: Final = "seal"
_REMEDY: Final = "Run 'casegraph build --again' to make it anew."
_PARTS: Final = {"digest": str, "quads": int, "words": dict, "inputs": dict, "derived": dict}


def _load(path: Path) -> dict[str, Any]:
    try:
        table: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"it is damaged ({error})", where=str(path), remedy=_REMEDY) from error
    if not isinstance(table, dict):
        raise StoreError("it is damaged (no table)", where=str(path), remedy=_REMEDY)
    return table


def read_manifest(folder: Path) -> dict[str, Any]:
    """Read the manifest of a generation.

    Raises:
        StoreError: it is missing or damaged, or another version of casegraph wrote it.
    """
    path = folder / MANIFEST
    table = _load(path)
    if table.get("layout") != LAYOUT:
        raise StoreError(
            "it was made by another version of casegraph", where=str(path), remedy=_REMEDY
        )
    if not all(isinstance(table.get(name), kind) for name, kind in _PARTS.items()):
        raise StoreError("it is damaged (parts are missing)", where=str(path), remedy=_REMEDY)
    if table.pop(_SEAL, "") != _seal(table):
        raise StoreError("it was changed", where=str(path), remedy=_REMEDY)
    return table


def write_manifest(folder: Path, table: Mapping[str, Any]) -> None:
    """Write the manifest of a generation, with a hash of all that it says."""
    text = json.dumps({**table, _SEAL: _seal(table)}, ensure_ascii=False, indent=2)
    write_file(folder / MANIFEST, f"{text}\n".encode())


def _seal(table: Mapping[str, Any]) -> str:
    text = json.dumps(table, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def store_files(folder: Path) -> dict[str, dict[str, Any]]:
    """Read the sizes and hashes of the store's files.

    Raises:
        StoreError: their list is missing or damaged.
    """
    table = _load(folder / STORE_FILES)
    for entry in table.values():
        if not isinstance(entry, dict) or not isinstance(entry.get("bytes"), int):
            path = folder / STORE_FILES
            raise StoreError("it is damaged (parts are missing)", where=str(path), remedy=_REMEDY)
    return table
