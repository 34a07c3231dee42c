"""Closed SHACL shapes in, a list out of what may leave: for each class, which properties, and how.

The lists are data, `shapes/release/<list>/*.ttl`; what they do not name stays behind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.errors import InputError
from casegraph.project import Project
from casegraph.release.disclosure import DISCLOSURE, Level
from casegraph.release.facts import name
from casegraph.terms import RDF, SHAPE, Term
from casegraph.turtle import read

_SH: Final = "http://www.w3.org/ns/shacl#"


@dataclass(frozen=True)
class Link:
    """A property by which a thing hangs on others, or without which it does not leave.

    Attributes:
        forwards: any of these properties of the thing.
        backwards: any of these properties of other things, whose value is the thing.
        needed: whether at least one must leave for the thing to leave.
        hangs_on: whether the level of disclosure of what stands there holds for the thing.
    """

    forwards: frozenset[str]
    backwards: frozenset[str]
    needed: bool
    hangs_on: bool


@dataclass(frozen=True)
class Listed:
    """What may leave of the things of one class.

    Attributes:
        properties: the properties that may leave.
        texts: those whose texts leave only where they are cleared.
        outside: those that may lead to somebody else's address.
        together: those of which all values leave, or none.
        links: those that the thing hangs on or needs.
        replaced: what stands in place of the values of a property, or None for evidence.
        level: the level of disclosure where neither a thing nor its file says one.
    """

    properties: frozenset[str]
    texts: frozenset[str]
    outside: frozenset[str]
    together: frozenset[str]
    links: tuple[Link, ...]
    replaced: Mapping[str, NamedNode | Literal | None]
    level: Level | None


AllowList = Mapping[str, Listed]


def allow_list(project: Project, which: str) -> AllowList:
    """Read a list of what may leave.

    Args:
        project: whose list is read: casegraph's own, and files of `shapes/release/` of its own.
        which: `public` or `pseudonymised`.

    Raises:
        InputError: a file is no Turtle, or a path is of a kind that no list has.
    """
    return read_list(project.release_shapes(which))


def read_list(paths: Iterable[Path]) -> AllowList:
    """Read a list from its files. See `allow_list`."""
    paths = list(paths)
    shapes = _Shapes(quad for path in paths for quad in read(path).quads)
    found = {}
    for shape, target in shapes.pairs(_SH + "targetClass"):
        if not shapes.values(shape, _SH + "closed"):
            raise InputError(
                f"the shape {name(shape)} is not closed",
                path=paths[0].parent,
                remedy="Say sh:closed true: a list of what may leave names all of it.",
            )
        found[name(target)] = _listed(shapes, shape, paths[0].parent)
    return found


class _Shapes:
    """Statements about shapes, by subject and property."""

    def __init__(self, quads: Iterable[Quad]) -> None:
        self._values: dict[tuple[Term, str], list[Term]] = defaultdict(list)
        for quad in quads:
            self._values[quad.subject, quad.predicate.value].append(quad.object)

    def values(self, subject: Term, path: str) -> list[Term]:
        return sorted(self._values.get((subject, path), ()), key=str)

    def value(self, subject: Term, path: str) -> Term | None:
        return next(iter(self.values(subject, path)), None)

    def pairs(self, path: str) -> list[tuple[Term, Term]]:
        subjects = {subject for subject, predicate in self._values if predicate == path}
        return [(s, value) for s in sorted(subjects, key=str) for value in self.values(s, path)]

    def items(self, head: Term | None) -> Iterator[Term]:
        """Read a list of RDF."""
        while head is not None and name(head) != RDF + "nil":
            yield from self.values(head, RDF + "first")
            head = self.value(head, RDF + "rest")


def _listed(shapes: _Shapes, shape: Term, where: Path) -> Listed:
    properties: set[str] = set()
    grouped: dict[str, set[str]] = defaultdict(set)
    links: list[Link] = []
    replaced: dict[str, NamedNode | Literal | None] = {}
    for member in shapes.values(shape, _SH + "property"):
        path = shapes.value(member, _SH + "path")
        groups = {name(group).removeprefix(SHAPE) for group in shapes.values(member, _SH + "group")}
        if isinstance(path, NamedNode):
            properties.add(path.value)
            for group in groups:
                grouped[group].add(path.value)
            if "replaced" in groups:
                instead = shapes.value(member, _SH + "defaultValue")
                replaced[path.value] = instead if isinstance(instead, NamedNode | Literal) else None
        needed = int(name(shapes.value(member, _SH + "minCount")) or 0) > 0
        if needed or "hangs-on" in groups:
            links.append(Link(*_ends(shapes, path, where), needed, "hangs-on" in groups))
    own = shapes.value(shape, DISCLOSURE)
    return Listed(
        properties=frozenset(properties),
        texts=frozenset(grouped["free-text"]),
        outside=frozenset(grouped["outside"]),
        together=frozenset(grouped["together"]),
        links=tuple(links),
        replaced=replaced,
        level=Level.of(name(own)) if own is not None else None,
    )


def _ends(shapes: _Shapes, path: Term | None, where: Path) -> tuple[frozenset[str], frozenset[str]]:
    """Read a path: a property, the inverse of a path, or one of several paths."""
    if isinstance(path, NamedNode):
        return frozenset({path.value}), frozenset()
    inverse = shapes.value(path, _SH + "inversePath") if path is not None else None
    several = shapes.value(path, _SH + "alternativePath") if path is not None else None
    if inverse is not None:
        forwards, backwards = _ends(shapes, inverse, where)
        return backwards, forwards
    if several is None:
        raise InputError(
            "a path in a list of what may leave is a property, one of several, or their inverse",
            path=where,
            remedy="Write it so.",
        )
    found = [_ends(shapes, each, where) for each in shapes.items(several)]
    return (
        frozenset().union(*(forwards for forwards, _ in found)),
        frozenset().union(*(backwards for _, backwards in found)),
    )
