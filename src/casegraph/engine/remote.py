"""The engine behind a URL: any SPARQL 1.1 endpoint, spoken to by SPARQLWrapper.

It reads and updates; bulk transfer with staging and resumption is not its work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import urlsplit

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
from SPARQLWrapper import POST, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from casegraph.engine.protocol import Solutions
from casegraph.errors import EngineError, UsageError

_BATCH: Final = 5000
# SPARQL 1.1, 19.8: the first word that is no comment, no IRI and no declaration is the form
_FORM = re.compile(
    r"\#[^\n\r]*|<[^<>\s]*>|\bPREFIX\s+[\w.\-]*:|\bBASE\b|\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b",
    re.IGNORECASE,
)


class Remote:
    """A SPARQL endpoint whose default graph is the union of all named graphs.

    Args:
        url: the address of the query service.
        update_url: the address of the update service; without it updates are refused.
        timeout: seconds to wait for each answer.

    Raises:
        UsageError: an address is no http(s) URL, or carries credentials.
    """

    def __init__(self, url: str, *, update_url: str | None = None, timeout: int = 30) -> None:
        for address in filter(None, (url, update_url)):
            parts = urlsplit(address)
            if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
                raise UsageError(
                    "an endpoint is an http or https URL without user and password",
                    where=f"{parts.scheme}://{parts.hostname or ''}",
                )
        self.url = url
        self.update_url = update_url
        self.timeout = timeout

    def _send(self, text: str, accept: str, url: str) -> bytes:
        wrapper = SPARQLWrapper(url, agent="casegraph")
        wrapper.setTimeout(self.timeout)
        wrapper.setMethod(POST)
        wrapper.setQuery(text)
        wrapper.setOnlyConneg(True)
        wrapper.addCustomHttpHeader("Accept", accept)
        try:
            answer: Any = wrapper.query()
            return bytes(answer.response.read())
        except (SPARQLWrapperException, HTTPException, OSError, ValueError) as error:
            reason = str(error).splitlines()[0][:300] if str(error) else type(error).__name__
            raise EngineError(
                f"the endpoint did not answer ({reason})",
                where=url,
                remedy="Check the address and the endpoint's log, then try again.",
            ) from error

    def _results(self, query: str) -> QuerySolutions | QueryBoolean:
        data = self._send(query, "application/sparql-results+json", self.url)
        try:
            return parse_query_results(data, QueryResultsFormat.JSON)
        except (SyntaxError, ValueError) as error:
            raise EngineError(
                f"the answer is no SPARQL JSON result ({error})",
                where=self.url,
                remedy="Check that the address is a SPARQL query service.",
            ) from error

    def select(self, query: str) -> Solutions:
        """Run a SELECT. See `Engine.select`."""
        answer = self._results(query)
        if not isinstance(answer, QuerySolutions):
            raise EngineError("the query is no SELECT", where=self.url)
        variables = tuple(variable.value for variable in answer.variables)
        fault: str | None = None
        rows = []
        try:
            for solution in answer:
                rows.append(tuple(solution))
        except (SyntaxError, ValueError) as error:
            fault = str(error)
        # the parser may be dropped by its own thread only, so no kept traceback may hold it
        del answer
        if fault is not None:
            raise EngineError(f"the answer breaks off ({fault})", where=self.url)
        return Solutions(variables, iter(rows))

    def construct(self, query: str) -> Iterator[Triple]:
        """Run a CONSTRUCT or DESCRIBE. See `Engine.construct`."""
        data = self._send(query, "application/n-triples", self.url)
        try:
            quads = list(parse(data, RdfFormat.N_TRIPLES))
        except SyntaxError as error:
            raise EngineError(f"the answer is no N-Triples ({error})", where=self.url) from error
        return (quad.triple for quad in quads)

    def ask(self, query: str) -> bool:
        """Run an ASK. See `Engine.ask`."""
        answer = self._results(query)
        if not isinstance(answer, QueryBoolean):
            raise EngineError("the query is no ASK", where=self.url)
        return bool(answer)

    def run(self, query: str) -> Solutions | Iterator[Triple] | bool:
        """Run a query of any form. See `Engine.run`."""
        form = next((match[1].upper() for match in _FORM.finditer(query) if match[1]), "SELECT")
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
        if self.update_url is None:
            raise EngineError(
                "this endpoint was opened for reading only",
                where=self.url,
                remedy="Give update_url to open it for writing.",
            )
        self._send(request, "*/*", self.update_url)

    def load(self, quads: Iterable[Quad]) -> None:
        """Add quads to their named graphs, in batches. See `Engine.load`."""
        batch: list[str] = []
        for quad in quads:
            batch.append(_insertable(quad))
            if len(batch) == _BATCH:
                self.update("INSERT DATA {\n" + "\n".join(batch) + "\n}")
                batch.clear()
        if batch:
            self.update("INSERT DATA {\n" + "\n".join(batch) + "\n}")


def _insertable(quad: Quad) -> str:
    if isinstance(quad.graph_name, DefaultGraph):
        return f"{quad.triple} ."
    return f"GRAPH {quad.graph_name} {{ {quad.triple} }}"
