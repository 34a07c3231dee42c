"""Forms offer what there is, charts show what answers say, and every question has its page."""

from __future__ import annotations

import re

import pytest

from casegraph.errors import InputError, UsageError
from casegraph.opened import CaseGraph
from casegraph.publish.pages.chart import draw_bars
from casegraph.publish.pages.field import read_fields
from casegraph.publish.pages.frame import press
from casegraph.publish.pages.links import Links
from casegraph.publish.pages.networks import endings, media_type, write_file, write_network
from casegraph.publish.pages.question import write_question, write_questions
from casegraph.publish.pages.workshop import Workshop
from casegraph.saved import read_query

BASE = "https://example.org/id/"


def test_every_question_has_a_page(example: CaseGraph) -> None:
    """Each question is listed, answered on its page, and shows each cell that `ask` would show."""
    found = press(example, Links(BASE, "../"))
    listed = write_questions(found).decode("utf-8")
    for name, query in example.questions.items():
        assert f'href="../question/{name}"' in listed
        page, answered = write_question(found, name, {})
        assert answered
        table = example.ask(name)
        text = page.decode("utf-8")
        for row in table.readable().terms[:20]:  # type: ignore[union-attr]
            for term in row:
                shown = table.shown(term)  # type: ignore[union-attr]
                if shown.isalnum():
                    assert f">{shown}<" in text or shown in ("true", "false"), (name, shown)
        for parameter in query.parameters:
            assert f'name="{parameter}"' in text


def test_fields_offer_what_there_is(example: CaseGraph) -> None:
    """Things, concepts and truth are chosen from lists; days and numbers have their own inputs."""
    shop = Workshop(example)
    questions = example.questions
    fields = {f.name: f for f in read_fields(shop, questions["decisions-without-review"], {})}
    assert fields["on"].input == "date"
    cases = {choice.value for choice in fields["case"].choices}
    there = shop.reader.listed("things", start=f"{BASE}case/")
    assert cases == {"", *(iri.removeprefix(f"{BASE}case/") for iri in there)}
    assert fields["case"].choices[0].label == "All cases"
    assert "decision-kind:judgment" in {choice.value for choice in fields["kind"].choices}
    for choice in fields["kind"].choices[1:]:
        assert example.ask("decisions-without-review", kind=choice.value) is not None
    given = read_fields(shop, questions["defendants"], {"case": "no-such"})
    assert "no-such" in {choice.value for field in given for choice in field.choices}


@pytest.mark.parametrize("account", ["", "no such case"])
def test_what_cannot_be_asked(example: CaseGraph, account: str) -> None:
    """A value that is none is told on the page; no question is a fault of who asks."""
    found = press(example, Links(BASE, "../"))
    page, answered = write_question(found, "defendants", {"case": account or "nothing"})
    assert not answered
    assert b'role="alert"' in page
    with pytest.raises(UsageError):
        write_question(found, "no-question", {})


def test_bars(example: CaseGraph) -> None:
    """Bars lie between 0 and 100, begin where the amount does, and grow with it."""
    for name, query in example.questions.items():
        if "chart" in query.extra:
            table = example.ask(name)
            for bar in draw_bars(table, query.extra["chart"]):  # type: ignore[arg-type]
                assert 0 <= bar.start < 100
                assert bar.width > 0
                assert bar.start + bar.width <= 100.01
                assert bar.label
    table = example.ask("organisations-by-degree")
    bars = draw_bars(table, {"label": ["name"], "value": "degree"})  # type: ignore[arg-type]
    degrees = table.column("degree")  # type: ignore[union-attr]
    assert len(bars) == len(degrees) > 1
    assert {bar.start for bar in bars} == {0}
    widest = max(bars, key=lambda bar: bar.width)
    assert widest.told == str(max(degrees))
    assert widest.width == 100


def test_bars_have_a_unit(example: CaseGraph) -> None:
    """An amount is told with the unit that its column has; a count and a date have none."""
    table = example.ask("organisations-by-degree")
    chart = {"label": ["name"], "value": "degree"}
    told = {bar.told for bar in draw_bars(table, chart, "days")}  # type: ignore[arg-type]
    assert told == {f"{n} day{'' if n == 1 else 's'}" for n in table.column("degree")}  # type: ignore[union-attr]
    page, _ = write_question(press(example, Links(BASE, "../")), "time-between-stages", {})
    amounts = re.findall(r'<span class="bar-told">(.*?)</span>', page.decode("utf-8"))
    assert amounts
    assert all(re.fullmatch(r"[0-9,]+( to [0-9,]+)? days?", amount) for amount in amounts)
    page, _ = write_question(press(example, Links(BASE, "../")), "organisations-by-degree", {})
    amounts = re.findall(r'<span class="bar-told">(.*?)</span>', page.decode("utf-8"))
    assert all(amount.isdigit() for amount in amounts)


@pytest.mark.parametrize(
    "chart",
    [
        "{label: [x], value: nothing}",
        "{label: x, value: x}",
        "{label: [x]}",
        "{value: x}",
        "{label: [x], from: x}",
        "{label: [x], value: x, from: x, to: x}",
        "{label: [x], value: 1}",
        "{}",
    ],
)
def test_a_chart_that_is_none(chart: str, example: CaseGraph) -> None:
    """A chart of no column is refused at its line; an empty one is none."""
    path = next(iter(example.project.queries().values()))
    text = f"""#+ summary: What is there?
#+ chart: {chart}
#+ columns:
#+   x: {{type: string, description: "X."}}
SELECT ?x WHERE {{ ?x ?p ?o }} ORDER BY ?x
"""
    if chart == "{}":
        assert read_query(text, path, "x").extra["chart"] == {}
        return
    with pytest.raises(InputError) as caught:
        read_query(text, path, "x")
    assert caught.value.line == 2


def test_networks_as_files(example: CaseGraph) -> None:
    """The page of a network names each file, and each is what `casegraph network` writes."""
    found = press(example, Links(BASE, "../"))
    page, made = write_network(found, "claims", {"case": "nwh-2019-1"})
    assert made
    for ending in endings():
        if ending == ".explore.html" or ending.startswith("."):
            assert f"network/claims{ending}?case=nwh-2019-1".encode() in page or ending == ".png"
        assert "octet" not in media_type(ending), ending
    data = write_file(found, "claims", ".gexf", {"case": "nwh-2019-1"})
    assert data == write_file(found, "claims", ".gexf", {"case": "nwh-2019-1"})
    assert b"<gexf" in data
    with pytest.raises(UsageError, match="no parameter 'progress'"):
        write_file(found, "claims", ".gexf", {"progress": "x"})
