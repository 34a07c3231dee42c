"""A sound case in, the same case with one known fault out, and what validation must say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from casegraph.corpus.case import Case
from casegraph.corpus.triples import concept, edtf, integer, plain, text, thing
from casegraph.terms import CG


@dataclass(frozen=True)
class Fault:
    """A known fault.

    Attributes:
        name: what a curator did wrong.
        make: changes the case.
        finds: fragment of each focus node, and the shape or check that must speak of it; a
            node that the case does not have counts for nothing.
    """

    name: str
    make: Callable[[Case], None]
    finds: tuple[tuple[str, str], ...]

    def expected(self, case: Case) -> list[tuple[str, str]]:
        """List focus IRI and shape of each finding, after the fault was made."""
        stated = {line.split(" ", 1)[0] for line in case.file.lines}
        return [
            (case.node(fragment).strip("<>"), shape)
            for fragment, shape in self.finds
            if case.node(fragment) in stated
        ]


def _changed(fragment: str, name: str, value: str) -> Callable[[Case], None]:
    """Put another value in the place of a property's."""

    def make(case: Case) -> None:
        node = case.node(fragment)
        new = f"{node} <{CG}{name}> {value} .\n" if value else ""
        case.file.replace(case.file.find(node, name), new)

    return make


def _added(fragment: str, name: str, value: str) -> Callable[[Case], None]:
    def make(case: Case) -> None:
        node = case.node(fragment)
        case.file.lines.append(f"{node} <{CG}{name}> {value} .\n")

    return make


def _no_date(case: Case) -> None:
    """Print a month that no year has."""
    node = case.node("date-judgment")
    for name, value in (("edtf", edtf("2020-13")), ("verbatim", text("month 13 of 2020"))):
        case.file.replace(case.file.find(node, name), f"{node} <{CG}{name}> {value} .\n")


def _two_terms(case: Case) -> None:
    """Give a part of a sentence a term in months and one in days."""
    node = case.node("d1-sentence-1")
    for line in [line for line in case.file.lines if line.startswith(f"{node} <{CG}at")]:
        case.file.replace(line, "")
    case.file.lines.append(f"{node} <{CG}durationDays> {integer(30)} .\n")
    if not any(line.startswith(f"{node} <{CG}durationMonths>") for line in case.file.lines):
        case.file.lines.append(f"{node} <{CG}durationMonths> {integer(12)} .\n")


def _swapped(case: Case) -> None:
    """Sentence a person who takes no part in the proceeding."""
    node = case.node("d1-sentence")
    stranger, name = case.stranger, case.stranger.replace(">", "#name-1>")
    case.file.replace(
        case.file.find(node, "sentencedPerson"), f"{node} <{CG}sentencedPerson> {stranger} .\n"
    )
    seen = case.passages[0]
    case.file.add(stranger, "Person", "Nobody at All", hasName=name, supportedBy=seen)
    case.file.add(
        name,
        "NameVariant",
        nameText=text("Nobody at All"),
        script=plain("Latn"),
        supportedBy=seen,
    )


_TRUE: Final = '"true"^^<http://www.w3.org/2001/XMLSchema#boolean>'
_NO_COURT: Final = thing("body/b1")
_NO_FINDING: Final = concept("finding/gilty")
_CHARGE, _VERDICT, _SENTENCE = "d1-charge-1", "d1-verdict-1", "d1-sentence"
FAULTS: Final = (
    Fault(
        "no evidence", _changed(_CHARGE, "supportedBy", ""), ((_CHARGE, "Evidenced-supportedBy"),)
    ),
    Fault("no person", _changed(_VERDICT, "verdictOn", ""), ((_VERDICT, "Verdict-verdictOn"),)),
    Fault(
        "no decision", _changed(_SENTENCE, "imposedIn", ""), ((_SENTENCE, "Sentence-imposedIn"),)
    ),
    Fault(
        "body for court",
        _changed("trial", "heardBy", _NO_COURT),
        (("trial", "Proceeding-heardBy"), ("judgment", "Decision-court")),
    ),
    Fault(
        "no concept",
        _changed(_VERDICT, "finding", _NO_FINDING),
        ((_VERDICT, "Verdict-finding"), (_VERDICT, "unknown-term")),
    ),
    Fault("no date", _no_date, (("date-judgment", "DateExpression-bounds"),)),
    Fault("two terms", _two_terms, (("d1-sentence-1", "SentenceComponent-duration"),)),
    Fault(
        "stranger sentenced",
        _swapped,
        (
            (_SENTENCE, "Defendant-participation"),
            (_SENTENCE, "Defendant-person"),
            (_SENTENCE, "number-of-another-person"),
            ("d1-outcome-sentence", "Defendant-person"),
        ),
    ),
    Fault(
        "unknown property", _added(_CHARGE, "provison", plain("12")), ((_CHARGE, "unknown-term"),)
    ),
    Fault(
        "derived by hand",
        _added(_SENTENCE, "inForce", _TRUE),
        ((_SENTENCE, "derived-triple-in-a-file"),),
    ),
)
