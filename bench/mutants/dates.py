"""Errors about when: days that do not exist, that no words say, or that come in no order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from random import Random
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.dates import DateError, bounds
from casegraph.terms import EDTF, XSD_DATE, cg
from mutants.case import DATES, Case, Change
from mutants.operator import operator

_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
_MONTH: Final = re.compile(r"(\d{4})-(\d\d)")
_YEAR: Final = re.compile(r"\d{4}")


def edtf(text: str) -> Literal:
    """Write an EDTF expression."""
    return Literal(text, datatype=NamedNode(EDTF))


def printed(case: Case, quad: Quad) -> str:
    """Say whether the words of a date stand beside its reading."""
    return "printed" if case.values(quad.subject, cg("verbatim")) else "not printed"


def _dated(case: Case, pattern: re.Pattern[str]) -> Iterator[tuple[Quad, re.Match[str]]]:
    for quad in case.stated(cg("edtf")):
        match = pattern.fullmatch(quad.object.value)
        if match:
            yield quad, match


@operator
def no_such_day(case: Case, random: Random) -> Iterator[Change]:
    """Writes a day that no calendar has."""
    for quad, match in _dated(case, _DAY):
        wrong = random.choice(("02-30", "04-31", "13-01", "00-10", "11-32"))
        yield case.replaced(quad, edtf(f"{match[1]}-{wrong}"), "day")
    for quad, match in _dated(case, _MONTH):
        yield case.replaced(quad, edtf(f"{match[1]}-13"), "month")


@operator
def date_as_words(case: Case, random: Random) -> Iterator[Change]:
    """Writes a date as people do, not as EDTF."""
    for quad, match in _dated(case, _DAY):
        text = random.choice(
            (f"{match[3]}.{match[2]}.{match[1]}", f"{match[2]}/{match[3]}/{match[1]}")
        )
        yield case.replaced(quad, edtf(text), "day")
    for quad, match in _dated(case, _MONTH):
        yield case.replaced(quad, edtf(f"{match[2]}/{match[1]}"), "month")


@operator
def shift_day(case: Case, random: Random) -> Iterator[Change]:
    """Mistypes a day by one to nine."""
    for quad, match in _dated(case, _DAY):
        days = [day for day in range(1, 29) if 0 < abs(day - int(match[3])) < 10]
        text = f"{match[1]}-{match[2]}-{random.choice(days):02}"
        yield case.replaced(quad, edtf(text), printed(case, quad))


@operator
def shift_month(case: Case, random: Random) -> Iterator[Change]:
    """Mistypes a month."""
    for pattern in (_DAY, _MONTH):
        for quad, match in _dated(case, pattern):
            month = random.choice([m for m in range(1, 13) if m not in (2, int(match[2]))])
            day = f"-{min(int(match[3]), 30):02}" if pattern is _DAY else ""
            yield case.replaced(quad, edtf(f"{match[1]}-{month:02}{day}"), printed(case, quad))


@operator
def shift_year(case: Case, random: Random) -> Iterator[Change]:
    """Mistypes a year by one to three."""
    for pattern in (_DAY, _MONTH, _YEAR):
        for quad, match in _dated(case, pattern):
            year = int(match[0][:4]) + random.choice((-3, -2, -1, 1, 2, 3))
            kind = printed(case, quad)
            kind += ", year inferred" if case.values(quad.subject, cg("inferredPart")) else ""
            yield case.replaced(quad, edtf(f"{year}{match[0][4:]}"), kind)


@operator
def day_for_month(case: Case, _: Random) -> Iterator[Change]:
    """Takes the day for the month."""
    for quad, match in _dated(case, _DAY):
        if int(match[3]) <= 12 and match[2] != match[3]:
            text = f"{match[1]}-{match[3]}-{match[2]}"
            yield case.replaced(quad, edtf(text), printed(case, quad))


@operator
def too_precise(case: Case, random: Random) -> Iterator[Change]:
    """Writes a day where the document gives a month or a year."""
    for quad, match in _dated(case, _MONTH):
        text = f"{match[0]}-{random.randint(1, 28):02}"
        yield case.replaced(quad, edtf(text), printed(case, quad))
    for quad, match in _dated(case, _YEAR):
        text = f"{match[0]}-{random.randint(1, 12):02}"
        yield case.replaced(quad, edtf(text), printed(case, quad))


@operator
def inferred_as_stated(case: Case, _: Random) -> Iterator[Change]:
    """States an inferred part of a date as if the document said it."""
    for node in case.of_class("DateExpression"):
        marks = [
            q for q in case.about[node] if q.predicate in (cg("inferredPart"), cg("inferenceBasis"))
        ]
        if marks:
            yield Change(printed(case, marks[0]), tuple(marks))


@operator
def half_inferred(case: Case, _: Random) -> Iterator[Change]:
    """Says that a part of a date is inferred, and not why; or why, and not which part."""
    for quad in case.stated(cg("inferredPart"), cg("inferenceBasis")):
        if len(case.values(quad.subject, quad.predicate)) == 1:
            yield Change(case.kind(quad), (quad,))


@operator
def against_order(case: Case, random: Random) -> Iterator[Change]:
    """Dates a later stage before an earlier one."""
    for proceeding in case.of_class("Proceeding"):
        for former in case.values(proceeding, cg("reviews"), cg("follows")):
            decisions = [
                n
                for n in case.of_class("Decision")
                if proceeding in case.values(n, cg("decidedIn"))
            ]
            for late in decisions:
                yield from _set_before(case, late, former, random, "Decision")
    for verdict in case.of_class("Verdict"):
        decision = case.values(verdict, cg("givenIn"))[0]
        whose = case.person_quad(verdict)
        for charge in case.values(verdict, cg("onCharge")):
            yield from _set_before(case, decision, charge, random, "Charge")
        for node in case.of_class("Arrest"):
            if whose and whose.object in case.values(node, cg("involvedPerson")):
                yield from _set_before(case, decision, node, random, "Arrest")


def _set_before(
    case: Case, late: object, early: object, random: Random, kind: str
) -> Iterator[Change]:
    """Move all dates of the late event some years before the first day of the early one."""
    own = [d for d in case.values(late, cg("date")) if case.values(d, cg("edtf"))]
    other = [d for d in case.values(early, cg("date")) if case.values(d, cg("edtf"))]
    if not own or not other or set(own) & set(other):
        return
    try:
        first = min(filter(None, (_span(case, d)[0] for d in other)), default=None)
    except DateError:
        return
    if first is None:
        return
    day = (
        f"{first.year - random.randint(1, 3)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
    )
    readings = [q for d in own for q in case.about[d] if q.predicate == cg("edtf")]
    moved = [Quad(q.subject, q.predicate, edtf(day), q.graph_name) for q in readings]
    yield Change(kind, tuple(readings), tuple(moved))


def _span(case: Case, node: object) -> tuple:  # type: ignore[type-arg]
    found = bounds(case.values(node, cg("edtf"))[0].value)
    return found.earliest, found.latest


@operator
def reversed_span(case: Case, random: Random) -> Iterator[Change]:
    """Writes the end of a span before its beginning."""
    for quad, match in _dated(case, _DAY):
        former = f"{int(match[1]) - random.randint(1, 3)}-{match[2]}-{match[3]}"
        yield case.replaced(quad, edtf(f"{match[0]}/{former}"), "span")


@operator
def bound_by_hand(case: Case, random: Random) -> Iterator[Change]:
    """Writes by hand a bound that is derived."""
    for quad, match in _dated(case, _DAY):
        name = random.choice(("earliest", "latest"))
        value = Literal(match[0], datatype=XSD_DATE)
        yield Change(name, add=(case.quad(quad.subject, cg(name), value),))


@operator
def two_documents(case: Case, random: Random) -> Iterator[Change]:
    """Lets one date rest on two documents."""
    passages = {
        (p, case.values(p, cg("inDocument"))[0])
        for node in case.nodes
        for p in case.values(node, cg("supportedBy"))
        if case.values(p, cg("inDocument"))
    }
    for node in case.of_class("DateExpression"):
        own = {
            d
            for p in case.values(node, cg("supportedBy"))
            for d in case.values(p, cg("inDocument"))
        }
        others = sorted((p for p, document in passages if document not in own), key=str)
        if others:
            added = case.quad(node, cg("supportedBy"), random.choice(others))
            yield Change("DateExpression", add=(added,))


@operator
def bare_date(case: Case, _: Random) -> Iterator[Change]:
    """Writes a date itself where a date expression should be linked."""
    for quad in case.stated(*DATES):
        readings = case.values(quad.object, cg("edtf"))
        if readings:
            value = Literal(readings[0].value, datatype=XSD_DATE)
            yield case.replaced(quad, value)
