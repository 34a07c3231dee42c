"""Cells in, one column of one type out: each distinct value is kept once, and a code a cell.

So a million cells take four bytes each, and what is done to values is done once for each.
"""

from __future__ import annotations

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from casegraph.network.text import clean

Kind = Literal["text", "integer", "double", "boolean", "date", "list"]
Value = str | int | float | bool | dt.date | tuple[str, ...]
Codes = NDArray[np.int32]

MISSING: Final = -1
# beyond it JavaScript, JSON readers and workbooks change the last digits
MOST_EXACT: Final = 2**53 - 1
MIXED: Final = "cells of columns with several types, made one type"
HUGE: Final = "cells of columns with integers beyond 2^53, made text"
NO_NUMBER: Final = "numbers that are none or infinite, left out"


@dataclass(frozen=True, eq=False)
class Column:
    """One column of nodes or edges.

    Attributes:
        name: its name.
        kind: the type of all of its values; a list is one of texts.
        codes: for each row the place of its value in `values`, or -1 where there is none.
        values: the distinct values.
        meaning: what it says, a sentence for people.
    """

    name: str
    kind: Kind
    codes: Codes
    values: Sequence[Value]
    meaning: str = ""

    @classmethod
    def of(cls, name: str, cells: Iterable[Any], counts: Counter[str], meaning: str = "") -> Column:
        """Make a column of Python values; what has to be cleaned is counted."""
        places: dict[tuple[type, Any], int] = {}
        codes = np.fromiter(
            (
                MISSING if cell is None else places.setdefault((type(cell), cell), len(places))
                for cell in map(_hashable, cells)
            ),
            np.int32,
        )
        return cls.coded(name, codes, [cell for _, cell in places], counts, meaning)

    @classmethod
    def coded(
        cls,
        name: str,
        codes: Codes,
        values: Sequence[Any],
        counts: Counter[str],
        meaning: str = "",
        empty: Kind = "text",
    ) -> Column:
        """Make a column of codes and the values that they stand for; these are cleaned.

        A column without any value is of the kind `empty`.
        """
        used = np.bincount(codes[codes >= 0], minlength=len(values))
        kind, cleaned = _one_kind([v for v, n in zip(values, used, strict=True) if n], empty)
        made: list[Value | None] = []
        for value, number in zip(values, used.tolist(), strict=True):
            told: Counter[str] = Counter()
            made.append(_cell(value, kind, told) if number else None)
            for what, times in told.items():
                counts[what] += times * number
        if cleaned:
            counts[cleaned] += int(used.sum())
        return cls(name, kind, *_compact(codes, made), meaning)

    def __len__(self) -> int:
        return len(self.codes)

    def __getitem__(self, row: int) -> Value | None:
        code = self.codes[row]
        return None if code < 0 else self.values[code]

    def __iter__(self) -> Iterator[Value | None]:
        values = [*self.values, None]  # -1 is the last
        return map(values.__getitem__, self.codes.tolist())

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Column):
            return NotImplemented
        same = (self.name, self.kind) == (other.name, other.kind)
        return same and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]  # it holds arrays

    @property
    def filled(self) -> int:
        """The number of rows with a value."""
        return int((self.codes >= 0).sum())

    def take(self, rows: NDArray[Any]) -> Column:
        """Return the column for some rows only, in their order."""
        codes = self.codes[rows]
        return replace(self, codes=codes, values=self.values)

    def mapped(self, name: str, change: Callable[[Any], Any], meaning: str = "") -> Column:
        """Return a column whose values are made of this one's, each once; None leaves out."""
        made = [change(value) for value in self.values]
        return Column.coded(name, self.codes, made, Counter(), meaning, self.kind)

    def numbers(self, missing: float = math.nan) -> NDArray[np.float64]:
        """Return the values as floating-point numbers, of a column that has such."""
        table = np.array([*map(float, self.values), missing], np.float64)  # type: ignore[arg-type]
        return table[self.codes]


def of_numbers(
    name: str, numbers: NDArray[Any], meaning: str = "", *, whole: bool = False
) -> Column:
    """Make a column of an array of numbers; those that are none are left out."""
    present = np.isfinite(numbers)
    values, inverse = np.unique(numbers[present], return_inverse=True)
    codes = np.full(len(numbers), MISSING, np.int32)
    codes[present] = inverse
    plain: list[Any] = [int(v) for v in values] if whole else values.tolist()
    return Column(name, "integer" if whole else "double", codes, plain, meaning)


def _hashable(cell: Any) -> Any:
    """Return a cell that can be looked up: tuples for lists, texts for what is unknown here."""
    if cell is None or isinstance(cell, str | int | float | dt.date):
        return cell
    if isinstance(cell, Decimal):
        return cell if cell.is_finite() else math.nan
    return tuple(map(_hashable, cell)) if isinstance(cell, list | tuple) else str(cell)


def _one_kind(values: list[Any], empty: Kind) -> tuple[Kind, str]:
    """Choose the one type that holds all values, and say what that costs."""
    kinds = {type(value) for value in values if value is not None}
    if not kinds:
        return empty, ""
    if kinds == {bool}:
        return "boolean", ""
    if kinds == {int}:
        huge = any(abs(value) > MOST_EXACT for value in values)
        return ("text", HUGE) if huge else ("integer", "")
    if kinds and kinds <= {int, float, Decimal}:
        return "double", MIXED if int in kinds else ""
    if kinds == {dt.date}:
        return "date", ""
    if tuple in kinds:
        return "list", MIXED if len(kinds) > 1 else ""
    return "text", MIXED if len(kinds - {dt.datetime}) > 1 else ""


def _cell(value: Any, kind: Kind, counts: Counter[str]) -> Value | None:
    if value is None:
        return None
    if kind == "double":
        number = float(value)
        if not math.isfinite(number):
            counts[NO_NUMBER] += 1
            return None
        return number
    if kind == "list":
        several = value if isinstance(value, tuple) else (value,)
        return tuple(clean(_text(item), counts) for item in several if item is not None) or None
    return clean(_text(value), counts) if kind == "text" else value


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _compact(codes: Codes, values: list[Value | None]) -> tuple[Codes, list[Value]]:
    """Number the values anew, each distinct one once, without those that are left out."""
    places: dict[Value, int] = {}
    table = np.full(len(values) + 1, MISSING, np.int32)
    for code, value in enumerate(values):
        if value is not None:
            table[code] = places.setdefault(value, len(places))
    return table[codes], list(places)
