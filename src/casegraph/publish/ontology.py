"""A project in, its terms out as RDF: the ontology as a whole, a module of it, or one scheme."""

from __future__ import annotations

from pyoxigraph import Quad

from casegraph.project import Project
from casegraph.turtle import read


def term_quads(project: Project, name: str) -> list[Quad] | None:
    """Read terms.

    Args:
        project: whose ontology is read.
        name: `ns` for classes and properties, `ns/<module>`, or `vocab/<scheme>`.

    Returns:
        None where there are no terms of this name.
    """
    wanted: list[Quad] = []
    for path, graph in project.ontology_files().items():
        _, _, inside = graph.value.partition("w3id.org/casegraph/")
        if inside == name or (name == "ns" and inside.startswith("ns/")):
            wanted += read(path, graph=graph, shown=project.shown(path)).quads
    return wanted or None
