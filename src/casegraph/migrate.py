"""A project and SPARQL Update files in, what they would touch out; and, if wished, touched files.

A migration carries data along when the ontology changes. It is a file, `queries/migrations/
VERSION-name.ru`, and changes nothing when it is run a second time.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, cast

from pyoxigraph import Quad, Store

from casegraph.difference.entities import EntityChange, changed_entities
from casegraph.engine import Embedded
from casegraph.errors import InputError, UsageError
from casegraph.project import Project
from casegraph.saved import SavedQuery, load
from casegraph.turtle import RdfFile, format_text, read, write
from casegraph.turtle.canonical import leading_comment

_NAME: Final = re.compile(r"(\d+)\.(\d+)\.(\d+)-[a-z0-9]+(?:-[a-z0-9]+)*")
_VERSION: Final = re.compile(r"(\d+)\.(\d+)\.(\d+)")


@dataclass(frozen=True)
class Step:
    """What one migration does to a project.

    Attributes:
        name: the file's name without `.ru`.
        summary: what it does, in a sentence.
        changes: the things that it touches.
    """

    name: str
    summary: str
    changes: tuple[EntityChange, ...]


@dataclass(frozen=True)
class Migration:
    """What all migrations together do.

    Attributes:
        steps: those that change something, in the order in which they run.
        files: the new text of each file that they touch; those that gain come before those that
            lose, so that a triple that moves is never in no file.
    """

    steps: tuple[Step, ...]
    files: dict[Path, str]


def migrations(project: Project, since: str | None = None) -> list[SavedQuery]:
    """List the migrations of a project in the order in which they run.

    Args:
        project: the project.
        since: an ontology version; only later ones are listed.

    Raises:
        UsageError: `since` is no version of three numbers.
        InputError: a file has a wrong name or header.
    """
    if since is not None and not _VERSION.fullmatch(since):
        raise UsageError(f"{since!r} is no version", remedy="Give three numbers, such as 0.1.0.")
    found = []
    for path in project.migrations():
        if not _NAME.fullmatch(path.stem):
            raise InputError(
                "a migration is named by the version that it leads to and what it does",
                path=project.shown(path),
                remedy="Name it like 0.2.0-rename-something.ru.",
            )
        if since is None or _version(path.stem) > _version(since):
            found.append(load(path))
    return sorted(found, key=lambda query: (_version(query.name), query.name))


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(number) for number in name.split("-")[0].split("."))


def migrate(
    project: Project,
    since: str | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Migration:
    """Run all migrations on the files of a project in memory; nothing is written.

    Args:
        project: the project.
        since: only migrations to later ontology versions than this one.
        progress: called with a few words at each step.

    Raises:
        InputError: a file cannot be read or is no Turtle (none is read where no migration is left),
            or a migration touches what is no file.
        EngineError: a migration is not valid SPARQL Update.
        UsageError: `since` is no version.
    """
    pending = migrations(project, since)
    if not pending:
        return Migration((), {})
    graphs = {project.graph_of(path): path for path in project.graph_files()}
    files = {
        graph.value: read(path, graph=graph, shown=project.shown(path))
        for graph, path in graphs.items()
    }
    engine = _loaded(quad for file in files.values() for quad in file.quads)
    first = last = set(engine.store)
    steps = []
    for query in pending:
        progress(f"running {query.name}")
        engine.update(query.bind({}, project.prefixes))
        before, last = last, set(engine.store)
        if before == last:  # as it is for most migrations, most of the time
            continue
        _refuse_strange_graphs(last - before, files, query)
        changes = changed_entities(_loaded(before), engine, project.prefixes)
        if changes:
            steps.append(Step(query.name, query.summary, tuple(changes)))
    return Migration(tuple(steps), _rewritten(project, files, first, last))


def _loaded(quads: Iterable[Quad]) -> Embedded:
    engine = Embedded()
    engine.load(quads)
    return engine


def _refuse_strange_graphs(fresh: set[Quad], files: dict[str, RdfFile], query: SavedQuery) -> None:
    for quad in sorted(fresh, key=str):
        if getattr(quad.graph_name, "value", "") not in files:
            raise InputError(
                f"the migration writes into {quad.graph_name}, which is no file of the project",
                path=query.path,
                remedy="Write into the graph that it read from: GRAPH ?file { … } in each part.",
            )


def _rewritten(
    project: Project, files: dict[str, RdfFile], first: set[Quad], last: set[Quad]
) -> dict[Path, str]:
    """Apply what changed to the quads as the files have them: a store rewrites some literals."""
    gone: dict[str, set[Quad]] = defaultdict(set)
    fresh: dict[str, set[Quad]] = defaultdict(set)
    for quad in first - last:
        gone[getattr(quad.graph_name, "value", "")].add(quad)
    for quad in last - first:
        fresh[getattr(quad.graph_name, "value", "")].add(quad)
    texts = {}
    touched = gone.keys() | fresh.keys()
    for graph in sorted(touched, key=lambda name: (bool(gone[name]), name)):
        file = files[graph]
        if file.path.suffix != ".ttl":
            raise InputError(
                "only Turtle files can be migrated",
                path=project.shown(file.path),
                remedy="Write it as Turtle first.",
            )
        format_text(file.path, project.prefixes)  # refuses what writing would lose: comments inside
        kept = [quad for quad in file.quads if _as_stored(quad) not in gone[graph]]
        plain = [Quad(q.subject, q.predicate, q.object) for q in (*kept, *fresh[graph])]
        texts[file.path] = write(plain, project.prefixes, comment=leading_comment(file.text))
    return texts


def _as_stored(quad: Quad) -> Quad:
    store = Store()
    store.add(quad)
    [stored] = store
    return cast(Quad, stored)
