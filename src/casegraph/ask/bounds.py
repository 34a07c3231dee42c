"""The text of a query in; nothing, or a refusal, out: what no query from a person may do.

The store cannot stop a query that runs, follows SERVICE to other hosts, and ends its process on
thousands of nested braces or chained operators, so these are refused before it sees them.
"""

from __future__ import annotations

import re
from typing import Final

from casegraph.engine.lexical import code_of
from casegraph.errors import UsageError

MOST_BYTES: Final = 64 * 1024
MOST_DEPTH: Final = 64
# the store ends its process at about 2000 links of the weakest chain (subtractions of groups)
MOST_LINKS: Final = 1000
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(00(?:0[0-9A-Fa-f]|10)[0-9A-Fa-f]{4})")
# a keyword needs no space before it: "5SERVICE" and "trueSERVICE" are two words to a parser
_REACHES = re.compile(r"(?:(?<![A-Za-z_])|(?<=true)|(?<=false))(SERVICE|LOAD)", re.IGNORECASE)
_LINK = re.compile(r"\|\|?|&&|[!+*/^\-{]|<<|\bBIND\b", re.IGNORECASE)


def check_bounds(query: str) -> None:
    """Refuse a query that is too long, too deep, or reaches for another host.

    A name whose prefix begins with "service" or "load" is refused as well.

    Raises:
        UsageError: it is over 64 KiB, nests over 64 brackets, chains over 1000 groups and
            operators, or names SERVICE or LOAD.
    """
    if len(query.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise UsageError(f"the query is longer than {MOST_BYTES} bytes", remedy="Shorten it.")
    # 19.2 reads escaped code points before anything else, Oxigraph only inside texts and IRIs
    unescaped = _ESCAPED.sub(lambda escape: chr(int(escape[1] or escape[2], 16)), query)
    for text in dict.fromkeys((query, unescaped)):
        _check_code(code_of(text))


def _check_code(code: str) -> None:
    depth = 0
    for character in code:
        depth += (character in "{([") - (character in "})]")
        if depth > MOST_DEPTH:
            raise UsageError(
                f"the query nests more than {MOST_DEPTH} brackets", remedy="Flatten it."
            )
    if len(_LINK.findall(code)) > MOST_LINKS:
        raise UsageError(
            f"the query chains more than {MOST_LINKS} groups and operators",
            remedy="Ask several queries; many values fit one VALUES.",
        )
    if word := _REACHES.search(code):
        line = code.count("\n", 0, word.start()) + 1
        raise UsageError(
            f"{word[1].upper()} in line {line} would reach for another host",
            remedy="Ask that host on its own, and join the answers afterwards.",
        )
