"""What is stated of pseudonymised persons in, a record of each out that touches no other person.

A record is a copy: of what hangs on the person, and of the case, proceedings and decisions around
it, under new names. Nothing joins the records of two persons, or a record and a case that is named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, parse

from casegraph.release.allowed import AllowList
from casegraph.release.disclosure import DISCLOSURE, Level
from casegraph.release.facts import Facts, name
from casegraph.release.levels import Levels, hung_on
from casegraph.release.projection import GRAPH_FILE
from casegraph.release.pseudonyms import Pseudonyms
from casegraph.terms import CG, RDF_TYPE, VOCABULARY, cg

PERSON: Final = CG + "Person"
CASE: Final = CG + "LegalCase"
SUPPORTED_BY: Final = cg("supportedBy")
_PSEUDONYMISED: Final = NamedNode(f"{VOCABULARY}disclosure/{Level.PSEUDONYMISED.label}")
# what every record rests on; no document of a project may have this name
WITHHELD_SOURCE: Final = "source/withheld"


@dataclass(frozen=True)
class Record:
    """What a release would tell of one person.

    Attributes:
        person: the IRI of the person in the files.
        public: the IRI of the person in the release.
        quads: what is told, under public names.
    """

    person: str
    public: str
    quads: tuple[Quad, ...]


class _Copy:
    """The making of one record."""

    def __init__(
        self,
        found: Levels,
        public: AllowList,
        allowed: AllowList,
        terms: Collection[str],
        owners: Mapping[str, Collection[str]],
        person: str,
    ) -> None:
        self.facts = found.seen[Level.PSEUDONYMISED]
        self.found, self.public, self.allowed = found, public, allowed
        self.terms, self.owners, self.person = terms, owners, person

    def may(self, thing: str) -> bool:
        """Say whether a thing may be copied: its class is listed, and it is nobody else's."""
        kinds = self.facts.classes.get(thing, frozenset())
        listed = bool(kinds) and kinds <= self.allowed.keys()
        others = set(self.owners.get(thing, ())) - {self.person}
        return listed and not others and self.found.of(thing) < Level.RESTRICTED

    def with_context(self, own: set[str]) -> set[str]:
        """Add what the person's things lead to, such as a decision, its proceeding and case."""
        found = set(own)
        waiting = sorted(own)
        while waiting:
            for quad in self.statements(waiting.pop()):
                value = name(quad.object)
                if isinstance(quad.object, NamedNode) and value not in found and self.may(value):
                    found.add(value)
                    waiting.append(value)
        return found

    def statements(self, thing: str) -> Iterator[Quad]:
        """Read what may be told of a thing, before links are cut."""
        kinds = self.facts.classes[thing]
        for quad in self.facts.about[thing]:
            path = quad.predicate.value
            told = all(
                path in self.allowed[kind].properties and path not in self.allowed[kind].replaced
                for kind in kinds
            )
            if told or quad.predicate == RDF_TYPE:
                yield quad

    def whole(self, things: set[str]) -> dict[str, list[Quad]]:
        """Drop what lacks something that it needs, until nothing changes."""
        left = set(things)
        while True:
            told = {
                thing: [q for q in self.statements(thing) if self.leads(q, left)] for thing in left
            }
            lacking = {thing for thing in left if not self._has_all(thing, told[thing])}
            if not lacking:
                return told
            left -= lacking

    def leads(self, quad: Quad, things: set[str]) -> bool:
        """Say whether the end of a statement leaves with the record, or by itself."""
        if isinstance(quad.object, Literal):
            return True
        value = name(quad.object)
        if value in things or value in self.terms or quad.predicate == RDF_TYPE:
            return True
        kinds = self.facts.classes.get(value, frozenset())
        refers = bool(kinds) and not kinds & self.allowed.keys() and kinds <= self.public.keys()
        return refers and self.found.of(value) == Level.PUBLIC

    def _has_all(self, thing: str, told: Iterable[Quad]) -> bool:
        paths = {quad.predicate.value for quad in told}
        needed = [
            link.forwards
            for kind in self.facts.classes[thing]
            for link in self.allowed[kind].links
            if link.needed and SUPPORTED_BY.value not in link.forwards
        ]
        return all(paths & forwards for forwards in needed)


def make_records(
    found: Levels,
    public: AllowList,
    allowed: AllowList,
    terms: Collection[str],
    pseudonyms: Pseudonyms,
) -> list[Record]:
    """Make a record of each pseudonymised person of whom something may be told.

    Args:
        found: the levels of things, and what may be seen at each.
        public: the list for public things: it says what hangs on what.
        allowed: the list for pseudonymised persons.
        terms: the IRIs of the concepts that the release describes.
        pseudonyms: the table of public identifiers; new ones are drawn into it.
    """
    facts = found.seen[Level.PSEUDONYMISED]
    owners = _owners(facts, public)
    owned: dict[str, set[str]] = defaultdict(set)
    for thing, persons in owners.items():
        for person in persons:
            owned[person].add(thing)
    records = []
    for person, kinds in sorted(facts.classes.items()):
        if PERSON not in kinds or found.of(person) != Level.PSEUDONYMISED:
            continue
        copy = _Copy(found, public, allowed, terms, owners, person)
        own = {thing for thing in owned[person] if copy.may(thing)}
        told = _reached(copy.whole(copy.with_context(own)), person)
        if len(told) > 1:
            records.append(_renamed(copy, told, pseudonyms))
    return records


