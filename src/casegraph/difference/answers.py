"""Two engines and the saved questions in, which answers changed out, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from casegraph.ask import Table, answer
from casegraph.engine import Embedded
from casegraph.saved import SavedQuery
from casegraph.terms import Prefixes

Cells = tuple[str, ...]


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
    before: Embedded, after: Embedded, questions: Iterable[SavedQuery], prefixes: Prefixes
) -> list[AnswerChange]:
    """Ask both states every question about all cases, and keep the answers that differ.

    The same words are asked of both, so that a difference is one of the data.

    Raises:
        EngineError: a question is not valid.
    """
    found = []
    for query in questions:
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
    gone = Counter(_cells(old))
    fresh = Counter(_cells(new))
    lost = [row for row in _cells(old) if gone[row] > fresh[row]]
    changes = []
    for row in dict.fromkeys(_cells(new)):
        for _ in range(fresh[row] - gone[row]):
            partner = max(lost, key=lambda other: _likeness(row, other), default=None)
            if partner is not None and _likeness(row, partner) * 2 >= len(row):
                lost.remove(partner)
                changes.append(RowChange(_named(old, partner), _named(new, row)))
            else:
                changes.append(RowChange(None, _named(new, row)))
    changes += [RowChange(_named(old, row), None) for row in dict.fromkeys(lost)]
    return changes


def _cells(table: Table) -> list[Cells]:
    """Write each row as its terms: a label that changed is a change of its own question only."""
    return [tuple("" if term is None else str(term) for term in row) for row in table.terms]


def _likeness(row: Cells, other: Cells) -> int:
    return sum(cell == another for cell, another in zip(row, other, strict=True))


def _named(table: Table, row: Cells) -> dict[str, str]:
    place = _cells(table).index(row)
    return {
        name: table.shown(term)
        for name, term in zip(table.columns, table.terms[place], strict=True)
    }
