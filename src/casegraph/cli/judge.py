"""The commands that judge a project: validate its data, lint the words that it is written in."""

from __future__ import annotations

import os
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from casegraph.build import unchanged, validate_changes
from casegraph.cli.app import (
    FINDINGS,
    app,
    cores,
    deliver,
    engine_named,
    is_stream,
    note,
    project,
    steps,
    write_file,
)
from casegraph.cli.curate import files_of, resolved
from casegraph.cli.meant import meant
from casegraph.errors import UsageError
from casegraph.lint import contradictions_of
from casegraph.lint import lint as lint_project
from casegraph.project import Project
from casegraph.survey import validate_project
from casegraph.turtle import FORMATS
from casegraph.validate import (
    Finding,
    Judged,
    Report,
    Severity,
    View,
    is_baseline,
    is_worklist,
    judge,
    make_worklist,
    read_baseline,
    read_decisions,
    read_worklist,
    validate_remote,
    write_baseline,
    write_report,
)
from casegraph.validate.worklist import Row
from casegraph.validate.written import WITHOUT_REMARKS


class Level(StrEnum):
    """The severities as options name them."""

    violation = "violation"
    warning = "warning"
    info = "info"


class ReportFormat(StrEnum):
    """The forms of a report."""

    text = "text"
    json = "json"
    ttl = "ttl"
    csv = "csv"
    github = "github"
    junit = "junit"
    html = "html"


_FOR_PEOPLE: Final = (ReportFormat.text, ReportFormat.html)
Form = Annotated[
    ReportFormat, typer.Option("--format", help="How to write it, such as html for a page.")
]
AsJson = Annotated[bool, typer.Option("--json", help="The same as --format json.")]
FailOn = Annotated[Level, typer.Option(help="The least grave finding that fails, such as warning.")]
Known = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="Hide the findings of this file, such as known.tsv; only others fail."
    ),
]
WriteKnown = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="Write all findings as a baseline, such as known.tsv."),
]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", help="Write to this file, such as report.html.")
]


@app.command()
def validate(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]…", help="Report only on these files; all if absent."),
    ] = None,
    form: Form = ReportFormat.text,
    as_json: AsJson = False,
    fail_on: FailOn = Level.violation,
    show: Annotated[
        Level, typer.Option(help="The least grave finding that text and github show, such as info.")
    ] = Level.warning,
    again: Annotated[
        bool, typer.Option("--again", help="Validate even if nothing changed since the build.")
    ] = False,
    baseline: Known = None,
    write_baseline: WriteKnown = None,
    decisions: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Accept what this worklist accepts, such as worklist.csv."
        ),
    ] = None,
    worklist: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Write a worklist for a spreadsheet, such as worklist.csv; decisions in it stay.",
        ),
    ] = None,
    engine: Annotated[
        str | None,
        typer.Option(
            "--engine",
            metavar="URL|NAME",
            help="Validate what this engine holds, and not the files.",
        ),
    ] = None,
    out: Out = None,
) -> None:
    """Validate the project against the shapes and checks.

    Where nothing changed since the last build, its report is given. With --engine, SPARQL runs
    there, and graphs are fetched for the rest; findings name a graph in place of file and line.
    Exit code 1: a finding as grave as --fail-on that is neither known nor accepted; 2: a baseline
    or worklist would be written over a file that is none.
    Example: casegraph validate --fail-on warning --baseline known.tsv
    """
    where = project()
    if paths and (write_baseline or worklist):
        raise UsageError(
            "a baseline and a worklist are of the whole project", remedy="Leave out PATH."
        )
    if paths and engine:
        raise UsageError("an engine holds no files", remedy="Leave out PATH, or --engine.")
    before = _known(baseline, write_baseline)
    decided = read_decisions(decisions) if decisions else ()
    rows = _worklist(worklist)
    files, extra = _split(paths or [], where.root / "graph")
    if engine:
        with steps() as progress:
            report = validate_remote(where, engine_named(where, engine), progress=progress)
    else:
        report = _report(where, extra, again or bool(extra))
    judged = judge(report, baseline=before, decisions=decided)
    if paths:
        judged = judged.in_files([where.shown(path) for path in [*files, *extra]])
    _write_baseline(report, write_baseline)
    if worklist:
        made = make_worklist(report.findings, rows)
        write_file(worklist, made.to_csv())
        note(f"written: {worklist} ({len(made.open)} findings, {len(made.gone)} gone)")
    view = _view(where, "casegraph validate", show, fail_on)
    form = ReportFormat.json if as_json else form
    if form in _FOR_PEOPLE:
        judged = replace(judged, open=meant(judged.open, where))
    _tell(judged, form, view, out)


