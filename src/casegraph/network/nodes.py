"""The ends of edges in, nodes out: labels, classes, and what a recipe's query on nodes adds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from pyoxigraph import NamedNode

from casegraph.ask.table import native
from casegraph.errors import InputError
from casegraph.network.column import Column
from casegraph.network.lookup import Lookup
from casegraph.network.model import Places
from casegraph.network.recipe import Recipe, select_line
from casegraph.network.text import clean, one_line
from casegraph.project import Project
from casegraph.saved import ParameterValue

_LABEL: Final = "label"


def make_nodes(
    project: Project,
    recipe: Recipe,
    lookup: Lookup,
    iris: Sequence[str],
    values: Mapping[str, ParameterValue],
    counts: Counter[str],
    dropped: Counter[str],
) -> tuple[list[str], dict[str, Column], Places]:
    """Make the nodes.

    Args:
        project: whose prefixes shorten what has no label.
        recipe: whose query on nodes is asked, where it names one.
        lookup: finds labels and classes.
        iris: the ends of the edges.
        values: the parameters, for the query on nodes.
        counts: counts what is cleaned.
        dropped: counts nodes without an edge that are left out.

    Returns:
        The IRIs of the nodes, their columns, and for each of `iris` its place among them.
    """
    known = set(iris)
    more: dict[str, dict[str, set[object]]] = {}
    names: list[str] = []
    if recipe.nodes is not None:
        names, more = _asked_nodes(recipe, lookup, iris, values)
        if recipe.isolates:
            known |= more.keys()
        else:
            dropped["nodes without an edge"] += len(more.keys() - known)
    ids = sorted(known)
    place = {iri: number for number, iri in enumerate(ids)}
    order = np.array([place[iri] for iri in iris], np.int32)
    labels, kinds = lookup.labels(ids), lookup.kinds(ids)
    shorten = project.prefixes.shorten
    described = recipe.nodes.columns if recipe.nodes else {}
    # what the query on nodes calls a thing, or all recipes do, is for what has no label of its own
    called = {iri: min(map(str, found[_LABEL])) for iri, found in more.items() if _LABEL in found}
    called |= lookup.names(iri for iri in ids if iri not in labels and iri not in called)
    shown = (_label(labels.get(iri) or called.get(iri), shorten(iri), counts) for iri in ids)
    columns = {
        "label": Column.of("label", shown, counts, "The name chosen for display."),
        "kind": Column.of("kind", map(kinds.get, ids), counts, "The class of the node."),
    }
    for name in names:
        cells = (_several(more.get(iri, {}).get(name, set())) for iri in ids)
        meaning = described[name].description if name in described else ""
        columns[name] = Column.of(name, cells, counts, meaning)
    return ids, columns, order


def _label(label: str | None, otherwise: str, counts: Counter[str]) -> str:
    return one_line(clean(label, counts)) if label and label.strip() else otherwise


def _several(values: set[object]) -> object:
    """Return no value, the value, or a tuple of texts where there are several."""
    if len(values) > 1:
        return tuple(sorted(map(str, values)))
    return next(iter(values), None)


def _asked_nodes(
    recipe: Recipe,
    lookup: Lookup,
    iris: Sequence[str],
    values: Mapping[str, ParameterValue],
) -> tuple[list[str], dict[str, dict[str, set[object]]]]:
    """Ask the recipe's query on nodes: for the nodes found, or, with `isolates`, for all."""
    query = recipe.nodes
    assert query is not None  # asked only where there is one
    shared = {name: value for name, value in values.items() if name in query.parameters}
    asked = lookup.answers(query, iris if not recipe.isolates else None, shared)
    found: dict[str, dict[str, set[object]]] = {}
    names: list[str] = []
    for solutions in asked:
        if "node" not in solutions.variables:
            raise InputError(
                "a query on nodes returns no ?node",
                path=query.path,
                line=select_line(query),
                remedy="Name the node so.",
            )
        names = [n for n in solutions.variables if n not in ("node", "side")]
        for row in solutions.rows:
            cells = dict(zip(solutions.variables, row, strict=True))
            node = cells["node"]
            if isinstance(node, NamedNode):
                entry = found.setdefault(node.value, {})
                for name in names:
                    if (value := native(cells[name])) is not None:
                        entry.setdefault(name, set()).add(value)
    return [name for name in names if name not in ("kind", _LABEL)], found


def sides(recipe: Recipe, number: int, source: Places, target: Places) -> Column:
    """Make the column that says on which side of a two-mode network a node stands."""
    codes = np.full(number, -1, np.int32)
    codes[source], codes[target] = 0, 1
    return Column("side", "text", codes, list(recipe.sides), "The sort of node, of the two.")
