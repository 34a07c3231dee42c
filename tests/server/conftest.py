"""A running server over the fictional project, and one over a release of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from serving import Running as Running
from serving import running

from casegraph.project import Project
from casegraph.release import make_release


@pytest.fixture(scope="session")
def server(built_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with small limits over the fictional project."""
    with running(built_folder, tmp_path_factory.mktemp("server"), "--preview") as found:
        yield found


@pytest.fixture(autouse=True)
def same_process(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test sends, the processes that speak HTTP are the same afterwards, and answer."""
    if "server" not in request.fixturenames:
        yield
        return
    server: Running = request.getfixturevalue("server")
    before = server.process.pid, server.front()
    yield
    assert server.process.poll() is None
    assert (server.process.pid, server.front()) == before
    assert server.ask(target="/sparql?query=ASK%7B%7D").status == 200


@pytest.fixture(scope="session")
def public_folder(built_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the fictional project; tests only read it."""
    out = tmp_path_factory.mktemp("release") / "public"
    assert make_release(Project(built_folder), out).folder is not None
    return out


@pytest.fixture(scope="session")
def public(public_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with small limits over a release of the fictional project."""
    with running(public_folder, tmp_path_factory.mktemp("server")) as found:
        yield found


@pytest.fixture
def start(built_folder: Path, tmp_path: Path) -> Callable[..., AbstractContextManager[Running]]:
    """Start a server of one's own, with further options, as a context manager."""

    def begin(*options: str) -> AbstractContextManager[Running]:
        return running(built_folder, tmp_path / "server", "--preview", *options)

    return begin
