"""No cell of an answer is run by a spreadsheet, and what is no such text stays as it is."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode

from casegraph.ask import Table, write_answer
from casegraph.ask.harmless import count_guarded, harmless
from casegraph.ask.page import write_csvw
from casegraph.opened import CaseGraph
from casegraph.publish.answered import write_answered
from casegraph.spreadsheet import unguarded
from casegraph.terms import XSD, Prefixes

Run = Callable[..., subprocess.CompletedProcess[str]]
SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
NASTY = Table(
    ("text", "number", "thing", "dated"),
    (
        (
            Literal("=HYPERLINK(1)", language="en"),
            Literal("-5", datatype=NamedNode(XSD + "integer")),
            NamedNode("https://example.org/id/case/a;-b"),
            Literal("-0100", datatype=NamedNode("http://id.loc.gov/datatypes/edtf/EDTF-level1")),
        ),
        (Literal("a-b"), Literal("-1.5", datatype=NamedNode(XSD + "decimal")), None, None),
    ),
    Prefixes(),
    {},
)
QUERY = 'SELECT ("=1+1" AS ?a) (-5 AS ?b) ("x" AS ?c) {}'


def rows(text: str | bytes) -> list[list[str]]:
    """Read CSV as Python does."""
    assert isinstance(text, str)
    return list(csv.reader(io.StringIO(text, newline="")))


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12))
def test_no_text_is_run(text: str) -> None:
    """Whatever a text is, its cell begins with no sign, and the text can be had back."""
    table = Table.of(("a", "b"), [(text, "x")], Prefixes())
    [(cell, other)] = rows(write_answer(table, "csv", safe=True))[1:]
    assert not cell.startswith(SIGNS)
    assert (unguarded(cell), other) == (text, "x")
    assert rows(write_answer(table, "csv"))[1:] == [[text, "x"]]


def test_numbers_and_addresses_stay() -> None:
    """A negative number is a number, and an IRI is one; an expression of a date is a text."""
    found = rows(write_answer(NASTY, "csv", safe=True))
    assert found[1] == ["'=HYPERLINK(1)", "-5", "https://example.org/id/case/a;-b", "'-0100"]
    assert found[2] == ["a-b", "-1.5", "", ""]
    assert count_guarded(NASTY) == 2
    assert count_guarded(harmless(Table.of(("a",), [("a-b",)], Prefixes()))) == 0


def test_terms_keep_their_kind() -> None:
    """TSV has the same terms, with language and datatype, and the apostrophe within them."""
    line = write_answer(NASTY, "tsv", safe=True).splitlines()[1]  # type: ignore[arg-type]
    cells = str(line).split("\t")
    assert cells[0] == '"\'=HYPERLINK(1)"@en'
    assert cells[3].startswith('"\'-0100"^^<')


@pytest.mark.parametrize("form", ["json", "xml", "ttl", "md"])
def test_forms_for_programs_are_exact(form: str) -> None:
    """What no spreadsheet opens as cells does not change."""
    assert write_answer(NASTY, form, safe=True) == write_answer(NASTY, form)


def test_the_description_tells_of_the_apostrophe() -> None:
    """CSV on the Web says what the apostrophe is, and only where there is one."""
    plain = Table.of(("a",), [("b",)], Prefixes())
    assert "apostrophe" in json.loads(write_csvw(NASTY, "a.csv", safe=True))["dc:description"]
    assert "dc:description" not in json.loads(write_csvw(NASTY, "a.csv"))
    assert "dc:description" not in json.loads(write_csvw(plain, "a.csv", safe=True))


def test_a_workbook_keeps_the_text_and_marks_it() -> None:
    """A cell holds the text itself, marked so that editing it makes no formula of it."""
    data = write_answer(NASTY, "xlsx")
    assert isinstance(data, bytes)
    sheet = openpyxl.load_workbook(io.BytesIO(data))["answer"]
    assert (sheet["A2"].value, sheet["A2"].data_type) == ("=HYPERLINK(1)", "s")
    assert sheet["A2"].quotePrefix
    assert not sheet["A3"].quotePrefix


def test_the_switch(command: Run, built_folder: Path) -> None:
    """`ask` is safe unless --raw-cells says otherwise, and says on standard error what it did."""
    done = command("-C", built_folder, "ask", "-", "--format", "csv", stdin=QUERY)
    assert (done.returncode, rows(done.stdout)) == (0, [["a", "b", "c"], ["'=1+1", "-5", "x"]])
    assert "1 cell begins with an apostrophe" in done.stderr
    done = command("-C", built_folder, "ask", "-", "--format", "csv", "--raw-cells", stdin=QUERY)
    assert (done.returncode, rows(done.stdout)[1]) == (0, ["=1+1", "-5", "x"])
    assert "apostrophe" not in done.stderr


def test_downloads_are_safe_as_well(example: CaseGraph) -> None:
    """The files of pages are those of `ask`; a receipt is of the answer, not of its cells."""
    query = example.questions["defendants"]

    def written(form: str, raw: bool) -> bytes:
        return write_answered(example, query, {}, NASTY, form, raw=raw)

    assert b"'=HYPERLINK" in written("csv", raw=False)
    assert b"'=HYPERLINK" not in written("csv", raw=True)
    assert b"apostrophe" in written("csvw", raw=False)
    assert written("receipt", raw=False) == written("receipt", raw=True)
