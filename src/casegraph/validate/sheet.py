"""Rows in, CSV that is safe to open in a spreadsheet out, and back.

No cell is run as a formula (`casegraph.spreadsheet`). Reading takes the guarding apostrophe away.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from casegraph.errors import InputError
from casegraph.spreadsheet import guarded, unguarded

_LONGEST: Final = 10_000  # characters of a first line; a longer one is no heading


def write_sheet(columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> str:
    """Write rows as CSV (RFC 4180) with a header, every cell guarded."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    writer.writerows([guarded(str(row[name])) for name in columns] for row in rows)
    return out.getvalue()


def read_sheet(path: Path, columns: Sequence[str]) -> list[tuple[int, dict[str, str]]]:
    """Read a CSV file that people may have saved in a spreadsheet.

    Commas, semicolons and tabs are read alike; columns may have moved; empty rows do not count.

    Returns:
        Each row with the line that it begins on.

    Raises:
        InputError: the file is missing, no CSV, or has other columns.
    """
    text = read_text(path, "Check its name.")
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    line = 1
    try:
        for cells in reader:
            rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise InputError(
            f"this is no CSV ({error})", path=path, line=line, remedy="Save it as CSV in UTF-8."
        ) from error
    names = [name.strip() for name in rows[0][1]] if rows else []
    if sorted(names) != sorted(columns):
        wrong = [f"no column {name!r}" for name in columns if name not in names]
        wrong += [f"an unknown column {name!r}" for name in names if name not in columns]
        raise InputError(
            f"the table has {', '.join(wrong) or 'a column twice'}",
            path=path,
            line=1,
            remedy=f"Its columns are {', '.join(columns)}.",
        )
    found = []
    for number, cells in rows[1:]:
        if not any(cells):
            continue
        if len(cells) != len(names):
            raise InputError(
                f"the row has {len(cells)} cells, not {len(names)}",
                path=path,
                line=number,
                remedy="Add or take out cells, so that each stands under its heading.",
            )
        found.append((number, dict(zip(names, map(unguarded, cells), strict=True))))
    return found


def begins_with(path: Path, columns: Collection[str]) -> bool:
    """Say whether the first line of a file names these columns, whatever became of the others."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as stream:
            head = stream.readline(_LONGEST)
    except OSError:
        return False
    return set(columns) <= {cell.strip(' "\r\n') for cell in re.split("[,;\t]", head)}


def read_text(path: Path, remedy: str) -> str:
    """Read a UTF-8 file, with a byte order mark or without.

    Args:
        path: the file.
        remedy: what to do where it cannot be read.

    Raises:
        InputError: it cannot be read, or is not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(
            f"the file cannot be read ({error.strerror})", path=path, remedy=remedy
        ) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(
            f"byte 0x{data[error.start]:02x} is not valid UTF-8",
            path=path,
            line=data.count(b"\n", 0, error.start) + 1,
            remedy="Save the file as UTF-8 (in a spreadsheet: 'CSV UTF-8').",
        ) from error
