"""A network in, what a notebook shows of it out: counts, columns and the first edges."""

from __future__ import annotations

import html
from itertools import islice
from typing import Final

from casegraph.network.model import Network

_FIRST: Final = 10
_SHOWN: Final = ("kind", "weight", "start", "end")


def shown(network: Network) -> str:
    """Write a network as a fragment of HTML; every text is escaped."""
    sort = "directed" if network.directed else "undirected"
    counts = f"{len(network)} nodes, {network.size} edges, {sort}"
    names = ["source", "target", *(name for name in network.edges if name in _SHOWN)]
    labels = network.labels
    rows = []
    ends = zip(network.source.tolist(), network.target.tolist(), strict=True)
    cells = zip(ends, *(network.edges[name] for name in names[2:]), strict=True)
    for (source, target), *values in islice(cells, _FIRST):
        texts = [labels[source], labels[target], *("" if v is None else str(v) for v in values)]
        rows.append("<tr>" + "".join(f"<td>{html.escape(text)}</td>" for text in texts) + "</tr>")
    more = network.size - len(rows)
    rest = f"<p>… and {more} more</p>" if more else ""
    return (
        f"<p><strong>{html.escape(network.origin.title or network.name)}</strong>: {counts}</p>"
        f"<table><thead><tr>{''.join(f'<th>{html.escape(n)}</th>' for n in names)}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>{rest}"
    )
