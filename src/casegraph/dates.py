"""An EDTF expression in, its earliest and latest day and its precision out.

Supported are levels 0 and 1 of the Extended Date/Time Format (Library of Congress, 2019) and, of
level 2, one-of sets. What a date belongs to, and whether two contradict, is SPARQL's work.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from time import struct_time
from typing import Any, Final

from dateutil.relativedelta import relativedelta
from edtf import parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException

from casegraph.errors import CasegraphError

_OPEN: Final = ("", "..")
_QUALIFIED = re.compile(r"[?~%]$")
_PART = re.compile(
    r"(?P<year>[0-9]{4}|[0-9]{3}X|[0-9]{2}XX)"
    r"(?:-(?:(?P<month>(?:0[1-9]|1[0-2]))(?:-(?P<day>[0-9]{2}|XX))?|(?P<season>2[1-4])|XX(?:-XX)?))?[?~%]?"
    r"|(?P<instant>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:Z|[+-][0-9]{2}(?::[0-9]{2})?)?)"
)
_PLAIN = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")
_UNITS: Final = {
    "day": relativedelta(days=1),
    "month": relativedelta(months=1),
    "season": relativedelta(months=3),
    "year": relativedelta(years=1),
    "decade": relativedelta(years=10),
    "century": relativedelta(years=100),
}
_WINTER: Final = "24"
_OUTSIDE: Final = "its year lies outside 0001 to 9999"


class DateError(CasegraphError):
    """Say that an expression is no supported EDTF date, or no date of the calendar."""


@dataclass(frozen=True)
class Bounds:
    """What an expression says at least and at most.

    Attributes:
        earliest: the first day that it may mean, or None where the beginning is open.
        latest: the last day that it may mean, or None where the end is open.
        precision: the name of a concept of the scheme `date-precision`.
    """

    earliest: dt.date | None
    latest: dt.date | None
    precision: str


@lru_cache(maxsize=4096)
def bounds(expression: str) -> Bounds:
    """Read an EDTF expression.

    Args:
        expression: for example `2020-06-25`, `2019-11`, `2016~`, `2016-02-11/..`, `[..2020-06-25]`.

    Returns:
        Its bounds, of which at least one is known. An approximate or uncertain date is widened by
        one of its own units on either side, so that it never proves an order that it only suggests.

    Raises:
        DateError: it is not EDTF of a supported level, is no date of the calendar, ends before it
            begins, or says nothing.
    """
    if expression.startswith("[") and expression.endswith("]"):
        found = _one_of(expression)
    elif "/" in expression:
        found = _interval(expression)
    else:
        found = _single(expression)
    if found.earliest is None and found.latest is None:
        raise _error(expression, "it is open on both sides")
    if found.earliest and found.latest and found.latest < found.earliest:
        raise _error(expression, "it ends before it begins")
    return found


def _error(expression: str, reason: str) -> DateError:
    return DateError(
        f"{expression!r} is no date that casegraph reads: {reason}",
        remedy="Use EDTF, for example 2020-06-25, 2019-11, 2016~, 2016-02-11/.. or [..2020-06-25].",
    )


def _single(text: str) -> Bounds:
    match = _PART.fullmatch(text)
    if match is None:
        raise _error(text, "it is not EDTF level 0 or 1")
    stem = _QUALIFIED.sub("", text)
    lower, upper = _calendar(stem) or _parsed(stem, text)
    precision = _precision(match)
    try:
        if match["season"] == _WINTER:
            # "winter 2020" may mean its first months, or its last and the two that follow
            lower, upper = lower.replace(month=1), upper + relativedelta(months=2)
        if stem != text:
            lower, upper = _widened(lower, upper, precision)
    except (OverflowError, ValueError) as error:
        raise _error(text, _OUTSIDE) from error
    return Bounds(lower, upper, precision)


def _calendar(stem: str) -> tuple[dt.date, dt.date] | None:
    """Read plain years, months and days, which need no parser; leave all else to the library."""
    if not _PLAIN.fullmatch(stem):
        return None
    year, *rest = (int(part) for part in stem.split("-"))
    try:
        first = dt.date(year, *[*rest, 1, 1][:2])
    except ValueError:
        return None
    if len(rest) == 2:
        return first, first
    last = calendar.monthrange(year, first.month)[1] if rest else 31
    return first, dt.date(year, first.month if rest else 12, last)


def _parsed(stem: str, text: str) -> tuple[dt.date, dt.date]:
    try:
        parsed: Any = parse_edtf(stem)
    except EDTFParseException as error:
        raise _error(text, "there is no such day in the calendar") from error
    return _day(parsed.lower_strict(), text), _day(parsed.upper_strict(), text)


def _widened(lower: dt.date, upper: dt.date, precision: str) -> tuple[dt.date, dt.date]:
    """Move both ends out by one unit of the precision (a season counts as three months)."""
    unit = _UNITS[precision]
    return lower - unit, upper + dt.timedelta(days=1) + unit - dt.timedelta(days=1)


def _precision(match: re.Match[str]) -> str:
    year, month, day = match["year"], match["month"], match["day"]
    if match["instant"]:
        return "instant"
    if year.endswith("XX"):
        return "century"
    if year.endswith("X"):
        return "decade"
    if match["season"]:
        return "season"
    if month is None:
        return "year"
    return "month" if day in (None, "XX") else "day"


def _interval(text: str) -> Bounds:
    parts = text.split("/")
    if len(parts) != 2:
        raise _error(text, "an interval has one slash")
    began, ended = (None if part in _OPEN else _single(part) for part in parts)
    return Bounds(began.earliest if began else None, ended.latest if ended else None, "interval")


def _one_of(text: str) -> Bounds:
    """Read a set of which one is meant: `[a,b]`, `[a..b]`, `[..b]`, `[a..]` (EDTF level 2)."""
    lows: list[dt.date | None] = []
    highs: list[dt.date | None] = []
    for item in text[1:-1].split(","):
        first, dots, last = item.strip().partition("..")
        if not dots:
            last = first
        if not first and not last:
            raise _error(text, "the set has an empty member")
        low = _single(first).earliest if first else None
        high = _single(last).latest if last else None
        if low and high and high < low:
            raise _error(text, "a member ends before it begins")
        lows.append(low)
        highs.append(high)
    known_lows = [day for day in lows if day]
    known_highs = [day for day in highs if day]
    return Bounds(
        min(known_lows) if len(known_lows) == len(lows) else None,
        max(known_highs) if len(known_highs) == len(highs) else None,
        "set",
    )


def _day(value: struct_time | float, text: str) -> dt.date:
    """Turn what the library returns into a day; it returns infinities for open ends."""
    if isinstance(value, float):
        raise _error(text, "it has no end of its own")
    try:
        return dt.date(value.tm_year, value.tm_mon, value.tm_mday)
    except ValueError as error:
        raise _error(text, _OUTSIDE) from error
