"""The commands about what was answered before: receipts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from casegraph.cli.app import app, emit
from casegraph.cli.curate import Json
from casegraph.cli.question import opened
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
