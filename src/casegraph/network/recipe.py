"""Run a recipe: one SELECT whose rows are edges."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
from pyoxigraph import NamedNode

from casegraph.ask import Table
from casegraph.ask.answer import answer_query, query_named
from casegraph.engine import Engine
from casegraph.errors import InputError
from casegraph.project import Project
from casegraph.saved import ParameterValue, SavedQuery, load
from casegraph.terms import CG, RDF_TYPE


@dataclass(frozen=True)
class Network:
    """Nodes and edges with attributes, apart from any library.

    Attributes:
        name: the recipe's name.
        directed: whether an edge has a direction.
        nodes: attributes by IRI: `label`, `kind`.
        edges: source, target and attributes (`weight`, `evidence` …) in a stable order.
    """

    name: str
    directed: bool
    nodes: dict[str, dict[str, Any]] = field(default_factory=dict)
    edges: list[tuple[str, str, dict[str, Any]]] = field(default_factory=list)

    def to_networkx(self) -> nx.Graph[str]:
        """Convert to a networkx graph, directed or with parallel edges where the recipe is."""
        graph: nx.Graph[str] = nx.DiGraph() if self.directed else nx.Graph()
        if len({self._ends(source, target) for source, target, _ in self.edges}) < len(self.edges):
            graph = nx.MultiDiGraph() if self.directed else nx.MultiGraph()
        graph.graph["name"] = self.name
        for iri, attributes in self.nodes.items():
            graph.add_node(iri, **attributes)
        for source, target, attributes in self.edges:
            graph.add_edge(source, target, **attributes)
        return graph

    def _ends(self, source: str, target: str) -> tuple[str, str]:
        return (source, target) if self.directed or source <= target else (target, source)


def recipes(project: Project) -> dict[str, SavedQuery]:
    """Read all network recipes of a project by name."""
    return {name: load(path) for name, path in project.queries("networks").items()}


def run_recipe(
    engine: Engine,
    project: Project,
    name: str,
    values: Mapping[str, ParameterValue] | None = None,
    lang: str = "en",
) -> Network:
    """Run a recipe.

    Args:
        engine: holds the data.
        project: whose recipes are used.
        name: the recipe's name.
        values: its parameters.
        lang: the language of node labels.

    Raises:
        UsageError: the recipe or a parameter is unknown.
        InputError: the recipe returns no ?source and ?target.
    """
    recipe = query_named(project.queries("networks"), name, "network recipe")
    table = answer_query(engine, recipe, values or {}, project.prefixes, lang)
    if not isinstance(table, Table) or not {"source", "target"} <= set(table.columns):
        raise InputError(
            "a recipe is a SELECT with ?source and ?target",
            path=recipe.path,
            line=next(
                (n for n, line in enumerate(recipe.text.splitlines(), 1) if "SELECT" in line), 1
            ),
            remedy="Name the two ends of an edge so.",
        )
    directed = bool((recipe.extra.get("network") or {}).get("directed", False))
    network = Network(name, directed)
    places = [table.columns.index(end) for end in ("source", "target")]
    for row, terms in zip(table, table.terms, strict=True):
        if not all(isinstance(terms[place], NamedNode) for place in places):
            raise InputError(
                "the recipe returns an edge with an end that is no IRI",
                path=recipe.path,
                remedy="Bind ?source and ?target in every row, to things.",
            )
        source, target = str(row["source"]), str(row["target"])
        for iri in (source, target):
            if iri not in network.nodes:
                label = table.labels.get(iri) or project.prefixes.shorten(iri)
                network.nodes[iri] = {"label": label, "kind": _kind(engine, iri)}
        extra = {
            column: str(cell) if column == "evidence" else cell
            for column, cell in row.asdict().items()
            if column not in ("source", "target") and cell is not None
        }
        network.edges.append((source, target, extra))
    return network


def _kind(engine: Engine, iri: str) -> str:
    """Name the class of a node: the most specific one, by the length of its superclass chain."""
    types = [
        quad.object.value
        for quad in engine.quads(NamedNode(iri), RDF_TYPE)
        if isinstance(quad.object, NamedNode)
    ]
    ours = sorted(t.rsplit("#", 1)[-1] for t in types if t.startswith(CG))
    general = {"Agent", "Event", "Statement", "Organization"}
    return next((t for t in ours if t not in general), ours[0] if ours else "")
