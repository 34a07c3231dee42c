"""A network in, the two tables that Gephi's data laboratory imports out.

In the safe mode no spreadsheet runs a cell as a formula (`casegraph.spreadsheet`).

Gephi reads the time of an edge from a column `Timeset`. It takes texts of days for moments, and a
table has moments or intervals: so `Timeset` stands for `start` and `end`, and in the safe mode
other texts of days begin with an apostrophe.
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
_MOMENT: Final = re.compile(r"\d{4}(-\d\d){0,2}")
APOSTROPHES: Final = "cells that a spreadsheet would take for a formula, begun with an apostrophe"
DAYS: Final = "texts that Gephi or a spreadsheet would take for a day, begun with an apostrophe"
NO_TIME: Final = (
    "Gephi may take texts of days for moments, and then reads no intervals: choose Intervals when "
    "it imports the table, and String for these columns"
)


def node_head(network: Network) -> list[tuple[str, Column | None]]:
    """List the columns of the table of nodes, each with that of the network behind it."""
    further = [(_named(name), c) for name, c in network.nodes.items() if name != "label"]
    return [("Id", None), ("Label", None), *further]


def edge_head(network: Network) -> list[tuple[str, Column | None]]:
    """List the columns of the table of edges, each with that of the network behind it."""
    label = network.edges.get("label") or network.edges.get("kind")
    own: dict[str, Column | None] = dict.fromkeys(("Source", "Target", "Type", "Id"))
    own |= {"Weight": network.edges.get("weight"), "Label": label}
    own |= {"Timeset": None} if network.dated else {}
    further = [(_named(name), column) for name, column in _further(network).items()]
    return [*own.items(), *further]


def write_nodes(network: Network, options: Options) -> Iterator[str]:
    """Write the table of nodes: `Id,Label`, then the further columns."""
    head = node_head(network)
    yield _line([name for name, _ in head], options.safe)
    columns = [column for _, column in head[2:] if column is not None]
    cells = [Snippets(column, _writer(column, options.safe)) for column in columns]
    labels = network.labels
    for first, last in chunks(len(network)):
        rows = list(zip(*(cell.of(first, last) for cell in cells), strict=True))
        rows = rows or [()] * (last - first)
        for place, row in enumerate(rows, first):
            own = (_id(network.ids[place], options.safe), _cell(labels[place], options.safe))
            yield ",".join((*own, *row)) + "\r\n"


def write_edges(network: Network, options: Options) -> Iterator[str]:
    """Write the table of edges: `Source,Target,Type,Id,Weight,Label`, then the further columns."""
    head = edge_head(network)
    yield _line([name for name, _ in head], options.safe)
    sort = "Directed" if network.directed else "Undirected"
    ids = [_id(iri, options.safe) for iri in network.ids]
    missing = ("1", "")
    first_cells = [
        Snippets(column, _writer(column, options.safe), otherwise) if column else None
        for (_, column), otherwise in zip(head[4:6], missing, strict=True)
    ]
    cells: list[Snippets | _Times] = [_Times(network)] if network.dated else []
    cells += [Snippets(c, _writer(c, options.safe)) for c in _further(network).values()]
    for first, last in chunks(network.size):
        weights, labels = (
            cell.of(first, last) if cell else [otherwise] * (last - first)
            for cell, otherwise in zip(first_cells, missing, strict=True)
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


class _Times:
    """The intervals of edges as Gephi reads them: `<[2019-11-12, Infinity]>`."""

    def __init__(self, network: Network) -> None:
        columns = (network.edges.get("start"), network.edges.get("end"))
        self._bounds = [
            (column.codes if column else np.full(network.size, -1), _days(column, outside))
            for column, outside in zip(columns, ("-Infinity", "Infinity"), strict=True)
        ]

    def of(self, first: int, last: int) -> list[str]:
        """Return the cells of some rows."""
        (starts, left), (ends, right) = self._bounds
        codes = zip(starts[first:last].tolist(), ends[first:last].tolist(), strict=True)
        return [
            "" if start == end == -1 else f'"<[{left[start]}, {right[end]}]>"'
            for start, end in codes
        ]


def _days(column: Column | None, outside: str) -> list[str]:
    return [*map(text_of, column.values if column else ()), outside]  # -1 is the last


def _further(network: Network) -> dict[str, Column]:
    own = {"weight", "label", *(("start", "end") if network.dated else ())}
    return {name: column for name, column in network.edges.items() if name not in own}


def notes(network: Network, safe: bool) -> dict[str, int | None]:
    """Count the cells that the safe mode changes; else name what is left open."""
    if safe:
        found = {APOSTROPHES: _count(network, _is_guarded), DAYS: _count(network, _is_moment)}
        return {what: number for what, number in found.items() if number}
    left: dict[str, int | None] = {
        "cells that a spreadsheet may take for a formula are left as they are": None
    }
    if network.dated and _count(network, _is_moment):
        left[NO_TIME] = None
    return left


def _count(network: Network, wanted: Callable[[str], bool]) -> int:
    """Count the cells of texts that are of some sort."""
    return sum(
        int(_used(column)[code])
        for column in (*network.nodes.values(), *network.edges.values())
        if column.kind in ("text", "list")
        for code, value in enumerate(column.values)
        if wanted(text_of(value))
    )


def _is_guarded(text: str) -> bool:
    return guarded(text) != text


def _is_moment(text: str) -> bool:
    return _MOMENT.fullmatch(text) is not None


def _used(column: Column) -> Any:
    return np.bincount(column.codes[column.codes >= 0], minlength=len(column.values))


def _writer(column: Column, safe: bool) -> Callable[[Any], str]:
    # a negative number is a number
    guards = safe and column.kind in ("text", "list")

    def write(value: Any) -> str:
        text = text_of(value)
        return f"'{text}" if guards and _is_moment(text) else _cell(text, guards)

    return write


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
