"""Two engines in, what was added, removed and changed out, a thing at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from casegraph.ask.answer import labels
from casegraph.engine import Embedded
from casegraph.terms import CG, PREF_LABEL, RDF_TYPE, VOCABULARY, Prefixes, Term, cg

_DERIVED: Final = "graph/derived/"
_GENERAL: Final = {"Agent", "Event", "Statement", "Organization", "Claim"}
# whose thing it is: straight, through what it is a part of, or through what it dates or names
_WHOSE: Final = """
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?name WHERE {
  VALUES ?thing { UNDEF }
  ?thing (^cg:hasComponent|^cg:date|^cg:began|^cg:ended|^cg:expectedEnd)? ?holder .
  {
    ?holder cg:sentencedPerson|cg:chargedPerson|cg:verdictOn|cg:outcomeFor|cg:participant ?person
  } UNION {
    ?holder cg:involvedPerson|cg:designee|cg:exposedPerson|cg:requestedFor|cg:quotedPerson ?person
  } UNION { ?person cg:hasName ?holder }
  ?person skos:prefLabel ?name .
  FILTER(LANG(?name) = "en")
}
ORDER BY ?name
"""


@dataclass(frozen=True)
class EntityChange:
    """What changed of one thing.

    Attributes:
        iri: the thing.
        kind: the local name of its class.
        label: its label, or a short name.
        persons: the labels of the persons whose it is.
        graph: the named graph that states it.
        change: `added`, `removed` or `changed`.
        added: property and value of each triple that is new, as IRIs and terms.
        removed: the same of each triple that is gone.
    """

    iri: str
    kind: str
    label: str
    persons: tuple[str, ...]
    graph: str
    change: str
    added: tuple[tuple[str, Term], ...]
    removed: tuple[tuple[str, Term], ...]


def changed_entities(before: Embedded, after: Embedded, prefixes: Prefixes) -> list[EntityChange]:
    """Compare what is stated, in the order of the things' IRIs."""
    return _changes(before, after, prefixes, derived=False)


def changed_terms(before: Embedded, after: Embedded) -> int:
    """Count the triples of the ontology and the vocabularies that only one state has.

    Those with blank nodes, which have no lasting names, are not compared.
    """

    def stated(engine: Embedded) -> set[str]:
        return {
            str(quad)
            for quad in engine.store
            if getattr(quad.graph_name, "value", "").startswith((f"{CG[:-1]}/", VOCABULARY))
            and not isinstance(quad.subject, BlankNode)
            and not isinstance(quad.object, BlankNode)
        }

    return len(stated(before) ^ stated(after))


def changed_conclusions(
    before: Embedded, after: Embedded, prefixes: Prefixes
) -> list[EntityChange]:
    """Compare what rules derive of things that both states have.

    Which account is shown, who is free and what is in force are told; what only repeats a stated
    change (types, bounds of dates, the case of a node, shortcuts for networks) is not.
    """
    told = {cg(name).value for name in ("inForce", "libertyStatus", "outweighedBy")}
    found = []
    for change in _changes(before, after, prefixes, derived=True):
        added, removed = (
            tuple(pair for pair in pairs if pair[0] in told)
            for pairs in (change.added, change.removed)
        )
        if added or removed:
            found.append(replace(change, added=added, removed=removed))
    return found


def _changes(
    before: Embedded, after: Embedded, prefixes: Prefixes, *, derived: bool
) -> list[EntityChange]:
    old = _triples(before, prefixes, derived)
    new = _triples(after, prefixes, derived)
    touched: dict[str, tuple[list[Quad], list[Quad]]] = defaultdict(lambda: ([], []))
    for line in old.keys() - new.keys():
        touched[_subject(old[line])][1].append(old[line])
    for line in new.keys() - old.keys():
        touched[_subject(new[line])][0].append(new[line])
    subjects_before = {_subject(quad) for quad in old.values()}
    subjects_after = {_subject(quad) for quad in new.values()}
    found = []
    for iri, (added, removed) in sorted(touched.items()):
        here = after if iri in subjects_after or derived else before
        change = "changed"
        if not derived and iri not in subjects_before:
            change = "added"
        elif not derived and iri not in subjects_after:
            change = "removed"
        found.append(
            EntityChange(
                iri=iri,
                kind=_kind(here, iri),
                label=_label(here, iri, prefixes),
                persons=_persons(here, iri),
                graph=min(str(getattr(q.graph_name, "value", "")) for q in (*added, *removed)),
                change=change,
                added=_pairs(added),
                removed=_pairs(removed),
            )
        )
    return found


def _triples(engine: Embedded, prefixes: Prefixes, derived: bool) -> dict[str, Quad]:
    """Read the triples of the data, each once whatever its graph; the ontology is not data."""
    own = f"{prefixes.base}graph/"
    found = {}
    for quad in engine.store:
        graph = getattr(quad.graph_name, "value", "")
        if graph.startswith(own) and (_DERIVED in graph) == derived:
            found[str(quad.triple)] = quad
    return found


def _subject(quad: Quad) -> str:
    return quad.subject.value if isinstance(quad.subject, NamedNode) else str(quad.subject)


def _pairs(quads: Iterable[Quad]) -> tuple[tuple[str, Term], ...]:
    pairs = [(quad.predicate.value, quad.object) for quad in quads]
    return tuple(sorted(pairs, key=lambda pair: (pair[0], str(pair[1]))))


def _node(iri: str) -> NamedNode | BlankNode:
    return BlankNode(iri[2:]) if iri.startswith("_:") else NamedNode(iri)


def _kind(engine: Embedded, iri: str) -> str:
    types = [
        quad.object.value.removeprefix(CG)
        for quad in engine.quads(_node(iri), RDF_TYPE)
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(CG)
    ]
    return min(types, key=lambda kind: (kind in _GENERAL, kind), default="")


def _label(engine: Embedded, iri: str, prefixes: Prefixes) -> str:
    found = [
        (value.language != "en", value.value)
        for quad in engine.quads(_node(iri), PREF_LABEL)
        if isinstance(value := quad.object, Literal)
    ]
    return min(found)[1] if found else prefixes.shorten(iri)


def _persons(engine: Embedded, iri: str) -> tuple[str, ...]:
    if iri.startswith("_:"):
        return ()
    query = _WHOSE.replace("UNDEF", str(NamedNode(iri)))
    return tuple(str(getattr(name, "value", "")) for (name,) in engine.select(query).rows)


def words_for(engine: Embedded, terms: Iterable[Term], prefixes: Prefixes) -> dict[str, str]:
    """Write terms for people, by the term as Turtle writes it: a label, a short name, or text."""
    rows = [(term,) for term in terms]
    known = labels(engine, rows, "en")
    return {
        str(term): known.get(term.value) or prefixes.shorten(term.value)
        if isinstance(term, NamedNode)
        else getattr(term, "value", str(term))
        for (term,) in rows
    }
