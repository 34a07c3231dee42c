"""What was known or decided before is found again, and nothing else passes for it."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casegraph.errors import InputError
from casegraph.spreadsheet import guarded, unguarded
from casegraph.validate import (
    Finding,
    Report,
    Severity,
    is_baseline,
    judge,
    make_worklist,
    read_baseline,
    read_decisions,
    read_worklist,
    write_baseline,
)
from casegraph.validate.matching import pair
from casegraph.validate.sheet import read_sheet, write_sheet
from casegraph.validate.worklist import COLUMNS, Decision, Row, Worklist

ONE = Finding(
    Severity.WARNING,
    focus="https://example.org/id/case/x#d1",
    path="https://w3id.org/casegraph/ns#finding",
    value='"=1+1"@en',
    shape="https://w3id.org/casegraph/shape/Verdict-finding",
    component="MinCountConstraintComponent",
    message="Say what was found.",
    file="graph/cases/x.ttl",
    line=12,
)
NASTY = [
    "=cmd()",
    "'=x",
    "-",
    "a\tb",
    "a\r\nb",
    "\\n",
    ";=1",
    "_:b1",
    "\u202e",
    "\ufeff",
    "\0",
    '"',
]
TEXTS = st.text(max_size=8) | st.sampled_from(NASTY)
FEW = st.sampled_from(["=a", "_:b0", "_:b1"])  # findings of these often share a key


def _finding(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Finding]:
    parts = ("focus", "path", "value", "shape", "component", "message", "file")
    return st.builds(
        Finding,
        severity=st.sampled_from(Severity),
        line=st.none() | st.integers(1, 9),
        **dict.fromkeys(parts, texts),
    )


FINDINGS = st.lists(_finding(TEXTS) | _finding(FEW), max_size=8).map(
    lambda findings: Report.of(findings).findings
)


def _likeness(findings: Iterable[Finding]) -> Counter[tuple[object, ...]]:
    return Counter((finding.key, finding.severity, finding.message) for finding in findings)


@pytest.fixture(scope="session")
def spot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A place for a file that each example of a property writes anew."""
    return tmp_path_factory.mktemp("known") / "file"


def _read(spot: Path, text: str) -> Path:
    spot.write_bytes(text.encode("utf-8"))
    return spot


@given(findings=FINDINGS, data=st.data())
def test_a_baseline_hides_what_it_holds_and_nothing_else(
    findings: tuple[Finding, ...], data: st.DataObject, spot: Path
) -> None:
    """Whatever the texts are, the findings written are the findings hidden, and none is gone."""
    chosen = data.draw(
        st.lists(st.sampled_from(findings), unique=True) if findings else st.just([])
    )
    text = write_baseline(chosen)
    assert text.count("\n") == len(chosen) + 1
    assert text == write_baseline(reversed(chosen))
    before = read_baseline(_read(spot, text))
    assert write_baseline(before) == text
    judged = judge(Report(findings), baseline=before)
    assert judged.known is not None
    assert _likeness(judged.known) == _likeness(chosen)
    assert _likeness(judged.open.findings) == _likeness(findings) - _likeness(chosen)
    assert judged.gone == ()
    rest = judge(Report.of(set(findings) - set(chosen)), baseline=write_and_read(spot, findings))
    assert rest.open.findings == ()
    assert _likeness(rest.gone) == _likeness(chosen)


