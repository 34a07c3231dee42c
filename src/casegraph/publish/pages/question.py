"""A saved question and what was given in, its page out: form, answer, chart, downloads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

from pyoxigraph import Literal, NamedNode

from casegraph.ask import Table
from casegraph.ask.answer import answer_query, query_named
from casegraph.errors import UsageError
from casegraph.publish.answered import ordered
from casegraph.publish.pages.chart import Bar, draw_bars
from casegraph.publish.pages.field import read_fields
from casegraph.publish.pages.frame import Press
from casegraph.publish.pages.pieces import Piece, Pieces, Ref, Source, Text, joined
from casegraph.publish.pages.render import About
from casegraph.publish.pages.words import spaced
from casegraph.publish.pages.workshop import Workshop
from casegraph.saved import Column, SavedQuery
from casegraph.terms import XSD, Term

MOST_ROWS: Final = 500
# end of the address → what a link calls it, and the library that it needs
DOWNLOADS: Final = {
    "csv": ("CSV", ""),
    "xlsx": ("Excel", "xlsxwriter"),
    "json": ("SPARQL JSON", ""),
    "xml": ("SPARQL XML", ""),
    "tsv": ("TSV", ""),
    "md": ("Markdown", ""),
    "ttl": ("Turtle", ""),
    "parquet": ("Parquet", "pyarrow"),
    "csvw": ("Description of the CSV (CSVW)", ""),
}
PAPERS: Final = {
    "receipt": "Receipt",
    "rq": "The query itself (SPARQL)",
    "bib": "BibTeX",
    "csl": "CSL-JSON",
}
# who asks, by the tag of a question
_ASKERS: Final = {
    "researcher": "For research on courts and sentences",
    "campaigner": "For campaigns and advocacy",
    "analyst": "For analysis of ties between people and institutions",
    "linked-data": "On the data itself",
}


@dataclass(frozen=True)
class Head:
    """The head of a column of an answer."""

    name: str
    about: str
    number: bool


@dataclass(frozen=True)
class Line:
    """A row of an answer: its cells, and the documents that support it."""

    cells: tuple[Pieces, ...]
    sources: tuple[Source, ...]


def write_questions(press: Press) -> bytes:
    """Write the list of questions, by who asks them."""
    groups: dict[str, list[SavedQuery]] = {words: [] for words in _ASKERS.values()}
    for query in ordered(press.graph):
        words = next((_ASKERS[tag] for tag in query.tags if tag in _ASKERS), "Of this project")
        groups.setdefault(words, []).append(query)
    about = About(
        "Questions", canonical=f"{press.site}questions", cited="questions", here="questions"
    )
    return press.write("questions", about, groups={k: v for k, v in groups.items() if v})


def write_question(press: Press, name: str, given: Mapping[str, str]) -> tuple[bytes, bool]:
    """Write the page of a question.

    Args:
        press: writes pages.
        name: the question.
        given: its parameters, as people type them.

    Returns:
        The page, and whether the question could be answered.

    Raises:
        UsageError: there is no such question.
    """
    shop = Workshop(press.graph)
    query = query_named(press.graph.project.queries(), name)
    found, fault = None, None
    try:
        values = press.graph.read_values(name, dict(given))
        found = answer_query(press.graph.engine, query, values, press.graph.project.prefixes)
    except UsageError as error:
        fault = error
    table = found if isinstance(found, Table) else None
    readable = table.readable() if table else None
    page = press.write(
        "question",
        About(
            query.summary,
            canonical=f"{press.site}question/{name}",
            given=given,
            noindex=bool(given),
            here="questions",
        ),
        query=query,
        questions=press.graph.questions,
        fields=read_fields(shop, query, given),
        given=dict(given),
        only=None if fault else press.named(given),
        each=press.each(f"question/{name}", "case"),
        fault=fault,
        heads=_heads(query, readable) if readable else (),
        lines=_lines(shop, query, table, readable) if table and readable else (),
        total=len(table) if table else 0,
        plain="" if table else str(found).lower() if isinstance(found, bool) else "a graph",
        bars=_bars(query, table) if table and "chart" in query.extra else (),
        downloads={form: words for form, (words, _) in DOWNLOADS.items() if can_write(form)},
        papers=PAPERS,
    )
    return page, fault is None


def can_write(form: str) -> bool:
    """Say whether the library is there that a form of answers needs."""
    library = DOWNLOADS[form][1]
    return not library or find_spec(library) is not None


def _heads(query: SavedQuery, readable: Table) -> tuple[Head, ...]:
    return tuple(
        Head(
            name=spaced(name),
            about=_meaning(query.columns.get(name)),
            number=_numeric(readable, place),
        )
        for place, name in enumerate(readable.columns)
    )


def _bars(query: SavedQuery, table: Table) -> tuple[Bar, ...]:
    """Draw an answer, with the unit that the query names of its amounts."""
    chart = query.extra["chart"]
    column = query.columns.get(chart.get("value") or chart["to"])
    return draw_bars(table, chart, column.unit if column else "")


def _meaning(column: Column | None) -> str:
    if column is None:
        return ""
    return f"{column.description} In {column.unit}." if column.unit else column.description


def _numeric(table: Table, place: int) -> bool:
    cells = [row[place] for row in table.rows if row[place] is not None]
    return bool(cells) and all(
        isinstance(c, int | float) and not isinstance(c, bool) for c in cells
    )


def _lines(shop: Workshop, query: SavedQuery, table: Table, readable: Table) -> tuple[Line, ...]:
    kinds = [query.columns[name].type if name in query.columns else "" for name in readable.columns]
    evidence = [n for n, name in enumerate(table.columns) if name.startswith("evidence")]
    return tuple(
        Line(
            _cells(table, shown, kinds, whole),
            shop.reader.sources_of(_passages(whole, evidence)),
        )
        for whole, shown in zip(table.terms[:MOST_ROWS], readable.terms, strict=False)
    )


def _passages(row: Sequence[Term | None], places: list[int]) -> list[str]:
    texts = [row[place] for place in places]
    return [iri for text in texts if text is not None for iri in getattr(text, "value", "").split()]


def _cells(
    table: Table, shown: Sequence[Term | None], kinds: list[str], whole: Sequence[Term | None]
) -> tuple[Pieces, ...]:
    """Write the cells of a row; a name leads to the thing that the row has beside it."""
    things = {
        table.labels[term.value]: term.value
        for term in whole
        if isinstance(term, NamedNode) and term.value in table.labels
    }
    return tuple(
        (Ref(things[term.value], Text(term.value)),)
        if isinstance(term, Literal) and term.value in things
        else _cell(table, term, kind)
        for term, kind in zip(shown, kinds, strict=True)
    )


def _cell(table: Table, term: Term | None, kind: str) -> Pieces:
    if term is None:
        return ()
    if isinstance(term, NamedNode):
        return (_named(table, term.value),)
    if isinstance(term, Literal):
        if kind == "iris":
            return joined([[_named(table, iri)] for iri in term.value.split()], ", ")
        if term.datatype.value == XSD + "boolean":
            return (Text("yes" if term.value in ("true", "1") else "no"),)
        return (Text(term.value, term.language or ""),)
    return (Text(str(term)),)


def _named(table: Table, iri: str) -> Piece:
    return Ref(iri, Text(table.labels.get(iri) or table.prefixes.shorten(iri)))
