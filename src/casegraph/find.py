"""A name in any spelling or script in, the things that bear it or a near one out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from anyascii import anyascii
from pyoxigraph import Literal, NamedNode
from rapidfuzz import fuzz

from casegraph.engine import Engine
from casegraph.errors import UsageError, nearest

_NAMES: Final = """
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?type ?label ?name WHERE {
  { ?thing cg:hasName/cg:nameText ?name } UNION { ?thing skos:prefLabel ?name }
  ?thing a ?type ; skos:prefLabel ?label .
  FILTER(STRSTARTS(STR(?type), "https://w3id.org/casegraph/ns#") && LANG(?label) = "en")
}
ORDER BY ?thing ?type ?name
"""
_GENERAL: Final = {"Agent", "Event"}
_NEAR: Final = 80.0


@dataclass(frozen=True)
class Match:
    """One thing whose name is like the one that was looked for.

    Attributes:
        iri: the thing.
        label: its label for display.
        kind: the local name of its class.
        name: the name that matched best.
        score: how like it is, from 0 to 100 (100: the same letters).
    """

    iri: str
    label: str
    kind: str
    name: str
    score: float


@dataclass(frozen=True)
class Name:
    """One name of a thing.

    Attributes:
        iri: the thing.
        label: its label for display.
        kind: the local name of a class of it.
        text: the name.
    """

    iri: str
    label: str
    kind: str
    text: str


def names(engine: Engine) -> Iterator[Name]:
    """List all names of all things."""
    for thing, kind, label, text in engine.select(_NAMES).rows:
        if not (isinstance(thing, NamedNode) and isinstance(kind, NamedNode)):
            continue
        if not (isinstance(label, Literal) and isinstance(text, Literal)):
            continue
        local = kind.value.rsplit("#", 1)[-1]
        if local not in _GENERAL:
            yield Name(thing.value, label.value, local, text.value)


def fold(name: str) -> str:
    """Reduce a name to plain lower-case Latin letters and digits, words apart by one space."""
    plain = anyascii(unicodedata.normalize("NFKC", name)).casefold()
    plain = re.sub(r"['’`ʼʹ]", "", plain)
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def likeness(wanted: str, name: str) -> float:
    """Compare two folded names: whole, without spaces, and by the best words (0 to 100)."""
    if not wanted or not name:
        return 0.0
    whole = max(
        float(fuzz.token_sort_ratio(wanted, name)),
        float(fuzz.ratio(wanted.replace(" ", ""), name.replace(" ", ""))),
    )
    words = name.split()
    by_word = [max(float(fuzz.ratio(part, word)) for word in words) for part in wanted.split()]
    partial = min(by_word)
    # all words of a shorter name found: good, but never as good as the whole name
    return max(whole, partial - 2 if partial >= _NEAR else 0.0)


def find(engine: Engine, name: str, *, kind: str | None = None, limit: int = 20) -> list[Match]:
    """Find things by name: spelling, script, accents and the order of words do not matter.

    Args:
        engine: holds the data.
        name: what to look for.
        kind: the local name of a class, such as `Person`, to look among only.
        limit: the most matches to return.

    Returns:
        The best match of each thing, the likest first.

    Raises:
        UsageError: nothing with a name is of this kind.
    """
    wanted = fold(name)
    best: dict[str, Match] = {}
    kinds = set()
    for found in names(engine):
        kinds.add(found.kind)
        if kind is not None and found.kind != kind:
            continue
        score = round(likeness(wanted, fold(found.text)), 1)
        if score < _NEAR:
            continue
        match = Match(found.iri, found.label, found.kind, found.text, score)
        known = best.get(match.iri)
        if known is None or (match.score, known.name) > (known.score, match.name):
            best[match.iri] = match
    if kind is not None and kind not in kinds:
        raise UsageError(f"nothing is of the kind {kind!r}", remedy=nearest(kind, kinds))
    return sorted(best.values(), key=lambda m: (-m.score, m.label, m.iri))[:limit]
