"""A two-mode network in, the network of one of its sides out, with a stated weighting."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import replace
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from casegraph.errors import UsageError, nearest
from casegraph.network.column import Column, of_numbers
from casegraph.network.model import Network

Weighting = Literal["count", "newman", "jaccard"]
WEIGHTINGS: Final[tuple[str, ...]] = get_args(Weighting)
_MEANINGS: Final = {
    "count": "How many {other}s the two share.",
    "newman": "The sum of 1/(k - 1) over the shared {other}s, k being how many a {other} joins.",
    "jaccard": "The share of {other}s in common among all that either has.",
}
_BOUNDS: Final = {"start": "first", "end": "last"}
_GATHERED: Final = ("evidence", "basis", "sources", "publishers", "published", "permalink")
Places = NDArray[np.int64]


def project(network: Network, onto: str, weighting: str = "count") -> Network:
    """Project a two-mode network onto one of its sides.

    Two nodes of the side are joined where they share a node of the other. Parallel edges count
    once: a person sentenced and tried by one court shares it once.

    Args:
        network: a network of two modes.
        onto: the side that stays, by its word, such as "person".
        weighting: "count": the number of shared nodes; "newman": each shared node counts 1/(k - 1),
            k being its degree (Newman 2001); "jaccard": shared nodes over all nodes of either.

    Returns:
        An undirected network of one mode. Its edges name what is shared, and carry the evidence of
        all edges that lead there; their interval is that of the edges that do.

    Raises:
        UsageError: the network has one mode, or there is no such side or weighting.
    """
    if network.mode != "two":
        raise UsageError(
            f"the network {network.name} has one mode", remedy="Only a two-mode one is projected."
        )
    if onto not in network.sides:
        raise UsageError(f"there is no side {onto!r}", remedy=nearest(onto, network.sides))
    if weighting not in WEIGHTINGS:
        raise UsageError(
            f"there is no weighting {weighting!r}", remedy=nearest(weighting, WEIGHTINGS)
        )
    near, far = network.source, network.target
    if onto == network.sides[1]:
        near, far = far, near
    other = network.sides[1 - network.sides.index(onto)]
    links, link = np.unique(far.astype(np.int64) * max(len(network), 1) + near, return_inverse=True)
    one, two, shared, both = _pairs(*np.divmod(links, max(len(network), 1)))
    edge, first = _grouped(one, two, len(network))
    counts: Counter[str] = Counter()
    weights = _weights(links, len(network), one[first], two[first], edge, shared, weighting)
    columns = {
        "weight": of_numbers(
            "weight", weights, _MEANINGS[weighting].format(other=other), whole=weighting == "count"
        ),
        "shared": _shared(edge, [network.ids[place] for place in shared], counts),
    }
    if network.dated:
        start, end = network.days()
        columns["start"] = _outermost("start", start, link, edge, both, np.fmin)
        columns["end"] = _outermost("end", end, link, edge, both, np.fmax)
    for name in _GATHERED:
        if name in network.edges:
            columns[name] = _merged(network.edges[name], link, edge, both, counts)
    side = np.zeros(len(network), bool)
    side[near] = True
    kept = network.keep(side, np.zeros(network.size, bool))
    place = np.cumsum(side) - 1
    return replace(
        kept,
        name=f"{network.name}-{onto}",
        directed=False,
        mode="one",
        sides=(onto,),
        nodes={name: column for name, column in kept.nodes.items() if name != "side"},
        source=place[one[first]].astype(np.int32),
        target=place[two[first]].astype(np.int32),
        edges=columns,
        origin=network.origin.then(f"projected onto {onto}, weighted by {weighting}"),
    )


def _pairs(far: Places, near: Places) -> tuple[Places, Places, Places, Places]:
    """List each two nodes with each node that they share, and the two links that lead there.

    The links are sorted by the far node.
    """
    starts = np.flatnonzero(np.r_[True, far[1:] != far[:-1]]) if len(far) else far
    ends = np.r_[starts[1:], len(far)] if len(far) else starts
    found: list[Places] = [np.zeros((4, 0), np.int64)]
    for start, end in zip(starts.tolist(), ends.tolist(), strict=True):
        left, right = np.triu_indices(end - start, 1)
        if len(left):
            left, right = left + start, right + start
            found.append(np.stack([near[left], near[right], left, right]))
    one, two, left, right = np.concatenate(found, axis=1)
    return one, two, far[left], np.stack([left, right])


def _grouped(one: Places, two: Places, number: int) -> tuple[Places, Places]:
    """Number the edges that the pairs make, and find the first pair of each."""
    _, first, edge = np.unique(one * max(number, 1) + two, return_index=True, return_inverse=True)
    return edge, first


def _weights(
    links: Places,
    number: int,
    one: Places,
    two: Places,
    edge: Places,
    shared: Places,
    weighting: str,
) -> NDArray[np.float64]:
    far, near = np.divmod(links, max(number, 1))
    counted = np.bincount(edge, minlength=len(one)).astype(np.float64)
    if weighting == "count":
        return counted
    if weighting == "newman":
        parts = 1.0 / (np.bincount(far, minlength=number)[shared] - 1)
        return np.bincount(edge, weights=parts, minlength=len(one)).astype(np.float64)
    own = np.bincount(near, minlength=number)
    result: NDArray[np.float64] = counted / (own[one] + own[two] - counted)
    return result


def _shared(edge: Places, texts: list[str], counts: Counter[str]) -> Column:
    gathered: dict[int, set[str]] = {}
    for number, text in zip(edge.tolist(), texts, strict=True):
        gathered.setdefault(number, set()).add(text)
    cells = [tuple(sorted(gathered[number])) for number in range(len(gathered))]
    made = Column.of("shared", cells, counts, "The nodes that the two share.")
    return replace(made, kind="list")


def _merged(
    column: Column, link: Places, edge: Places, both: Places, counts: Counter[str]
) -> Column:
    """Gather the texts of all edges behind the links of each new edge."""
    behind: dict[int, set[str]] = {}
    for place, cell in zip(link.tolist(), column, strict=True):
        if isinstance(cell, tuple):
            behind.setdefault(place, set()).update(cell)
    gathered: dict[int, set[str]] = {}
    for number, left, right in zip(edge.tolist(), *both.tolist(), strict=True):
        gathered.setdefault(number, set()).update(behind.get(left, ()), behind.get(right, ()))
    cells = (tuple(sorted(gathered[number])) or None for number in range(len(gathered)))
    return replace(Column.of(column.name, cells, counts, column.meaning), kind="list")


def _outermost(
    name: str,
    days: NDArray[np.float64],
    link: Places,
    edge: Places,
    both: Places,
    gather: np.ufunc,
) -> Column:
    """Gather a bound of the edges behind each: open where one of them is, undated ones aside."""
    behind = np.full(int(link.max()) + 1 if len(link) else 0, np.nan)
    gather.at(behind, link, days)
    found = np.full(int(edge.max()) + 1 if len(edge) else 0, np.nan)
    for side in both:
        gather.at(found, edge, behind[side])
    made = of_numbers(name, found, f"The {_BOUNDS[name]} day of the edges behind it.", whole=True)
    dates = [dt.date.fromordinal(value) for value in made.values if isinstance(value, int)]
    return replace(made, kind="date", values=dates)
