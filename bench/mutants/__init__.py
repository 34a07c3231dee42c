"""Errors of curators, made on purpose: valid cases in, changed ones out, and what validation says.

`case` reads a case with all that it refers to, the operators make changes of it, `judge` validates
the changed cases, and `exempt` names the changes that the score leaves out, each with its reason.
"""

from mutants import dates, evidence, law, persons, structure
from mutants.case import Case, Change, Terms, read_case
from mutants.draw import Mutant, draw
from mutants.exempt import Exemption, exemption, read_exemptions
from mutants.judge import Outcome, Rulebook, judge
from mutants.operator import OPERATORS, Operator

__all__ = [
    "OPERATORS",
    "Case",
    "Change",
    "Exemption",
    "Mutant",
    "Operator",
    "Outcome",
    "Rulebook",
    "Terms",
    "dates",
    "draw",
    "evidence",
    "exemption",
    "judge",
    "law",
    "persons",
    "read_case",
    "read_exemptions",
    "structure",
]
