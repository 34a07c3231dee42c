"""A saved or ad hoc query and an engine in, a typed Table, triples or a truth value out.

How answers are written is this room's; where they are shown is the caller's.
"""

from casegraph.ask.answer import Answer, Graph, answer, answer_saved, questions
from casegraph.ask.table import Row, Table
from casegraph.ask.written import FORMATS, write_answer

__all__ = [
    "FORMATS",
    "Answer",
    "Graph",
    "Row",
    "Table",
    "answer",
    "answer_saved",
    "questions",
    "write_answer",
]
