"""The triples of a graph in, what they say by value out: a count and a digest.

Engines store literals by their value and give them back in a spelling of their own, so texts are
not compared. The embedded engine's spelling is taken for all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, Store, Triple


@dataclass(frozen=True)
class Content:
    """What a graph says.

    Attributes:
        triples: how many triples it has, by value.
        digest: the SHA-256 of their sorted lines; blank nodes are named by RDFC-1.0.
    """

    triples: int
    digest: str


def content_of(triples: Iterable[Triple]) -> Content:
    """Count and hash the triples of one graph, whatever their order and spelling."""
    store = Store()
    store.extend([Quad(t.subject, t.predicate, t.object) for t in triples])
    quads = list(store)
    if any(isinstance(term, BlankNode) for quad in quads for term in (quad.subject, quad.object)):
        named = Dataset(quads)
        named.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
        quads = list(named)
    lines = sorted(f"{quad.triple} .\n" for quad in quads)
    return Content(len(lines), hashlib.sha256("".join(lines).encode("utf-8")).hexdigest())
