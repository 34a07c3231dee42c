"""A text in, the same text as every format can hold it out, with a count of what was changed.

Escapes of one format are its writer's; this is what no format, or no reader, takes unharmed.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

# XML 1.0, section 2.2, and what it discourages: controls, surrogates, non-characters
_NO_CHARACTERS: Final = "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_HELD_BY_NONE: Final = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_NO_CHARACTERS}]"
)
# Unicode Standard Annex 9, section 2: they turn the text of whoever shows the name next
_DIRECTION: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_LINE_END: Final = re.compile("\r\n?|\u0085|\u2028|\u2029")
_SPACE: Final = re.compile(r"\s+")

REPLACED: Final = "characters that no format holds, replaced by U+FFFD"
UNTURNED: Final = "direction marks, taken out"
LINES: Final = "line ends, made one kind"


def clean(text: str, counts: Counter[str]) -> str:
    """Clean a text and count what was changed, by its description."""
    if text.isascii() and text.isprintable():
        return text
    text, number = _LINE_END.subn("\n", text)
    if number:
        counts[LINES] += number
    text, number = _DIRECTION.subn("", text)
    if number:
        counts[UNTURNED] += number
    text, number = _HELD_BY_NONE.subn("\ufffd", text)
    if number:
        counts[REPLACED] += number
    return text


def one_line(text: str) -> str:
    """Make a label of a text: any run of white space is one space."""
    return _SPACE.sub(" ", text).strip()
