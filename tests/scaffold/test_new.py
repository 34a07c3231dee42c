"""A new project works at once, under any base, and identifiers never repeat."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casegraph.build import build
from casegraph.errors import UsageError
from casegraph.evidence import check_document
from casegraph.opened import open as open_project
from casegraph.project import Project
from casegraph.scaffold import mint_identifier, new_project, passage, taken_identifiers
from casegraph.terms import Prefixes
from casegraph.turtle import format_text, read
from casegraph.validate import Severity

BASE = "https://example.org/id/"


def test_new_project_is_clean_under_its_own_base(tmp_path: Path) -> None:
    """Build, validate, ask and evidence work in a new project with a base of one's own."""
    base = "http://data.example.net/cases/"
    files = new_project(tmp_path / "mine", base)
    assert Path("casegraph.toml") in files
    project = Project.find(tmp_path / "mine" / "graph")
    assert project.base == base
    result = build(project)
    assert not result.report.fails(Severity.WARNING), result.report.to_text(project.prefixes)
    graph = open_project(project.root)
    rows = graph.ask("sentences-by-defendant", case="nwh-2019-1")
    assert {row["name"] for row in rows} == {"Ada Example", "Ben Sample"}
    assert all(str(row["person"]).startswith(base) for row in rows)
    document = project.root / "documents" / "notice-7-20-3.txt"
    check = check_document(graph.engine, project, document)
    assert check.identical and check.count("matched") == len(check.anchors)
    for path in (project.root / "graph").rglob("*.ttl"):
        assert path.read_text("utf-8") == format_text(path, project.prefixes), path
        assert "example.org/id/" not in path.read_text("utf-8")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A folder with something in it, or an ill-formed base, is refused and left alone."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "note.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="something"):
        new_project(tmp_path / "mine", "https://example.org/id/")
    for base in ("example.org", "https://example.org/id", 'https://x/"/', "https://x/#"):
        with pytest.raises(UsageError, match="base"):
            new_project(tmp_path / "other", base)
    assert [path.name for path in tmp_path.rglob("*")] == ["mine", "note.txt"]


def test_the_folder_that_one_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`new .` fills an empty folder, which stays the one it is; a second time it is refused."""
    monkeypatch.chdir(tmp_path)
    number = tmp_path.stat().st_ino
    new_project(Path(), BASE)
    assert tmp_path.stat().st_ino == number
    assert not list(tmp_path.glob(".new-*"))
    assert (tmp_path / "graph" / "cases" / "nwh-2019-1.ttl").is_file()
    with pytest.raises(UsageError, match="something"):
        new_project(Path(), BASE)


def test_links_to_nothing(tmp_path: Path) -> None:
    """A project is made where a link leads, or refused where it leads nowhere."""
    (tmp_path / "link").symlink_to(tmp_path / "target")
    new_project(tmp_path / "link", BASE)
    assert (tmp_path / "target" / "casegraph.toml").is_file()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_text("x", "utf-8")
    before = sorted(p.name for p in tmp_path.iterdir())
    for name in ("loop", "loop/x", "file", "file/x", "x" * 300, "a\0b"):
        with pytest.raises(UsageError):
            new_project(tmp_path / name, BASE)
    assert sorted(p.name for p in tmp_path.iterdir()) == before


ODD = ["http:///", "http://e//", "http://e/../", "http://[::1]/", "http://e:x/", "http://é/"]
ODD += ["http://e/%zz/", "http://e/'/", "http://e/$&/", "http://e/\x7f/", "http://e/\u202e/"]
ODD += [
    "http://e/\udcff/",
    "https://w3id.org/casegraph/ns/",
    "https://w3id.org/",
    "",
    "/",
    "HTTP://e/",
]
ODD += ["http://e/" + "x" * 5000 + "/", "http://e/graph/", "http://u:p@e/", "http://e/,;=()/"]


@pytest.mark.parametrize("base", ODD)
def test_odd_bases(tmp_path: Path, base: str) -> None:
    """An odd base is refused at once, or every file of the project reads back under it."""
    try:
        new_project(tmp_path / "p", base)
    except UsageError as error:
        assert error.where == "--base"
        assert list(tmp_path.iterdir()) == []
        return
    project = Project.find(tmp_path / "p")
    assert project.base == base
    for path in project.graph_files():
        assert any(str(quad.subject).startswith(f"<{base}") for quad in read(path).quads), path


@given(st.integers(min_value=0, max_value=50))
def test_identifiers_have_no_vowels_and_no_repetition(count: int) -> None:
    """Six characters, a letter first, nothing that could be read as a word, none twice."""
    taken: set[str] = set()
    for _ in range(count):
        identifier = mint_identifier(taken)
        assert re.fullmatch(r"[b-df-hj-np-tv-z][b-df-hj-np-tv-z2-9]{5}", identifier)
        assert identifier not in taken
        taken.add(identifier)


def test_identifiers_in_use_are_known(example: object, built_folder: Path) -> None:
    """What stands in any file of the graph counts as taken."""
    taken = taken_identifiers(Project(built_folder))
    persons = {"d4k7wz", "m8r3tq", "z2v9kp"}
    withheld = {"b7t3nq", "r4m2gj", "t6w9hc"}
    gone = {"b5c8dr", "f6g3hv"}  # of tombstones: never given again
    assert persons | withheld | gone <= taken
    assert len(taken) == 13


def test_passage_has_offsets_and_hash_and_no_words(built_folder: Path) -> None:
    """`anchor` writes where a quote stands; the words themselves stay out."""
    document = built_folder / "documents" / "notice-7-20-3.txt"
    text = passage(document, "spreading  false\nnews", "notice-7-20-3", Prefixes())
    assert "spreading" not in text
    start, end = map(int, re.findall(r"#c(\d+)-(\d+)|:c(\d+)-(\d+)", text)[0][2:])
    assert document.read_text("utf-8")[start:end] == "spreading false news"
    with pytest.raises(UsageError, match="0 times"):
        passage(document, "not in it", "notice-7-20-3", Prefixes())
    with pytest.raises(UsageError, match=r"\d+ times"):
        passage(document, "Ada Example", "notice-7-20-3", Prefixes())
