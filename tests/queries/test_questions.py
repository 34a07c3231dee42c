"""Each question answers from its own small data, on two engines alike, and from the real case.

`data.trig` holds the answer and counter-cases, `expected.json` a list of runs: parameters and rows.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import rdflib
from own_data import PREFIXES, embedded, reference
from pyoxigraph import Literal, NamedNode
from rdflib.plugins.sparql.processor import SPARQLResult

from casegraph.ask import Table, answer_saved
from casegraph.ask.table import native
from casegraph.dataset import read_dataset
from casegraph.engine import Embedded
from casegraph.project import Project
from casegraph.saved import SavedQuery, load

# rdflib 7 warns of a name that it uses itself when it reads and queries a Dataset
pytestmark = pytest.mark.filterwarnings(r"ignore:Dataset\..* is deprecated:DeprecationWarning")

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
QUESTIONS = {path.stem: load(path) for path in sorted((ROOT / "queries").glob("*.rq"))}
STARRED = {*range(1, 10), *range(15, 18), *range(24, 27), *range(33, 37)}

Plain = str | int | float | bool | None


def _runs() -> Iterator[tuple[str, int]]:
    for name in QUESTIONS:
        path = HERE / name / "expected.json"
        if path.is_file():
            yield from (
                (name, number) for number in range(len(json.loads(path.read_text("utf-8"))))
            )


def _plain(term: Any) -> Plain:
    """Reduce a term of either engine to a value that JSON can hold."""
    if isinstance(term, rdflib.Literal):
        kind = NamedNode(str(term.datatype)) if term.datatype else None
        term = Literal(str(term), datatype=kind)
    elif isinstance(term, rdflib.URIRef):
        term = NamedNode(str(term))
    value = native(term)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _rows(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> list[dict[str, Plain]]:
    names = list(columns)
    return [dict(zip(names, map(_plain, row), strict=True)) for row in rows]


@cache
def _real() -> tuple[Embedded, Project]:
    project = Project(ROOT)
    return read_dataset(project).engine, project


def _ask_real(name: str, **parameters: str) -> Table:
    engine, project = _real()
    table = answer_saved(engine, project, name, parameters)
    assert isinstance(table, Table)
    return table


def _first_document(name: str, *columns: str) -> list[tuple[Any, ...]]:
    """Answer from the nodes that the first document supports, the promise of the questions."""
    table = _ask_real(name, case="ua-126-19", source="amnesty-ua-126-19-output-4")
    return [tuple(_cell(row[column]) for column in columns) for row in table]


def _cell(value: Any) -> Any:
    """Write IRIs of our own terms by their last word."""
    short = re.fullmatch(r"https://w3id\.org/casegraph/(?:ns#|vocab/[\w-]+/)([\w-]+)", str(value))
    return short[1] if short else value


@pytest.mark.parametrize("name", QUESTIONS)
def test_header_is_complete(name: str) -> None:
    """A question says what it asks, for whom, and what each parameter and column means.

    One that has a row for each case shows the case when none is given: rows are told apart.
    """
    query = QUESTIONS[name]
    assert query.summary.endswith("?")
    assert query.description.endswith(".")
    assert query.tags
    assert int(query.extra["question"]) > 0
    for entry in (*query.parameters.values(), *query.columns.values()):
        assert entry.description.endswith("."), entry.name
    for parameter in query.parameters.values():
        assert parameter.example, parameter.name
    if "case" in query.parameters and "case" in query.columns and "caseName" not in query.columns:
        assert query.columns["case"].unless == "case"
    if "source" in query.parameters and name != "where-sources-disagree":
        assert query.parameters["source"].default == "account:preferred"


@pytest.mark.parametrize("name", QUESTIONS)
def test_columns_and_parameters_are_declared(name: str) -> None:
    """What the header declares is what the query returns and takes, and the order is fixed."""
    query = QUESTIONS[name]
    solutions = Embedded().select(query.bind({}, PREFIXES))
    assert solutions.variables == tuple(query.columns)
    body = re.sub(r"(?m)^#.*$", "", query.text)
    used = set(re.findall(r"VALUES\s+\?(\w+)\s*\{\s*UNDEF\s*\}", body))
    assert used == set(query.parameters)
    assert "ORDER BY" in body.rsplit("}", 1)[1]
    assert "casegraph/id/" not in body


def test_every_starred_question_is_there() -> None:
    """Each question that the first document can answer has a file, and each file has data."""
    numbers = [int(query.extra["question"]) for query in QUESTIONS.values()]
    assert set(numbers) >= STARRED
    assert len(numbers) == len(set(numbers))
    folders = {path.name for path in HERE.iterdir() if (path / "data.trig").is_file()}
    assert folders == set(QUESTIONS)


def test_every_question_is_there() -> None:
    """Questions 1 to 41 are all saved, but for 21, which `casegraph diff` answers."""
    numbers = {int(query.extra["question"]) for query in QUESTIONS.values()}
    assert numbers == set(range(1, 42)) - {21}


@pytest.mark.parametrize(("name", "number"), list(_runs()))
def test_own_data(name: str, number: int, pytestconfig: pytest.Config) -> None:
    """A question gives the rows written down for its own data, and the same on both engines."""
    path = HERE / name / "expected.json"
    runs = json.loads(path.read_text("utf-8"))
    run = runs[number]
    query = QUESTIONS[name].bind(run["parameters"], PREFIXES)
    solutions = embedded(HERE / name).select(query)
    rows = _rows(solutions.variables, solutions.rows)
    if pytestconfig.getoption("--approve") and rows != run["rows"]:
        run["rows"] = rows
        path.write_text(json.dumps(runs, ensure_ascii=False, indent=2) + "\n", "utf-8")
    assert rows == run["rows"]
    assert _on_rdflib(QUESTIONS[name], query, name) == run["rows"]


def _on_rdflib(saved: SavedQuery, query: str, name: str) -> list[dict[str, Plain]]:
    result = reference(HERE / name).query(query)
    assert isinstance(result, SPARQLResult)
    return _rows(saved.columns, (tuple(row) for row in result))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", QUESTIONS)
def test_own_data_has_runs_with_and_without_parameters(name: str) -> None:
    """Each question is asked without parameters, and for a case or a source where it takes one."""
    runs = json.loads((HERE / name / "expected.json").read_text("utf-8"))
    given = [set(run["parameters"]) for run in runs]
    assert set() in given
    taken = set(QUESTIONS[name].parameters)
    assert any(names & (taken & {"case", "source"} or taken) for names in given)
    assert any(run["rows"] for run in runs)


@pytest.mark.parametrize("name", QUESTIONS)
def test_order_is_total(name: str) -> None:
    """Two runs give the same rows in the same order, and no row comes twice."""
    rows = [row.cells for row in _ask_real(name)]
    assert rows == [row.cells for row in _ask_real(name)]
    assert len(rows) == len(set(rows))


SIX = [
    "Arsen Dzhepparov",
    "Emir-Usein Kuku",
    "Enver Bekirov",
    "Muslim Aliyev",
    "Refat Alimov",
    "Vadim Siruk",
]
SIX_IN_A_CELL = "; ".join(SIX)


def test_defendants() -> None:
    """Question 1: the six."""
    assert _first_document("defendants", "name") == [(name,) for name in SIX]


def test_sentences_by_defendant() -> None:
    """Question 2: 19, 18, 12, 12, 8 and 7 years of imprisonment, all in force."""
    rows = _first_document("sentences-by-defendant", "name", "penalty", "months", "inForce")
    # the answer is ordered by person and date; the promise lists the longest first
    assert sorted(rows, key=lambda row: (-row[2], row[0])) == [
        ("Muslim Aliyev", "imprisonment", 228, True),
        ("Enver Bekirov", "imprisonment", 216, True),
        ("Emir-Usein Kuku", "imprisonment", 144, True),
        ("Vadim Siruk", "imprisonment", 144, True),
        ("Refat Alimov", "imprisonment", 96, True),
        ("Arsen Dzhepparov", "imprisonment", 84, True),
    ]
    assert [row[0] for row in rows] == SIX


def test_sentences_read_as_a_history() -> None:
    """Of one person, 6 years become 34 on appeal and 27 after a remittal: only the last stand."""
    rows = _ask_real("sentences-by-defendant", case="sau-2021-1")
    columns = ("decided", "court", "penalty", "months", "inForce")
    assert [tuple(_cell(row[column]) for column in columns) for row in rows] == [
        ("2022-03", "Specialized Criminal Court (Saudi Arabia)", "imprisonment", 72, False),
        ("2022-08", "", "imprisonment", 408, False),
        ("2023-01-25", "", "imprisonment", 324, True),
        ("2023-01-25", "", "travel-ban", 324, True),
    ]


def test_conditional_designations_are_not_given() -> None:
    """Who would be a prisoner of conscience if imprisoned is shown with the condition, unmet."""
    rows = _ask_real("evaluations-by-claimant", case="ua-296-11")
    given = [(row["asserted"], row["condition"], row["conditionMet"]) for row in rows]
    assert given == [("prisoner of conscience", "if the person is imprisoned", False)]


def test_a_body_is_no_person() -> None:
    """A demand for a body names it and counts no person."""
    rows = _ask_real("demands", case="crimea-2021-1")
    assert [(row["persons"], row["names"], row["label"]) for row in rows] == [
        (0, "Mejlis", "reversal of the ban on the Mejlis")
    ]


def test_a_difference_that_tells_nothing_is_left_out() -> None:
    """A judgment "up to June" and an appeal of June: at least 0 days and nobody knows more."""
    assert len(_ask_real("time-between-stages", case="ua-296-11")) == 0


def test_sentence_totals() -> None:
    """Question 3: 76 years together, longest 19, shortest 7, mean 12 years 8 months."""
    columns = ("penalty", "sentences", "total", "longest", "shortest", "mean")
    assert _first_document("sentence-totals", *columns) == [("imprisonment", 6, 912, 228, 84, 152)]
    beyond = [tuple(map(_cell, row[:4])) for row in _ask_real("sentence-totals", case="ua-126-19")]
    assert [row[1:] for row in beyond] == [
        ("imprisonment", 6, 912),
        ("restriction-of-freedom", 6, 72),
    ]


def test_appeal_outcomes() -> None:
    """Question 4: six times conviction upheld, sentence unchanged."""
    columns = ("name", "instance", "conviction", "sentence")
    rows = _first_document("appeal-outcomes", *columns)
    assert rows == [(name, "appeal", "upheld", "upheld") for name in SIX]


def test_appeal_court_and_date() -> None:
    """Question 5: the court as the document labels it, 25 June, the year inferred."""
    columns = ("courtName", "printed", "edtf", "earliest", "inferred")
    assert _first_document("appeal-court-and-date", *columns) == [
        ("Russian Military Court of Appeals", "25 June", "2020-06-25", date(2020, 6, 25), "year")
    ]


def test_dates_and_precision() -> None:
    """Question 6: three dates, and none of the sentencing."""
    columns = ("kind", "stage", "persons", "printed", "edtf", "precision", "inferred")
    assert _first_document("dates-and-precision", *columns) == [
        ("Arrest", None, SIX_IN_A_CELL, "2016", "2016", "year", ""),
        ("Decision", "judgment at first instance", "", "November 2019", "2019-11", "month", ""),
        ("Decision", "decision on appeal", "", "25 June", "2020-06-25", "day", "year"),
    ]
    reading = _first_document("dates-and-precision", "reading")[1][0]
    assert reading.startswith("The document dates the conviction only")
    imprisoned = [
        row["reading"]
        for row in _ask_real("dates-and-precision", case="ua-126-19")
        if (_cell(row["kind"]), row["documents"]) == ("Arrest", "khpg.org, no. 1592775436")
    ]
    assert imprisoned == ["Imprisonment since that day is read as the day of the arrest."]


def test_name_spellings() -> None:
    """Question 7: two spellings of Aliyev, one of each other defendant."""
    assert _first_document("name-spellings", "name", "spelling") == [
        ("Arsen Dzhepparov", "Arsen Dzhepparov"),
        ("Emir-Usein Kuku", "Emir-Usein Kuku"),
        ("Enver Bekirov", "Enver Bekirov"),
        ("Muslim Aliyev", "Muslim Aliev"),
        ("Muslim Aliyev", "Muslim Aliyev"),
        ("Refat Alimov", "Refat Alimov"),
        ("Vadim Siruk", "Vadim Siruk"),
    ]


def test_evaluations_by_claimant() -> None:
    """Question 8: eight of the issuer, four as reported; retaliation is about one person only."""
    amnesty, case = "Amnesty International", "Emir-Usein Kuku and five co-defendants"
    emblematic, kuku = "emblematic of persecution", "part in the proceeding: Emir-Usein Kuku"
    charges, sentences = (
        "; ".join(f"{act}: {name}" for name in SIX_IN_A_CELL.split("; "))
        for act in ("charge", "sentence")
    )
    groups = _first_document("evaluations-by-claimant", "asserted", "groups")
    assert [pair for pair in groups if pair[1]] == [
        (emblematic, "Crimean Tatars; all dissenting voices in Crimea")
    ]
    columns = ("claimantName", "asserted", "kind", "stance", "about", "reportedBy")
    assert sorted(_first_document("evaluations-by-claimant", *columns), key=str) == sorted(
        [
            (amnesty, "prisoner of conscience", "Designation", None, SIX_IN_A_CELL, ""),
            (amnesty, "trumped-up", "Claim", "objects", charges, ""),
            (amnesty, "unfair", "Claim", "objects", "trial at first instance", ""),
            (amnesty, "no credible evidence", "Claim", "objects", "trial at first instance", ""),
            (amnesty, "politically motivated", "Claim", "objects", case, ""),
            (amnesty, "retaliation", "Claim", "objects", kuku, ""),
            (amnesty, emblematic, "Claim", "objects", case, ""),
            (
                amnesty,
                "illegal annexation; occupation",
                "TerritorialClaim",
                "objects",
                "Crimea",
                "",
            ),
            ("numerous NGOs (not named)", "political nature", "Claim", "objects", case, amnesty),
            (
                *("intergovernmental organisations (not named)", "political nature"),
                *("Claim", "objects", case, amnesty),
            ),
            (
                *("European External Action Service", "", "Claim", "condemns"),
                *(sentences, amnesty),
            ),
            ("Delegation of the EU to Russia", "", "Claim", "concerned", case, amnesty),
        ],
        key=str,
    )


def test_not_stated() -> None:
    """Question 9: what the document leaves out."""
    assert _first_document("not-stated", "notStated", "property") == [
        ("court of first instance", "heardBy"),
        ("dates of the hearings", "date"),
        ("its issuer", "publisher"),
        ("its own date", "published"),
        ("its own index number", "indexNumber"),
        ("number of charges", "chargeCount"),
        ("number of children", "memberCount"),
        ("places of detention", "place"),
        ("provision", "underProvision"),
        ("year of 25 June", "edtf"),
        ("year of March", "edtf"),
    ]


def test_bodies_with_authority_iri() -> None:
    """Question 15: four with a record, three without."""
    record = "http://publications.europa.eu/resource/authority/corporate-body/"
    assert _first_document("bodies-with-authority-iri", "name", "authority") == [
        ("European External Action Service", record + "EEAS"),
        ("European Parliament", record + "EP"),
        ("European Union", record + "EURUN"),
        ("High Representative of the EU", record + "HRUFASP"),
        ("Amnesty International", None),
        ("Delegation of the EU to Russia", None),
        ("Russian Military Court of Appeals", None),
    ]


def test_documents_cited() -> None:
    """Question 16: three links, and the time that the number of a post encodes."""
    assert _first_document("documents-cited", "kind", "indexNumber", "published") == [
        ("urgent-action", "EUR 46/2507/2020", None),
        ("web-page", None, "2020-03-16"),
        ("post", None, "2020-06-22T15:45:58Z"),
    ]


def test_passage_of() -> None:
    """Question 17: the term of Enver Bekirov stands at 932 to 957."""
    bekirov = next(
        row for row in _ask_real("sentences-by-defendant") if row["name"] == "Enver Bekirov"
    )
    table = _ask_real("passage-of", node=bekirov["component"], source="amnesty-ua-126-19-output-4")
    assert [(row["start"], row["end"]) for row in table] == [(932, 957)]


def test_co_defendants() -> None:
    """Question 24: 15 undirected pairs, each once."""
    table = _ask_real("co-defendants", case="ua-126-19", source="amnesty-ua-126-19-output-4")
    pairs = {frozenset(v for v in row if "/person/" in str(v)) for row in table}
    assert len(table) == len(pairs) == 15


def test_described_as() -> None:
    """Question 25: two descriptions, of one person only."""
    assert _first_document("described-as", "name", "description") == [
        ("Emir-Usein Kuku", "Crimean Tatars"),
        ("Emir-Usein Kuku", "human rights defender"),
    ]


def test_reported_abuse() -> None:
    """Question 26: he, his wife and their children, who are neither named nor counted."""
    rows = _first_document("reported-abuse", "involved", "abuse", "actorName")
    assert {row[1:] for row in rows} == {("harassment", "the Russian authorities")}
    assert [row[0] for row in rows] == [
        "Emir-Usein Kuku",
        "children of the first defendant (not named, not counted)",
        "wife of the first defendant (not named)",
    ]


def test_where_sources_disagree() -> None:
    """Question 13: a rival of a date that two publishers print is listed and not preferred."""
    rows = _ask_real("where-sources-disagree", case="ua-126-19")
    dates = {(row["says"], row["rivalSays"], row["preferred"]) for row in rows}
    assert ("2020-06-26", "2020-06-25", False) in dates
    assert ("2020-06-25", "2020-06-26", True) in dates
    beaten = {row["says"] for row in rows if not row["preferred"]}
    assert {"240 months of imprisonment", "96 months of imprisonment"} <= beaten


def test_time_between_stages() -> None:
    """Question 12: a year and a month give bounds, not a number of days."""
    columns = ("stages", "atLeastDays", "atMostDays")
    assert set(_first_document("time-between-stages", *columns)) == {
        ("arrest to judgment", 1035, 1429),
        ("judgment to appeal", 208, 237),
    }


def test_findings_by_charge() -> None:
    """Question 41: acquittals are told too: of one in the first instance, of nine on appeal."""
    acquitted = [
        (_cell(row["case"]), _cell(row["instance"]), row["wording"])
        for row in _ask_real("findings-by-charge")
        if _cell(row["finding"]) == "acquitted"
    ]
    case = "https://w3id.org/casegraph/id/case/"
    assert acquitted == [
        (case + "bdi-2017-1", "first", "assassination"),
        (case + "bdi-2017-1", "first", "destruction of public and private buildings"),
        *[(case + "ua-296-11", "appeal", "")] * 9,
    ]


def test_preparation_is_told_from_the_whole_offence() -> None:
    """Question 41: seizure of power is found by way of preparation only, and a rival is counted."""
    rows = _ask_real("findings-by-charge", case="ua-126-19")
    told = {
        (row["name"], str(row["provision"]).split("/")[-1]): (
            str(row["through"] or "").split("/")[-1],
            row["rivals"],
        )
        for row in rows
    }
    for name in SIX:
        assert told[name, "rus-criminal-code-278"] == ("rus-criminal-code-30-1", 0)
    assert told["Enver Bekirov", "rus-criminal-code-205-5"] == ("", 1)


def test_a_known_review_without_an_end_leaves_it_open() -> None:
    """Question 37: an appeal was heard and no source tells how it ended, so nothing is certain."""
    (row,) = _ask_real("decisions-without-review", case="bdi-2017-1", on="2020-12-31")
    assert (row["review"], row["certain"]) == ("appeal", False)


def test_decisions_of_the_court_that_heard_the_case() -> None:
    """Question 29: a judgment whose document names no court is one of the court of the trial."""
    (row,) = _ask_real("courts-shared-between-cases")
    assert (row["cases"], row["decisions"]) == (2, 2)


def test_acquitted_on_appeal() -> None:
    """Question 4: nine whom the appeal court acquitted, with no outcome for a verdict before."""
    rows = _ask_real("appeal-outcomes", case="ua-296-11")
    found = [(row["conviction"], row["found"]) for row in rows]
    assert found.count(("", "acquitted")) == 9


def test_cases_by_provision() -> None:
    """Question 10: all six are charged with preparing to seize power, and under one article.

    Of two of them it is disputed under which part of it.
    """
    (row,) = _ask_real("cases-by-provision", provision="rus-criminal-code-278")
    assert (row["persons"], row["names"]) == (6, SIX_IN_A_CELL)
    assert row["via"] == "Criminal Code of the Russian Federation, art. 30, part 1"
    (row,) = _ask_real("cases-by-provision", provision="rus-criminal-code-205-5")
    assert (row["persons"], row["disputed"]) == (6, "")
    part = _ask_real("cases-by-provision", provision="rus-criminal-code-205-5-2")
    assert [row["disputed"] for row in part] == ["Enver Bekirov; Muslim Aliyev"]
    (row,) = _ask_real("cases-by-provision", provision="rus-criminal-code-30-1")
    assert row["through"] is True


def test_provenance_chain() -> None:
    """Question 18: a term rests on two documents of two publishers."""
    bekirov = next(
        row for row in _ask_real("sentences-by-defendant") if row["name"] == "Enver Bekirov"
    )
    table = _ask_real("provenance-chain", node=bekirov["component"])
    assert len(table) == len(set(table.column("publisher"))) == 2


def test_campaign_outputs() -> None:
    """Question 33: the fourth and final output asks for nothing; another has no number."""
    columns = ("series", "outputNumber", "final", "requestsAction")
    assert _first_document("campaign-outputs", *columns) == [
        ("UA 126/19", None, None, None),
        ("UA 126/19", 4, True, False),
    ]


def test_demands() -> None:
    """Question 34: release by one, immediate release by the other, for all six."""
    assert _first_document("demands", "body", "post", "demand", "persons", "names") == [
        ("Amnesty International", None, "release", 6, ", ".join(SIX)),
        *[
            (
                "European Union",
                "High Representative of the EU",
                "immediate release",
                6,
                ", ".join(SIX),
            )
        ],
    ]


def test_statements_by_body() -> None:
    """Question 35: six statements of four bodies, with what is printed of their dates.

    The post of the Delegation has two: what is printed, and the day that its number holds.
    """
    columns = ("bodyName", "kind", "channel", "printed", "inferred")
    assert _first_document("statements-by-body", *columns) == [
        ("Delegation of the EU to Russia", None, "", None, ""),
        *[
            ("Delegation of the EU to Russia", "post", "Twitter", printed, "day; month; year")
            for printed in ("1275092673880305665", "ahead of the appeal decision")
        ],
        ("European External Action Service", None, "", "2019", ""),
        ("European Parliament", "resolution", "", "2017", ""),
        ("European Parliament", "resolution", "", "2018", ""),
        ("European Union", "declaration", "", "In March", "year"),
    ]
    readings = dict(_first_document("statements-by-body", "bodyName", "reading"))
    assert readings["European External Action Service"].startswith("The year may belong to")


def test_quotations() -> None:
    """Question 36: one quotation, its place, and that it is abridged."""
    rows = _first_document("quotations", "name", "start", "end", "note")
    assert [row[:3] for row in rows] == [("Emir-Usein Kuku", 2876, 3487)]
    assert rows[0][3].startswith("Abridged")
