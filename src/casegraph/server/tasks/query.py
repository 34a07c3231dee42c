"""What workers can be asked for: an opened graph and arguments in, an answer written out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Triple,
    serialize,
)

from casegraph.ask.prefixes import explained
from casegraph.engine import Graphs
from casegraph.engine.lexical import declared_prefixes, is_update
from casegraph.errors import EngineError
from casegraph.export import refuse_for_xml
from casegraph.opened import CaseGraph
from casegraph.server.negotiate import GRAPHS, RESULTS, named
from casegraph.server.problem import Problem
from casegraph.server.reply import Reply
from casegraph.server.worker import Task
from casegraph.terms import Prefixes

# XML 1.0, 2.2, in UTF-8; surrogates cannot be written in it at all
_NO_XML: Final = re.compile(rb"[\x00-\x08\x0b-\x1f]|\xef\xbf[\xbe\xbf]")
# SPARQL 1.1 Protocol, 2.1.6: what is no query is a malformed request, whatever else it is
_UPDATE: Final = "This is an update and no query; here is only read, and updates are refused."
_RESULTS: Final = {
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
}
_GRAPHS: Final = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}


def sparql(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """Answer a SPARQL query.

    Arguments: `query`; `base`, what its relative IRIs are relative to; `default` and `named`, the
    graphs of its dataset, or None; `results` and `graphs`, the names of the forms in which rows
    and triples are acceptable, or None.
    """
    dataset = arguments["default"] is not None
    graphs = Graphs(tuple(arguments["default"]), tuple(arguments["named"])) if dataset else None
    store = graph.generation.engine
    try:
        found = store.results(arguments["query"], graphs=graphs, base=arguments["base"])
    except EngineError as error:
        if is_update(arguments["query"]):
            raise Problem(HTTPStatus.BAD_REQUEST, _UPDATE) from None
        raise explained(error, arguments["query"], graph.project.prefixes) from error
    rows = not isinstance(found, QueryTriples)
    name = arguments["results" if rows else "graphs"]
    offers = RESULTS if rows else GRAPHS
    offer = named(offers, name) if name else None
    if offer is None:
        there = ", ".join(offer.media_type for offer in offers)
        raise Problem(HTTPStatus.NOT_ACCEPTABLE, f"This answer can be had as: {there}.")
    reply.head(offer.content_type)
    out: Any = XmlText(reply) if offer.name in ("xml", "rdf") else reply
    try:
        if isinstance(found, QueryTriples):
            _write_triples(found, offer.name, graph, arguments["query"], out)
        elif isinstance(found, QueryBoolean):
            out.write(found.serialize(format=_RESULTS[offer.name]) or b"")
        else:
            found.serialize(out, format=_RESULTS[offer.name])
    except (ValueError, OSError, RuntimeError) as error:
        raise EngineError(f"the query failed: {error}") from error
    out.flush()


class XmlText:
    """A file for XML, into which the engine writes what no XML can hold.

    Such characters become U+FFFD, as in answers of the command line; a carriage return is written
    so that a reader does not take it for a newline (XML 1.0, sections 2.2 and 2.11).
    """

    def __init__(self, reply: Reply) -> None:
        self._reply = reply
        self._rest = b""

    def write(self, data: bytes) -> int:
        """Take a piece; a character may be cut by its end."""
        text = self._rest + data
        cut = text.rfind(b"\xef", -2)
        self._rest = text[cut:] if cut >= 0 else b""
        self._reply.write(_NO_XML.sub(_for_xml, text[:cut] if cut >= 0 else text))
        return len(data)

    def flush(self) -> None:
        """Write what was kept back."""
        rest, self._rest = self._rest, b""
        self._reply.write(rest)


def _for_xml(sign: re.Match[bytes]) -> bytes:
    return b"&#13;" if sign[0] == b"\r" else "\ufffd".encode()


def _write_triples(found: QueryTriples, form: str, graph: CaseGraph, query: str, out: Any) -> None:
    triples: Iterator[Triple] = found
    if form == "rdf":
        triples = _writable(found, graph.project.prefixes)
    serialize(triples, out, format=_GRAPHS[form], prefixes=declared_prefixes(query))


def _writable(triples: Iterator[Triple], prefixes: Prefixes) -> Iterator[Triple]:
    for triple in triples:
        refuse_for_xml(triple, prefixes)
        yield triple


TASKS: Final[Mapping[str, Task]] = {"sparql": sparql}
