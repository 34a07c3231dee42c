"""The command `ask`: a saved question or a query in, its answer, receipt or citation out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from casegraph.ask import FORMATS, Table
from casegraph.ask.answer import query_named
from casegraph.ask.called import with_names
from casegraph.ask.catalogue import catalogue
from casegraph.ask.page import write_csvw
from casegraph.ask.unknown import unknown_names
from casegraph.cite import STYLES, cite
from casegraph.cli.app import (
    EngineName,
    Out,
    app,
    at_most,
    deliver,
    emit,
    is_stream,
    note,
    opened,
    project,
    write_file,
)
from casegraph.cli.saved import (
    FREE,
    Lang,
    RawCells,
    complete_format,
    complete_question,
    form_of,
    help_of,
    listed,
    read_options,
    sorted_questions,
    write_table,
)
from casegraph.errors import EngineError, InvalidQueryError, UsageError
from casegraph.receipt import make_receipt, write_receipt
from casegraph.turtle import write

_NOT_LEGAL = 400  # SPARQL 1.1 Protocol, 2.1.6: what an endpoint says of such a query
_FOR_PEOPLE = ("table", "md", "html", "xlsx")


@app.command(context_settings=FREE)
def ask(
    context: typer.Context,
    name: Annotated[
        str | None,
        typer.Argument(
            help="A question; '-' reads SPARQL from standard input.",
            autocompletion=complete_question,
        ),
    ] = None,
    form: Annotated[
        str | None,
        typer.Option(
            "--format",
            metavar="|".join(FORMATS),
            help="How to write the answer; by the ending of the file if absent, else a table.",
            autocompletion=complete_format,
        ),
    ] = None,
    lang: Lang = "en",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    details: Annotated[
        bool, typer.Option("--details", help="Show all columns in tables, evidence too.")
    ] = False,
    out: Out = None,
    raw_cells: RawCells = False,
    receipt: Annotated[
        Path | None, typer.Option("--receipt", help="Write a receipt: what was asked, of what.")
    ] = None,
    style: Annotated[
        str | None,
        typer.Option("--cite", metavar="|".join(STYLES), help="How to cite it, not the answer."),
    ] = None,
    engine: EngineName = None,
    timeout: Annotated[
        float | None,
        typer.Option(
            "--timeout",
            metavar="SECONDS",
            help="Give up after so long; never if absent, with a note after 30 seconds.",
            min=0.01,
            max=86400,
        ),
    ] = None,
    wants_help: Annotated[
        bool, typer.Option("--help", "-h", help="Show this, or the help of the question.")
    ] = False,
) -> None:
    """Answer a saved question; without a name, list them. Each has options of its own.

    The list is text, JSON, or Turtle for other programs (sh:SPARQLExecutable). A CSV file gets a
    description of its columns beside it (CSV on the Web). In CSV and TSV a text that a spreadsheet
    would run as a formula gets an apostrophe in front, unless --raw-cells is given.

    Example: casegraph ask sentences-by-defendant --case ua-126-19 --format csv
    """
    where = project()
    form = "json" if as_json else form_of(form, None if style else out)
    if wants_help and name in (None, "-"):
        emit(context.get_help() + "\n")
        return
    if name is None:
        there = sorted_questions(where.queries())
        if form == "ttl":
            deliver(write(catalogue(there, where.prefixes), where.prefixes), out)
        else:
            deliver(listed(there, form == "json"), out)
        return
    if wants_help:
        emit(help_of(query_named(where.queries(), name), "ask"))
        return
    graph = opened(engine)
    text = ""
    if name == "-":
        if context.args or receipt or style:
            option = "--receipt" if receipt else "--cite" if style else context.args[0]
            raise UsageError(
                f"a query from standard input has no option {option}",
                remedy="Save it in queries/ to give it parameters, receipts and citations.",
            )
        text = sys.stdin.buffer.read().decode("utf-8", "replace") if sys.stdin else ""
        if not text.strip():
            raise UsageError("standard input is empty", remedy="Give a SPARQL query there.")
        try:
            with at_most(timeout):
                found = graph.query(text, lang=lang)
        except EngineError as error:
            if isinstance(error, InvalidQueryError) or getattr(error, "status", 0) == _NOT_LEGAL:
                raise UsageError(error.what, where=error.where, remedy=error.remedy) from error
            raise
    else:
        written = [out, Path(f"{out}-metadata.json")] if out else []
        if receipt and receipt.resolve() in [path.resolve() for path in written]:
            raise UsageError("the answer and its receipt are one file", where=str(receipt))
        given = read_options(context.args)
        values = graph.read_values(name, given)
        with at_most(timeout):
            found = graph.ask(name, lang=lang, **values)
        query = query_named(where.queries(), name)
        if receipt:
            made = make_receipt(query, values, found, graph.generation, where.prefixes)
            write_file(receipt, write_receipt(made))
            note(f"written: {receipt}")
        if style:
            deliver(cite(style, query, given, graph.generation, where), out)
            return
    if isinstance(found, Table) and form in _FOR_PEOPLE:
        found = with_names(found if details else found.readable(), graph.engine, where)
    deliver(write_table(found, form, raw_cells), out)
    if isinstance(found, Table) and form == "csv" and out and not is_stream(out):
        about = write_csvw(found, out.name, safe=not raw_cells)
        deliver(about, out.with_name(f"{out.name}-metadata.json"))
    if text and engine is None:  # another engine may hold no ontology
        for sentence in unknown_names(graph.engine, text, where.prefixes):
            note(f"note: {sentence}")
