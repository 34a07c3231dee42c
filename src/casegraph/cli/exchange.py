"""The commands that bring a project to another engine, and back."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from casegraph.build import build, open_generation
from casegraph.build.generation import is_release
from casegraph.cli.app import (
    FINDINGS,
    Json,
    app,
    emit,
    engine_named,
    note,
    project,
    steps,
    write_file,
)
from casegraph.transfer import Pushed
from casegraph.transfer import pull as read_from
from casegraph.transfer import push as bring_to

Where = Annotated[
    str,
    typer.Argument(metavar="URL|NAME", help="The engine, by address or by name in casegraph.toml."),
]


@app.command()
def push(
    engine: Where,
    everything: Annotated[
        bool, typer.Option("--all", help="Send every graph, also those that are there already.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Build and validate the project, then bring a SPARQL engine to its state.

    Only graphs that changed travel. They are put in place together, after they were read back and
    compared; whatever breaks, the engine holds the old or the new state. Run it again to go on.
    All of the project travels, with whatever is restricted in it; push a release to show others.

    Exit code 1: a Violation; nothing is sent. Example: casegraph push https://db.example.org/ds
    """
    where = project()
    remote = engine_named(where, engine)
    with steps() as progress:
        if not is_release(where):
            result = build(where, progress=progress)
            if result.folder is None:
                note(f"nothing is sent: {result.report.summary()}; see 'casegraph validate'")
                raise typer.Exit(FINDINGS)
        done = bring_to(
            where, open_generation(where), remote, everything=everything, progress=progress
        )
    emit(json.dumps(asdict(done), indent=2) + "\n" if as_json else _as_text(done))


def _as_text(done: Pushed) -> str:
    if not done.sent and not done.removed:
        return f"nothing to send: the engine holds {done.generation[:12]}\n"
    gone = f", {len(done.removed)} removed" if done.removed else ""
    return (
        f"sent: {len(done.sent)} of {done.graphs} graphs ({done.triples} triples){gone}\n"
        f"the engine holds {done.generation[:12]}\n"
    )


@app.command()
def pull(
    engine: Where,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Also write files that say something else here.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Write what a SPARQL engine holds of the project into files that are not here yet.

    Files that say something else here are only listed, unless --overwrite is given; those that the
    engine does not hold stay. What is derived is not pulled: build again.

    Exit code 1: a file differs and was not written. Example: casegraph pull https://db.example.org/ds
    """
    where = project()
    with steps() as progress:
        found = read_from(where, engine_named(where, engine), progress=progress)
    written = [*found.new, *(found.others if overwrite else ())]
    for path, text in found.texts.items():
        if where.shown(path) in written:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_file(path, text)
    left = [] if overwrite else list(found.others)
    if as_json:
        document = {"generation": found.generation, "graphs": found.graphs, "written": written}
        document |= {"differs": left, "onlyHere": list(found.only_here)}
        emit(json.dumps(document, ensure_ascii=False, indent=2) + "\n")
    else:
        lines = [f"written: {name}" for name in written] + [f"differs: {name}" for name in left]
        lines += [f"only here: {name}" for name in found.only_here]
        emit("".join(f"{line}\n" for line in lines or ["the files say what the engine holds"]))
    if left:
        note("add --overwrite to take what the engine holds")
        raise typer.Exit(FINDINGS)
