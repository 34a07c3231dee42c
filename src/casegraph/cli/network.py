"""The commands of analysts: networks."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from casegraph.ask import Table
from casegraph.ask.answer import query_named
from casegraph.ask.written import FORMATS as TABLES
from casegraph.assets import missing
from casegraph.cli.app import (
    EngineName,
    Json,
    Out,
    app,
    deliver,
    emit,
    note,
    opened,
    project,
    write_file,
)
from casegraph.cli.saved import FREE, Lang, RawCells, help_of, listed, write_table
from casegraph.cli.shaping import Shaping, shaped
from casegraph.errors import UsageError, nearest
from casegraph.network import FORMATS, MEASURES, Network, draw, names_for, recipes, write_files
from casegraph.network.page import EXPLORERS
from casegraph.network.picture import MissingLetters, draw_timeline
from casegraph.network.table import edge_table, node_table
from casegraph.network.write.formats import SHEET
from casegraph.saved import SavedQuery

network_app = typer.Typer(
    no_args_is_help=True, help="Networks: recipes, measures, pictures, files for other programs."
)
app.add_typer(network_app, name="network")

Recipe = Annotated[
    str | None, typer.Argument(metavar="RECIPE", help="The recipe; 'network list' names them.")
]
WantsHelp = Annotated[
    bool, typer.Option("--help", "-h", help="Show this, or the parameters of the recipe.")
]
TableFormat = Annotated[
    str, typer.Option("--format", "-f", help="table, csv, json, md, html, parquet, xlsx …")
]


@network_app.command("list")
def network_list(as_json: Json = False) -> None:
    """List the network recipes.

    Example: casegraph network list
    """
    emit(listed(list(recipes(project()).values()), as_json))


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


@network_app.command("run", context_settings=FREE)
@shaped
def network_run(
    context: typer.Context,
    name: Recipe = None,
    part: Annotated[str, typer.Option("--part", help="edges or nodes.")] = "edges",
    format: TableFormat = "table",
    out: Out = None,
    raw_cells: RawCells = False,
    wants_help: WantsHelp = False,
    *,
    shaping: Shaping,
) -> None:
    """Show the edges or the nodes of a network as a table; the recipe's parameters are options.

    Example: casegraph network run co-defendants --case ua-126-19
    """
    recipe = _recipe(context, name, wants_help, "network run")
    if part not in ("edges", "nodes"):
        raise UsageError(f"a network has no {part!r}", remedy="Give --part edges or nodes.")
    found = shaping.network(recipe, context.args, [])
    prefixes = project().prefixes
    words = format == "table"
    table = (
        edge_table(found, prefixes, words=words) if part == "edges" else node_table(found, prefixes)
    )
    _tell(found, table, format, out, raw=raw_cells)


@network_app.command("measure", context_settings=FREE)
@shaped
def network_measure(
    context: typer.Context,
    name: Recipe = None,
    measures: Annotated[
        str, typer.Option("--measures", "-m", help="Names with commas between, or all.")
    ] = "degree,strength,betweenness,component",
    top: Annotated[int | None, typer.Option("--top", help="Only so many nodes.", min=1)] = None,
    format: TableFormat = "table",
    out: Out = None,
    raw_cells: RawCells = False,
    wants_help: WantsHelp = False,
    *,
    shaping: Shaping,
) -> None:
    """Measure the nodes of a network; the first measure orders them, the greatest first.

    Measures: degree, strength, betweenness, betweenness-sampled, closeness, eigenvector, pagerank,
    clustering, component, core, community, bridge (of edges), and two-mode-degree,
    two-mode-betweenness, two-mode-closeness, two-mode-clustering.
    Example: casegraph network measure persons-institutions --onto person -m degree,community
    """
    recipe = _recipe(context, name, wants_help, "network measure")
    found = shaping.network(recipe, context.args, [])
    chosen = names_for(found) if measures == "all" else _names(measures)
    found = shaping.measured(found, chosen)
    of_edges = all(MEASURES[n].of == "edge" for n in chosen)
    prefixes = project().prefixes
    table = edge_table(found, prefixes, words=format == "table") if of_edges else node_table(
        found, prefixes, by=next(n for n in chosen if MEASURES[n].of == "node"), top=top
    )  # fmt: skip
    _tell(found, table, format, out, raw=raw_cells)


@network_app.command("export", context_settings=FREE)
@shaped
def network_export(
    context: typer.Context,
    name: Recipe = None,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", "-f", help=f"{', '.join(FORMATS)}; by the ending of the file if absent."
        ),
    ] = None,
    out: Out = None,
    measures: Annotated[
        str | None, typer.Option("--measures", "-m", help="Measures to add as columns.")
    ] = None,
    raw_cells: RawCells = False,
    wants_help: WantsHelp = False,
    *,
    shaping: Shaping,
) -> None:
    """Write a network for other programs, and its datasheet; the recipe's parameters are options.

    Without -o, GraphML or another format of one text file goes to standard output.
    Example: casegraph network export co-defendants --case ua-126-19 -o co-defendants.gexf
    """
    recipe = _recipe(context, name, wants_help, "network export")
    chosen = format or _format_of(out)
    if chosen not in FORMATS:
        raise UsageError(f"there is no format {chosen!r}", remedy=nearest(chosen, FORMATS))
    found = shaping.network(recipe, context.args, _names(measures) if measures else [])
    base = _base(out, chosen) if out else Path(found.name)
    files = write_files(found, chosen, safe=not raw_cells, stem=base.name)
    if out is None:
        if len(FORMATS[chosen].files) > 1:
            raise UsageError(f"{chosen} is two files", remedy="Add -o NAME.")
        deliver(next(files)[1], None)
    else:
        for ending, pieces in files:
            path = base.with_name(base.name + ending)
            before = _export_of(path) if ending == SHEET else None
            if before and before != {"recipe": recipe.name, "format": chosen}:
                other = f"{before['recipe']} as {before['format']}"
                note(f"note: {path} described another export ({other}); another name keeps both")
            write_file(path, pieces)
            note(f"written: {path}")
    note(_counts(found))


@network_app.command("draw", context_settings=FREE)
@shaped
def network_draw(
    context: typer.Context,
    name: Recipe = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A .svg, .png, .pdf or .html file.")
    ] = None,
    wants_help: WantsHelp = False,
    *,
    shaping: Shaping,
) -> None:
    """Draw a network; the recipe's parameters are options.

    Example: casegraph network draw co-defendants --case ua-126-19 -o co-defendants.svg
    """
    recipe = _recipe(context, name, wants_help, "network draw")
    if out is None:
        raise UsageError("no file is named for the picture", remedy="Add -o FILE.svg.")
    found = shaping.network(recipe, context.args, [])
    title = recipe.summary.removesuffix(".")
    with _noted():
        picture = draw(found, out.suffix.lower(), title)
    write_file(out, picture)
    note(f"written: {out} ({_counts(found)})")
    if out.suffix.lower() == ".html" and (absent := missing(*EXPLORERS)):
        note(
            f"note: {', '.join(absent)} not found: {out} has the picture and the tables only; "
            "'make assets' gives the interactive part"
        )


@app.command("timeline")
def timeline(
    case: Annotated[str, typer.Argument(metavar="CASE", help="The case, such as ua-126-19.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A .svg, .png or .pdf file.")
    ] = None,
    account: Annotated[
        str | None, typer.Option("--account", help="Only what this document supports.")
    ] = None,
    lang: Lang = "en",
    engine: EngineName = None,
) -> None:
    """Draw what happened in a case, and when; an uncertain date is drawn as such.

    Example: casegraph timeline ua-126-19 -o ua-126-19.svg
    """
    if out is None:
        raise UsageError("no file is named for the picture", remedy="Add -o FILE.svg.")
    graph = opened(engine)
    title, rows = graph.timeline(case, account=account, lang=lang)
    words = [f"case {case}", f"account {account}" if account else "preferred account"]
    if graph.dataset_name:
        words.append(f"data {graph.dataset_name[:12]}")
    with _noted():
        picture = draw_timeline(title, rows, out.suffix.lower(), " · ".join(words))
    write_file(out, picture)
    note(f"written: {out} ({len(rows)} entries)")


@contextmanager
def _noted() -> Iterator[None]:
    """Say on standard error what a picture could not draw."""
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always", MissingLetters)
        yield
    for warning in told:
        note(f"warning: {warning.message}")


def _names(text: str) -> list[str]:
    names = [name.strip() for name in text.split(",") if name.strip()]
    for name in names:
        if name not in MEASURES:
            raise UsageError(f"there is no measure {name!r}", remedy=nearest(name, MEASURES))
    if not names:
        raise UsageError("no measure is named", remedy=f"Known: {', '.join(MEASURES)}.")
    return names


def _format_of(out: Path | None) -> str:
    """Find the format by the ending of a file's name."""
    if out is None:
        return "graphml"
    for name, entry in FORMATS.items():
        if any(_ends(out, (e, f".{e.rpartition('.')[2]}")) for e in entry.files):
            return name
    raise UsageError(
        f"the ending of {out.name} names no format",
        remedy=f"Give --format: {', '.join(FORMATS)}.",
    )


