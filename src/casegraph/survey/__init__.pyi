from .judge import PartOutput, UnitOutput
from .parts import make_parts
from .run import Survey, judge_parts, survey, validate_project
from .words import Words, read_words

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
