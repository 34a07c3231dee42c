"""Texts in, XML that any parser reads to the same texts out."""

from __future__ import annotations

from typing import Final

# a parser makes one space of a line end or tab in an attribute (XML 1.0, section 3.3.3)
_SIGNS: Final = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}
)


def escaped(text: str) -> str:
    """Write a clean text as content or within quotation marks."""
    return text.translate(_SIGNS)
