"""A document in, any form of it but a page out: RDF by a profile, JSON, a citation."""

from __future__ import annotations

from typing import Final

from casegraph.cite import FILES as CITED
from casegraph.cite import cite_document
from casegraph.opened import CaseGraph
from casegraph.publish.document import Document
from casegraph.publish.profile import Profile, profiled
from casegraph.publish.rdf import MEDIA_TYPES, write_rdf
from casegraph.publish.told import write_json

# all but pages
FORMS: Final = (*MEDIA_TYPES, "json", *CITED)
_DIGITS: Final = 12


def write_described(
    graph: CaseGraph, found: Document, form: str, profile: Profile, url: str
) -> bytes:
    """Write a document.

    Args:
        graph: the data.
        found: the document.
        form: one of `FORMS`.
        profile: what of it, as RDF, and in which terms.
        url: its public address.

    Raises:
        CasegraphError: the form cannot hold a triple, which is named.
    """
    version = graph.generation.digest[:_DIGITS]
    if form == "json":
        return write_json(graph, found, version)
    if form in CITED:
        permalink = f"{url}?version={version}"
        return cite_document(
            CITED[form], found.label, permalink, graph.generation, graph.project
        ).encode("utf-8")
    quads = profiled(graph, found, profile, MEDIA_TYPES, url)
    return write_rdf(quads, form, graph.project.prefixes, profile.context)
