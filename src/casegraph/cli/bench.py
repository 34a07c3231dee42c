"""The commands of people who measure."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from casegraph.cli.app import app, counted, emit
from casegraph.corpus import generate as generate_corpus

bench_app = typer.Typer(no_args_is_help=True, help="Measuring: a corpus of fictional cases.")
app.add_typer(bench_app, name="bench")


@bench_app.callback()
def _measuring() -> None:
    """Hold a place for further commands."""


@bench_app.command("generate")
def generate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that does not exist.")],
    cases: Annotated[int, typer.Option("--cases", help="How many cases.", min=1)] = 1000,
    seed: Annotated[int, typer.Option("--seed", help="Another seed gives other cases.")] = 1,
    every: Annotated[
        int,
        typer.Option("--faults", help="A known fault in each case of this number; 0: none.", min=0),
    ] = 0,
) -> None:
    """Write a project of obviously fictional cases, the same for the same numbers.

    Known faults are listed in faults.jsonl, with what validation must say of each.
    Example: casegraph bench generate corpus --cases 1000 --faults 50
    """
    with counted("writing cases", cases) as progress:
        triples = generate_corpus(folder, cases, seed=seed, every=every, progress=progress)
    emit(f"{cases} cases, {triples} triples in {folder}\n")
