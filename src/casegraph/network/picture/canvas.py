"""A size in, a sheet to draw on out, measured in points; the same drawing gives the same bytes."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from casegraph.errors import UsageError
from casegraph.network.picture.fonts import (
    FIRST,
    drawn_by_first,
    font_settings,
    width_of_missing,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SUFFIXES: Final = (".svg", ".png", ".pdf")
INK: Final = "#1a1a1a"
PALE: Final = "#6b6b6b"
RULE: Final = "#d0d0d0"
_POINTS: Final = 72
_DOTS: Final = 200
_SETTINGS: Final[dict[Any, Any]] = {
    "svg.hashsalt": "casegraph",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "text.parse_math": False,
    "path.simplify": False,
}
_UNDATED: Final[dict[str, dict[str, Any]]] = {
    ".svg": {"Date": None},
    ".pdf": {"CreationDate": None, "ModDate": None},
}


def check_suffix(suffix: str) -> None:
    """Refuse what is no kind of picture.

    Raises:
        UsageError: the suffix names no format.
    """
    if suffix not in SUFFIXES:
        raise UsageError(
            f"no picture is called *{suffix}", remedy=f"Use {', '.join(SUFFIXES)} or .html."
        )


@contextmanager
def settings(suffix: str = "") -> Iterator[None]:
    """Draw with the settings of casegraph, and give back those that were before."""
    import matplotlib as mpl

    log = logging.getLogger("matplotlib.font_manager")
    before = log.level
    with mpl.rc_context(_SETTINGS | font_settings(suffix)), warnings.catch_warnings():
        # a letter that no font has is drawn as a box; `unreadable` counts them
        warnings.filterwarnings("ignore", message="Glyph .* missing from", category=UserWarning)
        log.setLevel(logging.ERROR)  # that a font for the reader's machine is not here
        try:
            yield
        finally:
            log.setLevel(before)


def sheet(width: float, height: float) -> tuple[Figure, Axes]:
    """Make a sheet of a size in points; its axes count points from the lower left corner."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(width / _POINTS, height / _POINTS), facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.set_xlim(0, width)
    axes.set_ylim(0, height)
    return figure, axes


def saved(figure: Figure, suffix: str) -> bytes:
    """Write a sheet as a picture without a date."""
    out = BytesIO()
    figure.savefig(out, format=suffix[1:], dpi=_DOTS, metadata=_UNDATED.get(suffix))
    return out.getvalue()


@lru_cache(maxsize=4096)
def text_size(text: str, size: float, weight: str = "normal") -> tuple[float, float]:
    """Measure a text of one or several lines, in points; the same on every machine."""
    lines = text.split("\n")
    with settings():
        widths = [_drawn(line, size, weight) + size * width_of_missing(line) for line in lines]
    return max(widths), size * 1.25 * len(lines)


def _drawn(line: str, size: float, weight: str) -> float:
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    text = drawn_by_first(line)
    if not text.strip():
        return 0.0
    prop = FontProperties(family=FIRST, weight=weight)
    return float(TextPath((0, 0), text, size=size, prop=prop).get_extents().x1)


def wrapped(text: str, width: int, lines: int) -> str:
    """Break a text into lines of so many letters at most; what is left over is cut."""
    import textwrap

    parts = textwrap.wrap(text, width, break_long_words=True, break_on_hyphens=False) or [""]
    if len(parts) > lines:
        parts = [*parts[: lines - 1], parts[lines - 1][: width - 1].rstrip() + "…"]
    return "\n".join(parts)
