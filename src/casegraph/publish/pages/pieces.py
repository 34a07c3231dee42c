"""What templates print: texts with their language, things with an address, and what is said."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """A text of the data, in the language that it is tagged with, or of ours."""

    value: str
    lang: str = ""


@dataclass(frozen=True)
class Ref:
    """A thing by name; whether its name is a link, `Links` says."""

    iri: str
    text: Text


@dataclass(frozen=True)
class Time:
    """A date in words, with the EDTF expression that says the same to programs."""

    words: str
    edtf: str


Piece = Text | Ref | Time
Pieces = tuple[Piece, ...]


@dataclass(frozen=True)
class Source:
    """A document behind something that is said, with the places in it.

    Attributes:
        document: the document.
        publishers: who published it.
        passages: each place: its IRI, and where it is in words.
    """

    document: Ref
    publishers: tuple[Text, ...]
    passages: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Said:
    """One account of something.

    Attributes:
        node: the node that says so.
        words: what it says.
        sources: who says so.
        preferred: whether it is in the preferred account.
        reading: why it says more than the words of the document do, or an empty string.
        rivals: what others say instead.
        wider: what others say in general, and this says precisely.
        parts: its parts, where not all of them rest on the same documents.
        tied: of a rival, whether it is supported as well as what it is shown beside.
        aside: why it is not in the preferred account, where that is known.
    """

    node: str
    words: Pieces
    sources: tuple[Source, ...]
    preferred: bool = True
    reading: str = ""
    rivals: tuple[Said, ...] = ()
    wider: tuple[Said, ...] = ()
    parts: tuple[Said, ...] = ()
    tied: bool = False
    aside: str = ""


def plain(words: str) -> Text:
    """Make a piece of words of ours."""
    return Text(words)


def quoted(text: Text) -> Pieces:
    """Put a text between quotation marks."""
    return (Text("“"), text, Text("”"))


def joined(groups: Iterable[Sequence[Piece]], last: str = " and ", between: str = ", ") -> Pieces:
    """Join groups of pieces as a sentence lists them: `a, b and c`."""
    given = [tuple(group) for group in groups if group]
    found: list[Piece] = []
    for place, group in enumerate(given):
        if place:
            found.append(Text(last if place == len(given) - 1 else between))
        found += group
    return tuple(found)
