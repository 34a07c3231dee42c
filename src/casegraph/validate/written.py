"""A judged report in, its text in one of the formats out.

`text` and `html` are for people, `github` and `junit` for machines that check every change, the
others for programs. RDF has no words for what was accepted or known: `ttl` holds the open findings.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from typing import Final

from casegraph.errors import UsageError, nearest
from casegraph.validate.annotations import write_annotations
from casegraph.validate.judged import Accepted, Judged
from casegraph.validate.junit import write_junit
from casegraph.validate.page import write_page
from casegraph.validate.report import Finding, Report, in_words
from casegraph.validate.sheet import write_sheet
from casegraph.validate.view import View

CSV_COLUMNS: Final = (
    *("state", "severity", "file", "line", "focus", "path", "value", "shape", "component"),
    *("message", "decision", "note"),
)
_UNKNOWN: Final = "unknown-thing"
_CLASS: Final = "ClassConstraintComponent"
# what a format cannot hold beside the findings is told on standard error
WITHOUT_REMARKS: Final = ("csv", "ttl")


def write_report(judged: Judged, form: str, view: View) -> str:
    """Write a judged report.

    Args:
        judged: the report.
        form: one of `FORMATS`.
        view: how it is shown.

    Raises:
        UsageError: the format is unknown.
    """
    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}", remedy=nearest(form, FORMATS))
    return FORMATS[form](judged, view)


def _text(judged: Judged, view: View) -> str:
    """Open findings by file, then accepted ones with their notes, then the counts of all."""
    shown = judged.open.at_least(view.show)
    told = _without_classes_of_nothing(shown)
    lines = told.lines(view.prefixes)
    accepted = [entry for entry in judged.accepted if entry.finding.severity >= view.show]
    if accepted:
        lines.append("accepted")
    for entry in accepted:
        finding = entry.finding.shortened(view.prefixes)
        lines.append(f"  {finding.spot}: {finding.focus}")
        lines.append(f"    {finding.severity.label}: {finding.message}")
        lines.append(f"      {entry.decision.value}: {entry.note}")
    if accepted:
        lines.append("")
    remarks = judged.remarks()
    if hidden := len(shown.findings) - len(told.findings):
        remarks.append(f"{hidden} of them on the class of what is not there: not shown")
    return "\n".join([*lines, judged.open.summary(), *remarks]) + "\n"


def _without_classes_of_nothing(report: Report) -> Report:
    """Leave out that a value is not of the right class where it is told that nobody knows it."""
    links = {(f.focus, f.path, f.value) for f in report.findings if f.shape == _UNKNOWN}
    return Report(
        tuple(
            finding
            for finding in report.findings
            if finding.component != _CLASS
            or (finding.focus, finding.path, finding.value) not in links
        )
    )


def _json(judged: Judged, _: View) -> str:
    """The report's own JSON, with what does not count beside it."""
    document = json.loads(judged.open.to_json())
    document["accepted"] = [_accepted(entry) for entry in judged.accepted]
    document["known"] = len(judged.known or ())
    document["gone"] = len(judged.gone)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _accepted(entry: Accepted) -> dict[str, object]:
    said = {"decision": entry.decision.value, "note": entry.note}
    return asdict(entry.finding) | {"severity": entry.finding.severity.label} | said


def _turtle(judged: Judged, view: View) -> str:
    return judged.open.to_turtle(view.prefixes)


def _csv(judged: Judged, _: View) -> str:
    """One row a finding, with the columns of `CSV_COLUMNS`; IRIs in full."""
    rows = [_row(finding, "open", "", "") for finding in judged.open.findings]
    rows += [_row(e.finding, "accepted", e.decision.value, e.note) for e in judged.accepted]
    return write_sheet(CSV_COLUMNS, rows)


def _row(finding: Finding, state: str, decision: str, note: str) -> dict[str, object]:
    own = {"state": state, "decision": decision, "note": note}
    return asdict(finding) | own | in_words(finding)


FORMATS: Final[dict[str, Callable[[Judged, View], str]]] = {
    "text": _text,
    "json": _json,
    "ttl": _turtle,
    "csv": _csv,
    "github": write_annotations,
    "junit": write_junit,
    "html": write_page,
}
