"""A case and an engine in, what happened and when out: things with the same dates are one row.

An uncertain date stays uncertain; how it is drawn is `picture.timeline`'s work.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
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
    """Things of one kind with the same dates.

    Attributes:
        label: what they are.
        kind: their class, by its local name.
        agents: whom they concern, or who acts.
        dates: when it was, several where documents disagree.
        began: when it began.
        ended: when it ended; empty where it is not known to have ended.
        passages: what the dates rest on.
        things: the events, acts or states themselves.
    """

    label: str
    kind: str
    agents: tuple[str, ...]
    dates: tuple[Moment, ...] = ()
    began: tuple[Moment, ...] = ()
    ended: tuple[Moment, ...] = ()
    passages: tuple[str, ...] = ()
    things: tuple[str, ...] = ()

    @property
    def first(self) -> dt.date:
        """A day to order rows by: the first that is known."""
        days = [m.first or m.last for m in (*self.dates, *self.began, *self.ended)]
        return min((day for day in days if day), default=dt.date.max)


@dataclass
class _Thing:
    moments: dict[str, set[str]] = field(default_factory=dict)
    agents: set[str] = field(default_factory=set)
    passages: set[str] = field(default_factory=set)
    iris: set[str] = field(default_factory=set)


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
    term = read_value(query.parameters["case"], case, project.prefixes)
    names = lookup.labels({term.value, *things, *(a for t in things.values() for a in t.agents)})
    kinds = lookup.kinds(things)
    title = names.get(term.value, project.prefixes.shorten(term.value))
    return _shown(title), sorted(
        _rows(things, names, kinds), key=lambda row: (row.first, row.kind, row.label, row.agents)
    )


def _rows(things: dict[str, _Thing], names: dict[str, str], kinds: dict[str, str]) -> Iterable[Row]:
    """Put things of one kind, label and dates into one row."""
    gathered: dict[tuple[str, str, tuple[tuple[str, tuple[str, ...]], ...]], _Thing] = {}
    for iri, thing in sorted(things.items()):
        kind = kinds.get(iri, "")
        label = _shown(names[iri]) if iri in names else _words(kind)
        dates = tuple(
            (bound, tuple(sorted(thing.moments[bound]))) for bound in sorted(thing.moments)
        )
        whole = gathered.setdefault((kind, label, dates), _Thing())
        whole.agents |= {_shown(names.get(agent, agent)) for agent in thing.agents}
        whole.passages |= thing.passages
        whole.iris.add(iri)
    for (kind, label, dates), thing in gathered.items():
        moments = {bound: _moments(texts) for bound, texts in dates}
        row = Row(
            label,
            kind,
            tuple(sorted(thing.agents)),
            moments.get("date", ()),
            moments.get("began", ()),
            moments.get("ended", ()),
            tuple(sorted(thing.passages)),
            tuple(sorted(thing.iris)),
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
