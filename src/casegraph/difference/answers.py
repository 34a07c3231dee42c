"""Two engines and the saved questions in, which answers changed out, row by row."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from casegraph.ask import Table, answer
from casegraph.engine import Embedded
from casegraph.saved import SavedQuery
from casegraph.terms import CG, VOCABULARY, Prefixes

Cells = tuple[str, ...]
_NUMBER: Final = re.compile(
    r'^"[^"]*"\^\^<http://www\.w3\.org/2001/XMLSchema#(?:integer|decimal|double)>$'
)
_TERMS: Final = (f"<{VOCABULARY}", f"<{CG}")


@dataclass(frozen=True)
class RowChange:
    """A row that is new, gone, or says something else.

    Attributes:
        before: the cells of the row that is gone, by column; None for a new row.
        after: the cells of the new row; None for one that is gone.
    """

    before: dict[str, str] | None
    after: dict[str, str] | None

    @property
    def columns(self) -> list[str]:
        """The columns that differ, where the row was there before and after."""
        if self.before is None or self.after is None:
            return []
        return [name for name, cell in self.before.items() if self.after[name] != cell]


@dataclass(frozen=True)
class AnswerChange:
    """A saved question whose answer is another.

    Attributes:
        question: its name.
        summary: what it asks.
        before: how many rows it had.
        after: how many rows it has.
        rows: what changed, in the order of the new answer.
    """

    question: str
    summary: str
    before: int
    after: int
    rows: tuple[RowChange, ...]


def changed_answers(
    before: Embedded,
    after: Embedded,
    questions: Collection[SavedQuery],
    prefixes: Prefixes,
    progress: Callable[[str], None] = lambda _: None,
) -> list[AnswerChange]:
    """Ask both states every question about all cases, and keep the answers that differ.

    The same words are asked of both, so that a difference is one of the data; of the same quads
    nothing is asked.

    Args:
        before: the earlier state.
        after: the later state.
        questions: what is asked.
        prefixes: how IRIs are written for people.
        progress: called with a few words before each question.

    Raises:
        EngineError: a question is not valid.
    """
    if set(before.store) == set(after.store):
        return []
    found = []
    for number, query in enumerate(questions, 1):
        progress(f"asking {query.name} of both states ({number} of {len(questions)})")
        text = query.bind({}, prefixes)
        old, new = (answer(engine, text, prefixes) for engine in (before, after))
        if not (isinstance(old, Table) and isinstance(new, Table)):
            continue
        rows = _changed_rows(old, new)
        if rows:
            change = AnswerChange(query.name, query.summary, len(old), len(new), tuple(rows))
            found.append(change)
    return found


def _changed_rows(old: Table, new: Table) -> list[RowChange]:
    """Pair a row that is gone with one that is new only if they are about the same things."""
    before, after = _named_rows(old), _named_rows(new)
    had, has = Counter(_cells(old)), Counter(_cells(new))
    lost = list((had - has).elements())
    kin: dict[tuple[str, ...], list[Cells]] = defaultdict(list)
    for row in lost:
        kin[_about(row, old)].append(row)
    changes = []
    for row in (has - had).elements():
        if about := kin[_about(row, new)]:
            partner = max(about, key=lambda other: _likeness(row, other))
            about.remove(partner)
            lost.remove(partner)
            changes.append(RowChange(before[partner], after[row]))
        else:
            changes.append(RowChange(None, after[row]))
    return changes + [RowChange(before[row], None) for row in lost]


def _about(row: Cells, table: Table) -> tuple[str, ...]:
    """Return what a row is about: its things, whichever concepts and values it tells of them.

    A row without a thing, such as a count, is about all in it that is no number.
    """
    cells = list(zip(table.columns, row, strict=True))
    things = tuple(
        f"{name} {cell}"
        for name, cell in cells
        if name == "name" or (cell.startswith("<") and not cell.startswith(_TERMS))
    )
    return things or tuple(f"{name} {cell}" for name, cell in cells if not _NUMBER.search(cell))


def _cells(table: Table) -> list[Cells]:
    """Write each row as its terms: a label that changed is a change of its own question only."""
    return [tuple("" if term is None else str(term) for term in row) for row in table.terms]


def _likeness(row: Cells, other: Cells) -> int:
    return sum(cell == another for cell, another in zip(row, other, strict=True))


def _named_rows(table: Table) -> dict[Cells, dict[str, str]]:
    """Write each row as people read it, by column, to be found by its terms."""
    return {
        cells: {name: table.shown(term) for name, term in zip(table.columns, terms, strict=True)}
        for cells, terms in zip(_cells(table), table.terms, strict=True)
    }
