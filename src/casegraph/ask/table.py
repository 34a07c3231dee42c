"""The rows of an answer, with native types, and their conversions to other libraries."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode

from casegraph.errors import CasegraphError
from casegraph.saved import Column
from casegraph.terms import XSD, Prefixes, Term

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

Cell = str | int | float | bool | Decimal | dt.date | dt.datetime | None
_INTEGERS: Final = {
    XSD + name
    for name in [
        "integer",
        "int",
        "long",
        "short",
        "byte",
        "nonNegativeInteger",
        "positiveInteger",
        "unsignedInt",
        "unsignedLong",
        "negativeInteger",
        "nonPositiveInteger",
    ]
}
# what Python reads more widely than XML Schema 1.1, part 2, section 3.3
_LEXICAL: Final = {
    XSD + "boolean": re.compile(r"true|false|1|0"),
    XSD + "decimal": re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"),
    XSD + "date": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    XSD + "dateTime": re.compile(
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})?"
    ),
    **dict.fromkeys(_INTEGERS, re.compile(r"[+-]?[0-9]+")),
}
_LONG: Final = 2**63


@dataclass(frozen=True)
class Row(Sequence[Cell]):
    """One row: cells by position, by column name, or as attributes."""

    columns: tuple[str, ...]
    cells: tuple[Cell, ...]

    def __len__(self) -> int:
        return len(self.cells)

    def __getitem__(self, key: Any) -> Any:
        if isinstance(key, str):
            try:
                return self.cells[self.columns.index(key)]
            except ValueError as error:
                raise KeyError(key) from error
        return self.cells[key]

    def __getattr__(self, name: str) -> Cell:
        if name.startswith("__") or name not in self.columns:
            raise AttributeError(name)
        return self.cells[self.columns.index(name)]

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells)

    def asdict(self) -> dict[str, Cell]:
        """Return the row as a dictionary."""
        return dict(zip(self.columns, self.cells, strict=True))


@dataclass(frozen=True, repr=False)
class Table:
    """The answer of a SELECT, complete and typed.

    Attributes:
        columns: the names of the columns.
        terms: the RDF terms, a tuple a row; None where a cell is empty.
        prefixes: how IRIs are written for people.
        labels: labels of IRIs in the answer, by IRI, for display.
        documentation: what a saved query's header says of its columns, by name.
        title: what was asked.
        given: the parameters with which a saved query was asked.
    """

    columns: tuple[str, ...]
    terms: tuple[tuple[Term | None, ...], ...]
    prefixes: Prefixes
    labels: dict[str, str]
    documentation: Mapping[str, Column] = field(default_factory=dict)
    title: str = ""
    given: frozenset[str] = frozenset()

    def readable(self) -> Table:
        """Return the table for people.

        Left out are details, columns that a given parameter fixes, and columns without any value.
        """
        kept = [
            place
            for place, name in enumerate(self.columns)
            if not self._beside_the_point(name)
            and (not self.terms or any(_says_something(row[place]) for row in self.terms))
        ]
        rows = tuple(tuple(row[i] for i in kept) for row in self.terms)
        names = tuple(self.columns[i] for i in kept)
        return replace(self, columns=names, terms=rows)

    def _beside_the_point(self, name: str) -> bool:
        column = self.documentation.get(name)
        return column is not None and (column.detail or column.unless in self.given)

    @classmethod
    def of(
        cls, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], prefixes: Prefixes
    ) -> Table:
        """Make a table of plain texts."""
        return cls(columns, tuple(tuple(map(Literal, row)) for row in rows), prefixes, {})

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The rows with native values: numbers, dates, booleans, texts, None."""
        return tuple(Row(self.columns, tuple(map(native, row))) for row in self.terms)

    def __repr__(self) -> str:
        return f"<Table of {len(self.terms)} rows: {', '.join(self.columns)}>"

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __getitem__(self, index: int) -> Row:
        return self.rows[index]

    def column(self, name: str) -> list[Cell]:
        """Return one column.

        Raises:
            KeyError: there is no such column.
        """
        if name not in self.columns:
            raise KeyError(name)
        place = self.columns.index(name)
        return [native(row[place]) for row in self.terms]

    def shown(self, term: Term | None) -> str:
        """Write one cell for people: a label where there is one, else a short name or the text."""
        if term is None:
            return ""
        if isinstance(term, NamedNode):
            return self.labels.get(term.value) or self.prefixes.shorten(term.value)
        return term.value if isinstance(term, Literal) else str(term)

    def to_arrow(self) -> pyarrow.Table:
        """Convert to an Arrow table with one native type a column and real nulls.

        A column without any value has the type that its question says, so that answers fit.

        Raises:
            CasegraphError: pyarrow is not installed.
        """
        arrow = library("pyarrow", "arrow")
        columns = {}
        for name in self.columns:
            cells = _one_type(self.column(name))
            kind = self._said_type(arrow, name) if all(cell is None for cell in cells) else None
            columns[name] = arrow.array(cells, type=kind)
        return arrow.table(columns)

    def _said_type(self, arrow: Any, name: str) -> Any:
        said = self.documentation.get(name)
        if said is None or said.type == "decimal":  # whose precision is that of its values
            return arrow.null()
        kinds = {"integer": arrow.int64(), "boolean": arrow.bool_(), "date": arrow.date32()}
        return kinds.get(said.type, arrow.string())

    def to_pandas(self) -> pandas.DataFrame:
        """Convert to a pandas frame: nullable integers, dates, missing values as NA.

        Raises:
            CasegraphError: pandas or pyarrow is not installed.
        """
        frame = library("pandas", "pandas")
        return self.to_arrow().to_pandas(types_mapper=frame.ArrowDtype)

    def to_polars(self) -> polars.DataFrame:
        """Convert to a polars frame.

        Raises:
            CasegraphError: polars or pyarrow is not installed.
        """
        result: polars.DataFrame = library("polars", "polars").from_arrow(self.to_arrow())
        return result

    def _repr_html_(self) -> str:
        """Show the table in a notebook; every text is escaped."""
        head = "".join(f"<th>{html.escape(name)}</th>" for name in self.columns)
        body = "".join(
            "<tr>" + "".join(f"<td>{html.escape(self.shown(t))}</td>" for t in row) + "</tr>"
            for row in self.terms
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _says_something(term: Term | None) -> bool:
    return term is not None and not (isinstance(term, Literal) and not term.value)


def native(term: Term | None) -> Cell:
    """Turn an RDF term into the Python value of its datatype; what has none stays a text."""
    if term is None:
        return None
    if not isinstance(term, Literal):
        return term.value if isinstance(term, NamedNode) else str(term)
    kind = term.datatype.value
    text = term.value
    if kind in _LEXICAL and not _LEXICAL[kind].fullmatch(text):
        return text
    try:
        if kind in _INTEGERS:
            return int(text)
        if kind == XSD + "decimal":
            return Decimal(text)
        if kind in (XSD + "double", XSD + "float"):
            return float(text)
        if kind == XSD + "boolean":
            return text in ("true", "1")  # the lexical space was checked
        if kind == XSD + "date":
            return dt.date.fromisoformat(text)
        if kind == XSD + "dateTime":
            return dt.datetime.fromisoformat(text)
    except (ValueError, InvalidOperation):
        return text
    return text


def _one_type(cells: list[Cell]) -> list[Any]:
    """Give a column one type: numbers meet as decimals, everything else that is mixed as text."""
    # an Arrow integer has 64 bits; times with and without a zone have no order in common
    zones = {cell.tzinfo is None for cell in cells if isinstance(cell, dt.datetime)}
    if len(zones) > 1 or any(isinstance(cell, int) and abs(cell) >= _LONG for cell in cells):
        return [None if cell is None else str(cell) for cell in cells]
    kinds = {type(cell) for cell in cells if cell is not None}
    if len(kinds) <= 1:
        return cells
    if kinds <= {int, Decimal}:
        return [None if cell is None else Decimal(str(cell)) for cell in cells]
    if kinds <= {int, float, Decimal}:
        return [None if cell is None else float(str(cell)) for cell in cells]
    return [None if cell is None else str(cell) for cell in cells]


def library(name: str, extra: str) -> Any:
    """Import a library that only some formats need.

    Raises:
        CasegraphError: it is not installed; the error names the extra.
    """
    try:
        return __import__(name)
    except ImportError as error:
        raise CasegraphError(
            f"{name} is not installed", remedy=f"Install it with: pip install 'casegraph[{extra}]'."
        ) from error
