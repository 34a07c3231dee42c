"""What is stated in, the level of disclosure of each thing out, and who may see which statement.

Of a thing, its file, and all that it hangs on, the strictest level holds; who says nothing is
restricted, but for the kinds of things that the list of what may leave calls public. What a file
says counts only for who may see the file: so nothing that others see depends on what they do not.
"""

from __future__ import annotations

from collections import defaultdict
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
        unheeded: levels that are stricter than the one in force, said where it cannot be seen.
    """

    things: Mapping[str, Level]
    files: Mapping[str, Level]
    reasons: Mapping[str, str]
    seen: Mapping[Level, Facts] = field(repr=False)
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
    seen = {
        level: facts.of_those({place for place, own in places.items() if own <= level})
        for level in Level
    }
    things: dict[str, Level] = {}
    reasons: dict[str, str] = {}
    for level, visible in seen.items():
        found, reasons = _levels_in(visible, allowed, places, files)
        for thing, own in found.items():
            if own <= level:
                things.setdefault(thing, level)
    reasons = {thing: why for thing, why in reasons.items() if things[thing] > Level.PUBLIC}
    return Levels(things, files, reasons, seen, tuple(_unheeded(facts, things, files)))


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


def _levels_in(
    visible: Facts,
    allowed: AllowList,
    places: Mapping[_Place, Level],
    files: Mapping[str, Level],
) -> tuple[dict[str, Level], dict[str, str]]:
    """Find the level of each thing by what may be seen alone, and why."""
    own: dict[str, Level] = {}
    for quad in visible.quads:
        if quad.predicate.value == DISCLOSURE:
            thing = name(quad.subject)
            own[thing] = max(own.get(thing, Level.PUBLIC), Level.of(name(quad.object)))
    found: dict[str, Level] = {}
    reasons: dict[str, str] = {}
    for thing, homes in visible.homes.items():
        told = [(own[thing], "it says so")] if thing in own else []
        for graph in sorted(homes):
            why = "its file says so" if graph in files else "its file says nothing"
            told.append((places[graph, thing], why))
        found[thing], reasons[thing] = max(told, key=lambda pair: pair[0])
    _hand_down(visible, allowed, found, reasons)
    return found, reasons


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


def _hand_down(
    facts: Facts, allowed: AllowList, found: dict[str, Level], reasons: dict[str, str]
) -> None:
    """Give each thing the level of what it hangs on, until nothing changes."""
    hanging: dict[str, list[str]] = defaultdict(list)
    for thing, kinds in facts.classes.items():
        for kind in kinds:
            for other in hung_on(facts, allowed.get(kind), thing):
                hanging[other].append(thing)
    waiting = sorted(hanging)
    while waiting:
        other = waiting.pop()
        level = found.get(other, Level.RESTRICTED)
        for thing in hanging.get(other, ()):
            if found[thing] < level:
                found[thing], reasons[thing] = level, f"it hangs on {other}"
                waiting.append(thing)


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
