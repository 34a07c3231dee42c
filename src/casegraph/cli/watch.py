"""The command that keeps a build current while files are edited."""

from __future__ import annotations

from contextlib import suppress
from typing import Annotated

import typer

from casegraph.build import BuildResult
from casegraph.build.watch import watch as watch_project
from casegraph.cli.app import app, cores, emit, note, project, steps
from casegraph.errors import CasegraphError
from casegraph.project import Project
from casegraph.validate import Severity


@app.command()
def watch(
    accept_violations: Annotated[
        bool,
        typer.Option("--accept-violations", help="Put it in use even if something is wrong."),
    ] = False,
) -> None:
    """Build, and build again whenever a file changes, until Ctrl-C.

    A broken file or a Violation is told, and the last good generation stays in use.
    Example: casegraph watch
    """
    where = project()
    note(f"watching {where.root.name}; Ctrl-C ends")
    with steps() as progress, suppress(KeyboardInterrupt):
        for result in watch_project(
            where, accept_violations=accept_violations, workers=cores(), progress=progress
        ):
            if isinstance(result, CasegraphError):
                note(f"error: {result}")
            else:
                _tell(where, result)


def _tell(where: Project, result: BuildResult) -> None:
    judged = "everything" if result.judged is None else f"{result.judged} of its units"
    emit(f"{result.digest[:12]}  judged {judged}; findings: {result.report.summary()}\n")
    if result.folder is None:
        text = result.report.at_least(Severity.VIOLATION).to_text(where.prefixes)
        emit(text.removesuffix("\n").rpartition("\n")[0])
        note("not put in use: mend the violations")
