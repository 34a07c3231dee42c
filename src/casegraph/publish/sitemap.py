"""A graph in, the addresses of its documents out, as search engines read them (sitemaps.org)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from xml.sax.saxutils import escape

from pyoxigraph import NamedNode

from casegraph.opened import CaseGraph
from casegraph.publish.settings import hidden_kinds
from casegraph.terms import KINDS, RDF_TYPE, cg

MOST_ADDRESSES: Final = 50_000
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def things(graph: CaseGraph, without: Iterable[str] = ()) -> list[str]:
    """List the things that have documents, as paths below the base, sorted.

    Args:
        graph: the data.
        without: kinds of things to leave out.
    """
    base = graph.project.base
    kinds = set(KINDS) - set(without)
    stones = {quad.subject for quad in graph.engine.quads(None, RDF_TYPE, cg("Tombstone"))}
    paths = {
        quad.subject.value.removeprefix(base)
        for quad in graph.engine.quads(None, RDF_TYPE)
        if isinstance(quad.subject, NamedNode) and quad.subject not in stones
    }
    return sorted(p for p in paths if p.partition("/")[0] in kinds and "#" not in p and "/" in p)


def tombstones(graph: CaseGraph) -> list[str]:
    """List what was used as an address and names nothing now, as paths below the base, sorted."""
    base = graph.project.base
    subjects = {quad.subject for quad in graph.engine.quads(None, RDF_TYPE, cg("Tombstone"))}
    paths = {s.value.removeprefix(base) for s in subjects if isinstance(s, NamedNode)}
    return sorted(p for p in paths if p.partition("/")[0] in KINDS and "#" not in p)


def write_sitemap(
    graph: CaseGraph, site: str, number: int | None = None, ending: str = ""
) -> str | None:
    """Write the sitemap, or the list of its parts where there are too many addresses for one.

    Args:
        graph: the data; kinds of the setting `noindex` are left out.
        site: the public address of the server.
        number: the part that is wanted, from 1; absent: the whole.
        ending: of the names of pages, where they are files.

    Returns:
        None where there is no such part.
    """
    paths = things(graph, hidden_kinds(graph.project))
    parts = max(1, -(-len(paths) // MOST_ADDRESSES))
    if number is None and parts > 1:
        names = [f"{site}sitemap-{n}.xml" for n in range(1, parts + 1)]
        return _written("sitemapindex", "sitemap", names)
    part = 1 if number is None else number
    if not 1 <= part <= parts:
        return None
    start = (part - 1) * MOST_ADDRESSES
    return _written(
        "urlset", "url", [f"{site}doc/{p}{ending}" for p in paths[start:][:MOST_ADDRESSES]]
    )


def _written(root: str, item: str, addresses: Iterable[str]) -> str:
    lines = [f"<{item}><loc>{escape(address)}</loc></{item}>\n" for address in addresses]
    return f'{_HEAD}<{root} xmlns="{_NAMESPACE}">\n{"".join(lines)}</{root}>\n'
