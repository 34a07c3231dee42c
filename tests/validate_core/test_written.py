"""A judged report says the same in each format, whatever its texts are."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casegraph.errors import UsageError
from casegraph.spreadsheet import unguarded
from casegraph.terms import Prefixes
from casegraph.validate import Finding, Judged, Report, Severity, View, write_report
from casegraph.validate.judged import Accepted
from casegraph.validate.view import markup
from casegraph.validate.worklist import Decision
from casegraph.validate.written import CSV_COLUMNS, FORMATS

BASE = "https://example.org/id/"
VIEW = View(Prefixes(BASE))
ONE = Finding(
    Severity.WARNING,
    focus=f"{BASE}case/x#d1",
    path="https://w3id.org/casegraph/ns#finding",
    value='"100 %"@en',
    shape="https://w3id.org/casegraph/shape/Verdict-finding",
    component="MinCountConstraintComponent",
    message="Say what was found, by one: 100 %.\nThen say why.",
    file="graph/cases/x.ttl",
    line=12,
)
WORSE = replace(ONE, severity=Severity.VIOLATION, focus=f"{BASE}case/x#d2", line=40)
LESS = replace(ONE, severity=Severity.INFO, focus=f"{BASE}case/x#d3", file="", line=None)
STAYS = Accepted(replace(ONE, focus=f"{BASE}case/x#d4"), Decision.FALSE_ALARM, "It is <there>.")
JUDGED = Judged(Report.of([ONE, WORSE, LESS]), (STAYS,), (replace(ONE, value="a"),), (ONE, WORSE))
REMARKS = [
    "1 finding is accepted by a decision",
    "1 known finding is hidden by the baseline",
    "2 findings of the baseline are gone",
]
NASTY = [
    "<script>",
    "</details>",
    "]]>",
    "&",
    "=1",
    "a\r\nb",
    "a::b",
    "%0A",
    "\0",
    "\x1b[31m",
    "\ufffe",
]
TEXTS = st.text(max_size=8) | st.sampled_from(NASTY)
ANY = st.builds(
    Finding,
    severity=st.sampled_from(Severity),
    line=st.none() | st.integers(1, 9),
    **dict.fromkeys(("focus", "path", "value", "shape", "component", "message", "file"), TEXTS),
)


@st.composite
def _judged(draw: st.DrawFn) -> Judged:
    findings = Report.of(draw(st.lists(ANY, max_size=6))).findings
    cut = draw(st.integers(0, len(findings)))
    rest = [f for f in findings[cut:] if f.severity < Severity.VIOLATION]
    accepted = tuple(Accepted(f, draw(st.sampled_from(Decision)), draw(TEXTS)) for f in rest)
    return Judged(Report.of(findings[:cut]), accepted)


def test_text() -> None:
    """Text tells open findings, then accepted ones with their note, then all counts."""
    text = write_report(JUDGED, "text", replace(VIEW, show=Severity.WARNING))
    assert text.splitlines()[-4:] == ["1 violation, 1 warning, 1 info", *REMARKS]
    assert "x:d3" not in text
    assert "accepted\n  graph/cases/x.ttl line 12: x:d4\n    Warning: Say" in text
    assert "      false alarm: It is <there>.\n" in text
    plain = Judged(Report.of([ONE]))
    assert write_report(plain, "text", VIEW) == plain.open.to_text(VIEW.prefixes)


def test_json() -> None:
    """JSON is the report's own, with what does not count beside it."""
    document = json.loads(write_report(JUDGED, "json", VIEW))
    assert document["counts"] == {"Violation": 1, "Warning": 1, "Info": 1}
    assert (document["known"], document["gone"]) == (1, 2)
    assert document["accepted"][0]["note"] == "It is <there>."
    assert Report.from_json(json.dumps(document)) == JUDGED.open


def test_an_unknown_format_is_refused() -> None:
    """The nearest format is named."""
    with pytest.raises(UsageError, match="html"):
        write_report(JUDGED, "htm", VIEW)


