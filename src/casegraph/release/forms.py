"""Records in, forms of them out that tell less and less, with a key for who is alike in each.

Persons are alike if the release says the same of them (`queries/release/quasi-identifiers.rq`).
What is told less of, and in which steps, is SPARQL (`queries/release/`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from pyoxigraph import DefaultGraph, NamedNode, Quad

from casegraph.engine import Embedded
from casegraph.errors import InputError
from casegraph.project import Project
from casegraph.release.facts import name
from casegraph.release.isomorphism import Row, key_of
from casegraph.release.records import Record
from casegraph.saved import SavedQuery, load
from casegraph.terms import Prefixes

QUESTION: Final = "quasi-identifiers"
Steps = tuple[str, ...]


@dataclass(frozen=True)
class Rules:
    """The queries by which records are coarsened, compared and generalised."""

    coarsen: tuple[SavedQuery, ...]
    identify: SavedQuery
    generalise: tuple[SavedQuery, ...]


def read_rules(project: Project) -> Rules:
    """Read the queries of `queries/release/`.

    Raises:
        InputError: a header is ill-formed, or the question is missing.
    """
    questions = project.queries("release")
    if QUESTION not in questions:
        raise InputError("the query is missing", path=f"queries/release/{QUESTION}.rq")
    coarsen = tuple(load(path) for path in project.updates("release/coarsen"))
    generalise = tuple(load(path) for path in project.updates("release/generalise"))
    return Rules(coarsen, load(questions[QUESTION]), generalise)


@dataclass(frozen=True)
class Form:
    """All records after some steps of generalisation, and their keys."""

    records: tuple[Record, ...]
    keys: Mapping[str, str]

    def quads_of(self, persons: Collection[str]) -> Iterator[Quad]:
        """Read what is told of some persons."""
        return (q for record in self.records if record.public in persons for q in record.quads)


class Forms:
    """The records told less of by every choice of steps; each form is made when it is needed."""

    def __init__(
        self,
        records: Sequence[Record],
        reference: Iterable[Quad],
        rules: Rules,
        prefixes: Prefixes,
    ) -> None:
        self._rules, self._prefixes = rules, prefixes
        # an update reads the default graph; what stands there is no part of any record
        self._reference = [Quad(q.subject, q.predicate, q.object) for q in reference]
        self._steps = {step.name: step for step in rules.generalise}
        self._made: dict[Steps, Form] = {(): self._form(records, rules.coarsen)}

    def choices(self) -> Iterator[Steps]:
        """Name the choices of steps, from the finest form to the coarsest."""
        for size in range(len(self._steps) + 1):
            yield from combinations(sorted(self._steps), size)

    def __getitem__(self, steps: Steps) -> Form:
        """Return the form after some steps, whose names are sorted."""
        if steps not in self._made:
            last = self._steps[steps[-1]]
            self._made[steps] = self._form(self[steps[:-1]].records, [last])
        return self._made[steps]

    def _form(self, records: Sequence[Record], steps: Iterable[SavedQuery]) -> Form:
        engine = Embedded()
        engine.load([*(quad for record in records for quad in record.quads), *self._reference])
        for step in steps:
            engine.update(step.bind({}, self._prefixes))
        owner = {name(q.subject): record.public for record in records for q in record.quads}
        told: dict[str, list[Quad]] = {record.public: [] for record in records}
        for quad in engine.quads():
            person = owner.get(name(quad.subject))
            if person is not None and not isinstance(quad.graph_name, DefaultGraph):
                told[person].append(quad)
        kept = tuple(replace(record, quads=tuple(told[record.public])) for record in records)
        return Form(kept, keys_of(kept, self._rules, self._prefixes))


def keys_of(records: Sequence[Record], rules: Rules, prefixes: Prefixes) -> dict[str, str]:
    """Hash what is told of each person: persons with one key are alike.

    Args:
        records: as they leave, or left in an earlier release.
        rules: whose question says what counts.
        prefixes: the project's.
    """
    engine = Embedded()
    engine.load(quad for record in records for quad in record.quads)
    owner = {name(quad.subject): record.public for record in records for quad in record.quads}
    rows = {record.public: list(_addresses(record)) for record in records}
    for triple in engine.construct(rules.identify.bind({}, prefixes)):
        if (person := owner.get(name(triple.subject))) is not None:
            value = name(triple.object) if isinstance(triple.object, NamedNode) else ""
            inner = owner.get(value) == person
            ends = (value if inner else str(triple.object), inner)
            rows[person].append((name(triple.subject), triple.predicate.value, *ends))
    return {person: key_of(person, set(told)) for person, told in rows.items()}


def _addresses(record: Record) -> Iterator[Row]:
    """Say which nodes stand in one graph, and in which folder: addresses of nodes begin so."""
    for quad in record.quads:
        graph = name(quad.graph_name)
        if name(quad.subject) != graph:
            folder = graph.rpartition("/")[0].rpartition("/")[2]
            yield name(quad.subject), f"in a graph of {folder}", graph, True
