"""A person in, whether they were held or free when last heard of out, in words.

A status is as of what decides it, never of today; the words say so.
"""

from __future__ import annotations

from dataclasses import dataclass

from casegraph.liberty import Dated, read_liberty
from casegraph.publish.pages.accounts import Gatherer
from casegraph.publish.pages.pieces import Piece, Pieces, Time, joined, plain
from casegraph.publish.pages.words import date_words


@dataclass(frozen=True)
class Decided:
    """One of the things that decide a status: its address, what it is, and when it was."""

    node: str
    words: Pieces
    when: Pieces


@dataclass(frozen=True)
class LastKnown:
    """The last known liberty status of a person.

    Attributes:
        status: the status.
        when: the date of what decides it.
        by: what decides it, in the order of dates.
    """

    status: Pieces
    when: Pieces
    by: tuple[Decided, ...]


class Liberties(Gatherer):
    """Tells statuses."""

    def of(self, person: str) -> LastKnown | None:
        """Tell the status of a person, where rules derive one."""
        found = read_liberty(self._reader.graph.engine, person)
        if found is None:
            return None
        return LastKnown(
            status=joined([[self._reader.label(status)] for status in found.statuses], " or "),
            when=_when(found.dates) or (plain("date not known"),),
            by=tuple(
                Decided(
                    one.iri,
                    self._phrases.event(self._reader.node(one.iri)),
                    _when(one.dates),
                )
                for one in found.deciders
            ),
        )


def _when(dates: tuple[Dated, ...]) -> Pieces:
    """Say when something was or began, and on which day a source confirms it last."""
    told: list[list[Piece]] = []
    for date in dates:
        words: list[Piece] = [Time(date_words(date.edtf), date.edtf)]
        if date.confirmed:
            words += [plain(", still so on "), Time(date_words(date.confirmed), date.confirmed)]
        told.append(words)
    return joined(told, " or ", " or ")
