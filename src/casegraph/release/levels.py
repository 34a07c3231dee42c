"""What is stated in, the level of disclosure of each thing out, and who may see which statement.

Of a thing, its file, and all that it hangs on, the strictest level holds; who says nothing is
restricted, but for the kinds of things that the list of what may leave calls public. What a file
says counts only for who may see the file: so nothing that others see depends on what they do not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from casegraph.release.allowed import AllowList, Link, Listed
from casegraph.release.disclosure import DISCLOSURE, Level
from casegraph.release.facts import Facts, name
from casegraph.terms import RDF_TYPE

# of what a file says of a thing: the named graph of the file, and the thing
_Place = tuple[str, str]


@dataclass(frozen=True)
class Unheeded:
    """A level that a file says of a thing, and that does not hold: others do not see the file.

    Attributes:
        thing: the IRI of the thing, or of a named graph.
        level: the level that is said.
        graph: the named graph of the file that says it.
    """

    thing: str
    level: Level
    graph: str


@dataclass(frozen=True)
class Levels:
    """The level of each thing, and what may be seen at each level.

    Attributes:
        things: by the IRI of the thing; what is not here is restricted.
        files: by the IRI of the named graph, where the file says one of itself.
        reasons: why a thing is not public.
        seen: by level, what the files say that may be seen by whoever may see that level.
        alone: the level of each thing but for what it hangs on.
        unheeded: levels that are stricter than the one in force, said where it cannot be seen.
    """

    things: Mapping[str, Level]
    files: Mapping[str, Level]
    reasons: Mapping[str, str]
    seen: Mapping[Level, Facts] = field(repr=False)
    alone: Mapping[str, Level] = field(repr=False)
    unheeded: tuple[Unheeded, ...] = ()

    def of(self, thing: str) -> Level:
        """Return the level of a thing; what nobody describes is restricted."""
        return self.things.get(thing, Level.RESTRICTED)


def levels(facts: Facts, allowed: AllowList) -> Levels:
    """Find the level of each thing, and who may see which statement.

    A thing is public if it is by all that public files say; else it is pseudonymised if it is by
    all that public and pseudonymised files say.

    Args:
        facts: what is stated.
        allowed: the list for public things: it says what hangs on what.
    """
    files = _levels_of_files(facts)
    places = _levels_of_places(facts, allowed, files)
    things: dict[str, Level] = {}
    reasons: dict[str, str] = {}
    seen: dict[Level, Facts] = {}
    alone: dict[str, Level] = {}
    for level in Level:
        told = facts.of_those({place for place, own in places.items() if own <= level})
        view = _View(told, allowed, level)
        seen[level] = view.facts
        things = dict.fromkeys(view.things, level) | things
        alone = dict.fromkeys(view.alone, level) | alone
        reasons = view.reasons | reasons
    for thing in facts.classes.keys() - things.keys():
        things[thing] = Level.RESTRICTED
    for thing, homes in facts.homes.items():
        said = any(graph in files for graph in homes)
        reasons.setdefault(thing, f"its file says {'so' if said else 'nothing'}")
    return Levels(things, files, reasons, seen, alone, tuple(_unheeded(facts, things, files)))


def _levels_of_files(facts: Facts) -> dict[str, Level]:
    """Read what each file says of itself."""
    found: dict[str, Level] = {}
    for quad in facts.quads:
        if quad.predicate.value == DISCLOSURE and quad.subject == quad.graph_name:
            graph = name(quad.graph_name)
            found[graph] = max(found.get(graph, Level.PUBLIC), Level.of(name(quad.object)))
    return found


def _levels_of_places(
    facts: Facts, allowed: AllowList, files: Mapping[str, Level]
) -> dict[_Place, Level]:
    """Find who may see what a file says of a thing, as far as the file and the thing's kind say.

    In a file that says nothing of itself, that is what it says of the thing, else the default of
    the kinds that it gives the thing.
    """
    own: dict[_Place, Level] = {}
    kinds: dict[_Place, set[str]] = defaultdict(set)
    places: dict[_Place, Level] = {}
    for quad in facts.quads:
        place = name(quad.graph_name), name(quad.subject)
        places[place] = files.get(place[0], Level.RESTRICTED)
        if quad.predicate.value == DISCLOSURE:
            own[place] = max(own.get(place, Level.PUBLIC), Level.of(name(quad.object)))
        if quad.predicate == RDF_TYPE:
            kinds[place].add(name(quad.object))
    for place, classes in kinds.items():
        if place[0] not in files:
            places[place] = own.get(place, _default(allowed, classes))
    return places


def _default(allowed: AllowList, kinds: set[str]) -> Level:
    known = [
        level for kind in kinds if kind in allowed and (level := allowed[kind].level) is not None
    ]
    return max(known) if len(known) == len(kinds) else Level.RESTRICTED


def _unheeded(
    facts: Facts, things: Mapping[str, Level], files: Mapping[str, Level]
) -> Iterator[Unheeded]:
    """Find levels that are said and are stricter than the one in force."""
    graphs = {name(quad.graph_name) for quad in facts.quads}
    for quad in facts.quads:
        if quad.predicate.value != DISCLOSURE:
            continue
        thing, said = name(quad.subject), Level.of(name(quad.object))
        in_force = files.get(thing, Level.PUBLIC) if thing in graphs else things.get(thing, said)
        if said > in_force:
            yield Unheeded(thing, said, name(quad.graph_name))


class _View:
    """What may be seen at a level: what may be seen of files, without things of stricter levels."""

    def __init__(self, told: Facts, allowed: AllowList, level: Level) -> None:
        self.reasons: dict[str, str] = {}
        self.things = set(told.homes)
        own = _own_levels(told)
        self.alone = {thing for thing in told.homes if own.get(thing, Level.PUBLIC) <= level}
        # what each thing stands at the other end of: the thing that hangs on it, and by which link
        self._holds: dict[str, list[tuple[str, Link, bool]]] = defaultdict(list)
        self._held: Counter[tuple[str, Link]] = Counter()
        self._gone: list[str] = []
        for thing, kinds in told.classes.items():
            listed = (allowed[kind].links for kind in sorted(kinds) if kind in allowed)
            for link in dict.fromkeys(link for links in listed for link in links):
                if link.hangs_on:
                    self._hang(told, thing, link)
        self._gone += sorted(self._holds.keys() - told.homes.keys())
        for thing in sorted(self.things - self.alone):
            self._lose(thing, "it says so")
        self._lose_what_hangs()
        kept = {(name(q.graph_name), name(q.subject)) for q in told.quads}
        self.facts = told.of_those({place for place in kept if place[1] in self.things})

    def _hang(self, told: Facts, thing: str, link: Link) -> None:
        """Note what a thing hangs on: on all that it leads to; on any of what leads to it."""
        for quad in told.about.get(thing, ()):
            if quad.predicate.value in link.forwards:
                self._holds[name(quad.object)].append((thing, link, True))
        users = {
            name(quad.subject)
            for quad in told.towards.get(thing, ())
            if quad.predicate.value in link.backwards
        }
        for user in sorted(users):
            self._holds[user].append((thing, link, False))
        self._held[thing, link] = len(users)
        if link.needed and link.backwards and not link.forwards and not users:
            self._lose(thing, "nothing that may be seen leads to it")

    def _lose(self, thing: str, reason: str) -> None:
        if thing in self.things:
            self.things.remove(thing)
            self.reasons[thing] = reason
            self._gone.append(thing)

    def _lose_what_hangs(self) -> None:
        """Lose what hangs on what was lost, until nothing changes."""
        while self._gone:
            other = self._gone.pop()
            for thing, link, forwards in self._holds.get(other, ()):
                self._held[thing, link] -= not forwards
                if forwards or not self._held[thing, link]:
                    self._lose(thing, f"it hangs on {other}")


def _own_levels(told: Facts) -> dict[str, Level]:
    """Read the strictest level that is said of each thing."""
    own: dict[str, Level] = {}
    for quad in told.quads:
        if quad.predicate.value == DISCLOSURE:
            thing = name(quad.subject)
            own[thing] = max(own.get(thing, Level.PUBLIC), Level.of(name(quad.object)))
    return own


def hung_on(facts: Facts, listed: Listed | None, thing: str) -> Iterator[str]:
    """Name what a thing hangs on, by the links of one of its classes."""
    for link in listed.links if listed else ():
        if link.hangs_on:
            yield from linked(facts, link, thing)


def linked(facts: Facts, link: Link, thing: str) -> Iterator[str]:
    """Name what stands at the other ends of a link."""
    for quad in facts.about.get(thing, ()):
        if quad.predicate.value in link.forwards:
            yield name(quad.object)
    for quad in facts.towards.get(thing, ()):
        if quad.predicate.value in link.backwards:
            yield name(quad.subject)
