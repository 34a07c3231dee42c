"""A project in, what an engine holds of it out: the graphs that were put there, by digest.

The ledger is a graph on the engine itself, and changes in the same update as what it tells of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pyoxigraph import Literal, NamedNode

from casegraph.engine import Remote
from casegraph.project import Project
from casegraph.transfer.aside import OWN

PREFIX: Final = f"PREFIX own: <{OWN}>"


@dataclass(frozen=True)
class Entry:
    """One graph that was put on an engine.

    Attributes:
        sha256: the digest of its lines in the generation that it came from.
        content: the digest of what it says, by value.
        triples: how many the engine counted.
    """

    sha256: str
    content: str
    triples: int


@dataclass(frozen=True)
class Ledger:
    """What an engine holds of a project.

    Attributes:
        generation: the digest of the generation that was put there last; empty before the first.
        entries: the graphs by IRI.
    """

    generation: str = ""
    entries: Mapping[str, Entry] = field(default_factory=dict)


def ledger_of(project: Project) -> NamedNode:
    """Name the graph on an engine that tells what it holds of a project."""
    return NamedNode(f"{OWN}ledger/{project.base}")


def generation_there(remote: Remote, ledger: NamedNode) -> str:
    """Ask which generation was put there last; an empty text before the first.

    Raises:
        EngineError: the engine did not answer.
    """
    query = f"{PREFIX} SELECT ?d WHERE {{ GRAPH {ledger} {{ {ledger} own:generation ?d }} }}"
    return max((_text(digest) for (digest,) in remote.select(query).rows), default="")


def read_ledger(remote: Remote, ledger: NamedNode) -> Ledger:
    """Read what an engine holds of a project.

    Raises:
        EngineError: the engine did not answer.
    """
    query = f"""{PREFIX} SELECT ?g ?sha256 ?content ?n WHERE {{ GRAPH {ledger} {{
  ?entry own:graph ?g ; own:sha256 ?sha256 ; own:content ?content ; own:triples ?n }} }}"""
    entries = {
        _text(graph): Entry(_text(sha256), _text(content), int(_text(number)))
        for graph, sha256, content, number in remote.select(query).rows
    }
    return Ledger(generation_there(remote, ledger), entries)


def counts_there(remote: Remote, ledger: NamedNode) -> dict[str, int]:
    """Count the triples of each graph that the ledger names; an empty one has no count.

    Raises:
        EngineError: the engine did not answer.
    """
    query = f"""{PREFIX} SELECT ?g (COUNT(*) AS ?n) WHERE {{
  GRAPH {ledger} {{ ?entry own:graph ?g }} GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g"""
    return {_text(graph): int(_text(number)) for graph, number in remote.select(query).rows}


def _text(term: Any) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else ""
