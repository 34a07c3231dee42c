"""Which files a project is made of, and which graph each of them is."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from casegraph.dataset import read_dataset
from casegraph.errors import InputError, UsageError
from casegraph.project import Project
from casegraph.turtle import read


@pytest.fixture
def folder(repository: Path, tmp_path: Path) -> Path:
    """A copy of the fictional project that a test may change."""
    shutil.copytree(repository / "src" / "casegraph" / "example", tmp_path / "own")
    (tmp_path / "own" / "casegraph.toml").write_text('base = "https://example.org/id/"\n')
    return tmp_path / "own"


def test_graph_and_file_are_computed_from_each_other(folder: Path) -> None:
    """Every file names its graph, and every graph its file; a derived graph has none."""
    project = Project.find(folder / "graph" / "cases")
    assert project.root == folder
    for path in project.graph_files():
        assert project.file_of(project.graph_of(path).value) == path
    assert project.file_of(f"{project.base}graph/derived/edtf-bounds") is None
    assert project.file_of(f"{project.base}graph/../casegraph") is None
    assert project.file_of("https://elsewhere.example/graph/bodies") is None


def test_no_project(tmp_path: Path) -> None:
    """A folder outside any project, and a folder that does not exist inside one, are refused."""
    with pytest.raises(UsageError, match="belongs to no project"):
        Project.find(tmp_path)
    (tmp_path / "graph" / "cases").mkdir(parents=True)
    with pytest.raises(UsageError, match="no such folder"):
        Project.find(tmp_path / "typo")


BAD_NAMES = [
    *("cases/a b.ttl", "cases/a<b.ttl", "cases/x.csv", "notes.txt", "cases/a.TTL"),
    *("cases/a#b.ttl", "cases/a?b.ttl", "cases/a%20b.ttl", "cases/\u202eltt.a.ttl"),
]


@pytest.mark.parametrize("name", [*BAD_NAMES, "derived/edtf-bounds.ttl"])
def test_files_that_cannot_be_graphs(name: str, folder: Path) -> None:
    """A file whose name is no graph's is an InputError that names it."""
    path = folder / "graph" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("")
    with pytest.raises(InputError) as caught:
        Project(folder).graph_files()
    assert caught.value.path == Path("graph", name)


def test_files_that_are_left_alone(folder: Path) -> None:
    """Hidden files, what editors leave and README.md are no part of the graph; a linked file is."""
    before = Project(folder).graph_files()
    for name in (".DS_Store", "README.md", "cases/.x.ttl.swp", "cases/x.ttl~", "cases/#x.ttl#"):
        (folder / "graph" / name).write_text("not RDF")
    assert Project(folder).graph_files() == before
    shutil.move(folder / "graph" / "series.ttl", folder / "series.ttl")
    (folder / "graph" / "series.ttl").symlink_to(folder / "series.ttl")
    project = Project(folder)
    assert project.graph_files() == before
    assert project.graph_of(folder / "graph" / "series.ttl").value.endswith("graph/series")


def test_two_files_of_one_graph(folder: Path, tmp_path: Path) -> None:
    """Two files that would be the same graph are refused, also where one lies outside."""
    outside = tmp_path / "series.ttl"
    shutil.copy(folder / "graph" / "series.ttl", outside)
    with pytest.raises(UsageError, match="same named graph"):
        read_dataset(Project(folder), extra=[outside])
    (folder / "graph" / "series.nt").write_text("")
    with pytest.raises(UsageError, match="same named graph"):
        read_dataset(Project(folder))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("base = ", "not TOML"),
        ('base = "https://example.org/id"', "no IRI for things"),
        ('base = "ftp://example.org/id/"', "no IRI for things"),
        ('base = "https://example.org/a b/"', "no IRI for things"),
        ('base = "https://[x/"', "no IRI for things"),
        ("base = 5", "no IRI for things"),
        ('base = "https://w3id.org/casegraph/vocab/role/"', "own terms"),
        ('base = "http://w3id.org/casegraph/ns/"', "own terms"),
        ('base = "https://W3ID.org/casegraph/shape/"', "own terms"),
        ('base = "https://w3id.org/casegraph/"', "own terms"),
        ('bass = "https://example.org/id/"', "'bass' is unknown"),
    ],
)
def test_settings(text: str, words: str, folder: Path) -> None:
    """Settings that are wrong are an InputError with the file, never a default."""
    (folder / "casegraph.toml").write_text(text)
    with pytest.raises(InputError, match="casegraph.toml") as caught:
        Project(folder).base  # noqa: B018 - reading it is the test
    assert words in caught.value.what


def test_bases_beside_the_terms(folder: Path) -> None:
    """The default base, and one that only looks like casegraph's own, are bases for things."""
    for base in ("https://w3id.org/casegraph/id/", "https://w3id.org/casegraphs/ns/"):
        (folder / "casegraph.toml").write_text(f'base = "{base}"')
        assert Project(folder).base == base


@pytest.mark.parametrize("target", ["loop.ttl", "gone.ttl", "../documents", "people"])
def test_links_to_no_file(folder: Path, target: str) -> None:
    """A link to itself, to nothing or to a folder is refused by name, never left out quietly."""
    (folder / "graph" / "loop.ttl").symlink_to(target)
    with pytest.raises(InputError, match=r"graph/loop\.ttl.*link"):
        read_dataset(Project(folder))


def test_own_queries_replace_and_add(folder: Path) -> None:
    """A query of the project is added to casegraph's own, or replaces one of the same name."""
    own = folder / "queries"
    own.mkdir()
    (own / "defendants.rq").write_text("#+ summary: Ours.\nSELECT * {}")
    (own / "new-one.rq").write_text("#+ summary: Ours.\nSELECT * {}")
    found = Project(folder).queries()
    assert found["defendants"].parent == found["new-one"].parent == own
    assert len(found) > 2


def test_places(folder: Path) -> None:
    """A thing is placed in the file that states it, at the line of its block."""
    dataset = read_dataset(Project(folder))
    iri = "https://example.org/id/case/nwh-2019-1#d1-sentence"
    place = dataset.place(iri)
    assert place is not None
    assert place.file == "graph/cases/nwh-2019-1.ttl"
    assert place.line is not None
    text = read(folder / place.file).text
    assert text.split("\n")[place.line - 1] == "nwh-2019-1:d1-sentence"
    assert dataset.place("https://example.org/id/nothing") is None
    assert dataset.place("_:blank") is None
