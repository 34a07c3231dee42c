"""The files that `list.tsv` names: collected from installed npm packages, and handed out."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from casegraph.assets.cut import cut
from casegraph.errors import CasegraphError, UsageError, nearest

HERE: Final = Path(__file__).resolve().parent
_BUILT: Final = HERE / "built"
_REMEDY: Final = "Run 'make assets' in the repository (it needs npm), or install a released wheel."


@dataclass(frozen=True)
class Asset:
    """One file.

    Attributes:
        name: by which pages ask for it.
        source: where it lies below `node_modules`.
        sha256: its SHA-256 there.
        licence: of whom it is, and under which licence.
        cut: what is cut out of it, a name in `cut.CUTS`, or an empty string.
        built: its SHA-256 after that, or an empty string.
    """

    name: str
    source: str
    sha256: str
    licence: str
    cut: str = ""
    built: str = ""


@lru_cache(maxsize=1)
def listed() -> dict[str, Asset]:
    """Read the list of assets, by name."""
    with (HERE / "list.tsv").open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t")
        return {row["name"]: Asset(**row) for row in rows}


def missing(*names: str) -> list[str]:
    """List those of some assets that are not built."""
    return [name for name in names if not (_BUILT / _known(name).name).is_file()]


def asset(name: str) -> bytes:
    """Return the bytes of an asset.

    Raises:
        UsageError: there is none of this name.
        CasegraphError: it is not built, or not the file that the list names.
    """
    entry = _known(name)
    try:
        data = (_BUILT / entry.name).read_bytes()
    except OSError as error:
        raise CasegraphError(f"the asset {name} is not built", remedy=_REMEDY) from error
    _check(entry.name, entry.built or entry.sha256, data, str(_BUILT / entry.name))
    return data


def collect(modules: Path, into: Path = _BUILT) -> list[str]:
    """Copy all assets out of a folder of npm packages.

    Args:
        modules: the folder `node_modules`.
        into: where they go.

    Returns:
        Their names.

    Raises:
        CasegraphError: one is missing, or not the file that the list names.
    """
    into.mkdir(exist_ok=True)
    for entry in listed().values():
        path = modules / entry.source
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CasegraphError(
                f"the asset {entry.name} is missing",
                where=str(path),
                remedy="Compare list.tsv with package.json.",
            ) from error
        _check(entry.name, entry.sha256, data, str(path))
        if entry.cut:
            data = cut(entry.cut, data.decode("utf-8")).encode("utf-8")
            _check(entry.name, entry.built, data, f"{path}, cut")
        aside = into / f".{entry.name}.new"
        aside.write_bytes(data)
        aside.replace(into / entry.name)
    return list(listed())


def _known(name: str) -> Asset:
    if name not in listed():
        raise UsageError(f"there is no asset {name!r}", remedy=nearest(name, listed()))
    return listed()[name]


def _check(name: str, sha256: str, data: bytes, where: str) -> None:
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise CasegraphError(
            f"the asset {name} has the SHA-256 {found}, and list.tsv says {sha256}",
            where=where,
            remedy=_REMEDY,
        )
