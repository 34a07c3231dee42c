"""What a page says of one person is never said of another, nor by who did not say it."""

from __future__ import annotations

import pytest

from casegraph.opened import CaseGraph
from casegraph.publish.pages.case import read_case
from casegraph.publish.pages.phrases import texts_of
from casegraph.publish.pages.workshop import Workshop

CASE = "https://example.org/id/case/nwh-1"


@pytest.fixture
def lines(three: CaseGraph) -> dict[str, list[str]]:
    """Whom each line of the timeline concerns, by when it was and what it says."""
    found: dict[str, list[str]] = {}
    for one in read_case(Workshop(three), CASE, []).timeline:
        said = f"{texts_of(one.when)}: {texts_of(one.what)}"
        found.setdefault(said, []).append(texts_of(one.who))
    return found


def test_requests_of_one_day(lines: dict[str, list[str]]) -> None:
    """What was asked for one is not told of others for whom another term was asked that day."""
    asked = {said: who for said, who in lines.items() if "penalty asked for" in said}
    assert asked == {
        "11 October 2019: penalty asked for: 15 years of imprisonment": ["Ada Example"],
        "11 October 2019: penalty asked for: between 13 years and 20 years of imprisonment": [
            "Ben Sample and Cleo Instance"
        ],
    }


def test_a_document_is_named_for_what_it_says(three: CaseGraph) -> None:
    """Of a sentence with a part that one document alone reports, each part names its own."""
    said = Workshop(three).accounts.said(f"{CASE}#d1-sentence")
    assert texts_of(said.words) == "7 years of imprisonment and 1 year of fine"
    daily, weekly = (f"https://example.org/id/source/{name}" for name in ("daily", "weekly"))
    assert [source.document.iri for source in said.sources] == [weekly]
    parts = {texts_of(p.words): [s.document.iri for s in p.sources] for p in said.parts}
    assert parts == {"7 years of imprisonment": [daily, weekly], "1 year of fine": [weekly]}


def test_a_rival_of_another_is_no_rival(three: CaseGraph) -> None:
    """Where two things share a date, its rival is one of those things alone that it dates."""
    told = read_case(Workshop(three), CASE, []).timeline
    differing = {texts_of(one.what) for one in told if one.differs}
    assert "order" in {texts_of(one.what) for one in told}
    assert differing == {"judgment"}


def test_a_dispute_names_what_is_disputed(three: CaseGraph) -> None:
    """Of two days, one of which is that of two things, the dispute is about that which has both."""
    found = read_case(Workshop(three), CASE, []).disagreements
    dates = {texts_of(one.about) for one in found if texts_of(one.about).startswith("date of")}
    assert dates == {"date of the judgment"}
