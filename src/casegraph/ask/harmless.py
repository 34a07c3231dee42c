"""A table in, the same table with no text that a spreadsheet would run out.

Numbers and IRIs stay as they are: a negative number is a number.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Final

from pyoxigraph import Literal

from casegraph.ask.table import Table, native
from casegraph.spreadsheet import guarded
from casegraph.terms import Term

# the formats of answers whose cells are texts for whatever opens the file
CELLS: Final = ("csv", "tsv")


def harmless(table: Table) -> Table:
    """Put an apostrophe before what a spreadsheet would run."""
    return replace(table, terms=tuple(tuple(map(_harmless, row)) for row in table.terms))


def count_guarded(table: Table) -> int:
    """Count the cells that `harmless` changes."""
    return sum(_harmless(term) is not term for row in table.terms for term in row)


def _harmless(term: Term | None) -> Term | None:
    if not isinstance(term, Literal) or isinstance(native(term), int | float | Decimal):
        return term
    text = guarded(term.value)
    if text == term.value:
        return term
    if term.language:
        return Literal(text, language=term.language)
    return Literal(text, datatype=term.datatype)
