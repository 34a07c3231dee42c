"""A project in; what follows from its files, and what is wrong with them, out: part by part.

A part is some units and the files around them, small enough to be held in memory; parts are judged
on all cores. What comes of a part goes to the caller's `sink`, in the process that made it.
"""

from casegraph.survey.judge import PartOutput, UnitOutput
from casegraph.survey.parts import make_parts
from casegraph.survey.run import Survey, judge_parts, survey, validate_project
from casegraph.survey.words import Words, read_words

__all__ = [
    "PartOutput",
    "Survey",
    "UnitOutput",
    "Words",
    "judge_parts",
    "make_parts",
    "read_words",
    "survey",
    "validate_project",
]
