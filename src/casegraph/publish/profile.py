"""A document in, what a profile says of it out (Content Negotiation by Profile).

A profile is a vocabulary that a client knows. casegraph's own says all; the others are CONSTRUCT
queries in `queries/profiles/`, so that a new one is a new file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.opened import CaseGraph
from casegraph.publish.document import Document
from casegraph.saved import load
from casegraph.terms import RDF_TYPE, STANDARD

_ALTR: Final = "http://www.w3.org/ns/dx/connegp/altr#"


@dataclass(frozen=True)
class Profile:
    """One profile.

    Attributes:
        token: its short name, in addresses.
        iri: its name in headers.
        query: the query that makes it, or an empty string: it is the document itself.
        context: of its JSON-LD, or None: casegraph's own.
    """

    token: str
    iri: str
    query: str = ""
    context: Mapping[str, Any] | None = None


CASEGRAPH: Final = Profile("casegraph", "https://w3id.org/casegraph/profile/casegraph")
SCHEMA: Final = Profile(
    "schema", "https://schema.org/", "schema-org", {"@vocab": STANDARD["schema"]}
)
ALTERNATES: Final = Profile(
    "alt", "http://www.w3.org/ns/dx/connegp/profile/altr", context={"altr": _ALTR}
)
PROFILES: Final = (CASEGRAPH, SCHEMA, ALTERNATES)


def profile_named(name: str) -> Profile | None:
    """Find a profile by its token or its IRI."""
    return next((profile for profile in PROFILES if name in (profile.token, profile.iri)), None)


def profiled(
    graph: CaseGraph, document: Document, profile: Profile, forms: Mapping[str, str], url: str
) -> Iterable[Quad]:
    """Say of a document what a profile says.

    Args:
        graph: the data.
        document: the document.
        profile: the profile.
        forms: media types of RDF by the end of an address.
        url: the public address of the document.

    Raises:
        InputError: the query of the profile is ill-formed.
    """
    if profile is ALTERNATES:
        return list(_alternates(document.iri, forms, url))
    if not profile.query:
        return [*document.quads, *about(document, url)]
    query = load(graph.project.queries("profiles")[profile.query])
    text = query.bind({"thing": NamedNode(document.iri)}, graph.project.prefixes)
    return [Quad(t.subject, t.predicate, t.object) for t in graph.engine.construct(text)]


def about(document: Document, url: str) -> Iterator[Quad]:
    """Say what a document is about, and of which data set it is a part."""
    node = NamedNode(url)
    yield Quad(node, RDF_TYPE, NamedNode(STANDARD["foaf"] + "Document"))
    yield Quad(node, NamedNode(STANDARD["foaf"] + "primaryTopic"), NamedNode(document.iri))


def _alternates(iri: str, forms: Mapping[str, str], url: str) -> Iterator[Quad]:
    """List in which profiles and forms something can be had (section 6.3.2)."""
    thing = NamedNode(iri)

    def altr(name: str) -> NamedNode:
        return NamedNode(_ALTR + name)

    for profile in PROFILES:
        for suffix, media_type in forms.items():
            node = NamedNode(f"{url}.{suffix}?_profile={profile.token}")
            yield Quad(thing, altr("hasRepresentation"), node)
            if profile is CASEGRAPH and suffix == "ttl":
                yield Quad(thing, altr("hasDefaultRepresentation"), node)
            yield Quad(node, RDF_TYPE, altr("Representation"))
            conforms = NamedNode(STANDARD["dct"] + "conformsTo")
            yield Quad(node, conforms, NamedNode(profile.iri))
            yield Quad(node, NamedNode(STANDARD["dct"] + "format"), Literal(media_type))
            yield Quad(node, altr("hasToken"), Literal(profile.token))
