"""The parameters of a recipe in, what is said of them out: in full, short, and in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from pyoxigraph import NamedNode

from casegraph.network.lookup import Lookup
from casegraph.network.recipe import Recipe
from casegraph.network.text import clean, one_line
from casegraph.project import Project
from casegraph.saved import ParameterValue, Value, read_value


def in_full(
    recipe: Recipe, values: Mapping[str, ParameterValue], project: Project, depth: int | None
) -> dict[str, str]:
    """Write the parameters as they were bound, defaults included."""
    found = {}
    for name, parameter in recipe.query.parameters.items():
        given = values.get(name, parameter.default)
        if given is not None:
            found[name] = read_value(parameter, given, project.prefixes).value
    if recipe.expand:
        found["depth"] = str(depth or recipe.depth)
    return found


def in_short(
    recipe: Recipe, values: Mapping[str, ParameterValue], project: Project, depth: int | None
) -> dict[str, str]:
    """Write what was given, and is no default, as people write it."""
    shorten = project.prefixes.shorten
    found = {
        name: shorten(term.value) if isinstance(term, NamedNode) else term.value
        for name, term in _chosen(recipe, values, project).items()
    }
    return found | ({"depth": str(depth)} if depth else {})


def in_words(
    recipe: Recipe,
    values: Mapping[str, ParameterValue],
    project: Project,
    depth: int | None,
    lookup: Lookup,
) -> str:
    """Say what was given, and is no default, by labels; an empty text where nothing was."""
    terms = _chosen(recipe, values, project)
    things = {term.value for term in terms.values() if isinstance(term, NamedNode)}
    labels = lookup.labels(things)
    labels |= lookup.names(things - labels.keys())
    told = in_short(recipe, values, project, depth)
    told |= {name: labels[t.value] for name, t in terms.items() if t.value in labels}
    return "; ".join(f"{name}: {one_line(clean(text, Counter()))}" for name, text in told.items())


def _chosen(
    recipe: Recipe, values: Mapping[str, ParameterValue], project: Project
) -> dict[str, Value]:
    found = {}
    for name, parameter in recipe.query.parameters.items():
        if name in values:
            term = read_value(parameter, values[name], project.prefixes)
            usual = parameter.default
            if usual is None or term != read_value(parameter, usual, project.prefixes):
                found[name] = term
    return found
