"""An answer and what its query says of charts in, bars out: amounts, or spans of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from casegraph.ask import Table
from casegraph.ask.table import Cell

MOST_BARS: Final = 60
_LEAST: Final = 0.7  # what can be seen of a bar without length


@dataclass(frozen=True)
class Bar:
    """One row of a chart.

    Attributes:
        label: what it is about.
        start: where the bar begins, from 0 to 100.
        width: how long it is, on the same scale.
        told: the amount in words, beside the bar.
        open: whether it has no known end.
    """

    label: str
    start: float
    width: float
    told: str
    open: bool = False


def draw_bars(table: Table, chart: Mapping[str, Any], unit: str = "") -> tuple[Bar, ...]:
    """Make the bars of an answer.

    Args:
        table: the answer.
        chart: names of columns: those of `label`, and `value`, or `from` and `to`.
        unit: of the amounts, in the plural, such as `days`; empty where they are counts or dates.

    Returns:
        Nothing where there are fewer than two bars, or too many for a chart.
    """
    labels = [table.columns.index(name) for name in chart["label"]]
    first = chart.get("value") or chart["from"]
    last = chart.get("value") or chart["to"]
    spans = []
    for terms, row in zip(table.terms, table.rows, strict=True):
        begin, end = _number(row[first]), _number(row[last])
        if begin is not None or end is not None:
            name = ", ".join(filter(None, (table.shown(terms[place]) for place in labels)))
            spans.append((name, begin, end, row[first], row[last]))
    if not 1 < len(spans) <= MOST_BARS:
        return ()
    known = [number for span in spans for number in span[1:3] if number is not None]
    days = any(isinstance(span[3], dt.date) for span in spans)
    low, high = (min(known) if days else min(0.0, *known)), max(known)
    whole = high - low or 1.0
    bars = []
    for name, begin, end, start, stop in spans:
        left = low if "value" in chart or begin is None else begin
        right = high if end is None else end
        place, width = 100 * (left - low) / whole, 100 * (right - left) / whole
        place = min(place, 100 - _LEAST)
        told = _measured(_told(start, stop, "value" in chart), unit)
        bars.append(Bar(name, round(place, 2), round(max(width, _LEAST), 2), told, end is None))
    return tuple(bars)


def _number(cell: Cell) -> float | None:
    if isinstance(cell, bool) or cell is None:
        return None
    if isinstance(cell, dt.date):
        return float(cell.toordinal())
    return float(cell) if isinstance(cell, int | float | Decimal) else None


def _told(start: Cell, stop: Cell, single: bool) -> str:
    if single or start == stop:
        return _plain(start)
    if stop is None:
        return f"{_plain(start)} or more"
    return f"{_plain(start)} to {_plain(stop)}" if start is not None else f"up to {_plain(stop)}"


def _measured(told: str, unit: str) -> str:
    """Put the unit behind an amount: `1 day`, `2 to 3 days`."""
    return f"{told} {unit.removesuffix('s') if told == '1' else unit}".rstrip()


def _plain(cell: Cell) -> str:
    return f"{cell:,}" if isinstance(cell, int | Decimal) else str(cell)
