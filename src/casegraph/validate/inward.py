"""Shapes in, the properties by which they look from a node to what speaks of it out.

What is judged in one part of the data must hold what such a look would find elsewhere. The texts of
constraints are scanned, and a doubt adds a property.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, SH
from rdflib.term import Node

# a property or a path that leads to the focus node, and one against its direction that starts there
_TO_THIS = re.compile(r"(\S+)\s+[$?]this\b")
_FROM_THIS = re.compile(r"[$?]this\s+(\S*\^\S*(?:\s*[|/]\s*\S+)*)")
_AGAINST = re.compile(r"\^\([^)]*\)|\^[^\s|/)]+")
_NAME = re.compile(r"([A-Za-z][\w\-]*):([\w\-]+)|<([^<>\s]+)>")


def inward_properties(shapes: Graph) -> tuple[str, ...]:
    """List the properties that may lead to a focus node, sorted.

    Args:
        shapes: Core shapes with `sh:inversePath`, and SPARQL constraints in which `$this` is the
            object of a pattern, or an end of a path.
    """
    found = {str(path) for path in shapes.objects(None, SH.inversePath) if isinstance(path, URIRef)}
    for constraint in set(shapes.objects(None, SH.sparql)):
        declared = declared_prefixes(shapes, constraint)
        for select in shapes.objects(constraint, SH.select):
            found |= set(_named(str(select), declared))
    return tuple(sorted(found))


def declared_prefixes(shapes: Graph, constraint: Node) -> dict[str, str]:
    """Collect the prefixes of a SPARQL constraint (SHACL, section 5.2.1)."""
    return {
        str(shapes.value(entry, SH.prefix)): str(shapes.value(entry, SH.namespace))
        for named in shapes.objects(constraint, SH.prefixes)
        for prefixes in shapes.transitive_objects(named, OWL.imports)
        for entry in shapes.objects(prefixes, SH.declare)
    }


def _named(select: str, declared: dict[str, str]) -> Iterator[str]:
    paths = [*_TO_THIS.findall(select)]
    paths += [step for path in _FROM_THIS.findall(select) for step in _AGAINST.findall(path)]
    for path in paths:
        for prefix, local, iri in _NAME.findall(path):
            if iri or prefix in declared:
                yield iri or declared[prefix] + local
