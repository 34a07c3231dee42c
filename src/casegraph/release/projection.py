"""What is stated and its levels in, what of it may leave under its own name out.

A thing leaves if it is public, its class is listed, and all that it needs leaves too; a statement
leaves if its property is listed and both its ends leave. Who is pseudonymised leaves by `records`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, Quad

from casegraph.release.allowed import AllowList, Link, Listed
from casegraph.release.disclosure import DISCLOSURE, Level
from casegraph.release.facts import Facts, name
from casegraph.release.levels import Levels, linked
from casegraph.terms import CG, RDF_TYPE

CLEARS: Final = CG + "clearsText"
GRAPH_FILE: Final = CG + "GraphFile"
_OURS: Final = (CLEARS, DISCLOSURE)  # they speak of the release, not of the thing


@dataclass(frozen=True)
class Withheld:
    """Something that stays behind, for the private report.

    Attributes:
        kind: `thing`, `statement` or `text`.
        thing: the IRI of the thing.
        path: the property, or an empty string.
        reason: why, in a few words.
    """

    kind: str
    thing: str
    path: str
    reason: str


@dataclass(frozen=True)
class Projection:
    """What leaves under its own name, and what stays behind.

    Attributes:
        quads: what leaves, sorted.
        withheld: what stays behind of public files and things, and why.
    """

    quads: tuple[Quad, ...]
    withheld: tuple[Withheld, ...]


class _Filter:
    """The things that may still leave; it only ever loses some. It sees what is public alone."""

    def __init__(
        self,
        found: Levels,
        allowed: AllowList,
        terms: Collection[str],
        users: Collection[Quad],
        without: Mapping[str, str],
    ) -> None:
        facts = found.seen[Level.PUBLIC]
        self.facts = facts
        self.terms = terms
        self.users = Counter((q.predicate.value, name(q.object)) for q in users)
        self.cleared = {
            (name(q.subject), name(q.object)) for q in facts.quads if q.predicate.value == CLEARS
        }
        self.kinds: dict[str, list[Listed]] = {}
        self.reasons: dict[str, str] = {}
        for thing, classes in facts.classes.items():
            if found.of(thing) > Level.PUBLIC:
                continue
            if thing in without:
                self.reasons[thing] = without[thing]
            elif not classes <= allowed.keys():
                self.reasons[thing] = "its class is not listed"
            else:
                self.kinds[thing] = [allowed[kind] for kind in sorted(classes)]
        self._lose_what_is_not_whole()
        self._lose_empty_files()

    def refusal(self, quad: Quad) -> str:
        """Say why a statement does not leave, or return an empty string if it does."""
        thing, graph, path = name(quad.subject), name(quad.graph_name), quad.predicate.value
        if thing not in self.kinds:
            return "its thing stays behind"
        if quad.predicate == RDF_TYPE:
            return ""
        listed = self.kinds[thing]
        if not all(path in each.properties for each in listed):
            return "its property is not listed"
        if isinstance(quad.object, Literal):
            free = any(path in each.texts for each in listed)
            told = (thing, path) in self.cleared or (graph, path) in self.cleared
            return "its text is not cleared" if free and not told else ""
        ends = [quad]
        if any(path in each.together for each in listed):
            ends = [q for q in self.facts.about[thing] if q.predicate == quad.predicate]
        outside = all(path in each.outside for each in listed)
        reached = all(self._is_reached(name(end.object), outside) for end in ends)
        return "" if reached else "what it leads to stays behind"

    def _is_reached(self, value: str, outside: bool) -> bool:
        if value in self.kinds or value in self.terms:
            return True
        own = value.startswith(self.facts.base) or value in self.facts.classes
        return outside and not own

    def _is_whole(self, thing: str) -> bool:
        return all(self._has(thing, link) for link in self._needed(thing))

    def _needed(self, thing: str) -> Iterator[Link]:
        yield from (link for each in self.kinds[thing] for link in each.links if link.needed)

    def _lacking(self, thing: str) -> str:
        """Name what a thing lacks, or the properties of which it has nothing."""
        link = next(link for link in self._needed(thing) if not self._has(thing, link))
        ends = sorted(set(linked(self.facts, link, thing)))
        return " ".join(ends or sorted(link.forwards | link.backwards))

    def _has(self, thing: str, link: Link) -> bool:
        if any(self.users[path, thing] for path in link.backwards):
            return True
        forwards = (q for q in self.facts.about[thing] if q.predicate.value in link.forwards)
        towards = self.facts.towards.get(thing, ())
        backwards = (q for q in towards if q.predicate.value in link.backwards)
        return any(not self.refusal(quad) for quad in (*forwards, *backwards))

    def _lose_what_is_not_whole(self) -> None:
        """Lose what lacks something that it needs, then what needed that, until nothing changes."""
        waiting = sorted(self.kinds)
        while waiting:
            thing = waiting.pop()
            if thing not in self.kinds or self._is_whole(thing):
                continue
            self.reasons[thing] = f"what it needs stays behind: {self._lacking(thing)}"
            del self.kinds[thing]
            waiting += [name(quad.subject) for quad in self.facts.towards.get(thing, ())]
            waiting += [name(quad.object) for quad in self.facts.about.get(thing, ())]

    def _lose_empty_files(self) -> None:
        """Lose the name of a file of which nothing else leaves."""
        full = {
            name(quad.graph_name)
            for quad in self.facts.quads
            if name(quad.subject) != name(quad.graph_name) and not self.refusal(quad)
        }
        for thing in [t for t in self.kinds if GRAPH_FILE in self.facts.classes[t]]:
            if thing not in full:
                del self.kinds[thing]
                self.reasons[thing] = "nothing of the file leaves"


def project_public(
    facts: Facts,
    found: Levels,
    allowed: AllowList,
    terms: Collection[str],
    *,
    users: Collection[Quad] = (),
    without: Mapping[str, str] | None = None,
) -> Projection:
    """Keep what may leave under its own name.

    Args:
        facts: what is stated.
        found: the levels of things and files.
        allowed: the list for public things.
        terms: the IRIs of the concepts and properties that the release describes.
        users: statements of records, which need the things that they lead to.
        without: things that stay behind for another reason, with the reason.
    """
    sieve = _Filter(found, allowed, terms, users, without or {})
    seen = set(sieve.facts.quads)
    quads, withheld = [], list(_withheld_things(facts, found, sieve))
    for quad in facts.quads:
        reason = sieve.refusal(quad) if quad in seen else "its file stays behind"
        if not reason:
            quads.append(quad)
        elif name(quad.subject) in sieve.kinds and quad.predicate.value not in _OURS:
            kind = "text" if "text" in reason else "statement"
            withheld.append(Withheld(kind, name(quad.subject), quad.predicate.value, reason))
    return Projection(tuple(quads), tuple(withheld))


def _withheld_things(facts: Facts, found: Levels, sieve: _Filter) -> Iterator[Withheld]:
    for thing in sorted(facts.classes.keys() - sieve.kinds.keys()):
        level = f"{found.of(thing).label}: {found.reasons.get(thing, '')}"
        yield Withheld("thing", thing, "", sieve.reasons.get(thing, level))
