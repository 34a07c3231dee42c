"""Things without a label in, what people call them out: kind, whom they are about, and when.

One saved query says it for networks, tables and descriptions: `queries/networks/nodes/named.rq`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pyoxigraph import Literal, NamedNode

from casegraph.ask.table import Table
from casegraph.engine import Engine
from casegraph.project import Project
from casegraph.saved import load

_BATCH: Final = 1000


def names(engine: Engine, project: Project, things: Iterable[str]) -> dict[str, str]:
    """Find a name, in English, for each thing that has no label.

    Args:
        engine: holds the data.
        project: whose query is asked.
        things: IRIs; those of passages and of what the data does not know stay without a name.
    """
    waiting = sorted(set(things))
    if not waiting:
        return {}
    query = load(project.queries("networks/nodes")["named"])
    found = {}
    for start in range(0, len(waiting), _BATCH):
        batch = [NamedNode(iri) for iri in waiting[start : start + _BATCH]]
        for thing, name in engine.select(query.bind({"node": batch}, project.prefixes)).rows:
            if isinstance(thing, NamedNode) and isinstance(name, Literal):
                found[thing.value] = name.value
    return found


def with_names(table: Table, engine: Engine, project: Project) -> Table:
    """Return a table in which things without a label are shown by their names."""
    shown = {term.value for row in table.terms for term in row if isinstance(term, NamedNode)}
    found = names(engine, project, shown - table.labels.keys())
    return replace(table, labels={**found, **table.labels})
