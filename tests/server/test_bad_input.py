"""Whatever comes, the answer has its status; the server goes on (see `same_process`)."""

from __future__ import annotations

import gzip
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

if TYPE_CHECKING:
    from serving import Running

ASK = "/sparql?query=ASK%7B%7D"


def status_of(raw: bytes) -> int:
    """Read the status of a response."""
    assert raw.startswith(b"HTTP/1.1 "), raw[:100]
    return int(raw.split()[1])


@pytest.mark.parametrize(
    "target",
    [
        "/../../etc/passwd",
        "/sparql/../../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/%252e%252e%252fetc%252fpasswd",
        "/..%5c..%5cetc%5cpasswd",
        "/%00",
        "//etc/passwd",
        "/sparql%00",
    ],
)
def test_paths_lead_nowhere(server: Running, target: str) -> None:
    """No path, however it is written, leads to a file."""
    got = server.ask(target=target)
    assert got.status == 404
    assert b"root:" not in got.body


@pytest.mark.parametrize(
    ("lines", "status"),
    [
        ("host: elsewhere.example", 421),
        ("host: localhost.elsewhere.example", 421),
        ("host: localhost@elsewhere.example", 421),
        ("host: localhost\r\nhost: elsewhere.example", 400),
        ("accept: */*", 400),
        ("host: ", 421),
        ("host: localhost:99999999", 421),
        ("host: LOCALHOST:1", 200),
        ("host: example.org", 421),
    ],
)
def test_hosts(server: Running, lines: str, status: int) -> None:
    """Only the names of this server are served, so that no other page can ask under its own."""
    got = server.raw(f"GET {ASK} HTTP/1.1\r\n{lines}\r\nconnection: close\r\n\r\n".encode())
    assert status_of(got) == status
    assert b"elsewhere" not in got


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"x" * 300_000, "application/sparql-query", 413),
        (b"ASK {} #" + b"x" * 66_000, "application/sparql-query", 413),
        (b"query=" + b"%20" * 66_000, "application/x-www-form-urlencoded", 413),
        (b"query=" + b"%20" * 100_000, "application/x-www-form-urlencoded", 413),
        (b"a=1&" * 1000, "application/x-www-form-urlencoded", 400),
        (b"SELECT * " + b"{" * 65 + b"}" * 65, "application/sparql-query", 400),
        (b"SELECT * " + b"{" * 30_000, "application/sparql-query", 400),
        (b"SELECT * { FILTER(" + b"!" * 2000 + b"true) }", "application/sparql-query", 400),
        (b"ASK { FILTER('\xff' = '') }", "application/sparql-query", 400),
        (b"query=ASK%FF", "application/x-www-form-urlencoded", 400),
        (b"query=\xff", "application/x-www-form-urlencoded", 400),
        (b"", "application/sparql-query", 400),
        (b"\x00", "application/sparql-query", 400),
        (b"SELECT * { SERVICE <http://127.0.0.1:9/> {} }", "application/sparql-query", 400),
        (b"SELECT * { SERVICE SILENT ?x {} }", "application/sparql-query", 400),
        (b"LOAD <http://127.0.0.1:9/>", "application/sparql-query", 400),
        (b"SELECT (<http://e/f>(1) AS ?x) {}", "application/sparql-query", 400),
        (b'" } UNION { ?s ?p ?o', "application/sparql-query", 400),
        (b"ASK {}", "multipart/form-data", 415),
        (b"ASK {}", "application/sparql-query; charset=latin1", 415),
        (b"CLEAR ALL", "application/sparql-update", 403),
        (b"ASK { ?s ?p '" + b"x" * 60_000 + b"' }", "application/sparql-query", 200),
    ],
    ids=range(22),
)
def test_queries(server: Running, body: bytes, kind: str, status: int) -> None:
    """What is too long, too deep, no text, no query or nobody's right to ask is refused."""
    got = server.ask("POST", "/sparql", body, {"content-type": kind})
    assert got.status == status
    if status != 200:
        assert got.kind == "application/problem+json"
        assert json.loads(got.body)["status"] == status


