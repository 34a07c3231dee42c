"""A site of files says what a server says, links only to what is in it, and asks nobody."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from casegraph.ask import Table
from casegraph.project import Project
from casegraph.publish.alone import read_alone
from casegraph.publish.answered import write_answered
from casegraph.publish.pages.index import write_index
from casegraph.publish.site import write_site
from casegraph.release import Release, make_release, open_release

SEARCHED = (
    *("Ada", "Ада Экземпл", "ADA EXAMPLE", "Exampel", "example ada", "Nowhere", "nowere court"),
    *("x", "", "Þ", "Observatory", "Эксампл", "ß", "Elsewhere Daily!", "Ⅷ"),
)


@pytest.fixture(scope="module")
def release(built_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Release:
    """A release of the fictional project."""
    out = tmp_path_factory.mktemp("public") / "out"
    assert make_release(Project(built_folder), out).sound
    return open_release(out)


@pytest.fixture(scope="module")
def folder(release: Release, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site, as files."""
    top = tmp_path_factory.mktemp("site")
    for name, data in write_site(release):
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        assert not path.exists(), name
        path.write_bytes(data)
    return top


def test_mappings_are_beside_the_pages(folder: Path, repository: Path) -> None:
    """The table of mappings lies where a server has it, byte for byte."""
    table = repository / "ontology" / "mappings.sssom.tsv"
    assert (folder / "ns" / table.name).read_bytes() == table.read_bytes()


class Found(HTMLParser):
    """What a page leads to or loads, its anchors, and its policy."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.policy = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        given = {name: value or "" for name, value in attrs}
        self.anchors.add(given.get("id", ""))
        self.links += [given[name] for name in ("href", "src", "action") if name in given]
        if given.get("http-equiv") == "Content-Security-Policy":
            self.policy = given["content"]


def test_all_links_lead_to_files(folder: Path) -> None:
    """Each link of each page is to a file of the site and a place in it, or to the web on purpose;
    nothing is loaded from elsewhere.
    """
    pages = {path: Found(path.read_text("utf-8")) for path in sorted(folder.rglob("*.html"))}
    assert len(pages) > 80
    for path, page in pages.items():
        assert page.policy.startswith("default-src '"), path
        assert "http" not in page.policy
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                assert parts.scheme in ("https", "http", "mailto"), (path, link)
                continue
            target = path
            if parts.path:
                target = Path(os.path.normpath(path.parent / unquote(parts.path)))
            assert target.is_file(), (path, link)
            assert target.is_relative_to(folder)
            if parts.fragment and target.suffix == ".html":
                assert unquote(parts.fragment) in pages[target].anchors, (path, link)


def test_it_holds_all_forms(folder: Path, release: Release) -> None:
    """Pages, RDF, citations, answers, networks, dumps and names are there, and no editor."""
    for name in (
        *("index.html", "search.html", "browse/person.html", "questions.html", "networks.html"),
        *("doc/case/nwh-2019-1.html", "doc/case/nwh-2019-1.ttl", "doc/case/nwh-2019-1.bib"),
        *("question/defendants.csv", "question/defendants.receipt", "dump/SHA256SUMS"),
        *("network/co-defendants.gexf", "network/co-defendants.explore.html", "sitemap.xml"),
        *("assets/site.css", "assets/names.js"),
    ):
        assert (folder / name).is_file(), name
    assert not (folder / "editor.html").exists()
    start = (folder / "index.html").read_text("utf-8")
    assert "curators’ graph" not in start
    assert "doc/case/nwh-2019-1.html" in start
    moved = (folder / "doc/person/f6g3hv.html").read_text("utf-8")
    assert "../../doc/person/d4k7wz.html" in moved
    assert "nothing here any more" in (folder / "doc/person/b5c8dr.html").read_text("utf-8")


def test_each_case_has_its_own(folder: Path, release: Release) -> None:
    """What a question answers of one case is a page and files of that case, where it has rows, and
    the page of the case leads there; so do networks, and what surrounds a person or a body.
    """
    graph = release.graph
    case = (folder / "doc/case/nwh-2019-1.html").read_text("utf-8")
    for name, query in graph.questions.items():
        page = folder / f"question/{name}/nwh-2019-1.html"
        if "case" not in query.parameters:
            assert not page.exists()
            continue
        found = graph.ask(name, case="nwh-2019-1")
        rows = isinstance(found, Table) and bool(found)
        assert page.exists() == rows, name
        assert (f"../../question/{name}/nwh-2019-1.html" in case) == rows, name
        if isinstance(found, Table) and rows:
            written = (folder / f"question/{name}/nwh-2019-1.csv").read_bytes()
            assert written == write_answered(graph, query, {}, found, "csv"), name
            assert "Asked of <a" in page.read_text("utf-8")
            whole = (folder / f"question/{name}.html").read_text("utf-8")
            assert f"../question/{name}/nwh-2019-1.html" in whole
    assert "../../network/persons-institutions/nwh-2019-1.explore.html" in case
    network = graph.network("persons-institutions", case="nwh-2019-1")
    written = (folder / "network/persons-institutions/nwh-2019-1.nodes.csv").read_text("utf-8")
    assert all(label in written for label in network.labels)
    person = (folder / "doc/person/d4k7wz.html").read_text("utf-8")
    assert "../../network/ego/person/d4k7wz.html" in person
    assert (folder / "network/ego/person/d4k7wz.svg").is_file()
    assert not (folder / "network/ego/person/d4k7wz.explore.html").exists()


def test_too_much_is_left_out(
    folder: Path, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a graph with very many persons, and of a thing amid very many others, no file says what
    surrounds it.
    """

    def around() -> list[str]:
        return [one.path for one in read_alone(release.graph) if one.name == "ego"]

    whole = list((folder / "network/ego").rglob("*.html"))
    assert len(whole) > 8
    monkeypatch.setattr("casegraph.publish.alone.MOST_AROUND", 8)
    assert 0 < len(around()) < len(whole)
    monkeypatch.setattr("casegraph.publish.alone.MOST_SURROUNDED", 3)
    assert around() == []


