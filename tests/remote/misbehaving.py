"""A small SPARQL engine on the loopback interface, with data of its own and bad manners."""

from __future__ import annotations

import base64
import hashlib
import re
import socket
import struct
import threading
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QueryTriples,
    RdfFormat,
    Store,
    parse,
    serialize,
)

from casegraph.engine import Remote, Service
from casegraph.engine.answer import Limits

RESULTS = "application/sparql-results+json"
TRIPLES = "application/n-triples"


@dataclass(frozen=True)
class Seen:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def writes(self) -> bool:
        """Whether it would change the store."""
        return "update" in self.fields or self.method in ("PUT", "DELETE")


@dataclass(frozen=True)
class Reply:
    """What is answered."""

    status: int = 200
    kind: str = "text/plain"
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


class Misbehaving:
    """The engine: its store, its address, and how it shall behave.

    Attributes:
        manner: how it answers; `well`, or a name in `MANNERS`.
        bad: which requests are answered in that manner; all, unless it is set.
        seen: the requests that came.
    """

    def __init__(self) -> None:
        self.store = Store()
        self.manner = "well"
        self.bad: Callable[[Seen], bool] = lambda _: True
        self.seen: list[Seen] = []
        self.elsewhere = ""
        self.user, self.secret = "keeper", "s3cret word"
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.server.daemon_threads = True
        self.host = f"127.0.0.1:{self.server.server_address[1]}"
        self.url = f"http://{self.host}/query"
        self._thread = threading.Thread(
            target=self.server.serve_forever, kwargs={"poll_interval": 0.01}
        )

    @property
    def service(self) -> Service:
        """Where its services are."""
        return Service(self.url, f"http://{self.host}/update", f"http://{self.host}/store")

    def __enter__(self) -> Misbehaving:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self._thread.join()

    def answer(self, seen: Seen, body: bytes) -> Reply:
        """Do what is asked, as a well-behaved engine does."""
        if seen.path.startswith("/store"):
            return self._graph(seen, body)
        if "update" in seen.fields:
            self.store.update(seen.fields["update"])
            return Reply(204)
        found = self.store.query(seen.fields["query"], use_default_graph_as_union=True)
        if isinstance(found, QueryTriples):
            return Reply(200, TRIPLES, serialize(found, format=RdfFormat.N_TRIPLES) or b"")
        if isinstance(found, QueryBoolean):
            truth = str(bool(found)).lower().encode()
            return Reply(200, RESULTS, b'{"head": {}, "boolean": %s}' % truth)
        return Reply(200, RESULTS, found.serialize(format=QueryResultsFormat.JSON) or b"")

    def _graph(self, seen: Seen, body: bytes) -> Reply:
        graph = NamedNode(parse_qs(urlsplit(seen.path).query)["graph"][0])
        if seen.method == "GET":
            if not self.store.contains_named_graph(graph):
                return Reply(404)
            triples = (
                quad.triple for quad in self.store.quads_for_pattern(None, None, None, graph)
            )
            return Reply(200, TRIPLES, serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
        self.store.remove_graph(graph)
        if seen.method == "PUT":
            quads = parse(body, RdfFormat.N_TRIPLES)
            self.store.extend([Quad(q.subject, q.predicate, q.object, graph) for q in quads])
        return Reply(204)


def limited(endpoint: Misbehaving, **limits: float) -> Remote:
    """Open the engine with other limits."""
    at = endpoint.service
    return Remote(Service(at.query, at.update, at.graphs, Limits(**limits)))  # type: ignore[arg-type]


def fill(endpoint: Misbehaving, rows: int = 5) -> None:
    """Give the engine something to answer with."""
    one, graph = NamedNode("http://e/a"), NamedNode("http://e/g")
    endpoint.store.extend([Quad(one, one, Literal(str(n)), graph) for n in range(rows)])


def _handler(engine: Misbehaving) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def handle_any(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            kind = self.headers.get("Content-Type", "")
            form = parse_qs(body.decode()) if "form-urlencoded" in kind else {}
            seen = Seen(
                self.command,
                self.path,
                {name.lower(): value for name, value in self.headers.items()},
                {name: values[0] for name, values in form.items()},
            )
            engine.seen.append(seen)
            if engine.manner != "well" and engine.bad(seen):
                MANNERS[engine.manner](self, engine, seen, body)
            else:
                self.send(engine.answer(seen, body))

        do_GET = do_PUT = do_POST = do_DELETE = handle_any  # noqa: N815 - http.server's names

        def send(self, reply: Reply) -> None:
            self.begin(reply, len(reply.body))
            self.wfile.write(reply.body)

        def begin(self, reply: Reply, length: int | None) -> None:
            self.send_response(reply.status)
            self.send_header("Content-Type", reply.kind)
            if length is not None and reply.status != 204:
                self.send_header("Content-Length", str(length))
            for name, value in reply.headers.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    return Handler


def _error(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Answer 500, with a page of HTML."""
    handler.send(Reply(500, "text/html", b"<html>Internal\nerror</html>"))


def _error_after(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Do what is asked, and answer 500 all the same."""
    engine.answer(seen, body)
    _error(handler, engine, seen, body)


def _garbage(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    handler.send(Reply(200, "text/html", b"<html>hello</html>"))


def _truncated(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Answer 200 with two thirds of the answer, and say that this is all."""
    reply = engine.answer(seen, body)
    part = reply.body[: len(reply.body) * 2 // 3]
    handler.send(Reply(reply.status, reply.kind, part[: part.rfind(b"\n") + 1] or part))


def _loses(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Take in all triples but one, and say that all is well."""
    lines = seen.fields.get("update", "").split("\n")
    if triples := [n for n, line in enumerate(lines) if line.endswith(" .")]:
        del lines[triples[-1]]
        seen = replace(seen, fields={"update": "\n".join(lines)})
    handler.send(engine.answer(seen, body))


def _miscounts(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Answer with other numbers than there are."""
    reply = engine.answer(seen, body)
    wrong = re.sub(rb'"value" *: *"(\d+)"', lambda n: b'"value":"%d"' % (int(n[1]) + 1), reply.body)
    handler.send(replace(reply, body=wrong))


def _broken_off(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Announce more bytes than come."""
    reply = engine.answer(seen, body)
    handler.begin(reply, len(reply.body) + 10)
    handler.wfile.write(reply.body)
    handler.close_connection = True


def _unbounded(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Announce no length: the end of the connection is the end of the answer."""
    reply = engine.answer(seen, body)
    handler.begin(reply, None)
    handler.wfile.write(reply.body)
    handler.close_connection = True


def _reset(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Reset the connection, before anything is done."""
    linger = struct.pack("ii", 1, 0)
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    handler.close_connection = True
    handler.rfile.close()
    handler.connection.close()


def _reset_after(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Do what is asked, then reset the connection without an answer."""
    engine.answer(seen, body)
    _reset(handler, engine, seen, body)


def _drip(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Send the answer byte by byte."""
    reply = engine.answer(seen, body)
    handler.begin(reply, len(reply.body))
    _slowly(handler, reply.body)


def _drip_headers(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    _slowly(handler, b"HTTP/1.1 200 OK\r\nX-Endless: " + b"x" * 1000)


def _slowly(handler, data: bytes) -> None:  # type: ignore[no-untyped-def]
    for place in range(len(data)):
        try:
            handler.wfile.write(data[place : place + 1])
        except OSError:  # the other side has had enough
            break
        time.sleep(0.02)
    handler.close_connection = True


def _busy(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    handler.send(Reply(503, headers={"Retry-After": "0"}))


def _busy_twice(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    same = [other for other in engine.seen if other.fields == seen.fields]
    handler.send(Reply(429) if len(same) <= 2 else engine.answer(seen, body))


def _busy_long(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    handler.send(Reply(503, headers={"Retry-After": "3600"}))


def _elsewhere(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Redirect to another host."""
    handler.send(Reply(307, headers={"Location": engine.elsewhere}))


def _moved(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Redirect within this host, once."""
    if seen.path.endswith("moved"):
        handler.send(engine.answer(seen, body))
    else:
        handler.send(Reply(308, headers={"Location": f"{seen.path}/moved"}))


def _circle(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    handler.send(Reply(307, headers={"Location": seen.path}))


def _digest(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Ask for a digest, and check it (RFC 7616, 3.4.1)."""
    given = seen.headers.get("authorization", "")
    parts = dict(re.findall(r'(\w+)="?([^",]*)"?', given))
    one = _md5(f"{engine.user}:example:{engine.secret}")
    two = _md5(f"{seen.method}:{seen.path}")
    middle = f"n0nce:{parts.get('nc')}:{parts.get('cnonce')}:auth"
    if parts.get("response") == _md5(f"{one}:{middle}:{two}"):
        handler.send(engine.answer(seen, body))
    else:
        asks = 'Digest realm="example", nonce="n0nce", qop="auth", algorithm=MD5'
        handler.send(Reply(401, headers={"WWW-Authenticate": asks}))


def _md5(text: str) -> str:
    return hashlib.md5(text.encode()).hexdigest()


def _basic(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Ask for user and password (RFC 7617)."""
    pair = base64.b64encode(f"{engine.user}:{engine.secret}".encode()).decode()
    _if_given(handler, engine, seen, body, f"Basic {pair}")


def _bearer(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Ask for a token (RFC 6750)."""
    _if_given(handler, engine, seen, body, f"Bearer {engine.secret}")


def _if_given(handler, engine, seen: Seen, body: bytes, wanted: str) -> None:  # type: ignore[no-untyped-def]
    if seen.headers.get("authorization") == wanted:
        handler.send(engine.answer(seen, body))
    else:
        asks = wanted.partition(" ")[0] + ' realm="example"'
        handler.send(Reply(401, headers={"WWW-Authenticate": asks}))


def _bomb(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Send a few thousand bytes that unpack to many million."""
    packer = zlib.compressobj(wbits=31)
    data = b'{"head":{"vars":["o"]},"results":{"bindings":[' + b" " * 30_000_000
    packed = packer.compress(data) + packer.flush()
    handler.send(Reply(200, RESULTS, packed, {"Content-Encoding": "gzip"}))


def _cut_rows(handler, engine: Misbehaving, seen: Seen, body: bytes) -> None:  # type: ignore[no-untyped-def]
    """Answer as Virtuoso does when there are more rows than it gives."""
    reply = engine.answer(seen, body)
    handler.send(Reply(200, reply.kind, reply.body, {"X-SPARQL-MaxRows": "10000"}))


MANNERS = {
    "error": _error,
    "error after": _error_after,
    "garbage": _garbage,
    "truncated": _truncated,
    "loses": _loses,
    "miscounts": _miscounts,
    "broken off": _broken_off,
    "unbounded": _unbounded,
    "reset": _reset,
    "reset after": _reset_after,
    "drip": _drip,
    "drip headers": _drip_headers,
    "busy": _busy,
    "busy twice": _busy_twice,
    "busy long": _busy_long,
    "elsewhere": _elsewhere,
    "moved": _moved,
    "circle": _circle,
    "basic": _basic,
    "digest": _digest,
    "bearer": _bearer,
    "bomb": _bomb,
    "cut rows": _cut_rows,
}
