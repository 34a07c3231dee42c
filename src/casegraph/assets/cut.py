"""The text of a script of others in, the same without what no page of ours may carry out.

A cut that finds nothing to cut is a fault: the package changed, and somebody has to look at it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final

from casegraph.errors import CasegraphError

# a list of names of namespaces, gathered by the public, with addresses of shops and worse in it
_PREFIXES: Final = re.compile(r"(?:[\w$]+=`[^`]*`,){100,}prefixes_default=\{[^}]*\}")
# endpoints of others, which an editor offers or asks where none is given
_ENDPOINTS: Final = re.compile(r"`https://(?:dbpedia\.org/sparql|query\.wikidata\.org/[\w/]*)`")
# vocabularies looked up at a host of others while somebody types
_LOOKUPS: Final = re.compile(r"`[^`]*lov\.linkeddata\.es/[^`]*`")
_HELP: Final = re.compile(r"`https://docs\.triply\.cc/[^`]*`")
_MAP: Final = re.compile(r"\n?//# sourceMappingURL=.*")


def _yasgui(text: str) -> str:
    """Take other hosts out of YASGUI; what it knows of vocabularies, our own page tells it."""
    text = _once(_PREFIXES, "prefixes_default={}", text)
    for places in (_ENDPOINTS, _LOOKUPS, _HELP):
        text = _once(places, "``", text)
    return _once(_MAP, "", text)


def _once(pattern: re.Pattern[str], by: str, text: str) -> str:
    text, number = pattern.subn(lambda _: by, text)
    if not number:
        raise CasegraphError(
            f"nothing was found to cut by {pattern.pattern[:40]!r}",
            remedy="Look at the new version of the package, and correct cut.py.",
        )
    return text


CUTS: Final[Mapping[str, Callable[[str], str]]] = {"yasgui": _yasgui}
