"""The command that keeps a build current while files are edited."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

import typer

from casegraph.build import BuildResult, unchanged
from casegraph.build.watch import watch as watch_project
from casegraph.cli.app import app, cores, emit, note, project, steps
from casegraph.errors import CasegraphError
from casegraph.project import Project
from casegraph.validate import Report, Severity


@app.command()
def watch(
    accept_violations: Annotated[
        bool,
        typer.Option("--accept-violations", help="Put it in use even if something is wrong."),
    ] = False,
) -> None:
    """Build, and build again whenever a file changes, until Ctrl-C.

    Each build tells what is wrong with what was checked; where all files were, what was not wrong
    before. With a broken file or a Violation the last good generation stays in use.
    Example: casegraph watch
    """
    where = project()
    same = unchanged(where)
    last = same[1] if same else Report(())  # what was wrong before somebody began to edit
    note(f"watching {where.root.name}; Ctrl-C ends")
    with steps() as progress, suppress(KeyboardInterrupt):
        for result in watch_project(
            where, accept_violations=accept_violations, workers=cores(), progress=progress
        ):
            if isinstance(result, CasegraphError):
                note(f"error: {result}")
            else:
                _tell(where, result, last)
                last = result.now if result.judged is None else Report(())


def _tell(where: Project, result: BuildResult, last: Report) -> None:
    """Say what a build did, and what is wrong now.

    Args:
        where: the project.
        result: what the build did.
        last: what was told before of everything, and need not be told again.
    """
    checked = "all files" if result.judged is None else f"{result.judged} of its units"
    again = " in use again;" if result.folder and not result.fresh else ""
    emit(f"{result.digest[:12]} {again} checked {checked}; findings: {result.report.summary()}\n")
    told = set(last.findings)
    fresh = [finding for finding in result.now.findings if finding not in told]
    for line in Report.of(fresh).at_least(Severity.WARNING).lines(where.prefixes):
        emit(f"{line}\n")
    if result.folder is None:
        note("not put in use: mend the violations")
