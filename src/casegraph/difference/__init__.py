"""Two states of a project in, what changed between them out: by entity, in words, in answers.

A state is a generation, a git revision, a folder, a release or a dump; see `open_side`.
"""

from casegraph.difference.answers import AnswerChange, RowChange
from casegraph.difference.compare import Difference, compare
from casegraph.difference.entities import EntityChange
from casegraph.difference.side import Side, fetch_side, open_side
from casegraph.difference.written import FORMATS, write_difference

__all__ = [
    "FORMATS",
    "AnswerChange",
    "Difference",
    "EntityChange",
    "RowChange",
    "Side",
    "compare",
    "fetch_side",
    "open_side",
    "write_difference",
]
