"""A network in, its nodes and edges as tables of HTML out: the twin of the drawing, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from html import escape
from typing import Any, Final

from casegraph.network.column import Column
from casegraph.network.model import Network
from casegraph.network.style import kind_words
from casegraph.network.write.cells import text_of
from casegraph.terms import VOCABULARY

MOST_ROWS: Final = 5000  # of one table
_ENDS: Final = ("source", "target")
_KINDS: Final = ("kind", "side")  # columns that hold short names of classes and concepts


@dataclass(frozen=True)
class Around:
    """Where a page stands: among pages that describe its nodes and edges.

    Attributes:
        home: the address of the page that it belongs to.
        base: the base of the things that are described there.
        documents: the address below which they are.
        ending: the end of the names of these pages, or an empty string.
    """

    home: str
    base: str
    documents: str
    ending: str = ""

    def place(self, iri: str) -> str:
        """Return where a thing is described; another address as it is."""
        inside = iri.removeprefix(self.base)
        if inside == iri:
            return iri
        path, sign, mark = inside.partition("#")
        return f"{self.documents}{path}{self.ending}{sign}{mark}"


@dataclass(frozen=True)
class _Words:
    """What kinds and addresses are called, for people.

    Attributes:
        kinds: the names of classes and concepts, by their short names.
        things: the names of the nodes, by their addresses.
        around: where the page stands.
    """

    kinds: Mapping[str, str]
    things: Mapping[str, str]
    around: Around | None

    def kind(self, short: str) -> str:
        """Name a class or a concept by its short name."""
        return self.kinds.get(short) or kind_words(short)

    def link(self, text: str) -> str:
        """Write a text; an address as a link that is only followed when somebody clicks it."""
        if not text.startswith(("http://", "https://")):
            return escape(text, quote=True)
        place = self.around.place(text) if self.around else text
        start = f'<a href="{escape(place, quote=True)}" rel="noreferrer noopener" target="_blank">'
        return f"{start}{escape(self._shown(text), quote=True)}</a>"

    def _shown(self, iri: str) -> str:
        if iri in self.things:
            return self.things[iri]
        if iri.startswith(VOCABULARY):
            return self.kind(iri.rpartition("/")[2])
        return iri.removeprefix(self.around.base) if self.around else iri


def _words(network: Network, around: Around | None) -> _Words:
    return _Words(network.origin.words, dict(zip(network.ids, network.labels, strict=True)), around)


def node_rows(network: Network, around: Around | None = None) -> str:
    """Write the table of nodes."""
    columns = {n: c for n, c in network.nodes.items() if n != "label" and c.filled}
    words = _words(network, around)
    plain = replace(words, things={})
    rows = []
    for place, iri in enumerate(network.ids):
        head = f'<th scope="row">{escape(network.labels[place])}</th>'
        cells = f"{_cells(columns, place, words)}<td>{plain.link(iri)}</td>"
        rows.append(f'<tr data-node="{place}">{head}{cells}</tr>')
    heads = ["node", *columns, "permalink"]
    return _tables("nodes", heads, rows)


def edge_rows(network: Network, around: Around | None = None) -> str:
    """Write the table of edges, each with what it rests on."""
    columns = {n: c for n, c in network.edges.items() if c.filled}
    words = _words(network, around)
    rows = []
    for place in range(network.size):
        ends = (escape(network.labels[part[place]]) for part in (network.source, network.target))
        head = "".join(f"<td>{text}</td>" for text in ends)
        rows.append(f'<tr data-edge="e{place}">{head}{_cells(columns, place, words)}</tr>')
    return _tables("edges", [*_ENDS, *columns], rows)


def more_of(columns: Mapping[str, Column], place: int) -> dict[str, Any]:
    """Return the cells of a row as JSON can hold them, without those that are empty."""
    found: dict[str, Any] = {}
    for name, column in columns.items():
        value = column[place]
        if value is not None:
            plain = isinstance(value, int | float | bool | tuple)
            found[name] = value if plain else text_of(value)
    return found


def _tables(name: str, heads: list[str], rows: list[str]) -> str:
    """Write all rows: of a long table the first part is open, and each further one folds out."""
    number = len(rows)
    if number <= MOST_ROWS:
        return _table(f"{number} {name}", heads, rows)
    parts = []
    for start in range(0, number, MOST_ROWS):
        part = rows[start : start + MOST_ROWS]
        caption = f"{name} {start + 1} to {start + len(part)} of {number}"
        table = _table(caption, heads, part)
        shown = f'<details class="more"><summary>{caption}</summary>{table}</details>'
        parts.append(shown if start else table)
    return "\n".join(parts)


def _table(caption: str, heads: list[str], rows: list[str]) -> str:
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in heads)
    return (
        f'<div class="scroll" tabindex="0" role="group" aria-label="{escape(caption)}"><table>'
        f"<caption>{escape(caption)}</caption><thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{chr(10).join(rows)}\n</tbody></table></div>"
    )


def _cells(columns: Mapping[str, Column], place: int, words: _Words) -> str:
    cells = []
    for name, column in columns.items():
        value = column[place]
        if value is None:
            cells.append("<td></td>")
        elif name in _KINDS:
            cells.append(f"<td>{escape(words.kind(text_of(value)))}</td>")
        elif isinstance(value, tuple):
            cells.append(f"<td>{'<br>'.join(map(words.link, value))}</td>")
        elif isinstance(value, int | float) and not isinstance(value, bool):
            cells.append(f'<td class="number">{value:g}</td>')
        else:
            cells.append(f"<td>{words.link(text_of(value))}</td>")
    return "".join(cells)
