"""The engine in the process: Oxigraph, in memory or on disk."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, TypeVar

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse,
)

from casegraph.engine.lexical import names_dataset
from casegraph.engine.protocol import Graphs, Solutions
from casegraph.errors import EngineError, InvalidQueryError, StoreError

_FAILURES: Final = (ValueError, OSError, RuntimeError)
_DAMAGE: Final = ("Corruption", "IO error")  # as RocksDB begins its messages
_AGAIN: Final = "Run 'casegraph build --again' to make it anew."
_LONG_LIST: Final = re.compile(r"expected one of .{100,}", re.DOTALL)
_UNBOUND: Final = "The SELECT contains a variable that is unbound"
_POSITION: Final = re.compile(r"error at (\d+):(\d+): expected ")
_OPENED: Final = re.compile(
    r"\b(?:SELECT|ASK|CONSTRUCT|DESCRIBE|INSERT|DELETE)\b[^{]*\{", re.IGNORECASE
)
_Item = TypeVar("_Item")


class Embedded:
    """An Oxigraph store whose default graph is the union of all named graphs.

    Args:
        store: the store; a new one in memory if absent.
    """

    def __init__(self, store: Store | None = None) -> None:
        self.store = store if store is not None else Store()

    @classmethod
    def create(cls, folder: Path, quads: Iterable[Quad]) -> Embedded:
        """Make a store on disk in a folder that does not exist yet, from quads."""
        store = Store(str(folder))
        store.bulk_extend(quads)
        store.flush()
        store.optimize()
        return cls(store)

    @classmethod
    def create_from_text(cls, folder: Path, stream: BinaryIO, named: Iterable[bytes]) -> Embedded:
        """Make a store on disk from N-Quads.

        Args:
            folder: where it is made; it does not exist yet.
            stream: the lines, written by casegraph itself.
            named: those of them that have blank nodes, which keep their names.
        """
        store = Store(str(folder))
        store.bulk_load(stream, RdfFormat.N_QUADS, lenient=True)
        kept = parse(b"".join(named), RdfFormat.N_QUADS, lenient=True)
        quads = list(kept)
        for graph in {quad.graph_name for quad in quads}:  # what is loaded gets names at random
            for quad in list(store.quads_for_pattern(None, None, None, graph)):
                if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
                    store.remove(quad)
        store.extend(quads)
        store.flush()
        store.optimize()
        return cls(store)

    @classmethod
    def changed_copy(
        cls, source: Path, folder: Path, gone: Iterable[bytes], come: Iterable[bytes]
    ) -> int:
        """Make a store on disk from another one, whose files it links as far as they stay.

        Args:
            source: the other store, which nobody writes to.
            folder: where the new one is made; it does not exist yet.
            gone: lines of N-Quads that it does not hold.
            come: lines of N-Quads that it holds, whatever goes.

        Returns:
            How many quads it holds more than the other one.

        Raises:
            StoreError: the other store is damaged.
        """
        cls.open(source).store.backup(str(folder))
        try:
            store = Store(str(folder))
            change = 0
            for adds, lines in ((False, gone), (True, come)):
                for quad in parse(b"".join(lines), RdfFormat.N_QUADS, lenient=True):
                    if (quad in store) != adds:
                        (store.add if adds else store.remove)(quad)
                        change += 1 if adds else -1
            store.flush()
        except _FAILURES as error:
            raise _damaged(error) from error
        return change

    @classmethod
    def open(cls, folder: Path) -> Embedded:
        """Open a store on disk for reading.

        Raises:
            StoreError: the folder holds no store, or a damaged one.
        """
        try:
            return cls(Store.read_only(str(folder)))
        except _FAILURES as error:
            raise StoreError(
                f"the store cannot be opened ({error})", where=str(folder), remedy=_AGAIN
            ) from error

    def count(self) -> int:
        """Count the quads.

        Raises:
            StoreError: the store is damaged.
        """
        try:
            return len(self.store)
        except _FAILURES as error:
            raise _damaged(error) from error

    def quads(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | BlankNode | Literal | None = None,
    ) -> Iterator[Quad]:
        """Read the quads of a pattern in any graph; None stands for any term.

        Raises:
            StoreError: the store is damaged.
        """
        try:
            yield from self.store.quads_for_pattern(subject, predicate, value)
        except _FAILURES as error:
            raise _damaged(error) from error

    def results(
        self, query: str, *, graphs: Graphs | None = None, base: str | None = None
    ) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Run a query of any form, for an answer that is written while it is read.

        Args:
            query: the query.
            graphs: the dataset, whatever the query says of it; absent: what its FROM clauses say,
                and without any the union of all graphs as default graph.
            base: what relative IRIs are relative to.

        Raises:
            InvalidQueryError: the query is not valid.
            EngineError: it failed.
            StoreError: the store is damaged.
        """
        dataset: dict[str, Any] = {"use_default_graph_as_union": not names_dataset(query)}
        if graphs is not None:
            dataset = {
                "default_graph": list(map(NamedNode, graphs.default)),
                "named_graphs": list(map(NamedNode, graphs.named)),
            }
        try:
            answer: QuerySolutions | QueryBoolean | QueryTriples = self.store.query(
                query, base_iri=base, **dataset
            )
            return answer
        except SyntaxError as error:
            raise InvalidQueryError(
                f"the query is not valid SPARQL: {_said(error, query)}", remedy="Correct it there."
            ) from error
        except _FAILURES as error:
            raise _failed(error) from error

    def select(self, query: str) -> Solutions:
        """Run a SELECT. See `Engine.select`."""
        answer = self.results(query)
        if not isinstance(answer, QuerySolutions):
            raise EngineError("the query is no SELECT", remedy="Begin it with SELECT.")
        return _solutions(answer)

    def construct(self, query: str) -> Iterator[Triple]:
        """Run a CONSTRUCT or DESCRIBE. See `Engine.construct`."""
        answer = self.results(query)
        if not isinstance(answer, QueryTriples):
            raise EngineError("the query is no CONSTRUCT", remedy="Begin it with CONSTRUCT.")
        return _checked(answer)

    def construct_text(self, query: str) -> bytes:
        """Run a CONSTRUCT and write what it gives as N-Triples, without an object for each triple.

        The errors are those of `construct`; lines may stand twice.
        """
        answer = self.results(query)
        if not isinstance(answer, QueryTriples):
            raise EngineError("the query is no CONSTRUCT", remedy="Begin it with CONSTRUCT.")
        try:
            return answer.serialize(format=RdfFormat.N_TRIPLES) or b""
        except _FAILURES as error:
            raise _failed(error) from error

    def ask(self, query: str) -> bool:
        """Run an ASK. See `Engine.ask`."""
        answer = self.results(query)
        if not isinstance(answer, QueryBoolean):
            raise EngineError("the query is no ASK", remedy="Begin it with ASK.")
        return bool(answer)

    def run(self, query: str) -> Solutions | Iterator[Triple] | bool:
        """Run a query of any form and return what its form gives."""
        answer = self.results(query)
        if isinstance(answer, QueryBoolean):
            return bool(answer)
        if isinstance(answer, QueryTriples):
            return _checked(answer)
        return _solutions(answer)

    def update(self, request: str) -> None:
        """Run a SPARQL Update. See `Engine.update`."""
        try:
            self.store.update(request)
        except SyntaxError as error:
            raise EngineError(
                f"the update is not valid SPARQL: {_said(error, request)}",
                remedy="Correct it there.",
            ) from error
        except _FAILURES as error:
            raise EngineError(f"the update failed: {error}") from error

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads to their named graphs. See `Engine.load`."""
        self.store.extend(quads)

    def load_text(self, text: bytes, form: RdfFormat, graph: NamedNode) -> None:
        """Add the triples of a text to a named graph, without an object for each triple.

        Args:
            text: the document, in UTF-8.
            form: its format, one that names no graphs.
            graph: the graph that takes its triples.

        Raises:
            SyntaxError: it is not of this format; nothing was added.
        """
        self.store.load(text, form, to_graph=graph)


def _solutions(answer: QuerySolutions) -> Solutions:
    rows = (tuple(solution) for solution in _checked(answer))
    return Solutions(tuple(variable.value for variable in answer.variables), rows)


def _checked(answer: Iterable[_Item]) -> Iterator[_Item]:
    """Pass on what an answer holds; the store finds some failures only while it is read."""
    try:
        yield from answer
    except _FAILURES as error:
        raise _failed(error) from error


def _said(error: SyntaxError, query: str) -> str:
    """Say what the engine met, and what may be meant by it.

    The list of all that might stand there instead can fill a screen, and is left out.
    """
    told = str(error.msg)
    if _UNBOUND in told:
        return "every variable that SELECT names beside an aggregate belongs in GROUP BY"
    said = _LONG_LIST.sub("something else must stand there", told)
    place = _POSITION.match(told)
    if place and _OPENED.search(_before(query, int(place[1]), int(place[2]))):
        return f"{said}; something before it may be missing, often a dot or a brace"
    return said


def _before(text: str, line: int, column: int) -> str:
    """Return what stands before a place, with line and column from 1."""
    lines = text.split("\n")[:line]
    return "\n".join([*lines[:-1], lines[-1][: column - 1]])


def _failed(error: Exception) -> EngineError | StoreError:
    damaged = str(error).startswith(_DAMAGE)
    return _damaged(error) if damaged else EngineError(f"the query failed: {error}")


def _damaged(error: Exception) -> StoreError:
    return StoreError(f"the store is damaged ({error})", remedy=_AGAIN)
