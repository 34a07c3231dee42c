"""Quads in, one of six forms of RDF out: the same quads, the same bytes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from pyoxigraph import Quad

from casegraph.export import export
from casegraph.terms import Prefixes

# form → its media type (IANA)
MEDIA_TYPES: Final = {
    "nq": "application/n-quads",
    "trig": "application/trig",
    "nt": "application/n-triples",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}
_EXPORTS: Final = {
    "ttl": "turtle",
    "jsonld": "jsonld",
    "rdf": "rdfxml",
    "trig": "trig",
    "nq": "nquads",
}


def write_rdf(
    quads: Iterable[Quad],
    form: str,
    prefixes: Prefixes,
    context: Mapping[str, Any] | None = None,
) -> bytes:
    """Write quads.

    Args:
        quads: the quads; graph names stand in `trig` and `nq` only.
        form: `ttl`, `nt`, `jsonld`, `rdf`, `trig` or `nq`.
        prefixes: the project's.
        context: of JSON-LD; casegraph's own if absent.

    Raises:
        CasegraphError: the form cannot hold a triple, which is named.
    """
    listed = sorted(set(quads), key=str)
    if form == "nt":
        return "".join(sorted({f"{quad.triple} .\n" for quad in listed})).encode("utf-8")
    if form == "nq":
        return "".join(f"{quad} .\n" for quad in listed).encode("utf-8")
    return export(listed, _EXPORTS[form], prefixes, context).encode("utf-8")
