"""A query of somebody's own in, which of its names nobody knows out: its answer looks like a fact.

Whether the query can be run is left to the engine.
"""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import NamedNode

from casegraph.ask.prefixes import WORDS
from casegraph.engine import Engine
from casegraph.engine.lexical import declared_prefixes
from casegraph.errors import nearest
from casegraph.terms import CG, RDF_TYPE, VOCABULARY, Prefixes


def unknown_names(engine: Engine, query: str, prefixes: Prefixes) -> Iterator[str]:
    """Say in a sentence of each name in a query that neither ontology nor data knows, what is near.

    Args:
        engine: holds the data and the ontology.
        query: a query that can be run.
        prefixes: those of the project, for the base of its things.
    """
    for iri in dict.fromkeys(_names(query)):
        term = iri.startswith((CG, VOCABULARY))
        if not (term or iri.startswith(prefixes.base)) or iri.endswith(("#", "/")):
            continue
        if not _known(engine, NamedNode(iri), term):
            who = "the ontology defines" if term else "the data knows"
            yield f"{who} no {prefixes.shorten(iri)}, so nothing matches it. {near(engine, iri)}"


def near(engine: Engine, iri: str) -> str:
    """Suggest names near an unknown IRI among its neighbours, as a sentence for `remedy`."""
    folder, sign, name = iri.rpartition("#" if "#" in iri else "/")
    known = {
        quad.subject.value.removeprefix(folder + sign)
        for quad in engine.quads(None, RDF_TYPE)
        if isinstance(quad.subject, NamedNode)
        and quad.subject.value.rpartition(sign)[0] == folder
        and "#" not in quad.subject.value.removeprefix(folder + sign)
    }
    return nearest(name, known, otherwise="'casegraph find' looks for labels")


def _names(query: str) -> Iterator[str]:
    """List the IRIs that a query names outside of texts, comments and declarations."""
    declared = declared_prefixes(query)
    declares = False
    for word in WORDS.finditer(query):
        if word["used"] is not None:
            local = word[0].partition(":")[2].replace("\\", "").rstrip(".")
            if word["used"] in declared:
                yield declared[word["used"]] + local
        elif word[0].startswith("<") and not declares:
            yield word[0][1:-1]
        declares = word["declared"] is not None


def _known(engine: Engine, name: NamedNode, term: bool) -> bool:
    """Say whether a term is defined, or a thing or graph is spoken of."""
    if next(iter(engine.quads(name)), None):
        return True
    if term:
        return False
    used = next(iter(engine.quads(None, None, name)), None)
    return used is not None or engine.ask(f"ASK {{ GRAPH {name} {{ ?a ?b ?c }} }}")
