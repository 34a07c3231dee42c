"""What leaves in, the names of withheld persons that stand in it out.

A last look, for texts that people wrote: a title, a reason, an address of a document. Spelling,
script and order of words do not matter.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import permutations
from typing import Final
from urllib.parse import unquote

from anyascii import anyascii
from pyoxigraph import Literal, NamedNode, Quad

from casegraph.find import fold
from casegraph.release.disclosure import Level
from casegraph.release.facts import Facts, name
from casegraph.release.levels import Levels
from casegraph.release.records import PERSON
from casegraph.terms import CG, PREF_LABEL, RDF_TYPE, SKOS

_HAS_NAME: Final = CG + "hasName"
_NAME_TEXT: Final = CG + "nameText"
_NAMED: Final = frozenset(CG + kind for kind in ("Organization", "Court", "Place", "Post"))
_LABELS: Final = frozenset({PREF_LABEL.value, SKOS + "altLabel"})
_SHORT: Final = 4  # letters: shorter words stand in too many texts
_JOINED: Final = 8  # letters of a whole name written as one word, as in a hashtag or an account
_MOST_WORDS: Final = 4
_CODINGS: Final = 3  # how often a text may be coded: an address in an address is coded twice
# where a word begins without a space before it: kiraSecret, Kira2022
_BEGINS: Final = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=[0-9])|(?<=[0-9])(?=[A-Za-z])")
_IDENTIFIER: Final = re.compile(r"(?=.*[a-z])(?=.*[0-9])[a-z0-9]{5,}")


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
    """Gather how all who are not public are called, and the identifiers of such persons.

    Of a person with no name of its own a label is taken that reads like a name; another, such as
    "wife of the defendant", is made of words that stand in many texts.
    """
    names: dict[str, set[str]] = defaultdict(set)
    for thing, kinds in facts.classes.items():
        if found.of(thing) == Level.PUBLIC:
            continue
        own = facts.about[thing]
        given = [name(quad.object) for quad in own if quad.predicate.value == _HAS_NAME]
        labels = set(_texts_of(own, _LABELS))
        for variant in given:
            names[thing].update(_texts_of(facts.about.get(variant, ()), {_NAME_TEXT}))
        if given:
            names[thing] |= labels
        elif PERSON in kinds:
            names[thing] |= {label for label in labels if _reads_like_a_name(label)}
        identifier = re.split("[/#]", thing)[-1]
        if PERSON in kinds and _IDENTIFIER.fullmatch(identifier):
            names[thing].add(identifier)
    return {thing: spellings for thing, spellings in names.items() if spellings}


def _texts_of(quads: Iterable[Quad], paths: Collection[str]) -> Iterator[str]:
    for quad in quads:
        if quad.predicate.value in paths and isinstance(quad.object, Literal):
            yield quad.object.value


def _reads_like_a_name(label: str) -> bool:
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_]+", label))


def find_names(
    names: dict[str, set[str]],
    quads: Iterable[Quad],
    texts: Iterable[tuple[str, str]] = (),
    accepted: Collection[str] = (),
    base: str = "",
) -> list[Found]:
    """Look for the names of who is withheld.

    Found is a whole name, its words in any order, also within one word, as in a hashtag; and a
    single word of one of four letters or more that is in no name that leaves, of a person, body or
    place: relatives share names.

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
    joined: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for thing, words in _wanted(names, public):
        by_word[min(words)].append((thing, words))
        for text in _as_one_word(words):
            joined[text].append((thing, words))
    lengths = {len(text) for text in joined}
    found = set()
    for where, text in {*_texts(quads, base), *texts}:
        there = _words_in(text)
        for word in there & by_word.keys():
            for thing, words in by_word[word]:
                if words <= there:
                    found.add(Found(thing, tuple(sorted(words)), where, text))
        for part in {part for word in there for part in _parts(word, lengths)} & joined.keys():
            found |= {Found(thing, tuple(sorted(w)), where, text) for thing, w in joined[part]}
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
            yield f"{name(quad.subject)} {quad.predicate.value}", quad.object.datatype.value
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, NamedNode):
                yield term.value, term.value.removeprefix(base)


def _as_one_word(words: frozenset[str]) -> Iterator[str]:
    """Write a whole name without spaces, in any order of its words."""
    if 1 < len(words) <= _MOST_WORDS and sum(map(len, words)) >= _JOINED:
        yield from map("".join, permutations(sorted(words)))


def _parts(word: str, lengths: Collection[int]) -> Iterator[str]:
    """List the parts of a word that are as long as one of the names."""
    for length in lengths:
        for start in range(len(word) - length + 1):
            yield word[start : start + length]


@lru_cache(maxsize=100_000)
def _words_in(text: str) -> frozenset[str]:
    """Read the words of a text, those too that begin within another, as in a hashtag."""
    plain = anyascii(unicodedata.normalize("NFKC", _decoded(text)))
    return _words(text) | {*fold(_BEGINS.sub(" ", plain)).split()}


@lru_cache(maxsize=100_000)
def _words(text: str) -> frozenset[str]:
    plain = _decoded(text)
    apart = re.sub(r"['’`ʼʹ]", " ", plain)  # the s of a possessive is no part of a name
    return frozenset({*fold(plain).split(), *fold(apart).split()})


def _decoded(text: str) -> str:
    for _ in range(_CODINGS):
        text = unescape(unquote(text))
    return text
