"""Columns in, the snippets of text that a format makes of their cells out, some rows at a time.

A value that many rows share is written out once; one that few share is never kept.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any, Final

from casegraph.network.column import Column

CHUNK: Final = 4096
_MOST_KEPT: Final = 20_000


class Snippets:
    """What a format makes of the cells of one column.

    Args:
        column: the column.
        make: writes a value.
        missing: stands for a cell without a value.
    """

    def __init__(self, column: Column, make: Callable[[Any], str], missing: str = "") -> None:
        self._column = column
        self._make = make
        self._missing = missing
        self._kept: list[str] | None = None
        if len(column.values) <= _MOST_KEPT:
            self._kept = [*map(make, column.values), missing]  # -1 is the last

    def of(self, first: int, last: int) -> list[str]:
        """Return the snippets of some rows."""
        codes = self._column.codes[first:last].tolist()
        if self._kept is not None:
            return [self._kept[code] for code in codes]
        values, make, missing = self._column.values, self._make, self._missing
        return [missing if code < 0 else make(values[code]) for code in codes]


def chunks(number: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last row, exclusive, of each chunk."""
    for first in range(0, number, CHUNK):
        yield first, min(first + CHUNK, number)


def text_of(value: Any) -> str:
    """Write a value as plain text: dates in ISO form, lists with spaces or semicolons between."""
    if isinstance(value, tuple):
        return joined(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def joined(texts: tuple[str, ...]) -> str:
    """Join the texts of a list: with spaces where none has one, else with "; "."""
    return ("; " if any(" " in text for text in texts) else " ").join(texts)
