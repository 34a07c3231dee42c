"""Saved questions by HTTP are those of the command line, and their values are never pasted."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import openpyxl
import pyarrow.parquet
import pytest
from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from casegraph.ask import write_answer
from casegraph.opened import CaseGraph
from casegraph.receipt import check_receipt, read_receipt

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from serving import Running

ASKED = "/question/sentences-by-defendant"
CASE = {"case": "nwh-2019-1"}


@pytest.mark.parametrize("form", ["csv", "tsv", "xml", "json", "ttl", "md"])
def test_answers_are_those_of_python(server: Running, example: CaseGraph, form: str) -> None:
    """A question gives the same text by HTTP as `casegraph ask` does."""
    got = server.ask(target=f"{ASKED}.{form}?{urlencode(CASE)}")
    found = example.ask("sentences-by-defendant", **CASE)
    readable = found.readable() if form == "md" else found  # type: ignore[union-attr]
    text = write_answer(readable, form, safe=True)
    assert isinstance(text, str)
    assert (got.status, got.body.decode("utf-8")) == (200, text)


def test_cells_that_a_spreadsheet_may_run(server: Running) -> None:
    """A question has a switch for raw cells; SPARQL results are as the W3C has them, always."""
    target = f"{ASKED}.csv?{urlencode({**CASE, 'raw-cells': 'true'})}"
    assert server.ask(target=target).status == 200
    query = urlencode({"query": 'SELECT ("=1+1" AS ?a) {}'})
    for form, cell in (("text/csv", b"=1+1"), ("text/tab-separated-values", b'"=1+1"')):
        got = server.ask(target=f"/sparql?{query}", headers={"accept": form})
        assert (got.status, got.body.split()[1]) == (200, cell)


def test_tables_for_other_programs(server: Running, example: CaseGraph) -> None:
    """Workbooks and Parquet files hold the rows, and CSV has a description beside it."""
    rows = len(example.ask("defendants", **CASE))  # type: ignore[arg-type]
    target = f"/question/defendants.{{}}?{urlencode(CASE)}"
    book = openpyxl.load_workbook(io.BytesIO(server.ask(target=target.format("xlsx")).body))
    assert book["answer"].max_row == rows + 1
    table = pyarrow.parquet.read_table(io.BytesIO(server.ask(target=target.format("parquet")).body))
    assert table.num_rows == rows
    meaning = json.loads(server.ask(target=target.format("csvw")).body)
    assert meaning["url"] == "defendants.csv"


def test_a_form_of_a_page_asks_as_well(server: Running) -> None:
    """Fields that were left empty count as absent, and the Accept header chooses the form."""
    html = {"accept": "text/html,*/*;q=0.8"}
    got = server.ask(target=f"{ASKED}?case=&source=", headers=html)
    assert (got.status, got.kind) == (200, "text/html")
    assert got.body == server.ask(target=f"{ASKED}.html").body
    assert server.ask(target=f"{ASKED}?case=nwh-2019-1").kind == "application/sparql-results+json"


@pytest.mark.parametrize(
    "value",
    [
        '" } UNION { ?s ?p ?o',
        "x> } UNION { ?s ?p <y",
        "nwh-2019-1> ?p ?o } #",
        "' OR 1=1 --",
        "{UNDEF}",
        "?case",
        "\\u003e",
        "javascript:alert(1)",
        "https://example.org/id/case/nowhere",
        "nobody:x",
        "\x00",
        "é" * 3000,
    ],
)
def test_values_are_bound(server: Running, value: str) -> None:
    """A value is a term and never a part of the query: one that is none is refused."""
    got = server.ask(target=f"{ASKED}?{urlencode({'case': value})}")
    assert (got.status, got.kind) == (400, "application/problem+json")


def test_a_text_may_be_anything(server: Running) -> None:
    """Where a text is asked for, every text is a value, and finds what is so called or nothing."""
    for target in ("/question/snapshot-by-year?year=nineteen", f"{ASKED}?source=%22%20%7D"):
        assert server.ask(target=target).status == 400
    assert server.ask(target="/question/snapshot-by-year?year=2019").status == 200


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("/question/nothing", 404),
        ("/question/", 404),
        ("/question/../sparql", 404),
        ("/question/defendants/x", 404),
        (f"{ASKED}?nothing=1", 400),
        (f"{ASKED}?case=a&case=b", 400),
        (f"{ASKED}?case=nwh-2019-1&version=000000000000", 404),
        (f"{ASKED}?_mediatype=image/png", 406),
        (f"{ASKED}?lang=%3Cscript%3E", 400),
    ],
)
def test_refusals(server: Running, target: str, status: int) -> None:
    """What is unknown is told apart from what is wrong."""
    assert server.ask(target=target).status == status


def test_one_citation_everywhere(server: Running, command: Any, built_folder: Path) -> None:
    """An answer is cited from the command line as it is from a server, to the byte."""
    for style, form in (("csl", "csl"), ("bibtex", "bib")):
        asked = ("ask", "sentences-by-defendant", "--case", CASE["case"], "--cite", style)
        done = command("--project", built_folder, *asked)
        got = server.ask(target=f"{ASKED}.{form}?{urlencode(CASE)}").body.decode("utf-8")
        assert done.stdout == got


def test_receipts_and_citations(server: Running, example: CaseGraph, tmp_path: Path) -> None:
    """What was asked can be checked and cited later: by a receipt, a citation, the query itself."""
    target = f"{ASKED}.{{}}?{urlencode(CASE)}"
    path = tmp_path / "receipt.json"
    path.write_bytes(server.ask(target=target.format("receipt")).body)
    compared = check_receipt(read_receipt(path), example.generation, example.project, path)
    assert compared.same
    entry = json.loads(server.ask(target=target.format("csl")).body)[0]
    assert entry["URL"].startswith(f"https://example.org{ASKED}?case=nwh-2019-1&version=")
    assert "@misc{" in server.ask(target=target.format("bib")).body.decode()
    query = server.ask(target=target.format("rq"))
    assert query.kind == "application/sparql-query"
    answer = server.ask("POST", "/sparql", query.body, {"content-type": "application/sparql-query"})
    rows = parse_query_results(answer.body, QueryResultsFormat.JSON)
    assert isinstance(rows, QuerySolutions)
    assert len(list(rows)) == len(example.ask("sentences-by-defendant", **CASE))  # type: ignore[arg-type]


def test_the_list_names_all(server: Running, example: CaseGraph) -> None:
    """Every question is listed with its parameters and columns, and described in OpenAPI."""
    listed = json.loads(server.ask(target="/questions").body)
    assert {entry["name"] for entry in listed} == set(example.questions)
    described = json.loads(server.ask(target="/openapi.json").body)["paths"]
    for entry in listed:
        operation = described[f"/question/{entry['name']}"]["get"]
        names = {parameter["name"] for parameter in operation["parameters"]}
        fields = {"lang", "raw-cells", "version", "_mediatype"}
        assert names == {p["name"] for p in entry["parameters"]} | fields


def test_a_form_without_its_library(
    start: Callable[..., AbstractContextManager[Running]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server without pyarrow has no Parquet, says what it has, and tells nobody to install it."""
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['pyarrow'] = None\n")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    with start() as bare:
        parquet = "application/vnd.apache.parquet"
        for target, accept in ((f"{ASKED}.parquet", "*/*"), (ASKED, parquet)):
            got = bare.ask(target=f"{target}?{urlencode(CASE)}", headers={"accept": accept})
            assert got.status == 406
            said = json.loads(got.body)["detail"]
            assert "text/csv" in said
            assert "parquet" not in said
            assert "install" not in said
        either = bare.ask(target=ASKED, headers={"accept": f"{parquet}, text/csv;q=0.5"})
        assert (either.status, either.kind) == (200, "text/csv")
        page = bare.ask(target=f"{ASKED}.html?{urlencode(CASE)}").body
        assert b".csv" in page
        assert b".parquet" not in page
        described = json.loads(bare.ask(target="/openapi.json").body)["paths"][ASKED]["get"]
        assert parquet not in described["responses"]["200"]["content"]
