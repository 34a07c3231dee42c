"""A case and an engine in, what happened and when out: things of which the same is known are a row.

An uncertain date stays uncertain; how it is drawn is `picture.timeline`'s work.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from casegraph.ask.answer import refuse_unknown_things
from casegraph.dates import DateError, bounds
from casegraph.engine import Engine
from casegraph.network.lookup import Lookup
from casegraph.network.text import clean, one_line
from casegraph.project import Project
from casegraph.saved import ParameterValue, load, read_value


@dataclass(frozen=True)
class Moment:
    """One date as it is read.

    Attributes:
        edtf: the expression.
        first: the first day that it may mean; None where it is open.
        last: the last day that it may mean; None where it is open.
        span: whether it is a span of days, all of which are meant.
    """

    edtf: str
    first: dt.date | None
    last: dt.date | None
    span: bool = False


@dataclass(frozen=True)
class Row:
    """Things of one kind of which the same is known: dates, ends, terms, and who disputes them.

    Attributes:
        label: what they are.
        kind: their class, by its local name.
        agents: whom they concern, or who acts.
        dates: when it was, several where documents disagree.
        began: when it began.
        ended: when it ended; empty where it is not known to have ended.
        passages: what the dates rest on.
        things: the events, acts or states themselves.
        released: when the person was released who was held, where no end is stated.
        confirmed: the day until which a source confirms that it went on.
        differs: whether documents disagree on any of the dates.
    """

    label: str
    kind: str
    agents: tuple[str, ...]
    dates: tuple[Moment, ...] = ()
    began: tuple[Moment, ...] = ()
    ended: tuple[Moment, ...] = ()
    passages: tuple[str, ...] = ()
    things: tuple[str, ...] = ()
    released: tuple[Moment, ...] = ()
    confirmed: dt.date | None = None
    differs: bool = False

    @property
    def first(self) -> dt.date:
        """A day to order rows by: the first that is known."""
        days = [m.first or m.last for m in (*self.dates, *self.began, *self.ended)]
        return min((day for day in days if day), default=dt.date.max)

    @property
    def extent(self) -> Extent:
        """The days over which it lasted, of what began or ended."""
        return extent(self.began, self.ended, self.released, self.confirmed)


@dataclass(frozen=True)
class Extent:
    """The days over which something lasted.

    Attributes:
        first: the first day on which it may have begun; None where that is open.
        last: the last day on which it may have gone on; None where that is open.
        sure: the first and the last day of those that are sure; None if there are none.
    """

    first: dt.date | None
    last: dt.date | None
    sure: tuple[dt.date, dt.date] | None


def extent(
    began: Sequence[Moment],
    ended: Sequence[Moment],
    released: Sequence[Moment] = (),
    confirmed: dt.date | None = None,
) -> Extent:
    """Find the days over which something lasted.

    What has no end is sure until the day that a source confirms, without one on the day on which
    it began; it may have gone on until its person was released.

    Args:
        began: when it began; several where documents disagree.
        ended: when it ended.
        released: when its person was released.
        confirmed: the day until which a source confirms it.
    """
    starts = [(m.first, m.first if m.span else m.last or m.first) for m in began]
    ends = [(m.last if m.span else m.first or m.last, m.last) for m in ended]
    sure_from = _last(late for _, late in starts)
    first = _first(early for early, _ in starts)
    last = _last(late for _, late in ends) or _last(m.last for m in released)
    sure_to = _first(early for early, _ in ends) or confirmed
    if sure_to is None and first == sure_from and not any(m.span for m in began):
        sure_to = sure_from
    sure = sure_from is not None and sure_to is not None and first is not None
    if not sure or sure_from is None or sure_to is None or sure_from > sure_to:
        return Extent(first, last, None)
    return Extent(first, last, (sure_from, sure_to))


def _first(days: Iterable[dt.date | None]) -> dt.date | None:
    """Return the first day; None where one is open, or there is none."""
    found = list(days)
    return None if None in found else min((day for day in found if day), default=None)


def _last(days: Iterable[dt.date | None]) -> dt.date | None:
    """Return the last day; None where one is open, or there is none."""
    found = list(days)
    return None if None in found else max((day for day in found if day), default=None)


@dataclass
class _Thing:
    moments: dict[str, set[str]] = field(default_factory=dict)
    agents: set[str] = field(default_factory=set)
    passages: set[str] = field(default_factory=set)
    iris: set[str] = field(default_factory=set)
    notes: dict[str, set[str]] = field(default_factory=dict)


def chronology(
    engine: Engine,
    project: Project,
    case: ParameterValue,
    account: ParameterValue | None = None,
    lang: str = "en",
) -> tuple[str, list[Row]]:
    """Read what happened in a case.

    Args:
        engine: holds the data.
        project: whose look-ups are used.
        case: the case.
        account: a document, for what it supports; the preferred account if absent.
        lang: the language of labels.

    Returns:
        The case's label, and the rows in the order of their first days.

    Raises:
        UsageError: the data knows no such case or document.
    """
    lookup = Lookup(engine, project, lang)
    query = load(project.queries("networks/lookups")["timeline"])
    given = {"case": case} | ({} if account is None else {"account": account})
    refuse_unknown_things(engine, query, given, project.prefixes)
    things: dict[str, _Thing] = {}
    for thing, bound, edtf, agent, passage in engine.select(
        query.bind(given, project.prefixes)
    ).rows:
        if not isinstance(thing, NamedNode) or bound is None or edtf is None:
            continue
        entry = things.setdefault(thing.value, _Thing())
        entry.moments.setdefault(_text(bound), set()).add(_text(edtf))
        if isinstance(agent, NamedNode):
            entry.agents.add(agent.value)
        if isinstance(passage, NamedNode):
            entry.passages.add(passage.value)
    noted = {} if account is None else {"account": account}
    for thing, note, says in lookup.rows("timeline-notes", things, **noted):
        things[_text(thing)].notes.setdefault(_text(note), set()).add(_text(says))
    named = read_value(query.parameters["case"], case, project.prefixes)
    names = lookup.labels({named.value, *things, *(a for t in things.values() for a in t.agents)})
    kinds = lookup.kinds(things)
    title = names.get(named.value, project.prefixes.shorten(named.value))
    return _shown(title), sorted(
        _rows(things, names, kinds), key=lambda row: (row.first, row.kind, row.label, row.agents)
    )


@dataclass(frozen=True)
class _Known:
    """What things have in common that are one row."""

    kind: str
    label: str
    dates: tuple[tuple[str, tuple[str, ...]], ...]
    released: tuple[str, ...]
    confirmed: str
    differs: bool


def _rows(things: dict[str, _Thing], names: dict[str, str], kinds: dict[str, str]) -> Iterable[Row]:
    """Put things of one kind of which the same is known into one row."""
    gathered: dict[_Known, _Thing] = {}
    for iri, thing in sorted(things.items()):
        kind = kinds.get(iri, "")
        label = _shown(names[iri]) if iri in names else _words(kind)
        if terms := sorted(thing.notes.get("term", ())):
            label = f"{label} ({' and '.join(map(_shown, terms))})"
        dates = tuple(
            (bound, tuple(sorted(thing.moments[bound]))) for bound in sorted(thing.moments)
        )
        known = _Known(
            kind,
            label,
            dates,
            tuple(sorted(thing.notes.get("released", ()))),
            max(thing.notes.get("confirmed", ()), default=""),
            "rival" in thing.notes,
        )
        whole = gathered.setdefault(known, _Thing())
        whole.agents |= {_shown(names.get(agent, agent)) for agent in thing.agents}
        whole.passages |= thing.passages
        whole.iris.add(iri)
    for known, thing in gathered.items():
        moments = {bound: _moments(texts) for bound, texts in known.dates}
        row = Row(
            known.label,
            known.kind,
            tuple(sorted(thing.agents)),
            moments.get("date", ()),
            moments.get("began", ()),
            moments.get("ended", ()),
            tuple(sorted(thing.passages)),
            tuple(sorted(thing.iris)),
            _moments(known.released),
            dt.date.fromisoformat(known.confirmed[:10]) if known.confirmed else None,
            known.differs,
        )
        if row.dates or row.began or row.ended:
            yield row


def _moments(texts: Iterable[str]) -> tuple[Moment, ...]:
    found = []
    for text in texts:
        try:
            whole = bounds(text.strip())
        except DateError:  # the checks of the data say so; there is nothing to draw
            continue
        found.append(Moment(text, whole.earliest, whole.latest, "/" in text))
    return tuple(found)


def _text(term: object) -> str:
    return str(getattr(term, "value", ""))


def _shown(text: str) -> str:
    return one_line(clean(text, Counter()))


def _words(kind: str) -> str:
    """Write `DetentionPeriod` as words."""
    return "".join(f" {c.lower()}" if c.isupper() else c for c in kind).strip() or "event"
