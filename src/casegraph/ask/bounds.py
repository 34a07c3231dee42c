"""The text of a query in; nothing, or a refusal, out: what no query from a person may do.

The store cannot stop a query that runs, follows SERVICE to other hosts, and ends its process on
thousands of nested braces or chained operators, so these are refused before it sees them. What is
long and flat in other ways is left to `deep`.
"""

from __future__ import annotations

import re
from typing import Final

from casegraph.engine.lexical import code_of, doubtful_iris
from casegraph.errors import UsageError

MOST_BYTES: Final = 64 * 1024
MOST_DEPTH: Final = 64
# the store ends its process at about 2000 links of the weakest chain (subtractions of groups)
MOST_LINKS: Final = 1000
# and at about 10,000 objects of a property, or properties of a thing
MOST_PARTS: Final = 6000
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})")
# a keyword needs no space before it: "5SERVICE" and "trueSERVICE" are two words to a parser
_REACHES = re.compile(r"(?:(?<![A-Za-z_])|(?<=true)|(?<=false))(SERVICE|LOAD)", re.IGNORECASE)
# what would be code, or hide code, if the IRI were "less than" and what follows
_HIDES = re.compile(r"[()\[\]#']")
_LINK = re.compile(
    r"\|\|?|&&|[!+*/^\-{]|<<|(?:(?<![A-Za-z_])|(?<=true)|(?<=false))AS\b", re.IGNORECASE
)
_PART = re.compile(r"[,;~]")


def check_bounds(query: str) -> None:
    """Refuse a query that is too long, too deep, or reaches for another host.

    A name whose prefix begins with "service" or "load" is refused as well.

    Raises:
        UsageError: it is over 64 KiB, nests over 64 brackets, chains over 1000 groups, operators
            and names, lists over 6000 parts, names SERVICE or LOAD, or could hide one of these in
            what looks like an IRI.
    """
    if len(query.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise UsageError(f"the query is longer than {MOST_BYTES} bytes", remedy="Shorten it.")
    # 19.2 reads escaped code points before anything else, Oxigraph only inside texts and IRIs
    unescaped = _ESCAPED.sub(lambda escape: chr(int(escape[1] or escape[2], 16)), query)
    for text in dict.fromkeys((query, unescaped)):
        doubtful = list(doubtful_iris(text))
        _check_iris(doubtful)
        _check_code(code_of(text), "".join(doubtful))


def _check_iris(doubtful: list[str]) -> None:
    for iri in doubtful:
        if _HIDES.search(iri):
            raise UsageError(
                f"{iri[:80]} could be read as an IRI, and as less than what follows",
                remedy="Write the IRI in full, or a space behind the sign.",
            )


def _check_code(code: str, doubtful: str) -> None:
    depth = 0
    for character in code:
        depth += (character in "{([") - (character in "})]")
        if depth > MOST_DEPTH:
            raise UsageError(
                f"the query nests more than {MOST_DEPTH} brackets", remedy="Flatten it."
            )
    if len(_LINK.findall(code)) + len(_LINK.findall(doubtful)) > MOST_LINKS:
        raise UsageError(
            f"the query chains more than {MOST_LINKS} groups and operators",
            remedy="Ask several queries; many values fit one VALUES.",
        )
    if len(_PART.findall(code)) > MOST_PARTS:
        raise UsageError(
            f"the query lists more than {MOST_PARTS} parts",
            remedy="Ask several queries; many values fit one VALUES.",
        )
    if word := _REACHES.search(code):
        line = code.count("\n", 0, word.start()) + 1
        raise UsageError(
            f"{word[1].upper()} in line {line} would reach for another host",
            remedy="Ask that host on its own, and join the answers afterwards.",
        )
