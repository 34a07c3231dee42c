"""The neutral network: nodes and edges with typed columns, and where they come from.

It knows no library and no format. Making, changing, measuring and writing it are other modules'.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from casegraph.errors import UsageError
from casegraph.network.column import Column, Value
from casegraph.network.text import clean, one_line
from casegraph.project.about import NOTHING, About

if TYPE_CHECKING:
    import igraph
    import networkx
    import pandas

Places = NDArray[np.int32]


@dataclass(frozen=True)
class Origin:
    """Where a network comes from, and what was done to it: the substance of its datasheet.

    Attributes:
        recipe: the recipe's name; empty for a network made by hand.
        title: what it shows, in one line.
        description: what an edge means.
        sha256: the SHA-256 of the recipe's file.
        parameters: the values of the recipe's parameters, defaults included, as texts.
        given: what was given for them that is no default, as people write it.
        about: the same in words, such as "case: Example v. Nowhere".
        words: what concepts in columns of edges are called, by their short names.
        dataset: the digest of the data, or the address of the endpoint that answered.
        url: the address under which the data has its home.
        language: of the labels.
        dates: the policy for uncertain dates.
        fold: how parallel edges were folded.
        rows: how many rows the recipe gave.
        steps: what was done to the network since, in words.
        dropped: what was left out, and how often, by the reason.
        cleaned: what no format could hold, and how often it was changed, by what was done.
        released: whether the data are those of a release.
        said: what is said of the data as a whole, for citations.
    """

    recipe: str = ""
    title: str = ""
    description: str = ""
    sha256: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    about: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    dataset: str = ""
    url: str = ""
    language: str = ""
    dates: str = "span"
    fold: str = "keep"
    rows: int = 0
    steps: tuple[str, ...] = ()
    dropped: Mapping[str, int] = field(default_factory=dict)
    cleaned: Mapping[str, int] = field(default_factory=dict)
    released: bool = False
    said: About = NOTHING

    def then(self, step: str, dropped: Mapping[str, int] | None = None) -> Origin:
        """Return the origin with a further step, and what it left out."""
        out = dict(self.dropped)
        for reason, number in (dropped or {}).items():
            if number:
                out[reason] = out.get(reason, 0) + number
        return replace(self, steps=(*self.steps, step), dropped=out)


@dataclass(frozen=True, eq=False)
class Network:
    """Nodes and edges in columns, in an order that depends on nothing but them.

    Attributes:
        name: a name for files and keys, such as the recipe's.
        directed: whether an edge has a direction.
        mode: "one" or "two".
        sides: what the nodes are, one word a mode.
        ids: the IRI of each node, in their order.
        nodes: the columns of nodes: `label`, `kind`, `side` in two-mode networks, …
        source: the place in `ids` of the source of each edge.
        target: the place in `ids` of the target of each edge.
        edges: the columns of edges: `weight`, `kind`, `start`, `end`, `evidence` …
        origin: where it comes from.
    """

    name: str
    directed: bool
    ids: tuple[str, ...]
    nodes: Mapping[str, Column]
    source: Places
    target: Places
    edges: Mapping[str, Column]
    mode: str = "one"
    sides: tuple[str, ...] = ("node",)
    origin: Origin = Origin()

    @classmethod
    def of(
        cls,
        name: str,
        nodes: Mapping[str, Mapping[str, Any]],
        edges: Iterable[tuple[str, str, Mapping[str, Any]]],
        *,
        directed: bool = False,
        mode: str = "one",
        sides: tuple[str, ...] = (),
        origin: Origin | None = None,
    ) -> Network:
        """Make a network of Python's dictionaries.

        Args:
            name: its name.
            nodes: attributes by identifier; `label` is a text.
            edges: source, target and attributes.
            directed: whether edges have a direction.
            mode: "one" or "two".
            sides: what the nodes are.
            origin: where it comes from.

        Raises:
            UsageError: an edge has an end that is no node, or two identifiers are one when clean.
        """
        counts: Counter[str] = Counter()
        ids = [one_line(clean(iri, counts)) for iri in nodes]
        places = {iri: place for place, iri in enumerate(nodes)}
        if len(set(ids)) < len(ids):
            raise UsageError("two nodes have one identifier", remedy="Name each another way.")
        listed = list(edges)
        for source, target, _ in listed:
            for end in (source, target):
                if end not in places:
                    raise UsageError(f"an edge ends at {end!r}, which is no node")
        origin = origin or Origin(title=name)
        made = cls(
            name,
            directed,
            tuple(ids),
            _columns(list(nodes.values()), counts),
            np.array([places[source] for source, _, _ in listed], np.int32),
            np.array([places[target] for _, target, _ in listed], np.int32),
            _columns([attributes for _, _, attributes in listed], counts),
            mode,
            sides or (("source", "target") if mode == "two" else ("node",)),
        )
        cleaned = Counter(origin.cleaned) + counts
        return replace(made, origin=replace(origin, cleaned=dict(cleaned)))

    def __repr__(self) -> str:
        sort = "directed" if self.directed else "undirected"
        return f"<Network {self.name}: {len(self)} nodes, {self.size} edges, {sort}>"

    def __len__(self) -> int:
        """Return the number of nodes."""
        return len(self.ids)

    @property
    def size(self) -> int:
        """The number of edges."""
        return len(self.source)

    def __eq__(self, other: object) -> bool:
        """Compare nodes and edges; where they come from does not matter."""
        if not isinstance(other, Network):
            return NotImplemented
        return (
            (self.name, self.directed, self.mode, self.ids)
            == (other.name, other.directed, other.mode, other.ids)
            and np.array_equal(self.source, other.source)
            and np.array_equal(self.target, other.target)
            and dict(self.nodes) == dict(other.nodes)
            and dict(self.edges) == dict(other.edges)
        )

    __hash__ = None  # type: ignore[assignment]  # it holds arrays

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The label of each node; its identifier where it has none."""
        column = self.nodes.get("label")
        if column is None:
            return self.ids
        return tuple(str(label or iri) for label, iri in zip(column, self.ids, strict=True))

    @cached_property
    def parallel(self) -> bool:
        """Whether two edges join the same ends, in the same direction where there is one."""
        keys = self.keys()
        return len(np.unique(keys)) < len(keys)

    def keys(self) -> NDArray[np.int64]:
        """Return a number for each edge that parallel edges have in common."""
        one, two = self.source.astype(np.int64), self.target.astype(np.int64)
        if not self.directed:
            one, two = np.minimum(one, two), np.maximum(one, two)
        keys: NDArray[np.int64] = one * max(len(self), 1) + two
        return keys

    def weights(self) -> NDArray[np.float64]:
        """Return the weight of each edge; 1 where there is none."""
        column = self.edges.get("weight")
        if column is None or column.kind not in ("integer", "double"):
            return np.ones(self.size)
        return column.numbers(missing=1.0)

    @property
    def dated(self) -> bool:
        """Whether edges have dates in `start` or `end`, and nothing else there."""
        given = [self.edges[name] for name in ("start", "end") if name in self.edges]
        fits = all(column.kind == "date" or not column.filled for column in given)
        return fits and any(column.kind == "date" for column in given)

    def days(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return the first and the last day of each edge, as ordinals of the calendar.

        An open end is infinite; both are no number where an edge has no date at all.

        Raises:
            UsageError: the edges have no dates.
        """
        if not self.dated:
            raise UsageError(f"the edges of {self.name} have no dates")
        found = []
        for name, outside in (("start", -np.inf), ("end", np.inf)):
            column = self.edges.get(name)
            table = (
                [v.toordinal() for v in column.values if isinstance(v, dt.date)] if column else []
            )
            codes = np.full(self.size, -1) if column is None else column.codes
            found.append(np.array([*table, outside], float)[codes])
        start, end = found
        unknown = np.isinf(start) & np.isinf(end)
        start[unknown] = end[unknown] = np.nan
        return start, end

    def node_rows(self) -> Iterator[tuple[str, dict[str, Value]]]:
        """Yield the identifier and the attributes of each node."""
        return zip(self.ids, _rows(self.nodes, len(self)), strict=True)

    def edge_rows(self) -> Iterator[tuple[str, str, dict[str, Value]]]:
        """Yield source, target and attributes of each edge."""
        ends = ([self.ids[place] for place in places] for places in (self.source, self.target))
        return zip(*ends, _rows(self.edges, self.size), strict=True)

    def keep(self, nodes: NDArray[np.bool_], edges: NDArray[np.bool_]) -> Network:
        """Return the network of some nodes, and of those of some edges that join them."""
        edges = edges & nodes[self.source] & nodes[self.target]
        rows, kept = np.flatnonzero(edges), np.flatnonzero(nodes)
        place = np.cumsum(nodes, dtype=np.int32) - 1
        return replace(
            self,
            ids=tuple(self.ids[row] for row in kept),
            nodes={name: column.take(kept) for name, column in self.nodes.items()},
            source=place[self.source[rows]],
            target=place[self.target[rows]],
            edges={name: column.take(rows) for name, column in self.edges.items()},
        )

    def to_networkx(self) -> networkx.Graph[str]:
        """Convert to networkx; see `casegraph.network.convert`."""
        from casegraph.network.convert import to_networkx

        return to_networkx(self)

    def to_igraph(self) -> igraph.Graph:
        """Convert to igraph; see `casegraph.network.convert`."""
        from casegraph.network.convert import to_igraph

        return to_igraph(self)

    def to_pandas(self) -> tuple[pandas.DataFrame, pandas.DataFrame]:
        """Convert to frames of nodes and of edges; see `casegraph.network.convert`."""
        from casegraph.network.convert import to_pandas

        return to_pandas(self)

    def _repr_html_(self) -> str:
        """Show the network in a notebook."""
        from casegraph.network.notebook import shown

        return shown(self)


def _columns(rows: list[Mapping[str, Any]], counts: Counter[str]) -> dict[str, Column]:
    made: dict[str, Column] = {}
    for given in dict.fromkeys(name for row in rows for name in row):
        name = one_line(clean(str(given), counts)) or "column"
        while name in made:
            name += "_"
        made[name] = Column.of(name, (row.get(given) for row in rows), counts)
    if "label" in made:
        made["label"] = made["label"].mapped("label", lambda text: one_line(str(text)))
    return made


def _rows(columns: Mapping[str, Column], number: int) -> Iterator[dict[str, Value]]:
    if not columns:
        return iter([{} for _ in range(number)])
    names = list(columns)
    cells = zip(*columns.values(), strict=True)
    return ({n: c for n, c in zip(names, row, strict=True) if c is not None} for row in cells)
