"""What a change brought in, the report on everything out, read only as far as somebody looks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from casegraph.validate import Finding, Report, Severity


class StandingReport(Report):
    """All findings of a project, of which a part was judged again.

    How many there are is known from the last generation. The findings themselves, which may be a
    hundred thousand, are read when somebody looks at them.

    Args:
        counts: how many findings there are of each severity, by its label.
        read: gives them, in any order.
    """

    _counts: Mapping[str, int]
    _read: Callable[[], Iterable[Finding]]

    def __init__(self, counts: Mapping[str, int], read: Callable[[], Iterable[Finding]]) -> None:
        object.__setattr__(self, "_counts", counts)
        object.__setattr__(self, "_read", read)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, sorted, each once."""
        return Report.of(self._read()).findings

    def __eq__(self, other: object) -> bool:
        """Say whether another report has the same findings."""
        return isinstance(other, Report) and self.findings == other.findings

    def __hash__(self) -> int:
        """Hash what is compared."""
        return hash(self.findings)

    def count(self, severity: Severity) -> int:
        """See `casegraph.validate.Report.count`."""
        return self._counts[severity.label]

    def fails(self, threshold: Severity) -> bool:
        """See `casegraph.validate.Report.fails`."""
        return any(self.count(severity) for severity in Severity if severity >= threshold)


def counted(
    last: Mapping[str, int], gone: Iterable[Finding], come: Iterable[Finding]
) -> dict[str, int]:
    """Count findings by severity.

    Args:
        last: the counts of the last generation, by label.
        gone: findings of it that are of what was judged again.
        come: what was found now.
    """
    counts = dict(last)
    for findings, sign in ((set(gone), -1), (set(come), 1)):
        for finding in findings:
            counts[finding.severity.label] += sign
    return counts
