"""What a page of a case says of one person is never said of another."""

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
