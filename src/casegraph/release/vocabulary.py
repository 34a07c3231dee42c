"""The ontology, vocabularies and shapes that casegraph ships in, addresses that tell of nobody out.

Terms of a project's own are no part of them, in whatever namespace.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode

from casegraph.project import resources
from casegraph.terms import SCHEMES, STANDARD, VOCABULARY
from casegraph.turtle import read

_PREFIXES: Final = STANDARD | {scheme: f"{VOCABULARY}{scheme}/" for scheme in SCHEMES}
_NAMESPACES: Final = tuple(sorted(_PREFIXES.values(), key=len, reverse=True))
_IRI: Final = re.compile(r"(?<=<)[^<>\s]+(?=>)")
_PREFIXED: Final = re.compile(r"(?<![\w:.#-])([A-Za-z][A-Za-z-]*):([A-Za-z][\w-]*)?(?![\w:])")


@cache
def shipped_terms() -> frozenset[str]:
    """List the terms of known namespaces that casegraph's own files use."""
    return frozenset(iri for iri in _shipped() if iri.startswith(_NAMESPACES)) | {*_NAMESPACES}


def _shipped() -> Iterator[str]:
    for folder in ("ontology", "shapes"):
        for path in sorted((resources() / folder).rglob("*.ttl")):
            for quad in read(path).quads:
                for term in (quad.subject, quad.predicate, quad.object):
                    if isinstance(term, NamedNode):
                        yield term.value
                    elif isinstance(term, Literal):
                        yield term.datatype.value


def telling(iri: str) -> str:
    """Return the part of an IRI that may tell of somebody: nothing of a shipped term, and what
    follows the namespace of another in a known one.
    """
    if iri in shipped_terms():
        return ""
    return next((iri.removeprefix(n) for n in _NAMESPACES if iri.startswith(n)), iri)


def without_terms(text: str) -> str:
    """Leave shipped terms out of a query or a Turtle text, as IRIs and as prefixed names."""
    return _PREFIXED.sub(_unless_shipped, _IRI.sub(lambda found: telling(found[0]), text))


def _unless_shipped(found: re.Match[str]) -> str:
    iri = _PREFIXES.get(found[1], "") + (found[2] or "")
    return " " if iri in shipped_terms() else found[0]
