"""Numbered rows in, edges out: rows of one edge are put together, parallel edges fold or stay.

All of it works on whole columns; no row is looked at by itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from casegraph.ask.table import native
from casegraph.network.recipe import Recipe
from casegraph.network.rows import Terms
from casegraph.terms import Term

Ints = NDArray[np.int64]
# what rows of one edge may differ in
GATHERED: Final = ("evidence", "start", "end")


@dataclass(frozen=True)
class Pairs:
    """Which terms belong to which edge: two arrays of equal length, in the order of edges.

    Attributes:
        edges: the number of an edge.
        codes: the number of a term that it has.
    """

    edges: Ints
    codes: Ints

    def lists(self, values: Sequence[Any], number: int) -> tuple[NDArray[np.int32], list[Any]]:
        """Return a code for each edge, and the distinct tuples of values that they stand for."""
        starts = np.searchsorted(self.edges, np.arange(number + 1))
        codes = self.codes.tolist()
        seen: dict[tuple[int, ...], int] = {}
        found = np.full(number, -1, np.int32)
        for edge, (first, last) in enumerate(pairwise(starts.tolist())):
            if last > first:
                found[edge] = seen.setdefault(tuple(codes[first:last]), len(seen))
        return found, [tuple(values[code] for code in key) for key in seen]


class Folded:
    """Rows put together to edges.

    Args:
        recipe: says what an edge is.
        columns: the columns of the rows.
    """

    def __init__(self, recipe: Recipe, columns: Mapping[str, Terms]) -> None:
        self.recipe = recipe
        self.columns = columns
        source, target = columns["source"].codes, columns["target"].codes
        if not recipe.directed and recipe.mode == "one":
            source, target = np.minimum(source, target), np.maximum(source, target)
        keys = [source, target, *(columns[name].codes for name in self.key_columns())]
        self._order = np.lexsort(tuple(reversed(keys)))
        rows = [key[self._order] for key in keys]
        first = np.ones(len(source), bool)
        if len(source):
            first[1:] = np.any([row[1:] != row[:-1] for row in rows], axis=0)
        self.number = int(first.sum())
        self._edge = np.cumsum(first) - 1
        self.source, self.target = rows[0][first], rows[1][first]

    def key_columns(self) -> list[str]:
        """Name the columns, beside the ends, in which two edges differ."""
        if self.recipe.fold != "keep":
            return ["kind"] if "kind" in self.columns else []
        apart = ("source", "target", *GATHERED, *self.recipe.gather)
        return [name for name in self.columns if name not in apart]

    def pairs(self, *names: str) -> Pairs:
        """Return which terms of some columns with the same terms each edge has, each once."""
        edges = np.concatenate([self._edge for _ in names])
        codes = np.concatenate([self.columns[name].codes[self._order] for name in names])
        return distinct(edges[codes >= 0], codes[codes >= 0])

    def ends(self) -> tuple[Pairs, Pairs]:
        """Return the expressions of start and end of each edge; -1 stands for an open one."""
        start = self.columns["start"].codes if "start" in self.columns else None
        end = self.columns["end"].codes if "end" in self.columns else None
        first, second = start if start is not None else end, end if end is not None else start
        assert first is not None  # asked only where there is one
        assert second is not None
        dated = ((first >= 0) | (second >= 0))[self._order]
        edges = self._edge[dated]
        return (
            distinct(edges, first[self._order][dated]),
            distinct(edges, second[self._order][dated]),
        )

    def weights(self) -> NDArray[np.float64] | None:
        """Return the weight of each edge, or None where rows are kept and have none."""
        if self.recipe.fold == "count":
            return np.maximum(self._counted(), 1).astype(np.float64)
        if "weight" not in self.columns:
            return None
        column = self.columns["weight"]
        values = np.array([_number(term) for term in column.terms] + [np.nan])
        if self.recipe.fold == "keep":
            found = np.full(self.number, np.nan)
            found[self._edge] = values[column.codes[self._order]]
            return found
        told = self._told()
        unique = np.unique(np.stack([self._edge, *told, column.codes[self._order]]), axis=1)
        summed = np.nan_to_num(values[unique[-1]])
        return np.bincount(unique[0], weights=summed, minlength=self.number).astype(np.float64)

    def _told(self) -> list[NDArray[np.int32]]:
        """Return what tells rows of one edge apart: the counted column, the fact, or each row."""
        names = [self.recipe.counted] if self.recipe.counted else self.recipe.facts[:1]
        codes = [self.columns[n].codes[self._order] for n in names if n in self.columns]
        return codes or [np.arange(len(self._edge), dtype=np.int32)]

    def _counted(self) -> Ints:
        told = self._told()
        known = np.all([codes >= 0 for codes in told], axis=0)
        unique = np.unique(np.stack([self._edge[known], *(c[known] for c in told)]), axis=1)
        return np.bincount(unique[0], minlength=self.number).astype(np.int64)


def distinct(edges: Ints, codes: NDArray[Any]) -> Pairs:
    """Sort pairs of edge and code, and keep each once."""
    if not len(edges):
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64))
    width = int(codes.max()) + 2
    packed = np.unique(edges.astype(np.int64) * width + codes.astype(np.int64) + 1)
    return Pairs(packed // width, packed % width - 1)


def joined(pairs: Pairs, further: Sequence[Iterable[int]]) -> Pairs:
    """Go from the codes of each edge on to what these lead to, such as from facts to passages."""
    led = [sorted(codes) for codes in further]
    counts = np.array([len(codes) for codes in led], np.int64)
    flat = np.fromiter((code for codes in led for code in codes), np.int64)
    starts = np.concatenate([[0], np.cumsum(counts)])[:-1] if led else np.zeros(0, np.int64)
    per_pair = counts[pairs.codes] if len(pairs.codes) else np.zeros(0, np.int64)
    edges = np.repeat(pairs.edges, per_pair)
    base = np.repeat(starts[pairs.codes] if len(pairs.codes) else per_pair, per_pair)
    within = np.arange(len(base)) - np.repeat(np.cumsum(per_pair) - per_pair, per_pair)
    return distinct(edges, flat[base + within] if len(base) else base)


def _number(term: Term) -> float:
    value = native(term)
    try:
        return float(value)  # type: ignore[arg-type]  # what is no number is caught
    except (TypeError, ValueError):
        return float("nan")
