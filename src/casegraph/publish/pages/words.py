"""Values of the data in, plain words out: dates, terms of months, numbers.

Words are English; names and labels keep the language that they have.
"""

from __future__ import annotations

import re
from typing import Final

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_SEASONS: Final = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_INSTANT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T([0-9]{2}:[0-9]{2})(:[0-9]{2})(Z|[+-].*)?")
_QUALIFIERS: Final = {"?": "perhaps ", "~": "about ", "%": "perhaps about "}
_OPEN: Final = ("", "..")
_YEAR: Final = 12


def date_words(edtf: str) -> str:
    """Write an EDTF expression as people read it; one that nobody reads so stays as it is."""
    text = edtf.strip()
    if text.startswith("[") and text.endswith("]"):
        return _one_of(text[1:-1])
    first, slash, last = text.partition("/")
    if not slash:
        return _single(text)
    if first in _OPEN and last in _OPEN:
        return "at an unknown time"
    if first in _OPEN:
        return f"until {_single(last)}"
    if last in _OPEN:
        return f"from {_single(first)} on"
    return f"from {_single(first)} to {_single(last)}"


def _one_of(inside: str) -> str:
    if ".." not in inside:
        parts = [_single(part.strip()) for part in inside.split(",")]
        return " or ".join(filter(None, (", ".join(parts[:-1]), parts[-1])))
    first, _, last = inside.partition("..")
    if not first:
        return f"{_single(last)} or earlier"
    if not last:
        return f"{_single(first)} or later"
    return f"between {_single(first)} and {_single(last)}"


def _single(text: str) -> str:
    sign = text[-1:]
    if sign in _QUALIFIERS:
        return _QUALIFIERS[sign] + _single(text[:-1])
    if found := _DAY.fullmatch(text):
        year, month, day = found.groups()
        if 1 <= int(month) <= len(_MONTHS):
            return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"
    if found := _MONTH.fullmatch(text):
        year, month = found.groups()
        if month in _SEASONS:
            return f"{_SEASONS[month]} {year}"
        if 1 <= int(month) <= len(_MONTHS):
            return f"{_MONTHS[int(month) - 1]} {year}"
    if found := _INSTANT.fullmatch(text):
        zone = {"Z": " UTC", None: ""}.get(found[4], f" {found[4]}")
        return f"{_single(found[1])}, {found[2]}{zone}"
    if re.fullmatch(r"[0-9]{3}X", text):
        return f"the {text[:3]}0s"
    return text


def term_words(months: int) -> str:
    """Write a number of months as years and months."""
    years, rest = divmod(months, _YEAR)
    parts = [counted(years, "year")] if years else []
    if rest or not years:
        parts.append(counted(rest, "month"))
    return " ".join(parts)


def counted(number: int, one: str, many: str = "") -> str:
    """Write a number with its noun: `1 year`, `2 years`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def spaced(name: str) -> str:
    """Write the local name of a term as words: `DetentionPeriod` is `detention period`."""
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r" \1", name).lower()
