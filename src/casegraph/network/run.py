"""A recipe and an engine in, a network with its evidence out: rows are read as a stream.

Any engine will do, embedded or remote. No graph of any library is built.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from pyoxigraph import Literal, NamedNode

from casegraph.ask.answer import refuse_unknown_things
from casegraph.ask.prefixes import explained
from casegraph.ask.table import native
from casegraph.engine import Engine, Solutions
from casegraph.errors import EngineError, InputError, UsageError
from casegraph.network.column import Column, of_numbers
from casegraph.network.fold import Folded
from casegraph.network.gather import dated, evidence
from casegraph.network.given import in_full, in_short, in_words
from casegraph.network.lookup import Lookup
from casegraph.network.model import Network, Origin
from casegraph.network.nodes import make_nodes, sides
from casegraph.network.recipe import Recipe, check_columns, recipe_named, select_line
from casegraph.network.rows import RowReader, Terms
from casegraph.network.timing import check_policy
from casegraph.project import Project, read_about
from casegraph.saved import ParameterValue, read_value
from casegraph.terms import Term

_FRONTIER: Final = 500
_ENDS: Final = ("source", "target")


def run_recipe(
    engine: Engine,
    project: Project,
    name: str,
    values: Mapping[str, ParameterValue] | None = None,
    *,
    lang: str = "en",
    dates: str = "span",
    depth: int | None = None,
    dataset: str = "",
    released: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Network:
    """Run a recipe.

    Args:
        engine: holds the data.
        project: whose recipes are used.
        name: the recipe's name.
        values: its parameters.
        lang: the language of labels.
        dates: the policy for uncertain dates.
        depth: how far an ego network goes; the recipe's own depth if absent.
        dataset: what names the data, for the datasheet: the digest of a generation, or a URL.
        released: whether the data are those of a release.
        progress: called with a few words at each step.

    Raises:
        UsageError: the recipe, a parameter, a policy or a thing given as a value is unknown.
        InputError: the recipe is ill-formed, or returns an edge with an end that is no thing.
    """
    recipe = recipe_named(project, name)
    check_policy(dates)
    given = dict(values or {})
    if depth is not None and not recipe.expand:
        raise UsageError(
            f"the recipe {name} has no depth", remedy="Only a recipe that expands a node has one."
        )
    if recipe.expand and recipe.expand not in given:
        raise UsageError(
            f"the recipe {name} starts from a node", remedy=f"Give --{recipe.expand} IRI."
        )
    recipe.query.bind(given, project.prefixes)
    refuse_unknown_things(engine, recipe.query, given, project.prefixes)
    progress("running the recipe")
    reader = _read(engine, project, recipe, given, depth or recipe.depth)
    lookup = Lookup(engine, project, lang)
    origin = Origin(
        recipe=recipe.query.name,
        title=recipe.query.summary.removesuffix("."),
        description=" ".join(recipe.query.description.split()),
        sha256=recipe.sha256,
        parameters=in_full(recipe, given, project, depth),
        given=in_short(recipe, given, project, depth),
        about=in_words(recipe, given, project, depth, lookup),
        dataset=dataset,
        url=f"{project.base}graph/",
        language=lang,
        dates=dates,
        fold=recipe.fold,
        rows=reader.rows,
        released=released,
        said=read_about(project),
    )
    progress("folding edges")
    return _made(project, recipe, reader.columns(), lookup, given, origin, progress)


def _read(
    engine: Engine,
    project: Project,
    recipe: Recipe,
    values: dict[str, ParameterValue],
    depth: int,
) -> RowReader:
    """Read the rows; of an ego network those of each ring in turn."""
    if not recipe.expand:
        asked = _select(engine, recipe, recipe.query.bind(values, project.prefixes), project)
        reader = _reader(recipe, asked)
        reader.read(asked.rows)
        return reader
    parameter = recipe.query.parameters[recipe.expand]
    first = read_value(parameter, values[recipe.expand], project.prefixes)
    ring: set[NamedNode | Literal] = {first}
    seen = set(ring)
    found: RowReader | None = None
    for _ in range(depth):
        waiting = sorted(ring, key=str)
        for start in range(0, max(len(waiting), 1), _FRONTIER):
            batch = {recipe.expand: waiting[start : start + _FRONTIER]}
            text = recipe.query.bind({**values, **batch}, project.prefixes)
            asked = _select(engine, recipe, text, project)
            found = found or _reader(recipe, asked)
            found.read(asked.rows)
        assert found is not None  # there is one batch at least
        ring = {term for term in found.terms("source") if isinstance(term, NamedNode)}
        ring -= seen
        seen |= ring
        if not ring:
            break
    assert found is not None
    return found


def _select(engine: Engine, recipe: Recipe, text: str, project: Project) -> Solutions:
    try:
        answer = engine.run(text)
    except EngineError as error:
        told = explained(error, text, project.prefixes)
        told.where = told.where or project.shown(recipe.query.path)
        raise told from error
    if not isinstance(answer, Solutions):
        raise InputError(
            "a recipe is a SELECT with ?source and ?target",
            path=recipe.query.path,
            line=select_line(recipe.query),
            remedy="Name the two ends of an edge so.",
        )
    return answer


def _reader(recipe: Recipe, asked: Solutions) -> RowReader:
    check_columns(recipe, asked.variables)
    # facts share their numbers, so that one node in two columns is one fact
    return RowReader(asked.variables, _ENDS, [n for n in recipe.facts if n in asked.variables])


def _made(
    project: Project,
    recipe: Recipe,
    columns: dict[str, Terms],
    lookup: Lookup,
    values: Mapping[str, ParameterValue],
    origin: Origin,
    progress: Callable[[str], None],
) -> Network:
    _refuse_no_things(recipe, columns)
    folded = Folded(recipe, columns)
    counts: Counter[str] = Counter()
    edges = _edge_columns(folded, counts)
    words = _words(folded, lookup)
    dropped: Counter[str] = Counter()
    for column in dated(folded, origin.dates, counts, dropped):
        edges[column.name] = column
    progress("looking up passages")
    account = _account(recipe, values, project)
    for column in evidence(folded, lookup, account, counts):
        edges[column.name] = column
    progress("looking up labels")
    iris = [term.value for term in columns["source"].terms]  # type: ignore[union-attr]  # all are IRIs
    ids, nodes, order = make_nodes(project, recipe, lookup, iris, values, counts, dropped)
    source, target = order[folded.source], order[folded.target]
    if recipe.mode == "two":
        nodes["side"] = sides(recipe, len(ids), source, target)
    return Network(
        recipe.query.name,
        recipe.directed,
        tuple(ids),
        nodes,
        source,
        target,
        edges,
        recipe.mode,
        recipe.sides,
        replace(origin, words=words, dropped=dict(dropped), cleaned=dict(counts)),
    )


def _refuse_no_things(recipe: Recipe, columns: dict[str, Terms]) -> None:
    ends = columns["source"]
    missing = any((columns[end].codes < 0).any() for end in _ENDS)
    if missing or not all(isinstance(term, NamedNode) for term in ends.terms):
        raise InputError(
            "the recipe returns an edge with an end that is no IRI",
            path=recipe.query.path,
            line=select_line(recipe.query),
            remedy="Bind ?source and ?target in every row, to things.",
        )
    if recipe.mode == "two":
        both = set(columns["source"].codes.tolist()) & set(columns["target"].codes.tolist())
        if both:
            raise InputError(
                f"{ends.terms[min(both)]} is a source and a target in a network of two modes",
                path=recipe.query.path,
                line=select_line(recipe.query),
                remedy="Keep the two sorts of nodes apart, or write 'mode: one'.",
            )


def _edge_columns(folded: Folded, counts: Counter[str]) -> dict[str, Column]:
    """Make the columns of edges but for dates and evidence; weight and kind come first."""
    recipe, number = folded.recipe, folded.number
    meanings = {name: column.description for name, column in recipe.query.columns.items()}
    concepts = {name for name, column in recipe.query.columns.items() if column.type == "concept"}
    found: dict[str, Column] = {}
    weights = folded.weights()
    if weights is not None:
        whole = bool(np.all(np.isnan(weights) | (weights == np.floor(weights))))
        meaning = meanings.get("weight") or _weight_meaning(recipe)
        found["weight"] = of_numbers("weight", weights, meaning, whole=whole)
    hidden = {*_ENDS, *recipe.facts, "evidence", "start", "end", "weight"}
    names = [name for name in folded.columns if name not in hidden]
    for name in sorted(names, key=lambda name: name != "kind"):
        short = name == "kind" or name in concepts
        cells = [_cell(term, short) for term in folded.columns[name].terms]
        pairs = folded.pairs(name)
        if name not in folded.key_columns():
            codes, several = pairs.lists([str(cell) for cell in cells], number)
            found[name] = Column.coded(name, codes, several, counts, meanings.get(name, ""), "list")
        else:
            codes = np.full(number, -1, np.int32)
            codes[pairs.edges] = pairs.codes
            found[name] = Column.coded(name, codes, cells, counts, meanings.get(name, ""))
    return found


def _words(folded: Folded, lookup: Lookup) -> dict[str, str]:
    """Find what the concepts in columns of edges are called, by the short names in their cells."""
    documented = folded.recipe.query.columns
    terms = {
        term
        for name, column in folded.columns.items()
        if name in documented and documented[name].type == "concept"
        for term in column.terms
        if isinstance(term, NamedNode)
    }
    labels = lookup.labels(term.value for term in terms)
    return {
        str(_cell(term, short=True)): labels[term.value]
        for term in sorted(terms, key=str)
        if term.value in labels
    }


def _weight_meaning(recipe: Recipe) -> str:
    if recipe.fold == "count":
        what = f"different values of {recipe.counted}" if recipe.counted else "facts"
        return f"How many {what} the edge stands for."
    return "The sum of the weights that the edge stands for."


def _cell(term: Term, short: bool) -> object:
    """Turn a term into a cell: its value, or the last word of a concept, class or property."""
    value = native(term)
    if short and isinstance(term, NamedNode):
        return str(value).rsplit("#", 1)[-1].rsplit("/", 1)[-1]
    return value


def _account(
    recipe: Recipe, values: Mapping[str, ParameterValue], project: Project
) -> ParameterValue | None:
    parameter = recipe.query.parameters.get("account")
    if parameter is None:
        return None
    given = values.get("account", parameter.default)
    return None if given is None else read_value(parameter, given, project.prefixes)
