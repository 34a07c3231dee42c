"""The files of the ontology in; its modules, terms, schemes and concepts out, as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from casegraph.terms import CG, RDF_TYPE, RDFS, SKOS, STANDARD, VOCABULARY, Prefixes
from casegraph.terms import Term as RdfTerm
from casegraph.turtle import read

MODULES: Final = ("agent", "place", "case", "proceeding", "statement", "claim", "source", "time")
NO_MODULES: Final = ("casegraph", "mappings")  # the header, and links to the terms of others
_OWL: Final = STANDARD["owl"]
_DCT: Final = STANDARD["dct"]
_ONTOLOGY: Final = CG.removesuffix("#")
_KINDS: Final = {
    _OWL + "Class": "class",
    _OWL + "ObjectProperty": "object property",
    _OWL + "DatatypeProperty": "datatype property",
    _OWL + "AnnotationProperty": "annotation property",
}
_TRAITS: Final = {
    _OWL + "SymmetricProperty": "symmetric",
    _OWL + "TransitiveProperty": "transitive",
    _OWL + "FunctionalProperty": "functional",
}
Facts = dict[str, dict[str, list[RdfTerm]]]


@dataclass(frozen=True)
class Term:
    """A class or a property.

    Attributes:
        name: its local name.
        kind: `class`, `object property`, `datatype property` or `annotation property`.
        traits: `symmetric`, `transitive` …
        broader: the classes or properties that it is a kind of.
        domains: the classes of its subjects; empty where any node may have it.
        ranges: the classes or datatypes of its values.
        schemes: the concept schemes that its values come from.
    """

    iri: str
    name: str
    module: str
    kind: str
    label: str
    definition: str
    traits: tuple[str, ...]
    notes: tuple[str, ...]
    examples: tuple[str, ...]
    broader: tuple[str, ...]
    domains: tuple[str, ...]
    ranges: tuple[str, ...]
    schemes: tuple[str, ...]


@dataclass(frozen=True)
class Concept:
    """One concept of a scheme; `labels` by language, in the order of the tags."""

    iri: str
    labels: tuple[tuple[str, str], ...]
    definition: str
    notes: tuple[str, ...]
    broader: tuple[str, ...]
    notations: tuple[str, ...]

    @property
    def label(self) -> str:
        """The English label."""
        return dict(self.labels).get("en", "")


@dataclass(frozen=True)
class Scheme:
    """A concept scheme, one file of `ontology/vocab/`."""

    iri: str
    name: str
    label: str
    definition: str
    concepts: tuple[Concept, ...]


@dataclass(frozen=True)
class Module:
    """A module of the ontology: a title, what it is about, and its terms by name."""

    name: str
    title: str
    description: str
    terms: tuple[Term, ...]

    def of_kind(self, *, classes: bool) -> tuple[Term, ...]:
        """Return the classes, or else the properties."""
        return tuple(term for term in self.terms if (term.kind == "class") is classes)


@dataclass(frozen=True)
class Model:
    """The whole ontology.

    Attributes:
        header: the texts of the header by name (`title`, `abstract`, `versionInfo` …).
        modules: in the order in which they are read best.
        schemes: in the order of their names.
    """

    header: dict[str, str]
    modules: tuple[Module, ...]
    schemes: tuple[Scheme, ...]

    @cached_property
    def terms(self) -> dict[str, Term]:
        """All classes and properties by IRI."""
        return {term.iri: term for module in self.modules for term in module.terms}

    @cached_property
    def concepts(self) -> dict[str, tuple[Scheme, Concept]]:
        """All concepts by IRI."""
        return {c.iri: (scheme, c) for scheme in self.schemes for c in scheme.concepts}

    def narrower(self, iri: str) -> tuple[Term, ...]:
        """Return the terms that are directly a kind of one."""
        return tuple(term for term in self.terms.values() if iri in term.broader)

    def ancestors(self, iri: str) -> tuple[str, ...]:
        """Return the terms of ours that one is a kind of, the nearest first."""
        found: list[str] = []
        waiting = list(self.terms[iri].broader)
        while waiting:
            above = waiting.pop(0)
            if above in self.terms and above not in found:
                found.append(above)
                waiting += self.terms[above].broader
        return tuple(found)

    def properties_of(self, iri: str) -> tuple[Term, ...]:
        """Return the properties that name a class itself as their subject's."""
        return tuple(term for term in self.terms.values() if iri in term.domains)

    def pointing_to(self, iri: str) -> tuple[Term, ...]:
        """Return the properties whose values are of a class."""
        return tuple(term for term in self.terms.values() if iri in term.ranges)


