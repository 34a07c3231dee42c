"""What stays and what leaves in, the traces that the one leaves in the other out.

Nothing is withheld for these: they are told to the curator, who may change the files.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from pyoxigraph import NamedNode

from casegraph.release.disclosure import Level
from casegraph.release.facts import Facts, name
from casegraph.release.levels import Levels
from casegraph.release.projection import Projection, Withheld
from casegraph.terms import CG

# a number of a defendant or an output; the offsets of a passage, c932-957, are none
_NUMBERED: Final = re.compile(r"(?!c[0-9]+-[0-9]+$)([a-z]+)([0-9]+)(?:-.*)?")
_CONFLICTS_WITH: Final = CG + "conflictsWith"
_SUPPORTED_BY: Final = CG + "supportedBy"
CHARGE: Final = CG + "Charge"
# what counts, by the property that leads to what is counted, forwards or backwards
_COUNTS: Final = {
    CG + "memberCount": (CG + "hasMember", ""),
    CG + "chargeCount": ("", CG + "inProceeding"),
}


def traces(facts: Facts, found: Levels, projection: Projection) -> list[Withheld]:
    """Find where a reader of the release could notice that something is missing.

    Args:
        facts: what is stated.
        found: the levels of things.
        projection: what leaves.
    """
    leaving = {name(quad.subject) for quad in projection.quads}
    return [
        *_gaps(facts, leaving),
        *_counts(facts, leaving),
        *_passages(facts, found, leaving),
        *_disputes(facts, leaving),
    ]


def _gaps(facts: Facts, leaving: set[str]) -> Iterator[Withheld]:
    """Find numbers that are missing in the addresses of a file, such as d3 between d2 and d4."""
    there: dict[tuple[str, str], set[int]] = defaultdict(set)
    gone: dict[tuple[str, str], set[int]] = defaultdict(set)
    for thing in facts.classes:
        document, _, fragment = thing.partition("#")
        if match := _NUMBERED.fullmatch(fragment):
            into = there if thing in leaving else gone
            into[document, match[1]].add(int(match[2]))
    for (document, letter), numbers in sorted(gone.items()):
        kept = there.get((document, letter), set())
        for number in sorted(numbers - kept):
            if any(number < other for other in kept):
                yield Withheld(
                    "trace",
                    document,
                    "",
                    f"its addresses go on after {letter}{number}, of which none leaves",
                )


def _counts(facts: Facts, leaving: set[str]) -> Iterator[Withheld]:
    """Find numbers that leave and count things of which not all leave."""
    for quad in facts.quads:
        thing, path = name(quad.subject), quad.predicate.value
        if path not in _COUNTS or thing not in leaving:
            continue
        forwards, backwards = _COUNTS[path]
        counted = {name(q.object) for q in facts.about[thing] if q.predicate.value == forwards}
        counted |= {
            name(q.subject)
            for q in facts.towards.get(thing, ())
            if q.predicate.value == backwards and CHARGE in facts.classes.get(name(q.subject), ())
        }
        if counted - leaving:
            yield Withheld("trace", thing, path, "of what it counts some stays behind")


def _passages(facts: Facts, found: Levels, leaving: set[str]) -> Iterator[Withheld]:
    """Find passages that leave and also support what is withheld: the document tells it."""
    for quad in facts.quads:
        value = name(quad.object)
        if quad.predicate.value != _SUPPORTED_BY or not isinstance(quad.object, NamedNode):
            continue
        subject = name(quad.subject)
        if value in leaving and subject not in leaving and found.of(subject) > Level.PUBLIC:
            reason = f"{subject}, which stays behind, rests on it too"
            yield Withheld("trace", value, _SUPPORTED_BY, reason)


def _disputes(facts: Facts, leaving: set[str]) -> Iterator[Withheld]:
    """Find accounts that leave and that one which stays contradicts: nobody sees that it does.

    A mark would tell of the other account, and so would withholding: two projects that differ
    only in what is restricted would give two releases.
    """
    rivals: dict[str, set[str]] = defaultdict(set)
    for quad in facts.quads:
        if quad.predicate.value == _CONFLICTS_WITH and isinstance(quad.object, NamedNode):
            one, other = name(quad.subject), name(quad.object)
            rivals[one].add(other)
            rivals[other].add(one)
    for thing, others in sorted(rivals.items()):
        if thing in leaving:
            seen = "it is seen disputed by others" if others & leaving else "it looks undisputed"
            for other in sorted(others - leaving):
                reason = f"{other}, which stays behind, contradicts it: {seen}"
                yield Withheld("trace", thing, _CONFLICTS_WITH, reason)
