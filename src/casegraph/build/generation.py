"""A generation on disk: how it is opened, checked and verified."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Quad, RdfFormat, parse

from casegraph.engine import Embedded
from casegraph.errors import InputError, StoreError
from casegraph.project import Project
from casegraph.validate import Report

MANIFEST: Final = "manifest.json"
STORE_FILES: Final = "store.json"
QUADS: Final = "data.nq"
REPORT: Final = "report.json"
STORE: Final = "store"
CURRENT: Final = "current"
# the entry of a manifest by which a release is known, see casegraph.release
RELEASE: Final = "release"
CODE: Final = "(casegraph itself)"
LAYOUT: Final = 1
_REMEDY: Final = "Run 'casegraph build' to make it again."
# after a flipped bit the engine can wait for ever, or answer too little, without an error; a store
# of this size is hashed in a tenth of a second
_HASHED_AT_OPEN: Final = 64 * 1024 * 1024
# a digest, and a number where the same graphs were put in place again
_NAME: Final = re.compile(r"([0-9a-f]{64})(?:\.[1-9][0-9]{0,8})?")
_PARTS: Final = {"digest": str, "quads": int, "inputs": dict, "graphs": dict, "report": dict}


@dataclass(frozen=True)
class Generation:
    """One generation that was opened for reading.

    Attributes:
        folder: where it lies.
        digest: what names it: a hash over the hashes of its graphs.
        manifest: counts and hashes of graphs and inputs.
        engine: its store, read-only.
    """

    folder: Path
    digest: str
    manifest: dict[str, Any]
    engine: Embedded

    @property
    def released(self) -> bool:
        """Whether this is a release, which everybody may see."""
        return RELEASE in self.manifest

    def quads(self) -> list[Quad]:
        """Read all quads with their lexical forms as they were written in the files.

        Raises:
            StoreError: they are not those that were built.
        """
        path = self.folder / QUADS
        if faults := _quad_faults(path, self.manifest):
            raise StoreError(f"it is damaged ({faults[0]})", where=str(path), remedy=_REMEDY)
        return read_quads(path)

    def graphs(self) -> dict[str, dict[str, Any]]:
        """Name its graphs, each with the number of its quads and a hash of their lines."""
        found: dict[str, dict[str, Any]] = self.manifest["graphs"]
        return found

    def changed_inputs(self, project: Project) -> list[str]:
        """List the input files that were changed, added or removed since this generation.

        Raises:
            InputError: an input file cannot be read.
        """
        if self.released:  # it was made from the files of another project
            return []
        now = inputs(project)
        before: dict[str, str] = self.manifest["inputs"]
        return sorted(name for name in now.keys() | before if now.get(name) != before.get(name))


def read_quads(path: Path) -> list[Quad]:
    """Read a file of N-Quads.

    Raises:
        StoreError: it is missing or damaged.
    """
    try:
        with path.open("rb") as stream:
            return list(parse(stream, RdfFormat.N_QUADS))
    except (OSError, SyntaxError, MemoryError) as error:
        raise StoreError(f"it is damaged ({error})", where=str(path), remedy=_REMEDY) from error


def graph_hashes(lines: Iterable[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    """Count and hash the sorted lines of each graph.

    Args:
        lines: pairs of graph IRI and N-Quads line, the lines of each graph sorted.
    """
    hashes: dict[str, Any] = {}
    counts: Counter[str] = Counter()
    for graph, line in lines:
        encoded = line.encode("utf-8", "surrogateescape")  # of a damaged file
        hashes.setdefault(graph, hashlib.sha256()).update(encoded)
        counts[graph] += 1
    return {
        graph: {"quads": counts[graph], "sha256": digest.hexdigest()}
        for graph, digest in sorted(hashes.items())
    }


def generation_digest(graphs: dict[str, dict[str, Any]]) -> str:
    """Hash the sorted list of the graphs' hashes."""
    listed = "".join(f"{entry['sha256']} {graph}\n" for graph, entry in sorted(graphs.items()))
    return hashlib.sha256(listed.encode("utf-8")).hexdigest()


def file_hash(path: Path) -> str:
    """Hash a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def inputs(project: Project) -> dict[str, str]:
    """Hash every file that a build of this project reads, by its path as people know it.

    Raises:
        InputError: a file cannot be read, or one in `graph/` can be no graph.
    """
    paths = [*project.graph_files(), *project.ontology_files(), *project.shape_files()]
    paths += [*project.queries("rules").values(), *project.queries("checks/data").values()]
    paths += [project.settings_file] if project.settings_file.is_file() else []
    hashes = {CODE: _code_hash()}
    for path in paths:
        try:
            hashes[project.shown(path)] = file_hash(path)
        except OSError as error:
            raise InputError(
                f"the file cannot be read ({error.strerror})",
                path=project.shown(path),
                remedy="Check its name and permissions.",
            ) from error
    return hashes


def _code_hash() -> str:
    """Hash casegraph's own code, which a generation depends on as much as on its files."""
    package = Path(str(files("casegraph")))
    sources = sorted(path for path in package.rglob("*.py"))
    listed = "".join(f"{file_hash(p)} {p.relative_to(package).as_posix()}\n" for p in sources)
    return hashlib.sha256(listed.encode("utf-8")).hexdigest()


