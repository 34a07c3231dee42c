"""A generation's quads in, one of five RDF formats out, in a stable order."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final, Literal
from xml.parsers import expat

from pyoxigraph import Literal as RdfLiteral
from pyoxigraph import Quad, RdfFormat, Triple, serialize

from casegraph.bridge import to_graph
from casegraph.errors import CasegraphError, UsageError, nearest
from casegraph.project import Project, resources
from casegraph.terms import Prefixes
from casegraph.turtle import write, write_trig

FORMATS: Final = ("turtle", "trig", "nquads", "jsonld", "rdfxml")
Part = Literal["stated", "derived", "ontology"]
PARTS: Final[tuple[Part, ...]] = ("stated", "derived", "ontology")
# XML 1.0, 2.2: what stands in no document, not even as a character reference
_NO_XML: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ELEMENT: Final = re.compile(r"[^\W\d][\w.\-\u00b7]*$")
_OTHER_FORMAT: Final = "Choose another format, such as turtle."


def select_parts(quads: Iterable[Quad], project: Project, parts: Iterable[Part]) -> list[Quad]:
    """Keep the quads of some parts of a generation, sorted.

    Args:
        quads: all quads of a generation.
        project: whose base tells the parts apart.
        parts: any of `PARTS`.
    """
    wanted = set(parts)
    data = f"<{project.base}graph/"
    derived = f"{data}derived/"

    def part(quad: Quad) -> Part:
        graph = str(quad.graph_name)
        if graph.startswith(derived):
            return "derived"
        return "stated" if graph.startswith(data) else "ontology"

    return sorted((quad for quad in quads if part(quad) in wanted), key=str)


def export(
    quads: list[Quad], name: str, prefixes: Prefixes, table: Mapping[str, Any] | None = None
) -> str:
    """Write quads in a format.

    Args:
        quads: sorted quads; `turtle`, `jsonld` and `rdfxml` leave graph names out.
        name: one of `FORMATS`.
        prefixes: the project's.
        table: the context of JSON-LD; casegraph's own if absent.

    Raises:
        UsageError: the format is unknown.
        CasegraphError: the format cannot hold a triple, which is named.
    """
    match name:
        case "turtle":
            return write(quads, prefixes)
        case "trig":
            return write_trig(quads, prefixes)
        case "nquads":
            return "".join(f"{quad} .\n" for quad in quads)
        case "jsonld":
            return _json_ld(quads, table or context())
        case "rdfxml":
            return _rdf_xml(quads, prefixes)
    raise UsageError(f"there is no format {name!r}", remedy=nearest(name, FORMATS))


def _rdf_xml(quads: list[Quad], prefixes: Prefixes) -> str:
    triples = sorted({quad.triple for quad in quads}, key=str)
    for triple in triples:
        refuse_for_xml(triple, prefixes)
    data = serialize(triples, format=RdfFormat.RDF_XML, prefixes=prefixes.namespaces) or b""
    # a reader of XML takes a bare carriage return for a newline (XML 1.0, 2.11)
    text = data.decode("utf-8").replace("\r", "&#13;") + "\n"
    try:
        expat.ParserCreate("utf-8", " ").Parse(text, True)
    except expat.ExpatError as error:
        raise CasegraphError(
            f"the graph cannot be written as RDF/XML ({expat.ErrorString(error.code)})",
            remedy=_OTHER_FORMAT,
        ) from error
    return text


def refuse_for_xml(triple: Triple, prefixes: Prefixes) -> None:
    """Refuse a triple that RDF/XML cannot hold.

    Raises:
        CasegraphError: its property ends in no name, or its text holds a character of no XML.
    """
    value = triple.object
    subject = str(triple.subject).strip("<>")
    if isinstance(value, RdfLiteral) and (sign := _NO_XML.search(value.value)):
        raise CasegraphError(
            f"the text of {prefixes.shorten(triple.predicate.value)} holds the character "
            f"U+{ord(sign[0]):04X}, which no XML can hold",
            where=prefixes.shorten(subject),
            remedy=f"Remove it from the text. {_OTHER_FORMAT}",
        )
    if not _ELEMENT.search(triple.predicate.value):
        raise CasegraphError(
            f"the property {triple.predicate} ends in no name for an XML element",
            where=prefixes.shorten(subject),
            remedy=_OTHER_FORMAT,
        )


def context() -> dict[str, Any]:
    """Read casegraph's JSON-LD context."""
    path: Path = resources() / "ontology" / "context.jsonld"
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    found: dict[str, Any] = document["@context"]
    return found


def _json_ld(quads: list[Quad], table: Mapping[str, Any]) -> str:
    """Compact JSON-LD with its context inside: nothing has to be fetched to read it."""
    document = json.loads(
        to_graph(quads).serialize(format="json-ld", context=dict(table), auto_compact=False)
    )
    return json.dumps(_ordered(document), ensure_ascii=False, indent=2) + "\n"


def _ordered(item: Any, *, kept: bool = False, listed: bool = False) -> Any:
    """Sort keys, and the values of properties, which have no order in RDF; a list keeps its own."""
    if isinstance(item, dict):
        keys = sorted(item, key=lambda key: (not key.startswith("@"), key))
        return {
            key: _ordered(item[key], kept=kept or key == "@context", listed=key == "@list")
            for key in keys
        }
    if isinstance(item, list):
        values = [_ordered(value, kept=kept) for value in item]
        if kept or listed:
            return values
        return sorted(values, key=lambda v: json.dumps(v, ensure_ascii=False, sort_keys=True))
    return item
