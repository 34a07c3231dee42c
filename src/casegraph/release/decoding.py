"""A text as it is coded in a file or an address in, what it may say in plain letters out.

Who is named in it is left to `casegraph.release.names`.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from html import unescape
from itertools import pairwise
from typing import Final
from urllib.parse import unquote

_CODINGS: Final = 3  # how often a text may be coded: an address in an address is coded twice
_OTHERS: Final = ("cp1251", "koi8-r", "latin-1")  # what is tried if bytes are not UTF-8
_BYTE: Final = re.compile(r"\\x([0-9A-Fa-f]{2})")
_ESCAPE: Final = re.compile(r"[\\%]u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\u\{([0-9A-Fa-f]{1,8})\}")
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_PUNYCODE: Final = re.compile(r"(?i)\bxn--([a-z0-9-]{1,59})")  # RFC 1035, 2.3.4
_TAG: Final = re.compile("[\U000e0020-\U000e007e]")
# Default_Ignorable_Code_Point of Unicode, the signs of annotations, and controls but white space
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
_SEAM: Final = 8  # words of a line that are read together with the next one


def decoded(text: str) -> tuple[str, ...]:
    """Read percent signs, entities, and the escapes of Turtle, SPARQL, JSON and JavaScript.

    Returns:
        What they say; more than one text where coded bytes are not UTF-8.
    """
    first = _decoded(text, "utf-8")
    if "\ufffd" not in first:
        return (first,)
    return tuple(dict.fromkeys([first, *(_decoded(text, coding) for coding in _OTHERS)]))


def _decoded(text: str, coding: str) -> str:
    for _ in range(_CODINGS):
        text = unescape(unquote(_BYTE.sub(r"%\1", text), coding))
        text = _ESCAPE.sub(_letter, text)
    if _SURROGATE.search(text):  # a letter in two halves
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _letter(found: re.Match[str]) -> str:
    code = int(found[1] or found[2] or found[3], 16)
    return chr(code) if code <= sys.maxunicode else found[0]


def plain(text: str) -> str:
    """Write letters in their usual form, without what nobody sees."""
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text))


def plain_with_hidden(text: str) -> str:
    """The same, followed by what host names in Punycode (RFC 3492) and tag characters say."""
    for coded in _PUNYCODE.findall(text):
        try:
            text += " " + coded.encode("ascii").decode("punycode")
        except UnicodeError:  # it is none
            continue
    if tags := _TAG.findall(text):
        letters = [chr(ord(tag) - 0xE0000) for tag in tags]
        shown = iter(letters)
        text = "\n".join([text, "".join(letters), _TAG.sub(lambda _: next(shown), text)])
    return plain(text)


def read_lines(data: bytes) -> Iterator[str]:
    """Read the lines of a file, and where one ends and the next begins; in every coding that is
    usual where it is not UTF-8.
    """
    for text in dict.fromkeys(_texts_of(data)):
        lines = text.splitlines()
        yield from lines
        for before, after in pairwise(lines):
            begins = re.sub(r"^[\W_]+", "", after)  # the sign of a comment is no part of a word
            if begins and before.strip():
                ends = before.split()[-_SEAM:]
                yield f"{' '.join(ends)}\n{' '.join(begins.split()[:_SEAM])}"


def _texts_of(data: bytes) -> Iterator[str]:
    yield data.decode("utf-8", "replace")
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        yield data.decode("utf-16", "replace")
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        yield from (data.decode(coding, "replace") for coding in _OTHERS)
