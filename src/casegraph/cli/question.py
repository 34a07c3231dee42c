"""The commands of people who ask: ask, why, describe, find, export."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from casegraph.ask import FORMATS, Table, write_answer
from casegraph.ask.answer import labels, query_named
from casegraph.ask.catalogue import catalogue
from casegraph.ask.page import write_csvw
from casegraph.cite import STYLES, cite
from casegraph.cli.app import (
    EngineName,
    app,
    deliver,
    emit,
    is_stream,
    note,
    opened,
    project,
    shown,
    write_file,
)
from casegraph.cli.curate import Json, Out
from casegraph.cli.saved import (
    FREE,
    Lang,
    complete_format,
    complete_question,
    help_of,
    listed,
    read_options,
    sorted_questions,
)
from casegraph.describe import Description, Support
from casegraph.errors import UsageError, nearest
from casegraph.export import FORMATS as EXPORTS
from casegraph.export import PARTS, export, select_parts
from casegraph.opened import CaseGraph
from casegraph.receipt import make_receipt, write_receipt
from casegraph.turtle import write

_FOR_PEOPLE = ("table", "md", "html", "xlsx")


class DescriptionFormat(StrEnum):
    """The forms of a description."""

    text = "text"
    json = "json"
    ttl = "ttl"


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
        str,
        typer.Option(
            "--format",
            metavar="|".join(FORMATS),
            help="How to write the answer.",
            autocompletion=complete_format,
        ),
    ] = "table",
    lang: Lang = "en",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    details: Annotated[
        bool, typer.Option("--details", help="Show all columns in tables, evidence too.")
    ] = False,
    out: Out = None,
    receipt: Annotated[
        Path | None, typer.Option("--receipt", help="Write a receipt: what was asked, of what.")
    ] = None,
    style: Annotated[
        str | None,
        typer.Option("--cite", metavar="|".join(STYLES), help="How to cite it, not the answer."),
    ] = None,
    engine: EngineName = None,
    wants_help: Annotated[
        bool, typer.Option("--help", "-h", help="Show this, or the help of the question.")
    ] = False,
) -> None:
    """Answer a saved question; without a name, list them. Each has options of its own.

    The list is text, JSON, or Turtle for other programs (sh:SPARQLExecutable). A CSV file gets a
    description of its columns beside it (CSV on the Web).

    Example: casegraph ask sentences-by-defendant --case ua-126-19 --format csv
    """
    where = project()
    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}", remedy=nearest(form, FORMATS))
    if wants_help and name is None:
        emit(context.get_help() + "\n")
        return
    if name is None:
        there = sorted_questions(where.queries())
        if form == "ttl":
            deliver(write(catalogue(there, where.prefixes), where.prefixes), out)
        else:
            deliver(listed(there, as_json or form == "json"), out)
        return
    if wants_help:
        emit(help_of(query_named(where.queries(), name), "ask"))
        return
    graph = opened(engine)
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
        found = graph.query(text, lang=lang)
    else:
        written = [out, Path(f"{out}-metadata.json")] if out else []
        if receipt and receipt.resolve() in [path.resolve() for path in written]:
            raise UsageError("the answer and its receipt are one file", where=str(receipt))
        values = graph.read_values(name, read_options(context.args))
        found = graph.ask(name, lang=lang, **values)
        query = query_named(where.queries(), name)
        if receipt:
            made = make_receipt(query, values, found, graph.generation, where.prefixes)
            write_file(receipt, write_receipt(made))
            note(f"written: {receipt}")
        if style:
            deliver(cite(style, query, values, graph.generation, where.prefixes), out)
            return
    form = "json" if as_json else form
    if isinstance(found, Table) and form in _FOR_PEOPLE and not details:
        found = found.readable()
    deliver(write_answer(found, form), out)
    if isinstance(found, Table) and form == "csv" and out and not is_stream(out):
        deliver(write_csvw(found, out.name), out.with_name(f"{out.name}-metadata.json"))


@app.command()
def why(
    name: Annotated[str, typer.Argument(metavar="IRI", help="An IRI, prefixed name or path.")],
    engine: EngineName = None,
    as_json: Json = False,
) -> None:
    """Show why the graph says something: stated or derived, where, on which passages, by whom.

    Example: casegraph why ua-126-19:d1-sentence
    """
    graph = opened(engine)
    found = graph.describe(name)
    emit(_description_json(found) if as_json else shown(_why(found, graph)))


def _why(found: Description, graph: CaseGraph) -> str:
    def short(iri: str) -> str:
        return graph.project.prefixes.shorten(iri)

    lines = [f"{short(found.iri)}  {found.label}" if found.label else short(found.iri)]
    for file, line in found.stated:
        lines.append(f"stated in {file}{f', line {line}' if line else ''}")
    labels = _labels(graph, found)
    for origin in found.origins:
        value = getattr(origin.value, "value", str(origin.value))
        shown = labels.get(value) or (short(value) if "://" in value else value)
        by = f"  [derived by rule {origin.rule}]" if origin.rule else ""
        if not origin.predicate.endswith("supportedBy"):
            lines.append(f"    {short(origin.predicate).removeprefix('cg:')}: {shown}{by}")
    if found.reading:
        lines.append(f"a reading: {found.reading}")
    lines.append("on these passages" if found.supports else "no passage supports it directly")
    lines += [_support(support, short) for support in found.supports]
    if found.preferred is not None:
        lines.append(f"in the preferred account: {'yes' if found.preferred else 'no'}")
    lines.append("rivals" if found.rivals else "rivals: none")
    for rival in found.rivals:
        lines.append(f"    {short(rival.iri)}: {rival.summary}")
        lines += ["    " + _support(support, short) for support in rival.supports]
    return "\n".join(lines) + "\n"


def _support(support: Support, short: Callable[[str], str]) -> str:
    by = f", published by {' and '.join(support.publishers)}" if support.publishers else ""
    spot = f" ({support.locator})" if support.locator else ""
    return f"    {short(support.passage)}{spot} in {support.source_label}{by}"


def _labels(graph: CaseGraph, found: Description) -> dict[str, str]:
    return labels(graph.engine, [tuple(origin.value for origin in found.origins)], "en")


def _description_json(found: Description) -> str:
    document = {
        "iri": found.iri,
        "label": found.label,
        "stated": [{"file": file, "line": line} for file, line in found.stated],
        "triples": [
            {"property": o.predicate, "value": str(o.value), "rule": o.rule, "file": o.file}
            for o in found.origins
        ],
        "incoming": [{"subject": s, "property": p} for s, p in found.incoming],
        "passages": [asdict(support) for support in found.supports],
        "rivals": [asdict(rival) for rival in found.rivals],
        "preferred": found.preferred,
        "reading": found.reading,
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


@app.command()
def describe(
    name: Annotated[str, typer.Argument(metavar="IRI", help="An IRI, prefixed name or path.")],
    form: Annotated[DescriptionFormat, typer.Option("--format", help="How to write it.")] = (
        DescriptionFormat.text
    ),
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    engine: EngineName = None,
    out: Out = None,
) -> None:
    """Show all that is known of one thing, and what refers to it.

    Example: casegraph describe case/ua-126-19 --format ttl
    """
    graph = opened(engine)
    found = graph.describe(name)
    if as_json or form is DescriptionFormat.json:
        text = _description_json(found)
    elif form is DescriptionFormat.ttl:
        text = write(found.quads, graph.project.prefixes)
    else:
        short = graph.project.prefixes.shorten
        refers = [f"    {short(s)} {short(p).removeprefix('cg:')}" for s, p in found.incoming]
        text = (
            shown(_why(found, graph))
            + "referred to by\n"
            + "\n".join(refers or ["    nothing"])
            + "\n"
        )
    deliver(text, out)


@app.command()
def find(
    name: Annotated[str, typer.Argument(help="A name in any spelling or script.")],
    kind: Annotated[
        str | None, typer.Option(help="Look among one class only, such as Person.")
    ] = None,
    engine: EngineName = None,
    as_json: Json = False,
) -> None:
    """Find persons, courts, bodies, places … by a name in any spelling or script.

    Exit code 1: nothing has such a name. Example: casegraph find Koukou
    """
    graph = opened(engine)
    matches = graph.find(name, kind=kind)
    if as_json:
        emit(json.dumps([asdict(match) for match in matches], ensure_ascii=False, indent=2) + "\n")
    else:
        for match in matches:
            spelt = "" if match.name == match.label else f", spelt {match.name}"
            short = graph.project.prefixes.shorten(match.iri)
            emit(shown(f"{short}  {match.kind}  {match.label}{spelt}  ({match.score:g})\n"))
    if not matches:
        note(f"nothing is named like {name!r}")
        raise typer.Exit(1)


@app.command("export")
def export_command(
    form: Annotated[
        str, typer.Option("--format", metavar="|".join(EXPORTS), help="The RDF format.")
    ] = "trig",
    part: Annotated[
        list[str] | None,
        typer.Option("--part", metavar="|".join(PARTS), help="What to write; repeat for more."),
    ] = None,
    out: Out = None,
) -> None:
    """Write the graph as RDF in a stable order; stated facts only, unless --part says more.

    Example: casegraph export --format jsonld --part stated --part derived -o graph.jsonld
    """
    graph = opened()
    chosen = part or ["stated"]
    if unknown := [name for name in chosen if name not in PARTS]:
        raise UsageError(f"there is no part {unknown[0]!r}", remedy=nearest(unknown[0], PARTS))
    wanted = [name for name in PARTS if name in chosen]
    quads = select_parts(graph.generation.quads(), graph.project, wanted)
    deliver(export(quads, form, graph.project.prefixes), out)
