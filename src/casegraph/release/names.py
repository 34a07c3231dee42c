"""What leaves in, the names of withheld persons and bodies that stand in it out.

A last look, for texts that people wrote: a title, a reason, an address of a document. Spelling,
script, inflection and order of words do not matter: `casegraph.release.spelling` reads them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.release.facts import name
from casegraph.release.sought import Index
from casegraph.release.vocabulary import telling, without_terms
from casegraph.release.withheld import GROUP, NAME_TEXT, NAMED, Withheld
from casegraph.terms import PREF_LABEL, RDF_TYPE


@dataclass(frozen=True)
class Found:
    """A withheld name in what leaves.

    Attributes:
        thing: who is withheld.
        words: the words of the name that were found.
        where: the thing, file or property that holds them.
        text: the text that holds them.
        said: the words as they stand in the text, folded; each can be accepted.
    """

    thing: str
    words: tuple[str, ...]
    where: str
    text: str
    said: tuple[str, ...]


def find_names(
    withheld: Withheld,
    quads: Iterable[Quad],
    texts: Iterable[tuple[str, str]] = (),
    accepted: Collection[str] = (),
    base: str = "",
) -> list[Found]:
    """Look for the names of who is withheld.

    Found is a whole name, its words in any order, also within one word, as in a hashtag; a single
    word of one of four letters or more that is in no name that leaves, of a person, body or place:
    relatives share names; and a whole label, word by word. Each word may be inflected. A long word
    is found within an address and with a space in it, and letters of scripts that put no space
    between words within longer runs. Terms that casegraph ships are not looked at.

    Args:
        withheld: how they are called, from `withheld_names`.
        quads: what leaves.
        texts: further texts that leave, such as queries, each with its place.
        accepted: words that somebody looked at and that name nobody here, of a name or of a text.
        base: the base of the project's things; its own words are not looked at.
    """
    quads = list(quads)
    groups = [name(quad.object) for quad in _labels_of(quads, {GROUP})]
    index = Index(withheld, list(_public_names(quads)), groups, accepted)
    found = set()
    looked = {*_texts(quads, base), *((where, text, without_terms(text)) for where, text in texts)}
    for where, text, telling_part in looked:
        for one, said in index.find(telling_part):
            found.add(Found(one.thing, one.words, where, text, said))
    # where a line ends and the next begins is read once more
    told = {(one.thing, one.words, one.where) for one in found if "\n" not in one.text}
    found = {
        one
        for one in found
        if "\n" not in one.text or (one.thing, one.words, one.where) not in told
    }
    return sorted(found, key=lambda one: (one.where, one.thing, one.words, one.text, one.said))


def _public_names(quads: Iterable[Quad]) -> Iterator[str]:
    """List the names that leave; the label of a case or a person may hold somebody else's."""
    yield from (name(quad.object) for quad in _labels_of(quads, NAMED))
    yield from (name(quad.object) for quad in quads if quad.predicate.value == NAME_TEXT)


def _labels_of(quads: Iterable[Quad], kinds: Collection[str]) -> Iterator[Quad]:
    named = {name(q.subject) for q in quads if q.predicate == RDF_TYPE and name(q.object) in kinds}
    yield from (q for q in quads if q.predicate == PREF_LABEL and name(q.subject) in named)


def _texts(quads: Iterable[Quad], base: str) -> Iterator[tuple[str, str, str]]:
    """List where texts stand, the texts, and what of each may tell of somebody."""
    for quad in quads:
        if isinstance(quad.object, Literal):
            where = f"{name(quad.subject)} {quad.predicate.value}"
            yield where, quad.object.value, quad.object.value
            yield where, quad.object.language or "", quad.object.language or ""
            kind = quad.object.datatype.value
            yield where, kind, telling(kind)
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, NamedNode):
                own = term.value.removeprefix(base)
                yield term.value, own, telling(own)
