"""A network in, GEXF 1.3 out: typed attributes, intervals, places, sizes, shapes and colours.

The schema of GEXF 1.3 declares what is drawn in the namespace of GEXF itself; older versions had a
namespace of its own for it. The prefix `viz` stands for the first, so that old readers see theirs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from casegraph.network.column import Column
from casegraph.network.layout import places_of
from casegraph.network.model import Network
from casegraph.network.style import kind_order, node_kinds, styles
from casegraph.network.write.cells import Snippets, chunks, text_of
from casegraph.network.write.options import Options
from casegraph.network.write.xml import escaped

_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3" version="1.3">\n'
)
_TYPES: Final = {"double": "double", "boolean": "boolean"}
_INTEGER: Final = 2**31


def write(network: Network, options: Options) -> Iterator[str]:
    """Write a network as GEXF 1.3."""
    own = _own(network)
    yield _HEAD + _meta(options)
    times = ' mode="static"'
    if network.dated:
        times = ' mode="dynamic" timeformat="date" timerepresentation="interval"'
    sort = "directed" if network.directed else "undirected"
    yield f' <graph defaultedgetype="{sort}" idtype="string"{times}>\n'
    yield _declared("node", {n: c for n, c in network.nodes.items() if n != "label"})
    yield _declared("edge", {n: c for n, c in network.edges.items() if n not in own})
    yield from _nodes(network)
    yield from _edges(network)
    yield " </graph>\n</gexf>\n"


def notes(network: Network) -> dict[str, int | None]:
    """Count the edges that Gephi adds to a parallel one when it opens the file."""
    kind = network.edges.get("kind")
    keys = network.keys()
    if kind is not None:
        keys = keys * (len(kind.values) + 1) + kind.codes
    merged = network.size - len(np.unique(keys))
    return {"parallel edges of one kind, which Gephi adds up": merged} if merged else {}


def _own(network: Network) -> list[str]:
    """Name the columns of edges that GEXF has a place of its own for, and that fit there."""
    weight = network.edges.get("weight")
    fits = {
        "label": "label" in network.edges,
        "weight": weight is not None and weight.kind in ("integer", "double"),
        "start": network.dated and "start" in network.edges,
        "end": network.dated and "end" in network.edges,
    }
    return [name for name, yes in fits.items() if yes]


def _meta(options: Options) -> str:
    return (
        f" <meta>\n  <creator>{escaped(options.sheet.facts['made by'])}</creator>\n"
        f"  <keywords>{escaped(options.sheet.title)}</keywords>\n"
        f"  <description>{escaped(options.sheet.to_json())}</description>\n </meta>\n"
    )


def _declared(part: str, columns: Mapping[str, Column]) -> str:
    lines = [
        f'   <attribute id="{place}" title="{escaped(name)}" type="{_type(column)}"/>\n'
        for place, (name, column) in enumerate(columns.items())
    ]
    if not lines:
        return ""
    return f'  <attributes class="{part}" mode="static">\n{"".join(lines)}  </attributes>\n'


def _type(column: Column) -> str:
    if column.kind == "integer":
        small = all(isinstance(v, int) and -_INTEGER <= v < _INTEGER for v in column.values)
        return "integer" if small else "long"
    return _TYPES.get(column.kind, "string")


def _values(columns: Mapping[str, Column]) -> list[Snippets]:
    def snippet(place: int) -> Any:
        return lambda value: f'<attvalue for="{place}" value="{escaped(text_of(value))}"/>'

    named = [column for name, column in columns.items() if name != "label"]
    return [Snippets(column, snippet(place)) for place, column in enumerate(named)]


def _nodes(network: Network) -> Iterator[str]:
    cells = _values(network.nodes)
    drawn = _drawn(network)
    labels = network.labels
    yield f'  <nodes count="{len(network)}">\n'
    for first, last in chunks(len(network)):
        lines = []
        parts = zip(*(cell.of(first, last) for cell in cells), strict=True) if cells else None
        for place in range(first, last):
            values = "".join(next(parts)) if parts else ""
            values = f"<attvalues>{values}</attvalues>" if values else ""
            lines.append(
                f'   <node id="{escaped(network.ids[place])}" label="{escaped(labels[place])}">'
                f"{values}{drawn(place)}</node>\n"
            )
        yield "".join(lines)
    yield "  </nodes>\n"


def _drawn(network: Network) -> Any:
    """Return what writes colour, shape, size and place of a node; a large network has no places."""
    kinds = node_kinds(network)
    looks = {
        kind: '<viz:color r="{}" g="{}" b="{}"/>'.format(*style.rgb)
        + f'<viz:shape value="{style.gexf}"/>'
        for kind, style in styles(kind_order(kinds)).items()
    }
    sizes = sizes_of(network)
    points = places_of(network)

    def write_one(place: int) -> str:
        at = ""
        if points is not None:
            x, y = points[place].tolist()
            at = f'<viz:position x="{x:.2f}" y="{y:.2f}" z="0.0"/>'
        return f'{looks[kinds[place]]}<viz:size value="{sizes[place]:.2f}"/>{at}'

    return write_one


def sizes_of(network: Network) -> NDArray[np.float64]:
    """Return a size for each node: its area grows with the number of its neighbours."""
    number = max(len(network), 1)
    low, high = (
        np.minimum(network.source, network.target),
        np.maximum(network.source, network.target),
    )
    ends = np.divmod(np.unique(low.astype(np.int64) * number + high), number)
    apart = ends[0] != ends[1]
    one, two = (np.bincount(side[apart], minlength=len(network)) for side in ends)
    degree = one + two
    sizes: NDArray[np.float64] = 10 + 20 * np.sqrt(degree / max(degree.max(initial=0), 1))
    return sizes


def _edges(network: Network) -> Iterator[str]:
    own = _own(network)
    columns = {n: c for n, c in network.edges.items() if n not in own}
    cells = _values(columns)
    heads = [
        Snippets(network.edges[name], _attribute(name))
        for name in (*own, "kind")
        if name in network.edges
    ]
    ids = list(map(escaped, network.ids))
    yield f'  <edges count="{network.size}">\n'
    for first, last in chunks(network.size):
        none = [()] * (last - first)
        head = list(zip(*(part.of(first, last) for part in heads), strict=True)) or none
        rest = list(zip(*(part.of(first, last) for part in cells), strict=True)) or none
        ends = zip(
            network.source[first:last].tolist(), network.target[first:last].tolist(), strict=True
        )
        lines = []
        for number, ((source, target), given, values) in enumerate(
            zip(ends, head, rest, strict=True), first + 1
        ):
            listed = "".join(values)
            inner = f"><attvalues>{listed}</attvalues></edge>\n" if listed else "/>\n"
            lines.append(
                f'   <edge id="e{number}" source="{ids[source]}" target="{ids[target]}"'
                f"{''.join(given)}{inner}"
            )
        yield "".join(lines)
    yield "  </edges>\n"


def _attribute(name: str) -> Any:
    return lambda value: f' {name}="{escaped(text_of(value))}"'
