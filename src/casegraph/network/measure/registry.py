"""All measures by name: what each says, who defined it, and what computes it.

How each is computed stands in the modules beside this one; docs/explanation/measures.md cites.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal

from casegraph.errors import UsageError, nearest
from casegraph.network.column import Column
from casegraph.network.measure import centrality, groups, sampled, two_mode
from casegraph.network.model import Network

COMMUNITIES: Final = ("louvain", "leiden")


@dataclass(frozen=True)
class Options:
    """What measures depend on beside the network.

    Attributes:
        seed: of everything that draws lots.
        samples: from how many nodes sampled betweenness starts.
        communities: "louvain", or "leiden" where igraph is installed.
    """

    seed: int = 1
    samples: int = 200
    communities: str = "louvain"


@dataclass(frozen=True)
class Measure:
    """One measure.

    Attributes:
        name: its name.
        of: whether its columns are of nodes or of edges.
        summary: what it says, in a sentence.
        after: who defined it, as docs/explanation/measures.md lists them.
        compute: makes the columns.
        mode: "two" where it is one of two-mode networks only, else "any".
    """

    name: str
    of: Literal["node", "edge"]
    summary: str
    after: str
    compute: Callable[[Network, Options], Iterable[Column]]
    mode: str = "any"


def _measure(
    name: str,
    summary: str,
    after: str,
    compute: Callable[[Network, Options], Iterable[Column]],
    of: Literal["node", "edge"] = "node",
    mode: str = "any",
) -> Measure:
    return Measure(name, of, summary, after, compute, mode)


MEASURES: Final[Mapping[str, Measure]] = {
    entry.name: entry
    for entry in (
        _measure(
            "degree",
            "How many neighbours a node has; with a direction also from and to how many.",
            "Freeman 1978",
            lambda network, _: centrality.degree(network),
        ),
        _measure(
            "strength",
            "The sum of the weights of its edges; with a direction also of those in and out.",
            "Barrat et al. 2004",
            lambda network, _: centrality.strength(network),
        ),
        _measure(
            "betweenness",
            "On what share of the shortest paths between two others a node lies.",
            "Freeman 1977; Brandes 2001",
            lambda network, _: centrality.betweenness(network),
        ),
        _measure(
            "betweenness-sampled",
            "The same, estimated from some nodes, with the standard error of the estimate.",
            "Brandes and Pich 2007",
            lambda network, options: sampled.betweenness(network, options.samples, options.seed),
        ),
        _measure(
            "closeness",
            "How near a node is to those that reach it, times the share of nodes that do.",
            "Freeman 1978; Wasserman and Faust 1994",
            lambda network, _: centrality.closeness(network),
        ),
        _measure(
            "eigenvector",
            "How central a node is where its neighbours are; by weights, in the largest component.",
            "Bonacich 1972",
            lambda network, _: centrality.eigenvector(network),
        ),
        _measure(
            "pagerank",
            "How often a walk along the edges, begun anew at times, comes by; by weights.",
            "Brin and Page 1998",
            lambda network, _: centrality.pagerank(network),
        ),
        _measure(
            "clustering",
            "What share of the pairs of its neighbours are neighbours of each other.",
            "Watts and Strogatz 1998",
            lambda network, _: groups.clustering(network),
        ),
        _measure(
            "component",
            "The number of the component to which a node belongs, the largest first.",
            "Hopcroft and Tarjan 1973",
            lambda network, _: groups.component(network),
        ),
        _measure(
            "core",
            "The largest k such that a node is in a part whose nodes have k neighbours in it.",
            "Seidman 1983; Batagelj and Zaversnik 2003",
            lambda network, _: groups.core(network),
        ),
        _measure(
            "community",
            "The number of the community to which a node belongs, the largest first; by weights.",
            "Blondel et al. 2008; Traag et al. 2019",
            lambda network, options: groups.community(network, options.communities, options.seed),
        ),
        _measure(
            "bridge",
            "Whether an edge is the only connection of two parts.",
            "Tarjan 1974",
            lambda network, _: groups.bridge(network),
            of="edge",
        ),
        _measure(
            "two-mode-degree",
            "How many nodes of the other side a node is joined with, as a share of that side.",
            "Borgatti and Everett 1997",
            lambda network, _: two_mode.degree(network),
            mode="two",
        ),
        _measure(
            "two-mode-betweenness",
            "Betweenness as a share of the most that a node of its side can have.",
            "Borgatti and Everett 1997",
            lambda network, _: two_mode.betweenness(network),
            mode="two",
        ),
        _measure(
            "two-mode-closeness",
            "Closeness as a share of the most that a node of its side can have.",
            "Borgatti and Everett 1997",
            lambda network, _: two_mode.closeness(network),
            mode="two",
        ),
        _measure(
            "two-mode-clustering",
            "How far the neighbours of a node overlap with those of nodes that share one with it.",
            "Latapy et al. 2008",
            lambda network, _: two_mode.clustering(network),
            mode="two",
        ),
    )
}


def names_for(network: Network) -> list[str]:
    """List the measures that a network can have, without those that estimate."""
    return [
        name
        for name, entry in MEASURES.items()
        if entry.mode in ("any", network.mode) and name != "betweenness-sampled"
    ]


def measure(network: Network, names: Iterable[str], options: Options | None = None) -> Network:
    """Compute measures, and keep them as columns of nodes or edges.

    Args:
        network: the network.
        names: names of `MEASURES`.
        options: seed, samples, and the method for communities.

    Raises:
        UsageError: a name is unknown, or the measure is not one of this sort of network.
        CasegraphError: a library that the measure needs is not installed.
    """
    options = options or Options()
    if options.communities not in COMMUNITIES:
        raise UsageError(
            f"communities are not found by {options.communities!r}",
            remedy=nearest(options.communities, COMMUNITIES),
        )
    chosen = list(names)
    for name in chosen:
        if name not in MEASURES:
            raise UsageError(f"there is no measure {name!r}", remedy=nearest(name, MEASURES))
        if MEASURES[name].mode not in ("any", network.mode):
            raise UsageError(
                f"{name} is a measure of two-mode networks, and {network.name} has one mode"
            )
    for name in chosen:
        found = {column.name: column for column in MEASURES[name].compute(network, options)}
        if MEASURES[name].of == "node":
            network = replace(network, nodes={**network.nodes, **found})
        else:
            network = replace(network, edges={**network.edges, **found})
    return replace(network, origin=network.origin.then(f"measured: {_told(chosen, options)}"))


def _told(names: list[str], options: Options) -> str:
    """Name measures, with the options on which they depend."""
    words = []
    for name in names:
        if name == "community":
            words.append(f"community (by {options.communities}, seed {options.seed})")
        elif name == "betweenness-sampled":
            words.append(f"{name} (from {options.samples} nodes, seed {options.seed})")
        else:
            words.append(name)
    return ", ".join(words)
