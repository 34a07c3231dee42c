"""The rows of a query in, columns of numbered terms out: each distinct term is kept once.

It reads a stream; what the rows mean as edges is `fold`'s to say.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import NamedNode

from casegraph.terms import Term

_CHUNK: Final = 10_000


@dataclass(frozen=True)
class Terms:
    """One column of an answer.

    Attributes:
        codes: for each row the place of its term in `terms`, or -1 where it has none.
        terms: the distinct terms, in the order of their texts.
    """

    codes: NDArray[np.int32]
    terms: Sequence[Term]


class _Numbered(dict[Term | None, int]):
    """Terms and their numbers, in the order of their coming."""

    def __missing__(self, term: Term | None) -> int:
        number = self[term] = len(self) - 1  # None is there already
        return number


class RowReader:
    """Reads the rows of one or several answers with the same variables.

    Args:
        variables: the names of the columns.
        together: columns whose terms share their numbers, such as the two ends of an edge.
    """

    def __init__(self, variables: Sequence[str], *together: Sequence[str]) -> None:
        self.rows = 0
        self._tables = {name: _Numbered({None: -1}) for name in variables}
        for names in together:
            shared = _Numbered({None: -1})
            self._tables.update(dict.fromkeys(names, shared))
        self._codes = {name: array("i") for name in variables}

    def read(self, rows: Iterable[tuple[Term | None, ...]]) -> None:
        """Read rows to their end."""
        for chunk in _chunks(rows):
            self.rows += len(chunk)
            for (name, table), terms in zip(
                self._tables.items(), zip(*chunk, strict=True), strict=True
            ):
                self._codes[name].extend(map(table.__getitem__, terms))

    def terms(self, name: str) -> set[Term]:
        """Return the distinct terms of a column, and of those together with it."""
        return {term for term in self._tables[name] if term is not None}

    def columns(self) -> dict[str, Terms]:
        """Return all columns, their terms ordered by what they are and not by when they came."""
        ordered: dict[int, tuple[NDArray[np.int32], list[Term]]] = {}
        found = {}
        for name, table in self._tables.items():
            if id(table) not in ordered:
                ordered[id(table)] = _ordered([t for t in table if t is not None])
            rank, terms = ordered[id(table)]
            found[name] = Terms(rank[np.frombuffer(self._codes[name], np.int32)], terms)
        return found


def _chunks(
    rows: Iterable[tuple[Term | None, ...]],
) -> Iterator[list[tuple[Term | None, ...]]]:
    waiting = iter(rows)
    while chunk := list(islice(waiting, _CHUNK)):
        yield chunk


def _ordered(terms: list[Term]) -> tuple[NDArray[np.int32], list[Term]]:
    texts = [f"0{t.value}" if isinstance(t, NamedNode) else f"1{t}" for t in terms]
    order = sorted(range(len(terms)), key=texts.__getitem__)
    rank = np.full(len(terms) + 1, -1, np.int32)  # the last is that of -1
    rank[order] = np.arange(len(terms), dtype=np.int32)
    return rank, [terms[place] for place in order]