def unchanged(project: Project) -> tuple[Generation, Report] | None:
    """Return the generation in use and its report, if no file changed since it was made."""
    try:
        generation = open_generation(project)
        if generation.changed_inputs(project):
            return None
        text = (generation.folder / REPORT).read_text("utf-8")
        if (
            hashlib.sha256(text.encode("utf-8")).hexdigest()
            != generation.manifest["report"]["sha256"]
        ):
            return None
        return generation, Report.from_json(text)
    except (StoreError, InputError, OSError, ValueError, KeyError):
        return None


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


def is_release(project: Project) -> bool:
    """Say whether the generation in use is a release, even if it is damaged."""
    folder = current_folder(project)
    try:
        return folder is not None and RELEASE in json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, TypeError):
        return False


def open_generation(project: Project) -> Generation:
    """Open the generation in use for reading, after a check of its counts and sizes.

    A small store is hashed as well; `verify` hashes one of any size.

    Raises:
        StoreError: nothing was built yet, or the generation is damaged.
    """
    folder = current_folder(project)
    if folder is None:
        raise StoreError(
            "nothing was built yet", where=str(project.root), remedy="Run 'casegraph build' first."
        )
    manifest = _load(folder / MANIFEST)
    sizes = _store_files(folder)
    whole = sum(entry["bytes"] for entry in sizes.values())
    for name, entry in sizes.items():
        path = folder / STORE / name
        if not path.is_file() or path.stat().st_size != entry["bytes"]:
            raise StoreError("a store file has changed its size", where=str(path), remedy=_REMEDY)
        if whole <= _HASHED_AT_OPEN and _file_faults(path, entry.get("sha256")):
            raise StoreError("a store file was changed", where=str(path), remedy=_REMEDY)
    engine = Embedded.open(folder / STORE)
    if (count := engine.count()) != manifest["quads"]:
        raise StoreError(
            f"the store holds {count} quads, the manifest says {manifest['quads']}",
            where=str(folder),
            remedy=_REMEDY,
        )
    return Generation(folder, manifest["digest"], manifest, engine)


def _load(path: Path) -> dict[str, Any]:
    try:
        table: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise StoreError(f"it is damaged ({error})", where=str(path), remedy=_REMEDY) from error
    if not isinstance(table, dict):
        raise StoreError("it is damaged (no table)", where=str(path), remedy=_REMEDY)
    if path.name == MANIFEST and not all(isinstance(table.get(k), t) for k, t in _PARTS.items()):
        raise StoreError("it is damaged (parts are missing)", where=str(path), remedy=_REMEDY)
    if path.name == MANIFEST and table.get("layout") != LAYOUT:
        raise StoreError(
            "it was made by another version of casegraph", where=str(path), remedy=_REMEDY
        )
    return table


def _store_files(folder: Path) -> dict[str, dict[str, Any]]:
    """Read the sizes and hashes of the store's files."""
    table = _load(folder / STORE_FILES)
    for entry in table.values():
        if not isinstance(entry, dict) or not isinstance(entry.get("bytes"), int):
            path = folder / STORE_FILES
            raise StoreError("it is damaged (parts are missing)", where=str(path), remedy=_REMEDY)
    return table


def verify(project: Project, progress: Callable[[str], None] = lambda _: None) -> list[str]:
    """Hash everything in the generation in use.

    Returns:
        A sentence for each thing that is not as the manifest says; an empty list if all is well.

    Raises:
        StoreError: the generation cannot be opened at all.
    """
    return faults(open_generation(project), progress)


def faults(generation: Generation, progress: Callable[[str], None] = lambda _: None) -> list[str]:
    """Hash everything in a generation. See `verify`."""
    folder, manifest = generation.folder, generation.manifest
    progress("hashing the N-Quads")
    wrong = _quad_faults(folder / QUADS, manifest)
    if not generation_digest(manifest["graphs"]) == manifest["digest"] == digest_of(folder.name):
        wrong.append(f"The digest {manifest['digest']} is not that of its graphs and its folder.")
    wrong += _file_faults(folder / REPORT, manifest["report"].get("sha256"))
    progress("hashing the store")
    for name, entry in _store_files(folder).items():
        wrong += _file_faults(folder / STORE / name, entry.get("sha256"))
    return wrong


def _file_faults(path: Path, sha256: str | None) -> list[str]:
    try:
        return [] if file_hash(path) == sha256 else [f"{path.name} was changed."]
    except OSError as error:
        return [f"{path.name} cannot be read ({error.strerror})."]


def _quad_faults(path: Path, manifest: dict[str, Any]) -> list[str]:
    try:
        with path.open(encoding="utf-8", errors="surrogateescape", newline="\n") as lines:
            found = graph_hashes((graph_of_line(line), line) for line in lines)
    except OSError as error:
        return [f"{path.name} cannot be read ({error.strerror})."]
    told: dict[str, Any] = manifest["graphs"]
    named = sorted(g for g in found.keys() | told if found.get(g) != told.get(g))
    return [f"{path.name} is not as the manifest says in graph {named[0]}."] if named else []


def graph_of_line(line: str) -> str:
    """Return the graph IRI of an N-Quads line that `make` wrote (every quad has one)."""
    return line.rpartition(" <")[2].partition(">")[0]
