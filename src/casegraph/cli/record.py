"""The commands about what was before: differences, migrations, receipts of answers."""

from __future__ import annotations

import json
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from casegraph.cli.app import (
    Json,
    Out,
    app,
    deliver,
    emit,
    engine_named,
    note,
    opened,
    project,
    shown,
    steps,
    write_file,
)
from casegraph.difference import FORMATS, compare, fetch_side, open_side, write_difference
from casegraph.difference.side import CURRENT
from casegraph.difference.written import entity_document, entity_lines
from casegraph.errors import UsageError, nearest
from casegraph.migrate import migrate as run_migrations
from casegraph.receipt import check_receipt, read_receipt

receipt_app = typer.Typer(no_args_is_help=True, help="Receipts of answers: ask again, compare.")
app.add_typer(receipt_app, name="receipt")


@receipt_app.callback()
def _receipts() -> None:
    """Hold a place for further commands on receipts."""


@receipt_app.command("check")
def check(
    file: Annotated[Path, typer.Argument(help="A receipt, from 'casegraph ask … --receipt FILE'.")],
    as_json: Json = False,
) -> None:
    """Ask again what a receipt asked, and compare the answers.

    Exit code 1: the answer is another. Example: casegraph receipt check terms.receipt.json
    """
    receipt = read_receipt(file)
    graph = opened()
    found = check_receipt(receipt, graph.generation, graph.project, file)
    if as_json:
        document = {"same": found.same, "differences": list(found.differences)}
        emit(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        emit("the answer is the same\n" if found.same else "the answer is not the same\n")
        emit(shown("".join(f"    {difference}\n" for difference in found.differences)))
    if not found.same:
        raise typer.Exit(1)


@app.command("diff")
def diff(
    before: Annotated[str | None, typer.Argument(help="The earlier state.")] = None,
    after: Annotated[str, typer.Argument(help="The later state.")] = CURRENT,
    form: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help="How to write it.")
    ] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    answers: Annotated[
        bool,
        typer.Option(
            "--answers/--no-answers", help="Ask all questions of both states; slow if large."
        ),
    ] = True,
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine",
            metavar="URL|NAME",
            help="The earlier state is what this engine holds; the one that is named is the later.",
        ),
    ] = None,
    out: Out = None,
) -> None:
    """Show what changed between two states: by entity, in words, and in which answers.

    A state is 'current' (the generation in use), the digest of a generation, a git revision, a
    folder with graph/, the folder of a release, or a dump. With --engine it shows what a push
    would change there. Asking every question of a large project takes long, unless nothing
    differs: --no-answers leaves it out. Exit code 1: something changed.
    Example: casegraph diff HEAD~1
    """
    form = "json" if as_json else form
    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}", remedy=nearest(form, FORMATS))
    if engine and after != CURRENT:
        raise UsageError("with --engine only the later state is named", remedy="Leave out one.")
    if not engine and not before:
        raise UsageError("no earlier state is named", remedy="Name one, such as HEAD~1.")
    where = project()
    with steps() as progress, ExitStack() as opened_sides:
        if engine:
            old = fetch_side(where, engine_named(where, engine), progress)
        else:
            old = opened_sides.enter_context(open_side(where, before or CURRENT, progress))
        later = (before or CURRENT) if engine else after
        new = opened_sides.enter_context(open_side(where, later, progress))
        found = compare(where, old, new, with_answers=answers, progress=progress)
    deliver(write_difference(found, form), out)
    if not found.empty:
        raise typer.Exit(1)


@app.command("migrate")
def migrate(
    since: Annotated[
        str | None, typer.Option("--since", help="Only migrations to later ontology versions.")
    ] = None,
    apply: Annotated[bool, typer.Option("--apply", help="Write the files.")] = False,
    as_json: Json = False,
) -> None:
    """Show what newer versions of the ontology ask the data to change; with --apply, change it.

    Exit code 1: something is to be changed. Example: casegraph migrate --since 0.1.0
    """
    where = project()
    with steps() as progress:
        found = run_migrations(where, since, progress)
    names = [where.shown(path) for path in found.files]
    if apply:
        for path, text in found.files.items():
            write_file(path, text)
    if as_json:
        listed = [
            {
                "migration": step.name,
                "summary": step.summary,
                "entities": [entity_document(change) for change in step.changes],
            }
            for step in found.steps
        ]
        document = {"steps": listed, "files": names, "written": apply}
        emit(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        for step in found.steps:
            emit(f"{step.name}: {step.summary}\n")
            for change in step.changes:
                emit("".join(f"    {line}\n" for line in entity_lines(change, where.prefixes)))
        verb = "changed" if apply else "would change"
        emit("".join(f"{verb}: {name}\n" for name in names) or "nothing to migrate\n")
    if found.files and not apply:
        note("run 'casegraph migrate --apply' to write this")
        raise typer.Exit(1)
