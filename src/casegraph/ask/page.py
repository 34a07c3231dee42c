"""A table in, an HTML page or a CSVW description of it out; every text is escaped."""

from __future__ import annotations

import html
import json
from typing import Any, Final

from casegraph.ask.harmless import count_guarded
from casegraph.ask.table import Table

_STYLE: Final = (
    "body{font:1rem/1.5 system-ui,sans-serif;margin:2rem;color:#1a1a1a;background:#fff}"
    "table{border-collapse:collapse}caption{text-align:left;font-weight:bold;padding:.5rem 0}"
    "th,td{border-bottom:1px solid #bbb;padding:.3rem .7rem;text-align:left;vertical-align:top}"
    "td.number{text-align:right;font-variant-numeric:tabular-nums}"
    "@media(prefers-color-scheme:dark){body{color:#eee;background:#161616}th,td{border-color:#555}}"
)
# SPARQL type of a column in a header → datatype of CSVW (Metadata Vocabulary, section 5.11)
_CSVW_TYPES: Final = {
    "iri": "anyURI",
    "concept": "anyURI",
    "integer": "integer",
    "decimal": "decimal",
    "boolean": "boolean",
    "date": "date",
    "iris": "anyURI",
}


_GUARDED: Final = (
    "A text that a spreadsheet would run as a formula begins with an apostrophe, which is not part "
    "of it."
)


def write_html(table: Table) -> str:
    """Write a whole page that needs no other file: the table, and what its columns mean."""
    title = html.escape(table.title or "Answer")
    head = "".join(f'<th scope="col">{html.escape(name)}</th>' for name in table.columns)
    numeric = [
        all(isinstance(row[place], int | float) or row[place] is None for row in table.rows)
        for place in range(len(table.columns))
    ]
    body = []
    for row in table.terms:
        cells = [
            f"<td{' class=number' if number else ''}>{html.escape(table.shown(term))}</td>"
            for term, number in zip(row, numeric, strict=True)
        ]
        body.append("<tr>" + "".join(cells) + "</tr>")
    meanings = [
        f"<dt>{html.escape(name)}</dt><dd>{html.escape(column.description)}"
        f"{f' ({html.escape(column.unit)})' if column.unit else ''}</dd>"
        for name in table.columns
        if (column := table.documentation.get(name))
    ]
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>{_STYLE}</style></head><body>",
        f"<table><caption>{title}</caption>",
        f"<thead><tr>{head}</tr></thead>",
        "<tbody>",
        *body,
        "</tbody></table>",
        *([f"<h2>Columns</h2><dl>{''.join(meanings)}</dl>"] if meanings else []),
        "</body></html>",
    ]
    return "\n".join(lines) + "\n"


def write_csvw(table: Table, url: str, *, safe: bool = False) -> str:
    """Describe a CSV file of the table (CSV on the Web, Metadata Vocabulary, section 5).

    Args:
        table: the table that the file holds.
        url: the name of the file, beside which the description lies.
        safe: whether its texts are kept from being formulas, which the description then says.
    """
    guarded = count_guarded(table) if safe else 0
    columns: list[dict[str, Any]] = []
    for name in table.columns:
        entry: dict[str, Any] = {"name": name, "titles": name}
        if column := table.documentation.get(name):
            entry["dc:description"] = column.description
            entry["datatype"] = _CSVW_TYPES.get(column.type, "string")
            if column.type == "iris":
                entry["separator"] = " "
            if column.unit:
                entry["schema:unitText"] = column.unit
        columns.append(entry)
    document = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        **({"dc:title": table.title} if table.title else {}),
        **({"dc:description": _GUARDED} if guarded else {}),
        "dialect": {"header": True, "lineTerminators": ["\r\n", "\n"]},
        "tableSchema": {"columns": columns},
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
