"""A network in, a part of it out: by dates, kinds, component or degree; snapshots by year.

What is left out is counted in the network's origin.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from casegraph.errors import UsageError, nearest
from casegraph.network.model import Network
from casegraph.network.structure import components

Rows = NDArray[np.bool_]


def between(
    network: Network, since: dt.date | None, until: dt.date | None, *, undated: bool = False
) -> Network:
    """Keep the edges whose interval has a day in common with a span of days.

    Args:
        network: the network; nodes without an edge left go with their edges.
        since: the first day; None for any.
        until: the last day; None for any.
        undated: whether edges without any date stay.

    Raises:
        UsageError: the span ends before it begins, or the network has no dates.
    """
    if since and until and until < since:
        raise UsageError(f"{until} is before {since}", remedy="Give the first day first.")
    start, end = network.days()
    known = ~np.isnan(start)
    low = since.toordinal() if since else -np.inf
    high = until.toordinal() if until else np.inf
    inside = known & (start <= high) & (end >= low)
    kept = inside | (~known & undated)
    step = f"edges from {since or 'any day'} to {until or 'any day'}"
    dropped = {
        "edges outside of the dates": int((known & ~inside).sum()),
        "edges without a date": 0 if undated else int((~known).sum()),
    }
    return _without_lonely(network, kept, step, dropped)


def of_kinds(network: Network, kinds: Collection[str]) -> Network:
    """Keep the edges of some kinds; in a network whose edges have none, the nodes of some kinds.

    Raises:
        UsageError: there is no such kind.
    """
    for columns, edges in ((network.edges, True), (network.nodes, False)):
        column = columns.get("kind")
        if column is None or not set(map(str, column.values)) & set(kinds):
            continue
        known = set(map(str, column.values))
        if missing := sorted(set(kinds) - known):
            raise UsageError(f"there is no kind {missing[0]!r}", remedy=nearest(missing[0], known))
        wanted = np.array([*(str(value) in kinds for value in column.values), False])
        kept: Rows = wanted[column.codes]
        step = f"{'edges' if edges else 'nodes'} of the kinds {', '.join(sorted(kinds))}"
        if edges:
            dropped = {"edges of other kinds": int((~kept).sum())}
            return _without_lonely(network, kept, step, dropped)
        dropped = {"nodes of other kinds": int((~kept).sum())}
        found = network.keep(kept, np.ones(network.size, bool))
        return replace(found, origin=network.origin.then(step, dropped))
    known = {
        str(value)
        for columns in (network.edges, network.nodes)
        if "kind" in columns
        for value in columns["kind"].values
    }
    name = min(kinds, default="")
    raise UsageError(f"there is no kind {name!r}", remedy=nearest(name, known))


def in_component(network: Network, which: str) -> Network:
    """Keep one component: the largest, or that of a node given by its IRI.

    Of several as large the one with the first node stays.

    Raises:
        UsageError: no node has this IRI.
    """
    number = components(network)
    if which == "largest":
        sizes = np.bincount(number) if len(number) else np.zeros(1, int)
        wanted = int(sizes.argmax())
    elif which in network.ids:
        wanted = int(number[network.ids.index(which)])
    else:
        raise UsageError(
            f"no node is {which!r}", remedy="Give the IRI of a node, or the word largest."
        )
    nodes = number == wanted
    kept = network.keep(nodes, np.ones(network.size, bool))
    dropped = {"nodes of other components": int((~nodes).sum())}
    return replace(kept, origin=network.origin.then(f"component: {which}", dropped))


def of_degree(network: Network, least: int) -> Network:
    """Keep the nodes with at least so many neighbours in the network as it is."""
    links = np.unique(network.keys())
    number = max(len(network), 1)
    ends = np.stack([links // number, links % number])
    ends = np.unique(np.concatenate([ends, ends[::-1]], axis=1), axis=1)
    degree = np.bincount(ends[0][ends[0] != ends[1]], minlength=len(network))
    nodes = degree >= least
    kept = network.keep(nodes, np.ones(network.size, bool))
    dropped = {f"nodes with fewer than {least} neighbours": int((~nodes).sum())}
    return replace(kept, origin=network.origin.then(f"degree of at least {least}", dropped))


def snapshots(network: Network, *, cumulative: bool = False) -> Iterator[tuple[int, Network]]:
    """Yield the network of each year in which an edge begins or ends, and of those between.

    Args:
        network: a network with dates; edges without one are in no year.
        cumulative: whether a year also has all edges of the years before it.

    Raises:
        UsageError: the network has no dates.
    """
    start, end = network.days()
    bounds = np.concatenate([start, end])
    bounds = bounds[np.isfinite(bounds)]
    if not len(bounds):
        return
    first, last = (dt.date.fromordinal(int(day)).year for day in (bounds.min(), bounds.max()))
    for year in range(first, last + 1):
        since = None if cumulative else dt.date(year, 1, 1)
        yield year, between(network, since, dt.date(year, 12, 31))


def _without_lonely(network: Network, kept: Rows, step: str, dropped: dict[str, int]) -> Network:
    """Keep some edges, and of the nodes those that still have one or had none before."""
    before = np.zeros(len(network), bool)
    before[network.source] = before[network.target] = True
    after = np.zeros(len(network), bool)
    after[network.source[kept]] = after[network.target[kept]] = True
    nodes = after | ~before
    dropped = {**dropped, "nodes that lost their edges": int((~nodes).sum())}
    return replace(network.keep(nodes, kept), origin=network.origin.then(step, dropped))
