"""What is stated in, the level of disclosure of each thing and each file out.

Of a thing, its file, and all that it hangs on, the strictest level holds; who says nothing is
restricted, but for the kinds of things that the list of what may leave calls public.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casegraph.release.allowed import AllowList, Link, Listed
from casegraph.release.disclosure import DISCLOSURE, Level
from casegraph.release.facts import Facts, name


@dataclass(frozen=True)
class Levels:
    """The level of each thing and of each file.

    Attributes:
        things: by the IRI of the thing; what is not here is restricted.
        files: by the IRI of the named graph, where the file says one.
        reasons: why a thing is not public.
    """

    things: Mapping[str, Level]
    files: Mapping[str, Level]
    reasons: Mapping[str, str]

    def of(self, thing: str) -> Level:
        """Return the level of a thing; what nobody describes is restricted."""
        return self.things.get(thing, Level.RESTRICTED)

    def of_statement(self, thing: str, graph: str, homes: frozenset[str]) -> Level:
        """Return the level of what a file says of a thing.

        Args:
            thing: the subject.
            graph: the named graph of the file.
            homes: the graphs that say of which class the thing is.
        """
        level = self.files.get(graph)
        if level is None:  # the file says nothing: only the default of the thing's kind is left
            level = self.of(thing) if graph in homes else Level.RESTRICTED
        return max(level, self.of(thing))


def levels(facts: Facts, allowed: AllowList) -> Levels:
    """Find the level of each thing and file.

    Args:
        facts: what is stated.
        allowed: the list for public things: it says what hangs on what.
    """
    own: dict[str, Level] = {}
    for quad in facts.quads:
        if quad.predicate.value == DISCLOSURE:
            thing = name(quad.subject)
            own[thing] = max(own.get(thing, Level.PUBLIC), Level.of(name(quad.object)))
    files = {graph: own[graph] for graph in {name(q.graph_name) for q in facts.quads} & own.keys()}
    found: dict[str, Level] = {}
    reasons: dict[str, str] = {}
    for thing, kinds in facts.classes.items():
        found[thing], reasons[thing] = _alone(facts, allowed, thing, kinds, own, files)
    _hand_down(facts, allowed, found, reasons)
    return Levels(found, files, {t: why for t, why in reasons.items() if found[t] > Level.PUBLIC})


def _alone(
    facts: Facts,
    allowed: AllowList,
    thing: str,
    kinds: frozenset[str],
    own: Mapping[str, Level],
    files: Mapping[str, Level],
) -> tuple[Level, str]:
    """Find the level of a thing by itself, its files and its kind."""
    defaults = [allowed[kind].level for kind in kinds if kind in allowed]
    known = [level for level in defaults if level is not None]
    default = max(known) if len(known) == len(kinds) else Level.RESTRICTED
    told = [(own[thing], "it says so")] if thing in own else []
    for graph in sorted(facts.homes[thing]):
        if graph in files:
            told.append((files[graph], "its file says so"))
        elif thing not in own:
            told.append((default, "its file says nothing"))
    return max(told, key=lambda pair: pair[0], default=(Level.RESTRICTED, "nothing says a level"))


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
