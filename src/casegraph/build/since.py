"""A project in, what changed since its last generation out, judged, where that is enough."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

from casegraph.build.generation import Generation, open_generation, open_index
from casegraph.build.increment import Increment
from casegraph.build.index import Index
from casegraph.build.inputs import find_changes, word_hashes
from casegraph.build.resurvey import resurvey
from casegraph.build.words import cached_words
from casegraph.errors import StoreError
from casegraph.project import Project
from casegraph.survey import Words, validate_project
from casegraph.validate import Report

PARTS = "parts"
Progress = Callable[[str], None]


def last_index(project: Project, hashes: Mapping[str, str]) -> tuple[Generation, Index] | None:
    """Open the last generation and its index, if it was judged in parts and by the same words."""
    try:
        last = open_generation(project)
        if not last.released and last.manifest["words"] == hashes:
            index = open_index(project, last.digest)
            if index is not None and index.meta.get("mode") == PARTS:
                return last, index
    except StoreError:
        pass
    return None


def find_increment(
    words: Words,
    hashes: Mapping[str, str],
    among: Collection[Path] | None,
    workers: int,
    progress: Progress,
) -> Increment | None:
    """Judge what changed since the last generation; give None where all must be judged.

    Args:
        words: the rules, shapes and checks of the project.
        hashes: the hashes of what they were read from.
        among: look for changes among these files only.
        workers: how many processes may work at a time.
        progress: called with a few words at each step.

    Raises:
        InputError: a file cannot be read.
    """
    last = last_index(words.project, hashes)
    if last is None:
        return None
    generation, index = last
    changes = find_changes(words.project, index, among, progress)
    found = resurvey(words, index, changes, workers, progress)
    if found is None:
        return None
    report = found.report(words, index, generation.manifest["findings"])
    return Increment(words, generation, index, found, report)


def validate_changes(
    project: Project,
    *,
    among: Collection[Path] | None = None,
    workers: int = 1,
    progress: Progress = lambda _: None,
) -> Report:
    """Validate a project; of what is judged in parts only what changed since the last build.

    Args:
        project: the project.
        among: look for changes among these files only, and take all others for unchanged.
        workers: how many processes may work at a time; see `casegraph.survey.survey`.
        progress: called with a few words at each step.

    Returns:
        All findings: those of a run over everything. What was not judged again is counted, and
        read when somebody looks at `Report.findings`.

    Raises:
        InputError: a file cannot be read.
    """
    hashes = word_hashes(project)
    words = cached_words(project, hashes)
    try:
        found = find_increment(words, hashes, among, workers, progress)
        if found is not None:
            return found.report
    except sqlite3.Error:  # the index is damaged; the next build makes it again
        pass
    return validate_project(project, words=words, workers=workers, progress=progress)
