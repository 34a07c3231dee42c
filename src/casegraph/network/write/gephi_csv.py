"""A network in, the two tables that Gephi's data laboratory imports out.

In the safe mode no spreadsheet runs a cell as a formula (`casegraph.spreadsheet`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np

from casegraph.network.column import Column
from casegraph.network.model import Network
from casegraph.network.write.cells import Snippets, chunks, text_of
from casegraph.network.write.options import Options
from casegraph.spreadsheet import guarded, is_formula

_QUOTED: Final = re.compile('[",\r\n]|^[ \t]|[ \t]$')
APOSTROPHES: Final = "cells that a spreadsheet would take for a formula, begun with an apostrophe"


def write_nodes(network: Network, options: Options) -> Iterator[str]:
    """Write the table of nodes: `Id,Label`, then the further columns."""
    columns = {name: column for name, column in network.nodes.items() if name != "label"}
    yield _line(["Id", "Label", *(_named(name) for name in columns)], options.safe)
    cells = [Snippets(column, _writer(column, options.safe)) for column in columns.values()]
    labels = network.labels
    for first, last in chunks(len(network)):
        rows = list(zip(*(cell.of(first, last) for cell in cells), strict=True))
        rows = rows or [()] * (last - first)
        for place, row in enumerate(rows, first):
            own = (_id(network.ids[place], options.safe), _cell(labels[place], options.safe))
            yield ",".join((*own, *row)) + "\r\n"


def write_edges(network: Network, options: Options) -> Iterator[str]:
    """Write the table of edges: `Source,Target,Type,Id,Weight,Label`, then the further columns."""
    own = {"weight": "Weight", "label": "Label"}
    columns = {name: column for name, column in network.edges.items() if name not in own}
    head = ["Source", "Target", "Type", "Id", "Weight", "Label"]
    yield _line([*head, *(_named(name) for name in columns)], options.safe)
    sort = "Directed" if network.directed else "Undirected"
    ids = [_id(iri, options.safe) for iri in network.ids]
    label = network.edges.get("label") or network.edges.get("kind")
    first_cells = [
        Snippets(column, _writer(column, options.safe), missing) if column else None
        for column, missing in ((network.edges.get("weight"), "1"), (label, ""))
    ]
    cells = [Snippets(column, _writer(column, options.safe)) for column in columns.values()]
    for first, last in chunks(network.size):
        weights, labels = (
            cell.of(first, last) if cell else [missing] * (last - first)
            for cell, missing in zip(first_cells, ("1", ""), strict=True)
        )
        rows = list(zip(*(cell.of(first, last) for cell in cells), strict=True))
        rows = rows or [()] * (last - first)
        ends = (part[first:last].tolist() for part in (network.source, network.target))
        yield "".join(
            ",".join((ids[source], ids[target], sort, f"e{number}", weight, text, *row)) + "\r\n"
            for number, (source, target, weight, text, row) in enumerate(
                zip(*ends, weights, labels, rows, strict=True), first + 1
            )
        )


def notes(network: Network, safe: bool) -> dict[str, int | None]:
    """Count the cells that the safe mode changes."""
    if not safe:
        return {"cells that a spreadsheet may take for a formula are left as they are": None}
    number = sum(
        int(_used(column)[code])
        for column in (*network.nodes.values(), *network.edges.values())
        if column.kind in ("text", "list")
        for code, value in enumerate(column.values)
        if guarded(text_of(value)) != text_of(value)
    )
    return {APOSTROPHES: number} if number else {}


def _used(column: Column) -> Any:
    return np.bincount(column.codes[column.codes >= 0], minlength=len(column.values))


def _writer(column: Column, safe: bool) -> Callable[[Any], str]:
    # a negative number is a number
    guards = safe and column.kind in ("text", "list")
    return lambda value: _cell(text_of(value), guards)


def _cell(text: str, safe: bool) -> str:
    if safe:
        text = guarded(text)
    return '"' + text.replace('"', '""') + '"' if _QUOTED.search(text) else text


def _id(iri: str, safe: bool) -> str:
    # an IRI stays one wherever a sign stands in it
    return _cell(iri, safe and is_formula(iri))


def _line(cells: list[str], safe: bool) -> str:
    return ",".join(_cell(cell, safe) for cell in cells) + "\r\n"


def _named(name: str) -> str:
    """Keep a column's name apart from those that Gephi has."""
    taken = {"id", "label", "source", "target", "type", "weight", "interval", "timeset"}
    return f"{name}_" if name.lower() in taken else name
