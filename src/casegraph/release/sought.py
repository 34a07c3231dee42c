"""Names that are looked for in, where they stand in a text, whole or in part, out.

How a text may be read is left to `casegraph.release.spelling`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import permutations
from typing import Final

from casegraph.find import fold
from casegraph.release.spelling import Reading, keys_of_name, keys_of_text, read, runs, words
from casegraph.release.withheld import Withheld

_SHORT: Final = 4  # letters: shorter words stand in too many texts
_JOINED: Final = 8  # letters of a whole name written as one word, as in a hashtag or an account
_MOST_WORDS: Final = 4
_LONG: Final = 7  # letters of a word that is found within another, and divided by spaces
_MOST_PIECES: Final = 3
# letters of a stem at least: of a word in Latin letters, of a name of one word, of one of several
_STEM_LATIN: Final = 4
_STEM_ALONE: Final = 3
_STEM: Final = 2


@dataclass(frozen=True)
class Wanted:
    """Words that are looked for: all of them in one text, or one after the other."""

    thing: str
    words: tuple[str, ...]
    keys: tuple[frozenset[str], ...]
    in_order: bool = False


class Index:
    """The names that are looked for, by how they may stand in a text.

    Args:
        withheld: how they are called.
        names: names that leave; their words are passed.
        labels: labels that leave and are made of common words; only the same label is passed.
        accepted: words that somebody looked at and that name nobody here, of a name or of a text.
    """

    def __init__(
        self,
        withheld: Withheld,
        names: Collection[str] = (),
        labels: Collection[str] = (),
        accepted: Collection[str] = (),
    ) -> None:
        self.accepted = frozenset[str]().union(*map(words, accepted))
        self.public = {*map(words, names), *map(words, accepted)}
        self.passed = frozenset[str]().union(*self.public)
        self.public_runs = frozenset[str]().union(*map(runs, [*names, *accepted]))
        self.by_key: dict[str, list[Wanted]] = defaultdict(list)
        self.joined, self.long, self.runs = _Within(), _Within(), _Within()
        self.begins: set[str] = set()
        whole = self.public.union(map(words, labels))
        for one in _wanted(withheld, self.public, whole, self.passed):
            for key in max(one.keys, key=lambda keys: max(map(len, keys))):
                self.by_key[key].append(one)
            for text in _as_one_word(one):
                self.joined.add(text, one)
            for word in one.words:
                if len(word) >= _LONG:
                    self.begins.update(word[:end] for end in range(2, len(word) - 1))
                    if len(one.words) == 1:
                        self.long.add(word, one)
        for thing, run in _wanted_runs(withheld):
            if run not in self.public_runs and not words(run) <= self.accepted:
                self.runs.add(run, Wanted(thing, (run,), ()))

    def find(self, text: str) -> Iterator[tuple[Wanted, tuple[str, ...]]]:
        """Find names in a text, each with the words that stand there."""
        reading = read(text)
        there = self._keys_in(reading)
        for key in there.keys() & self.by_key.keys():
            for one in self.by_key[key]:
                if said := _said(one, there, reading):
                    yield one, said
        for word in set().union(*there.values()) - self.accepted:
            for one in self.joined.find(word):
                yield one, (word,)
        for word in reading.of_addresses - self.passed:
            for one in self.long.find(word):
                yield one, (word,)
        for run in reading.runs:
            for one in self.runs.find(run):
                if self._beyond_public(one.words[0], run):
                    yield one, one.words

    def _keys_in(self, reading: Reading) -> dict[str, set[str]]:
        """Return the keys of all names that a text may hold, each with the words there."""
        there: dict[str, set[str]] = defaultdict(set)
        divided = {word for line in reading.spaced for word in self._divided(line)}
        for word in reading.joined.union(divided, *reading.lines):
            there[word].add(word)
            if word not in self.passed:
                least = _STEM if word in reading.inflected else _STEM_LATIN
                for key in keys_of_text(word, least):
                    there[key].add(word)
        return there

    def _divided(self, line: tuple[str, ...]) -> Iterator[str]:
        """Join words that stand together and may be pieces of a long one: Abdul Rahman."""
        for start, word in enumerate(line):
            for end in range(start + 1, start + _MOST_PIECES):
                if word not in self.begins or end >= len(line):
                    break
                word += line[end]
                if len(word) >= _LONG and not self.passed.issuperset(line[start : end + 1]):
                    yield word

    def _beyond_public(self, wanted: str, run: str) -> bool:
        """Say whether letters stand in a run, but for longer public names that hold them."""
        for public in sorted(self.public_runs, key=len, reverse=True):
            if wanted in public:
                run = run.replace(public, " ")
        return wanted in run


class _Within:
    """Letters that are looked for within longer words."""

    def __init__(self) -> None:
        self._wanted: dict[str, list[Wanted]] = defaultdict(list)
        self._lengths: set[int] = set()
        self._seen: dict[str, set[str]] = {}  # words stand in many texts

    def add(self, letters: str, one: Wanted) -> None:
        self._wanted[letters].append(one)
        self._lengths.add(len(letters))

    def find(self, word: str) -> Iterator[Wanted]:
        if word not in self._seen:
            self._seen[word] = self._wanted.keys() & _parts(word, self._lengths)
        for part in self._seen[word]:
            yield from self._wanted[part]


def _wanted(
    withheld: Withheld,
    public: Collection[frozenset[str]],
    whole: Collection[frozenset[str]],
    passed: frozenset[str],
) -> Iterator[Wanted]:
    for thing, spellings in sorted(withheld.names.items()):
        for spelling in sorted(spellings):
            parts = sorted(words(spelling))
            if len(parts) > 1 and not any(each.issuperset(parts) for each in public):
                yield Wanted(thing, tuple(parts), tuple(keys_of_name(w, _STEM) for w in parts))
            for word in parts:
                if len(word) >= _SHORT and word not in passed:
                    yield Wanted(thing, (word,), (keys_of_name(word, _STEM_ALONE),))
    for thing, spellings in sorted(withheld.labels.items()):
        for spelling in sorted(spellings):
            line = tuple(fold(spelling).split())
            known = any(each.issuperset(line) for each in whole)
            if sum(map(len, line)) >= _SHORT and not known:
                keys = tuple(keys_of_name(w, _STEM if line[1:] else _STEM_ALONE) for w in line)
                yield Wanted(thing, line, keys, in_order=True)


def _wanted_runs(withheld: Withheld) -> Iterator[tuple[str, str]]:
    """List letters of scripts without spaces: of names and their parts, and of whole labels."""
    for thing, spellings in sorted(withheld.names.items()):
        for run in sorted(frozenset[str]().union(*map(runs, spellings))):
            yield thing, run
    for thing, spellings in sorted(withheld.labels.items()):
        for spelling in sorted(spellings):
            for run in runs(spelling):
                if words(run) == words("".join(spelling.split())):
                    yield thing, run


def _said(one: Wanted, there: Mapping[str, set[str]], reading: Reading) -> tuple[str, ...]:
    """Return the words of a text that are a name, or nothing."""
    said = [{word for key in keys & there.keys() for word in there[key]} for keys in one.keys]
    if not all(said) or (one.in_order and not _in_order(said, reading.lines)):
        return ()
    return tuple(min(words) for words in said)


def _in_order(said: list[set[str]], lines: Iterable[tuple[str, ...]]) -> bool:
    """Say whether words stand one after the other; a single one may be made of pieces."""
    return len(said) == 1 or any(
        all(word in each for word, each in zip(line[start:], said, strict=False))
        for line in lines
        for start in range(len(line) - len(said) + 1)
    )


def _as_one_word(one: Wanted) -> Iterator[str]:
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
