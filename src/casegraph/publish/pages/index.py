"""A graph in, a script out that holds all names, so that a page can search without a server.

Transliteration is `anyascii`'s: the letters that it knows of alphabets go along, and search.js does
with them what `casegraph.find` does here.
"""

from __future__ import annotations

import json
import unicodedata
from typing import Final

from anyascii import anyascii

from casegraph.find import fold, names
from casegraph.opened import CaseGraph

# Latin to Hebrew, Arabic, Georgian, Latin and Greek with marks, General Punctuation
_ALPHABETS: Final = (
    *range(0x80, 0x700),
    *range(0x10A0, 0x1100),
    *range(0x1C90, 0x1CC0),
    *range(0x1E00, 0x2070),
)


def write_index(graph: CaseGraph) -> bytes:
    """Write the index: names as they are folded, with what bears them, and letters."""
    base = graph.project.base
    entries: dict[str, dict[str, object]] = {}
    signs = {chr(place) for place in _ALPHABETS}
    for name in names(graph.engine):
        path = name.iri.removeprefix(base)
        if path == name.iri:
            continue
        entry = entries.setdefault(
            path, {"path": path, "label": name.label, "kind": name.kind, "names": {}}
        )
        folded = entry["names"]
        assert isinstance(folded, dict)
        folded.setdefault(fold(name.text), name.text)
        signs |= set(unicodedata.normalize("NFKC", name.text))
    letters = {sign: anyascii(sign) for sign in sorted(signs) if not sign.isascii()}
    index = {"things": list(entries.values()), "letters": letters}
    text = json.dumps(index, ensure_ascii=True, separators=(",", ":"))
    return f"window.casegraphNames = {text};\n".encode("ascii")
