"""Quads in, the same quads with blank nodes named by what is said of them out (RDFC-1.0).

The algorithm tries every order of nodes that look alike, and nothing can stop it; so a graph with
many of them is refused first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from math import factorial, log2
from pathlib import Path
from typing import Any, Final

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad

from casegraph.errors import InputError

# within these bounds the slowest graph that was found takes half a second
_MOST_ALIKE: Final = 150
_WIDEST: Final = 5
_MOST_BITS: Final = 32

_Groups = dict[tuple[str, int, str], set[BlankNode]]


def with_canonical_names(quads: Iterable[Quad], path: Path | str) -> Dataset:
    """Name blank nodes by what is said of them, and drop repetitions.

    Args:
        quads: the quads.
        path: what an error names.

    Raises:
        InputError: too many blank nodes are too alike to be told apart.
    """
    dataset = Dataset(quads)
    looks = _looks(dataset)
    count = Counter(looks.values())
    alike = {node: look for node, look in looks.items() if count[look] > 1}
    if alike:
        _refuse_tangles(_neighbours(dataset, alike), path)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _terms(quad: Quad) -> tuple[Any, ...]:
    return quad.subject, quad.object, quad.graph_name


def _looks(dataset: Dataset) -> dict[BlankNode, str]:
    """Write all that is said of each blank node, other blank nodes without their names."""
    said: defaultdict[BlankNode, list[str]] = defaultdict(list)
    for quad in dataset:
        terms = _terms(quad)
        for node in {term for term in terms if isinstance(term, BlankNode)}:
            signs = [
                str(t) if not isinstance(t, BlankNode) else "_:a" if t == node else "_:z"
                for t in terms
            ]
            said[node].append(f"{quad.predicate} {' '.join(signs)}")
    return {node: "\n".join(sorted(lines)) for node, lines in said.items()}


def _neighbours(dataset: Dataset, alike: dict[BlankNode, str]) -> dict[BlankNode, _Groups]:
    """Group the neighbours of each node among those that look alike: by link and by look."""
    found: dict[BlankNode, _Groups] = {node: {} for node in alike}
    for quad in dataset:
        terms = _terms(quad)
        for node in terms:
            if node not in alike:
                continue
            for place, other in enumerate(terms):
                if other in alike and other != node:
                    key = (quad.predicate.value, place, alike[other])
                    found[node].setdefault(key, set()).add(other)
    return found


def _refuse_tangles(neighbours: dict[BlankNode, _Groups], path: Path | str) -> None:
    seen: set[BlankNode] = set()
    for start in neighbours:
        waiting = [start]
        size, bits, widest = 0, 0.0, 0
        while waiting:
            node = waiting.pop()
            if node in seen:
                continue
            seen.add(node)
            size += 1
            for group in neighbours[node].values():
                widest = max(widest, len(group))
                bits += log2(factorial(min(len(group), _WIDEST)))
                waiting += group
        if size > _MOST_ALIKE or widest > _WIDEST or bits > _MOST_BITS:
            raise InputError(
                f"{size} blank nodes that refer to one another are too alike to be told apart",
                path=path,
                remedy="Give them addresses, or say of each what makes it another one.",
            )
