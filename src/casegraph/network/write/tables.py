"""A network in, two Parquet tables or one workbook out: native types, and what columns mean."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any, Final

from casegraph.ask.table import library
from casegraph.errors import UsageError
from casegraph.network.column import Column
from casegraph.network.convert import arrow_arrays
from casegraph.network.model import Network
from casegraph.network.write.cells import text_of
from casegraph.network.write.options import Options
from casegraph.spreadsheet import is_formula

_BATCH: Final = 50_000
_MOST_ROWS: Final = 1_048_575
_MOST_CHARACTERS: Final = 32_767
_FIRST_DAY: Final = dt.date(1900, 3, 1)
_CREATED: Final = dt.datetime(2000, 1, 1)


def write_parquet_nodes(network: Network, options: Options) -> Iterator[bytes]:
    """Write the nodes as Parquet, with the datasheet in the metadata."""
    return _parquet(network, "nodes", options)


def write_parquet_edges(network: Network, options: Options) -> Iterator[bytes]:
    """Write the edges as Parquet, with the datasheet in the metadata."""
    return _parquet(network, "edges", options)


def _parquet(network: Network, part: str, options: Options) -> Iterator[bytes]:
    arrow = library("pyarrow", "arrow")
    import pyarrow.parquet as parquet

    number = len(network) if part == "nodes" else network.size
    columns = network.nodes if part == "nodes" else network.edges
    writer = None
    sink = _Pieces()
    for first in range(0, max(number, 1), _BATCH):
        arrays = arrow_arrays(network, part, first, min(first + _BATCH, number))
        fields = [
            arrow.field(name, array.type, metadata=_meaning(columns.get(name)))
            for name, array in arrays.items()
        ]
        about = {"title": options.sheet.title, "datasheet": options.sheet.to_json()}
        schema = arrow.schema(fields, about)
        if writer is None:
            writer = parquet.ParquetWriter(sink, schema)
        writer.write_table(arrow.table(list(arrays.values()), schema=schema))
        yield sink.taken()
    assert writer is not None  # there is one batch at least
    writer.close()
    yield sink.taken()


class _Pieces:
    """A file to write to, of which each piece is taken away at once."""

    closed = False

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._place = 0

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._waiting.append(piece)
        self._place += len(piece)
        return len(piece)

    def tell(self) -> int:
        return self._place

    def flush(self) -> None:
        pass

    def close(self) -> None:
        pass

    def taken(self) -> bytes:
        data = b"".join(self._waiting)
        self._waiting.clear()
        return data


def _meaning(column: Column | None) -> Mapping[str, str] | None:
    return {"description": column.meaning} if column is not None and column.meaning else None


def write_xlsx(network: Network, options: Options) -> Iterator[bytes]:
    """Write a workbook of three sheets: nodes, edges, and the datasheet.

    A text is never a formula or a link; in the safe mode one that looks like a formula is marked
    as a text, and stays one when somebody edits the cell.

    Raises:
        CasegraphError: XlsxWriter is not installed.
        UsageError: a sheet cannot hold so many rows.
    """
    if max(len(network), network.size) > _MOST_ROWS:
        raise UsageError(
            f"a sheet holds {_MOST_ROWS} rows, and the network has more",
            remedy="Use --format parquet or csv.",
        )
    out = BytesIO()
    settings = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = library("xlsxwriter", "xlsx").Workbook(out, settings)
    book.set_properties({"title": options.sheet.title, "created": _CREATED})
    form = {
        "head": book.add_format({"bold": True, "bottom": 1}),
        "day": book.add_format({"num_format": "yyyy-mm-dd"}),
        "text": book.add_format({"quote_prefix": True}) if options.safe else None,
    }
    node_columns = _beside({"id": iter(network.ids)}, network.nodes)
    _sheet(book.add_worksheet("nodes"), node_columns, form)
    ends = {
        name: (network.ids[place] for place in part.tolist())
        for name, part in (("source", network.source), ("target", network.target))
    }
    named = {"id": (f"e{number}" for number in range(1, network.size + 1))}
    edge_columns = _beside(ends | named, network.edges)
    _sheet(book.add_worksheet("edges"), edge_columns, form)
    lines = iter(options.sheet.to_markdown().splitlines())
    _sheet(book.add_worksheet("datasheet"), {"datasheet": lines}, form)
    book.close()
    yield out.getvalue()


def _beside(own: Mapping[str, Any], columns: Mapping[str, Column]) -> dict[str, Any]:
    """Put columns beside those of the table itself; one of such a name gets a line behind it."""
    return {**own} | {f"{n}_" if n in own else n: iter(c) for n, c in columns.items()}


def _sheet(sheet: Any, columns: Mapping[str, Iterator[Any]], form: Mapping[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    for place, name in enumerate(columns):
        sheet.write_string(0, place, name, form["head"])
        sheet.set_column(place, place, 30 if place < 2 else 16)
    for row, cells in enumerate(zip(*columns.values(), strict=True), 1):
        for place, cell in enumerate(cells):
            if cell is None:
                continue
            if isinstance(cell, bool):
                sheet.write_boolean(row, place, cell)
            elif isinstance(cell, int | float):
                sheet.write_number(row, place, cell)
            elif isinstance(cell, dt.date) and cell >= _FIRST_DAY:
                sheet.write_datetime(row, place, cell, form["day"])
            else:
                text = _short(text_of(cell))
                sheet.write_string(row, place, text, form["text"] if is_formula(text) else None)


def _short(text: str) -> str:
    """Cut what a cell cannot hold, and say so in it."""
    mark = " … (cut)"
    return text if len(text) <= _MOST_CHARACTERS else text[: _MOST_CHARACTERS - len(mark)] + mark


def notes_xlsx(network: Network) -> dict[str, int | None]:
    """Count the cells that a workbook changes."""
    cut = early = 0
    for column in (*network.nodes.values(), *network.edges.values()):
        cut += sum(len(text_of(value)) > _MOST_CHARACTERS for value in column.values)
        early += sum(isinstance(v, dt.date) and v < _FIRST_DAY for v in column.values)
    found = {
        "different texts that are longer than a cell may be, cut": cut,
        "different days before March 1900, made text": early,
    }
    return {what: number for what, number in found.items() if number}
