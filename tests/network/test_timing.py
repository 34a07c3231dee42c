"""EDTF becomes days by a stated policy, and what is open stays open."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from casegraph.dates import DateError
from casegraph.errors import UsageError
from casegraph.network.timing import POLICIES, begins, check_policy, ends
from casegraph.opened import open as open_project


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("expression", "policy", "start", "end"),
    [
        ("2020-06-25", "earliest", "2020-06-25", "2020-06-25"),
        ("2019-11", "earliest", "2019-11-01", "2019-11-01"),
        ("2019-11", "latest", "2019-11-30", "2019-11-30"),
        ("2019-11", "span", "2019-11-01", "2019-11-30"),
        ("2016~", "span", "2015-01-01", "2017-12-31"),
        ("2016-02-11/..", "span", "2016-02-11", None),
        ("2016-02-11/..", "earliest", "2016-02-11", None),
        ("2016-02-11/..", "latest", "2016-02-11", None),
        ("../2016-02-11", "latest", None, "2016-02-11"),
        ("2016/2018", "earliest", "2016-01-01", "2018-01-01"),
        ("2016/2018", "latest", "2016-12-31", "2018-12-31"),
        ("2016/2018", "span", "2016-01-01", "2018-12-31"),
        # on one day up to then: the first is not known, and the last is
        ("[..2020-06-25]", "span", None, "2020-06-25"),
        ("[..2020-06-25]", "latest", "2020-06-25", "2020-06-25"),
        ("[..2020-06-25]", "earliest", None, "2020-06-25"),
    ],
)
def test_policies(expression: str, policy: str, start: str | None, end: str | None) -> None:
    """Each policy has its days for a point, a span, an open end, and a day up to then."""
    chosen = check_policy(policy)
    assert (begins(expression, chosen), ends(expression, chosen)) == (_day(start), _day(end))


def test_unknown_policies_and_dates() -> None:
    """An unknown policy is a usage error, and what is no EDTF a date error."""
    with pytest.raises(UsageError, match="Did you mean latest"):
        check_policy("lates")
    with pytest.raises(DateError):
        begins("tomorrow", "span")
    assert set(POLICIES) == {"earliest", "latest", "span"}


RECIPE = """#+ summary: Ours.
#+ network: {directed: true, fold: FOLD}
SELECT ?source ?target ?start ?end WHERE {
  VALUES (?source ?target ?start ?end) {
    (<http://e/a> <http://e/b> "2019" "2019-06")
    (<http://e/a> <http://e/b> "2018-05/.." UNDEF)
    (<http://e/a> <http://e/c> "no date" "no date")
    (<http://e/a> <http://e/d> UNDEF "2020-02")
    (<http://e/a> <http://e/e> UNDEF UNDEF)
  }
}
"""


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("span", [("2018-05-01", None), (None, None), (None, "2020-02-29"), (None, None)]),
        ("latest", [("2018-05-31", None), (None, None), (None, "2020-02-29"), (None, None)]),
        ("earliest", [("2018-05-01", None), (None, None), (None, "2020-02-01"), (None, None)]),
    ],
)
def test_intervals_of_edges(
    policy: str, expected: list[tuple[str | None, str | None]], own_folder: Path
) -> None:
    """An edge has the outermost days of its rows; open and unknown ends stay missing."""
    folder = own_folder / "queries" / "networks"
    folder.mkdir(parents=True)
    (folder / "own.rq").write_text(RECIPE.replace("FOLD", "count"), "utf-8")
    network = open_project(own_folder).network("own", dates=policy)
    found = zip(network.edges["start"], network.edges["end"], strict=True)
    assert list(found) == [(_day(one), _day(two)) for one, two in expected]
    assert network.origin.dropped == {"dates that are no EDTF": 1}
    assert network.origin.dates == policy


def test_a_policy_turns_no_interval_round(own_folder: Path) -> None:
    """Where the last day of the beginning is after that of the end, the span is taken."""
    folder = own_folder / "queries" / "networks"
    folder.mkdir(parents=True)
    text = RECIPE.replace("FOLD", "keep").replace('"2018-05/.." UNDEF', '"2018" "2018"')
    (folder / "own.rq").write_text(text.replace('"2018" "2018"', '"2018-05" "2018-07"'), "utf-8")
    network = open_project(own_folder).network("own", dates="latest")
    (start, end), *_ = zip(network.edges["start"], network.edges["end"], strict=True)
    assert (start, end) == (dt.date(2018, 5, 31), dt.date(2019, 6, 30))
