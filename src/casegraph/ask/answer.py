"""Run a query, saved or ad hoc, and give its answer a type."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.ask.prefixes import explained
from casegraph.ask.table import Table
from casegraph.ask.unknown import near
from casegraph.engine import Engine, Solutions
from casegraph.errors import EngineError, UsageError, nearest
from casegraph.project import Project
from casegraph.saved import ParameterValue, SavedQuery, load, read_value
from casegraph.terms import KINDS, Prefixes, Term

_LABELS = """
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?thing ?label WHERE {{ VALUES ?thing {{ {things} }} ?thing skos:prefLabel ?label }}
ORDER BY ?thing ?label
"""
_BATCH = 500


@dataclass(frozen=True)
class Graph:
    """The answer of a CONSTRUCT or DESCRIBE: triples (as quads of the default graph)."""

    quads: tuple[Quad, ...]
    prefixes: Prefixes


Answer = Table | Graph | bool


def questions(project: Project) -> dict[str, SavedQuery]:
    """Read all saved questions of a project by name.

    Raises:
        InputError: a header is ill-formed.
    """
    return {name: load(path) for name, path in project.queries().items()}


def query_named(paths: Mapping[str, Path], name: str, kind: str = "question") -> SavedQuery:
    """Read one saved query out of a folder's.

    Args:
        paths: the files by name, from `Project.queries`.
        name: the query's name.
        kind: what errors call it.

    Raises:
        UsageError: there is none of this name.
    """
    if name not in paths:
        otherwise = "'casegraph ask' lists them" if kind == "question" else ""
        remedy = nearest(name, paths, otherwise=otherwise)
        raise UsageError(f"there is no {kind} {name!r}", remedy=remedy)
    return load(paths[name])


def answer_saved(
    engine: Engine,
    project: Project,
    name: str,
    values: Mapping[str, ParameterValue] | None = None,
    lang: str = "en",
) -> Answer:
    """Answer a saved question.

    Args:
        engine: holds the data.
        project: whose questions and prefixes are used.
        name: the question's name.
        values: its parameters, as RDF terms or as a person types them.
        lang: the language of labels in the answer.

    Raises:
        UsageError: the name, a parameter, or a thing given as a value is unknown.
        EngineError: the question is no valid SPARQL, or the engine failed.
    """
    query = query_named(project.queries(), name)
    try:
        return answer_query(engine, query, values or {}, project.prefixes, lang)
    except EngineError as error:
        error.where = error.where or project.shown(query.path)
        raise


def answer_query(
    engine: Engine,
    query: SavedQuery,
    values: Mapping[str, ParameterValue],
    prefixes: Prefixes,
    lang: str = "en",
) -> Answer:
    """Bind a saved query's parameters and answer it; the errors are those of `answer_saved`."""
    text = query.bind(values, prefixes)
    refuse_unknown_things(engine, query, values, prefixes)
    found = answer(engine, text, prefixes, lang)
    if isinstance(found, Table):
        return replace(
            found, documentation=query.columns, title=query.summary, given=frozenset(values)
        )
    return found


def answer(engine: Engine, text: str, prefixes: Prefixes, lang: str = "en") -> Answer:
    """Answer any SPARQL query.

    Raises:
        EngineError: the query is not valid, or failed.
    """
    try:
        found = engine.run(text)
    except EngineError as error:
        raise explained(error, text, prefixes) from error
    if isinstance(found, bool):
        return found
    if isinstance(found, Solutions):
        rows = tuple(found.rows)
        return Table(found.variables, rows, prefixes, labels(engine, rows, lang))
    quads = sorted((Quad(t.subject, t.predicate, t.object) for t in found), key=str)
    return Graph(tuple(quads), prefixes)


def labels(engine: Engine, rows: Iterable[tuple[Term | None, ...]], lang: str) -> dict[str, str]:
    """Find a label for each IRI in some rows: in this language, else in English, else any."""
    things = sorted({t.value for row in rows for t in row if isinstance(t, NamedNode)})
    chosen: dict[str, tuple[int, str]] = {}
    for start in range(0, len(things), _BATCH):
        batch = " ".join(str(NamedNode(iri)) for iri in things[start : start + _BATCH])
        for thing, label in engine.select(_LABELS.format(things=batch)).rows:
            if isinstance(thing, NamedNode) and isinstance(label, Literal):
                rank = (lang, "en").index(label.language) if label.language in (lang, "en") else 2
                entry = (rank, label.value)
                chosen[thing.value] = min(chosen.get(thing.value, entry), entry)
    return {iri: label for iri, (_, label) in chosen.items()}


def refuse_unknown_things(
    engine: Engine, query: SavedQuery, values: Mapping[str, ParameterValue], prefixes: Prefixes
) -> None:
    """Refuse a thing that the data does not know: an empty answer would look like a fact.

    Raises:
        UsageError: a parameter names a person, case, court … that no triple is about.
    """
    for name, given in values.items():
        parameter = query.parameters[name]
        if parameter.type not in {*KINDS, "concept", "iri"}:
            continue
        term = read_value(parameter, given, prefixes)
        if not isinstance(term, NamedNode) or next(engine.quads(term), None):
            continue
        any_thing = parameter.type == "iri"  # a term of others, too, that only mappings lead to
        if any_thing and next(engine.quads(None, None, term), None):
            continue
        kind = "thing" if any_thing else parameter.type
        raise UsageError(
            f"the data knows no {kind} {given}",
            where=prefixes.shorten(term.value),
            remedy=near(engine, term.value),
        )