def read_model(folder: Path) -> Model:
    """Read the ontology.

    Args:
        folder: holds `casegraph.ttl`, a file for each module, and `vocab/`.

    Raises:
        InputError: a file cannot be read.
    """
    header = read_facts(folder / "casegraph.ttl")[_ONTOLOGY]
    names = sorted(path.stem for path in folder.glob("*.ttl") if path.stem not in NO_MODULES)
    ordered = sorted(names, key=lambda name: MODULES.index(name) if name in MODULES else 99)
    return Model(
        header={iri.rsplit("/", 1)[-1].rsplit("#", 1)[-1]: _text(header, iri) for iri in header},
        modules=tuple(_module(folder / f"{name}.ttl") for name in ordered),
        schemes=tuple(_scheme(path) for path in sorted((folder / "vocab").glob("*.ttl"))),
    )


def read_facts(path: Path) -> Facts:
    """Read a Turtle file into subject → property → values; blank nodes are left out."""
    facts: Facts = defaultdict(lambda: defaultdict(list))
    for quad in read(path).quads:
        if isinstance(quad.subject, NamedNode):
            facts[quad.subject.value][quad.predicate.value].append(quad.object)
    return facts


def _module(path: Path) -> Module:
    facts = read_facts(path)
    about = facts[f"{_ONTOLOGY}/{path.stem}"]
    terms = [_term(iri, facts[iri], path.stem) for iri in sorted(facts) if iri.startswith(CG)]
    return Module(
        path.stem,
        _text(about, _DCT + "title") or path.stem,
        _text(about, _DCT + "description"),
        tuple(sorted(terms, key=lambda term: (term.kind != "class", term.name))),
    )


def _term(iri: str, facts: dict[str, list[RdfTerm]], module: str) -> Term:
    types = _iris(facts, RDF_TYPE.value)
    domains = (RDFS + "domain", STANDARD["schema"] + "domainIncludes")
    ranges = (RDFS + "range", STANDARD["schema"] + "rangeIncludes")
    return Term(
        iri=iri,
        name=iri.removeprefix(CG),
        module=module,
        kind=next((_KINDS[name] for name in types if name in _KINDS), "property"),
        label=_text(facts, SKOS + "prefLabel"),
        definition=_text(facts, SKOS + "definition"),
        traits=tuple(_TRAITS[name] for name in types if name in _TRAITS),
        notes=(*_texts(facts, SKOS + "scopeNote"), *_texts(facts, SKOS + "editorialNote")),
        examples=_texts(facts, SKOS + "example"),
        broader=_iris(facts, RDFS + "subClassOf", RDFS + "subPropertyOf"),
        domains=_iris(facts, *domains),
        ranges=_iris(facts, *ranges),
        schemes=tuple(n for n in _iris(facts, RDFS + "seeAlso") if n.startswith(VOCABULARY)),
    )


def _scheme(path: Path) -> Scheme:
    facts = read_facts(path)
    iri = VOCABULARY + path.stem
    return Scheme(
        iri,
        path.stem,
        _text(facts[iri], SKOS + "prefLabel"),
        _text(facts[iri], SKOS + "definition"),
        tuple(
            _concept(name, facts[name])
            for name in sorted(facts)
            if SKOS + "Concept" in _iris(facts[name], RDF_TYPE.value)
        ),
    )


def _concept(iri: str, facts: dict[str, list[RdfTerm]]) -> Concept:
    labels = [t for t in facts.get(SKOS + "prefLabel", []) if isinstance(t, Literal)]
    return Concept(
        iri,
        tuple(sorted((label.language or "", label.value) for label in labels)),
        _text(facts, SKOS + "definition"),
        (*_texts(facts, SKOS + "scopeNote"), *_texts(facts, SKOS + "editorialNote")),
        _iris(facts, SKOS + "broader"),
        _texts(facts, SKOS + "notation"),
    )


def _iris(facts: dict[str, list[RdfTerm]], *predicates: str) -> tuple[str, ...]:
    found = (term for name in predicates for term in facts.get(name, []))
    return tuple(sorted({term.value for term in found if isinstance(term, NamedNode)}))


def _texts(facts: dict[str, list[RdfTerm]], predicate: str) -> tuple[str, ...]:
    """Return the texts of a property: those in English, or without a language."""
    found = (term for term in facts.get(predicate, []) if isinstance(term, Literal))
    return tuple(sorted(term.value for term in found if term.language in (None, "en")))


def _text(facts: dict[str, list[RdfTerm]], predicate: str) -> str:
    values = _texts(facts, predicate) or _iris(facts, predicate)
    return " ".join(values[:1])


def short(iri: str, prefixes: Prefixes) -> str:
    """Write an IRI for people: `cg:Charge`, `finding:convicted`, `finding` for a scheme."""
    return prefixes.shorten(iri).removeprefix(f"<{VOCABULARY}").strip("<>")


def by_name(terms: Iterable[Term]) -> list[Term]:
    """Sort terms by their names."""
    return sorted(terms, key=lambda term: term.name)
