"""The command that writes the whole graph as RDF: export."""

from __future__ import annotations

from typing import Annotated

import typer

from casegraph.cli.app import Out, app, deliver, opened
from casegraph.errors import UsageError, nearest
from casegraph.export import FORMATS, PARTS, export, select_parts


@app.command("export")
def export_command(
    form: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help="The RDF format.")
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
