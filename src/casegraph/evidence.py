"""Passages and documents in, for each anchor whether the document still says it there.

The repository holds offsets and hashes, never the words: whoever has the document can check.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal as OneOf

from casegraph.engine import Engine
from casegraph.errors import InputError, UsageError, nearest
from casegraph.project import Project
from casegraph.turtle.read import decode

Status = OneOf["matched", "moved", "broken"]

_PASSAGES = """
PREFIX cg: <https://w3id.org/casegraph/ns#>
SELECT ?source ?text ?passage ?start ?end ?hash WHERE {
  ?passage cg:inDocument ?source ; cg:start ?start ; cg:end ?end ; cg:sha256 ?hash .
  OPTIONAL { ?source cg:textSha256 ?text }
} ORDER BY ?source ?start ?end
"""


@dataclass(frozen=True)
class Anchor:
    """One anchored passage: code points from 0, the end exclusive, and the hash of the span."""

    passage: str
    source: str
    start: int
    end: int
    sha256: str


@dataclass(frozen=True)
class Checked:
    """One anchor, compared with a document.

    Attributes:
        anchor: the anchor.
        status: `matched`; `moved`, the span stands elsewhere in the text; or `broken`.
        start: where the span stands now, in code points, where it moved.
    """

    anchor: Anchor
    status: Status
    start: int | None = None

    @property
    def end(self) -> int | None:
        """Where the span ends now (exclusive), where it moved."""
        return None if self.start is None else self.start + self.anchor.end - self.anchor.start


@dataclass(frozen=True)
class DocumentCheck:
    """What was found for one document that the user has.

    Attributes:
        document: the file.
        source: the IRI of the source document that it was taken for.
        identical: whether its whole text is the one that was anchored.
        anchors: each anchor of the source.
    """

    document: Path
    source: str
    identical: bool
    anchors: tuple[Checked, ...]

    def count(self, status: Status) -> int:
        """Count the anchors of one status."""
        return sum(checked.status == status for checked in self.anchors)


def sha256(text: str) -> str:
    """Hash a span as its UTF-8 bytes, without any normalisation; lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_document(path: Path) -> str:
    """Read a document unchanged: UTF-8, newlines and spaces as they are.

    Raises:
        InputError: it cannot be read or is not UTF-8.
    """
    try:
        return decode(path.read_bytes(), path)
    except OSError as error:
        raise InputError(
            f"the document cannot be read ({error.strerror})", path=path, remedy="Check its name."
        ) from error


def anchors(engine: Engine) -> dict[str, tuple[str | None, list[Anchor]]]:
    """Read all anchored passages: by source IRI, the text's hash and the anchors in order."""
    found: dict[str, tuple[str | None, list[Anchor]]] = {}
    for source, text, passage, start, end, digest in engine.select(_PASSAGES).rows:
        values = [getattr(term, "value", "") for term in (source, passage, start, end, digest)]
        iri, name, first, last, hashed = values
        entry = found.setdefault(iri, (getattr(text, "value", None), []))
        entry[1].append(Anchor(name, iri, int(first), int(last), hashed))
    return found


def check_document(
    engine: Engine,
    project: Project,
    document: Path,
    source: str | None = None,
    progress: Callable[[], None] = lambda: None,
) -> DocumentCheck:
    """Check every anchor of the source that a document is.

    Args:
        engine: holds the passages.
        project: whose prefixes read `source`.
        document: the file that the user has.
        source: the source's identifier or IRI; if absent, the source whose text hash is the
            document's, else the one with most anchors found.
        progress: called once an anchor.

    Raises:
        InputError: the document cannot be read.
        UsageError: the source is unknown, or no source has an anchor in this document.
    """
    text = read_document(document)
    whole = sha256(text)
    known = anchors(engine)
    if source is not None:
        iri = (
            source if "://" in source else f"{project.base}source/{source.removeprefix('source:')}"
        )
        if iri not in known:
            raise UsageError(
                f"no anchored source is named {source!r}",
                remedy=nearest(source, (name.rsplit("/", 1)[-1] for name in known)),
            )
    else:
        same = [name for name, (digest, _) in known.items() if digest == whole]
        iri = same[0] if same else _likeliest(text, known, document)
    digest, spots = known[iri]
    results = []
    for anchor in spots:
        results.append(check_anchor(text, anchor))
        progress()
    return DocumentCheck(document, iri, digest == whole, tuple(results))


def _likeliest(text: str, known: dict[str, tuple[str | None, list[Anchor]]], document: Path) -> str:
    best = ""
    most = 0
    for iri, (_, spots) in known.items():
        hits = sum(check_anchor(text, anchor).status != "broken" for anchor in spots)
        if hits > most:
            best, most = iri, hits
    if not best:
        raise UsageError(
            "no anchored source has a passage in this document",
            where=str(document),
            remedy="Name the source with --source to see what is broken.",
        )
    return best


def check_anchor(text: str, anchor: Anchor) -> Checked:
    """Compare one anchor with a text; where it is not in place, look for it everywhere."""
    if sha256(text[anchor.start : anchor.end]) == anchor.sha256 and anchor.end <= len(text):
        return Checked(anchor, "matched")
    length = anchor.end - anchor.start
    if length <= 0:
        return Checked(anchor, "broken")
    for start in _outward(anchor.start, len(text) - length):
        if sha256(text[start : start + length]) == anchor.sha256:
            return Checked(anchor, "moved", start)
    return Checked(anchor, "broken")


def _outward(centre: int, last: int) -> Iterable[int]:
    """Yield the offsets from 0 to `last`, those near `centre` first."""
    yield from sorted(range(last + 1), key=lambda offset: (abs(offset - centre), offset))


def locate(text: str, quote: str) -> tuple[int, int]:
    """Find the one place of a quote in a document, whatever white space stands between words.

    Returns:
        Start and end (exclusive) in code points.

    Raises:
        UsageError: the quote is empty, or stands nowhere or more than once.
    """
    words = quote.split()
    if not words:
        raise UsageError("the quote is empty", remedy="Give the words as the document prints them.")
    places = list(re.finditer(r"\s+".join(map(re.escape, words)), text))
    if len(places) != 1:
        raise UsageError(
            f"the quote stands {len(places)} times in the document",
            remedy="Give more words." if places else "Copy the words as the document prints them.",
        )
    return places[0].span()
