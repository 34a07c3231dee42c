"""Tombstones and the private table in, tombstones under the names that were public out."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from pyoxigraph import NamedNode, Quad

from casegraph.release.disclosure import DISCLOSURE, Level
from casegraph.release.facts import Facts, name
from casegraph.release.levels import Levels
from casegraph.release.projection import GRAPH_FILE
from casegraph.release.pseudonyms import Pseudonyms
from casegraph.terms import CG, RDF_TYPE, VOCABULARY

TOMBSTONE: Final = CG + "Tombstone"
_GONE_SINCE: Final = CG + "goneSince"
_WITHDRAWN: Final = "withdrawn"  # the file of tombstones whose own file would tell of a case
_PUBLIC: Final = NamedNode(f"{VOCABULARY}disclosure/{Level.PUBLIC.label}")


def renamed_tombstones(
    found: Levels, pseudonyms: Pseudonyms, ever: Collection[str]
) -> tuple[list[Quad], dict[str, str]]:
    """Put tombstones where a withdrawn person, or case, was known under another name.

    Args:
        found: the levels of things, and what may be seen at each.
        pseudonyms: the table of public identifiers.
        ever: the public IRIs of all persons who were ever in a release.

    Returns:
        The tombstones under public names; and the addresses in the files that stay behind for
        that, with the reason: outside nobody has seen them.
    """
    facts = found.seen[Level.PSEUDONYMISED]
    quads: list[Quad] = []
    reasons: dict[str, str] = {}
    for thing, kinds in sorted(facts.classes.items()):
        public = sorted(_public(thing.removeprefix(facts.base), pseudonyms))
        if TOMBSTONE not in kinds or not public:
            continue
        reasons[thing] = "outside it was known under another name"
        if found.of(thing) == Level.RESTRICTED:
            continue
        for person, path in public:
            if facts.base + person in ever:
                quads += _told_of(facts, found, thing, NamedNode(facts.base + path))
    return quads, reasons


def _public(path: str, pseudonyms: Pseudonyms) -> Iterator[tuple[str, str]]:
    """Name what stood for a withdrawn address: the person, and each case told of the person."""
    for (person, thing), public in pseudonyms.known.items():
        whole = "#" not in thing
        if whole and path in (person, thing) and (known := pseudonyms.public(person)):
            yield known, public


def _told_of(facts: Facts, found: Levels, thing: str, public: NamedNode) -> Iterator[Quad]:
    """Tell of a tombstone in its file, or in one for all whose file does not leave."""
    for quad in facts.about[thing]:
        if name(quad.object) == TOMBSTONE or quad.predicate.value == _GONE_SINCE:
            graph = NamedNode(name(quad.graph_name))
            if found.files.get(graph.value) != Level.PUBLIC:
                graph = NamedNode(f"{facts.base}graph/{_WITHDRAWN}")
                yield Quad(graph, RDF_TYPE, NamedNode(GRAPH_FILE), graph)
                yield Quad(graph, NamedNode(DISCLOSURE), _PUBLIC, graph)
            yield Quad(public, quad.predicate, quad.object, graph)
