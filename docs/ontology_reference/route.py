"""Boxes in their places in, lines between them out.

A line runs from a row of one box to another box, along the grid, through no box and along no other
line, though it may cross one. Lines to the same box may join.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush
from itertools import count, pairwise
from typing import Final

from ontology_reference.boxes import Box, Line, Point

_STEPS: Final = ((1, 0), (0, 1), (-1, 0), (0, -1))
_BEND: Final = 6
_CROSSING: Final = 10


class Router:
    """Leads lines over the grid, the short ones first."""

    def __init__(self, boxes: Sequence[Box], corners: dict[str, Point], width: int) -> None:
        self.boxes = {box.title: box for box in boxes}
        self.corners = corners
        self.width = width
        self.right = max(x for x, _ in corners.values()) + width + 4
        self.bottom = max(y + self.boxes[t].height for t, (_, y) in corners.items()) + 4
        self.walls = {
            (x, y)
            for title, (left, top) in corners.items()
            for x in range(left - 1, left + width + 2)
            for y in range(top - 1, top + self.boxes[title].height + 2)
        }
        self.owners: dict[tuple[Point, Point], str] = {}
        self.at: dict[Point, dict[str, set[Point]]] = {}

    def lines(self) -> list[Line] | None:
        """Lead all lines, or return None where there is no room for one."""
        wanted: list[tuple[int, str, str, int, bool]] = []
        for title, box in self.boxes.items():
            for place, row in enumerate(box.rows):
                if row.target and row.target != title:
                    wanted.append((self._far(title, row.target), title, row.target, place, False))
            if box.above:
                wanted.append((self._far(title, box.above), title, box.above, -1, True))
        lines = []
        for _, source, target, place, kind_of in sorted(wanted):
            net = f"{target} kind" if kind_of else target
            starts = self._sides(source) if kind_of else self._row_ends(source, place)
            points = self._way(starts, self._sides(target), net)
            if points is None:
                return None
            self._take(points, net)
            lines.append(Line(source, target, tuple(_corners(points)), kind_of))
        return lines

    def _far(self, one: str, other: str) -> int:
        (x, y), (u, v) = self.corners[one], self.corners[other]
        return abs(x - u) + abs(y - v)

    def _row_ends(self, title: str, place: int) -> list[tuple[Point, Point]]:
        """Return the two ends of a row, each with the direction that leads away from the box."""
        left, top = self.corners[title]
        y = top + self.boxes[title].row_at(place)
        return [((left, y), (-1, 0)), ((left + self.width, y), (1, 0))]

    def _sides(self, title: str) -> list[tuple[Point, Point]]:
        """Return where a box may be met: left and right of its title, above and below."""
        left, top = self.corners[title]
        bottom = top + self.boxes[title].height
        ends = [((left, top + 1), (-1, 0)), ((left + self.width, top + 1), (1, 0))]
        for x in range(left + 2, left + self.width - 1, 2):
            ends += [((x, top), (0, -1)), ((x, bottom), (0, 1))]
        return ends

    def _way(
        self, starts: list[tuple[Point, Point]], ends: list[tuple[Point, Point]], net: str
    ) -> list[Point] | None:
        """Find the cheapest way (Dijkstra): short, with few bends and few crossings."""
        goals = {_beyond(end, out): (end, (-out[0], -out[1])) for end, out in ends}
        order = count()
        queue: list[tuple[int, int, Point, Point]] = []
        known: dict[tuple[Point, Point], tuple[int, tuple[Point, Point] | None, Point]] = {}
        for start, out in starts:
            first = _beyond(start, out)
            beside = (start[0] + out[0], start[1] + out[1])
            if None not in (
                self._free(start, beside, out, net),
                self._free(beside, first, out, net),
            ):
                known[first, out] = (0, None, start)
                heappush(queue, (0, next(order), first, out))
        while queue:
            price, _, point, step = heappop(queue)
            if known[point, step][0] < price:
                continue
            if point in goals and self._free_end(*goals[point], net):
                end, inward = goals[point]
                if step == inward or self._may_turn(point, net):
                    return self._traced(known, (point, step), end)
            for turn in _STEPS:
                if turn == (-step[0], -step[1]) or (
                    turn != step and not self._may_turn(point, net)
                ):
                    continue
                after = (point[0] + turn[0], point[1] + turn[1])
                extra = self._free(point, after, turn, net)
                if extra is None or after in self.walls:
                    continue
                total = price + 1 + extra + (_BEND if turn != step else 0)
                if (after, turn) not in known or total < known[after, turn][0]:
                    known[after, turn] = (total, (point, step), known[point, step][2])
                    heappush(queue, (total, next(order), after, turn))
        return None

    def _traced(
        self,
        known: dict[tuple[Point, Point], tuple[int, tuple[Point, Point] | None, Point]],
        last: tuple[Point, Point],
        end: Point,
    ) -> list[Point]:
        points = [end]
        start = known[last][2]
        state: tuple[Point, Point] | None = last
        while state is not None:
            points.append(state[0])
            state = known[state][1]
        return [start, *reversed(points)]

    def _free(self, here: Point, there: Point, step: Point, net: str) -> int | None:
        """Return what a step costs beyond its length, or None where it may not be taken."""
        x, y = there
        if not (0 < x < self.right and 0 < y < self.bottom):
            return None
        owner = self.owners.get(_edge(here, there))
        if owner is not None:
            return None if owner != net else -1  # joining a line to the same box is free
        others = [steps for name, steps in self.at.get(there, {}).items() if name != net]
        for steps in others:  # a crossing is straight, and at a right angle
            if any(step[0] * other[0] + step[1] * other[1] for other in steps) or len(steps) > 1:
                return None
        return _CROSSING if others else 0

    def _free_end(self, end: Point, inward: Point, net: str) -> bool:
        point = (end[0] - inward[0], end[1] - inward[1])
        return all(name == net for name in {**self.at.get(end, {}), **self.at.get(point, {})})

    def _may_turn(self, point: Point, net: str) -> bool:
        return all(name == net for name in self.at.get(point, {}))

    def _take(self, points: list[Point], net: str) -> None:
        whole = list(_filled(points))
        for one, other in pairwise(whole):
            self.owners[_edge(one, other)] = net
            axis = (abs(other[0] - one[0]), abs(other[1] - one[1]))
            for point in (one, other):
                self.at.setdefault(point, {}).setdefault(net, set()).add(axis)


def _beyond(point: Point, out: Point) -> Point:
    """Return the first free point outside a box: two cells from its edge."""
    return (point[0] + 2 * out[0], point[1] + 2 * out[1])


def _edge(one: Point, other: Point) -> tuple[Point, Point]:
    return (one, other) if one <= other else (other, one)


def _filled(points: list[Point]) -> Iterable[Point]:
    """Yield all points of the grid along a way."""
    yield points[0]
    for (x, y), (u, v) in pairwise(points):
        steps = max(abs(u - x), abs(v - y))
        for step in range(1, steps + 1):
            yield (x + (u - x) * step // steps, y + (v - y) * step // steps)


def _corners(points: list[Point]) -> Iterable[Point]:
    """Keep the ends of a way and the points where it turns."""
    yield points[0]
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        straight = (before[0] == here[0] == after[0]) or (before[1] == here[1] == after[1])
        if not straight:
            yield here
    yield points[-1]
