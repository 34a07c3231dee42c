"""Findings in, a worklist for curators out, and their decisions back in.

A worklist is a CSV file, one row a finding, with two empty columns that people fill in a
spreadsheet: the decision, and a note that says why. Nothing says who decided: git knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from casegraph.errors import InputError, nearest
from casegraph.validate.matching import pair
from casegraph.validate.report import PARTS, Finding, Severity, in_words
from casegraph.validate.sheet import begins_with, read_sheet, write_sheet

COLUMNS: Final = (
    *("decision", "note", "state", "severity", "message", "file", "line"),
    *("focus", "path", "value", "shape", "component"),
)
_BOM: Final = "\ufeff"  # without it, Excel reads UTF-8 as an old encoding


class Decision(StrEnum):
    """What a curator decided about a finding."""

    MEND = "mend"
    ACCEPT = "accept"
    FALSE_ALARM = "false alarm"

    @property
    def accepts(self) -> bool:
        """Whether the finding may stay."""
        return self is not Decision.MEND


@dataclass(frozen=True)
class Row:
    """A row of a worklist.

    Attributes:
        finding: the finding as it was when the row was written.
        decision: what was decided, or None.
        note: why, or an empty string.
        line: where the row begins in its file, from 1; 0 for a row that was never written.
    """

    finding: Finding
    decision: Decision | None = None
    note: str = ""
    line: int = 0


@dataclass(frozen=True)
class Worklist:
    """The rows of findings that are there, and rows with people's words of findings gone."""

    open: tuple[Row, ...]
    gone: tuple[Row, ...] = ()

    def to_csv(self) -> str:
        """Write the worklist for a spreadsheet: findings first, then those that are gone."""
        rows = [_cells(row, "open") for row in self.open]
        rows += [_cells(row, "gone") for row in self.gone]
        return _BOM + write_sheet(COLUMNS, rows)


def make_worklist(findings: Sequence[Finding], before: Sequence[Row] = ()) -> Worklist:
    """Make a worklist, and keep what people wrote into an earlier one.

    A row whose finding is gone is kept, marked `gone`, if somebody wrote into it; else it is left
    out. Should the finding return, its decision holds again.
    """
    pairs = pair(findings, [row.finding for row in before])
    rows = []
    for place, finding in enumerate(findings):
        old = before[pairs[place]] if place in pairs else Row(finding)
        rows.append(Row(finding, old.decision, old.note))
    left = [before[place] for place in sorted(set(range(len(before))) - set(pairs.values()))]
    words = [row for row in left if row.decision or row.note]
    return Worklist(tuple(rows), tuple(sorted(words, key=lambda row: row.finding.order)))


def is_worklist(path: Path) -> bool:
    """Say whether a file begins as a worklist does, whatever became of its other columns."""
    return begins_with(path, ("decision", "note"))


def read_worklist(path: Path) -> tuple[Row, ...]:
    """Read a worklist, filled or not.

    Raises:
        InputError: it is no worklist, or a row has an unknown decision, severity or line.
    """
    return tuple(_row(path, line, cells) for line, cells in read_sheet(path, COLUMNS))


def read_decisions(path: Path) -> tuple[Row, ...]:
    """Read a worklist whose decisions are to count.

    Raises:
        InputError: as for `read_worklist`; or a row accepts a Violation, or gives no reason.
    """
    rows = read_worklist(path)
    for row in rows:
        if not (row.decision and row.decision.accepts):
            continue
        if row.finding.severity is Severity.VIOLATION:
            raise InputError(
                f"a Violation cannot be accepted, and the decision is {row.decision.value!r}",
                path=path,
                line=row.line,
                remedy="Mend it, or correct the shape or check that finds it.",
            )
        if not row.note:
            raise InputError(
                f"the decision {row.decision.value!r} has no note",
                path=path,
                line=row.line,
                remedy="Say in the column note why the finding may stay.",
            )
    return rows


def _cells(row: Row, state: str) -> dict[str, object]:
    own = {"decision": row.decision.value if row.decision else "", "note": row.note, "state": state}
    return asdict(row.finding) | own | in_words(row.finding)


def _row(path: Path, line: int, cells: dict[str, str]) -> Row:
    word = " ".join(cells["decision"].split()).lower()
    if word and word not in list(Decision):
        raise InputError(
            f"there is no decision {word!r}", path=path, line=line, remedy=nearest(word, Decision)
        )
    try:
        severity = Severity.of(cells["severity"])
        place = int(cells["line"]) if cells["line"] else None
    except (KeyError, ValueError) as error:
        raise InputError(
            f"the severity or the line of the finding is not one ({error})",
            path=path,
            line=line,
            remedy="Change the columns decision and note only; --worklist writes the others again.",
        ) from error
    parts = {name: cells[name] for name in PARTS}
    finding = Finding(severity=severity, file=cells["file"], line=place, **parts)
    return Row(finding, Decision(word) if word else None, cells["note"].strip(), line)
