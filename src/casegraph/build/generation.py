"""A generation on disk: how it is opened, checked and verified."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Quad, RdfFormat, parse

from casegraph.build.bucket import digest, graph_of_line
from casegraph.build.index import INDEX, Index
from casegraph.build.inputs import file_hash, find_changes, word_hashes
from casegraph.build.manifest import MANIFEST, RELEASE, STORE, read_manifest, store_files
from casegraph.build.packs import LIST, Packs
from casegraph.build.place import current_folder, digest_of
from casegraph.engine import Embedded
from casegraph.errors import InputError, StoreError
from casegraph.project import Project
from casegraph.validate import Report

_REMEDY: Final = "Run 'casegraph build --again' to make it anew."
# after a flipped bit the engine can wait for ever, or answer too little, without an error; a store
# of this size is hashed in a tenth of a second
HASHED_AT_OPEN: Final = 64 * 1024 * 1024
# more files than these are not looked at each time that somebody asks
_LOOKED_AT: Final = 5_000
_BATCH: Final = 100_000


@dataclass(frozen=True)
class Generation:
    """One generation that was opened for reading.

    Attributes:
        folder: where it lies.
        digest: what names it: a hash over all of its quads.
        manifest: counts and hashes.
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

    def packs(self) -> Packs:
        """Open its quads as text.

        Raises:
            StoreError: they are damaged.
        """
        return open_packs(self.folder, self.digest)

    def quads(self) -> list[Quad]:
        """Read all quads with their lexical forms as they were written in the files.

        Raises:
            StoreError: they are not those that were built.
        """
        return list(self.iter_quads())

    def iter_quads(self) -> Iterator[Quad]:
        """Read all quads one after the other. See `quads`."""
        return read_lines(self.packs().lines())

    def graphs(self) -> dict[str, dict[str, Any]]:
        """Count and hash the quads of each named graph, in the order of buckets and lines.

        Raises:
            StoreError: they are damaged.
        """
        hashes: dict[bytes, Any] = {}
        counts: Counter[bytes] = Counter()
        for line in self.packs().lines():
            graph = graph_of_line(line)
            hashes.setdefault(graph, hashlib.sha256()).update(line)
            counts[graph] += 1
        return {
            graph.decode("utf-8"): {"quads": counts[graph], "sha256": found.hexdigest()}
            for graph, found in sorted(hashes.items())
        }

    def changed_inputs(self, project: Project) -> list[str]:
        """List the input files that were changed, added or removed since this generation.

        Of a project of thousands of files only those that data is judged by are looked at.

        Raises:
            InputError: an input file cannot be read.
        """
        if self.released:  # it was made from the files of another project
            return []
        now, before = word_hashes(project), self.manifest["words"]
        changed = {name for name in now.keys() | before if now.get(name) != before.get(name)}
        if self.manifest["inputs"]["files"] <= _LOOKED_AT:
            index = open_index(project, self.digest)
            if index is not None:
                try:
                    changed |= set(find_changes(project, index).names)
                finally:
                    index.close()
        return sorted(changed)


def open_packs(folder: Path, wanted: str) -> Packs:
    """Open the packs of a generation, and hold their list to its digest.

    Raises:
        StoreError: the list is missing, damaged, or of another generation.
    """
    packs = Packs.open(folder)
    if digest(packs.buckets) != wanted:
        raise StoreError(
            "it is not that of the generation", where=str(folder / LIST), remedy=_REMEDY
        )
    return packs


def read_lines(lines: Iterator[bytes]) -> Iterator[Quad]:
    """Parse lines of N-Quads, some at a time."""
    batch: list[bytes] = []
    for line in lines:
        batch.append(line)
        if len(batch) == _BATCH:
            yield from parse(io.BytesIO(b"".join(batch)), RdfFormat.N_QUADS)
            batch.clear()
    yield from parse(io.BytesIO(b"".join(batch)), RdfFormat.N_QUADS)


def open_index(project: Project, wanted: str) -> Index | None:
    """Open the index of the generation in use; None if it is missing, damaged or of another one."""
    index = None
    try:
        index = Index(project.build_folder / INDEX)
        if index.meta.get("digest") == wanted:
            return index
    except sqlite3.Error:
        pass
    if index is not None:
        index.close()
    return None


