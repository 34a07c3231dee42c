"""A report, a baseline and decisions in, a judged report out: what counts, and what does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casegraph.validate.matching import pair
from casegraph.validate.report import Finding, Report, Severity
from casegraph.validate.worklist import Decision, Row


@dataclass(frozen=True)
class Accepted:
    """A finding that a curator accepted, and why."""

    finding: Finding
    decision: Decision
    note: str


@dataclass(frozen=True)
class Judged:
    """A report, taken apart by what is known and decided already.

    Attributes:
        open: what counts: the findings that are neither accepted nor known.
        accepted: the findings that a decision accepts.
        known: the findings that the baseline hides; None where there is no baseline.
        gone: the findings of the baseline that are not found any more.
    """

    open: Report
    accepted: tuple[Accepted, ...] = ()
    known: tuple[Finding, ...] | None = None
    gone: tuple[Finding, ...] = ()

    def in_files(self, files: Iterable[str]) -> Judged:
        """Keep the findings of some files; what is gone stands in no file any more."""
        wanted = set(files)
        accepted = tuple(entry for entry in self.accepted if entry.finding.file in wanted)
        known = self.known
        if known is not None:
            known = tuple(finding for finding in known if finding.file in wanted)
        return Judged(self.open.in_files(wanted), accepted, known, self.gone)

    def remarks(self) -> list[str]:
        """Say in sentences how much does not count, and why."""
        said = []
        if self.accepted:
            said.append(f"{_counted(len(self.accepted))} accepted by a decision")
        if self.known is not None:
            said.append(f"{_counted(len(self.known), 'known ')} hidden by the baseline")
        if self.gone:
            said.append(f"{_counted(len(self.gone), rest=' of the baseline')} gone")
        return said


def judge(
    report: Report,
    *,
    baseline: Sequence[Finding] | None = None,
    decisions: Sequence[Row] = (),
) -> Judged:
    """Tell the findings that count from those that are accepted or known.

    Args:
        report: all that was found, not a part of it: what is missing counts as gone.
        baseline: the findings that are known, from `read_baseline`.
        decisions: the rows of a worklist, from `read_decisions`. A Violation is never accepted.
    """
    findings = report.findings
    decided = pair(findings, [row.finding for row in decisions])
    known_before = pair(findings, baseline or ())
    open_findings, accepted, known = [], [], []
    for place, finding in enumerate(findings):
        row = decisions[decided[place]] if place in decided else Row(finding)
        may_stay = finding.severity < Severity.VIOLATION
        if may_stay and row.decision and row.decision.accepts:
            accepted.append(Accepted(finding, row.decision, row.note))
        elif place in known_before:
            known.append(finding)
        else:
            open_findings.append(finding)
    gone = set(range(len(baseline or ()))) - set(known_before.values())
    return Judged(
        Report(tuple(open_findings)),
        tuple(accepted),
        None if baseline is None else tuple(known),
        tuple(baseline[place] for place in sorted(gone)) if baseline else (),
    )


def _counted(number: int, kind: str = "", rest: str = "") -> str:
    return (
        f"{number} {kind}finding{'' if number == 1 else 's'}{rest} {'is' if number == 1 else 'are'}"
    )
