"""The engines that the tests of this folder talk to."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
import servers
from misbehaving import Misbehaving
from pyoxigraph import NamedNode

from casegraph.engine import GraphStore, Remote, Service

_PROGRAMS = {"oxigraph": "oxigraph", "fuseki": "fuseki", "virtuoso": "virtuoso-t"}
_START = {"oxigraph": servers.oxigraph, "fuseki": servers.fuseki, "virtuoso": servers.virtuoso}


@pytest.fixture
def endpoint() -> Iterator[Misbehaving]:
    """An engine of ours that can misbehave; it ends with the test."""
    with Misbehaving() as running:
        yield running


@pytest.fixture(scope="session")
def started(
    peer: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], tuple[Service, list[NamedNode]]]]:
    """Start an engine of others by its name, once; say which graphs it has of its own."""
    with ExitStack() as stack:

        @cache
        def start(name: str) -> tuple[Service, list[NamedNode]]:
            folder = tmp_path_factory.mktemp(name)
            at = stack.enter_context(_START[name](peer(_PROGRAMS[name]), folder))
            return at, GraphStore(Remote(at)).names()

        yield start


@pytest.fixture(scope="module")
def service(
    started: Callable[[str], tuple[Service, list[NamedNode]]],
) -> Iterator[Callable[[str], Service]]:
    """Reach an engine of others by its name, empty, with what it asks for in the environment."""
    with pytest.MonkeyPatch.context() as environment:

        @cache
        def reached(name: str) -> Service:
            at, own = started(name)
            if name == "virtuoso":
                environment.setenv("CASEGRAPH_HOST", at.query.split("/")[2])
                environment.setenv("CASEGRAPH_USER", "dba")
                environment.setenv("CASEGRAPH_PASSWORD", "dba")
            store = GraphStore(Remote(at))
            store.drop(graph for graph in store.names() if graph not in own)
            return at

        yield reached
