"""Boxes and what they point to in, a place for each box and a way for each line out.

Boxes stand in columns, arranged so that the lines are short; the ways are found by `route`. The
same input gives the same picture.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil, sqrt
from typing import Final

from ontology_reference.boxes import Box, Layout, Point
from ontology_reference.route import Router

MARGIN: Final = 2
_GAPS: Final = range(6, 20, 2)


def lay_out(boxes: Sequence[Box], width: int, columns: int = 0) -> Layout:
    """Place boxes and lead lines between them.

    Args:
        boxes: with titles that differ.
        width: of each box, in cells.
        columns: how many columns; chosen by the number of boxes if 0.

    Raises:
        ValueError: no room was found for a line, however wide the gaps.
    """
    arranged = _arrange(boxes, columns or max(1, min(3, ceil(sqrt(len(boxes) * 0.8)))), width)
    for gap in _GAPS:
        corners = _place(arranged, {box.title: box for box in boxes}, width, gap)
        lines = Router(boxes, corners, width).lines()
        if lines is not None:
            right = max(x for x, _ in corners.values()) + width
            bottom = max(corners[box.title][1] + box.height for box in boxes)
            edges = [point for line in lines for point in line.points]
            right = max([right, *(x for x, _ in edges)])
            bottom = max([bottom, *(y for _, y in edges)])
            return Layout(width, corners, tuple(lines), (right + MARGIN, bottom + MARGIN))
    raise ValueError("there is no room for a line of the diagram: widen _GAPS")


def _links(boxes: Iterable[Box]) -> list[tuple[str, str]]:
    found = [(box.title, row.target) for box in boxes for row in box.rows if row.target]
    return found + [(box.title, box.above) for box in boxes if box.above]


def _arrange(boxes: Sequence[Box], columns: int, width: int) -> list[list[str]]:
    """Swap and move boxes while that makes the lines shorter and the columns more even."""
    heights = {box.title: box.height for box in boxes}
    links = [(a, b) for a, b in _links(boxes) if a != b]
    table: list[list[str]] = [[] for _ in range(columns)]
    for title in heights:
        min(table, key=lambda column: sum(heights[t] + _GAPS[0] for t in column)).append(title)

    def cost() -> float:
        middle: dict[str, tuple[float, float]] = {}
        tallest = 0
        for place, column in enumerate(table):
            top = 0
            for title in column:
                middle[title] = (place * (width + _GAPS[0]), top + heights[title] / 2)
                top += heights[title] + _GAPS[0]
            tallest = max(tallest, top)
        length = sum(
            abs(middle[a][0] - middle[b][0]) + abs(middle[a][1] - middle[b][1]) for a, b in links
        )
        return length + 4.0 * tallest

    best, better = cost(), True
    while better:
        better = False
        for title in sorted(heights):
            for column in range(columns):
                for place in range(len(table[column]) + 1):
                    before = [list(names) for names in table]
                    _move(table, title, column, place)
                    if (now := cost()) < best - 1e-9:
                        best, better = now, True
                    else:
                        table[:] = before
        for one in sorted(heights):
            for other in sorted(heights):
                if one < other:
                    _swap(table, one, other)
                    if (now := cost()) < best - 1e-9:
                        best, better = now, True
                    else:
                        _swap(table, one, other)
    return [column for column in table if column]


def _move(table: list[list[str]], title: str, column: int, place: int) -> None:
    for names in table:
        if title in names:
            names.remove(title)
    table[column].insert(place, title)


def _swap(table: list[list[str]], one: str, other: str) -> None:
    for names in table:
        names[:] = [{one: other, other: one}.get(name, name) for name in names]


def _place(table: list[list[str]], boxes: dict[str, Box], width: int, gap: int) -> dict[str, Point]:
    corners: dict[str, Point] = {}
    heights = [sum(boxes[t].height for t in column) + gap * (len(column) - 1) for column in table]
    for number, (column, height) in enumerate(zip(table, heights, strict=True)):
        left = MARGIN + gap // 2 + number * (width + gap)
        top = MARGIN + gap // 2 + (max(heights) - height) // 4 * 2
        for title in column:
            corners[title] = (left, top)
            top += boxes[title].height + gap
            top += top % 2
    return corners
