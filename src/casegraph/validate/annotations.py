"""A judged report in, workflow commands of GitHub Actions out: notes on the lines of a change.

The form and its escapes are those of GitHub's documentation, 'Workflow commands', and of the
toolkit that its own actions use. GitHub shows ten errors, ten warnings and ten notices a step.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Final

from casegraph.validate.judged import Judged
from casegraph.validate.report import Finding, Severity
from casegraph.validate.view import View

_COMMANDS: Final = {
    Severity.VIOLATION: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def write_annotations(judged: Judged, view: View) -> str:
    """Write a command a finding, the gravest first; an accepted finding is a notice."""
    shown = judged.open.at_least(view.show).findings
    lines = [
        _command(_COMMANDS[finding.severity], finding.severity.label, finding, view)
        for finding in sorted(shown, key=lambda finding: -finding.severity)
    ]
    for entry in judged.accepted:
        if entry.finding.severity >= view.show:
            said = f"\n{entry.decision.value}: {entry.note}"
            lines.append(_command("notice", "Accepted", entry.finding, view, said))
    return "\n".join([*lines, judged.open.summary(), *judged.remarks()]) + "\n"


def _command(name: str, kind: str, finding: Finding, view: View, more: str = "") -> str:
    short = finding.shortened(view.prefixes)
    properties = {}
    if finding.file:
        properties["file"] = str(PurePosixPath(view.folder, finding.file))
        if finding.line:
            properties["line"] = str(finding.line)
    properties["title"] = f"{kind}: {short.shape} of {short.focus}"
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(short.message + more)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
