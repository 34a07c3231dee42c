"""Parquet, workbooks, pages and CSV on the Web: read back by others, types and meanings kept."""

from __future__ import annotations

import datetime as dt
import json
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
from pyoxigraph import Literal, NamedNode

from casegraph.ask import Table, write_answer
from casegraph.ask.page import write_csvw
from casegraph.errors import UsageError
from casegraph.opened import CaseGraph
from casegraph.saved import Column
from casegraph.terms import XSD, Prefixes

DATE = NamedNode(XSD + "date")
INTEGER = NamedNode(XSD + "integer")
COLUMNS = {
    "name": Column("name", "string", "The name."),
    "months": Column("months", "integer", "The length.", unit="months"),
    "on": Column("on", "date", "The day."),
    "passages": Column("passages", "iris", "The passages.", detail=True),
}
TABLE = Table(
    tuple(COLUMNS),
    (
        (
            Literal("=1+1 <b>"),
            Literal("12", datatype=INTEGER),
            Literal("2020-02-14", datatype=DATE),
            Literal("http://e/a http://e/b"),
        ),
        (
            Literal("@x\x01"),
            Literal(str(2**60), datatype=INTEGER),
            Literal("0987-01-01", datatype=DATE),
            None,
        ),
        (Literal("https://e/"), None, None, None),
    ),
    Prefixes(),
    {},
    COLUMNS,
    "Who & what?",
)


def bytes_of(table: Table, name: str) -> bytes:
    """Write a table in a format that is no text."""
    data = write_answer(table, name)
    assert isinstance(data, bytes)
    return data


def test_parquet() -> None:
    """Types are native, empty cells are null, and each column says what it means."""
    read = pyarrow.parquet.read_table(BytesIO(bytes_of(TABLE, "parquet")))
    assert read.column("months").to_pylist() == [12, 2**60, None]
    assert read.column("on").to_pylist()[:2] == [dt.date(2020, 2, 14), dt.date(987, 1, 1)]
    field = read.schema.field("months")
    assert field.metadata[b"description"] == b"The length."
    assert field.metadata[b"unit"] == b"months"
    assert read.schema.metadata[b"title"] == b"Who & what?"


def test_workbook() -> None:
    """No text is a formula or a link; what a workbook would change is a text."""
    book = openpyxl.load_workbook(BytesIO(bytes_of(TABLE, "xlsx")))
    sheet = book["answer"]
    assert sheet["A2"].value == "=1+1 <b>"
    assert sheet["A2"].data_type == "s"
    assert sheet["A4"].hyperlink is None
    assert sheet["B2"].value == 12
    assert sheet["B3"].value == str(2**60)
    assert sheet["C2"].value == dt.datetime(2020, 2, 14)
    assert sheet["C3"].value == "0987-01-01"
    assert sheet["B4"].value is None
    meanings = [[cell.value for cell in row] for row in book["columns"].rows]
    assert meanings[2] == ["months", "integer", "months", "The length."]
    assert bytes_of(TABLE, "xlsx") == bytes_of(TABLE, "xlsx")


def test_a_text_that_no_cell_holds() -> None:
    """A text over the limit of a cell is an error that names the cell, and is not cut."""
    long = Table(("a",), ((Literal("x" * 32_768),),), Prefixes(), {})
    with pytest.raises(UsageError, match="column a, row 1"):
        write_answer(long, "xlsx")


def test_page() -> None:
    """A page is well-formed, escapes every text, and says what its columns mean."""
    text = write_answer(TABLE, "html")
    assert isinstance(text, str)
    seen: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            seen.append(tag)
            assert not any(name in ("src", "href") for name, _ in attrs)

    Reader().feed(text)
    assert "b" not in seen
    assert seen.count("tr") == 4
    assert "=1+1 &lt;b&gt;" in text
    assert "<caption>Who &amp; what?</caption>" in text
    assert "<dt>months</dt><dd>The length. (months)</dd>" in text


def test_description_of_csv() -> None:
    """The description names each column, its type, its unit, and what separates several IRIs."""
    document = json.loads(write_csvw(TABLE, "answer.csv"))
    assert document["url"] == "answer.csv"
    columns = {column["name"]: column for column in document["tableSchema"]["columns"]}
    assert columns["months"]["datatype"] == "integer"
    assert columns["months"]["schema:unitText"] == "months"
    assert columns["passages"] == {
        "name": "passages",
        "titles": "passages",
        "dc:description": "The passages.",
        "datatype": "anyURI",
        "separator": " ",
    }


def test_formats_of_a_question(example: CaseGraph) -> None:
    """A saved question hands its documentation on, and a truth value is no table."""
    found = example.ask("sentences-by-defendant")
    assert isinstance(found, Table)
    read = pyarrow.parquet.read_table(BytesIO(bytes_of(found, "parquet")))
    assert read.schema.field("months").metadata[b"unit"] == b"months"
    for name in ("parquet", "xlsx", "html"):
        with pytest.raises(UsageError, match="truth value"):
            write_answer(True, name)


def test_csv_and_its_description(command, built_folder: Path, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """Beside a CSV file lies the description of its columns; a terminal gets neither."""
    out = tmp_path / "a.csv"
    where = ("--project", built_folder)
    done = command(*where, "ask", "defendants", "--format", "csv", "-o", out)
    assert done.returncode == 0
    described = json.loads((tmp_path / "a.csv-metadata.json").read_text("utf-8"))
    header = out.read_text("utf-8").splitlines()[0].split(",")
    assert [column["name"] for column in described["tableSchema"]["columns"]] == header
    done = command(*where, "ask", "defendants", "--format", "csv")
    assert done.stdout.splitlines()[0].split(",") == header


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("TRUE", "boolean"),
        ("1_000", "integer"),
        ("١٢", "integer"),
        ("20200101", "date"),
        ("2020-W01-1", "date"),
        ("NaN", "decimal"),
        ("1E500", "decimal"),
    ],
)
def test_what_is_no_literal_of_its_type_stays_a_text(text: str, kind: str) -> None:
    """Python reads more than XML Schema: a wrong value never becomes another value in silence."""
    table = Table(("x",), ((Literal(text, datatype=NamedNode(XSD + kind)),),), Prefixes(), {})
    assert table.rows[0][0] == text
    read = pyarrow.parquet.read_table(BytesIO(bytes_of(table, "parquet")))
    assert read.column("x").to_pylist() == [text]
    assert openpyxl.load_workbook(BytesIO(bytes_of(table, "xlsx")))["answer"]["A2"].value == text


def test_numbers_that_no_file_holds_are_texts() -> None:
    """An integer of 400 digits is written out, in both kinds of files."""
    number = "9" * 400
    table = Table(("x",), ((Literal(number, datatype=INTEGER),),), Prefixes(), {})
    read = pyarrow.parquet.read_table(BytesIO(bytes_of(table, "parquet")))
    assert read.column("x").to_pylist() == [number]
    sheet = openpyxl.load_workbook(BytesIO(bytes_of(table, "xlsx")))["answer"]
    assert sheet["A2"].value == number
