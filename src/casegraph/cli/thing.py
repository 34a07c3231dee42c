"""The commands on things: why, describe, find."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated, Final

import typer
from pyoxigraph import NamedNode

from casegraph.ask.answer import labels
from casegraph.ask.called import names
from casegraph.cli.app import EngineName, Json, Out, app, deliver, emit, note, opened, shown
from casegraph.describe import Description, Origin, Support
from casegraph.liberty import dates
from casegraph.opened import CaseGraph
from casegraph.terms import cg
from casegraph.turtle import write

_DECIDED_BY: Final = cg("libertyDecidedBy").value


class DescriptionFormat(StrEnum):
    """The forms of a description."""

    text = "text"
    json = "json"
    ttl = "ttl"


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
    emit(_description_json(found, graph) if as_json else shown(_why(found, graph)))


def _why(found: Description, graph: CaseGraph) -> str:
    def short(iri: str) -> str:
        return graph.project.prefixes.shorten(iri)

    lines = [f"{short(found.iri)}  {found.label}" if found.label else short(found.iri)]
    for file, line in found.stated:
        lines.append(f"stated in {file}{f', line {line}' if line else ''}")
    labels = _labels(graph, found)
    for origin in found.origins:
        value = getattr(origin.value, "value", str(origin.value))
        text = labels.get(value) or (short(value) if "://" in value else value)
        # a status is as of what decides it
        if origin.predicate == _DECIDED_BY and isinstance(origin.value, NamedNode):
            day = dates(graph.engine, origin.value)
            text = f"{text} ({day})" if day else text
        by = f"  [derived by rule {origin.rule}]" if origin.rule else ""
        if not origin.predicate.endswith("supportedBy"):
            lines.append(f"    {short(origin.predicate).removeprefix('cg:')}: {text}{by}")
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


def _called(graph: CaseGraph, iris: Iterable[str]) -> dict[str, str]:
    """Find what people call things: their labels, or names of those that have none."""
    things = set(iris)
    known = labels(graph.engine, [tuple(map(NamedNode, things))], "en")
    return known | names(graph.engine, graph.project, things - known.keys())


def _description_json(found: Description, graph: CaseGraph) -> str:
    def dated(origin: Origin) -> dict[str, str]:
        if origin.predicate == _DECIDED_BY and isinstance(origin.value, NamedNode):
            return {"dates": dates(graph.engine, origin.value)}
        return {}

    document = {
        "iri": found.iri,
        "label": found.label,
        "stated": [{"file": file, "line": line} for file, line in found.stated],
        "triples": [
            {"property": o.predicate, "value": str(o.value), "rule": o.rule, "file": o.file}
            | dated(o)
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
        text = _description_json(found, graph)
    elif form is DescriptionFormat.ttl:
        text = write(found.quads, graph.project.prefixes)
    else:
        short = graph.project.prefixes.shorten
        called = _called(graph, (s for s, _ in found.incoming))
        refers = [
            f"    {called.get(s) or short(s)} {short(p).removeprefix('cg:')}"
            + (f" ({short(s)})" if s in called else "")
            for s, p in found.incoming
        ]
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
