"""The table `exempt.tsv` in: kinds of change that the score leaves out, each with its reason.

A change is exempt by what it does, never by what validation said of it.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).with_name("exempt.tsv")
WHYS: Final = ("harmless", "unknowable")


@dataclass(frozen=True)
class Exemption:
    """One kind of change that the score leaves out.

    Attributes:
        why: `harmless` (the file stays valid and true, and says less at most) or `unknowable` (who
            has not the document cannot know).
        operator: the name of the operator.
        kind: a pattern of kinds of change, as file names have them.
        reason: the justification, a sentence.
    """

    why: str
    operator: str
    kind: str
    reason: str


def read_exemptions(path: Path = TABLE) -> list[Exemption]:
    """Read the table.

    Raises:
        ValueError: a row has no reason, or a `why` that is none of the two.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = [Exemption(**row) for row in csv.DictReader(file, delimiter="\t")]
    for row in rows:
        if row.why not in WHYS or not row.reason:
            raise ValueError(f"{path.name}: {row}")
    return rows


def exemption(rows: Sequence[Exemption], operator: str, kind: str) -> Exemption | None:
    """Find the first row that covers a change."""
    for row in rows:
        if row.operator == operator and fnmatchcase(kind, row.kind):
            return row
    return None
