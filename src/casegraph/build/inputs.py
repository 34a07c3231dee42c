"""A project in, what a build of it reads out, and what of it changed since a generation."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from casegraph.build.index import Index, Seen
from casegraph.errors import InputError
from casegraph.project import DataFile, Project
from casegraph.project.walk import Weighed, graph_of, weigh

CODE: Final = "(casegraph itself)"


@dataclass(frozen=True)
class Changes:
    """The data files that differ from those that a generation was made of.

    Attributes:
        total: how many files there are now.
        fresh: those whose content was not there under this name.
        touched: those whose content is the same, though they look newer.
        gone: the paths of those that are no more.
    """

    total: int
    fresh: tuple[Weighed, ...]
    touched: tuple[Weighed, ...]
    gone: tuple[str, ...]

    @property
    def none(self) -> bool:
        """Whether all content is the same."""
        return not self.fresh and not self.gone

    @property
    def names(self) -> list[str]:
        """The paths of all files that differ, sorted."""
        return sorted({*(file.path for file in self.fresh), *self.gone})


def word_hashes(project: Project) -> dict[str, str]:
    """Hash what data is judged by: ontology, shapes, rules, checks, settings and casegraph itself.

    Returns:
        Hashes by path, as people know it.

    Raises:
        InputError: a file cannot be read.
    """
    paths = [*project.ontology_files(), *project.shape_files()]
    paths += [*project.queries("rules").values(), *project.queries("checks/data").values()]
    paths += [project.settings_file] if project.settings_file.is_file() else []
    return {CODE: _code_hash()} | {project.shown(path): hash_of(path, project) for path in paths}


def hash_of(path: Path, project: Project) -> str:
    """Hash a file of a project.

    Raises:
        InputError: it cannot be read.
    """
    try:
        return file_hash(path)
    except OSError as error:
        raise InputError(
            f"the file cannot be read ({error.strerror})",
            path=project.shown(path),
            remedy="Check its name and permissions.",
        ) from error


def file_hash(path: Path) -> str:
    """Hash a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


@cache
def _code_hash() -> str:
    """Hash casegraph's own code, which a generation depends on as much as on its files.

    A process runs what it has loaded, so this is done once.
    """
    package = Path(str(files("casegraph")))
    sources = sorted(path for path in package.rglob("*.py"))
    listed = "".join(f"{file_hash(p)} {p.relative_to(package).as_posix()}\n" for p in sources)
    return hashlib.sha256(listed.encode("utf-8")).hexdigest()


def find_changes(
    project: Project,
    index: Index,
    among: Collection[Path] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Changes:
    """Compare the data files with those that a generation was made of.

    A file of the same size and age is not read again.

    Args:
        project: the project.
        index: of the generation.
        among: look at these files only, and take all others for unchanged.
        progress: called with a few words at each step.

    Raises:
        InputError: a file cannot be read, or one in `graph/` can be no graph.
    """
    progress("looking for changes")
    if among is None:
        present = weigh(project.root, project.data_files())
        return _compared(project, present, index.seen(), len(present))
    names = {path.resolve().relative_to(project.root).as_posix() for path in among}
    present = weigh(project.root, project.data_files(names))
    seen = index.seen_of(names)
    total = index.count_files() - len(seen) + len(present)
    return _compared(project, present, seen, total)


def _compared(
    project: Project, present: Sequence[Weighed], seen: Mapping[str, Seen], total: int
) -> Changes:
    fresh, touched = [], []
    for file in present:
        before = seen.get(file.path)
        if before is not None and (before.size, before.mtime) == (file.size, file.mtime):
            continue
        same = before is not None and before.size == file.size
        if same and before and hash_of(project.root / file.path, project) == before.sha256:
            touched.append(file)
        else:
            fresh.append(file)
    gone = seen.keys() - {file.path for file in present}
    return Changes(total, tuple(fresh), tuple(touched), tuple(sorted(gone)))


class FilesAtHand(dict[str, Weighed]):
    """Data files by path, each asked of the disk when it is wanted.

    Args:
        project: the project that they are of.
        known: files that were asked for already.
    """

    def __init__(self, project: Project, known: Iterable[Weighed]) -> None:
        super().__init__((file.path, file) for file in known)
        self._project = project

    def __missing__(self, path: str) -> Weighed:
        [file] = weigh(self._project.root, [DataFile(path, graph_of(path, self._project.base))])
        self[path] = file
        return file
