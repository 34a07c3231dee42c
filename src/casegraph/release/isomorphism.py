"""What is said of one person in, a key out that another has only if the same is said of that one.

The same but for the names of nodes: two records have one key only if they are isomorphic.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Iterator

# subject, property, value, and whether that is a node as well, whose name says nothing
Row = tuple[str, str, str, bool]
_Colours = dict[str, str]


def key_of(person: str, rows: Collection[Row]) -> str:
    """Hash what is said, whatever the nodes are called.

    Each node takes the colour of what is said of it and of its neighbours, again and again
    (Weisfeiler and Leman), until no more nodes are told apart. Of nodes of one colour one is then
    picked and coloured by itself, until each has a colour of its own: then the colours stand for
    the names, and what is said with them in place is hashed. If two picks look alike, either is
    taken: at worst two persons who are alike get two keys, never two who are not the same one.

    Args:
        person: the node of the person.
        rows: what is said.
    """
    nodes = {subject for subject, *_ in rows} | {value for *_, value, inner in rows if inner}
    nodes.add(person)
    colours = _refined(dict.fromkeys(nodes, "") | {person: "person"}, rows)
    while (alike := _alike(colours)) is not None:
        picks = (_refined(colours | {node: f"picked {colours[node]}"}, rows) for node in alike)
        colours = min(picks, key=lambda one: sorted(one.values()))
    said = {
        f"{colours[subject]} {path} {colours[value] if inner else value}"
        for subject, path, value, inner in rows
    }
    return hashed("\n".join(sorted(said)))


def _refined(colours: _Colours, rows: Collection[Row]) -> _Colours:
    """Colour by what is said of each node, until no more nodes are told apart."""
    number = 0
    while len(set(colours.values())) > number:
        number = len(set(colours.values()))
        said: dict[str, list[str]] = {node: [colour] for node, colour in colours.items()}
        for subject, path, value, inner in rows:
            said[subject].append(f"{path} {colours[value] if inner else value}")
            if inner:
                said[value].append(f"^{path} {colours[subject]}")
        colours = {node: hashed("\n".join(sorted(lines))) for node, lines in said.items()}
    return colours


def _alike(colours: _Colours) -> list[str] | None:
    """Return the nodes of the colour that fewest share, or None if all have one of their own."""
    shared: Iterator[tuple[int, str]] = (
        (number, colour) for colour, number in Counter(colours.values()).items() if number > 1
    )
    least = min(shared, default=None)
    return least and sorted(node for node, colour in colours.items() if colour == least[1])


def hashed(text: str) -> str:
    """Hash a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
