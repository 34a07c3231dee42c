"""Answers are typed, and each written form says the same when others read it back."""

from __future__ import annotations

import csv
import datetime as dt
import io
from decimal import Decimal
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib.namespace import XSD
from rdflib.query import Result

from casegraph.ask import FORMATS, Table, write_answer
from casegraph.ask.bounds import check_bounds
from casegraph.errors import EngineError, UsageError
from casegraph.opened import CaseGraph
from casegraph.saved import Column
from casegraph.terms import XSD as XSD_BASE
from casegraph.terms import Prefixes


def typed(value: str, name: str) -> Literal:
    return Literal(value, datatype=NamedNode(XSD_BASE + name))


TABLE = Table(
    ("thing", "text", "number", "amount", "day", "truth", "empty"),
    (
        (
            NamedNode("https://example.org/id/case/a"),
            Literal('tab\there, "quotes", | bar\nand <script>', language="en"),
            typed("7", "integer"),
            typed("1.50", "decimal"),
            typed("2020-02-14", "date"),
            typed("true", "boolean"),
            None,
        ),
        (NamedNode("https://example.org/id/case/b"), Literal("Ада"), None, None, None, None, None),
    ),
    Prefixes("https://example.org/id/"),
    {"https://example.org/id/case/a": "A <b>"},
)


def test_cells_have_native_types() -> None:
    """Numbers, dates, truth values and gaps arrive as Python's own."""
    row = TABLE[0]
    assert row["number"] == 7
    assert row.amount == Decimal("1.50")
    assert row["day"] == dt.date(2020, 2, 14)
    assert row["truth"] is True
    assert row["empty"] is None
    assert TABLE.column("number") == [7, None]
    with pytest.raises(KeyError):
        row["nothing"]


@pytest.mark.parametrize("name", ["json", "xml", "tsv"])
def test_rdflib_reads_the_same_terms(name: str) -> None:
    """SPARQL JSON, XML and TSV give rdflib the same terms."""
    text = write_answer(TABLE, name)
    if name == "tsv":
        lines = text.splitlines()
        assert lines[0].split("\t") == [f"?{column}" for column in TABLE.columns]
        assert len(lines) == 3
        assert all(line.count("\t") == len(TABLE.columns) - 1 for line in lines)
        return
    result = Result.parse(io.BytesIO(text.encode()), format=name)
    rows = list(result)
    assert str(rows[0]["thing"]) == "https://example.org/id/case/a"
    assert rows[0]["text"] == rdflib.Literal(TABLE.terms[0][1].value, lang="en")  # type: ignore[union-attr]
    assert rows[0]["amount"].datatype == XSD.decimal
    assert rows[1]["number"] is None


def test_csv_is_read_by_the_csv_module() -> None:
    """CSV keeps newlines, quotes and commas inside cells."""
    rows = list(csv.reader(io.StringIO(write_answer(TABLE, "csv"), newline="")))
    assert rows[0] == list(TABLE.columns)
    assert rows[1][1] == 'tab\there, "quotes", | bar\nand <script>'
    assert rows[2][2:] == ["", "", "", "", ""]


def test_turtle_is_a_result_set() -> None:
    """The Turtle form holds each row and binding in the W3C's result-set vocabulary."""
    graph = rdflib.Graph().parse(data=write_answer(TABLE, "ttl"), format="turtle")
    rs = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
    assert len(list(graph.objects(None, rs.solution))) == 2
    assert len(list(graph.objects(None, rs.binding))) == 8


def test_forms_for_people_show_labels_on_one_line() -> None:
    """Tables show labels, keep a row on a line, and escape what Markdown would read."""
    assert "A <b>" in write_answer(TABLE, "table")
    assert len(write_answer(TABLE, "table").splitlines()) == 5
    marked = write_answer(TABLE, "md").splitlines()
    assert len(marked) == 4
    assert "\\| bar" in marked[2]
    assert "<" not in "".join(marked)
    nasty = Table.of(("x",), [("<img src=x> ![](http://e/) &lt; A & B `c` a\\|b",)], Prefixes())
    assert write_answer(nasty, "md").splitlines()[2] == (
        "| &lt;img src=x> !\\[\\](http://e/) &amp;lt; A & B \\`c\\` a\\\\\\|b |"
    )


def test_tables_for_people_name_the_case_until_it_is_given(example: CaseGraph) -> None:
    """Rows of several cases are told apart; asked for one case, no row repeats it."""
    every = example.ask("sentences-by-defendant")
    one = example.ask("sentences-by-defendant", case="nwh-2019-1")
    assert isinstance(every, Table) and isinstance(one, Table)
    assert "case" in every.readable().columns
    assert "case" not in one.readable().columns
    assert "case" in one.columns
    assert "evidence" not in every.readable().columns
    assert one.readable().readable() == one.readable()


def test_terminal_escapes_do_not_reach_the_terminal() -> None:
    """A label with control characters cannot move the cursor of who reads it."""
    nasty = Table.of(("name",), [("\x1b[2Jgone\u202e",)], Prefixes())
    for name in ("table", "md"):
        text = write_answer(nasty, name)
        assert "\x1b" not in text
        assert "\u202e" not in text


