"""An engine that a project was pushed to in, files of `graph/` out; only what differs travels.

What is derived, and the ontology, are left there: a build makes them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import NamedNode, Quad

from casegraph.engine import GraphStore, Remote
from casegraph.errors import EngineError, InputError
from casegraph.project import Project
from casegraph.project.walk import FOLDER, graph_of
from casegraph.transfer.content import content_of
from casegraph.transfer.ledger import Entry, generation_there, ledger_of, read_ledger
from casegraph.turtle import leading_comment, open_file, write

_NEW = "new"
_OTHER = "other"


@dataclass(frozen=True)
class Pulled:
    """What an engine has that the files of a project have not.

    Attributes:
        generation: the digest of the generation that the engine holds.
        texts: the files that are new or differ, with what the engine says, in canonical Turtle.
        new: the paths of those that are not here.
        others: the paths of those that say something else here.
        only_here: the paths of files whose graphs the engine does not hold.
        graphs: how many graphs of files the engine holds.
    """

    generation: str
    texts: dict[Path, str]
    new: tuple[str, ...]
    others: tuple[str, ...]
    only_here: tuple[str, ...]
    graphs: int


def pull(
    project: Project, remote: Remote, *, progress: Callable[[str], None] = lambda _: None
) -> Pulled:
    """Compare what an engine holds with the files of a project, and read what differs.

    Nothing is written: that is the caller's decision. Files that say the same by value differ in
    nothing, whatever their spelling and order.

    Raises:
        EngineError: the engine did not answer, holds nothing of the project, or was pushed to
            meanwhile; or a graph did not come as it was put there.
        InputError: a file here cannot be read, or a graph there can be no file.
    """
    progress("comparing")
    ledger = ledger_of(project)
    there = read_ledger(remote, ledger)
    if not there.generation:
        raise EngineError(
            f"nothing with the base {project.base} was pushed to this engine",
            where=remote.service.where,
            remedy="Check the address, and the base in casegraph.toml.",
        )
    here = {file.graph: file.shown for file in project.data_files()}
    own, derived = f"{project.base}{FOLDER}/", f"{project.base}{FOLDER}/derived/"
    held = {
        g: e for g, e in there.entries.items() if g.startswith(own) and not g.startswith(derived)
    }
    texts: dict[Path, str] = {}
    found: dict[str, list[str]] = {_NEW: [], _OTHER: []}
    for number, (graph, entry) in enumerate(sorted(held.items()), 1):
        progress(f"reading: {number} of {len(held)} graphs")
        shown = here.get(graph) or _path_for(graph, project.base)
        if graph in here and _says(project, graph, shown) == entry.content:
            continue
        path = project.root / shown
        texts[path] = _text(remote, project, graph, entry, path if graph in here else None)
        found[_OTHER if graph in here else _NEW].append(shown)
    if generation_there(remote, ledger) != there.generation:
        raise EngineError(
            "another generation was pushed to the engine meanwhile",
            where=remote.service.where,
            remedy="Pull again; nothing was written.",
        )
    only_here = tuple(sorted(shown for graph, shown in here.items() if graph not in held))
    new, others = tuple(found[_NEW]), tuple(found[_OTHER])
    return Pulled(there.generation, texts, new, others, only_here, len(held))


def _says(project: Project, graph: str, shown: str) -> str:
    file = open_file(project.root / shown, graph=NamedNode(graph), shown=shown)
    return content_of(quad.triple for quad in file.quads).digest


def _text(remote: Remote, project: Project, graph: str, entry: Entry, path: Path | None) -> str:
    """Read a graph, and write it as the file that it becomes.

    Raises:
        EngineError: it is not what was put there.
    """
    triples = list(GraphStore(remote).get(NamedNode(graph)))
    if content_of(triples).digest != entry.content:
        raise EngineError(
            f"the graph {graph} is not what was pushed",
            where=remote.service.where,
            remedy="See who else writes there. 'casegraph push --all' puts all graphs there anew.",
        )
    if path is not None and path.suffix != ".ttl":
        raise InputError(
            "the engine has another graph than this file, and only Turtle is written",
            path=project.shown(path),
            remedy="Save the file as Turtle, then pull again.",
        )
    comment = leading_comment(path.read_text("utf-8")) if path else ""
    quads = (Quad(t.subject, t.predicate, t.object) for t in triples)
    return write(quads, project.prefixes, comment=comment)


def _path_for(graph: str, base: str) -> str:
    """Return the path of the file that a graph becomes: within `graph/`, and seen by a build.

    Raises:
        InputError: it can be no file; nothing that an engine says leads out of the folder.
    """
    shown = f"{graph.removeprefix(base)}.ttl"
    if any(part.startswith(".") for part in shown.split("/")) or graph_of(shown, base) != graph:
        raise InputError(
            "a graph of this name can be no file", path=shown, remedy="See who pushed it."
        )
    return shown
