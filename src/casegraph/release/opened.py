"""A folder in, a release that can be asked out; anything that is no release is refused.

The one door for what is shown to others: `server` and `publish` open nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.build import Generation, open_generation
from casegraph.engine import Embedded
from casegraph.errors import UsageError
from casegraph.opened import CaseGraph
from casegraph.project import SETTINGS, Project
from casegraph.terms import RDF_TYPE, cg

_TOMBSTONE: Final = cg("Tombstone")
_GONE_SINCE: Final = cg("goneSince")
_REPLACED_BY: Final = cg("replacedBy")


@dataclass(frozen=True)
class Standing:
    """What an address stands for in a release.

    An address that was never given, and one that is withheld, are both unknown: nothing in a
    release tells them apart.

    Attributes:
        status: `here`, `moved`, `gone`, or `unknown`.
        targets: what took its place: the one that a moved address leads to; of a gone one, those
            into which it was split, which may be none.
        since: the day from which it names nothing, as in `2022-03-01`, or an empty string.
    """

    status: str
    targets: tuple[str, ...] = ()
    since: str = ""


_UNKNOWN: Final = Standing("unknown")
_HERE: Final = Standing("here")


@dataclass(frozen=True)
class Release:
    """A release, opened for reading.

    Attributes:
        graph: answers questions, as `casegraph.open` does.
    """

    graph: CaseGraph

    @property
    def digest(self) -> str:
        """What names this release: a hash of all that it says."""
        return self.graph.generation.digest

    @property
    def engine(self) -> Embedded:
        """The store of the release, read-only."""
        return self.graph.generation.engine

    def standing(self, iri: str) -> Standing:
        """Find what an address stands for: 200, 301, 410 or 404, in terms of HTTP.

        Args:
            iri: the whole IRI; a fragment counts as part of it.
        """
        try:
            node = NamedNode(iri)
        except ValueError:
            return _UNKNOWN
        quads = list(self.engine.quads(node))
        if not any(quad.predicate == RDF_TYPE and quad.object == _TOMBSTONE for quad in quads):
            return _HERE if quads else _UNKNOWN
        since = min((_text(q) for q in quads if q.predicate == _GONE_SINCE), default="")
        targets = self._lasting(node)
        return Standing("moved" if len(targets) == 1 else "gone", targets, since)

    def tombstones(self) -> dict[str, Standing]:
        """List all addresses that name nothing any more."""
        subjects = {quad.subject for quad in self.engine.quads(None, RDF_TYPE, _TOMBSTONE)}
        found = {node.value for node in subjects if isinstance(node, NamedNode)}
        return {iri: self.standing(iri) for iri in sorted(found)}

    def _lasting(self, node: NamedNode) -> tuple[str, ...]:
        """Follow what replaced an address, and what replaced that, to what is there."""
        found: set[str] = set()
        seen, waiting = {node}, [node]
        while waiting:
            for quad in self.engine.quads(waiting.pop(), _REPLACED_BY):
                target = quad.object
                if not isinstance(target, NamedNode) or target in seen:
                    continue
                seen.add(target)
                if next(self.engine.quads(target, RDF_TYPE, _TOMBSTONE), None) is None:
                    found.add(target.value)
                else:
                    waiting.append(target)
        return tuple(sorted(found))


def _text(quad: Quad) -> str:
    return quad.object.value if isinstance(quad.object, Literal) else ""


def is_release(project: Project, generation: Generation) -> bool:
    """Say whether a generation is a release, in a folder that holds no curators' files."""
    return generation.released and not (project.root / "graph").exists()


def open_release(path: str | Path) -> Release:
    """Open a release, and nothing else.

    Args:
        path: the folder of the release itself, as given to `casegraph release`: no folder above it
            or in it is looked into.

    Raises:
        UsageError: the folder is no release: it does not exist, or holds a curators' graph.
        StoreError: the release is damaged.
    """
    folder = Path(path).resolve()
    if not (folder / SETTINGS).is_file() or not (folder / "build").is_dir():
        raise UsageError(
            "this is no release", where=str(path), remedy="Make one with 'casegraph release DIR'."
        )
    project = Project(folder)
    generation = open_generation(project)
    if not is_release(project, generation):
        raise UsageError(
            "this is a curators' graph and no release: it may hold what nobody else may see",
            where=str(path),
            remedy="Make a release of it with 'casegraph release DIR', and open that.",
        )
    return Release(CaseGraph(project, generation))
