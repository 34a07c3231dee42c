"""The command that makes what others may see."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from casegraph.cli.app import FINDINGS, app, emit, note, project, shown, steps
from casegraph.cli.curate import Json
from casegraph.errors import InputError
from casegraph.project import Project
from casegraph.release import Made, Options, make_release, summary
from casegraph.release.groups import LEAST


@app.command()
def release(
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="A new folder, or that of the last release.")
    ],
    least: Annotated[
        int | None,
        typer.Option(
            "--k",
            min=2,
            help="The smallest group of pseudonymised persons that leaves; else as "
            f"casegraph.toml says, else {LEAST}.",
        ),
    ] = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="Let small additions to groups of the last release leave."),
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORD",
            help="A word of a withheld name that is not meant here; repeat it.",
        ),
    ] = None,
    private: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Where pseudonyms and report are kept; private/ if absent."
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be done; put nothing in place.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make a release: a new store of what others may see, from what is public and on the list.

    What stays behind, and why, is in the private report; give it to nobody.
    Exit code 1: a withheld name stands in what would leave, or a list is broken; the old release
    stays. Example: casegraph release ../cases-public
    """
    where = project()
    options = Options(least or _least(where), force, tuple(accept or ()), dry_run)
    with steps() as progress:
        made = make_release(where, out, options, private=private, progress=progress)
    if as_json:
        emit(json.dumps(summary(made), indent=2) + "\n")
    else:
        emit(shown(_told(made)))
    for found in made.names:
        note(f"a name of {where.prefixes.shorten(found.thing)} in {found.where}: {found.text}")
    for finding in made.findings:
        note(f"{where.prefixes.shorten(finding.focus)}: {finding.message}")
    note(f"what stays behind, and why: {made.report} (private)")
    if not made.sound:
        note("not put in place: change the texts, or accept words with --accept WORD")
        raise typer.Exit(FINDINGS)
    if dry_run:
        note("not put in place: this was a dry run")


def _told(made: Made) -> str:
    told = summary(made)
    changes = told["changes"]
    compared = "there was no release before"
    if changes is not None:
        counted = ", ".join(f"{number} {change}" for change, number in changes.items())
        compared = f"things since the last release: {counted or 'no change'}"
    return (
        f"release {told['release']}\n"
        f"leaves: {told['statements']} statements, {_counted(told['things'], 'thing')} by name, "
        f"{_counted(told['pseudonymised persons'], 'person')} without a name "
        f"in {_counted(told['groups'], 'group')}\n"
        f"stays: {_counted(told['withheld things'], 'thing')}; of things that leave "
        f"{_counted(told['withheld statements'], 'statement')}, "
        f"{_counted(told['withheld texts'], 'text')}; of pseudonymised persons "
        f"{told['withheld persons']}\n"
        f"traces that a reader could notice: {told['traces']}\n"
        f"{compared}\n"
    )


def _counted(number: int, kind: str) -> str:
    return f"{number} {kind}{'' if number == 1 else 's'}"


def _least(where: Project) -> int:
    """Read k from the settings.

    Raises:
        InputError: it is no whole number of 2 or more.
    """
    table = where.settings.get("release", {})
    value = table.get("k", LEAST) if isinstance(table, dict) and set(table) <= {"k"} else None
    if not isinstance(value, int) or isinstance(value, bool) or value < 2:
        raise InputError(
            "the settings of releases are ill-formed",
            path=where.settings_file,
            remedy="Write [release] and, below it, k = 5, or another whole number from 2.",
        )
    return value
