"""Make a generation aside, then put it in place by one rename."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from casegraph.build.generation import (
    CURRENT,
    LAYOUT,
    MANIFEST,
    QUADS,
    REPORT,
    STORE,
    STORE_FILES,
    digest_of,
    faults,
    file_hash,
    generation_digest,
    graph_hashes,
    graph_of_line,
    inputs,
    is_release,
    open_generation,
    unchanged,
)
from casegraph.build.lock import write_lock
from casegraph.dataset import Dataset, read_dataset
from casegraph.engine import Embedded
from casegraph.errors import StoreError, UsageError
from casegraph.project import Project
from casegraph.validate import Report, Severity, validate

_ASIDE: Final = ".new-"
_KEPT: Final = 2


@dataclass(frozen=True)
class BuildResult:
    """What a build did.

    Attributes:
        digest: the digest of what was read and derived.
        folder: where the generation lies, or None if it was not put in place.
        fresh: whether a new generation was made (else the one in use was already this one).
        report: all findings.
        manifest: counts and hashes.
    """

    digest: str
    folder: Path | None
    fresh: bool
    report: Report
    manifest: dict[str, Any]


def build(
    project: Project,
    *,
    accept_violations: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> BuildResult:
    """Read, derive, validate and store a project as a new generation.

    Args:
        project: the project.
        accept_violations: put the generation in place even if a Violation was found.
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
    with write_lock(project.build_folder):
        purge(project.build_folder)
        if same := unchanged(project):
            generation, report = same
            accepted = accept_violations or not report.fails(Severity.VIOLATION)
            if accepted and not faults(generation, progress):
                manifest = generation.manifest
                return BuildResult(generation.digest, generation.folder, False, report, manifest)
        made_from = inputs(
            project
        )  # before they are read: what changes meanwhile is seen next time
        dataset = read_dataset(project, progress=progress)
        report = validate(dataset, progress=progress)
        lines = _sorted_lines(dataset)
        graphs = graph_hashes((graph_of_line(line), line) for line in lines)
        digest = generation_digest(graphs)
        manifest = _manifest(dataset, report, graphs, digest, made_from)
        if report.fails(Severity.VIOLATION) and not accept_violations:
            return BuildResult(digest, None, False, report, manifest)
        folder = _in_place(project, manifest)
        fresh = folder is None
        if folder is None:
            folder = _free_name(project.build_folder, digest)
            progress("writing the generation")
            try:
                _make(project.build_folder, folder, dataset, lines, manifest, report)
            except (OSError, RuntimeError) as error:  # RuntimeError: the store's own
                purge(project.build_folder)
                reason = getattr(error, "strerror", None) or error
                raise StoreError(
                    f"the generation cannot be written ({reason})",
                    where=str(project.build_folder),
                    remedy="See to space and permissions there; the old generation stays in use.",
                ) from error
        _retire(project.build_folder, keep=folder)
        return BuildResult(digest, folder, fresh, report, manifest)


def purge(folder: Path) -> None:
    """Remove what a killed build left behind."""
    for leaving in folder.glob(f"{_ASIDE}*"):
        shutil.rmtree(leaving, ignore_errors=True) if leaving.is_dir() else leaving.unlink()


def _sorted_lines(dataset: Dataset) -> list[str]:
    quads = [quad for file in dataset.ontology.values() for quad in file.quads]
    quads += [quad for file in dataset.files.values() for quad in file.quads]
    stated = {str(quad) for quad in quads}
    prefix = f"<{dataset.project.base}graph/derived/"
    derived = {
        str(quad) for quad in dataset.engine.store if str(quad.graph_name).startswith(prefix)
    }
    return sorted(f"{line} .\n" for line in stated | derived)


def _manifest(
    dataset: Dataset,
    report: Report,
    graphs: dict[str, dict[str, Any]],
    digest: str,
    made_from: dict[str, str],
) -> dict[str, Any]:
    return {
        "layout": LAYOUT,
        "casegraph": version("casegraph"),
        "base": dataset.project.base,
        "digest": digest,
        # two literals of a file can be one value to the store, such as "01" and "1"
        "quads": dataset.engine.count(),
        "derived": {rule: len(lines) for rule, lines in sorted(dataset.derived.items())},
        "findings": {severity.label: report.count(severity) for severity in reversed(Severity)},
        "report": {},
        "graphs": graphs,
        "inputs": made_from,
    }


def _in_place(project: Project, manifest: dict[str, Any]) -> Path | None:
    """Return the folder in use if it is this generation, sound, and made from the same inputs."""
    try:
        found = open_generation(project)
        same = {**found.manifest, "report": {}} == {**manifest, "report": {}}
        return found.folder if same and not faults(found) else None
    except StoreError:
        return None


def _free_name(top: Path, digest: str) -> Path:
    """Name the folder of a generation; a stale or damaged one of the same graphs keeps its own.

    Until the pointer is switched the old one stays where readers look for it.
    """
    number = 0
    while (folder := top / (f"{digest}.{number}" if number else digest)).exists():
        number += 1
    return folder


def _make(
    top: Path,
    folder: Path,
    dataset: Dataset,
    lines: list[str],
    manifest: dict[str, Any],
    report: Report,
) -> None:
    aside = top / f"{_ASIDE}{os.getpid()}"
    aside.mkdir()
    _write(aside / QUADS, "".join(lines))
    _write(aside / REPORT, report.to_json())
    manifest["report"] = {"sha256": file_hash(aside / REPORT)}
    Embedded.create(aside / STORE, dataset.engine.store)
    files = sorted(path for path in (aside / STORE).iterdir() if path.name != "LOCK")
    entries = {p.name: {"bytes": p.stat().st_size, "sha256": file_hash(p)} for p in files}
    _write(aside / STORE_FILES, json.dumps(entries, indent=2) + "\n")
    _write(aside / MANIFEST, json.dumps(manifest, ensure_ascii=False, indent=2) + "\n")
    aside.rename(folder)
    _sync(top)
    pointer = top / f"{_ASIDE}current"
    _write(pointer, folder.name + "\n")
    pointer.replace(top / CURRENT)
    _sync(top)
    purge(top)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _retire(top: Path, keep: Path) -> None:
    """Remove all but the newest generations; a reader that has one open keeps its files."""
    others = [p for p in top.iterdir() if p.is_dir() and digest_of(p.name) and p != keep]
    others.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    same = [p for p in others if digest_of(p.name) == digest_of(keep.name)]  # stale or damaged
    for path in [*same, *[p for p in others if p not in same][_KEPT - 1 :]]:
        shutil.rmtree(path, ignore_errors=True)
