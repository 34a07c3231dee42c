"""Make a generation aside, then put it in place by one rename."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from casegraph.build.clean import judge_all, put_together
from casegraph.build.draft import Draft
from casegraph.build.generation import (
    HASHED_AT_OPEN,
    faults,
    is_release,
    open_generation,
    unchanged,
)
from casegraph.build.increment import Increment
from casegraph.build.index import INDEX, Index
from casegraph.build.inputs import file_hash, word_hashes
from casegraph.build.lock import write_lock
from casegraph.build.manifest import (
    LAYOUT,
    MANIFEST,
    STORE,
    STORE_FILES,
    read_manifest,
    store_files,
    write_manifest,
)
from casegraph.build.packs import FOLDER as PACKS
from casegraph.build.place import (
    ASIDE,
    current_folder,
    free_name,
    make_aside,
    purge,
    retire,
    switch,
    sync,
    write_file,
)
from casegraph.build.since import find_increment
from casegraph.build.words import cached_words
from casegraph.engine import Embedded
from casegraph.errors import StoreError, UsageError
from casegraph.project import Project
from casegraph.survey import Words
from casegraph.validate import Report, Severity

# of RocksDB: a file of sorted rows, which is written once
_TABLE: Final = ".sst"

Progress = Callable[[str], None]


@dataclass(frozen=True)
class BuildResult:
    """What a build did.

    Attributes:
        digest: the digest of what was read and derived.
        folder: where the generation lies, or None if it was not put in place.
        fresh: whether a new generation was made (else the one in use was already this one).
        judged: how many units were judged; None if all of them.
        report: all findings.
        now: those of what was judged; none where nothing was.
        manifest: counts and hashes.
    """

    digest: str
    folder: Path | None
    fresh: bool
    judged: int | None
    report: Report
    now: Report
    manifest: dict[str, Any]


def build(
    project: Project,
    *,
    accept_violations: bool = False,
    again: bool = False,
    among: Collection[Path] | None = None,
    workers: int = 1,
    progress: Progress = lambda _: None,
) -> BuildResult:
    """Read, derive, validate and store a project as a new generation.

    Of a large project only what changed since the last generation is read and judged; the result is
    that of a build from nothing.

    Args:
        project: the project.
        accept_violations: put the generation in place even if a Violation was found.
        again: build from nothing, whatever is there.
        among: look for changes among these files only, and take all others for unchanged.
        workers: how many processes may work at a time; see `casegraph.survey.survey`.
        progress: called with a few words at each step.

    Returns:
        What was done; with a Violation the old generation stays in use.

    Raises:
        InputError: a file cannot be read; the old generation stays in use.
        StoreError: another build runs, or the disk cannot take the generation.
        UsageError: what lies there is a release.
    """
    if is_release(project):
        raise UsageError(
            "this is a release, which is not built from files",
            where=str(project.root),
            remedy="Make it anew with 'casegraph release', in the project that it was made from.",
        )
    top = project.build_folder
    with write_lock(top), _cleared(top):
        _roll_forward(project)
        if not again and among is None and (same := _same(project, accept_violations, progress)):
            return same
        hashes = word_hashes(project)
        words = cached_words(project, hashes)
        if not again:
            found = find_increment(words, hashes, among, workers, progress)
            if found is not None:
                try:
                    return _increment(found, hashes, accept_violations, progress)
                except StoreError:  # the last generation is damaged: nothing is taken from it
                    purge(top)
        return _clean(words, hashes, accept_violations, workers, progress)


@contextmanager
def _cleared(top: Path) -> Iterator[None]:
    """Leave nothing half-made behind, whatever happens; say what the disk would not take."""
    purge(top)
    try:
        yield
    except (OSError, RuntimeError, sqlite3.Error) as error:  # RuntimeError: the store's own
        reason = getattr(error, "strerror", None) or error
        raise StoreError(
            f"the generation cannot be written ({reason})",
            where=str(top),
            remedy="See to space and permissions there; the old generation stays in use.",
        ) from error
    finally:
        purge(top)


def _roll_forward(project: Project) -> None:
    """Finish a build that was killed after its index was put in place, and before its pointer."""
    top, current = project.build_folder, current_folder(project)
    try:
        index = Index(top / INDEX)
        folder = top / index.meta.get("folder", "")
        index.close()
    except sqlite3.Error:
        return
    if folder != current and folder.parent == top and (folder / MANIFEST).is_file():
        switch(top, folder)


def _same(project: Project, accept: bool, progress: Progress) -> BuildResult | None:
    """Return the generation in use if nothing changed since, and it is sound."""
    same = unchanged(project)
    if same is None:
        return None
    generation, report = same
    if (report.fails(Severity.VIOLATION) and not accept) or faults(generation, progress):
        return None
    manifest = generation.manifest
    return BuildResult(generation.digest, generation.folder, False, 0, report, Report(()), manifest)


def _clean(
    words: Words, hashes: dict[str, str], accept: bool, workers: int, progress: Progress
) -> BuildResult:
    """Build from nothing."""
    project = words.project
    folder = make_aside(project.build_folder)
    judged = judge_all(words, folder, workers, progress)
    draft = put_together(words, judged, folder, workers, progress)
    manifest = _manifest(words, hashes, draft)
    if draft.report.fails(Severity.VIOLATION) and not accept:
        return BuildResult(draft.digest, None, False, None, draft.report, draft.now, manifest)
    with suppress(StoreError):  # a damaged one is made anew
        if place := _in_place(project, manifest):
            return _kept(project, place, draft, None)
    progress("writing the store")
    with draft.packs.stream() as stream:
        manifest["quads"] = Embedded.create_from_text(folder / STORE, stream, draft.named).count()
    return _finish(project, folder, manifest, draft, None, {})


def _increment(
    found: Increment, hashes: dict[str, str], accept: bool, progress: Progress
) -> BuildResult:
    """Build from the last generation what a change makes of it.

    Raises:
        StoreError: the last generation is damaged.
    """
    project, judged = found.words.project, len(found.found.content)
    packs = found.last.packs()
    packs.check(hashes=packs.size <= HASHED_AT_OPEN)
    folder = make_aside(project.build_folder)
    progress("writing the changes")
    draft = found.write(folder)
    manifest = _manifest(found.words, hashes, draft)
    if draft.report.fails(Severity.VIOLATION) and not accept:
        return BuildResult(draft.digest, None, False, judged, draft.report, draft.now, manifest)
    if place := _in_place(project, manifest):
        return _kept(project, place, draft, judged)
    manifest["quads"] = found.write_store(folder / STORE)
    hashed = store_files(found.last.folder)
    return _finish(project, folder, manifest, draft, judged, hashed)


def _manifest(words: Words, hashes: dict[str, str], draft: Draft) -> dict[str, Any]:
    """Write down what a generation is: counts and hashes, and nothing of when and where."""
    project = words.project
    derived = sum(bool(count) for count in draft.derived.values())
    return {
        "layout": LAYOUT,
        "casegraph": version("casegraph"),
        "base": project.base,
        "digest": draft.digest,
        "lines": draft.packs.total,
        # two literals of a file can be one value to the store, such as "01" and "1"
        "quads": 0,
        "graphs": draft.files + len(project.ontology_files()) + derived,
        "derived": draft.derived,
        "findings": {s.label: draft.report.count(s) for s in reversed(Severity)},
        "inputs": {"files": draft.files},
        "words": hashes,
    }


def _in_place(project: Project, manifest: dict[str, Any]) -> Path | None:
    """Return the folder in use if it is this generation, and made by the same words.

    Raises:
        StoreError: there is none, or it is damaged.
    """
    found = open_generation(project)
    if {**found.manifest, "quads": 0} != manifest:
        return None
    if wrong := faults(found):
        raise StoreError(wrong[0].removesuffix("."), where=str(found.folder))
    return found.folder


def _kept(project: Project, place: Path, draft: Draft, judged: int | None) -> BuildResult:
    """Keep the generation in use, and take the new index, which knows how its files look now."""
    _take_index(project, draft, place)
    manifest = read_manifest(place)
    return BuildResult(draft.digest, place, False, judged, draft.report, draft.now, manifest)


def _finish(
    project: Project,
    folder: Path,
    manifest: dict[str, Any],
    draft: Draft,
    judged: int | None,
    hashed: dict[str, dict[str, Any]],
) -> BuildResult:
    """Write what describes a generation, and put it in use."""
    top = project.build_folder
    files = sorted(path for path in (folder / STORE).iterdir() if path.name != "LOCK")
    entries = {path.name: _entry(path, hashed.get(path.name)) for path in files}
    write_file(folder / STORE_FILES, (json.dumps(entries, indent=2) + "\n").encode("utf-8"))
    write_manifest(folder, manifest)
    for path in (folder / STORE, folder / PACKS, folder):
        sync(path)
    place = free_name(top, draft.digest)
    index = top / f"{ASIDE}{INDEX}"
    draft.index.replace(index)
    folder.rename(place)
    sync(top)
    _take_index(project, replace(draft, index=index), place)
    switch(top, place)
    retire(top, keep=place)
    return BuildResult(draft.digest, place, True, judged, draft.report, draft.now, manifest)


def _entry(path: Path, before: dict[str, Any] | None) -> dict[str, Any]:
    """Write down size and hash of a store's file; a table of the store never changes."""
    size = path.stat().st_size
    if before and path.suffix == _TABLE and before["bytes"] == size:
        return before
    return {"bytes": size, "sha256": file_hash(path)}


def _take_index(project: Project, draft: Draft, place: Path) -> None:
    """Put an index in place, with the name of its generation; from here on it is rolled forward."""
    index = Index(draft.index)
    index.set_meta({"digest": draft.digest, "folder": place.name})
    index.commit()
    index.close()
    draft.index.replace(project.build_folder / INDEX)
    sync(project.build_folder)
