"""Operators and cases in, a fair and repeatable draw of mutants out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from random import Random

from mutants.case import Case, Change
from mutants.exempt import Exemption, exemption
from mutants.operator import Operator


@dataclass(frozen=True)
class Mutant:
    """One case with one error.

    Attributes:
        operator: the name of the operator.
        case: the valid case.
        change: the error.
        exempt: why the score leaves it out, or None where it counts.
    """

    operator: str
    case: Case
    change: Change
    exempt: Exemption | None


def draw(
    operator: Operator,
    cases: Sequence[Case],
    seed: int,
    most: int,
    exemptions: Sequence[Exemption],
    most_exempt: int = 1,
) -> list[Mutant]:
    """Draw mutants of one operator: cases take turns, and in each case the kinds of change do.

    Args:
        operator: the way to err.
        cases: the valid cases.
        seed: the same seed draws the same mutants.
        most: how many that count.
        exemptions: kinds of change that the score leaves out.
        most_exempt: how many are drawn for each exemption, to show what becomes of them.
    """
    queues = []
    for case in cases:
        random = Random(f"{seed} {operator.name} {case.name}")
        changes = [c for c in operator.make(case, random) if c.text or set(c.drop) != set(c.add)]
        random.shuffle(changes)
        queues.append([(case, change) for change in _by_turns(changes)])
    turns = [entry for row in zip_longest(*queues) for entry in row if entry is not None]
    drawn: list[Mutant] = []
    taken: Counter[Exemption | None] = Counter()
    for case, change in turns:
        reason = exemption(exemptions, operator.name, change.kind)
        if taken[reason] < (most if reason is None else most_exempt):
            taken[reason] += 1
            drawn.append(Mutant(operator.name, case, change, reason))
    return drawn


def _by_turns(changes: Iterable[Change]) -> list[Change]:
    """Put the first of each kind before the second of any."""
    seen: Counter[str] = Counter()
    ranked = []
    for change in changes:
        ranked.append((seen[change.kind], change))
        seen[change.kind] += 1
    return [change for _, change in sorted(ranked, key=lambda entry: entry[0])]