def write_and_read(spot: Path, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Carry findings through a file."""
    return read_baseline(_read(spot, write_baseline(findings)))


def test_a_finding_keeps_its_key_when_it_moves(spot: Path) -> None:
    """Another line, file, message or name of a blank node is no news; another value is."""
    before = write_and_read(spot, [ONE, replace(ONE, focus="_:b1")])
    moved = replace(ONE, line=80, file="graph/cases/y.ttl", message="Say it!")
    for same in (moved, replace(ONE, focus="_:b7"), replace(ONE, severity=Severity.INFO)):
        assert judge(Report((same,)), baseline=before).open.findings == ()
    parts = ("focus", "path", "value", "shape", "component")
    for other in (replace(ONE, **{part: "https://example.org/other"}) for part in parts):
        judged = judge(Report((other,)), baseline=before)
        assert judged.open.findings == (other,)
        assert len(judged.gone) == 2


def test_what_became_graver_is_news(spot: Path) -> None:
    """A Warning that is known does not hide the Violation that it became."""
    worse = replace(ONE, severity=Severity.VIOLATION)
    judged = judge(Report((worse,)), baseline=write_and_read(spot, [ONE]))
    assert judged.open.fails(Severity.VIOLATION)
    assert judged.remarks() == [
        "0 known findings are hidden by the baseline",
        "1 finding of the baseline is gone",
    ]


def test_one_entry_hides_one_finding() -> None:
    """Findings that share a key are counted: the one with the known message is the known one."""
    three = tuple(replace(ONE, message=message) for message in ("a", "b", "c"))
    judged = judge(Report(three), baseline=[replace(ONE, message="b")])
    assert [finding.message for finding in judged.open.findings] == ["a", "c"]
    assert pair(three, [replace(ONE, message="z")] * 2) == {0: 1, 1: 0}


HEAD = "severity\tfocus\tpath\tvalue\tshape\tcomponent\tmessage\n"


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("", 1, "no baseline"),
        ("focus\n", 1, "no baseline"),
        ('{"findings": []}', 1, "no baseline"),
        (HEAD + "<<<<<<< ours\n", 2, "1 cells, not 7"),
        (HEAD + "Info\ta\tb\tc\td\te\tf\nGrave\ta\tb\tc\td\te\tf\n", 3, "GRAVE"),
        (HEAD + "Info\ta\\x\tb\tc\td\te\tf\n", 2, "'x'"),
        (HEAD + "Info\ta\\u12\tb\tc\td\te\tf\n", 2, "'u'"),
        (HEAD + "Info\ta\tb\tc\td\te\tf\\\n", 2, "''"),
        (HEAD + "\n\udcff", 3, "UTF-8"),
    ],
)
def test_a_baseline_of_the_wrong_form(text: str, line: int, word: str, tmp_path: Path) -> None:
    """What is no baseline is an InputError with its line, never an empty baseline."""
    path = tmp_path / "known.tsv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match=word) as caught:
        read_baseline(path)
    assert (caught.value.path, caught.value.line) == (path, line)
    assert is_baseline(path) is text.startswith(HEAD)


def test_a_baseline_that_git_or_an_editor_changed(spot: Path) -> None:
    """Line ends of Windows, a byte order mark and empty lines change nothing."""
    text = write_baseline([ONE]).replace("\n", "\r\n")
    assert _likeness(read_baseline(_read(spot, f"\ufeff{text}\r\n"))) == _likeness([ONE])


@given(text=st.text() | TEXTS)
def test_no_cell_begins_as_a_formula(text: str) -> None:
    """A guarded cell is safe however a spreadsheet splits it, and is read back as it was."""
    safe = guarded(text)
    assert unguarded(safe) == text
    for separator in (";", "\t", "\n", "\r"):
        for part in safe.split(separator):
            assert not part.startswith(("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"))
    assert not safe.startswith(("\t", "\r", "\n"))


def test_what_people_write_keeps_its_apostrophe() -> None:
    """An apostrophe that guards nothing is text."""
    for text in ("'quoted' words", "it's", "a-b", "a; b", "1+1"):
        assert guarded(text) == unguarded(text) == text
    assert guarded("=1+1") == "'=1+1"
    assert unguarded("'=1+1") == "=1+1"


@given(rows=st.lists(st.tuples(TEXTS, TEXTS, TEXTS).filter(any), max_size=4))
def test_a_sheet_survives_any_text(rows: list[tuple[str, str, str]], spot: Path) -> None:
    """Each cell is read back as it was written; each row knows the line that it begins on."""
    columns = ("a", "b", "c")
    text = write_sheet(columns, (dict(zip(columns, row, strict=True)) for row in rows))
    found = read_sheet(_read(spot, text), columns)
    assert [tuple(cells.values()) for _, cells in found] == rows
    assert [line for line, _ in found][:1] == [2][: len(rows)]


@given(findings=FINDINGS, data=st.data())
def test_a_worklist_keeps_what_people_wrote(
    findings: tuple[Finding, ...], data: st.DataObject, spot: Path
) -> None:
    """Through a file, another run and back, a decision stays with its finding."""
    decisions = st.none() | st.sampled_from(Decision)
    notes = TEXTS.map(str.strip)
    rows = tuple(Row(f, data.draw(decisions), data.draw(notes)) for f in findings)
    text = Worklist(rows).to_csv()
    read = read_worklist(_read(spot, text))
    assert [replace(row, line=0) for row in read] == list(rows)
    assert make_worklist(findings, read).to_csv() == text
    half = findings[::2]
    made = make_worklist(half, read)
    assert [row.finding for row in made.open] == list(half)
    words = [row for row in rows if row.decision or row.note]
    kept = [row for row in (*made.open, *made.gone) if row.decision or row.note]
    said = Counter((row.finding.key, row.decision, row.note) for row in words)
    assert Counter((row.finding.key, row.decision, row.note) for row in kept) == said
    back = make_worklist(findings, read_worklist(_read(spot, made.to_csv())))
    again = [row for row in back.open if row.decision or row.note]
    assert Counter((row.finding.key, row.decision, row.note) for row in again) == said
    assert back.gone == ()


def test_rows_of_findings_gone() -> None:
    """A row with words moves to the end, marked; a row without is left out."""
    other = replace(ONE, focus="https://example.org/id/case/x#d2")
    new = replace(ONE, focus="https://example.org/id/case/x#d3")
    before = (Row(ONE, Decision.MEND, "", 2), Row(other, None, "", 3))
    text = make_worklist([new], before).to_csv()
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert [(r["focus"][-2:], r["state"], r["decision"]) for r in rows] == [
        ("d3", "open", ""),
        ("d1", "gone", "mend"),
    ]


def _sheet(*rows: dict[str, str], separator: str = ",") -> str:
    defaults = {
        **dict.fromkeys(COLUMNS, ""),
        "severity": "Warning",
        "focus": ONE.focus,
        "path": ONE.path,
        "value": ONE.value,
        "shape": ONE.shape,
        "component": ONE.component,
        "message": ONE.message,
        "line": "12",
    }
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=separator)
    writer.writeheader()
    writer.writerows(defaults | row for row in rows)
    return out.getvalue()


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_accepted_findings_do_not_count(separator: str, spot: Path) -> None:
    """What a spreadsheet saved, with either separator, accepts a finding and tells its note."""
    row = {"decision": " False  alarm ", "note": "Read again; it is there."}
    decisions = read_decisions(_read(spot, _sheet(row, separator=separator)))
    judged = judge(Report((ONE, replace(ONE, value="b"))), decisions=decisions)
    assert [finding.value for finding in judged.open.findings] == ["b"]
    [entry] = judged.accepted
    assert (entry.decision, entry.note) == (Decision.FALSE_ALARM, "Read again; it is there.")
    assert judged.remarks() == ["1 finding is accepted by a decision"]


def test_to_mend_or_undecided_counts(spot: Path) -> None:
    """A note alone, or the decision to mend, accepts nothing."""
    for row in ({"decision": "mend", "note": "soon"}, {"note": "hm"}):
        decisions = read_decisions(_read(spot, _sheet(row)))
        assert judge(Report((ONE,)), decisions=decisions).open.findings == (ONE,)


def test_a_violation_is_never_accepted(spot: Path) -> None:
    """Neither in the file nor when a Warning that was accepted became a Violation."""
    row = {"decision": "accept", "note": "Known."}
    worse = replace(ONE, severity=Severity.VIOLATION)
    decisions = read_decisions(_read(spot, _sheet(row)))
    assert judge(Report((worse,)), decisions=decisions).open.findings == (worse,)
    raised = [replace(entry, finding=worse) for entry in decisions]
    assert judge(Report((worse,)), decisions=raised).accepted == ()
    with pytest.raises(InputError, match="a Violation cannot be accepted") as caught:
        read_decisions(_read(spot, _sheet({}, row | {"severity": "Violation"})))
    assert caught.value.line == 3


def test_a_known_finding_may_be_accepted(spot: Path) -> None:
    """A finding that is both known and accepted is told as accepted, and is not gone."""
    decisions = read_decisions(_read(spot, _sheet({"decision": "accept", "note": "Yes."})))
    judged = judge(Report((ONE,)), baseline=[ONE], decisions=decisions)
    assert (len(judged.accepted), judged.known, judged.gone) == (1, (), ())


NO_DECISION = _sheet({}, {"note": "two\nlines"}, {"decision": "acept"})


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("", 1, "no column 'decision'"),
        ("decision,note\n", 1, "no column 'state'"),
        (_sheet().replace("note", "note,by"), 1, "an unknown column 'by'"),
        (_sheet().replace("note", "note,note"), 1, "a column twice"),
        (NO_DECISION, 5, "no decision 'acept'.*accept"),
        (_sheet({"decision": "accept"}), 2, "has no note"),
        (_sheet({"severity": "Grave"}), 2, "GRAVE"),
        (_sheet({"line": "twelve"}), 2, "twelve"),
        (_sheet({}) + "accept,yes\n", 3, "2 cells, not 12"),
        (_sheet({}) + '"accept', 3, "no CSV"),
        (_sheet({}) + "\udce9", 3, "UTF-8"),
    ],
)
def test_a_worklist_of_the_wrong_form(text: str, line: int, word: str, tmp_path: Path) -> None:
    """What is no worklist, or says what cannot be, is an InputError with its line."""
    path = tmp_path / "worklist.csv"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(InputError, match=word) as caught:
        read_decisions(path)
    assert (caught.value.path, caught.value.line) == (path, line)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """A missing file or a folder is an InputError that names it."""
    for path in (tmp_path / "missing", tmp_path):
        for reader in (read_baseline, read_decisions):
            with pytest.raises(InputError, match="cannot be read"):
                reader(path)
