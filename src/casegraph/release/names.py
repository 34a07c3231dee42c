"""What leaves in, the names of withheld persons and bodies that stand in it out.

A last look, for texts that people wrote: a title, a reason, an address of a document. Spelling,
script, inflection and order of words do not matter: `casegraph.release.spelling` reads them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import permutations
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.find import fold
from casegraph.release.disclosure import Level
from casegraph.release.facts import Facts, name
from casegraph.release.levels import Levels
from casegraph.release.records import PERSON
from casegraph.release.spelling import keys_of_name, keys_of_text, read, words
from casegraph.terms import CG, PREF_LABEL, RDF_TYPE, SKOS

_HAS_NAME: Final = CG + "hasName"
_NAME_TEXT: Final = CG + "nameText"
_NAMED: Final = frozenset(CG + kind for kind in ("Organization", "Court", "Place", "Post"))
_LABELS: Final = frozenset({PREF_LABEL.value, SKOS + "altLabel"})
_SHORT: Final = 4  # letters: shorter words stand in too many texts
_JOINED: Final = 8  # letters of a whole name written as one word, as in a hashtag or an account
_MOST_WORDS: Final = 4
# letters of a stem at least: of a word in Latin letters, of a name of one word, of one of several
_STEM_LATIN: Final = 4
_STEM_ALONE: Final = 3
_STEM: Final = 2
_IDENTIFIER: Final = re.compile(r"(?=.*[a-z])(?=.*[0-9])[a-z0-9]{5,}")


@dataclass(frozen=True)
class Found:
    """A withheld name in what leaves.

    Attributes:
        thing: who is withheld.
        words: the words of the name that were found.
        where: the thing, file or property that holds them.
        text: the text that holds them.
        said: the words as they stand in the text, folded; each can be accepted.
    """

    thing: str
    words: tuple[str, ...]
    where: str
    text: str
    said: tuple[str, ...]


@dataclass(frozen=True)
class Withheld:
    """How things that are not public are called, by their IRIs.

    Attributes:
        names: names, of which a single word tells of somebody, too.
        labels: labels that tell of somebody only as a whole, since they are made of common words.
    """

    names: Mapping[str, Collection[str]]
    labels: Mapping[str, Collection[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class _Wanted:
    """Words that are looked for: all of them in one text, or one after the other."""

    thing: str
    words: tuple[str, ...]
    keys: tuple[frozenset[str], ...]
    in_order: bool = False


def withheld_names(facts: Facts, found: Levels) -> Withheld:
    """Gather how all who are not public are called, and the identifiers of such persons; and the
    names of who is public that are not, such as a former one.

    Of a person with no name of its own a label is taken that reads like a name; another, such as
    "wife of the defendant", is made of words that stand in many texts. Of a body, court, place or
    post with no name of its own, and in scripts that have no capitals, a label is taken as a whole.
    """
    names: dict[str, set[str]] = defaultdict(set)
    whole: dict[str, set[str]] = defaultdict(set)
    told = set(found.seen[Level.PUBLIC].quads)
    for thing, kinds in facts.classes.items():
        own = facts.about[thing]
        if found.of(thing) == Level.PUBLIC:
            labels = set(_texts_of(set(own) - told, _LABELS))
            names[thing] |= {label for label in labels if _reads_like_a_name(label)}
            for variant in (name(q.object) for q in own if q.predicate.value == _HAS_NAME):
                texts = set(facts.about.get(variant, ()))
                if found.of(variant) == Level.PUBLIC:
                    texts -= told
                names[thing].update(_texts_of(texts, {_NAME_TEXT}))
            continue
        given = [name(quad.object) for quad in own if quad.predicate.value == _HAS_NAME]
        labels = set(_texts_of(own, _LABELS))
        for variant in given:
            names[thing].update(_texts_of(facts.about.get(variant, ()), {_NAME_TEXT}))
        if given:
            names[thing] |= labels
        elif PERSON in kinds:
            names[thing] |= {label for label in labels if _reads_like_a_name(label)}
            whole[thing] |= {label for label in labels if _has_no_case(label)}
        elif kinds & _NAMED:
            whole[thing] |= {label for label in labels if _may_be_a_name(label)}
        identifier = re.split("[/#]", thing)[-1]
        if PERSON in kinds and _IDENTIFIER.fullmatch(identifier):
            names[thing].add(identifier)
    return Withheld(
        {thing: spellings for thing, spellings in names.items() if spellings},
        {thing: spellings for thing, spellings in whole.items() if spellings},
    )


def _texts_of(quads: Iterable[Quad], paths: Collection[str]) -> Iterator[str]:
    for quad in quads:
        if quad.predicate.value in paths and isinstance(quad.object, Literal):
            yield quad.object.value


def _reads_like_a_name(label: str) -> bool:
    return all(word[0].isupper() for word in re.findall(r"[^\W\d_]+", label))


def _has_no_case(label: str) -> bool:
    """Say whether a label is written in a script without capitals, such as Arabic or Georgian."""
    letters = [letter for letter in label if letter.isalpha()]
    return bool(letters) and all(one.title() == one and not one.isupper() for one in letters)


def _may_be_a_name(label: str) -> bool:
    return any(letter.isupper() for letter in label) or _has_no_case(label)


def find_names(
    withheld: Withheld,
    quads: Iterable[Quad],
    texts: Iterable[tuple[str, str]] = (),
    accepted: Collection[str] = (),
    base: str = "",
) -> list[Found]:
    """Look for the names of who is withheld.

    Found is a whole name, its words in any order, also within one word, as in a hashtag; a single
    word of one of four letters or more that is in no name that leaves, of a person, body or place:
    relatives share names; and a whole label, word by word. Each word may be inflected.

    Args:
        withheld: how they are called, from `withheld_names`.
        quads: what leaves.
        texts: further texts that leave, such as queries, each with its place.
        accepted: words that somebody looked at and that name nobody here, of a name or of a text.
        base: the base of the project's things; its own words are not looked at.
    """
    quads = list(quads)
    public = {*_public_names(quads), *(words(text) for text in accepted)}
    passed = frozenset[str]().union(*public)
    by_key: dict[str, list[_Wanted]] = defaultdict(list)
    joined: dict[str, list[_Wanted]] = defaultdict(list)
    for one in _wanted(withheld, public, passed):
        for key in max(one.keys, key=lambda keys: max(map(len, keys))):
            by_key[key].append(one)
        for text in _as_one_word(one):
            joined[text].append(one)
    lengths = {len(text) for text in joined}
    within: dict[str, set[str]] = {}  # words stand in many texts: they are taken apart once
    found = set()
    for where, text in {*_texts(quads, base), *texts}:
        there = _keys_in(text, passed)
        for key in there.keys() & by_key.keys():
            for one in by_key[key]:
                if said := _said(one, there, text):
                    found.add(Found(one.thing, one.words, where, text, said))
        for word in set().union(*there.values()):
            if word not in within:
                within[word] = joined.keys() & _parts(word, lengths)
            for part in within[word]:
                found |= {Found(one.thing, one.words, where, text, (word,)) for one in joined[part]}
    return sorted(found, key=lambda one: (one.where, one.thing, one.words, one.text, one.said))


def _public_names(quads: Iterable[Quad]) -> Iterator[frozenset[str]]:
    """Read the names that leave; the label of a case or a person may hold somebody else's."""
    quads = list(quads)
    named = {name(q.subject) for q in quads if q.predicate == RDF_TYPE and name(q.object) in _NAMED}
    for quad in quads:
        labels = quad.predicate == PREF_LABEL and name(quad.subject) in named
        if labels or quad.predicate.value == _NAME_TEXT:
            yield words(name(quad.object))


