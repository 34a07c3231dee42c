"""A judged report in, JUnit's XML out, which continuous integration shows as tests.

A file is a testsuite and a finding a testcase. What fails the command is a failure, what was
accepted is skipped, and what is less grave passes and says its message as output. There is no
time in it: the same findings give the same bytes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from xml.etree import ElementTree

from casegraph.validate.judged import Accepted, Judged
from casegraph.validate.report import Finding
from casegraph.validate.view import View, markup

_Element = ElementTree.Element


def write_junit(judged: Judged, view: View) -> str:
    """Write the report as XML; what XML cannot hold is replaced by U+FFFD."""
    accepted = {entry.finding: entry for entry in judged.accepted}
    findings = sorted([*judged.open.findings, *accepted], key=lambda finding: finding.order)
    root = ElementTree.Element("testsuites", name=view.title)
    for file, group in groupby(findings, key=lambda finding: finding.file):
        name = markup(file or "(no file)")
        suite = ElementTree.SubElement(root, "testsuite", name=name)
        _add_cases(suite, name, group, accepted, view)
    if not findings:  # a report without tests counts as a mistake with some systems
        suite = ElementTree.SubElement(root, "testsuite", name=view.title)
        ElementTree.SubElement(suite, "testcase", name="no findings", classname=view.title)
    for suite in root:
        _count(suite, "tests", "failures", "errors", "skipped")
    _count(root, "tests", "failures", "errors")
    if remarks := judged.remarks():
        output = ElementTree.SubElement(root[0], "system-out")
        output.text = "\n".join(remarks)
    ElementTree.indent(root)
    text = ElementTree.tostring(root, "unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _add_cases(
    suite: _Element,
    name: str,
    findings: Iterable[Finding],
    accepted: dict[Finding, Accepted],
    view: View,
) -> None:
    """Add a testcase a finding; its name is free of lines, so that its history can be told."""
    names: Counter[str] = Counter()
    for finding in findings:
        short = finding.shortened(view.prefixes)
        title = markup(" ".join(filter(None, (short.focus, short.path, short.shape))))
        names[title] += 1
        number = f" ({names[title]})" if names[title] > 1 else ""
        case = ElementTree.SubElement(suite, "testcase", name=title + number, classname=name)
        message = markup(short.message)
        if entry := accepted.get(finding):
            said = markup(f"{entry.decision.value}: {entry.note}")
            skipped = ElementTree.SubElement(case, "skipped", message=said)
            skipped.text = _body(finding, message, short.value)
        elif finding.severity >= view.fail_on:
            kind = finding.severity.label
            failure = ElementTree.SubElement(case, "failure", message=message, type=kind)
            failure.text = _body(finding, message, short.value)
        else:
            ElementTree.SubElement(case, "system-out").text = _body(finding, message, short.value)


def _body(finding: Finding, message: str, value: str) -> str:
    lines = [finding.spot, f"{finding.severity.label}: {message}", value]
    return "\n".join(markup(line) for line in lines if line)


def _count(element: _Element, *names: str) -> None:
    tags = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for name in names:
        element.set(name, str(sum(1 for _ in element.iter(tags[name]))))
