"""What a generation will hold, before its store is made and it is put in place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from casegraph.build.packs import Packs
from casegraph.validate import Report


@dataclass(frozen=True)
class Draft:
    """A generation whose quads are written as text, and whose index lies beside them.

    Attributes:
        packs: its quads as text.
        digest: the hash of all of them.
        derived: how many quads each rule derived.
        report: all findings.
        now: those of what was judged.
        files: how many data files it is made of.
        index: where the new index lies.
        named: the lines with blank nodes, where the store is made from text.
    """

    packs: Packs
    digest: str
    derived: dict[str, int]
    report: Report
    now: Report
    files: int
    index: Path
    named: tuple[bytes, ...] = ()
