"""What is stated and at which level in, how those who are not public are called out.

Where such names stand in what leaves is left to `casegraph.release.names`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, Quad

from casegraph.release.disclosure import Level
from casegraph.release.facts import Facts, name
from casegraph.release.levels import Levels
from casegraph.release.records import PERSON
from casegraph.terms import CG, PREF_LABEL, SKOS

NAME_TEXT: Final = CG + "nameText"
NAMED: Final = frozenset(CG + kind for kind in ("Organization", "Court", "Place", "Post"))
GROUP: Final = CG + "Group"
_HAS_NAME: Final = CG + "hasName"
_LABELS: Final = frozenset({PREF_LABEL.value, SKOS + "altLabel"})
_IDENTIFIER: Final = re.compile(r"(?=.*[a-z])(?=.*[0-9])[a-z0-9]{5,}")


@dataclass(frozen=True)
class Withheld:
    """How things that are not public are called, by their IRIs.

    Attributes:
        names: names, of which a single word tells of somebody, too.
        labels: labels that tell of somebody only as a whole, since they are made of common words.
    """

    names: Mapping[str, Collection[str]]
    labels: Mapping[str, Collection[str]] = field(default_factory=dict)


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
                names[thing].update(_texts_of(texts, {NAME_TEXT}))
            continue
        given = [name(quad.object) for quad in own if quad.predicate.value == _HAS_NAME]
        labels = set(_texts_of(own, _LABELS))
        for variant in given:
            names[thing].update(_texts_of(facts.about.get(variant, ()), {NAME_TEXT}))
        if given:
            names[thing] |= labels
        elif PERSON in kinds:
            names[thing] |= {label for label in labels if _reads_like_a_name(label)}
            whole[thing] |= {label for label in labels if _has_no_case(label)}
        elif kinds & {*NAMED, GROUP}:
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