def test_the_same_bytes(folder: Path, release: Release) -> None:
    """Written again, the files are the same."""
    for name, data in write_site(release, parts=("lists", "documents")):
        assert (folder / name).read_bytes() == data, name


def test_search_agrees_with_find(
    peer: Callable[[str], Path], folder: Path, release: Release
) -> None:
    """The script finds what `find` finds, in the same order, with the same scores."""
    script = f"""
const window = globalThis;
window.location = {{ search: '' }};
require({json.dumps(str(folder / "assets" / "names.js"))});
require({json.dumps(str(folder / "assets" / "search.js"))});
const found = {json.dumps(SEARCHED)}.map((wanted) => window.casegraphFind(wanted));
const told = found.map((matches) => matches.map((one) => [one.path, one.score]));
process.stdout.write(JSON.stringify(told));
"""
    ran = subprocess.run(
        [peer("node"), "-e", f"globalThis.window = globalThis;{script}"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    base = release.graph.project.base
    for wanted, told in zip(SEARCHED, json.loads(ran.stdout), strict=True):
        matches = release.graph.find(wanted)
        expected = [(m.iri.removeprefix(base), m.score) for m in matches]
        assert [tuple(one) for one in told][:20] == expected, wanted


def test_the_index_is_no_markup(release: Release) -> None:
    """The index is a script in ASCII, which holds the names of things that are there only."""
    data = write_index(release.graph)
    assert data.isascii()
    index = json.loads(data.removeprefix(b"window.casegraphNames = ").rstrip(b";\n"))
    paths = {thing["path"] for thing in index["things"]}
    assert "person/d4k7wz" in paths
    for path in paths:
        assert release.standing(release.graph.project.base + path).status == "here"
    assert index["letters"]["Ж"] == "Zh"


def test_a_browser_opens_it_from_a_disk(
    peer: Callable[[str], Path], folder: Path, tmp_path: Path
) -> None:
    """From a disk a page has its style, and the search finds names."""
    address = f"{(folder / 'search.html').as_uri()}?q=Exampel"
    ran = subprocess.run(
        [
            peer("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", f"--user-data-dir={tmp_path}", "--enable-logging=stderr",
            "--virtual-time-budget=3000", "--dump-dom", address,
        ],
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    assert 'href="doc/person/d4k7wz.html"' in ran.stdout
    assert 'data-ready="true"' in ran.stdout
    assert "Content Security Policy" not in ran.stderr
    assert urljoin(address, "assets/site.css").startswith("file://")
