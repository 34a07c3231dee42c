"""All formats by name: their files, what writes each, and what they cannot hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from casegraph.errors import UsageError, nearest
from casegraph.network.datasheet import datasheet
from casegraph.network.model import Network
from casegraph.network.write import csvw, cx2, gephi_csv, gexf, graphml, json_graph, plain, tables
from casegraph.network.write.options import Options

Writer = Callable[[Network, Options], Iterator[str] | Iterator[bytes]]
Notes = Callable[[Network, bool], Mapping[str, int | None]]
SHEET: Final = ".datasheet.md"


@dataclass(frozen=True)
class Format:
    """One format.

    Attributes:
        name: its name.
        summary: what reads it, and what it keeps.
        files: what writes each of its files, by the ending of the file's name.
        losses: what it cannot hold, in words.
        notes: counts what it changes in a network.
        beside: what writes descriptions of these files, to lie beside them.
    """

    name: str
    summary: str
    files: Mapping[str, Writer]
    losses: tuple[str, ...] = ()
    notes: Notes = lambda _network, _safe: {}
    beside: Mapping[str, Writer] = field(default_factory=dict)


_LISTS: Final = "lists are texts with spaces between, or semicolons where an item has a space"
FORMATS: Final[Mapping[str, Format]] = {
    entry.name: entry
    for entry in (
        Format(
            "gexf",
            "GEXF 1.3, for Gephi: types, intervals, kinds, places, colours.",
            {".gexf": gexf.write},
            (_LISTS, "dates other than the interval are texts in ISO form"),
            lambda network, _safe: gexf.notes(network),
        ),
        Format(
            "graphml",
            "GraphML, for networkx, igraph, Gephi, Cytoscape, yEd: types.",
            {".graphml": graphml.write},
            (_LISTS, "dates are texts in ISO form"),
        ),
        Format(
            "cx2",
            "CX2, for Cytoscape and NDEx: types, lists, places, a visual style.",
            {".cx2": cx2.write},
            ("dates are texts in ISO form", "the kind of an edge is called interaction"),
        ),
        Format(
            "cytoscape",
            "JSON for Cytoscape.js: types, lists, places.",
            {".cyjs": json_graph.write_cytoscape},
            ("dates are texts in ISO form",),
        ),
        Format(
            "node-link",
            "JSON in the node-link form, for networkx and D3: types, lists.",
            {".json": json_graph.write_node_link},
            ("dates are texts in ISO form",),
        ),
        Format(
            "csv",
            "A pair of tables for Gephi's data laboratory and spreadsheets, described beside.",
            {".nodes.csv": gephi_csv.write_nodes, ".edges.csv": gephi_csv.write_edges},
            (_LISTS, "types and the datasheet stand beside the tables, in CSV on the Web"),
            gephi_csv.notes,
            {
                f".nodes.csv{csvw.ENDING}": csvw.describe_nodes,
                f".edges.csv{csvw.ENDING}": csvw.describe_edges,
            },
        ),
        Format(
            "pajek",
            "Pajek .net: labels and weights, and the two sides of a two-mode network.",
            {".net": plain.write_pajek},
            ("columns other than label and weight", "quotation marks in labels are apostrophes"),
            lambda network, _safe: plain.notes_pajek(network),
        ),
        Format(
            "dot",
            "The language of Graphviz: labels, shapes, colours.",
            {".dot": plain.write_dot},
            (_LISTS, "types are not kept"),
        ),
        Format(
            "parquet",
            "A pair of Parquet tables, for pandas, polars, DuckDB, R: types, lists, dates.",
            {
                ".nodes.parquet": tables.write_parquet_nodes,
                ".edges.parquet": tables.write_parquet_edges,
            },
        ),
        Format(
            "xlsx",
            "A workbook with sheets for nodes, edges and the datasheet.",
            {".xlsx": tables.write_xlsx},
            (_LISTS,),
            lambda network, _safe: tables.notes_xlsx(network),
        ),
    )
}


def format_of(name: str) -> Format:
    """Return the format of a name.

    Raises:
        UsageError: there is none.
    """
    if name not in FORMATS:
        raise UsageError(f"there is no format {name!r}", remedy=nearest(name, FORMATS))
    return FORMATS[name]


def write_files(
    network: Network, name: str, *, safe: bool = True, stem: str = ""
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """Write a network in a format.

    Args:
        network: the network.
        name: the format's name.
        safe: whether cells for spreadsheets are kept from being formulas.
        stem: the names of the files but for their endings; the network's name if absent.

    Yields:
        For each file the ending of its name, and its bytes piece by piece. The last file is the
        datasheet, in Markdown; before it come descriptions of the files, where a format has them.

    Raises:
        UsageError: there is no such format, or it cannot hold the network.
        CasegraphError: a library that it needs is not installed.
    """
    chosen = format_of(name)
    notes = dict.fromkeys(chosen.losses) | dict(chosen.notes(network, safe))
    sheet = replace(datasheet(network), format=name, notes=notes)
    options = Options(sheet, safe, stem or network.name)
    for ending, writer in (*chosen.files.items(), *chosen.beside.items()):
        yield ending, _encoded(writer(network, options))
    yield SHEET, iter([sheet.to_markdown().encode("utf-8")])


def _encoded(pieces: Iterator[str] | Iterator[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield piece.encode("utf-8") if isinstance(piece, str) else piece
