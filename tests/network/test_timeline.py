"""A timeline says of nobody what is known of another, and draws no day that nobody vouches for."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from casegraph.network.chronology import Extent, Moment, Row, extent
from casegraph.network.picture import draw_timeline
from casegraph.opened import CaseGraph


def _moment(first: str, last: str = "", *, span: bool = False) -> Moment:
    days = [None if day == ".." else dt.date.fromisoformat(day) for day in (first, last or first)]
    return Moment(f"{first}/{last}", days[0], days[1], span)


def _texts(rows: list[Row]) -> list[str]:
    """Return the texts of the picture."""
    picture = draw_timeline("x", rows, ".svg").decode("utf-8")
    return [text.strip() for text in re.findall(r"<text[^>]*>([^<]*)</text>", picture)]


@pytest.fixture
def rows(three: CaseGraph) -> list[Row]:
    """The rows of the fictional case of three."""
    return three.timeline("nwh-1")[1]


def test_persons_with_different_ends(rows: list[Row]) -> None:
    """Of three who were taken on one day, one was released, and one is known to be held longer."""
    held = {row.agents: row for row in rows if row.kind == "DetentionPeriod"}
    assert set(held) == {("Ada Example",), ("Ben Sample",), ("Cleo Instance",)}
    taken = dt.date(2016, 2, 11)
    assert held["Ada Example",].extent == Extent(taken, None, (taken, taken))
    assert held["Ben Sample",].extent == Extent(taken, dt.date(2023, 4, 30), (taken, taken))
    confirmed = Extent(taken, None, (taken, dt.date(2025, 9, 24)))
    assert held["Cleo Instance",].extent == confirmed


def test_terms_and_persons(rows: list[Row]) -> None:
    """A request names for whom it was made, and for how much; other terms are other rows."""
    asked = {row.label: row.agents for row in rows if row.kind == "PenaltyRequest"}
    assert asked == {
        "penalty request (156–240 months of imprisonment)": ("Ben Sample", "Cleo Instance"),
        "penalty request (180 months of imprisonment)": ("Ada Example",),
    }


def test_rivals_that_step_back(rows: list[Row]) -> None:
    """A date with a rival is marked, also where the preferred account knows one day only."""
    (judgment,) = [row for row in rows if row.label == "judgment"]
    assert [moment.edtf for moment in judgment.dates] == ["2020-06-25"]
    # the order has the day of one document only, which no other contradicts of the order
    assert [row for row in rows if row.differs] == [judgment]
    assert _texts(rows).count("≠") == 1


def test_a_stated_end_is_not_cut() -> None:
    """Days between a stated beginning and a stated end are sure; an open end is open."""
    day, month = _moment("2019-03-04"), _moment("2020-11-01", "2020-11-30")
    first, last = dt.date(2019, 3, 4), dt.date(2020, 11, 30)
    assert extent([day], [month]) == Extent(first, last, (first, dt.date(2020, 11, 1)))
    assert extent([month], []) == Extent(dt.date(2020, 11, 1), None, None)
    assert extent([], [month]) == Extent(None, last, None)
    since = _moment("2019-03-04", "..", span=True)
    assert extent([since], []) == Extent(first, None, None)
    assert extent([since], [], confirmed=last) == Extent(first, None, (first, last))


def test_a_long_label_keeps_how_many() -> None:
    """A label that does not fit loses letters of its words, not that it stands for several."""
    row = Row("a request " * 12, "A", ("Ada Example", "Ben Sample"), dates=(_moment("2019-03-04"),))
    assert any(text.endswith("… and 1 more") for text in _texts([row]))


@pytest.mark.parametrize(("first", "signs"), [("..", 0), ("2020-01-01", 1)])
def test_no_day_in_the_middle_of_nothing(first: str, signs: int) -> None:
    """What may have been on any day before one has no middle: no sign stands there."""
    row = Row("a", "A", (), dates=(_moment(first, "2020-06-25"),))
    picture = draw_timeline("x", [row], ".svg").decode("utf-8")
    # markers are drawn as uses of a path; one more stands in the legend
    assert len(re.findall(r'<g id="PathCollection_\d+">', picture)) == signs + 1


def test_without_a_date_there_is_no_axis() -> None:
    """A case without dates says so; where no end of anything is known, no year stands above."""
    said = _texts([])
    assert "No event of this case has a date." in said
    open_at_both_ends = Row("Detention", "DetentionPeriod", (), dates=(_moment("..", span=True),))
    for texts in (said, _texts([open_at_both_ends])):
        assert not [text for text in texts if re.fullmatch(r"\d{4}(-\d\d)*|0 entries", text)]
    dated = _texts([Row("Arrest", "Arrest", (), dates=(_moment("2020-06-25"),))])
    assert "2020-06-15" in dated
    assert "1 entry" in dated