def _base(out: Path, chosen: str) -> Path:
    """Take the ending of the format from the name of a file."""
    for ending in FORMATS[chosen].files:
        for known in (ending, f".{ending.rpartition('.')[2]}"):
            if _ends(out, (known,)) and len(out.name) > len(known):
                return out.with_name(out.name[: -len(known)])
    return out


def _ends(path: Path, endings: tuple[str, ...]) -> bool:
    """Say whether a file's name has one of some endings, in whatever case."""
    return path.name.lower().endswith(endings)


def _export_of(path: Path) -> dict[str, str] | None:
    """Read from a datasheet of which recipe it is, and of which format; None if it is none."""
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError):
        return None
    found = dict(re.findall(r"^\| (recipe|format) \| (.+) \|$", text, re.MULTILINE))
    return found if len(found) == 2 else None


def _tell(network: Network, table: Table, form: str, out: Path | None, *, raw: bool) -> None:
    """Write a table of a network, and say how large the network is.

    Raises:
        UsageError: the format is one of networks, which no table has.
    """
    if form in FORMATS and form not in TABLES:
        raise UsageError(
            f"a table cannot be written as {form}",
            remedy=f"Write the network by 'casegraph network export RECIPE -f {form} -o FILE'.",
        )
    shown = table.readable() if form == "table" else table
    deliver(write_table(shown, form, raw), out)
    note(_counts(network))


def _counts(network: Network) -> str:
    return f"{len(network)} nodes, {network.size} edges"
