"""The text of a query in, its code without texts, IRIs, names and comments out.

Nothing is parsed: the engine does that. A word is looked for only where nothing else can stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

# SPARQL 1.1, 19.8: texts, IRIs, comments, variables, the local part of a name, language tags,
# and the declaration of a prefix
_NOT_CODE: Final = re.compile(
    r"""\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}"""
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|<[^<>\x00-\x20"{}|\\^`]*>|\#[^\n\r]*"""
    r"""|[?$]\w+|:(?:[\w\-.:]|%[0-9A-Fa-f]{2}|\\.)*|@[A-Za-z]+(?:-[A-Za-z0-9]+)*|\\.|\b[Pp][Rr][Ee][Ff][Ii][Xx]\s+[\w.\-]*:""",
    re.DOTALL,
)
# where an expression may have ended: a text, a name or an address (marked), a number, a bracket
_MARK: Final = "\x00"
_LOOK_BACK: Final = len("false") + 1
_ENDED: Final = re.compile(rf"(?:[{_MARK}0-9)\]}}>]|\b(?:true|false))$", re.IGNORECASE)
_ABSOLUTE: Final = re.compile(r"<[A-Za-z][A-Za-z0-9+.\-]*://")
_FROM: Final = re.compile(r"(?<![\w.\-])FROM(?![\w.\-])", re.IGNORECASE)
# SPARQL 1.1 Update, section 10: how an operation begins, after the prologue
_UPDATE: Final = re.compile(
    r"\s*(?:BASE\s+)*"
    r"(?:INSERT|DELETE|WITH|LOAD|CLEAR|DROP|CREATE|ADD|MOVE|COPY)(?![\w.\-])",
    re.IGNORECASE,
)
_PREFIX: Final = re.compile(
    r"\bPREFIX\s+((?:[^\W\d_][\w\-]*)?):\s*<([^<>\s\"{}|\\^`]*)>", re.IGNORECASE
)


def code_of(query: str) -> str:
    """Blank what is no code: each character that is left stands where it stood."""
    return _NOT_CODE.sub(_blank, query)


def doubtful_iris(query: str) -> Iterator[str]:
    """Name what `code_of` reads as an IRI, and a parser perhaps as "less than" and what follows.

    `<b)x>` is an IRI where one may stand, and behind an operand it is none. An IRI that begins
    with a scheme and two slashes is one everywhere.
    """
    before, end = "", 0
    for token in _NOT_CODE.finditer(query):
        between = query[end : token.start()].rstrip()
        before = (before + between)[-_LOOK_BACK:]
        end = token.end()
        first = token[0][0]
        if first == "<" and not _ABSOLUTE.match(token[0]) and _ENDED.search(before):
            yield token[0]
        if first != "#":  # the declaration of a prefix ends nothing
            before += ";" if first in "Pp" else _MARK


def _blank(token: re.Match[str]) -> str:
    return "".join(c if c == "\n" else " " for c in token[0])


@lru_cache(maxsize=512)  # rules, shapes and checks are run on part after part
def names_dataset(query: str) -> bool:
    """Say whether a query chooses its graphs by FROM or FROM NAMED (SPARQL 1.1, section 13.2)."""
    if not _FROM.search(query):
        return False
    # a prefix may have this name as well, and its colon was blanked with what follows it
    return any(query[word.end() :][:1] != ":" for word in _FROM.finditer(code_of(query)))


def is_update(request: str) -> bool:
    """Say whether a request begins as a SPARQL Update does."""
    return _UPDATE.match(code_of(request)) is not None


def declared_prefixes(query: str) -> dict[str, str]:
    """Read the prefixes that a query declares; those of relative IRIs are left out."""
    found = {word[1]: word[2] for word in _PREFIX.finditer(query)}
    return {prefix: namespace for prefix, namespace in found.items() if "://" in namespace}
