"""One door leads to what others may see: it opens releases, and knows addresses that are gone."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

from casegraph.build import Generation, build, verify
from casegraph.engine import Embedded
from casegraph.errors import StoreError, UsageError
from casegraph.network import draw
from casegraph.network.datasheet import KEPT, RELEASED, datasheet
from casegraph.opened import CaseGraph
from casegraph.opened import open as open_project
from casegraph.project import Project
from casegraph.release import Release, Standing, open_release
from casegraph.terms import RDF_TYPE, cg

BASE = "https://example.org/id/"


def test_release_answers_like_a_project(fiction) -> None:  # type: ignore[no-untyped-def]
    """Questions, descriptions and names work on a release, by both ways of opening it."""
    release = open_release(fiction.out)
    assert release.digest == fiction.made.digest == open_project(fiction.out).generation.digest
    rows = release.graph.ask("sentences-by-defendant", case="nwh-2019-1")
    assert {row["name"] for row in rows} == {"Ada Example", "Ben Sample"}
    assert release.graph.find("Ada Eksample")[0].label == "Ada Example"
    assert "Ada Example" in release.graph.describe("person:d4k7wz").label


def test_networks_say_what_they_are_made_of(fiction, example: CaseGraph) -> None:  # type: ignore[no-untyped-def]
    """A datasheet of a release says that it is of one, and not that nothing was taken out; so do
    pages of it.
    """
    shown = fiction.release.graph.network("persons-institutions")
    whole = example.network("persons-institutions")
    for network, words, others in ((shown, RELEASED, KEPT), (whole, KEPT, RELEASED)):
        for text in (datasheet(network).to_markdown(), draw(network, ".html", "x").decode()):
            assert words in text
            assert others not in text


def test_nothing_else_is_opened(fiction, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A curators' graph, a folder above or in a release, a file, and nothing are refused."""
    build(fiction.project)
    (tmp_path / "file").write_text("x", "utf-8")
    strangers = [fiction.project.root, fiction.out / "build", fiction.out.parent]
    for place in (*strangers, tmp_path, tmp_path / "absent", tmp_path / "file"):
        with pytest.raises(UsageError, match="release"):
            open_release(place)


def test_project_in_the_shape_of_a_release(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """A curators' project whose files were moved away, and a release with files, are refused."""
    build(own_fiction.project)
    shutil.move(own_fiction.project.root / "graph", own_fiction.project.root / "away")
    (own_fiction.out / "graph").mkdir()
    for place in (own_fiction.project.root, own_fiction.out):
        with pytest.raises(UsageError, match="curators' graph"):
            open_release(place)


def test_damaged_release(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """A release that lost a file is an error, never an emptier release."""
    [store] = own_fiction.out.glob("build/*/store")
    next(store.glob("*.sst")).unlink()
    with pytest.raises(StoreError):
        open_release(own_fiction.out)


def test_release_is_not_built(own_fiction, command) -> None:  # type: ignore[no-untyped-def]
    """`build` in a release is refused, and no command asks for it."""
    with pytest.raises(UsageError, match="not built from files"):
        build(Project(own_fiction.out))
    assert open_release(own_fiction.out).digest == own_fiction.made.digest
    assert verify(Project(own_fiction.out)) == []
    where = ("--project", own_fiction.out)
    done = command(*where, "ask", "defendants", "--case", "nwh-2019-1")
    assert (done.returncode, done.stderr) == (0, "")


def test_addresses_of_the_fictional_project(fiction) -> None:  # type: ignore[no-untyped-def]
    """Withdrawn is gone, merged leads on, and withheld stands for as little as never given."""
    standing = fiction.release.standing
    assert standing(f"{BASE}person/b5c8dr") == Standing("gone", (), "2022-03-01")
    moved = Standing("moved", (f"{BASE}person/d4k7wz",), "2022-04-01")
    assert standing(f"{BASE}person/f6g3hv") == moved
    assert standing(f"{BASE}person/d4k7wz") == Standing("here")
    withheld = [f"{BASE}person/t6w9hc", f"{BASE}person/b7t3nq", f"{BASE}case/nwh-2021-1"]
    for iri in (*withheld, f"{BASE}person/zzzzzz", "no IRI at all", ""):
        assert standing(iri) == Standing("unknown")
    assert set(fiction.release.tombstones()) == {f"{BASE}person/b5c8dr", f"{BASE}person/f6g3hv"}


def release_of(tmp_path: Path, *triples: tuple[str, str, str]) -> Release:
    """Open a release that holds nothing but tombstones and persons."""
    graph = NamedNode(f"{BASE}graph/tombstones")
    quads = [
        Quad(NamedNode(BASE + s), RDF_TYPE if p == "a" else cg(p), o, graph)
        for s, p, o in (
            (s, p, cg(o) if p == "a" else NamedNode(BASE + o) if p == "replacedBy" else Literal(o))
            for s, p, o in triples
        )
    ]
    engine = Embedded(Store())
    engine.load(quads)
    return Release(CaseGraph(Project(tmp_path), Generation(tmp_path, "", {}, engine)))


def test_chains_splits_and_circles(tmp_path: Path) -> None:
    """A chain leads to its end; a split names all; a circle, or a chain to nothing, is gone."""
    stones = [(name, "a", "Tombstone") for name in ("x/1", "x/2", "x/3", "x/4", "x/5", "x/6")]
    release = release_of(
        tmp_path,
        *stones,
        ("x/9", "a", "Person"),
        ("x/8", "a", "Person"),
        ("x/1", "replacedBy", "x/2"),
        ("x/2", "replacedBy", "x/9"),
        ("x/3", "replacedBy", "x/9"),
        ("x/3", "replacedBy", "x/8"),
        ("x/4", "replacedBy", "x/4"),
        ("x/5", "replacedBy", "x/6"),
    )
    end = f"{BASE}x/9"
    assert release.standing(f"{BASE}x/1") == Standing("moved", (end,))
    assert release.standing(f"{BASE}x/3") == Standing("gone", (f"{BASE}x/8", end))
    for name in ("x/4", "x/5", "x/6"):
        assert release.standing(f"{BASE}{name}") == Standing("gone")
