"""Kinds in, a shape and a colour for each out: told apart in print and by colour-blind readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from casegraph.network.model import Network

# Okabe and Ito 2008, without the yellow that is lost on white, and a grey for black
COLOURS: Final = ("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9", "#595959")
# the same on a dark ground
DARK: Final = ("#56A9DC", "#E6B04A", "#3FC79D", "#D99BBD", "#E8804A", "#8FD0F5", "#A8A8A8")
# for matplotlib, Cytoscape, Graphviz and GEXF, which has four
_SHAPES: Final = (
    ("o", "ellipse", "ellipse", "disc"),
    ("s", "rectangle", "box", "square"),
    ("^", "triangle", "triangle", "triangle"),
    ("D", "diamond", "diamond", "diamond"),
    ("h", "hexagon", "hexagon", "disc"),
    ("v", "vee", "invtriangle", "square"),
)


@dataclass(frozen=True)
class Style:
    """How nodes of one kind are drawn."""

    kind: str
    colour: str
    dark: str
    marker: str
    cytoscape: str
    graphviz: str
    gexf: str

    @property
    def rgb(self) -> tuple[int, int, int]:
        """The colour as three numbers from 0 to 255."""
        red, green, blue = (int(self.colour[place : place + 2], 16) for place in (1, 3, 5))
        return red, green, blue


def styles(kinds: Sequence[str]) -> dict[str, Style]:
    """Give each kind, in their order, a shape and a colour; 42 kinds have a pair of their own."""
    found = {}
    for place, kind in enumerate(kinds):
        marker, cytoscape, graphviz, gexf = _SHAPES[place % len(_SHAPES)]
        colour = COLOURS[place % len(COLOURS)]
        dark = DARK[place % len(DARK)]
        found[kind] = Style(kind, colour, dark, marker, cytoscape, graphviz, gexf)
    return found


def node_kinds(network: Network) -> list[str]:
    """Return the kind of each node: its class, else its side, else an empty text."""
    column = network.nodes.get("kind") or network.nodes.get("side")
    if column is None:
        return [""] * len(network)
    return ["" if kind is None else str(kind) for kind in column]


def kind_order(kinds: Sequence[str]) -> list[str]:
    """List kinds, the most frequent first, so that these have the plainest shapes."""
    counts: dict[str, int] = {}
    for kind in kinds:
        counts[kind] = counts.get(kind, 0) + 1
    return sorted(counts, key=lambda kind: (-counts[kind], kind))


def kind_words(kind: str) -> str:
    """Write `LegalCase` and `prisoner-of-conscience` as words."""
    words = "".join(f" {c.lower()}" if c.isupper() else c for c in kind) if kind.isalpha() else kind
    return words.replace("-", " ").strip()
