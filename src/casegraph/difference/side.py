"""The name of a state in, its quads in an engine out."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Quad

from casegraph.build.generation import open_packs, read_lines
from casegraph.build.manifest import read_manifest
from casegraph.build.place import current_folder, digest_of
from casegraph.dataset import read_dataset
from casegraph.derive import apply_rules
from casegraph.engine import Embedded, Remote
from casegraph.errors import UsageError
from casegraph.held import held_graphs
from casegraph.project import SETTINGS, Project
from casegraph.saved import load
from casegraph.turtle import FORMATS, read

CURRENT: Final = "current"
_DIGEST: Final = re.compile(r"[0-9a-f]{6,64}")
_DIGITS: Final = 12
_FOLDERS: Final = ("graph", "ontology", "queries", SETTINGS)


@dataclass(frozen=True)
class Side:
    """One of the two states that are compared.

    Attributes:
        name: what the state is called next week as well: the commit of a revision, the digest of a
            generation; of a folder, a dump or an engine, how it was named.
        engine: holds its ontology, stated and derived quads.
    """

    name: str
    engine: Embedded


@contextmanager
def open_side(
    project: Project, name: str, progress: Callable[[str], None] = lambda _: None
) -> Iterator[Side]:
    """Open a state of a project.

    Args:
        project: the project.
        name: `current`, the generation in use; the digest of a generation that is kept, or its
            first six characters or more; a folder with `graph/`; a release, which is a folder with
            a generation in use and no `graph/`; a dump (`.nq`, `.trig`); a git revision of the
            project's repository.
        progress: called with a few words at each step.

    Raises:
        UsageError: nothing has this name, or the project lies in no git repository.
        InputError, StoreError: the state cannot be read.
    """
    progress(f"opening {name}")
    path = Path(name)
    if folder := (kept := _generation(project, name)) or _release(path):
        engine = Embedded()
        digest = read_manifest(folder)["digest"]
        engine.load(read_lines(open_packs(folder, digest).lines()))
        lasting = f"generation {digest[:_DIGITS]}"
        yield Side(lasting if kept else f"{name} ({lasting})", engine)
    elif name and (path / "graph").is_dir():
        yield Side(name, read_dataset(Project(path.resolve()), progress=progress).engine)
    elif path.is_file() and path.suffix in FORMATS:
        yield Side(name, _dump(project, path))
    else:
        with tempfile.TemporaryDirectory(prefix="casegraph-") as aside:
            commit = _check_out(project, name, Path(aside))
            found = Project(Path(aside))
            yield Side(f"commit {commit[:_DIGITS]}", read_dataset(found, progress=progress).engine)


def fetch_side(
    project: Project, remote: Remote, progress: Callable[[str], None] = lambda _: None
) -> Side:
    """Fetch the state of a project that an engine holds; where it holds stated facts only, derive.

    Raises:
        EngineError: the engine did not answer, or holds nothing of the project.
    """
    engine = Embedded()
    named = set()
    for graph, triples in held_graphs(project, remote, progress):
        named.add(graph.value)
        engine.load(Quad(t.subject, t.predicate, t.object, graph) for t in triples)
    _complete(project, engine, named)
    return Side(remote.service.where, engine)


def _generation(project: Project, name: str) -> Path | None:
    if name == CURRENT:
        folder = current_folder(project)
        if folder is None:
            raise UsageError("nothing was built yet", remedy="Run 'casegraph build' first.")
        return folder
    if not _DIGEST.fullmatch(name) or not project.build_folder.is_dir():
        return None
    kept = [
        path
        for path in sorted(project.build_folder.iterdir())
        if path.is_dir() and (digest_of(path.name) or "").startswith(name)
    ]
    return kept[0] if len(kept) == 1 else None


def _release(path: Path) -> Path | None:
    if not (path / SETTINGS).is_file() or (path / "graph").is_dir():
        return None
    return current_folder(Project(path.resolve()))


def _dump(project: Project, path: Path) -> Embedded:
    engine = Embedded()
    quads = read(path).quads
    engine.load(quads)
    _complete(project, engine, {getattr(quad.graph_name, "value", "") for quad in quads})
    return engine


def _complete(project: Project, engine: Embedded, named: set[str]) -> None:
    """Add the ontology where it is missing, and where there are stated facts only, what follows."""
    ontology = {graph.value: file for file, graph in project.ontology_files().items()}
    for graph, file in ontology.items():
        if graph not in named:
            engine.load(read(file, graph=project.ontology_files()[file]).quads)
    if not any(name.startswith(f"{project.base}graph/derived/") for name in named):
        rules = map(load, project.queries("rules").values())
        apply_rules(engine, rules, project.prefixes)


def _check_out(project: Project, revision: str, folder: Path) -> str:
    """Write the files of a git revision into a folder, apart from the working tree.

    Returns:
        The hash of its commit.
    """
    top = _git(project, "rev-parse", "--show-toplevel").decode().strip()
    inside = project.root.resolve().relative_to(Path(top).resolve()).as_posix()
    prefix = "" if inside == "." else f"{inside}/"
    try:
        name = f"{revision}^{{commit}}"
        commit = _git(project, "rev-parse", "--verify", "--quiet", "--end-of-options", name)
    except UsageError as error:
        raise UsageError(
            f"nothing is named {revision!r} here",
            remedy="Name a generation, a revision, a folder, a release or a dump; or 'current'.",
        ) from error
    sha = commit.decode("ascii").strip()
    wanted = [f"{prefix}{name}" for name in _FOLDERS]
    listed = _git(project, "ls-tree", "-r", "-z", "--full-tree", sha, "--", *wanted)
    found = False
    for entry in filter(None, listed.split(b"\0")):
        facts, _, place = entry.partition(b"\t")
        mode, kind, blob = facts.decode("ascii").split()
        path = Path(place.decode("utf-8", "surrogateescape").removeprefix(prefix))
        if kind != "blob" or mode == "120000":
            raise UsageError(
                f"the revision {revision!r} holds a link, which is not followed",
                where=str(path),
                remedy="Compare folders or dumps.",
            )
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(_git(project, "cat-file", "blob", blob))
        found = found or path.parts[0] == "graph"
    if not found:
        raise UsageError(f"the revision {revision!r} has no graph/", where=str(project.root))
    return sha


def _git(project: Project, *arguments: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - no shell; a revision follows --end-of-options
            ["git", "-C", str(project.root), *arguments],  # noqa: S607 - git as the user has it
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise UsageError("git is not installed", remedy="Compare folders or dumps.") from error
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(
            f"git says: {reason[0] if reason else 'no'}",
            where=str(project.root),
            remedy="Name a generation, a folder or a dump.",
        )
    return done.stdout
