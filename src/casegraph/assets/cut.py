"""The text of a script of others in, the same without what no page of ours may carry out.

A cut that finds nothing to cut is a fault: the package changed, and somebody has to look at it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from casegraph.errors import CasegraphError

Cut = tuple[str, str]  # a regular expression, and what stands there instead

CUTS: Final[Mapping[str, tuple[Cut, ...]]] = {
    "yasgui": (
        # a list of names of namespaces, gathered by the public, with addresses of shops in it
        (r"(?:[\w$]+=`[^`]*`,){100,}prefixes_default=\{[^}]*\}", "prefixes_default={}"),
        # endpoints of others, which it offers, or asks where none is given
        (r"`https://(?:dbpedia\.org/sparql|query\.wikidata\.org/[\w/]*)`", "``"),
        # vocabularies that it looks up at a host of others while somebody types
        (r"`[^`]*lov\.linkeddata\.es/[^`]*`", "``"),
        # help at a host of others
        (r"`https://docs\.triply\.cc/[^`]*`", "``"),
        # styles that our policy refuses; site.css has what is needed of them
        (r"(?<=<strong) style='text-decoration:underline'", ""),
        (
            r"document\.createElement\(`style`\);o\.type=`text/css`,o\.gripid=r,"
            r"o\.styleSheet\?[^,]*?createTextNode\(n\)\),",
            "document.createElement(`meta`);o.gripid=r,",
        ),
        (r"\n?//# sourceMappingURL=.*", ""),
    ),
}


def cut(name: str, text: str) -> str:
    """Cut out of a script what `CUTS` names for it.

    Raises:
        CasegraphError: something of that is not there.
    """
    for pattern, instead in CUTS[name]:
        # re.sub would read backslashes in what stands there instead
        text, number = re.subn(pattern, lambda _, by=instead: by, text)  # type: ignore[misc]  # typeshed has no default
        if not number:
            raise CasegraphError(
                f"nothing was found to cut by {pattern[:40]!r}",
                remedy="Look at the new version of the package, and correct assets/cut.py.",
            )
    return text
