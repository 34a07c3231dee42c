"""The folder of data files in, each file with the named graph that it is out.

There may be hundreds of thousands, so nothing is asked twice of the file system.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote

from casegraph.errors import InputError, UsageError
from casegraph.turtle import FORMATS

FOLDER: Final = "graph"
# hidden files, and the copies that editors leave beside what they edit
_LEFT_ALONE = re.compile(r"\..*|.*~|#.*#", re.DOTALL)
_FILE_NAME = re.compile(r"[\w.\-]+")
_NO_DATA: Final = "README.md"


@dataclass(frozen=True, order=True)
class DataFile:
    """One file of `graph/`.

    Attributes:
        shown: its path as people know it, from the project's folder.
        graph: the IRI of its named graph; each can be computed from the other.
    """

    shown: str
    graph: str


@dataclass(frozen=True)
class Weighed:
    """One data file, its size in bytes, and when it was changed last, in nanoseconds."""

    path: str
    graph: str
    size: int
    mtime: int


def data_files(root: Path, base: str) -> list[DataFile]:
    """List the files of a project's `graph/` in the order of their paths.

    Args:
        root: the project's folder.
        base: the base IRI of its things.

    Raises:
        InputError: a file has a suffix that names no RDF format, or a name that can be no graph's,
            stands where only rules write, or is a link to no file.
        UsageError: two files are the same named graph.
    """
    return _apart(DataFile(shown, graph_of(shown, base)) for shown in _files(root / FOLDER, FOLDER))


def with_others(files: Iterable[DataFile], paths: Iterable[Path], base: str) -> list[DataFile]:
    """Add files from elsewhere to those of `graph/`; their names may be any.

    Raises:
        UsageError: two files are the same named graph.
    """
    others = (path.resolve() for path in paths)
    return _apart([*files, *(DataFile(str(p), f"{base}{FOLDER}/{quote(p.stem)}") for p in others)])


def _apart(files: Iterable[DataFile]) -> list[DataFile]:
    """Hold that each file is a named graph of its own."""
    found: dict[str, DataFile] = {}
    for file in files:
        if file.graph in found:
            raise UsageError(
                f"two files are the same named graph, {file.graph}",
                where=file.shown,
                remedy="Keep one of them.",
            )
        found[file.graph] = file
    return list(found.values())


def some_files(root: Path, base: str, among: Iterable[str]) -> list[DataFile]:
    """List those of some paths that are data files, and look at no other. See `data_files`."""
    found = []
    for shown in sorted(among):
        parts = shown.split("/")
        left_alone = any(map(_LEFT_ALONE.fullmatch, parts)) or parts[-1] == _NO_DATA
        if parts[0] == FOLDER and not left_alone and (root / shown).is_file():
            found.append(DataFile(shown, graph_of(shown, base)))
    return found


def _files(folder: Path | str, shown: str) -> Iterator[str]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    for entry in entries:
        path = f"{shown}/{entry.name}"
        if _LEFT_ALONE.fullmatch(entry.name):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, path)
        elif entry.is_symlink() and not _is_file(entry):
            raise link_to_none(path)
        elif entry.is_file() and entry.name != _NO_DATA:
            yield path


def is_left_alone(name: str) -> bool:
    """Say whether a file is hidden, or a copy that an editor leaves beside what it edits."""
    return _LEFT_ALONE.fullmatch(name) is not None


def link_to_none(shown: str) -> InputError:
    """Say that a link leads to no file."""
    return InputError(
        "this is a link to no file",
        path=shown,
        remedy="Put the file itself there, or a real folder.",
    )


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:  # a link to itself
        return False


def graph_of(shown: str, base: str) -> str:
    """Compute the named graph of a file from its path.

    Args:
        shown: the path from the project's folder.
        base: the base IRI of the project's things.

    Raises:
        InputError: the file can be no graph of the project.
    """
    inside = shown.removeprefix(f"{FOLDER}/")
    stem, dot, ending = inside.rpartition(".")
    suffix = f".{ending}" if dot and "/" not in ending else ""
    if suffix not in FORMATS:
        raise InputError(
            f"the suffix {suffix or '(none)'} names no RDF format",
            path=shown,
            remedy=f"Keep only RDF files and {_NO_DATA} in {FOLDER}/.",
        )
    if stem.startswith("derived/"):
        raise InputError(
            f"{FOLDER}/derived/ is for what rules derive",
            path=shown,
            remedy="Move the file: nobody writes there by hand.",
        )
    if not all(map(_FILE_NAME.fullmatch, stem.split("/"))):
        raise InputError(
            "the name of the file cannot stand in the address of a graph",
            path=shown,
            remedy="Use letters, digits, hyphens and dots.",
        )
    return f"{base}{FOLDER}/{stem}"


def weigh(root: Path, files: Iterable[DataFile]) -> list[Weighed]:
    """Ask for the size and age of each file.

    Raises:
        InputError: a file was removed meanwhile.
    """
    found = []
    for file in files:
        try:
            # a Path costs as much as the question; a file from elsewhere has its whole path
            entry = os.stat(os.path.join(root, file.shown))  # noqa: PTH116, PTH118
        except OSError as error:
            raise InputError(
                f"the file cannot be read ({error.strerror})",
                path=file.shown,
                remedy="Check its name and permissions.",
            ) from error
        found.append(Weighed(file.shown, file.graph, entry.st_size, entry.st_mtime_ns))
    return found
