"""Terms as RDF in, the page that explains them out: the ontology, a module of it, or one scheme."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.cite import FILES, cite_document
from casegraph.publish.pages.frame import Press
from casegraph.publish.pages.pieces import Text
from casegraph.publish.pages.render import About
from casegraph.terms import CG, PREF_LABEL, RDF_TYPE, STANDARD, VOCABULARY, Prefixes

_OWL: Final = STANDARD["owl"]
_RDFS: Final = STANDARD["rdfs"]
_SKOS: Final = STANDARD["skos"]
_WHOLE: Final = {f"{_OWL}Ontology", f"{_SKOS}ConceptScheme"}
_KINDS: Final = {
    f"{_OWL}Class": "class",
    f"{_OWL}ObjectProperty": "property",
    f"{_OWL}DatatypeProperty": "property",
    f"{_OWL}AnnotationProperty": "property",
    f"{_SKOS}Concept": "concept",
}
# what a page of all vocabularies lists
_SCHEMES: Final = {f"{_SKOS}ConceptScheme": "scheme"}
_DEFINITION: Final = f"{_SKOS}definition"
# what a page tells of a term besides, in this order, and in which words
_TOLD: Final = {
    f"{_SKOS}scopeNote": "How it is used",
    f"{_RDFS}subClassOf": "Is a kind of",
    f"{_RDFS}subPropertyOf": "Is a kind of",
    f"{_SKOS}broader": "Is narrower than",
    f"{_RDFS}domain": "Is said of",
    f"{_RDFS}range": "Leads to",
    f"{_OWL}inverseOf": "Is the inverse of",
    f"{_SKOS}exactMatch": "Is the same as",
    f"{_SKOS}closeMatch": "Is close to",
    f"{_SKOS}example": "Example",
}


@dataclass(frozen=True)
class Said:
    """One thing that is said of a term: a text, or another term, which has its place here."""

    heading: str
    text: Text
    mark: str


@dataclass(frozen=True)
class Term:
    """One term.

    Attributes:
        mark: its place on the page: the last part of its IRI.
        name: its short name.
        iri: its whole name.
        kind: what it is, in words.
        labels: what it is called, in English first.
        definition: what it means.
        said: what else is said of it.
    """

    mark: str
    name: str
    iri: str
    kind: str
    labels: tuple[Text, ...]
    definition: str
    said: tuple[Said, ...]


@dataclass(frozen=True)
class Terms:
    """What a page of terms says: what they are called, what they are for, and each of them."""

    title: str
    lead: str
    terms: tuple[Term, ...]


def read_terms(prefixes: Prefixes, name: str, quads: Iterable[Quad]) -> Terms:
    """Read terms out of RDF.

    Args:
        prefixes: shorten names.
        name: what they are called: `ns`, `ns/<module>`, `vocab` or `vocab/<scheme>`.
        quads: the terms.
    """
    about: dict[str, list[Quad]] = defaultdict(list)
    for quad in quads:
        if isinstance(quad.subject, NamedNode):
            about[quad.subject.value].append(quad)
    kinds = _SCHEMES if name == "vocab" else _KINDS
    ours = {iri: said for iri, said in about.items() if iri.startswith((CG, VOCABULARY))}
    own = [iri for iri, said in ours.items() if _kind(said, kinds)]
    terms = [_term(prefixes, iri, about[iri], own, kinds) for iri in own]
    terms.sort(key=lambda term: (term.kind, term.mark.casefold()))
    whole = [said for _, said in sorted(about.items()) if _types(said) & _WHOLE]
    labels = [label.value for said in whole for label in _labels(said)]
    part = name.partition("/")[2]
    if name == "vocab":
        return Terms("The vocabularies of casegraph", "", tuple(terms))
    if name.startswith("ns"):
        title = f"The terms of casegraph: {part}" if part else "The terms of casegraph"
    else:
        title = (labels or [part])[0].capitalize()
    lead = " ".join(_texts(said, _DEFINITION)[0] for said in whole if _texts(said, _DEFINITION))
    return Terms(title, lead, tuple(terms))


def write_terms(press: Press, name: str, quads: Iterable[Quad]) -> bytes:
    """Write the page of terms; the arguments are those of `read_terms`."""
    found = read_terms(press.graph.project.prefixes, name, quads)
    head = About(found.title, canonical=f"{press.site}{name}", cited=name)
    table = press.graph.project.mapping_table() if name == "ns" else None
    mappings = f"ns/{table.name}" if table else ""
    data = {"terms": found.terms, "lead": found.lead, "name": name, "mappings": mappings}
    return press.write("terms", head, **data)


def write_terms_json(press: Press, name: str, quads: Iterable[Quad]) -> bytes:
    """Write terms as JSON that says the same as their page."""
    found = asdict(read_terms(press.graph.project.prefixes, name, quads))
    return json.dumps(found, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def cite_terms(press: Press, name: str, form: str, quads: Iterable[Quad]) -> bytes:
    """Write how to cite terms, in a form of `casegraph.cite.FILES`."""
    title = read_terms(press.graph.project.prefixes, name, quads).title
    address = press.permalink(f"{press.site}{name}", {})
    graph = press.graph
    cited = cite_document(FILES[form], title, address, graph.generation, graph.project)
    return cited.encode("utf-8")


def _term(
    prefixes: Prefixes, iri: str, quads: list[Quad], own: list[str], kinds: Mapping[str, str]
) -> Term:
    short = prefixes.shorten
    told = [quad for quad in quads if quad.predicate.value in _TOLD]
    told.sort(key=lambda quad: (list(_TOLD).index(quad.predicate.value), str(quad.object)))
    said = []
    for quad in told:
        node, heading = quad.object, _TOLD[quad.predicate.value]
        if isinstance(node, NamedNode):
            mark = _mark(node.value) if node.value in own else ""
            said.append(Said(heading, Text(short(node.value)), mark))
        elif isinstance(node, Literal):
            said.append(Said(heading, Text(node.value, node.language or ""), ""))
    return Term(
        mark=_mark(iri),
        name=short(iri),
        iri=iri,
        kind=_kind(quads, kinds),
        labels=tuple(_labels(quads)) or (Text(_mark(iri)),),
        definition=" ".join(_texts(quads, _DEFINITION)),
        said=tuple(said),
    )


def _mark(iri: str) -> str:
    return iri[max(iri.rfind("#"), iri.rfind("/")) + 1 :]


def _types(quads: list[Quad]) -> set[str]:
    types = [quad.object for quad in quads if quad.predicate == RDF_TYPE]
    return {node.value for node in types if isinstance(node, NamedNode)}


def _kind(quads: list[Quad], kinds: Mapping[str, str]) -> str:
    return next((kinds[name] for name in sorted(_types(quads)) if name in kinds), "")


def _labels(quads: list[Quad]) -> list[Text]:
    named = [q.object for q in quads if q.predicate == PREF_LABEL]
    labels = [Text(o.value, o.language or "") for o in named if isinstance(o, Literal)]
    return sorted(labels, key=lambda label: (label.lang != "en", label.lang))


def _texts(quads: list[Quad], predicate: str) -> list[str]:
    found = [q.object for q in quads if q.predicate.value == predicate]
    return [o.value for o in found if isinstance(o, Literal) and o.language in (None, "en")]