@pytest.mark.parametrize("kind", ["application/sparql-query", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize(
    ("encodings", "status"),
    [
        (["gzip"], 415),
        (["x-gzip"], 415),
        (["br"], 415),
        (["nothing/known"], 415),
        (["identity, GZIP"], 415),
        (["gzip", "identity"], 415),
        (["gzip", ""], 415),
        (["identity"], 200),
        (["Identity , identity"], 200),
        ([""], 200),
    ],
    ids=str,
)
def test_packed_bodies(server: Running, kind: str, encodings: list[str], status: int) -> None:
    """A body that says that it is packed is not read as a query, and its sender is told so."""
    text = b"query=ASK{}" if "form" in kind else b"ASK {}"
    body = gzip.compress(text) if status == 415 else text
    lines = "".join(f"content-encoding: {encoding}\r\n" for encoding in encodings)
    head = f"POST /sparql HTTP/1.1\r\nhost: localhost\r\ncontent-type: {kind}\r\n{lines}"
    head += f"connection: close\r\ncontent-length: {len(body)}\r\n\r\n"
    got = server.raw(head.encode() + body)
    assert status_of(got) == status
    assert (b"\r\naccept-encoding: identity\r\n" in got) == (status == 415)
    assert (b"without Content-Encoding" in got) == (status == 415)


def test_a_packed_body_in_chunks(server: Running) -> None:
    """How a body is sent changes nothing; where there is none, nothing is packed."""
    head = "{} /sparql{} HTTP/1.1\r\nhost: localhost\r\ncontent-encoding: gzip\r\n"
    head += "connection: close\r\n{}\r\n"
    chunked = "content-type: application/sparql-query\r\ntransfer-encoding: chunked\r\n"
    sent = head.format("POST", "", chunked).encode() + b"6\r\nASK {}\r\n0\r\n\r\n"
    assert status_of(server.raw(sent)) == 415
    assert status_of(server.raw(head.format("GET", "?query=ASK%7B%7D", "").encode())) == 200


def test_an_update_as_a_query(server: Running) -> None:
    """An update in the place of a query is malformed, and is told what it is; a typo is not."""
    kind = {"content-type": "application/x-www-form-urlencoded"}
    for update in (
        "INSERT DATA { <http://e/a> <http://e/b> 1 }",
        "PREFIX e: <http://e/> CLEAR ALL",
    ):
        got = server.ask("POST", "/sparql", urlencode({"query": update}).encode(), kind)
        assert got.status == 400
        assert "is an update" in json.loads(got.body)["detail"]
    for query in ("SELEC * {}", "ASK { ?insert <http://e/data> 'CLEAR ALL' "):
        got = server.ask("POST", "/sparql", urlencode({"query": query}).encode(), kind)
        assert got.status == 400
        assert "update" not in json.loads(got.body)["detail"]


@pytest.mark.parametrize(
    ("target", "headers", "status"),
    [
        ("/sparql?query=" + "a" * 70_000, "", 414),
        (ASK, "".join(f"x-{n}: 1\r\n" for n in range(10_000)), 431),
        (ASK, f"x: {'y' * 70_000}\r\n", 431),
        (ASK, "x: " + "y" * 30_000 + "\r\n", 200),
        (ASK, "accept: " + ",".join(["text/*;q=2"] * 5000) + "\r\n", 200),
        (ASK, "accept: nothing/known\r\n", 406),
        (ASK, "accept-encoding: " + "gzip;q=0," * 100 + "\r\n", 200),
        (ASK, "if-none-match: " + '"x",' * 1000 + "\r\n", 200),
        (ASK, "content-length: -1\r\n", 400),
        (ASK, "content-length: 6\r\ntransfer-encoding: chunked\r\n", 400),
        (ASK, "x\r\n", 400),
        ("/sparql?query=%FF", "", 400),
        ("/sparql?query=%ZZ", "", 400),
        ("/doc/case/%FF", "", 400),
        ("/question/defendants?case=%FF", "", 400),
        ("/question/defendants?lang=%C3%28", "", 400),
        ("/search?q=%ED%A0%80", "", 400),
        ("/sparql?default-graph-uri=%20", "", 400),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=no%20iri", "", 400),
        ("/sparql?query=ASK%7B%7D&format=nothing", "", 200),
    ],
    ids=range(20),
)
def test_heads(server: Running, target: str, headers: str, status: int) -> None:
    """A head that is too large, or makes no sense, is refused before anything is worked at."""
    head = f"GET {target} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n{headers}\r\n"
    assert status_of(server.raw(head.encode())) == status


@pytest.mark.parametrize(
    "data",
    [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", b"GET\r\n\r\n", b"\x00" * 100, b"{}\r\n\r\n"],
    ids=["tls", "short", "zeros", "json"],
)
def test_what_is_no_http(server: Running, data: bytes) -> None:
    """What is no HTTP is told so, or not answered at all, and the connection is closed."""
    got = server.raw(data)
    assert not got or status_of(got) == 400


def test_a_body_of_100_megabytes(server: Running) -> None:
    """A body of any size is refused by its head; one that comes nevertheless is not kept."""
    head = b"POST /sparql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/sparql-query\r\n"
    with socket.create_connection((server.host, server.port), timeout=20) as link:
        link.sendall(head + b"content-length: 100000000\r\n\r\n")
        assert status_of(link.recv(65536)) == 413
        with pytest.raises(OSError, match=r"reset|[Bb]roken pipe"):
            for _ in range(100):
                link.sendall(b"x" * 1_000_000)
    chunk = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    with socket.create_connection((server.host, server.port), timeout=20) as link:
        link.sendall(head + b"transfer-encoding: chunked\r\n\r\n" + chunk * 5)
        assert status_of(link.recv(65536)) == 413


@pytest.mark.parametrize(
    ("before", "piece"),
    [
        (b"6\r\nASK {}\r\n0\r\n", b"".join(b"x%d: y\r\n" % n for n in range(5000))),
        (b"6\r\nASK {}\r\n0\r\nx: ", b"y" * 65536),
        (b"6;", b"y" * 65536),
    ],
    ids=["trailers", "one trailer", "a name of a chunk"],
)
def test_what_stands_around_chunks(server: Running, before: bytes, piece: bytes) -> None:
    """What never ends behind a body in chunks, or between them, ends with the connection."""
    head = (
        b"POST /sparql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/sparql-query\r\n"
        b"transfer-encoding: chunked\r\n\r\n"
    )
    with socket.create_connection((server.host, server.port), timeout=20) as link:
        link.sendall(head + before)
        with pytest.raises(OSError, match=r"reset|[Bb]roken pipe"):
            for _ in range(200):
                link.sendall(piece)
    whole = head.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n")
    single = b"".join(b"1;a=b\r\n%c\r\n" % sign for sign in b"ASK {}")
    assert status_of(server.raw(whole + single + b"0\r\nx: y\r\n\r\n")) == 200


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not here")
def test_curl_reads_the_refusal_of_a_large_body(server: Running) -> None:
    """A client that asks first (Expect: 100-continue) sends nothing in vain."""
    done = subprocess.run(
        [
            *("curl", "-s", "-w", "%{http_code}", "-H", "expect: 100-continue", "-H"),
            *("content-type: application/sparql-query", "--data-binary", "@-"),
            f"{server.address}sparql",
        ],
        input=b"x" * 100_000_000,
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.endswith(b"413")


def test_slow_clients_are_let_go(
    start: Callable[..., AbstractContextManager[Running]],
) -> None:
    """Who sends half a request, or one byte at a time, is let go, and blocks nobody."""
    with start("--deadline", "0.5") as server:
        front = server.front()
        links = [socket.create_connection((server.host, server.port)) for _ in range(100)]
        starts = [b"", b"GET", b"GET / HTTP/1.1\r\nhost: localhost\r\nx: ", b"\r\n"]
        for place, link in enumerate(links):
            link.sendall(starts[place % len(starts)])
        slow = socket.create_connection((server.host, server.port))
        slow.sendall(
            b"POST /sparql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/sparql-query"
            b"\r\ncontent-length: 6\r\n\r\nA"
        )
        began = time.monotonic()
        assert server.ask(target=ASK).status == 200
        assert time.monotonic() - began < 5
        for place, link in enumerate(links):
            link.settimeout(10)
            got = link.recv(1000)
            assert not got or status_of(got) == 408, starts[place % len(starts)]
            link.close()
        slow.settimeout(10)
        assert status_of(slow.recv(1000)) == 408
        slow.close()
        assert server.front() == front


@pytest.mark.parametrize(
    "sent",
    [
        b"GET / HTTP/1.1\r\nhost: localhost\r\nx: " + b"y" * 10_000,
        b"GET / HTTP/1.1\r\n" + b"a: b\r\n" * 2000,
        b"\r\n" * 5000,
    ],
    ids=["a header", "headers", "lines"],
)
def test_clients_that_drip(
    start: Callable[..., AbstractContextManager[Running]], sent: bytes
) -> None:
    """A head that comes byte by byte has no more time than one that does not come."""
    with start("--deadline", "0.5") as server:
        front = server.front()
        assert drip(server, b"", sent) in (408, None)
        assert server.ask(target=ASK).status == 200
        assert server.front() == front


def test_bodies_that_drip(start: Callable[..., AbstractContextManager[Running]]) -> None:
    """Nor has a body, with a length or in chunks, one byte each."""
    head = b"POST /sparql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/sparql-query\r\n"
    with start("--deadline", "0.5") as server:
        front = server.front()
        assert drip(server, head + b"content-length: 10000\r\n\r\n", b" " * 10_000) == 408
        assert (
            drip(server, head + b"transfer-encoding: chunked\r\n\r\n", b"1\r\n \r\n" * 2000) == 408
        )
        assert server.ask(target=ASK).status == 200
        assert server.front() == front


def drip(server: Running, at_once: bytes, sent: bytes) -> int | None:
    """Send some at once and the rest byte by byte; return the status, or None if there is none."""
    with socket.create_connection((server.host, server.port), timeout=0.01) as link:
        link.sendall(at_once)
        began = time.monotonic()
        for place in range(len(sent)):
            assert time.monotonic() - began < 10, "nobody ended it"
            try:
                link.sendall(sent[place : place + 1])
                got = link.recv(1000)
            except TimeoutError:
                continue
            except (ConnectionResetError, BrokenPipeError):
                return None
            return status_of(got) if got else None
    raise AssertionError("all of it was read")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells of connections in a file")
def test_clients_that_never_read(
    start: Callable[..., AbstractContextManager[Running]],
) -> None:
    """Who asks for megabytes and reads nothing is let go, and blocks nobody until then."""
    query = b"SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 40000"
    head = b"POST /sparql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/sparql-query\r\n"
    with start("--deadline", "0.5", "--workers", "2") as server:
        front = server.front()
        links = [socket.create_connection((server.host, server.port)) for _ in range(10)]
        for link in links:
            link.sendall(head + b"content-length: %d\r\n\r\n%s" % (len(query), query))
        assert server.ask(target=ASK).status == 200
        assert server.connections() >= len(links)
        end = time.monotonic() + 20
        while server.connections():
            assert time.monotonic() < end, "nobody let them go"
            time.sleep(0.1)
        for link in links:
            link.close()
        assert server.ask(target=ASK).status == 200
        assert server.front() == front


def test_long_flat_queries(
    start: Callable[..., AbstractContextManager[Running]],
) -> None:
    """What is long and flat, and would end a process whose stack is small, takes time only."""
    with start("--seconds", "3", "--workers", "1") as server:
        front = server.front()
        assert server.query("SELECT * {} ORDER BY" + "(1)" * 2000).status == 200
        for query in (
            "ASK { ?s <a:a> (" + "1 " * 32_000 + ") }",
            "SELECT (COUNT(*) AS ?n) {} HAVING" + "(1)" * 21_000,
            "SELECT * {} ORDER BY" + "(1)" * 21_000,
            "DESCRIBE" + "<a:>" * 16_000,
        ):
            assert server.query(query).status in (200, 504), query[:20]
        assert "a worker ended over a query" not in server.notes.read_text("utf-8")
        assert server.front() == front


CANARY = "xq7canaryxq7"


def test_nothing_that_is_asked_is_logged(
    start: Callable[..., AbstractContextManager[Running]],
) -> None:
    """What people ask stands in no log and in no list of processes, however it fails."""
    with start("--seconds", "1") as server:
        long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        for query in [
            *(f"ASK {{ ?s ?p '{CANARY}' }}", f"SELECT {CANARY}", f"ASK {{}} # {CANARY}" * 5000),
            *(f"SELECT * {{ SERVICE <http://{CANARY}/> {{}} }}", f"{long} # {CANARY}"),
            f"CONSTRUCT {{ <http://e/{CANARY}> <http://e/1> 1 }} WHERE {{}}",
        ]:
            server.query(query, "application/rdf+xml, */*;q=0.1")
        server.ask(target=f"/{CANARY}?query={CANARY}&{CANARY}={CANARY}")
        server.ask(target=f"/sparql?query=%FF{CANARY}")
        server.raw(f"GET /{CANARY} HTTP/9.9\r\n{CANARY}\r\n\r\n".encode())
        server.ask(target=ASK, headers={"host": CANARY})
        assert CANARY not in server.notes.read_text("utf-8")