def _owners(facts: Facts, public: AllowList) -> dict[str, set[str]]:
    """Find the persons on whom each thing hangs, straight or by steps; a person is one's own."""
    hanging: dict[str, set[str]] = defaultdict(set)
    for thing, kinds in facts.classes.items():
        for kind in kinds:
            for other in hung_on(facts, public.get(kind), thing):
                hanging[other].add(thing)
    owners: dict[str, set[str]] = defaultdict(set)
    for person, kinds in facts.classes.items():
        waiting = [person] if PERSON in kinds else []
        while waiting:
            thing = waiting.pop()
            if person not in owners[thing]:
                owners[thing].add(person)
                waiting += hanging[thing]
    return owners


def _reached(told: dict[str, list[Quad]], person: str) -> dict[str, list[Quad]]:
    """Keep what is joined to the person; a decision of which nothing is told any more is not."""
    joined: dict[str, set[str]] = defaultdict(set)
    for thing, quads in told.items():
        for quad in quads:
            if (value := name(quad.object)) in told:
                joined[thing].add(value)
                joined[value].add(thing)
    found, waiting = {person}, [person]
    while waiting:
        for thing in joined[waiting.pop()] - found:
            found.add(thing)
            waiting.append(thing)
    return {thing: quads for thing, quads in told.items() if thing in found}


def _renamed(copy: _Copy, told: dict[str, list[Quad]], pseudonyms: Pseudonyms) -> Record:
    """Write a record under public names, with what stands in place of names and evidence."""
    base = copy.facts.base
    places = _Places(copy, pseudonyms)
    names = {thing: NamedNode(base + places.name_of(thing)) for thing in sorted(told)}
    graphs = {thing: NamedNode(f"{base}{places.graph_of(thing)}") for thing in sorted(told)}
    passage = NamedNode(f"{base}{WITHHELD_SOURCE}#unanchored")
    quads = set()
    for thing, statements in told.items():
        for quad in statements:
            value = quad.object
            if isinstance(value, NamedNode):
                value = names.get(value.value, value)
            quads.add(Quad(names[thing], quad.predicate, value, graphs[thing]))
        for kind in copy.facts.classes[thing]:
            for path, term in copy.allowed[kind].replaced.items():
                quads.add(Quad(names[thing], NamedNode(path), term or passage, graphs[thing]))
    level = copy.allowed[PERSON].replaced.get(DISCLOSURE)
    for graph in graphs.values():
        quads.add(Quad(graph, RDF_TYPE, NamedNode(GRAPH_FILE), graph))
        quads.add(Quad(graph, NamedNode(DISCLOSURE), level or _PSEUDONYMISED, graph))
    return Record(copy.person, names[copy.person].value, tuple(sorted(quads, key=str)))


class _Places:
    """Where the things of a record stand in the release: in a graph for each case, or the person's.

    What stands in the graph of a case belongs to the case. Addresses follow from that alone.
    """

    def __init__(self, copy: _Copy, pseudonyms: Pseudonyms) -> None:
        self._copy, self._pseudonyms = copy, pseudonyms
        self._person = copy.person.removeprefix(copy.facts.base)

    def name_of(self, thing: str) -> str:
        """Return the public path of a thing."""
        path = thing.removeprefix(self._copy.facts.base)
        kinds = self._copy.facts.classes[thing]
        if thing == self._copy.person:
            return self._pseudonyms.of(self._person, self._person, "person/")
        if CASE in kinds:
            return self._pseudonyms.of(self._person, path, "case/")
        return self._pseudonyms.of(self._person, path, f"{self._document(thing)}#")

    def graph_of(self, thing: str) -> str:
        """Return the public path of the named graph that tells of a thing."""
        document = self.name_of(thing) if self._is_whole(thing) else self._document(thing)
        kind, _, public = document.partition("/")
        return f"graph/{'cases' if kind == 'case' else 'people'}/{public}"

    def _is_whole(self, thing: str) -> bool:
        return CASE in self._copy.facts.classes[thing]

    def _document(self, thing: str) -> str:
        """Return the public path of the case in whose graph a thing stands, or of the person."""
        folder = f"{self._copy.facts.base}graph/cases/"
        homes = sorted(self._copy.facts.homes[thing])
        cases = [graph.removeprefix(folder) for graph in homes if graph.startswith(folder)]
        if cases:
            return self._pseudonyms.of(self._person, f"case/{cases[0]}", "case/")
        return self._pseudonyms.of(self._person, self._person, "person/")


def withheld_evidence(base: str) -> list[Quad]:
    """Describe the passage on which every record rests: it says only that sources are withheld."""
    path = Path(str(files("casegraph"))) / "release" / "withheld.ttl"
    graph = NamedNode(f"{base}graph/sources/{WITHHELD_SOURCE.rpartition('/')[2]}")
    quads = parse(path.read_bytes(), RdfFormat.TURTLE, base_iri=base)
    return [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in quads]


def records_in(quads: Iterable[Quad]) -> list[Record]:
    """Read the records of a release that was made before."""
    quads = list(quads)
    graphs = {q.graph_name for q in quads if _is_mark(q)}
    told: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        if quad.graph_name in graphs:
            told[name(quad.subject)].append(quad)
    persons = [thing for thing, own in told.items() if any(name(q.object) == PERSON for q in own)]
    found = []
    for person in sorted(persons):
        own = _reached(told, person)
        found.append(Record("", person, tuple(q for of_one in own.values() for q in of_one)))
    return found


def _is_mark(quad: Quad) -> bool:
    return quad.subject == quad.graph_name and quad.object == _PSEUDONYMISED
