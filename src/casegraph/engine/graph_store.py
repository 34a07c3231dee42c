"""Whole named graphs in and out: by the Graph Store Protocol, or by SPARQL where there is none.

Which graphs are whose, and in what order they travel, is left to `transfer`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from casegraph.engine.answer import RefusedError
from casegraph.engine.remote import Remote, read_triples
from casegraph.errors import EngineError

_NO_GRAPH: Final = 404
_PAGE: Final = 5000
# DISTINCT asks the same, and takes Virtuoso two thousand times as long
_NAMES: Final = "SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
_COUNT: Final = "SELECT (COUNT(*) AS ?n) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
_PART: Final = """SELECT ?s ?p ?o WHERE {{
  {{ SELECT ?s ?p ?o WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }} ORDER BY ?s ?p ?o }}
}} LIMIT {page} OFFSET {start}"""


class GraphStore:
    """The named graphs of a remote engine.

    Args:
        remote: the engine.
    """

    def __init__(self, remote: Remote) -> None:
        self.remote = remote

    def names(self) -> list[NamedNode]:
        """List the named graphs, in the order of their names.

        Raises:
            EngineError: the engine did not answer.
        """
        found = (name for (name,) in self.remote.select(_NAMES).rows)
        return sorted((n for n in found if isinstance(n, NamedNode)), key=lambda n: n.value)

    def count(self, graph: NamedNode) -> int:
        """Count the triples of a graph; 0 where there is none.

        Raises:
            EngineError: the engine did not answer.
        """
        ((number,),) = self.remote.select(_COUNT.format(graph=graph)).rows
        return int(number.value) if isinstance(number, Literal) else 0

    def put(self, graph: NamedNode, triples: Iterable[str]) -> None:
        """Replace a graph.

        Args:
            graph: its name.
            triples: its new triples, a line of N-Triples each.

        Raises:
            EngineError: the engine did not take them; what the graph holds then is not known.
        """
        if self.remote.service.graphs:
            body = "".join(triples).encode("utf-8")
            # N-Triples is N-Triples to all, but some know it by the older name only
            headers = {"Content-Type": "application/n-triples", "Accept": "*/*"}
            with self.remote.client.send("PUT", self._url(graph), body=body, headers=headers) as a:
                a.read()
        else:
            block = f"GRAPH {graph} {{\n{''.join(triples)}}}"
            self.remote.update(f"DROP SILENT GRAPH {graph} ; INSERT DATA {{ {block} }}")

    def get(self, graph: NamedNode) -> Iterator[Triple]:
        """Read all triples of a graph; none where there is no such graph.

        The engine counts them as well: an answer that is shorter is an error. Without the Graph
        Store Protocol the graph comes in pages, of which blank nodes outlive only one.

        Raises:
            EngineError: the engine did not answer, or not with all.
        """
        expected = self.count(graph)
        found = 0
        for triple in self._stored(graph) if self.remote.service.graphs else self._pages(graph):
            found += 1
            yield triple
        if found != expected:
            raise EngineError(
                f"the graph {graph.value} has {expected} triples, and {found} came",
                where=self.remote.service.where,
                remedy="Try again when nobody writes there.",
            )

    def _stored(self, graph: NamedNode) -> Iterator[Triple]:
        headers = {"Accept": "application/n-triples"}
        try:
            answer = self.remote.client.send("GET", self._url(graph), headers=headers)
        except RefusedError as error:
            if error.status == _NO_GRAPH:
                return iter(())
            raise
        return read_triples(answer, self.remote.service.where)

    def _pages(self, graph: NamedNode) -> Iterator[Triple]:
        """Read a graph in pages; one that is no longer than a page keeps its blank nodes."""
        start, came = 0, _PAGE
        while came == _PAGE:
            came = 0
            query = _PART.format(graph=graph, page=_PAGE, start=start)
            blank = False
            for row in self.remote.select(query).rows:
                blank = blank or any(isinstance(term, BlankNode) for term in row)
                came += 1
                yield Triple(*row)  # type: ignore[arg-type]  # a pattern binds all three
            start += came
            if blank and start >= _PAGE:
                raise EngineError(
                    f"the graph {graph.value} has blank nodes, which pages would take apart",
                    where=self.remote.service.where,
                    remedy='Name its Graph Store Protocol in casegraph.toml: graphs = "…".',
                )

    def drop(self, graphs: Iterable[NamedNode]) -> None:
        """Remove graphs, those that are not there too.

        Raises:
            EngineError: the engine did not do it.
        """
        operations = [f"DROP SILENT GRAPH {graph}" for graph in graphs]
        if operations:
            self.remote.update(" ;\n".join(operations))

    def _url(self, graph: NamedNode) -> str:
        return f"{self.remote.service.graphs}?graph={quote(graph.value, safe='')}"
