"""The network of a case in, its picture out: shapes and lines for a page, and the same in words.

Where everything lies is `network.picture`'s work; how it looks, in light and dark and on paper, is
that of the style sheet. A picture needs no script, and loads nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from casegraph.network import Network, recipes
from casegraph.network.picture.draw import MOST_LABELLED, Drawing, layout_of
from casegraph.network.picture.edges import MOST_KINDS, edge_kinds, widths_of
from casegraph.network.style import COLOURS, kind_words
from casegraph.opened import CaseGraph
from casegraph.publish.pages.pieces import Ref, Text
from casegraph.saved import SavedQuery

Spot = NDArray[np.float64]

_MARGIN: Final = 14.0
_TIP: Final = 7.0
_SMALL_TIP: Final = 4.0  # where many lines end at one node
_MANY: Final = 200
# shape → its corners on a circle: how many, and by which part of a turn they are turned
_CORNERS: Final = {"s": (4, 0.125), "^": (3, 0.25), "D": (4, 0.0), "h": (6, 0.25), "v": (3, 0.75)}
_SWATCH: Final = 5.0
# the look of a line that stands for edges of several kinds; those of one kind are numbered from 0
SEVERAL: Final = MOST_KINDS


@dataclass(frozen=True)
class Label:
    """The name of a node, line by line, and where it stands."""

    lines: tuple[tuple[float, float, str], ...]
    anchor: str


@dataclass(frozen=True)
class Dot:
    """A node: where it leads, its outline as a path of SVG, its colour by number, its name."""

    node: Ref
    outline: str
    look: int
    label: Label | None


@dataclass(frozen=True)
class Key:
    """What a shape and a colour mean, and how many nodes have them."""

    kind: str
    number: int
    outline: str
    look: int


@dataclass(frozen=True)
class Line:
    """What joins two nodes, or the head of it: a path of SVG, its colour and dashes by number."""

    path: str
    look: int
    width: float = 1.0


@dataclass(frozen=True)
class LineKey:
    """What the colour and the dashes of lines mean, and how many lines have them."""

    kind: str
    number: int
    look: int


@dataclass(frozen=True)
class Tie:
    """What joins one node to another, in words."""

    to: Ref
    kinds: str


@dataclass(frozen=True)
class Picture:
    """A network as a page shows it.

    Attributes:
        recipe: which network it is.
        box: the left, the top, the width and the height of the drawing.
        lines: the ties: one for each two nodes, as wide as all edges between them weigh.
        tips: their heads, where they have a direction.
        dots: the nodes.
        keys: what shapes and colours of nodes mean.
        line_keys: what colours and dashes of lines mean.
        weights: the least and the most that the edges between two nodes weigh, where that differs.
        ties: the same in words, by the node from which ties go out.
        counts: how many nodes and edges there are.
    """

    recipe: SavedQuery
    box: tuple[float, float, float, float]
    lines: tuple[Line, ...]
    tips: tuple[Line, ...]
    dots: tuple[Dot, ...]
    keys: tuple[Key, ...]
    line_keys: tuple[LineKey, ...]
    weights: tuple[float, float] | None
    ties: tuple[tuple[Ref, tuple[Tie, ...]], ...]
    counts: tuple[int, int]


def read_picture(graph: CaseGraph, case: str) -> Picture | None:
    """Draw the network of a case that its page shows.

    Recipes say by `pictured` whether a page shows them, and in which order: the first is drawn
    that has an edge, and no more nodes than a picture has room to name.

    Args:
        graph: the data.
        case: the name of the case, such as `ua-126-19`.

    Returns:
        None where no such network has an edge, or each is too large.
    """
    for recipe in _pictured(graph):
        network = graph.network(recipe.name, case=case)
        if network.size and len(network) <= MOST_LABELLED:
            return draw_picture(network, recipe)
    return None


def _pictured(graph: CaseGraph) -> list[SavedQuery]:
    found = [
        (recipe.extra["network"]["pictured"], recipe.name, recipe)
        for recipe in recipes(graph.project).values()
        if "pictured" in recipe.extra.get("network", {}) and "case" in recipe.parameters
    ]
    return [recipe for *_, recipe in sorted(found, key=lambda entry: entry[:2])]


def draw_picture(network: Network, recipe: SavedQuery) -> Picture:
    """Draw a network for a page."""
    drawing = layout_of(network)
    names = [
        Ref(iri, Text(label, network.origin.language))
        for iri, label in zip(network.ids, network.labels, strict=True)
    ]
    looks = {kind: place % len(COLOURS) for place, kind in enumerate(drawing.looks)}
    joined = _joined(network)
    lines, tips = _lines(drawing, joined)
    weights = [one.weight for one in joined.values()]
    return Picture(
        recipe=recipe,
        box=_box(drawing),
        lines=tuple(lines),
        tips=tuple(tips),
        dots=tuple(
            Dot(
                names[node],
                outline(drawing.looks[kind].marker, *_place(drawing, node), drawing.radii[node]),
                looks[kind],
                _label(drawing, node),
            )
            for node, kind in enumerate(drawing.kinds)
        ),
        keys=tuple(
            Key(
                kind_words(kind),
                drawing.kinds.count(kind),
                outline(look.marker, _SWATCH + 1, _SWATCH + 1, _SWATCH),
                looks[kind],
            )
            for kind, look in drawing.looks.items()
            if kind
        ),
        line_keys=tuple(_line_keys(drawing, joined)),
        weights=(min(weights), max(weights)) if len(set(weights)) > 1 else None,
        ties=tuple(_ties(network, names)),
        counts=(len(network), network.size),
    )


def outline(marker: str, x: float, y: float, radius: float) -> str:
    """Write a shape as a path of SVG: a circle, or a polygon with its corners on one."""
    if marker not in _CORNERS:
        radius = round(float(radius), 1)  # of a chord that is shorter than twice it, arcs bulge
        arc = f"a{radius} {radius} 0 1 0"
        return f"M{x - radius:.1f} {y:.1f}{arc} {2 * radius:.1f} 0{arc} {-2 * radius:.1f} 0z"
    number, turned = _CORNERS[marker]
    angles = 2 * np.pi * (np.arange(number) / number + turned)
    # a polygon on the same circle would look smaller
    corners = np.stack([np.cos(angles), -np.sin(angles)], axis=1) * 1.2 * radius + [x, y]
    return f"M{'L'.join(f'{a:.1f} {b:.1f}' for a, b in corners.tolist())}z"


def _place(drawing: Drawing, node: int) -> tuple[float, float]:
    """Return where a node is; the sheet counts from below, SVG from above."""
    x, y = drawing.points[node].tolist()
    return x, drawing.height - y


def _box(drawing: Drawing) -> tuple[float, float, float, float]:
    """Frame nodes and names, without the room that a sheet has for its title and its legend."""
    edges = [
        (x - r, drawing.height - y - r, x + r, drawing.height - y + r)
        for (x, y), r in zip(drawing.points.tolist(), drawing.radii.tolist(), strict=True)
    ]
    edges += [
        (b.left, drawing.height - b.bottom - b.height, b.left + b.width, drawing.height - b.bottom)
        for b in drawing.boxes.values()
    ]
    sides = np.array(edges)
    left, top = (sides[:, :2].min(axis=0) - _MARGIN).round(1).tolist()
    right, bottom = (sides[:, 2:].max(axis=0) + _MARGIN).round(1).tolist()
    return left, top, round(right - left, 1), round(bottom - top, 1)


def _label(drawing: Drawing, node: int) -> Label | None:
    """Write a name beside its node: it grows away from it, however wide its letters are."""
    box = drawing.boxes.get(node)
    if box is None:
        return None
    x, _ = _place(drawing, node)
    middle = drawing.height - box.bottom - box.height / 2
    texts = drawing.texts[node].split("\n")
    at, anchor = box.left + box.width / 2, "middle"
    if box.left >= x:
        at, anchor = box.left, "start"
    elif box.left + box.width <= x:
        at, anchor = box.left + box.width, "end"
    high = drawing.font * 1.2
    first = middle - high * (len(texts) - 1) / 2 + drawing.font * 0.35
    return Label(
        tuple((round(at, 1), round(first + high * n, 1), text) for n, text in enumerate(texts)),
        anchor,
    )


@dataclass
class _Join:
    """All edges between two nodes: of which kinds, in which directions, what they weigh."""

    kinds: set[str]
    ways: set[tuple[int, int]]
    weight: float = 0.0


def _joined(network: Network) -> dict[tuple[int, int], _Join]:
    """Put the edges of each two nodes together."""
    found: dict[tuple[int, int], _Join] = {}
    for source, target, kind, weight in zip(
        network.source.tolist(),
        network.target.tolist(),
        edge_kinds(network),
        network.weights().tolist(),
        strict=True,
    ):
        pair = (min(source, target), max(source, target))
        one = found.setdefault(pair, _Join(set(), set()))
        one.kinds.add(kind)
        one.ways.add((source, target))
        one.weight += weight
    return found


def _looks(drawing: Drawing) -> dict[str, int]:
    """Number the kinds of edges; the rarest of too many share the last look."""
    return {kind: min(place, MOST_KINDS - 1) for place, kind in enumerate(drawing.lines)}


def _line_keys(drawing: Drawing, joined: Mapping[tuple[int, int], _Join]) -> Iterable[LineKey]:
    """Say what lines mean, where they mean several things."""
    alone = Counter(next(iter(one.kinds)) for one in joined.values() if len(one.kinds) == 1)
    several = len(joined) - sum(alone.values())
    if len(alone) + bool(several) < 2:
        return
    looks = _looks(drawing)
    shared = Counter(looks[kind] for kind in alone)
    for kind in filter(alone.__getitem__, looks):
        if shared[looks[kind]] == 1:
            yield LineKey(kind_words(kind) or "without a kind", alone[kind], looks[kind])
    for look in (look for look, number in shared.items() if number > 1):
        number = sum(alone[kind] for kind in looks if looks[kind] == look)
        yield LineKey(f"of {shared[look]} rarer kinds", number, look)
    if several:
        yield LineKey("of several kinds", several, SEVERAL)


def _lines(
    drawing: Drawing, joined: Mapping[tuple[int, int], _Join]
) -> tuple[list[Line], list[Line]]:
    """Draw one line a pair of nodes, and a head for each direction."""
    directed, looks = drawing.network.directed, _looks(drawing)
    size = _TIP if len(joined) <= _MANY else _SMALL_TIP
    widths = widths_of(np.array([one.weight for one in joined.values()], np.float64))
    lines, tips = [], []
    for ((one, two), join), width in zip(joined.items(), widths.round(2).tolist(), strict=True):
        look = looks[next(iter(join.kinds))] if len(join.kinds) == 1 else SEVERAL
        if one == two:
            x, y = _place(drawing, one)
            radius = drawing.radii[one]
            lines.append(Line(outline("o", x, y - 1.6 * radius, 0.9 * radius), look, width))
            continue
        start, end = np.array(_place(drawing, one)), np.array(_place(drawing, two))
        way = (end - start) / max(float(np.hypot(*(end - start))), 1e-9)
        start, end = start + way * drawing.radii[one], end - way * drawing.radii[two]
        path = f"M{start[0]:.1f} {start[1]:.1f}L{end[0]:.1f} {end[1]:.1f}"
        lines.append(Line(path, look, width))
        if directed:
            tips += [Line(_tip(end, way, size), look)] if (one, two) in join.ways else []
            tips += [Line(_tip(start, -way, size), look)] if (two, one) in join.ways else []
    return lines, tips


def _tip(point: Spot, way: Spot, size: float) -> str:
    side = np.array([-way[1], way[0]]) * size * 0.4
    corners = np.stack([point, point - way * size + side, point - way * size - side]).tolist()
    return f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in corners)}z"


def _ties(network: Network, names: list[Ref]) -> Iterable[tuple[Ref, tuple[Tie, ...]]]:
    found: dict[int, dict[int, dict[str, None]]] = {}
    kinds = edge_kinds(network)
    for source, target, kind in zip(
        network.source.tolist(), network.target.tolist(), kinds, strict=True
    ):
        found.setdefault(source, {}).setdefault(target, {})[kind_words(kind)] = None
    for source in sorted(found, key=lambda node: (names[node].text.value, node)):
        yield (
            names[source],
            tuple(
                Tie(names[target], ", ".join(filter(None, words)))
                for target, words in found[source].items()
            ),
        )
