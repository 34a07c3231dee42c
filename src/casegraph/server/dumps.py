"""A release in, its dumps out as files that a server sends: made once, when somebody asks first.

They are those of `casegraph dump`. A process of its own makes them, which can be waited for or
killed, so that processes in front never hold a store; all of them share what it made.
"""

from __future__ import annotations

import asyncio
import fcntl
import gzip
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Final

from starlette.routing import BaseRoute, Route

from casegraph.build import Generation
from casegraph.build.manifest import STORE
from casegraph.engine import Embedded
from casegraph.opened import CaseGraph
from casegraph.project import Project
from casegraph.publish.dump import HASHES, dump
from casegraph.release import Release
from casegraph.server import confine
from casegraph.server.endpoint import Endpoint
from casegraph.server.exchange import Desk, Exchange
from casegraph.server.negotiate import GRAPHS, named, reads_gzip
from casegraph.server.problem import Problem, not_found
from casegraph.server.served import Served
from casegraph.server.site import Site

_MADE: Final = "made"
_PACKED: Final = ".packed"
_AGAIN: Final = "10"  # seconds
_LEVEL: Final = 6


@dataclass(frozen=True)
class Kept:
    """A dump as a file: where it is, and the hash of what it holds."""

    path: Path
    sha256: str


class Dumps:
    """The dumps of what is served.

    Args:
        served: what is served.
        folder: where they are made, for all processes in front.
        log: takes a line on a fault.
    """

    def __init__(self, served: Served, folder: Path, log: Callable[[str], None]) -> None:
        self._served = served
        self._folder = folder
        self._log = log
        self._making: asyncio.Task[None] | None = None
        self._hashes: dict[str, str] = {}

    async def find(self, name: str, wait: float) -> Kept | None:
        """Find a dump by its name; the first who asks has it made.

        Args:
            name: the name of a file, as `casegraph dump` gives it.
            wait: seconds that are waited for it to be made.

        Returns:
            None where there is no such dump.

        Raises:
            Problem: it is still being made, or could not be made.
        """
        if not self._hashes:
            await self._make(wait)
        sha256 = self._hashes.get(name)
        return None if sha256 is None else Kept(self._folder / _MADE / name, sha256)

    async def _make(self, wait: float) -> None:
        if self._making is None or self._making.done():
            self._making = asyncio.create_task(self._made())
        try:
            await asyncio.wait_for(asyncio.shield(self._making), wait)
        except TimeoutError:
            raise Problem(
                HTTPStatus.SERVICE_UNAVAILABLE,
                "The dumps are being made.",
                {"retry-after": _AGAIN},
            ) from None

    async def _made(self) -> None:
        order = {
            "root": str(self._served.project.root),
            "folder": str(self._served.folder),
            "digest": self._served.digest,
            "manifest": self._served.manifest,
            "out": str(self._folder),
        }
        maker = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "casegraph.server.dumps"),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
        )
        try:
            await maker.communicate(json.dumps(order).encode("utf-8"))
        finally:
            if maker.returncode is None:
                maker.kill()
        if maker.returncode:
            self._log(f"the dumps could not be made: exit code {maker.returncode}")
            raise Problem(HTTPStatus.INTERNAL_SERVER_ERROR, "This is a fault here, not yours.")
        self._hashes = read_hashes(self._folder / _MADE)


def read_hashes(folder: Path) -> dict[str, str]:
    """Read which dumps there are, with the hash of each."""
    text = (folder / HASHES).read_bytes()
    pairs = (line.split("  ") for line in text.decode("ascii").splitlines())
    return {name: sha256 for sha256, name in pairs} | {HASHES: hashlib.sha256(text).hexdigest()}


def make(order: dict[str, object], parent: int) -> None:
    """Make the dumps, unless another process has; each beside itself as gzip has it.

    Args:
        order: `root` of the project, `folder` of its generation with `digest` and `manifest`, and
            `out`, where they are made.
        parent: the process that this one may not outlive.
    """
    confine.die_with(parent)
    out, source = Path(str(order["out"])), Path(str(order["folder"]))
    with (out / "lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if (out / _MADE).exists():
            return
        shutil.rmtree(out / "making", ignore_errors=True)
        (out / "making").mkdir()
        engine = Embedded.open(source / STORE)
        manifest = order["manifest"]
        assert isinstance(manifest, dict)
        generation = Generation(source, str(order["digest"]), manifest, engine)
        release = Release(CaseGraph(Project(Path(str(order["root"]))), generation))
        for name, data in dump(release):
            (out / "making" / name).write_bytes(data)
            packed = gzip.compress(data, _LEVEL, mtime=0)
            (out / "making" / f"{name}{_PACKED}").write_bytes(packed)
        (out / "making").rename(out / _MADE)


def routes(desk: Desk, site: Site) -> Iterator[BaseRoute]:
    """Make the route of dumps; a preview has none."""

    async def sent(exchange: Exchange) -> None:
        exchange.check_version(site.version)
        name = exchange.scope["path_params"]["name"]
        if desk.dumps is None:
            raise not_found()
        kept = await desk.dumps.find(name, desk.limits.seconds)
        if kept is None:
            raise not_found()
        offer = named(GRAPHS, name.rpartition(".")[2])
        headers = [
            (b"content-type", offer.content_type.encode("ascii") if offer else b"text/plain"),
            (b"accept-ranges", b"none"),
            (b"vary", b"Accept-Encoding"),
        ]
        packed = reads_gzip(exchange.header(b"accept-encoding"))
        path, tag = kept.path, kept.sha256[:32]
        if packed:
            path, tag = path.with_name(path.name + _PACKED), f"{tag}-z"
            headers.append((b"content-encoding", b"gzip"))
        await exchange.send_file(path, f'"{tag}"', headers)

    yield Route("/dump/{name}", Endpoint(sent, desk))


if __name__ == "__main__":
    make(json.load(sys.stdin), os.getppid())
