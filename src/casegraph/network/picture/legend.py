"""A drawing in, its legend out: what shapes, colours, lines and widths mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from casegraph.network.picture.canvas import INK, PALE, RULE, text_size, wrapped
from casegraph.network.picture.edges import LINES, MOST_ARROWS, MOST_KINDS, LineStyle
from casegraph.network.style import kind_words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from casegraph.network.picture.draw import Drawing

_FONT: Final = 8.5
_LINE: Final = 15.0
_MARGIN: Final = 26.0
_MOST_KINDS: Final = 14


def legend_height(drawing: Drawing) -> float:
    """Return the height that the legend takes, in points; the width of the sheet is not known."""
    rows = -(-len(_kinds(drawing)) // 4) - (-len(_lines(drawing)) // 4)
    return 18 + _LINE * rows


def draw_legend(axes: Axes, drawing: Drawing) -> None:
    """Draw the legend below the network."""
    top = drawing.foot - 22
    axes.plot([_MARGIN, drawing.width - _MARGIN], [drawing.foot - 8] * 2, color=RULE, linewidth=0.6)
    step = (drawing.width - 2 * _MARGIN) / 4
    kinds, lines = _kinds(drawing), _lines(drawing)
    for place, (kind, number) in enumerate(kinds):
        x, y = _MARGIN + 6 + step * (place % 4), top - _LINE * (place // 4)
        look = drawing.looks.get(kind)
        if look is not None:
            axes.scatter([x], [y], s=52, marker=look.marker, c=look.colour, edgecolors="white")
        text = f"{kind_words(kind) or 'other'} ({number})" if number else kind
        room = _room(place, len(kinds), step) - 22
        axes.text(x + 9, y, _fitting(text, room), fontsize=_FONT, color=INK, va="center")
    top -= _LINE * -(-len(kinds) // 4)
    for place, kind in enumerate(lines):
        x, y = _MARGIN + step * (place % 4), top - _LINE * (place // 4)
        style = drawing.lines.get(kind) or LineStyle(*LINES[-1])
        axes.plot([x, x + 20], [y, y], color=style.colour, linestyle=style.dashes, linewidth=1.6)
        words = drawing.network.origin.words.get(kind) or kind_words(kind)
        text = _fitting(words, _room(place, len(lines), step) - 34)
        axes.text(x + 26, y, text, fontsize=_FONT, color=INK, va="center")
    foot = wrapped(_foot(drawing), int((drawing.width - 2 * _MARGIN) / 4.0), 1)
    axes.text(_MARGIN, 12, foot, fontsize=7, color=PALE, va="center")


def _room(place: int, number: int, step: float) -> float:
    """Return how wide an entry may be: the last one as wide as what is left of its row."""
    return step * (4 - place % 4) if place == number - 1 else step


def _fitting(text: str, width: float) -> str:
    while len(text) > 4 and text_size(text, _FONT)[0] > width:
        text = text[:-2].rstrip("… ") + "…"
    return text


def _kinds(drawing: Drawing) -> list[tuple[str, int]]:
    # what has no kind is another one only beside those that have
    kinds = [kind for kind in drawing.looks if kind or len(drawing.looks) > 1]
    counted = [(kind, drawing.kinds.count(kind)) for kind in kinds[:_MOST_KINDS]]
    rest = len(kinds) - _MOST_KINDS
    return [*counted, (f"… and {rest} more kinds", 0)] if rest > 0 else counted


def _lines(drawing: Drawing) -> list[str]:
    kinds = [kind for kind in drawing.lines if kind]
    if len(kinds) > MOST_KINDS:
        return [*kinds[: MOST_KINDS - 1], f"{len(kinds) - MOST_KINDS + 1} rarer kinds"]
    return kinds


def _foot(drawing: Drawing) -> str:
    network, origin = drawing.network, drawing.network.origin
    told = []
    weights = network.weights()
    if "weight" in network.edges and len(weights) and weights.max() > weights.min():
        told.append(f"width: weight {weights.min():g} to {weights.max():g}")
    if network.directed and network.size > MOST_ARROWS:
        told.append("directions are not drawn")
    unlabelled = len(network) - len(drawing.boxes)
    if unlabelled:
        told.append(f"{unlabelled} nodes have no label here")
    if drawing.unreadable:
        told.append(f"{drawing.unreadable} texts have letters that no font has here")
    if origin.recipe:
        told.append(f"recipe {origin.recipe}")
    if origin.dataset:
        told.append(f"data {origin.dataset[:12]}")
    told.append("a line is what documents say, not what is so")
    return " · ".join(told)
