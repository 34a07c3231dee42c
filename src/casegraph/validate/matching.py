"""The findings of two runs in, which of them are the same out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from casegraph.validate.report import Finding


def pair(findings: Sequence[Finding], before: Sequence[Finding]) -> dict[int, int]:
    """Pair findings with the same ones of an earlier run.

    Same are findings of one key, unless one became graver since: that is news. Where several share
    a key, those that agree in severity and message are paired first. Each is paired once, so one
    earlier finding never stands for two.

    Returns:
        For the place of each finding that was there before, its place in `before`.
    """
    pairs: dict[int, int] = {}
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for place in reversed(range(len(before))):
        alike[_likeness(before[place])].append(place)
    for place, finding in enumerate(findings):
        if waiting := alike[_likeness(finding)]:
            pairs[place] = waiting.pop()
    taken = set(pairs.values())
    left: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place in sorted(set(range(len(before))) - taken, key=lambda p: before[p].severity):
        left[before[place].key].append(place)
    gravest_first = sorted(range(len(findings)), key=lambda place: -findings[place].severity)
    for place in gravest_first:
        waiting = left[findings[place].key]
        if place in pairs or not waiting:
            continue
        if before[waiting[-1]].severity >= findings[place].severity:
            pairs[place] = waiting.pop()
    return pairs


def _likeness(finding: Finding) -> tuple[object, ...]:
    return finding.key, finding.severity, finding.message