@given(judged=_judged())
def test_every_format_can_be_written_as_utf8(judged: Judged) -> None:
    """No text makes a format fail, and the same report gives the same bytes."""
    for form in set(FORMATS) - {"ttl"}:
        assert (
            write_report(judged, form, VIEW).encode() == write_report(judged, form, VIEW).encode()
        )


@given(judged=_judged())
def test_csv_survives_any_text(judged: Judged) -> None:
    """A row a finding, with the columns that are documented, and every text as it was."""
    text = write_report(judged, "csv", VIEW)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    assert tuple(next(reader)) == CSV_COLUMNS
    rows = [dict(zip(CSV_COLUMNS, map(unguarded, row), strict=True)) for row in reader]
    findings = [*judged.open.findings, *(entry.finding for entry in judged.accepted)]
    assert len(rows) == len(findings)
    for row, finding in zip(rows, findings, strict=True):
        for name in ("focus", "path", "value", "shape", "component", "message", "file"):
            assert row[name] == getattr(finding, name)
        assert (row["severity"], row["line"]) == (finding.severity.label, str(finding.line or ""))
    assert [row["note"] for row in rows] == [""] * len(judged.open.findings) + [
        entry.note for entry in judged.accepted
    ]


def test_annotations() -> None:
    """The commands are those of GitHub's documentation, the gravest first, all escaped."""
    lines = write_report(JUDGED, "github", replace(VIEW, folder="cases, 1")).splitlines()
    shape = "shape%3AVerdict-finding of x%3A"
    says = "::Say what was found, by one: 100 %25.%0AThen say why."
    file = "file=cases%2C 1/graph/cases/x.ttl,line="
    assert lines == [
        f"::error {file}40,title=Violation%3A {shape}d2{says}",
        f"::warning {file}12,title=Warning%3A {shape}d1{says}",
        f"::notice title=Info%3A {shape}d3{says}",
        f"::notice {file}12,title=Accepted%3A {shape}d4{says}%0Afalse alarm: It is <there>.",
        "1 violation, 1 warning, 1 info",
        *REMARKS,
    ]
    shown = write_report(JUDGED, "github", replace(VIEW, show=Severity.VIOLATION))
    assert shown.count("::error ") == shown.count("\n::") + 1 == 1


@given(judged=_judged())
def test_no_text_becomes_a_command(judged: Judged) -> None:
    """However the runner splits lines, there is one command a finding."""
    lines = re.split(r"\r\n|\r|\n", write_report(judged, "github", VIEW))
    commands = [line for line in lines if line.startswith("::")]
    assert len(commands) == len(judged.open.findings) + len(judged.accepted)
    for line in commands:
        found = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line, re.DOTALL)
        assert found
        assert {part.partition("=")[0] for part in found[2].split(",")} <= {"file", "line", "title"}


