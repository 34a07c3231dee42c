"""A text in, a text out that no spreadsheet runs as a formula, and back.

A spreadsheet takes a cell that begins with `=`, `+`, `-`, `@`, a tab or a line end for a formula
and runs it. Such a cell gets an apostrophe in front, as OWASP advises ("CSV Injection"), and so
does what would begin a cell where a spreadsheet splits at semicolons, tabs or line ends instead.
"""

from __future__ import annotations

import re
from typing import Final

# the wide forms count as well, and what old spreadsheets take for the beginning of a command
_SIGNS: Final = "=+\\-@|%\uff1d\uff0b\uff0d\uff20"
_PLACE: Final = rf"^(?={{0}}'*[{_SIGNS}\t\r\n])|(?<=[;\t\r\n])(?={{0}}'*[{_SIGNS}])"
_BARE: Final = re.compile(_PLACE.format(""))
_GUARD: Final = re.compile(f"(?:{_PLACE.format(chr(39))})'")
_FORMULA: Final = re.compile(rf"[{_SIGNS}\t\r\n]")


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet may take a cell with this text for a formula."""
    return _FORMULA.match(text) is not None


def guarded(text: str) -> str:
    """Put an apostrophe before what a spreadsheet would run."""
    return _BARE.sub("'", text)


def unguarded(text: str) -> str:
    """Take away what `guarded` added."""
    return _GUARD.sub("", text)
