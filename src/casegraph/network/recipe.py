"""A recipe's file in, what its header says of the network out, with errors at the line.

A recipe is a saved query with a table `network` in its header; running it is left to `run`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from casegraph.ask.answer import query_named
from casegraph.errors import InputError
from casegraph.project import Project
from casegraph.saved import SavedQuery, header_error, load

FOLDS: Final = ("count", "sum", "keep")
MODES: Final = ("one", "two")
# options of the commands on networks, which no parameter of a recipe may be called
RESERVED: Final = frozenset(
    {
        *("communities", "component", "cumulative", "dates", "depth", "format", "from", "help"),
        *("json", "kind", "lang", "measures", "min-degree", "onto", "out", "part", "raw-cells"),
        *("samples", "seed", "snapshot", "top", "undated", "until", "weighting"),
    }
)
_KEYS: Final[dict[str, tuple[type, str]]] = {
    "directed": (bool, "true or false"),
    "mode": (str, "one or two"),
    "sides": (list, "a list of two words"),
    "fold": (str, "count, sum or keep"),
    "count": (str, "the name of a column"),
    "facts": (list, "a list of columns"),
    "gather": (list, "a list of columns"),
    "expand": (str, "the name of a parameter"),
    "depth": (int, "a number"),
    "isolates": (bool, "true or false"),
    # read by pages of cases
    "pictured": (int, "a number"),
}
_FORM: Final = re.compile(r"^(?![^\S\n]*#)[^\n#]*\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.I | re.M)


@dataclass(frozen=True)
class Recipe:
    """A recipe: its saved query, and the network that its rows make.

    Attributes:
        query: the SELECT of the edges.
        directed: whether an edge has a direction.
        mode: "one" where all nodes are of one sort, "two" where an edge joins two sorts.
        sides: what the nodes are, one word a mode.
        fold: how parallel edges fold: "count" and "sum" make one edge of them, "keep" keeps them.
        counted: the column whose distinct values a fold counts; the facts where there is none.
        facts: the columns that name the nodes of the graph which state the edge.
        gather: columns in which the rows of one edge may differ; their values become a list.
        expand: the parameter that is filled anew with the nodes found, in an ego network.
        depth: how often.
        isolates: whether nodes of the node query without an edge are kept.
        nodes: the query on nodes, or None.
    """

    query: SavedQuery
    directed: bool = False
    mode: str = "one"
    sides: tuple[str, ...] = ()
    fold: str = "keep"
    counted: str = ""
    facts: tuple[str, ...] = ("fact",)
    gather: tuple[str, ...] = ()
    expand: str = ""
    depth: int = 1
    isolates: bool = False
    nodes: SavedQuery | None = None

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file."""
        return hashlib.sha256(self.query.text.encode("utf-8")).hexdigest()


def recipes(project: Project) -> dict[str, SavedQuery]:
    """Read all network recipes of a project by name."""
    return {name: load(path) for name, path in project.queries("networks").items()}


def recipe_named(project: Project, name: str) -> Recipe:
    """Read a recipe of a project.

    Raises:
        UsageError: there is none of this name.
        InputError: its header is ill-formed.
    """
    return read_recipe(project, query_named(project.queries("networks"), name, "network recipe"))


def read_recipe(project: Project, query: SavedQuery) -> Recipe:
    """Read what a saved query's header says of a network.

    Raises:
        InputError: the header is ill-formed, at its line.
    """
    table: Mapping[str, Any] = query.extra.get("network") or {}
    for key, value in table.items():
        if key not in _KEYS:
            raise _wrong(query, str(key), f"network has no key {key!r}", _KEYS)
        kind, words = _KEYS[key]
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise _wrong(query, key, f"network: {key} is not {words}")
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            raise _wrong(query, key, f"network: {key} is not {words}")
    for key, known in (("mode", MODES), ("fold", FOLDS)):
        if key in table and table[key] not in known:
            raise _wrong(query, key, f"network: {key} is not {_KEYS[key][1]}")
    for name in query.parameters:
        if name in RESERVED:
            raise _wrong(
                query, name, f"the parameter {name} has the name of an option of the commands"
            )
    expand = table.get("expand", "")
    if expand and expand not in query.parameters:
        raise _wrong(query, expand, f"network: expand names no parameter: {expand}")
    if table.get("depth", 1) < 1:
        raise _wrong(query, "depth", "network: depth is below one")
    mode = table.get("mode", "one")
    sides = tuple(table.get("sides", ()))
    if sides and len(sides) != MODES.index(mode) + 1:
        example = "two sides, such as [body, word]" if mode == "two" else "one side, such as [body]"
        raise _wrong(query, "sides", f"network: mode {mode} needs {example}")
    return Recipe(
        query,
        directed=table.get("directed", False),
        mode=mode,
        sides=sides or (("source", "target") if mode == "two" else ("node",)),
        fold=table.get("fold", "keep"),
        counted=table.get("count", ""),
        facts=tuple(table.get("facts", ("fact",))),
        gather=tuple(table.get("gather", ())),
        expand=expand,
        depth=table.get("depth", 1),
        isolates=table.get("isolates", False),
        nodes=_node_query(project, query),
    )


def _node_query(project: Project, query: SavedQuery) -> SavedQuery | None:
    name = query.extra.get("nodes")
    if name is None:
        return None
    paths = project.queries("networks/nodes")
    if name not in paths:
        raise _wrong(query, "nodes", f"there is no query on nodes {name!r}", paths)
    return load(paths[name])


def check_columns(recipe: Recipe, columns: Collection[str]) -> None:
    """Refuse a recipe whose query lacks a column that it needs.

    Raises:
        InputError: at the line of the SELECT, or of the header that names the column.
    """
    query = recipe.query
    for end in ("source", "target"):
        if end not in columns:
            raise InputError(
                f"the recipe returns no ?{end}: a recipe is a SELECT with ?source and ?target",
                path=query.path,
                line=select_line(query),
                remedy=f"Name the two ends of an edge so. It returns {_listed(columns)}.",
            )
    wanted = [("count", recipe.counted)] if recipe.counted else []
    for key, names in (("facts", recipe.facts), ("gather", recipe.gather)):
        if key in (query.extra.get("network") or {}):
            wanted += [(key, name) for name in names]
    if recipe.fold == "sum":
        wanted.append(("fold", "weight"))
    for key, name in wanted:
        if name not in columns:
            raise _wrong(
                query, key, f"network: {key} needs the column ?{name}, which the query lacks"
            )
    for name in query.columns:
        if name not in columns:
            raise _wrong(query, name, f"the query returns no ?{name}, which its header describes")


def select_line(query: SavedQuery) -> int:
    """Return the line of the query's first word, from 1."""
    found = _FORM.search(query.text)
    return query.text.count("\n", 0, found.start(1)) + 1 if found else 1


def _listed(columns: Collection[str]) -> str:
    return ", ".join(f"?{name}" for name in columns) or "no column"


def _wrong(query: SavedQuery, word: str, what: str, known: Collection[str] = ()) -> InputError:
    error = header_error(query.path, query.text, word, what)
    if not known:
        return error
    return InputError(
        what, path=query.path, line=error.line, remedy=f"Known: {', '.join(sorted(known))}."
    )
