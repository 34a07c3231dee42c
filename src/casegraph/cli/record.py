"""The commands about what was before: differences between states, receipts of answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from casegraph.cli.app import app, deliver, emit, project, steps
from casegraph.cli.curate import Json, Out
from casegraph.cli.question import opened
from casegraph.difference import FORMATS, compare, open_side, write_difference
from casegraph.errors import UsageError, nearest
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
        emit("".join(f"    {difference}\n" for difference in found.differences))
    if not found.same:
        raise typer.Exit(1)


@app.command("diff")
def diff(
    before: Annotated[str, typer.Argument(help="The earlier state.")],
    after: Annotated[str, typer.Argument(help="The later state.")] = "current",
    form: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help="How to write it.")
    ] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    answers: Annotated[
        bool, typer.Option("--answers/--no-answers", help="Ask all questions of both states.")
    ] = True,
    out: Out = None,
) -> None:
    """Show what changed between two states: by entity, in words, and in which answers.

    A state is 'current' (the generation in use), the digest of a generation, a git revision, a
    folder with graph/, or a dump. Exit code 1: something changed. Example: casegraph diff HEAD~1
    """
    form = "json" if as_json else form
    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}", remedy=nearest(form, FORMATS))
    where = project()
    with (
        steps() as progress,
        open_side(where, before, progress) as old,
        open_side(where, after, progress) as new,
    ):
        found = compare(where, old, new, with_answers=answers, progress=progress)
    deliver(write_difference(found, form), out)
    if not found.empty:
        raise typer.Exit(1)
