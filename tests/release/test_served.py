"""What a server sends of a release follows from what leaves, and from nothing else."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest
from serving import Running, running
from starlette.routing import Route

from casegraph.project import Project
from casegraph.release import make_release
from casegraph.server import dataset, documents, dumps, pages, questions, sparql
from casegraph.server.site import Site

from .conftest import BASE, Fiction
from .surfaces import served
from .test_interference import (
    CASE,
    WHATEVER,
    blank_values,
    edited,
    more_people,
    other_places,
    other_rivals,
    other_surroundings,
    other_words,
)

# the time of the answer, and nothing else of a response
DATE = re.compile(rb"^date: [^\n]*\n", re.MULTILINE)


def sent(server: Running, out: Path) -> dict[str, bytes]:
    """Ask for all that a server sends: status, headers but for the date, and body."""
    return {name: DATE.sub(b"", data, count=1) for name, data in served(server, out)}


@pytest.fixture(scope="module")
def shown(fiction: Fiction, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, bytes]]:
    """What a server of the release of the fictional project sends."""
    with running(fiction.out, tmp_path_factory.mktemp("server")) as server:
        yield sent(server, fiction.out)


def test_same_answers(fiction: Fiction, shown: dict[str, bytes], tmp_path: Path) -> None:
    """Whatever is restricted or told of who is pseudonymised, each answer of each route is the
    same: found, not found, refused or ill-formed, with its length, its validator and its links.
    """
    other = tmp_path / "other"
    shutil.copytree(fiction.project.root, other)
    for change in (more_people, other_words, other_rivals, other_places, blank_values):
        change(other)
    other_surroundings(other)
    assert make_release(Project(other), tmp_path / "out", WHATEVER).folder is not None
    with running(tmp_path / "out", tmp_path / "server") as server:
        ours = sent(server, tmp_path / "out")
    assert ours.keys() == shown.keys()
    assert [name for name in ours if ours[name] != shown[name]] == []


def test_the_comparison_sees(fiction: Fiction, shown: dict[str, bytes], tmp_path: Path) -> None:
    """Another public fact makes other answers, with other validators."""
    other = tmp_path / "other"
    shutil.copytree(fiction.project.root, other)
    edited(other / CASE, ("cg:durationMonths 24", "cg:durationMonths 25"))
    assert make_release(Project(other), tmp_path / "out", WHATEVER).folder is not None
    wanted = ("/doc/case/nwh-2019-1.ttl", "/question/sentences-by-defendant.csv", "/dataset")
    with running(tmp_path / "out", tmp_path / "server") as server:
        for target in wanted:
            got = server.ask(target=target)
            assert got.status == 200
            etag = got.headers["etag"].encode("latin-1")
            assert not [name for name, data in shown.items() if etag in data]
    statuses = {data.split(b"\n", 1)[0] for data in shown.values()}
    assert {b"200", b"301", b"303", b"304", b"400", b"404", b"405", b"406", b"410"} <= statuses


def test_every_route_is_asked(shown: dict[str, bytes]) -> None:
    """No route of the server is left out: a new one is asked, too, before this passes."""
    site = Site("https://example.org/", BASE, frozenset({"example.org"}), True, "0" * 64)
    asked = [name.partition("?")[0] for name, data in shown.items() if data[:1] in b"23"]
    rooms = (sparql, questions, documents, dataset, dumps, pages)
    routes = [route for room in rooms for route in room.routes(Mock(), site)]
    assert len(routes) > 40
    missed = [
        route.path
        for route in routes
        if isinstance(route, Route) and not any(route.path_regex.match(path) for path in asked)
    ]
    assert missed == []
