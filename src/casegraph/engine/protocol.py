"""What every engine can do, and the form of its answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from casegraph.terms import Term


@dataclass(frozen=True)
class Solutions:
    """The answer of a SELECT: its variables and its rows, which can be read once.

    Attributes:
        variables: the names of the columns, without the question mark.
        rows: one tuple a solution; None where a variable is unbound.
    """

    variables: tuple[str, ...]
    rows: Iterator[tuple[Term | None, ...]]


@dataclass(frozen=True)
class Graphs:
    """The dataset of a query: named graphs that make its default graph, and those that GRAPH sees.

    A graph that nobody knows is an empty one.
    """

    default: tuple[str, ...]
    named: tuple[str, ...]


class Engine(Protocol):
    """A SPARQL 1.1 engine whose default graph is the union of all named graphs."""

    def select(self, query: str) -> Solutions:
        """Run a SELECT.

        Raises:
            EngineError: the query is not valid, or the engine could not answer it.
        """
        ...

    def construct(self, query: str) -> Iterator[Triple]:
        """Run a CONSTRUCT or DESCRIBE; the errors are those of `select`."""
        ...

    def ask(self, query: str) -> bool:
        """Run an ASK; the errors are those of `select`."""
        ...

    def run(self, query: str) -> Solutions | Iterator[Triple] | bool:
        """Run a query of any form; the errors are those of `select`."""
        ...

    def quads(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | BlankNode | Literal | None = None,
    ) -> Iterator[Quad]:
        """Read the quads of a pattern in any graph; None stands for any term.

        The errors are those of `select`.
        """
        ...

    def update(self, request: str) -> None:
        """Run a SPARQL Update; the errors are those of `select`."""
        ...

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads to their named graphs."""
        ...
