"""A small SPARQL endpoint on the loopback interface, with data of its own and bad manners."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest
from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    serialize,
)


class Endpoint:
    """The endpoint: its store, its address, and how it shall answer."""

    def __init__(self) -> None:
        self.store = Store()
        self.manner = "well"
        self.seen: list[dict[str, str]] = []
        endpoint = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                size = int(self.headers["Content-Length"])
                fields = {k: v[0] for k, v in parse_qs(self.rfile.read(size).decode()).items()}
                endpoint.seen.append(fields | {"accept": self.headers.get("Accept", "")})
                status, kind, body, length = endpoint.answer(fields)
                self.send_response(status)
                self.send_header("Content-Type", kind)
                self.send_header("Content-Length", str(length))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/sparql"

    def answer(self, fields: dict[str, str]) -> tuple[int, str, bytes, int]:
        """Give status, type, body and the length that is announced."""
        kind = "application/sparql-results+json"
        if self.manner == "error":
            body = b"<html>Internal\nerror</html>"
            return 500, "text/html", body, len(body)
        if self.manner == "garbage":
            return 200, "text/html", b"<html>hello</html>", 18
        if "update" in fields:
            self.store.update(fields["update"])
            return 200, "text/plain", b"", 0
        found = self.store.query(fields["query"], use_default_graph_as_union=True)
        if isinstance(found, QueryTriples):
            kind = "application/n-triples"
            body = serialize(found, format=RdfFormat.N_TRIPLES) or b""
        elif isinstance(found, QueryBoolean):
            body = b'{"head": {}, "boolean": %s}' % str(bool(found)).lower().encode()
        else:
            body = found.serialize(format=QueryResultsFormat.JSON) or b""
        if self.manner == "truncated":
            body = body[: len(body) * 2 // 3]
        length = len(body)
        if self.manner == "broken off":
            body = body[: length // 2]
        return 200, kind, body, length


@pytest.fixture
def endpoint() -> Iterator[Endpoint]:
    """A running endpoint; it ends with the test."""
    running = Endpoint()
    thread = threading.Thread(target=running.server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield running
    running.server.shutdown()
    running.server.server_close()
    thread.join()
