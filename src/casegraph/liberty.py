"""A person in, the last known liberty status out, with the dates of what decides it.

The status and what decides it are derived by rules (`queries/rules/liberty-*.rq`); here their dates
are read. Nothing is said of what came after.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from casegraph.engine import Engine
from casegraph.terms import VOCABULARY, cg

_PREFERRED: Final = NamedNode(f"{VOCABULARY}account/preferred")
# bounds of what has no date: it may lie anywhere
_FIRST: Final = "0001-01-01"
_LAST: Final = "9999-12-31"
_DAY: Final = len("2019-11-12")


@dataclass(frozen=True)
class Dated:
    """A date of an event: in EDTF, and the day on which a source last confirms what it began."""

    edtf: str
    confirmed: str
    first: str
    last: str


@dataclass(frozen=True)
class Decider:
    """An event, a sentence or a decision that decides a status, with its dates."""

    iri: str
    dates: tuple[Dated, ...]

    def before(self, other: Decider) -> bool:
        """Say whether all days that this may be lie before all that another may be."""
        last = max((date.last for date in self.dates), default=_LAST)
        return last < min((date.first for date in other.dates), default=_FIRST)


@dataclass(frozen=True)
class Liberty:
    """The last known liberty status of a person.

    Attributes:
        statuses: the concepts; more than one only where rules could not tell.
        deciders: all that decides it, in the order of dates.
    """

    statuses: tuple[str, ...]
    deciders: tuple[Decider, ...]

    @property
    def dates(self) -> tuple[Dated, ...]:
        """From when it is known to hold: the dates of each decider that is before no other."""
        found = [
            date
            for one in self.deciders
            if not any(one.before(other) for other in self.deciders)
            for date in one.dates
        ]
        return tuple(dict.fromkeys(found))


def read_liberty(engine: Engine, person: str) -> Liberty | None:
    """Read the last known liberty status of a person.

    Args:
        engine: holds stated and derived quads.
        person: the IRI of the person.

    Returns:
        None where none is derived.
    """
    node = NamedNode(person)
    statuses = tuple(sorted(one.value for one in _things(engine, node, "libertyStatus")))
    if not statuses:
        return None
    deciders = [
        Decider(one.value, tuple(_dates(engine, one)))
        for one in _things(engine, node, "libertyDecidedBy")
    ]
    deciders.sort(key=lambda one: (min((d.first for d in one.dates), default=_LAST), one.iri))
    return Liberty(statuses, tuple(deciders))


def dates(engine: Engine, decider: NamedNode) -> str:
    """Say when something happened or began, in EDTF; of a sentence, when it was imposed.

    Dates of the preferred account only, each with the day on which a source last confirms it.
    """
    found = _dates(engine, decider)
    told = [f"{d.edtf}, confirmed {d.confirmed}" if d.confirmed else d.edtf for d in found]
    return "; ".join(sorted(told))


def _dates(engine: Engine, decider: NamedNode) -> list[Dated]:
    """Read when something happened or began; of a sentence, when it was imposed."""
    ended = bool(_things(engine, decider, "ended"))
    found = []
    for act in (decider, *_things(engine, decider, "imposedIn")):
        for date in _things(engine, act, "date", "began"):
            if _PREFERRED not in _things(engine, date, "inAccount"):
                continue
            edtf, confirmed = _text(engine, date, "edtf"), _text(engine, date, "lastConfirmed")
            if not edtf:
                continue
            first, last = _text(engine, date, "earliest"), _text(engine, date, "latest")
            # what goes on from a day on began on that day, as in the rules
            begun = first if len(edtf.partition("/")[0]) == _DAY and "/" in edtf else ""
            still = "" if ended else confirmed
            found.append(Dated(edtf, still, first or _FIRST, last or begun or _LAST))
    return sorted(set(found), key=lambda date: (date.first, date.last, date.edtf))


def _things(engine: Engine, node: NamedNode, *names: str) -> list[NamedNode]:
    quads = [quad for name in names for quad in engine.quads(node, cg(name))]
    found = {quad.object for quad in quads if isinstance(quad.object, NamedNode)}
    return sorted(found, key=lambda thing: thing.value)


def _text(engine: Engine, node: NamedNode, name: str) -> str:
    quads = engine.quads(node, cg(name))
    return max((q.object.value for q in quads if isinstance(q.object, Literal)), default="")
