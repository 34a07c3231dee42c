"""A status is told with the date of what decides it, and with no later one."""

from __future__ import annotations

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.engine import Embedded
from casegraph.liberty import dates, read_liberty
from casegraph.terms import VOCABULARY, cg

CASE = "https://example.org/id/case/nwh-1"
PERSON = NamedNode("https://example.org/id/person/d1")
PREFERRED = NamedNode(f"{VOCABULARY}account/preferred")
SERVING = NamedNode(f"{VOCABULARY}liberty-status/serving")


def node(name: str) -> NamedNode:
    """Name a node of the case."""
    return NamedNode(f"{CASE}#{name}")


def dated(name: str, day: str, *, by: str = "date", **bounds: str) -> list[Quad]:
    """Give an event a date of the preferred account."""
    date = node(f"{name}-date")
    return [
        Quad(node(name), cg(by), date),
        Quad(date, cg("inAccount"), PREFERRED),
        Quad(date, cg("edtf"), Literal(day)),
        *(Quad(date, cg(key), Literal(value)) for key, value in bounds.items()),
    ]


def decided(*names: str) -> list[Quad]:
    """Give the person a status that some nodes decide."""
    return [
        Quad(PERSON, cg("libertyStatus"), SERVING),
        *(Quad(PERSON, cg("libertyDecidedBy"), node(name)) for name in names),
    ]


def test_dates_of_what_decides_a_status() -> None:
    """An event has its own dates, a sentence those of its decision; a beaten date is not told."""
    engine = Embedded()
    arrest, sentence, judgment = (NamedNode(f"{CASE}#{name}") for name in ("a", "s", "j"))
    day, beaten, later = (NamedNode(f"{CASE}#date-{number}") for number in (1, 2, 3))
    engine.load(
        [
            Quad(arrest, cg("date"), day),
            Quad(arrest, cg("date"), beaten),
            Quad(sentence, cg("imposedIn"), judgment),
            Quad(judgment, cg("date"), later),
            *(Quad(one, cg("inAccount"), PREFERRED) for one in (day, later)),
            Quad(day, cg("edtf"), Literal("2016")),
            Quad(day, cg("lastConfirmed"), Literal("2025-09-24")),
            Quad(beaten, cg("edtf"), Literal("2017")),
            Quad(later, cg("edtf"), Literal("2019-11-12")),
        ]
    )
    assert dates(engine, arrest) == "2016, confirmed 2025-09-24"
    assert dates(engine, sentence) == "2019-11-12"
    assert dates(engine, PREFERRED) == ""


def test_the_date_is_that_of_the_last_decider() -> None:
    """Held from 2016, sentenced in 2019, confirmed in 2020: serving as of the last; each decider is
    told with its own date, and until when a source confirms that it went on.
    """
    engine = Embedded()
    held = {"earliest": "2016-02-11", "latest": "2016-02-11", "lastConfirmed": "2023-05-03"}
    engine.load(
        [
            *decided("ruling", "held", "sentence"),
            *dated("held", "2016-02-11", by="began", **held),
            Quad(node("sentence"), cg("imposedIn"), node("judgment")),
            *dated("judgment", "2019-11-12", earliest="2019-11-12", latest="2019-11-12"),
            *dated("ruling", "2020-06", earliest="2020-06-01", latest="2020-06-30"),
        ]
    )
    found = read_liberty(engine, PERSON.value)
    assert found is not None
    assert found.statuses == (SERVING.value,)
    assert [date.edtf for date in found.dates] == ["2020-06"]
    told = [(one.iri, [(d.edtf, d.confirmed) for d in one.dates]) for one in found.deciders]
    assert told == [
        (node("held").value, [("2016-02-11", "2023-05-03")]),
        (node("sentence").value, [("2019-11-12", "")]),
        (node("ruling").value, [("2020-06", "")]),
    ]


def test_an_open_order_stays_open() -> None:
    """Of two events that may be the last, both dates are told; one without a date is before none
    and after none, and an event that has ended is confirmed by nobody.
    """
    engine = Embedded()
    engine.load(
        [
            *decided("one", "two", "undated"),
            *dated("one", "2018", earliest="2018-01-01", latest="2018-12-31"),
            *dated(
                "two",
                "2018-03",
                earliest="2018-03-01",
                latest="2018-03-31",
                lastConfirmed="2019-01-01",
            ),
            Quad(node("two"), cg("ended"), node("end")),
        ]
    )
    found = read_liberty(engine, PERSON.value)
    assert found is not None
    assert [(date.edtf, date.confirmed) for date in found.dates] == [("2018", ""), ("2018-03", "")]
    assert [one.iri for one in found.deciders][-1] == node("undated").value


def test_without_a_status_nothing_is_told() -> None:
    """What decides nothing has no status, whatever its dates are."""
    engine = Embedded()
    engine.load(dated("one", "2018"))
    assert read_liberty(engine, PERSON.value) is None
