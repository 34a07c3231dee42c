"""Two engines and the saved questions in, which answers changed out, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from casegraph.ask import Table, answer
from casegraph.engine import Embedded
from casegraph.saved import SavedQuery
from casegraph.terms import CG, VOCABULARY, Prefixes

Cells = tuple[str, ...]
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
    """Pair a row that is gone with one that is new only if they are about the same things."""
    before, after = Counter(_cells(old)), Counter(_cells(new))
    lost = list((before - after).elements())
    changes = []
    for row in (after - before).elements():
        kin = [other for other in lost if _about(row, new.columns) == _about(other, old.columns)]
        if kin and _about(row, new.columns):
            partner = max(kin, key=lambda other: _likeness(row, other))
            lost.remove(partner)
            changes.append(RowChange(_named(old, partner), _named(new, row)))
        else:
            changes.append(RowChange(None, _named(new, row)))
    return changes + [RowChange(_named(old, row), None) for row in lost]


def _about(row: Cells, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a row is about: its things, whichever concepts and values it tells of them."""
    return tuple(
        f"{name} {cell}"
        for name, cell in zip(columns, row, strict=True)
        if name == "name" or (cell.startswith("<") and not cell.startswith(_TERMS))
    )


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