# what the schemas that are used for JUnit's XML have in common (Jenkins xUnit, junit-10.xsd)
ATTRIBUTES = {
    "testsuites": {"name", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped"},
    "testcase": {"name", "classname"},
    "failure": {"message", "type"},
    "skipped": {"message"},
    "system-out": set(),
}
CHILDREN = {
    "testsuites": {"testsuite"},
    "testsuite": {"testcase", "system-out"},
    "testcase": {"failure", "skipped", "system-out"},
}


def _check_junit(text: str) -> ElementTree.Element:
    root = ElementTree.fromstring(text)
    assert root.tag == "testsuites"
    for element in root.iter():
        assert set(element.attrib) == ATTRIBUTES[element.tag]
        assert {child.tag for child in element} <= CHILDREN.get(element.tag, set())
        for name, tag in (("tests", "testcase"), ("failures", "failure"), ("skipped", "skipped")):
            if name in element.attrib:
                assert int(element.get(name, "")) == len(list(element.iter(tag)))
        assert element.get("errors", "0") == "0"
    for suite in root:
        names = [case.get("name") for case in suite.iter("testcase")]
        assert names
        assert all(len(case) <= 1 for case in suite.iter("testcase"))
    return root


@given(judged=_judged(), fail_on=st.sampled_from(Severity))
def test_junit_survives_any_text(judged: Judged, fail_on: Severity) -> None:
    """It is XML as the schemas have it, its counts are right, and what fails is a failure."""
    root = _check_junit(write_report(judged, "junit", replace(VIEW, fail_on=fail_on)))
    findings = judged.open.findings
    failures = [f for f in findings if f.severity >= fail_on]
    assert len(list(root.iter("testcase"))) == max(1, len(findings) + len(judged.accepted))
    assert len(list(root.iter("failure"))) == len(failures)
    assert len(list(root.iter("skipped"))) == len(judged.accepted)
    said = {element.get("message") for element in root.iter("failure")}
    assert said == {markup(f.shortened(VIEW.prefixes).message) for f in failures}


def test_junit() -> None:
    """A suite a file, a case a finding; the name of a case has no line number."""
    root = _check_junit(write_report(JUDGED, "junit", VIEW))
    assert [suite.get("name") for suite in root] == ["graph/cases/x.ttl", "(no file)"]
    [failure] = root.iter("failure")
    assert failure.get("type") == "Violation"
    assert failure.text is not None
    assert failure.text.startswith("graph/cases/x.ttl line 40\nViolation: Say what")
    [case, *_] = root.iter("testcase")
    assert case.get("name") == "x:d1 cg:finding shape:Verdict-finding"
    [skipped] = root.iter("skipped")
    assert skipped.get("message") == "false alarm: It is <there>."
    twice = Judged(Report.of([ONE, replace(ONE, value="b")]))
    names = [
        c.get("name") for c in _check_junit(write_report(twice, "junit", VIEW)).iter("testcase")
    ]
    assert names[1] == f"{names[0]} (2)"


def test_junit_of_a_clean_project() -> None:
    """Without findings there is one test, which passes; remarks are its suite's output."""
    root = _check_junit(write_report(Judged(Report(()), known=(ONE,)), "junit", VIEW))
    assert [case.get("name") for case in root.iter("testcase")] == ["no findings"]
    assert [element.text for element in root.iter("system-out")] == [REMARKS[1]]


class _Page(HTMLParser):
    """The tags of a page, whether they are balanced, and its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.words: list[str] = []
        self.anchors: dict[str, set[str]] = {"href": set(), "id": set()}
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on")
            if name in self.anchors and value:
                self.anchors[name].add(value.removeprefix("#"))
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@given(judged=_judged())
def test_html_survives_any_text(judged: Judged) -> None:
    """No text becomes a tag, each message is there, and nothing is loaded or run."""
    text = write_report(judged, "html", VIEW)
    page = _Page(text)
    assert page.tags <= {
        *("html", "head", "meta", "title", "style", "body", "header", "main", "h1", "h2", "h3"),
        *("ul", "ol", "li", "p", "b", "a", "details", "summary", "span", "code", "bdi"),
        *("dl", "dt", "dd"),
    }
    assert page.anchors["href"] <= page.anchors["id"]
    words = "".join(page.words)
    for finding in judged.open.findings:
        assert markup(finding.shortened(VIEW.prefixes).message) in words
    assert not re.search(r"https?://|url\(|@import", re.sub(r"<(code|p|bdi).*?</\1>", "", text))


def test_html_folds_by_severity_and_file() -> None:
    """The gravest stand first and unfolded, Infos and accepted ones folded, with their notes."""
    text = write_report(JUDGED, "html", VIEW)
    groups = re.findall(r'<details class="group (\w+)" id="\1"( open)?>', text)
    assert groups == [("violation", " open"), ("warning", " open"), ("info", ""), ("accepted", "")]
    mild = write_report(Judged(Report.of([LESS])), "html", VIEW)
    assert '<details class="group info" id="info" open>' in mild
    assert "false alarm: <bdi>It is &lt;there&gt;.</bdi>" in text
    assert "<b>1</b> violation<" in text
    for remark in REMARKS:
        assert f"<p>{remark}.</p>" in text
    assert "Nothing is open." in write_report(Judged(Report(())), "html", VIEW)
