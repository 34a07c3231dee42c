"""An answer in, its text in one of the formats out.

`table` and `md` are for people and show labels; the others carry RDF terms or plain values.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final
from xml.etree import ElementTree

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from casegraph.ask.answer import Answer, Graph
from casegraph.ask.binary import write_parquet, write_xlsx
from casegraph.ask.harmless import CELLS, harmless
from casegraph.ask.page import write_html
from casegraph.ask.table import Table, native
from casegraph.errors import UsageError, nearest
from casegraph.terms import RDF_TYPE, XSD, Term
from casegraph.turtle import write

# what a reader of Markdown would take for a cell's end, a tag, a link, an image or an entity
_MARKUP: Final = re.compile(r"[\\|\[\]<`]|&(?=#?\w+;)")
_RESULTS: Final = "http://www.w3.org/2005/sparql-results#"
_TABLES_ONLY: Final = ("html", "parquet", "xlsx")
_RESULT_SET: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def write_answer(answer: Answer, name: str, *, safe: bool = False) -> str | bytes:
    """Write an answer in a format.

    Args:
        answer: a table, triples, or a truth value.
        name: one of `FORMATS`. Triples are written as Turtle only.
        safe: whether texts in CSV and TSV are kept from being formulas; in a workbook they are.

    Returns:
        Bytes for `parquet` and `xlsx`, a text for all others.

    Raises:
        UsageError: the format is unknown, or cannot hold this kind of answer.
    """
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}", remedy=nearest(name, FORMATS))
    if isinstance(answer, Table):
        return FORMATS[name](harmless(answer) if safe and name in CELLS else answer)
    if isinstance(answer, Graph):
        if name not in ("table", "ttl"):
            raise UsageError(f"triples cannot be written as {name}", remedy="Use --format ttl.")
        return write(answer.quads, answer.prefixes)
    if name in _TABLES_ONLY:
        raise UsageError(f"a truth value cannot be written as {name}", remedy="Use --format json.")
    if name == "json":
        return json.dumps({"head": {}, "boolean": answer}) + "\n"
    if name == "xml":
        root = ElementTree.Element("sparql", xmlns=_RESULTS)
        ElementTree.SubElement(root, "head")
        ElementTree.SubElement(root, "boolean").text = str(answer).lower()
        return _xml(root)
    return f"{str(answer).lower()}\n"


def _table(table: Table) -> str:
    """Align the columns of plain text; numbers to the right."""
    cells = [[_one_line(table.shown(term)) for term in row] for row in table.terms]
    widths = [max(map(len, column)) for column in zip(table.columns, *cells, strict=True)]
    numeric = [all(_is_number(row[i]) for row in table.terms) for i in range(len(table.columns))]

    def line(values: list[str]) -> str:
        parts = [
            value.rjust(width) if right else value.ljust(width)
            for value, width, right in zip(values, widths, numeric, strict=True)
        ]
        return "  ".join(parts).rstrip() + "\n"

    rule = line(["-" * width for width in widths])
    count = f"({len(cells)} row{'' if len(cells) == 1 else 's'})\n"
    return line(list(table.columns)) + rule + "".join(map(line, cells)) + count


def _is_number(term: Term | None) -> bool:
    return isinstance(term, Literal) and isinstance(native(term), int | float | Decimal)


def _one_line(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _plain_sign(sign: re.Match[str]) -> str:
    return {"<": "&lt;", "&": "&amp;"}.get(sign[0], f"\\{sign[0]}")


def _markdown(table: Table) -> str:
    def line(values: list[str]) -> str:
        safe = (_MARKUP.sub(_plain_sign, _one_line(v)) for v in values)
        return "| " + " | ".join(safe) + " |\n"

    rows = [[table.shown(term) for term in row] for row in table.terms]
    return line(list(table.columns)) + "|" + " --- |" * len(table.columns) + "\n" + "".join(
        map(line, rows)
    )  # fmt: skip


def _csv(table: Table) -> str:
    """SPARQL 1.1 Query Results CSV: values without types, IRIs without brackets."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(table.columns)
    writer.writerows([[_value(term) for term in row] for row in table.terms])
    return out.getvalue()


