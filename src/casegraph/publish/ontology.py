"""A project in, its terms out as RDF: the ontology as a whole, a module of it, or one scheme."""

from __future__ import annotations

from typing import Final

from pyoxigraph import NamedNode, Quad

from casegraph.project import Project
from casegraph.terms import RDF_TYPE, SKOS
from casegraph.turtle import read

_SCHEME: Final = NamedNode(SKOS + "ConceptScheme")


def term_quads(project: Project, name: str) -> list[Quad] | None:
    """Read terms.

    Args:
        project: whose ontology is read.
        name: `ns` for classes and properties, `ns/<module>`, `vocab/<scheme>`, or `vocab` for what
            the schemes say of themselves, without their concepts.

    Returns:
        None where there are no terms of this name.
    """
    wanted: list[Quad] = []
    for path, graph in project.ontology_files().items():
        _, _, inside = graph.value.partition("w3id.org/casegraph/")
        whole = name in ("ns", "vocab") and inside.startswith(f"{name}/")
        if inside != name and not whole:
            continue
        quads = list(read(path, graph=graph, shown=project.shown(path)).quads)
        if name == "vocab":
            schemes = {q.subject for q in quads if q.predicate == RDF_TYPE and q.object == _SCHEME}
            quads = [quad for quad in quads if quad.subject in schemes]
        wanted += quads
    return wanted or None
