"""The commands that make what others may see: release, dump, site."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from casegraph.cli.app import (
    FINDINGS,
    Json,
    app,
    emit,
    note,
    note_unsaid,
    project,
    shown,
    steps,
)
from casegraph.cli.folder import fill, refuse_used
from casegraph.errors import InputError
from casegraph.project import Project
from casegraph.publish.dump import dump as write_dump
from casegraph.publish.site import write_site
from casegraph.release import Made, Options, make_release, open_release, summary
from casegraph.release.groups import LEAST
from casegraph.release.made import UnsoundError


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
    accept_violations: Annotated[
        bool,
        typer.Option(
            "--accept-violations",
            help="Leave out what breaks a shape, whatever is then said without it.",
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be done; put nothing in place.")
    ] = False,
    as_json: Json = False,
) -> None:
    """Make a release: a new store of what others may see, from what is public and on the list.

    What stays behind, and why, is in the private report; give it to nobody. What is printed tells
    nothing of it.
    Exit code 1: what may leave has a Violation, a withheld name stands in it, a list is broken, or
    a level is said where it does not hold; the old release stays.
    Example: casegraph release ../cases-public
    """
    where = project()
    settings = _settings(where)
    options = Options(
        least or settings.get("k", LEAST),
        force,
        (*settings.get("accept", ()), *(accept or ())),
        dry_run,
        accept_violations,
    )
    try:
        with steps() as progress:
            made = make_release(where, out, options, private=private, progress=progress)
    except UnsoundError as error:
        note(f"not put in place: {error}")
        raise typer.Exit(FINDINGS) from None
    if as_json:
        emit(json.dumps(summary(made), indent=2) + "\n")
    else:
        emit(shown(_told(made)))
    note(f"what stays behind, and why: {made.report} (private)")
    if made.names:
        note('not put in place: texts that would leave name who is withheld; see "names" there')
        note("change the texts, or accept a word that is not meant with --accept WORD")
    if made.findings:
        note('not put in place: a list of what may leave is broken; see "broken lists" there')
    if made.unheeded:
        note('not put in place: a file restricts what another file calls public; see "levels said')
        note('elsewhere" there, and say the level in the file that says what kind of thing it is')
    if not made.sound:
        raise typer.Exit(FINDINGS)
    there = Project(out) if "dataset" in Project(out).settings else where
    note_unsaid(there)
    if dry_run:
        note("not put in place: this was a dry run")


@app.command()
def dump(
    out: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    compress: Annotated[bool, typer.Option("--gzip", help="Pack each file by gzip.")] = False,
) -> None:
    """Write a release in every RDF format, with a description (DCAT, VoID) and hashes.

    Of a release only: what a curators' graph holds is written by export.
    Example: casegraph --project ../cases-public dump dumps
    """
    opened = open_release(project().root)
    refuse_used(out)
    with steps() as progress:
        for name, size in fill(out, write_dump(opened, compress=compress, progress=progress)):
            emit(f"{name}  {size} bytes\n")


@app.command()
def site(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A new or empty folder.")],
) -> None:
    """Write a release as pages and files that need no server: for any web host, or a USB stick.

    Pages, the documents of things in all forms, answers and networks of all the data and of each
    case, dumps, and an index of names.
    Open index.html in it. Example: casegraph --project ../cases-public site ../site
    """
    opened = open_release(project().root)
    refuse_used(out)
    with steps() as progress:
        for _ in fill(out, write_site(opened, progress)):
            pass
    note(f"written: {out / 'index.html'}")
    note_unsaid(opened.graph.project)


def _told(made: Made) -> str:
    told = summary(made)
    changes = told["changes"]
    compared = "there was no release before"
    if changes is not None:
        counted = ", ".join(f"{number} {change}" for change, number in changes.items())
        compared = f"things since the last release: {counted or 'no change'}"
    gone = told["pseudonymised persons no more"]
    if gone:
        compared += f"\nwithout a name before, and here no more: {_counted(gone, 'person')}"
    return (
        f"release {told['release']}\n"
        f"leaves: {told['statements']} statements, {_counted(told['things'], 'thing')} by name, "
        f"{_counted(told['pseudonymised persons'], 'person')} without a name "
        f"in {_counted(told['groups'], 'group')}\n"
        f"{compared}\n"
    )


def _counted(number: int, kind: str) -> str:
    return f"{number} {kind}{'' if number == 1 else 's'}"


def _settings(where: Project) -> dict[str, Any]:
    """Read k and the accepted words from the settings.

    Raises:
        InputError: k is no whole number of 2 or more, or a word is no text.
    """
    table = where.settings.get("release", {})
    if isinstance(table, dict) and set(table) <= {"k", "accept"}:
        least, words = table.get("k", LEAST), table.get("accept", [])
        whole = isinstance(least, int) and not isinstance(least, bool) and least >= 2
        if whole and isinstance(words, list) and all(isinstance(word, str) for word in words):
            return table
    raise InputError(
        "the settings of releases are ill-formed",
        path=where.settings_file,
        remedy="Write [release] and, below it, k = 5, or another whole number from 2, and accept = "
        '["word"] for words that no longer stop a release.',
    )
