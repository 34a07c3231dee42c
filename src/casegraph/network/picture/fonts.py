"""Texts in any script in; in which fonts they are drawn, how wide they are, and what no font has.

DejaVu Sans comes with matplotlib and has Latin, Cyrillic, Greek, Arabic, Hebrew, Armenian and
Georgian. An SVG keeps its texts as texts, so that the reader's machine finds a font for others;
PNG and PDF take what is installed here. Places and sizes depend on no font but DejaVu Sans.
"""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

FIRST: Final = "DejaVu Sans"
# as wide as the first, and on machines that lack it
_IN_SVG: Final = (FIRST, "Verdana")
# Noto's fonts, then those that come with Windows and macOS
FURTHER: Final = (
    *("Noto Sans", "Noto Sans CJK SC", "Noto Sans CJK JP", "Noto Sans SC", "Noto Sans JP"),
    *("Noto Sans KR", "Noto Sans TC", "Noto Sans Devanagari", "Noto Sans Bengali"),
    *("Noto Sans Ethiopic", "Noto Sans Thai", "Noto Sans Khmer", "Noto Sans Lao"),
    *("Noto Sans Myanmar", "Noto Sans Sinhala", "Noto Sans Tamil", "Noto Sans Telugu"),
    *("Noto Sans Gujarati", "Noto Sans Gurmukhi", "Noto Sans Kannada", "Noto Sans Malayalam"),
    *("Noto Sans Arabic", "Noto Sans Hebrew", "Noto Sans Thaana", "Noto Serif Tibetan"),
    *("WenQuanYi Micro Hei", "Microsoft YaHei", "PingFang SC", "Yu Gothic", "Hiragino Sans"),
    *("Malgun Gothic", "Apple SD Gothic Neo", "Nirmala UI", "Kohinoor Devanagari", "Ebrima"),
    *("Leelawadee UI", "Thonburi", "Khmer UI", "Myanmar Text", "Arial Unicode MS"),
)
# signs that are seen only by what they do to others, and spaces
_UNSEEN: Final = ("Cc", "Cf", "Zs", "Zl", "Zp", "Mn", "Me")
# of a letter that the first font lacks, in parts of its size
_WIDE, _NARROW = 1.0, 0.65


def font_settings(suffix: str) -> dict[str, Any]:
    """Return what matplotlib is told of fonts for a kind of picture."""
    if suffix == ".svg":
        return {"font.family": ["sans-serif"], "font.sans-serif": list(_IN_SVG)}
    return {"font.family": [FIRST, *_installed()]}


def width_of_missing(text: str) -> float:
    """Return how much of a line the letters take that the first font lacks, in its size."""
    return sum(
        _WIDE if unicodedata.east_asian_width(sign) in "WF" else _NARROW
        for sign in text
        if _is_seen(sign) and ord(sign) not in _letters(FIRST)
    )


def drawn_by_first(text: str) -> str:
    """Return the letters of a text that the first font has."""
    return "".join(sign for sign in text if ord(sign) in _letters(FIRST))


class MissingLetters(UserWarning):
    """Some texts of a picture have letters that no font on this machine has."""


def unreadable(texts: Iterable[str], suffix: str) -> int:
    """Count the texts with a letter that no font has, and warn of them.

    An SVG has none, since its reader's machine finds the fonts.
    """
    if suffix == ".svg":
        return 0
    names = (FIRST, *_installed())
    number = sum(
        any(_is_seen(s) and not any(ord(s) in _letters(name) for name in names) for s in text)
        for text in texts
    )
    if number:
        told = f"texts with letters that no font here has, drawn as boxes: {number}"
        warnings.warn(
            MissingLetters(f"{told}; install a font for them, such as one of Noto's, or draw .svg"),
            stacklevel=3,
        )
    return number


def _is_seen(sign: str) -> bool:
    return sign > "\x7f" and unicodedata.category(sign) not in _UNSEEN


@lru_cache(maxsize=1)
def _installed() -> tuple[str, ...]:
    from matplotlib.font_manager import fontManager

    known = {entry.name for entry in fontManager.ttflist}
    return tuple(name for name in FURTHER if name in known)


@lru_cache(maxsize=64)
def _letters(name: str) -> frozenset[int]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    return frozenset(get_font(findfont(FontProperties(family=name))).get_charmap())
