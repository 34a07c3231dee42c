"""A server of a release sends its dumps: those of `casegraph dump`, made once."""

from __future__ import annotations

import asyncio
import gzip
import hashlib
import json
import subprocess
import sys
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest
import rdflib
from rdflib.namespace import DCAT, VOID

from casegraph.project import Project
from casegraph.publish.dump import dump
from casegraph.release import open_release
from casegraph.server.budget import Budget
from casegraph.server.cache import Cache
from casegraph.server.dumps import read_hashes
from casegraph.server.exchange import Desk, Exchange
from casegraph.server.limits import Limits
from casegraph.server.problem import Problem
from casegraph.server.served import check

if TYPE_CHECKING:
    from serving import Running

    from casegraph.server.pool import Backend

KINDS = {
    "nq": "application/n-quads",
    "trig": "application/trig",
    "nt": "application/n-triples",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
    "SHA256SUMS": "text/plain",
}


@pytest.fixture(scope="module")
def files(public_folder: Path) -> dict[str, bytes]:
    """What `casegraph dump` writes of the release."""
    return dict(dump(open_release(public_folder)))


def test_the_same_bytes_as_the_command(public: Running, files: dict[str, bytes]) -> None:
    """Each file is that of `casegraph dump`, under its media type, whole or packed; several who ask
    at once wait for one making.
    """
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: public.ask(target="/dump/data.nq"), range(4)))
    for name, data in files.items():
        got = public.ask(target=f"/dump/{name}")
        assert (got.status, got.body == data) == (200, True), name
        assert got.kind == KINDS[name.rpartition(".")[2]]
        assert "content-encoding" not in got.headers
        packed = public.ask(target=f"/dump/{name}", headers={"accept-encoding": "gzip"})
        assert packed.headers["content-encoding"] == "gzip"
        assert gzip.decompress(packed.body) == data
        assert packed.headers["etag"] != got.headers["etag"]


def test_validators_and_heads(public: Running, files: dict[str, bytes]) -> None:
    """A validator is of the bytes, HEAD tells their number, and parts of a file are not sent."""
    got = public.ask(target="/dump/data.nt")
    assert got.headers["etag"] == f'"{hashlib.sha256(files["data.nt"]).hexdigest()[:32]}"'
    assert got.headers["accept-ranges"] == "none"
    head = public.ask("HEAD", "/dump/data.nt")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) == len(files["data.nt"])
    tag = {"if-none-match": got.headers["etag"]}
    known = public.ask(target="/dump/data.nt", headers=tag)
    assert (known.status, known.body) == (304, b"")
    part = public.ask(target="/dump/data.nt", headers={"range": "bytes=0-9"})
    assert (part.status, part.body) == (200, files["data.nt"])
    assert public.ask(target="/dump/data.nt?version=0").status == 404


@pytest.mark.parametrize(
    "name", ["data", "data.zip", "data.nq.packed", "lock", "..%2Flock", "%2e%2e/lock", ""]
)
def test_nothing_else_is_sent(public: Running, name: str) -> None:
    """What is no file of a dump is not there, wherever it lies."""
    assert public.ask(target=f"/dump/{name}").status == 404


def test_a_preview_has_none(server: Running) -> None:
    """Of a curators' graph there is no dump, and none is named."""
    assert server.ask(target="/dump/data.nq").status == 404
    assert b"dump/" not in server.ask(target="/dataset.nt").body
    assert b"dump/" not in server.ask(target="/about").body


def test_descriptions_lead_there(public: Running, files: dict[str, bytes]) -> None:
    """DCAT and VoID of the server name each RDF file where it is, and DCAT the mappings, too."""
    found = rdflib.Graph().parse(data=public.ask(target="/dataset.ttl").body, format="turtle")
    named = {str(node) for node in found.objects(None, VOID.dataDump)}
    assert {address.rpartition("/dump/")[2] for address in named} == files.keys() - {
        "dataset.ttl",
        "SHA256SUMS",
    }
    downloads = {str(node) for node in found.objects(None, DCAT.downloadURL)}
    mappings = downloads - named
    assert {address.rpartition("/")[2] for address in mappings} == {"mappings.sssom.tsv"}
    for address in named | mappings:
        path = address.partition("//")[2].partition("/")[2]
        assert public.ask(target=f"/{path}").status == 200
    assert b"dump/data.nq" in public.ask(target="/about").body


def test_what_is_sent_counts(tmp_path: Path) -> None:
    """A client has so many bytes at once; what it was sent counts and nothing else: not what it has
    already, nor HEAD, nor what another was sent.
    """
    path = tmp_path / "data.nq"
    path.write_bytes(b"x" * 1000)
    limits = Limits(client_seconds=10, client_rate=1e-6, client_bytes=100)
    desk = Desk(cast("Backend", None), limits, Cache(0), "state", budget=Budget(limits))

    def status(method: str = "GET", client: str = "192.0.2.1", tag: bytes = b"") -> int:
        """Ask for the file."""
        sent: list[MutableMapping[str, Any]] = []

        async def send(message: MutableMapping[str, Any]) -> None:
            sent.append(message)

        async def receive() -> MutableMapping[str, Any]:
            return {"type": "http.disconnect"}

        headers = [(b"if-none-match", tag)] if tag else []
        scope = {"type": "http", "method": method, "client": (client, 1), "headers": headers}
        exchange = Exchange(scope, receive, send, desk)
        try:
            asyncio.run(exchange.send_file(path, '"tag"', []))
        except Problem as problem:
            assert int(problem.headers["retry-after"]) > 0
            return problem.status
        whole = b"".join(message.get("body", b"") for message in sent)
        assert len(whole) == (1000 if method == "GET" and not tag else 0)
        return int(sent[0]["status"])

    assert [status("HEAD"), status("HEAD"), status(tag=b'"tag"')] == [200, 200, 304]
    # the debt of ten seconds is allowed, and what is over it is not
    assert [status(), status(), status()] == [200, 200, 429]
    assert status("HEAD") == 429
    assert status(tag=b'"tag"') == 304
    assert status(client="192.0.2.2") == 200


def made(order: dict[str, object]) -> None:
    """Make dumps by a process, as the server does."""
    command = [sys.executable, "-m", "casegraph.server.dumps"]
    subprocess.run(command, input=json.dumps(order).encode(), check=True, timeout=60)


def test_they_are_made_once(public_folder: Path, tmp_path: Path) -> None:
    """A second maker leaves what is there; what a first one left half-done is made anew."""
    served = check(Project(public_folder))
    order: dict[str, object] = {
        "root": str(public_folder),
        "folder": str(served.folder),
        "digest": served.digest,
        "manifest": served.manifest,
        "out": str(tmp_path),
    }
    (tmp_path / "making").mkdir()
    (tmp_path / "making" / "data.nq").write_bytes(b"half")
    made(order)
    hashes = read_hashes(tmp_path / "made")
    for name, sha256 in hashes.items():
        data = (tmp_path / "made" / name).read_bytes()
        assert hashlib.sha256(data).hexdigest() == sha256
    (tmp_path / "made" / "data.nq").write_bytes(b"kept")
    made(order)
    assert (tmp_path / "made" / "data.nq").read_bytes() == b"kept"
