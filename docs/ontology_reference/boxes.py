"""What a diagram is made of, on a grid of cells: boxes with rows, lines, and where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

HEAD: Final = 3
ROW: Final = 2
Point = tuple[int, int]


@dataclass(frozen=True)
class Row:
    """One line of a box: a name, what it holds, and the box that it points to, or ''."""

    name: str
    holds: str
    target: str = ""


@dataclass(frozen=True)
class Box:
    """A box: its title, small lines under it, and rows. `above` is the box that it is a kind of."""

    title: str
    notes: tuple[str, ...]
    rows: tuple[Row, ...]
    above: str = ""

    @property
    def height(self) -> int:
        """The height in cells of the grid."""
        return HEAD + ROW * (len(self.notes) + len(self.rows)) + (1 if self.rows else 0)

    def row_at(self, place: int) -> int:
        """Return how far below the top the middle of a row lies."""
        return HEAD + ROW * len(self.notes) + ROW * place + 1


@dataclass(frozen=True)
class Line:
    """A line: its points, the boxes at its ends, and whether it means *is a kind of*."""

    source: str
    target: str
    points: tuple[Point, ...]
    kind_of: bool


@dataclass(frozen=True)
class Layout:
    """Where everything lies: sizes and places in cells.

    Attributes:
        width: of each box.
        corners: the upper left corner of each box by title.
        lines: all lines.
        size: of the whole picture.
    """

    width: int
    corners: dict[str, Point]
    lines: tuple[Line, ...]
    size: Point
