"""The engine behind a URL: any SPARQL 1.1 endpoint whose default graph is the union of all graphs.

Questions go by SPARQLWrapper, answers are read as they arrive; whole graphs are `graph_store`'s.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from typing import Any, Final

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from casegraph.engine.answer import Answer
from casegraph.engine.http import Client
from casegraph.engine.lexical import code_of
from casegraph.engine.protocol import Solutions
from casegraph.engine.service import Service
from casegraph.engine.wrapper import Request
from casegraph.errors import EngineError
from casegraph.terms import GraphName, Term

_BATCH: Final = 5000
_RESULTS: Final = "application/sparql-results+json"
_TRIPLES: Final = "application/n-triples"
# headers by which Virtuoso owns up to an answer that it cut: at its most rows, at its most seconds
_CUT: Final = ("X-SPARQL-MaxRows", "X-SQL-State")
_FORM: Final = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)


class Remote:
    """A SPARQL endpoint whose default graph is the union of all named graphs.

    Args:
        service: where it is.
        client: carries requests; one of its own if absent.
    """

    def __init__(self, service: Service, client: Client | None = None) -> None:
        self.service = service
        self.client = client or Client(service.limits)

    def close(self) -> None:
        """Close the connections that wait for further queries."""
        self.client.close()

    def _ask(self, query: str, form: str, accept: str) -> Answer:
        answer = Request(self.client, self.service.query, query, form, accept).answer()
        if cut := [name for name in _CUT if name in answer.headers]:
            answer.close()
            raise EngineError(
                f"the endpoint cut its answer ({cut[0]}: {answer.headers[cut[0]]})",
                where=self.service.where,
                remedy="Ask for less, or have its limits raised.",
            )
        return answer

    def _results(self, query: str, form: str) -> tuple[Answer, QuerySolutions | QueryBoolean]:
        answer = self._ask(query, form, _RESULTS)
        try:
            return answer, parse_query_results(answer, QueryResultsFormat.JSON)  # type: ignore[arg-type]  # it reads any object that has read()
        except (SyntaxError, ValueError) as error:
            answer.close()
            raise EngineError(
                f"the answer is no SPARQL JSON result ({error})",
                where=self.service.where,
                remedy="Check that the address is a SPARQL query service.",
            ) from error

    def select(self, query: str) -> Solutions:
        """Run a SELECT. See `Engine.select`. Rows are read while they arrive."""
        answer, results = self._results(query, "SELECT")
        if not isinstance(results, QuerySolutions):
            answer.close()
            raise EngineError("the query is no SELECT", where=self.service.where)
        variables = tuple(variable.value for variable in results.variables)
        rows = self._rows(answer, results)
        del results  # a kept traceback would hold it, and it is for this thread only; see _rows
        return Solutions(variables, rows)

    def _rows(self, answer: Answer, results: QuerySolutions) -> Iterator[tuple[Term | None, ...]]:
        fault: Exception | None = None
        with answer:
            try:
                for solution in results:
                    yield tuple(solution)
            except (SyntaxError, ValueError, EngineError) as error:
                fault = error
            # the parser may be dropped by its own thread only, so no kept traceback may hold it
            del results
            if fault is not None:
                raise self._broken(fault)

    def construct(self, query: str) -> Iterator[Triple]:
        """Run a CONSTRUCT or DESCRIBE. See `Engine.construct`. Triples are read as they arrive."""
        answer = self._ask(query, "CONSTRUCT", _TRIPLES)
        return read_triples(answer, self.service.where)

    def _broken(self, fault: Exception) -> EngineError:
        return broken(fault, self.service.where)

    def ask(self, query: str) -> bool:
        """Run an ASK. See `Engine.ask`."""
        answer, results = self._results(query, "ASK")
        with answer:
            if not isinstance(results, QueryBoolean):
                raise EngineError("the query is no ASK", where=self.service.where)
            return bool(results)

    def run(self, query: str) -> Solutions | Iterator[Triple] | bool:
        """Run a query of any form. See `Engine.run`."""
        first = _FORM.search(code_of(query))
        form = first[1].upper() if first else "SELECT"
        if form == "ASK":
            return self.ask(query)
        return self.select(query) if form == "SELECT" else self.construct(query)

    def quads(
        self,
        subject: NamedNode | BlankNode | None = None,
        predicate: NamedNode | None = None,
        value: NamedNode | BlankNode | Literal | None = None,
    ) -> Iterator[Quad]:
        """Read the quads of a pattern; see `Engine.quads`. A blank node has no name out there."""
        ends: list[Any] = [subject, predicate, value]
        if any(isinstance(term, BlankNode) for term in ends):
            return
        pattern = " ".join(
            f"?{name}" if term is None else str(term)
            for name, term in zip("spo", ends, strict=True)
        )
        asked = self.select(f"SELECT * WHERE {{ GRAPH ?g {{ {pattern} }} }}")
        for row in asked.rows:
            cells: dict[str, Any] = dict(zip(asked.variables, row, strict=True))
            s, p, o = (cells.get(name, term) for name, term in zip("spo", ends, strict=True))
            yield Quad(s, p, o, cells["g"])

    def update(self, request: str) -> None:
        """Run a SPARQL Update. See `Engine.update`."""
        if not self.service.update:
            raise EngineError(
                "the address of its update service is not known",
                where=self.service.where,
                remedy='Name it in casegraph.toml: update = "…" under [engines.NAME].',
            )
        with Request(self.client, self.service.update, request, "INSERT", "*/*").answer() as answer:
            answer.read()

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads to their named graphs, in batches. See `Engine.load`."""
        waiting = iter(quads)
        while batch := list(islice(waiting, _BATCH)):
            groups = groupby(batch, key=lambda quad: quad.graph_name)
            blocks = "\n".join(_block(graph, group) for graph, group in groups)
            self.update(f"INSERT DATA {{\n{blocks}\n}}")


def read_triples(answer: Answer, where: str) -> Iterator[Triple]:
    """Read N-Triples as they arrive.

    Raises:
        EngineError: the answer is none, breaks off, or does not say where it ends: N-Triples that
            are cut after a line are N-Triples.
    """
    if not answer.has_an_end:
        answer.close()
        raise EngineError(
            "the endpoint does not say how long its answer is, so nobody could tell if it was cut",
            where=where,
            remedy="Use SELECT, whose answers have an end of their own.",
        )
    return _triples(answer, where)


def _triples(answer: Answer, where: str) -> Iterator[Triple]:
    fault: Exception | None = None
    with answer:
        quads = parse(answer, RdfFormat.N_TRIPLES)  # type: ignore[arg-type]  # it reads any object that has read()
        try:
            for quad in quads:
                yield quad.triple
        except (SyntaxError, ValueError, EngineError) as error:
            fault = error
        del quads  # by its own thread, as in Remote
        if fault is not None:
            raise broken(fault, where)


def broken(fault: Exception, where: str) -> EngineError:
    """Say how an answer that began well ends."""
    if isinstance(fault, EngineError):
        return EngineError(fault.what, where=fault.where, remedy=fault.remedy)
    return EngineError(
        f"the answer breaks off ({fault})",
        where=where,
        remedy="Try again; see the endpoint's log if it goes on.",
    )


def _block(graph: GraphName, quads: Iterable[Quad]) -> str:
    triples = "\n".join(f"{quad.triple} ." for quad in quads)
    return triples if isinstance(graph, DefaultGraph) else f"GRAPH {graph} {{\n{triples}\n}}"
