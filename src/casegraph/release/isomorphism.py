"""What is said of one person in, a key out that another has only if the same is said of that one.

The same but for the names of nodes: two records have one key only if they are isomorphic.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection

from networkx import Graph, connected_components

# subject, property, value, and whether that is a node as well, whose name says nothing
Row = tuple[str, str, str, bool]
_Colours = dict[str, str]


def key_of(person: str, rows: Collection[Row]) -> str:
    """Hash what is said, whatever the nodes are called.

    Each node takes the colour of what is said of it and of its neighbours, again and again
    (Weisfeiler and Leman), until no more nodes are told apart. Nodes with a colour of their own are
    told by it. The others fall apart into parts, such as a charge and its verdict, that touch one
    another only through those; in each part one node is picked and coloured by itself, until each
    has a colour of its own, and what is said with colours in place of names is hashed. If two picks
    look alike, either is taken: at worst two persons who are alike get two keys, never two who are
    not the same one.

    Args:
        person: the node of the person.
        rows: what is said.
    """
    nodes = {subject for subject, *_ in rows} | {value for *_, value, inner in rows if inner}
    nodes.add(person)
    colours = _refined(dict.fromkeys(nodes, "") | {person: "person"}, rows)
    return hashed(_told(colours, rows))


def _told(colours: _Colours, rows: Collection[Row]) -> str:
    """Write down what is said, with colours in place of names, part by part."""
    counted = Counter(colours.values())
    loose = {node for node, colour in colours.items() if counted[colour] > 1}
    texts = [_line(colours, row) for row in rows if not _ends(row) & loose]
    for part in _parts(loose, rows):
        own = [row for row in rows if _ends(row) & part]
        near = {node: colours[node] for row in own for node in _ends(row)}
        texts.append(hashed(_told_of_part(near, own)))
    return "\n".join(sorted(texts))


def _told_of_part(colours: _Colours, rows: Collection[Row]) -> str:
    """Write down what is said of a part; where two of its nodes look alike, pick one."""
    counted = Counter(colours.values())
    shared = [(number, colour) for colour, number in counted.items() if number > 1]
    if not shared:
        return "\n".join(sorted(_line(colours, row) for row in rows))
    _, least = min(shared)
    alike = sorted(node for node, colour in colours.items() if colour == least)
    picks = (_refined(colours | {node: f"picked {least}"}, rows) for node in alike)
    return _told(min(picks, key=lambda one: sorted(one.values())), rows)


def _parts(loose: set[str], rows: Collection[Row]) -> list[set[str]]:
    """Find which nodes are joined by what is said of them alone."""
    joined: Graph[str] = Graph()
    joined.add_nodes_from(loose)
    pairs = (_ends(row) for row in rows)
    joined.add_edges_from((min(pair), max(pair)) for pair in pairs if pair <= loose)
    return list(connected_components(joined))


def _ends(row: Row) -> set[str]:
    subject, _, value, inner = row
    return {subject, value} if inner else {subject}


def _line(colours: _Colours, row: Row) -> str:
    subject, path, value, inner = row
    return f"{colours[subject]} {path} {colours[value] if inner else value}"


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


def hashed(text: str) -> str:
    """Hash a text."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
