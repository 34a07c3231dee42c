"""A project and another engine in, the graphs of the project that the engine holds out, one by one.

For work that cannot be done there. What else the engine holds is not ours, and is not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pyoxigraph import NamedNode, Triple

from casegraph.engine import GraphStore, Remote
from casegraph.errors import EngineError
from casegraph.project import Project
from casegraph.terms import CG, VOCABULARY


def held_graphs(
    project: Project, remote: Remote, progress: Callable[[str], None] = lambda _: None
) -> Iterator[tuple[NamedNode, Iterator[Triple]]]:
    """Read the graphs of a project from an engine: ontology and stated ones, then derived ones.

    Args:
        project: the project; its files are not read.
        remote: the engine.
        progress: called with a few words at each graph.

    Raises:
        EngineError: the engine did not answer, or not with all; or it holds nothing of the project.
    """
    own, derived = f"{project.base}graph/", f"{project.base}graph/derived/"
    ours = (own, f"{CG[:-1]}/", VOCABULARY)
    store = GraphStore(remote)
    names = [name for name in store.names() if name.value.startswith(ours)]
    if not any(name.value.startswith(own) for name in names):
        raise EngineError(
            f"the engine holds no graph below {own}",
            where=remote.service.where,
            remedy="Check the address, and the base in casegraph.toml; 'casegraph push' fills it.",
        )
    names.sort(key=lambda name: (name.value.startswith(derived), name.value))
    for number, name in enumerate(names, 1):
        progress(f"fetching: {number} of {len(names)} graphs")
        yield name, store.get(name)