@app.command()
def lint(
    form: Form = ReportFormat.text,
    as_json: AsJson = False,
    fail_on: FailOn = Level.warning,
    reason: Annotated[
        bool, typer.Option("--reason", help="Also run a reasoner (needs Java and owlready2).")
    ] = False,
    baseline: Known = None,
    write_baseline: WriteKnown = None,
    out: Out = None,
) -> None:
    """Check the ontology, vocabularies, shapes and queries themselves.

    A rule, a check or another query that cannot be run is a violation; all others do their work.
    Exit code 1: a finding as grave as --fail-on that is not known, or a contradiction.
    Example: casegraph lint --baseline known-words.tsv
    """
    where = project()
    before = _known(baseline, write_baseline)
    with steps() as progress:
        report = lint_project(where, progress=progress)
        contradictions = contradictions_of(where, progress) if reason else []
    judged = judge(report, baseline=before)
    _write_baseline(report, write_baseline)
    for sentence in contradictions:
        note(sentence)
    view = _view(where, "casegraph lint", Level.info, fail_on)
    _tell(judged, ReportFormat.json if as_json else form, view, out)
    if contradictions:
        raise typer.Exit(FINDINGS)


def _report(where: Project, extra: list[Path], again: bool) -> Report:
    """Return the report of the last build if nothing changed, else a new one."""
    same = None if again else unchanged(where)
    if same:
        return same[1]
    with steps() as progress:
        if again:
            return validate_project(where, extra=extra, workers=cores(), progress=progress)
        return validate_changes(where, workers=cores(), progress=progress)


def _known(baseline: Path | None, written: Path | None) -> tuple[Finding, ...] | None:
    """Read the baseline, and refuse to write one over a file that is none."""
    if written and _is_there(written) and not is_baseline(written):
        raise UsageError(
            "there is a file of this name, and it is no baseline",
            where=str(written),
            remedy="Choose another name, or delete it.",
        )
    return read_baseline(baseline) if baseline else None


def _worklist(path: Path | None) -> tuple[Row, ...]:
    """Read the worklist that is there, and refuse to write one over a file that is none."""
    if path is None or not _is_there(path):
        return ()
    if not is_worklist(path):
        raise UsageError(
            "there is a file of this name, and it is no worklist",
            where=str(path),
            remedy="Choose another name, or delete it.",
        )
    return read_worklist(path)


def _is_there(path: Path) -> bool:
    """Say whether there is a file to take account of; a name that none can have fails later."""
    try:
        return path.is_file() and not is_stream(path)
    except OSError:
        return False


def _write_baseline(report: Report, path: Path | None) -> None:
    if path:
        write_file(path, write_baseline(report.findings))
        note(f"written: {path} ({len(report.findings)} findings)")


def _view(where: Project, title: str, show: Level, fail_on: Level) -> View:
    folder = Path(os.path.relpath(where.root)).as_posix()
    if folder.startswith(".."):  # GitHub knows no file above the folder of the checkout
        folder = ""
    return View(where.prefixes, title, Severity.of(show), Severity.of(fail_on), folder)


def _tell(judged: Judged, form: ReportFormat, view: View, out: Path | None) -> None:
    """Write a judged report, and end with code 1 if it fails."""
    deliver(write_report(judged, form, view), out)
    if form in WITHOUT_REMARKS:
        for sentence in judged.remarks():
            note(sentence)
    if judged.open.fails(view.fail_on):
        raise typer.Exit(FINDINGS)


def _split(paths: list[Path], graph: Path) -> tuple[list[Path], list[Path]]:
    """Tell files of the project from files that are validated in addition."""
    inside: list[Path] = []
    outside: list[Path] = []
    for path in paths:
        for member in files_of(resolved(path), FORMATS):
            (inside if member.is_relative_to(graph) else outside).append(member)
    return inside, outside