def test_every_format_is_deterministic_and_known() -> None:
    """Each format gives the same text twice; an unknown one names the nearest."""
    for name in FORMATS:
        assert write_answer(TABLE, name) == write_answer(TABLE, name)
    with pytest.raises(UsageError, match="json"):
        write_answer(TABLE, "jsn")


def test_frames_have_native_types() -> None:
    """pandas, polars and Arrow get integers, dates and real nulls, not objects."""
    arrow = TABLE.to_arrow()
    assert str(arrow.schema.field("number").type) == "int64"
    assert str(arrow.schema.field("day").type) == "date32[day]"
    assert arrow.column("number").null_count == 1
    frame = TABLE.to_pandas()
    assert frame["number"].isna().tolist() == [False, True]
    assert frame["number"].sum() == 7
    assert str(TABLE.to_polars().schema["day"]) == "Date"
    assert TABLE.to_polars()["empty"].null_count() == 2


def test_columns_without_values_have_the_type_of_their_question() -> None:
    """An empty answer fits below a full one: no column turns into one of nothing."""
    columns = {
        "number": Column("number", "integer", "A number."),
        "name": Column("name", "string", "A name."),
        "day": Column("day", "date", "A day."),
    }
    empty = Table((*columns, "other"), (), Prefixes(), {}, documentation=columns)
    kinds = {field.name: str(field.type) for field in empty.to_arrow().schema}
    assert kinds == {"number": "int64", "name": "string", "day": "date32[day]", "other": "null"}


def test_notebooks_show_escaped_text() -> None:
    """A text in the data is never markup in a notebook."""
    shown = TABLE._repr_html_()
    assert "<script>" not in shown
    assert "&lt;script&gt;" in shown


def test_mixed_columns_become_one_type() -> None:
    """A column of numbers and texts is text; one of integers and decimals is decimal."""
    mixed = Table(
        ("a", "b"),
        ((Literal("x"), typed("1", "integer")), (typed("2", "integer"), typed("1.5", "decimal"))),
        Prefixes(),
        {},
    )
    frame = mixed.to_arrow()
    assert frame.column("a").to_pylist() == ["x", "2"]
    assert frame.column("b").to_pylist() == [Decimal("1"), Decimal("1.5")]


def test_blank_nodes_are_written() -> None:
    """A query of one's own may return blank nodes."""
    table = Table(("node",), ((BlankNode("b"),),), Prefixes(), {})
    assert '"bnode"' in write_answer(table, "json")


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { service silent ?x { ?s ?p ?o } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1:9/>",
        "SELECT * { " + "{" * 100 + "}" * 100 + " }",
        "SELECT * { ?s ?p '" + "x" * 70_000 + "' }",
    ],
)
def test_queries_that_reach_or_overflow_are_refused(query: str) -> None:
    """No query from a person reaches another host, or ends the process by its depth."""
    with pytest.raises(UsageError):
        check_bounds(query)


@pytest.mark.parametrize(
    "query",
    [
        'SELECT * { ?s ?p "SERVICE <x>" }',
        "SELECT * { ?s ?p ?o } # LOAD nothing",
        "PREFIX service: <http://example.org/service/> SELECT * { ?service ?load ?o }",
    ],
)
def test_the_words_elsewhere_are_fine(query: str) -> None:
    """The same words in a text, a comment, a prefix or a variable are no request."""
    assert check_bounds(query) is None


def test_a_wrong_query_is_a_clear_error(example: CaseGraph) -> None:
    """A query that is not SPARQL names the place; nothing is answered."""
    with pytest.raises(EngineError, match="line 1|1:"):
        example.query("SELECT WHERE { ?s ?p }")


def test_unknown_things_are_refused(example: CaseGraph) -> None:
    """A case that the data does not know is an error with the nearest, not an empty answer."""
    with pytest.raises(UsageError, match="nwh-2019-1"):
        example.ask("defendants", case="nwh-2019-2")
    with pytest.raises(UsageError, match="sentences-by-defendant"):
        example.ask("sentence-by-defendant")
    with pytest.raises(UsageError, match="case"):
        example.ask("defendants", cas="nwh-2019-1")


def test_terms_of_others_are_known_where_a_mapping_leads_to_them(example: CaseGraph) -> None:
    """Nothing is said about a term of another vocabulary itself: to be linked to is enough."""
    found = example.ask("mappings", other="http://eurovoc.europa.eu/2630")
    assert isinstance(found, Table)
    assert len(found) == 2
    with pytest.raises(UsageError, match="knows no thing"):
        example.ask("mappings", other="http://eurovoc.europa.eu/26301")


def test_graph_answers_are_turtle(example: CaseGraph, tmp_path: Path) -> None:
    """A CONSTRUCT is written as Turtle, an ASK as true or false."""
    found = example.query("CONSTRUCT WHERE { ?s a <https://w3id.org/casegraph/ns#Court> }")
    graph = rdflib.Graph().parse(data=write_answer(found, "table"), format="turtle")
    assert len(graph) == 2
    assert write_answer(example.query("ASK {}"), "table") == "true\n"
    with pytest.raises(UsageError):
        write_answer(found, "csv")