def _tsv(table: Table) -> str:
    """SPARQL 1.1 Query Results TSV: terms as Turtle writes them."""
    lines = ["\t".join(f"?{name}" for name in table.columns)]
    for row in table.terms:
        cells = ("" if term is None else str(term) for term in row)
        lines.append("\t".join(cell.replace("\t", "\\t") for cell in cells))
    return "\n".join(lines) + "\n"


def _json(table: Table) -> str:
    """SPARQL 1.1 Query Results JSON."""
    bindings = [
        {name: _binding(t) for name, t in zip(table.columns, row, strict=True) if t is not None}
        for row in table.terms
    ]
    document = {"head": {"vars": list(table.columns)}, "results": {"bindings": bindings}}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _binding(term: Term) -> dict[str, Any]:
    if isinstance(term, NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, BlankNode):
        return {"type": "bnode", "value": term.value}
    if not isinstance(term, Literal):
        raise UsageError("a triple about a triple cannot be written as a cell")
    entry = {"type": "literal", "value": term.value}
    if term.language:
        return entry | {"xml:lang": term.language}
    plain = term.datatype.value == XSD + "string"
    return entry if plain else entry | {"datatype": term.datatype.value}


def _sparql_xml(table: Table) -> str:
    """SPARQL Query Results XML; what XML cannot hold is replaced by U+FFFD."""
    root = ElementTree.Element("sparql", xmlns=_RESULTS)
    head = ElementTree.SubElement(root, "head")
    for name in table.columns:
        ElementTree.SubElement(head, "variable", name=name)
    results = ElementTree.SubElement(root, "results")
    tags = {"uri": "uri", "bnode": "bnode", "literal": "literal"}
    for row in table.terms:
        result = ElementTree.SubElement(results, "result")
        for name, term in zip(table.columns, row, strict=True):
            if term is None:
                continue
            entry = _binding(term)
            cell = ElementTree.SubElement(result, "binding", name=name)
            inner = ElementTree.SubElement(cell, tags[entry.pop("type")])
            inner.text = "".join(map(_xml_character, entry.pop("value")))
            inner.attrib.update(entry)
    return _xml(root)


def _xml(root: ElementTree.Element) -> str:
    ElementTree.indent(root)
    return '<?xml version="1.0"?>\n' + ElementTree.tostring(root, "unicode") + "\n"


def _xml_character(character: str) -> str:
    code = ord(character)
    allowed = character in "\t\n\r" or 0x20 <= code <= 0xD7FF or 0xE000 <= code <= 0xFFFD
    return character if allowed or code >= 0x10000 else "\ufffd"


def _turtle(table: Table) -> str:
    """The result-set vocabulary of the W3C's tests, in canonical Turtle."""

    def rs(name: str) -> NamedNode:
        return NamedNode(_RESULT_SET + name)

    quads = [Quad(BlankNode("set"), RDF_TYPE, rs("ResultSet"))]
    quads += [Quad(BlankNode("set"), rs("resultVariable"), Literal(n)) for n in table.columns]
    for number, row in enumerate(table.terms):
        solution = BlankNode(f"s{number}")
        index = Literal(str(number + 1), datatype=NamedNode(XSD + "integer"))
        quads += [
            Quad(BlankNode("set"), rs("solution"), solution),
            Quad(solution, rs("index"), index),
        ]
        for name, term in zip(table.columns, row, strict=True):
            if term is not None:
                binding = BlankNode(f"s{number}-{name}")
                quads.append(Quad(solution, rs("binding"), binding))
                quads.append(Quad(binding, rs("variable"), Literal(name)))
                quads.append(Quad(binding, rs("value"), term))
    return write(quads, table.prefixes)


def _value(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


FORMATS: Final[dict[str, Callable[[Table], str | bytes]]] = {
    "table": _table,
    "csv": _csv,
    "tsv": _tsv,
    "json": _json,
    "xml": _sparql_xml,
    "md": _markdown,
    "html": write_html,
    "ttl": _turtle,
    "parquet": write_parquet,
    "xlsx": write_xlsx,
}