def unchanged(project: Project) -> tuple[Generation, Report] | None:
    """Return the generation in use and its report, if no file changed since it was made."""
    try:
        generation = open_generation(project)
        if generation.released or generation.manifest["words"] != word_hashes(project):
            return None
        index = open_index(project, generation.digest)
        if index is None:
            return None
        try:
            if not find_changes(project, index).none:
                return None
            return generation, index.report()
        finally:
            index.close()
    except (StoreError, InputError, OSError, ValueError, KeyError, sqlite3.Error):
        return None


def is_release(project: Project) -> bool:
    """Say whether the generation in use is a release, even if it is damaged."""
    folder = current_folder(project)
    try:
        return folder is not None and RELEASE in json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError, TypeError):
        return False


def open_generation(project: Project) -> Generation:
    """Open the generation in use for reading, after a check of the sizes of its store.

    A small store is hashed and counted as well; `verify` does so with one of any size.

    Raises:
        StoreError: nothing was built yet, or the generation is damaged.
    """
    folder = current_folder(project)
    if folder is None:
        raise StoreError(
            "nothing was built yet", where=str(project.root), remedy="Run 'casegraph build' first."
        )
    manifest = read_manifest(folder)
    sizes = store_files(folder)
    whole = sum(entry["bytes"] for entry in sizes.values())
    for name, entry in sizes.items():
        path = folder / STORE / name
        if not path.is_file() or path.stat().st_size != entry["bytes"]:
            raise StoreError("a store file has changed its size", where=str(path), remedy=_REMEDY)
        if whole <= HASHED_AT_OPEN and file_faults(path, entry.get("sha256")):
            raise StoreError("a store file was changed", where=str(path), remedy=_REMEDY)
    engine = Embedded.open(folder / STORE)
    if whole <= HASHED_AT_OPEN and (fault := _miscounted(engine, manifest)):
        raise StoreError(fault, where=str(folder), remedy=_REMEDY)
    return Generation(folder, manifest["digest"], manifest, engine)


def _miscounted(engine: Embedded, manifest: dict[str, Any]) -> str:
    count = engine.count()
    told = manifest["quads"]
    return f"the store holds {count} quads, the manifest says {told}" if count != told else ""


def verify(project: Project, progress: Callable[[str], None] = lambda _: None) -> list[str]:
    """Hash everything in the generation in use.

    Returns:
        A sentence for each thing that is not as the manifest says; an empty list if all is well.

    Raises:
        StoreError: the generation cannot be opened at all.
    """
    generation = open_generation(project)
    wrong = faults(generation, progress)
    if not generation.released and open_index(project, generation.digest) is None:
        wrong.append("The index is not that of the generation; the next build makes it again.")
    return wrong


def faults(generation: Generation, progress: Callable[[str], None] = lambda _: None) -> list[str]:
    """Hash everything in a generation. See `verify`."""
    folder, manifest = generation.folder, generation.manifest
    wrong = []
    progress("hashing the quads")
    if manifest["digest"] != digest_of(folder.name):
        wrong.append(f"The digest {manifest['digest']} is not that of its folder.")
    try:
        packs = generation.packs()
        for pack in range(packs.count):
            packs.read(pack)
    except StoreError as error:
        wrong.append(f"{Path(error.where).name}: {error.what}.")
    progress("hashing the store")
    for name, entry in store_files(folder).items():
        wrong += file_faults(folder / STORE / name, entry.get("sha256"))
    progress("counting the store")
    try:
        wrong += [
            f"{fault[0].upper()}{fault[1:]}."
            for fault in [_miscounted(generation.engine, manifest)]
            if fault
        ]
    except StoreError as error:
        wrong.append(f"{error.what}.")
    return wrong


def file_faults(path: Path, sha256: str | None) -> list[str]:
    """Say in a sentence what is wrong with a file, if anything is."""
    try:
        return [] if file_hash(path) == sha256 else [f"{path.name} was changed."]
    except OSError as error:
        return [f"{path.name} cannot be read ({error.strerror})."]
