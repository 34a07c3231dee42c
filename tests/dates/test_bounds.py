"""EDTF expressions get bounds that are never too narrow, or a DateError and nothing else."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casegraph.dates import DateError, bounds

CASES = """
2020-06-25            2020-06-25 2020-06-25 day
2020-06               2020-06-01 2020-06-30 month
2020-02               2020-02-01 2020-02-29 month
2019-11               2019-11-01 2019-11-30 month
2016                  2016-01-01 2016-12-31 year
202X                  2020-01-01 2029-12-31 decade
20XX                  2000-01-01 2099-12-31 century
2020-XX               2020-01-01 2020-12-31 year
2020-XX-XX            2020-01-01 2020-12-31 year
2020-06-XX            2020-06-01 2020-06-30 month
2020-21               2020-03-01 2020-05-31 season
2020-22               2020-06-01 2020-08-31 season
2020-23               2020-09-01 2020-11-30 season
2020-24               2020-01-01 2021-02-28 season
2023-24               2023-01-01 2024-02-29 season
2020-06-25T10:00:00Z  2020-06-25 2020-06-25 instant
2020-06-25T10:00:00+03:00 2020-06-25 2020-06-25 instant
0001                  0001-01-01 0001-12-31 year
9999                  9999-01-01 9999-12-31 year
2016~                 2015-01-01 2017-12-31 year
2016?                 2015-01-01 2017-12-31 year
2016%                 2015-01-01 2017-12-31 year
2020-01~              2019-12-01 2020-02-29 month
2020-02-29?           2020-02-28 2020-03-01 day
202X~                 2010-01-01 2039-12-31 decade
2020-21~              2019-12-01 2020-08-31 season
2016-02-11/..         2016-02-11 -          interval
2016-02-11/           2016-02-11 -          interval
../2020-06-25         -          2020-06-25 interval
/2020-06-25           -          2020-06-25 interval
2016/2018             2016-01-01 2018-12-31 interval
2016~/2018            2015-01-01 2018-12-31 interval
2020-06-25/2020-06-25 2020-06-25 2020-06-25 interval
[..2020-06-25]        -          2020-06-25 set
[2020-06..]           2020-06-01 -          set
[2019,2021]           2019-01-01 2021-12-31 set
[2021,2019-03]        2019-03-01 2021-12-31 set
[2017..2019]          2017-01-01 2019-12-31 set
[2015,2017..]         2015-01-01 -          set
[..2015,2017]         -          2017-12-31 set
"""
GOOD = [line.split() for line in CASES.strip().splitlines()]
BAD = [
    "",
    " ",
    "2020-02-30",
    "2019-02-29",
    "2020-13",
    "2020-00",
    "2020-04-31",
    "2020-01-00",
    "0000",
]
BAD += [
    "2020-25",
    "2020-41",
    "2020-6",
    "20200625",
    "25 June 2020",
    "2020 ",
    "2020\n",
    "2020-06-25Z",
]
BAD += ["٢٠٢٠", "XXXX", "2XXX", "20X0", "2020-XX-25", "-0044", "Y20200", "{2019,2020}", "2020~-06"]
BAD += ["/", "../..", "..", "2020/2019", "2020/2021/2022", "2020/x", "[2020/2021]", "2020/[..2021]"]
BAD += [
    "[]",
    "[..]",
    "[,]",
    "[2020,]",
    "[2020..2019]",
    "[2020..2019,2021]",
    "[2020",
    "2020]",
    "[[2020]]",
]
BAD += [
    "2020-01-01T99:00:00Z",
    "2020-02-30T10:00:00Z",
    "2020-06-25T10:00",
    "0001~",
    "9999~",
    "9999-24",
]


@pytest.mark.parametrize(("expression", "earliest", "latest", "precision"), GOOD)
def test_table(expression: str, earliest: str, latest: str, precision: str) -> None:
    """Each form of EDTF that is read has these bounds and this precision."""
    found = bounds(expression)
    assert (str(found.earliest or "-"), str(found.latest or "-")) == (earliest, latest)
    assert found.precision == precision


@pytest.mark.parametrize("expression", BAD)
def test_refused(expression: str) -> None:
    """What is no date, or says nothing, is a DateError that shows how to write one."""
    with pytest.raises(DateError, match="Use EDTF"):
        bounds(expression)


def test_precisions_are_concepts(repository: Path) -> None:
    """The table shows each concept of the scheme of precisions, and no other."""
    text = (repository / "ontology" / "vocab" / "date-precision.ttl").read_text("utf-8")
    concepts = {
        row.removeprefix("date-precision:").strip()
        for row in text.splitlines()
        if row.startswith("date-precision:") and row.strip() != "date-precision:"
    }
    assert {row[3] for row in GOOD} == concepts


signs = st.text("0123456789XTZ-~?%/.[],:+ ٢", max_size=24)


@given(st.text(max_size=30) | signs)
def test_any_text(text: str) -> None:
    """Any text at all has bounds in order, at least one of them, or is a DateError."""
    try:
        found = bounds(text)
    except DateError:
        return
    assert found.earliest or found.latest
    if found.earliest and found.latest:
        assert found.earliest <= found.latest


days = st.dates(dt.date(100, 1, 1), dt.date(9950, 1, 1))


@given(days, st.sampled_from(["", "~", "?", "%"]))
def test_more_precise_lies_within_less_precise(day: dt.date, sign: str) -> None:
    """A day lies in its month, that in its year, that in its decade and century; a sign widens."""
    text = day.isoformat()
    steps = [text, text[:7], text[:4], f"{text[:3]}X", f"{text[:2]}XX"]
    within = (day, day)
    for step in steps:
        found = bounds(step)
        assert found.earliest and found.latest
        assert found.earliest <= within[0] <= within[1] <= found.latest
        within = (found.earliest, found.latest)
        if sign and found.earliest.year > 100:
            wide = bounds(step + sign)
            assert wide.earliest and wide.latest
            assert wide.earliest < found.earliest <= found.latest < wide.latest


@given(days, days)
def test_open_ends_and_spans(one: dt.date, other: dt.date) -> None:
    """An open end has no bound, a span has those of its ends, and an upside-down one is refused."""
    first, last = sorted([one, other])
    assert bounds(f"{first}/..").latest is None
    assert bounds(f"../{last}").earliest is None
    assert bounds(f"[..{last}]").earliest is None
    for text in (f"{first}/{last}", f"[{first}..{last}]", f"[{last},{first}]"):
        assert (bounds(text).earliest, bounds(text).latest) == (first, last)
    if first != last:
        with pytest.raises(DateError, match="ends before it begins"):
            bounds(f"{last}/{first}")
