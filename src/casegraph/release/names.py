"""What leaves in, the names of withheld persons that stand in it out.

A last look, for texts that people wrote: a title, a reason, an address of a document. Spelling,
script and order of words do not matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import unquote

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.find import fold
from casegraph.release.disclosure import Level
from casegraph.release.facts import Facts, name
from casegraph.release.levels import Levels
from casegraph.terms import CG, PREF_LABEL, RDF_TYPE

_HAS_NAME: Final = CG + "hasName"
_NAME_TEXT: Final = CG + "nameText"
_NAMED: Final = frozenset(CG + kind for kind in ("Organization", "Court", "Place", "Post"))
_SHORT: Final = 4  # letters: shorter words stand in too many texts


@dataclass(frozen=True)
class Found:
    """A word of a withheld name in what leaves.

    Attributes:
        thing: who is withheld.
        words: the words of the name that were found.
        where: the thing, file or property that holds them.
        text: the text that holds them.
    """

    thing: str
    words: tuple[str, ...]
    where: str
    text: str


def withheld_names(facts: Facts, found: Levels) -> dict[str, set[str]]:
    """Gather the names of all who have a name and are not public."""
    names: dict[str, set[str]] = defaultdict(set)
    for quad in facts.quads:
        if quad.predicate.value != _HAS_NAME or found.of(name(quad.subject)) == Level.PUBLIC:
            continue
        bearer = name(quad.subject)
        names[bearer] |= {
            q.object.value
            for q in facts.about.get(name(quad.object), ())
            if q.predicate.value == _NAME_TEXT and isinstance(q.object, Literal)
        }
        names[bearer] |= {
            q.object.value
            for q in facts.about.get(bearer, ())
            if q.predicate == PREF_LABEL and isinstance(q.object, Literal)
        }
    return dict(names)


def find_names(
    names: dict[str, set[str]],
    quads: Iterable[Quad],
    texts: Iterable[tuple[str, str]] = (),
    accepted: Collection[str] = (),
    base: str = "",
) -> list[Found]:
    """Look for the names of who is withheld.

    Found is a whole name, its words in any order; and a single word of one of four letters or more
    that is in no name that leaves, of a person, body or place: relatives share names.

    Args:
        names: the names of each who is withheld, from `withheld_names`.
        quads: what leaves.
        texts: further texts that leave, such as queries, each with its place.
        accepted: words that somebody looked at and that name nobody here.
        base: the base of the project's things; its own words are not looked at.
    """
    quads = list(quads)
    public = {*_public_names(quads), *(_words(text) for text in accepted)}
    by_word: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for thing, words in _wanted(names, public):
        by_word[min(words)].append((thing, words))
    found = set()
    for where, text in {*_texts(quads, base), *texts}:
        there = _words(text)
        for word in there & by_word.keys():
            for thing, words in by_word[word]:
                if words <= there:
                    found.add(Found(thing, tuple(sorted(words)), where, text))
    return sorted(found, key=lambda one: (one.where, one.thing, one.words))


def _public_names(quads: Iterable[Quad]) -> Iterator[frozenset[str]]:
    """Read the names that leave; the label of a case or a person may hold somebody else's."""
    quads = list(quads)
    named = {name(q.subject) for q in quads if q.predicate == RDF_TYPE and name(q.object) in _NAMED}
    for quad in quads:
        labels = quad.predicate == PREF_LABEL and name(quad.subject) in named
        if labels or quad.predicate.value == _NAME_TEXT:
            yield _words(name(quad.object))


def _wanted(
    names: dict[str, set[str]], public: Collection[frozenset[str]]
) -> Iterator[tuple[str, frozenset[str]]]:
    passed = frozenset().union(*public)
    for thing, spellings in sorted(names.items()):
        for spelling in sorted(spellings):
            words = _words(spelling)
            if len(words) > 1 and not any(words <= each for each in public):
                yield thing, words
            for word in words:
                if len(word) >= _SHORT and word not in passed:
                    yield thing, frozenset({word})


def _texts(quads: Iterable[Quad], base: str) -> Iterator[tuple[str, str]]:
    for quad in quads:
        if isinstance(quad.object, Literal):
            yield f"{name(quad.subject)} {quad.predicate.value}", quad.object.value
            yield f"{name(quad.subject)} {quad.predicate.value}", quad.object.language or ""
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, NamedNode):
                yield term.value, term.value.removeprefix(base)


@lru_cache(maxsize=100_000)
def _words(text: str) -> frozenset[str]:
    plain = unquote(text)
    apart = re.sub(r"['’`ʼʹ]", " ", plain)  # the s of a possessive is no part of a name
    return frozenset({*fold(plain).split(), *fold(apart).split()})
