"""A generation's quads in, one of five RDF formats out, in a stable order."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Literal

from pyoxigraph import Quad, RdfFormat, serialize
from rdflib import Graph

from casegraph.errors import UsageError, nearest
from casegraph.project import Project, resources
from casegraph.terms import Prefixes
from casegraph.turtle import write
from casegraph.validate.shacl import to_rdflib

FORMATS: Final = ("turtle", "trig", "nquads", "jsonld", "rdfxml")
Part = Literal["stated", "derived", "ontology"]
PARTS: Final[tuple[Part, ...]] = ("stated", "derived", "ontology")
_RDF_XML_NO: Final = "a property without a local name cannot be an XML element"


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


def export(quads: list[Quad], name: str, prefixes: Prefixes) -> str:
    """Write quads in a format.

    Args:
        quads: sorted quads; `turtle`, `jsonld` and `rdfxml` leave graph names out.
        name: one of `FORMATS`.
        prefixes: the project's.

    Raises:
        UsageError: the format is unknown.
    """
    match name:
        case "turtle":
            return write(quads, prefixes)
        case "trig":
            return _trig(quads, prefixes)
        case "nquads":
            return "".join(f"{quad} .\n" for quad in quads)
        case "jsonld":
            return _json_ld(quads)
        case "rdfxml":
            return _rdf_xml(quads, prefixes)
    raise UsageError(f"there is no format {name!r}", remedy=nearest(name, FORMATS))


def _trig(quads: list[Quad], prefixes: Prefixes) -> str:
    """One block a named graph, each in canonical Turtle under the prefixes of all."""
    declared: set[str] = set()
    blocks = []
    for graph, group in groupby(sorted(quads, key=_by_graph), key=lambda q: q.graph_name):
        head, body = _split_prefixes(write(group, prefixes))
        clash = {line.split()[1] for line in declared} & {
            line.split()[1] for line in head - declared
        }
        if clash:  # two graphs use one prefix for two namespaces: the later one writes IRIs in full
            raise UsageError(f"the prefix {min(clash)} stands for two namespaces")
        declared |= head
        indented = "".join(f"    {line}" if line.strip() else line for line in body)
        blocks.append(f"{graph} {{\n{indented}}}\n")
    return "\n".join(["".join(sorted(declared)), *blocks]) if declared else "\n".join(blocks)


def _by_graph(quad: Quad) -> str:
    return str(quad.graph_name)


def _split_prefixes(text: str) -> tuple[set[str], list[str]]:
    lines = text.splitlines(keepends=True)
    head = {line for line in lines if line.startswith("@prefix ")}
    body = [line for line in lines if not line.startswith("@prefix ")]
    return head, body[1:] if head and body and not body[0].strip() else body


def _rdf_xml(quads: list[Quad], prefixes: Prefixes) -> str:
    triples = sorted({quad.triple for quad in quads}, key=str)
    text = serialize(triples, format=RdfFormat.RDF_XML, prefixes=prefixes.namespaces)
    return (text or b"").decode("utf-8") + "\n"


def context() -> dict[str, Any]:
    """Read casegraph's JSON-LD context."""
    path: Path = resources() / "ontology" / "context.jsonld"
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    found: dict[str, Any] = document["@context"]
    return found


def _json_ld(quads: list[Quad]) -> str:
    """Compact JSON-LD with casegraph's context inside: nothing has to be fetched to read it."""
    graph = Graph()
    for quad in quads:
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    table = context()
    document = json.loads(graph.serialize(format="json-ld", context=table, auto_compact=False))
    return json.dumps(_ordered(document), ensure_ascii=False, indent=2) + "\n"


def _ordered(item: Any, *, inside_context: bool = False) -> Any:
    """Sort keys, and the values of properties, which have no order in RDF."""
    if isinstance(item, dict):
        keys = sorted(item, key=lambda key: (not key.startswith("@"), key))
        return {
            key: _ordered(item[key], inside_context=inside_context or key == "@context")
            for key in keys
        }
    if isinstance(item, list):
        values = [_ordered(value, inside_context=inside_context) for value in item]
        if inside_context:
            return values
        return sorted(values, key=lambda v: json.dumps(v, ensure_ascii=False, sort_keys=True))
    return item
