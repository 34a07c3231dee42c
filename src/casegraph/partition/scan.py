"""A data file in, the documents that it describes and those that it refers to out."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat

from casegraph.terms import STANDARD, VOCABULARY
from casegraph.turtle import RdfFile

# N-Triples: the document of the subject, and that of the object where it is an IRI
_STATEMENT = re.compile(r"^[ \t]*<([^>#]*)[^>]*>[ \t]*<[^>]*>[ \t]*(?:<([^>#]*))?", re.MULTILINE)
_TERMS: Final = (*STANDARD.values(), VOCABULARY, "http://id.loc.gov/datatypes/")
_Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class FileScan:
    """What a file is made of, as far as other files care.

    Attributes:
        path: the file, as people know it.
        sha256: the hash of its bytes.
        links: for each document that it describes, those that it refers to there.
        changes_terms: whether it describes a class, a property or a concept, which all files use.
    """

    path: str
    sha256: str
    links: dict[str, tuple[str, ...]]
    changes_terms: bool

    @property
    def describes(self) -> Iterable[str]:
        """The documents of its subjects."""
        return self.links.keys()

    @cached_property
    def mentions(self) -> frozenset[str]:
        """The documents that it refers to and does not describe."""
        return frozenset(doc for docs in self.links.values() for doc in docs) - self.links.keys()


def scan(file: RdfFile) -> FileScan:
    """Scan one file.

    Raises:
        InputError: the file cannot be parsed, where its format cannot be scanned without.
    """
    if file.form == RdfFormat.N_TRIPLES and file.plain:
        pairs: _Pairs = set(_STATEMENT.findall(file.text))
    else:
        pairs = {pair for quad in file.quads if (pair := _documents(quad))}
    links: dict[str, list[str]] = {}
    for subject, value in sorted(pairs):
        found = links.setdefault(subject, [])
        if value and value != subject and not value.startswith(_TERMS):
            found.append(value)
    sha256 = hashlib.sha256(file.text.encode("utf-8")).hexdigest()
    changes = "subClassOf" in file.text or any(f"{d}#".startswith(_TERMS) for d in links)
    return FileScan(
        str(file.shown), sha256, {d: tuple(found) for d, found in links.items()}, changes
    )


def document_of(term: object) -> str:
    """Return the document of a node: its IRI without a fragment, or the name of a blank node."""
    if isinstance(term, NamedNode):
        return term.value.partition("#")[0]
    return str(term) if isinstance(term, BlankNode) else ""


def line_document(term: bytes) -> str:
    """Return the document of a node as N-Triples write it."""
    text = term.decode("utf-8")
    return text[1:-1].partition("#")[0] if text.startswith("<") else text


def _documents(quad: Quad) -> tuple[str, str]:
    return document_of(quad.subject), document_of(quad.object)
