"""Prefixes, and the few terms that code must know: strings in, RDF terms out.

What a term means stands in `ontology/`; nothing here repeats it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple
GraphName = NamedNode | BlankNode | DefaultGraph

CG: Final = "https://w3id.org/casegraph/ns#"
VOCABULARY: Final = "https://w3id.org/casegraph/vocab/"
SHAPE: Final = "https://w3id.org/casegraph/shape/"
DEFAULT_BASE: Final = "https://w3id.org/casegraph/id/"
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
XSD: Final = "http://www.w3.org/2001/XMLSchema#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
EDTF: Final = "http://id.loc.gov/datatypes/edtf/EDTF"

RDF_TYPE: Final = NamedNode(RDF + "type")
RDFS_LABEL: Final = NamedNode(RDFS + "label")
PREF_LABEL: Final = NamedNode(SKOS + "prefLabel")
XSD_DATE: Final = NamedNode(XSD + "date")

KINDS: Final = (
    "body",
    "case",
    "court",
    "group",
    "person",
    "place",
    "post",
    "provision",
    "series",
    "source",
    "statement",
)
SCHEMES: Final = (
    "abuse-kind",
    "account",
    "aggregation",
    "appeal-outcome",
    "assertion",
    "channel",
    "claim-kind",
    "consent-status",
    "court-kind",
    "data-category",
    "date-part",
    "date-precision",
    "decision-kind",
    "demand-kind",
    "designation-status",
    "detention-kind",
    "disclosure",
    "execution",
    "finding",
    "hearing-kind",
    "instance",
    "liberty-status",
    "offence-category",
    "penalty-kind",
    "plea",
    "proceeding-kind",
    "regime",
    "relationship",
    "release-kind",
    "reliability",
    "review-status",
    "role",
    "source-kind",
    "stance",
    "statement-kind",
)
STANDARD: Final = {
    "cg": CG,
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "eli": "http://data.europa.eu/eli/ontology#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "oa": "http://www.w3.org/ns/oa#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": "https://schema.org/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "sh": "http://www.w3.org/ns/shacl#",
    "shape": SHAPE,
    "skos": SKOS,
    "sssom": "https://w3id.org/sssom/",
    "vann": "http://purl.org/vocab/vann/",
    "void": "http://rdfs.org/ns/void#",
    "xsd": XSD,
}

# what a local name may hold without escapes (Turtle, section 6.5: PN_CHARS_BASE and PN_CHARS)
_LETTER: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_SIGN: Final = f"{_LETTER}0-9_\u00b7\u0300-\u036f\u203f\u2040"
_LOCAL = re.compile(rf"[{_LETTER}0-9](?:[{_SIGN}.\-]*[{_SIGN}\-])?|")
_PREFIX = re.compile(r"[A-Za-z](?:[A-Za-z0-9_.\-]*[A-Za-z0-9_\-])?")


def cg(name: str) -> NamedNode:
    """Return the term of the casegraph namespace with this local name."""
    return NamedNode(CG + name)


@dataclass(frozen=True)
class Prefixes:
    """The prefixes of a project: standard ones, one a concept scheme, one a kind of thing.

    Args:
        base: the base IRI of the project's things, ending in a slash.
    """

    base: str = DEFAULT_BASE

    @cached_property
    def namespaces(self) -> dict[str, str]:
        """All fixed prefixes with their namespaces, in the order of their names."""
        table = dict(STANDARD)
        table |= {scheme: f"{VOCABULARY}{scheme}/" for scheme in SCHEMES}
        table |= {kind: f"{self.base}{kind}/" for kind in KINDS}
        return dict(sorted(table.items()))

    @cached_property
    def _prefix_of(self) -> dict[str, str]:
        return {namespace: prefix for prefix, namespace in self.namespaces.items()}

    def split(self, iri: str) -> tuple[str, str, str] | None:
        """Split an IRI into prefix, namespace and local name, or return None where none fits.

        A thing with a fragment takes the last segment of its path as prefix:
        `<base>case/ua-126-19#d1-sentence` is `ua-126-19:d1-sentence`.
        """
        for cut in (iri.rfind("#"), iri.rfind("/")):
            if cut < 0:
                continue
            namespace, local = iri[: cut + 1], iri[cut + 1 :]
            if not _LOCAL.fullmatch(local):
                continue
            prefix = self._prefix_of.get(namespace)
            if prefix is None and namespace.startswith(self.base) and namespace.endswith("#"):
                prefix = namespace[:-1].rsplit("/", 1)[-1]
            if prefix is not None and _PREFIX.fullmatch(prefix):
                return prefix, namespace, local
        return None

    def shorten(self, iri: str) -> str:
        """Write an IRI for people: a prefixed name, a path under the base, or the IRI itself."""
        parts = self.split(iri)
        if parts:
            return f"{parts[0]}:{parts[2]}"
        return f"<{iri.removeprefix(self.base)}>" if iri.startswith(self.base) else f"<{iri}>"

    def expand(self, name: str) -> str | None:
        """Read what people type for an IRI: an IRI, a prefixed name, or a path under the base.

        Returns:
            The IRI, or None where the prefix is not known.
        """
        text = name.strip().removeprefix("<").removesuffix(">")
        if re.match(r"[A-Za-z][A-Za-z0-9+.\-]*://", text):
            return text
        prefix, colon, local = text.partition(":")
        if colon:
            namespace = self.namespaces.get(prefix)
            return namespace + local if namespace is not None else None
        return self.base + text if "/" in text else None
