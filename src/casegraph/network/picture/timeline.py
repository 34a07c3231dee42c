"""What happened in a case in, its timeline as a picture out: an uncertain date is drawn as such.

A day is a dot. A month or a year is a pale bar over all days that it may mean. What lasts is a
dark bar over the days that are sure, and pale beyond; an open end is an arrow. Without a stated
end, what lasts is sure until the day that a source confirms, and goes no further than a release.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import product
from typing import TYPE_CHECKING, Final

from casegraph.network.chronology import Extent, Moment, Row, extent
from casegraph.network.picture.canvas import (
    INK,
    PALE,
    check_suffix,
    saved,
    settings,
    sheet,
    text_size,
    wrapped,
)
from casegraph.network.picture.fonts import unreadable
from casegraph.network.style import kind_order, styles

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from casegraph.network.style import Style

_ROW: Final = 19.0
_MARGIN: Final = 26.0
_TOP: Final = 78.0
_FOOT: Final = 78.0
_ACROSS: Final = 560.0
_FONT: Final = 9.0
_WIDEST: Final = 330.0
_MOST_ROWS: Final = 400
# up to how many days months, and weeks, are marked
_MONTHLY: Final = 400
_WEEKLY: Final = 62


def draw_timeline(title: str, rows: Sequence[Row], suffix: str, foot: str = "") -> bytes:
    """Draw the timeline of a case.

    Args:
        title: what stands above.
        rows: what happened, in order.
        suffix: `.svg`, `.png` or `.pdf`.
        foot: what stands in small print below, beside what the signs mean.

    Returns:
        The bytes of the picture; the same for the same rows.

    Raises:
        UsageError: the suffix names no format.
    """
    check_suffix(suffix)
    with settings(suffix):
        shown = list(rows[:_MOST_ROWS])
        looks = styles(kind_order([row.kind for row in shown]))
        labels = [_label(row) for row in shown]
        left = _MARGIN + max((text_size(text, _FONT)[0] for text in labels), default=60) + 14
        width = left + _ACROSS + _MARGIN + 30
        kinds_high = 15.0 * -(-len(looks) // 5)
        foot_high = _FOOT + kinds_high
        height = _TOP + _ROW * max(len(shown), 1) + foot_high
        figure, axes = sheet(width, height)
        if missing := unreadable([title, *labels], suffix):
            foot = f"{missing} texts have letters that no font has here · {foot}"
        scale = _Scale(shown, left, left + _ACROSS)
        most = int((width - 2 * _MARGIN) / 7.6)
        axes.text(
            _MARGIN, height - 24, wrapped(title, most, 1), fontsize=13, weight="bold", color=INK,
            va="center",
        )  # fmt: skip
        more = len(rows) - len(shown)
        told = f"{len(rows)} {'entry' if len(rows) == 1 else 'entries'}" + (
            f", the first {len(shown)} of which are drawn" if more else ""
        )
        if rows:
            axes.text(_MARGIN, height - 41, told, fontsize=8.5, color=PALE, va="center")
        else:
            axes.text(
                width / 2, height - 58, "No event of this case has a date.", fontsize=10,
                color=PALE, ha="center", va="center",
            )  # fmt: skip
        top = height - _TOP
        if scale.days:
            _grid(axes, scale, top, foot_high, height)
        for place, (row, label) in enumerate(zip(shown, labels, strict=True)):
            y = top - _ROW * (place + 0.5)
            axes.text(left - 14, y, label, fontsize=_FONT, color=INK, ha="right", va="center")
            _row(axes, row, looks[row.kind], scale, y)
        _legend(axes, looks, foot_high, width, foot)
        return saved(figure, suffix)


class _Scale:
    """Days to points; what is open reaches to the edge."""

    def __init__(self, rows: Sequence[Row], left: float, right: float) -> None:
        days = [
            day
            for row in rows
            for moment in (*row.dates, *row.began, *row.ended, *row.released)
            for day in (moment.first, moment.last, row.confirmed)
            if day is not None
        ]
        self.days = len(days)
        # where no end of anything is known, any span does: all reaches to the edges
        first, last = min(days, default=dt.date.min), max(days, default=dt.date.max)
        room = max((last - first).days * 0.03, 20)
        self.first, self.last = first.toordinal() - room, last.toordinal() + room
        self.left, self.right = left, right

    def at(self, day: float) -> float:
        """Return where a day lies, by its ordinal."""
        share = (day - self.first) / (self.last - self.first)
        return self.left + (self.right - self.left) * min(max(share, 0.0), 1.0)

    def begin(self, day: dt.date | None) -> float:
        """Return where a day begins; an open one at the left edge."""
        return self.left if day is None else self.at(day.toordinal())

    def end(self, day: dt.date | None) -> float:
        """Return where a day ends; an open one at the right edge."""
        return self.right if day is None else self.at(day.toordinal() + 1)

    def ticks(self) -> list[tuple[float, str]]:
        """Return where years begin; of a short time quarters, months or weeks."""
        first, last = (dt.date.fromordinal(max(int(d), 1)) for d in (self.first, self.last))
        years = last.year - first.year + 1
        step = next((s for s in (1, 2, 5, 10, 20, 50, 100) if years / s <= 14), 500)
        spanned = self.last - self.first
        months = range(1, 13) if spanned <= _MONTHLY else (1, 4, 7, 10) if years <= 3 else (1,)
        days = (1, 8, 15, 22) if spanned <= _WEEKLY else (1,)
        found = []
        for year in range(first.year, last.year + 1):
            if months == (1,) and year % step:
                continue
            for month, day in product(months, days):
                date = dt.date(year, month, day)
                if self.first <= date.toordinal() <= self.last:
                    text = date.isoformat() if len(days) > 1 else date.isoformat()[:7]
                    text = text[:4] if (month, day) == (1, 1) and len(days) == 1 else text
                    found.append((self.at(date.toordinal()), text))
        return found


def _grid(axes: Axes, scale: _Scale, top: float, foot: float, height: float) -> None:
    for x, text in scale.ticks():
        axes.plot([x, x], [foot - 4, top + 4], color="#e2e2e2", linewidth=0.7, zorder=0)
        axes.text(x, height - _TOP + 13, text, fontsize=8, color=PALE, ha="center", va="center")
    axes.plot([scale.left, scale.right], [top + 4] * 2, color="#bdbdbd", linewidth=0.8, zorder=0)


def _row(axes: Axes, row: Row, look: Style, scale: _Scale, y: float) -> None:
    for moment in row.dates:
        if moment.span:
            ended = (moment,) if moment.last else ()
            found = extent((moment,), ended, confirmed=row.confirmed)
            _lasting(axes, found, look, scale, y)
        else:
            _once(axes, moment, look, scale, y)
    if row.began or row.ended:
        _lasting(axes, row.extent, look, scale, y)
    if row.differs:
        axes.text(scale.right + 8, y, "≠", fontsize=10, color=INK, ha="left", va="center")


def _once(axes: Axes, moment: Moment, look: Style, scale: _Scale, y: float) -> None:
    """Draw what was on one day: a dot, or all days that it may have been."""
    if moment.first is not None and moment.first == moment.last:
        _sign(axes, scale.at(moment.first.toordinal() + 0.5), y, look, sure=True)
        return
    start, end = scale.begin(moment.first), scale.end(moment.last)
    _bar(axes, start, end, y, look, sure=False)
    _arrow(axes, moment.first is None, moment.last is None, start, end, y, look)
    if moment.first is not None and moment.last is not None:
        _sign(axes, (start + end) / 2, y, look, sure=False)


def _lasting(axes: Axes, found: Extent, look: Style, scale: _Scale, y: float) -> None:
    """Draw what lasted: dark over the days that are sure, pale over those that may be."""
    start, end = scale.begin(found.first), scale.end(found.last)
    _bar(axes, start, end, y, look, sure=False)
    if found.sure:
        _bar(axes, scale.begin(found.sure[0]), scale.end(found.sure[1]), y, look, sure=True)
    _arrow(axes, found.first is None, found.last is None, start, end, y, look)


def _bar(axes: Axes, start: float, end: float, y: float, look: Style, *, sure: bool) -> None:
    from matplotlib.patches import Rectangle

    high = 8.0 if sure else 7.0
    box = Rectangle(
        (start, y - high / 2), max(end - start, 1.2), high, facecolor=look.colour, zorder=1,
        alpha=0.85 if sure else 0.22, linewidth=0,
    )  # fmt: skip
    axes.add_patch(box)
    if not sure:
        ends = [start, end, end, start, start], [y - 3.5, y - 3.5, y + 3.5, y + 3.5, y - 3.5]
        axes.plot(*ends, color=look.colour, linewidth=0.6, linestyle=(0, (2, 1.5)), zorder=2)


def _sign(axes: Axes, x: float, y: float, look: Style, *, sure: bool) -> None:
    axes.scatter(
        [x], [y], s=58 if sure else 34, marker=look.marker, zorder=3,
        c=look.colour if sure else "white", edgecolors="white" if sure else look.colour,
        linewidths=0.8 if sure else 1.1,
    )  # fmt: skip


def _arrow(
    axes: Axes, left: bool, right: bool, start: float, end: float, y: float, look: Style
) -> None:
    """Say that an end is open."""
    for here, x, way in ((left, start, -1), (right, end, 1)):
        if here:
            head = [x, x, x + 8 * way], [y - 4.5, y + 4.5, y]
            axes.fill(*head, color=look.colour, alpha=0.55, linewidth=0, zorder=2)


def _legend(axes: Axes, looks: dict[str, Style], foot: float, width: float, words: str) -> None:
    axes.plot([_MARGIN, width - _MARGIN], [foot - 14] * 2, color="#d0d0d0", linewidth=0.6)
    step = (width - 2 * _MARGIN) / 5
    for place, (kind, look) in enumerate(looks.items()):
        x, y = _MARGIN + 6 + step * (place % 5), foot - 28 - 15 * (place // 5)
        axes.scatter([x], [y], s=48, marker=look.marker, c=look.colour, edgecolors="white")
        text = "".join(f" {c.lower()}" if c.isupper() else c for c in kind).strip() or "other"
        axes.text(x + 9, y, text, fontsize=8.5, color=INK, va="center")
    told = (
        "filled sign: that day · pale bar with an open sign: one day of these · dark bar: lasted, "
        "pale where unsure · arrow: open or unknown end · ≠: documents disagree on the date"
    )
    axes.text(_MARGIN, 25, told, fontsize=7.5, color=INK, va="center")
    axes.text(_MARGIN, 12, wrapped(words, int(width / 4), 1), fontsize=7, color=PALE, va="center")


def _label(row: Row) -> str:
    """Say what a row is, and of whom; a text that is too long is cut before how many more."""
    agents = [name for name in row.agents if name not in row.label]
    more = f" and {len(agents) - 1} more" if len(agents) > 1 else ""
    text = f"{row.label}: {agents[0]}" if agents else row.label
    room = _WIDEST - (text_size(more, _FONT)[0] if more else 0)
    return _fitting(text, room) + more


def _fitting(text: str, width: float) -> str:
    while len(text) > 8 and text_size(text, _FONT)[0] > width:
        text = text[:-3].rstrip("… ") + "…"
    return text
