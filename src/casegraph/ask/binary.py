"""A table in, the bytes of a Parquet file or a workbook out, with what its columns mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from io import BytesIO
from typing import Any, Final

from casegraph.ask.table import Cell, Table, library
from casegraph.errors import UsageError
from casegraph.spreadsheet import is_formula

# what a workbook can hold (its specification, "limits")
_MOST_ROWS: Final = 1_048_575
_MOST_CHARACTERS: Final = 32_767
_MOST_EXACT: Final = 2**53
_FIRST_DAY: Final = dt.date(1900, 3, 1)
_CREATED: Final = dt.datetime(2000, 1, 1)


def write_parquet(table: Table) -> bytes:
    """Write a Parquet file; descriptions and units stand in the metadata of its columns.

    Raises:
        CasegraphError: pyarrow is not installed.
    """
    library("pyarrow", "arrow")
    import pyarrow.parquet as parquet

    arrow = table.to_arrow()
    fields = []
    for field in arrow.schema:
        column = table.documentation.get(field.name)
        if column is not None:
            meaning = {"description": column.description, "type": column.type}
            field = field.with_metadata(meaning | ({"unit": column.unit} if column.unit else {}))
        fields.append(field)
    schema = library("pyarrow", "arrow").schema(fields, {"title": table.title})
    out = BytesIO()
    parquet.write_table(arrow.cast(schema), out)
    return out.getvalue()


def write_xlsx(table: Table) -> bytes:
    """Write a workbook of two sheets: the answer as people read it, and what its columns mean.

    A text is never a formula or a link, and one that looks like a formula stays a text when
    somebody edits the cell. Numbers over 2^53 and days before March 1900, which a
    workbook would change, are texts.

    Raises:
        CasegraphError: XlsxWriter is not installed.
        UsageError: a sheet cannot hold so many rows, or a cell so long a text.
    """
    if len(table) > _MOST_ROWS:
        raise UsageError(
            f"a sheet holds {_MOST_ROWS} rows, and the answer has {len(table)}",
            remedy="Use --format parquet or csv.",
        )
    out = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = library("xlsxwriter", "xlsx").Workbook(out, options)
    book.set_properties({"title": table.title, "created": _CREATED})
    head = book.add_format({"bold": True, "bottom": 1})
    forms = {
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "text": book.add_format({"quote_prefix": True}),
    }
    sheet = book.add_worksheet("answer")
    for place, name in enumerate(table.columns):
        sheet.write_string(0, place, name, head)
    for number, (terms, cells) in enumerate(zip(table.terms, table.rows, strict=True), 1):
        for place, (term, cell) in enumerate(zip(terms, cells, strict=True)):
            spot = f"column {table.columns[place]}, row {number}"
            shown = _shown(cell if isinstance(cell, int | float) else None, table.shown(term), spot)
            _write(sheet, number, place, cell, shown, forms)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(table), 1), max(len(table.columns) - 1, 0))
    sheet.autofit(600)
    _meanings(book.add_worksheet("columns"), table, head)
    book.close()
    return out.getvalue()


def _shown(number: float | None, text: str, spot: str) -> str:
    if number is None and len(text) > _MOST_CHARACTERS:
        raise UsageError(
            f"a cell holds {_MOST_CHARACTERS} characters, and this one has {len(text)}",
            where=spot,
            remedy="Use --format parquet or csv.",
        )
    return text


def _write(
    sheet: Any, row: int, place: int, cell: Cell, shown: str, forms: Mapping[str, Any]
) -> None:
    if cell is None:
        return
    if isinstance(cell, bool):
        sheet.write_boolean(row, place, cell)
    elif isinstance(cell, int | float | Decimal) and -_MOST_EXACT <= cell <= _MOST_EXACT:
        sheet.write_number(row, place, float(cell))
    elif isinstance(cell, dt.date) and not isinstance(cell, dt.datetime) and cell >= _FIRST_DAY:
        sheet.write_datetime(row, place, cell, forms["day"])
    else:
        sheet.write_string(row, place, shown, forms["text"] if is_formula(shown) else None)


def _meanings(sheet: Any, table: Table, head: Any) -> None:
    for place, name in enumerate(("column", "type", "unit", "description")):
        sheet.write_string(0, place, name, head)
    for number, name in enumerate(table.columns, 1):
        column = table.documentation.get(name)
        words = (column.type, column.unit, column.description) if column else ("", "", "")
        for place, text in enumerate((name, *words)):
            sheet.write_string(number, place, text)
    sheet.autofit(900)
