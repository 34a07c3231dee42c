"""A project that is being edited in, a build after each change out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

from watchfiles import Change, DefaultFilter
from watchfiles import watch as watch_files

from casegraph.build.make import BuildResult, build
from casegraph.errors import CasegraphError, StoreError
from casegraph.project import Project

_DATA = "graph"
# of what a build reads, the names of folders and files in a project's own
_READ = frozenset({_DATA, "ontology", "shapes", "queries", "casegraph.toml"})
_WAIT_MS = 250


def watch(
    project: Project,
    *,
    accept_violations: bool = False,
    workers: int = 1,
    progress: Callable[[str], None] = lambda _: None,
    stop: Event | None = None,
) -> Iterator[BuildResult | CasegraphError]:
    """Build a project, and again whenever its files change.

    What was not put in place, since a file is broken or something is a Violation, is looked at
    again with the next change; where another build runs, until it is done.

    Args:
        project: the project.
        accept_violations: see `build`.
        workers: see `build`.
        progress: called with a few words at each step.
        stop: ends the watch when it is set.

    Yields:
        What each build did, or why it could not. A build that found nothing to do is left out,
        unless the one before could not be put in use.
    """
    waiting: set[Path] | None = None  # the files to look at; None: all of them
    first, busy, refused = True, False, False
    for changes in watch_files(
        project.root,
        watch_filter=_Read(project),
        stop_event=stop,
        rust_timeout=_WAIT_MS,
        yield_on_timeout=True,
    ):
        waiting = _joined(project, waiting, {Path(path) for _, path in changes})
        if not (changes or first or busy):
            continue
        first = False
        try:
            result = build(
                project,
                accept_violations=accept_violations,
                among=waiting,
                workers=workers,
                progress=progress,
            )
        except CasegraphError as error:
            if changes or not busy:  # told once
                yield error
            busy, refused = isinstance(error, StoreError), True
            continue
        busy = False
        if result.folder is not None:
            waiting = set()
        if result.fresh or result.folder is None or refused:
            yield result
        refused = result.folder is None


def _joined(project: Project, waiting: set[Path] | None, changed: set[Path]) -> set[Path] | None:
    """Add files that changed to those that wait; what is no data file may concern everything."""
    top = project.root / _DATA
    if waiting is None or not all(path.is_relative_to(top) and path.suffix for path in changed):
        return None
    return waiting | changed


class _Read(DefaultFilter):
    """Let through what a build reads, and no hidden files or copies of editors."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._root = project.root

    def __call__(self, change: Change, path: str) -> bool:
        """See `watchfiles.BaseFilter`."""
        inside = Path(path).relative_to(self._root).parts
        return bool(inside) and inside[0] in _READ and super().__call__(change, path)