def _wanted(
    withheld: Withheld, public: Collection[frozenset[str]], passed: frozenset[str]
) -> Iterator[_Wanted]:
    for thing, spellings in sorted(withheld.names.items()):
        for spelling in sorted(spellings):
            parts = sorted(words(spelling))
            if len(parts) > 1 and not any(each.issuperset(parts) for each in public):
                yield _Wanted(thing, tuple(parts), tuple(keys_of_name(w, _STEM) for w in parts))
            for word in parts:
                if len(word) >= _SHORT and word not in passed:
                    yield _Wanted(thing, (word,), (keys_of_name(word, _STEM_ALONE),))
    for thing, spellings in sorted(withheld.labels.items()):
        for spelling in sorted(spellings):
            line = tuple(fold(spelling).split())
            if sum(map(len, line)) >= _SHORT and not any(each.issuperset(line) for each in public):
                keys = tuple(keys_of_name(w, _STEM if line[1:] else _STEM_ALONE) for w in line)
                yield _Wanted(thing, line, keys, in_order=True)


def _texts(quads: Iterable[Quad], base: str) -> Iterator[tuple[str, str]]:
    for quad in quads:
        if isinstance(quad.object, Literal):
            yield f"{name(quad.subject)} {quad.predicate.value}", quad.object.value
            yield f"{name(quad.subject)} {quad.predicate.value}", quad.object.language or ""
            yield f"{name(quad.subject)} {quad.predicate.value}", quad.object.datatype.value
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, NamedNode):
                yield term.value, term.value.removeprefix(base)


def _keys_in(text: str, passed: frozenset[str]) -> dict[str, set[str]]:
    """Return the keys of all names that a text may hold, each with the words that stand there."""
    reading = read(text)
    there: dict[str, set[str]] = defaultdict(set)
    for word in reading.joined.union(*reading.lines):
        there[word].add(word)
        if word not in passed:
            least = _STEM if word in reading.inflected else _STEM_LATIN
            for key in keys_of_text(word, least):
                there[key].add(word)
    return there


def _said(one: _Wanted, there: Mapping[str, set[str]], text: str) -> tuple[str, ...]:
    """Return the words of a text that are a name, or nothing."""
    said = [{word for key in keys & there.keys() for word in there[key]} for keys in one.keys]
    if not all(said) or (one.in_order and not _in_order(said, read(text).lines)):
        return ()
    return tuple(min(words) for words in said)


def _in_order(said: list[set[str]], lines: Iterable[tuple[str, ...]]) -> bool:
    """Say whether words stand one after the other; a single one may be made of pieces."""
    return len(said) == 1 or any(
        all(word in each for word, each in zip(line[start:], said, strict=False))
        for line in lines
        for start in range(len(line) - len(said) + 1)
    )


def _as_one_word(one: _Wanted) -> Iterator[str]:
    """Write a whole name without spaces, in any order of its words."""
    if 1 < len(one.words) <= _MOST_WORDS and sum(map(len, one.words)) >= _JOINED:
        orders = [one.words] if one.in_order else permutations(one.words)
        yield from map("".join, orders)


def _parts(word: str, lengths: Collection[int]) -> set[str]:
    """List the parts of a word that are as long as one of the names."""
    return {
        word[start : start + length]
        for length in lengths
        for start in range(len(word) - length + 1)
    }
