"""What shall change on an engine in, the SPARQL that prepares it and does it at once out.

A plan is a graph on the engine: which graphs it clears, and which graphs aside replace them. It is
known by what it changes, so that a push that was broken off finds its own again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Literal, NamedNode

from casegraph.engine import Remote
from casegraph.transfer.aside import OWN, taken_back_in_sparql
from casegraph.transfer.ledger import PREFIX, Entry

_SWAP = """{prefix}
DELETE WHERE {{ GRAPH {plan} {{ {plan} own:ready ?ready }} }} ;
INSERT {{ GRAPH {plan} {{ {plan} own:ready true }} }} WHERE {{
  {{ SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {plan} {{ ?aside own:replaces ?g }} GRAPH ?aside {{ ?s ?p ?o }} }} }}
  {{ SELECT (COUNT(*) AS ?cleared) WHERE {{ GRAPH {plan} {{ {plan} own:clears ?g }} }} }}
  FILTER(?n = {triples} && ?cleared = {graphs}) {condition}
}} ;
DELETE {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{
  GRAPH {plan} {{ {plan} own:ready true ; own:clears ?g }} GRAPH ?g {{ ?s ?p ?o }}
}} ;
INSERT {{ GRAPH ?g {{ ?s ?p ?o }} }} WHERE {{
  GRAPH {plan} {{ {plan} own:ready true . ?aside own:replaces ?g }} GRAPH ?aside {{ ?hs ?hp ?ho }}
  {subject} {predicate} {object}
}} ;
DELETE {{ GRAPH {ledger} {{ ?entry ?p ?o }} }} WHERE {{
  GRAPH {plan} {{ {plan} own:ready true ; own:clears ?g }} GRAPH {ledger} {{ ?entry own:graph ?g ; ?p ?o }}
}} ;
INSERT {{ GRAPH {ledger} {{ ?aside own:graph ?g ; own:sha256 ?sha256 ; own:content ?content ; own:triples ?n }} }} WHERE {{
  GRAPH {plan} {{ {plan} own:ready true . ?aside own:replaces ?g ; own:sha256 ?sha256 ; own:content ?content ; own:triples ?n }}
}} ;
DELETE {{ GRAPH {ledger} {{ {ledger} own:generation ?old }} }} WHERE {{
  GRAPH {plan} {{ {plan} own:ready true }} GRAPH {ledger} {{ {ledger} own:generation ?old }}
}} ;
INSERT {{ GRAPH {ledger} {{ {ledger} own:generation {generation} }} }} WHERE {{ GRAPH {plan} {{ {plan} own:ready true }} }} ;
DELETE {{ GRAPH ?aside {{ ?s ?p ?o }} }} WHERE {{
  GRAPH {plan} {{ {plan} own:ready true . ?aside own:replaces ?g }} GRAPH ?aside {{ ?s ?p ?o }}
}} ;
DELETE {{ GRAPH {plan} {{ ?s ?p ?o }} }} WHERE {{ GRAPH {plan} {{ {plan} own:ready true . ?s ?p ?o }} }}"""  # noqa: E501 - a line a pattern


@dataclass(frozen=True)
class Plan:
    """A change of what an engine holds of a project.

    Attributes:
        ledger: the ledger of the project.
        before: the digest of the generation that is there; empty if there is none.
        after: the digest of the generation that shall be there.
        changed: the IRIs of the graphs that are new or other ones.
        removed: those that shall be gone.
    """

    ledger: NamedNode
    before: str
    after: str
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    @cached_property
    def name(self) -> NamedNode:
        """The graph in which the plan stands."""
        parts = [self.ledger.value, self.before, self.after, *self.changed, "-", *self.removed]
        digest = hashlib.sha256("\n".join(parts).encode("utf-8")).hexdigest()
        return NamedNode(f"{OWN}plan/{digest}")

    def aside(self, graph: str) -> NamedNode:
        """Name the graph that holds the new content of a graph until the swap."""
        return _aside(self.name, graph)

    def written(self) -> list[str]:
        """Write the updates that put the plan down, a part each."""
        lines = [f"{self.name} own:of {self.ledger} ."]
        lines += [f"{self.name} own:clears {NamedNode(g)} ." for g in self.changed + self.removed]
        parts = ["\n".join(lines[n : n + 5000]) for n in range(0, len(lines), 5000)]
        return [f"{PREFIX} INSERT DATA {{ GRAPH {self.name} {{ {part} }} }}" for part in parts]

    def ready(self, graph: str, entry: Entry) -> str:
        """Write the triples that say that the new content of a graph lies aside, as it should."""
        return (
            f"{self.aside(graph)} own:replaces {NamedNode(graph)} ; own:sha256 "
            f"{Literal(entry.sha256)} ; own:content {Literal(entry.content)} ; "
            f"own:triples {entry.triples} ."
        )

    def swap(self, triples: int) -> str:
        """Write the update that does it all, or nothing.

        Nothing is done where another generation came meanwhile, where not all lies aside, or where
        the plan did not arrive as it was sent.

        Args:
            triples: how many lie aside in all.
        """
        there = f"GRAPH {self.ledger} {{ {self.ledger} own:generation"
        condition = f"FILTER NOT EXISTS {{ {there} ?any }} }}"
        if self.before:
            condition = f"FILTER EXISTS {{ {there} {Literal(self.before)} }} }}"
        return _SWAP.format(
            prefix=PREFIX,
            plan=self.name,
            ledger=self.ledger,
            triples=triples,
            graphs=len(self.changed + self.removed),
            condition=condition,
            generation=Literal(self.after),
            subject=taken_back_in_sparql("hs", "s"),
            predicate=taken_back_in_sparql("hp", "p"),
            object=taken_back_in_sparql("ho", "o"),
        )


def _aside(plan: NamedNode, graph: str) -> NamedNode:
    digest = hashlib.sha256(f"{plan.value} {graph}".encode()).hexdigest()
    return NamedNode(f"{OWN}graph/{digest}")


def plans_there(remote: Remote, ledger: NamedNode) -> list[NamedNode]:
    """List the plans for a project that an engine holds, this push's or another's.

    Raises:
        EngineError: the engine did not answer.
    """
    query = f"{PREFIX} SELECT DISTINCT ?plan WHERE {{ GRAPH ?plan {{ ?plan own:of {ledger} }} }}"
    return [plan for (plan,) in remote.select(query).rows if isinstance(plan, NamedNode)]


def drop_plan(remote: Remote, plan: NamedNode) -> None:
    """Remove a plan, and what lies aside for it: a push that still needs it will fail and say so.

    Raises:
        EngineError: the engine did not do it.
    """
    query = f"{PREFIX} SELECT ?g WHERE {{ GRAPH {plan} {{ {plan} own:clears ?g }} }}"
    graphs = [g.value for (g,) in remote.select(query).rows if isinstance(g, NamedNode)]
    for part in _parts([_aside(plan, graph) for graph in graphs]):
        remote.update(" ;\n".join(f"DROP SILENT GRAPH {name}" for name in part))
    remote.update(f"DROP SILENT GRAPH {plan}")


def _parts(names: list[NamedNode]) -> Iterable[list[NamedNode]]:
    return (names[n : n + 500] for n in range(0, len(names), 500))
