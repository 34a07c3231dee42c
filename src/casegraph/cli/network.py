"""The commands of analysts: networks."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casegraph.ask.answer import query_named
from casegraph.cli.app import EngineName, app, deliver, emit, note, opened, project, write_file
from casegraph.cli.curate import Json, Out
from casegraph.cli.saved import FREE, Lang, help_of, listed, read_options
from casegraph.errors import UsageError
from casegraph.network import draw, recipes, write_graphml
from casegraph.saved import SavedQuery

network_app = typer.Typer(no_args_is_help=True, help="Networks: recipes, GraphML, pictures.")
app.add_typer(network_app, name="network")


@network_app.command("list")
def network_list(as_json: Json = False) -> None:
    """List the network recipes.

    Example: casegraph network list
    """
    emit(listed(list(recipes(project()).values()), as_json))


Recipe = Annotated[
    str | None, typer.Argument(metavar="RECIPE", help="The recipe; 'network list' names them.")
]
WantsHelp = Annotated[
    bool, typer.Option("--help", "-h", help="Show this, or the parameters of the recipe.")
]


def _recipe(context: typer.Context, name: str | None, wants_help: bool, command: str) -> SavedQuery:
    """Read the recipe that is named, or show the help that was asked for and end."""
    if name is not None:
        recipe = query_named(project().queries("networks"), name, "network recipe")
        if not wants_help:
            return recipe
        emit(help_of(recipe, command))
    elif wants_help:
        emit(context.get_help() + "\n")
    else:
        raise UsageError("no recipe is named", remedy="'casegraph network list' names them.")
    raise typer.Exit


@network_app.command("export", context_settings=FREE)
def network_export(
    context: typer.Context,
    name: Recipe = None,
    out: Out = None,
    lang: Lang = "en",
    engine: EngineName = None,
    wants_help: WantsHelp = False,
) -> None:
    """Write a network as GraphML; the recipe's parameters are options.

    Example: casegraph network export co-defendants --case ua-126-19 -o co-defendants.graphml
    """
    recipe = _recipe(context, name, wants_help, "network export")
    found = opened(engine).network(recipe.name, lang=lang, **read_options(context.args))
    deliver(write_graphml(found), out)
    note(f"{len(found.nodes)} nodes, {len(found.edges)} edges")


@network_app.command("draw", context_settings=FREE)
def network_draw(
    context: typer.Context,
    name: Recipe = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A .svg, .png or .pdf file.")
    ] = None,
    lang: Lang = "en",
    engine: EngineName = None,
    wants_help: WantsHelp = False,
) -> None:
    """Draw a network; the recipe's parameters are options.

    Example: casegraph network draw co-defendants --case ua-126-19 -o co-defendants.svg
    """
    recipe = _recipe(context, name, wants_help, "network draw")
    if out is None:
        raise UsageError("no file is named for the picture", remedy="Add -o FILE.svg.")
    found = opened(engine).network(recipe.name, lang=lang, **read_options(context.args))
    title = recipe.summary.removesuffix(".")
    write_file(out, draw(found, out.suffix.lower(), title))
    note(f"written: {out} ({len(found.nodes)} nodes, {len(found.edges)} edges)")
