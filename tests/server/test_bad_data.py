"""Data that would do harm on a page or in a parser comes out of every route as what it is: text."""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
import rdflib
from serving import running

from casegraph.build import build
from casegraph.project import Project

if TYPE_CHECKING:
    from serving import Running

MARKUP = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
NOTE = "http://www.w3.org/2004/02/skos/core#editorialNote"
PERSON = "https://example.org/id/person/d4k7wz"
TEXTS = {
    "markup": MARKUP,
    "template": "{{ 7 * 7 }} ${7*7} {% raw %} <%= 7 %>",
    "formula": '=HYPERLINK("https://elsewhere.example",1)',
    "long": "wide " * 40_000,
    "directions": "a\u202eb\u2066c",
    "line ends": "one\rtwo\r\nthree\u2028four\u0085",
}
COURT = '"District Court of Nowhere"@en'
RDF = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}


@pytest.fixture(scope="module")
def harmful(built_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server over the fictional project, in which a person has harmful notes and addresses."""
    top = tmp_path_factory.mktemp("harmful")
    shutil.copytree(built_folder, top / "cases")
    notes = " , ".join(f"{json.dumps(text)}@en" for text in TEXTS.values())
    path = top / "cases/graph/cases/nwh-2019-1.ttl"
    text = path.read_text("utf-8")
    text += f"<{PERSON}> <{NOTE}> {notes} ;\n cg:authorityRecord "
    text += "<javascript:alert(1)> , <data:text/html;base64,PHNjcmlwdD4=> .\n"
    path.write_text(text, "utf-8")
    courts = top / "cases/graph/courts.ttl"
    labels = courts.read_text("utf-8").replace(COURT, f"{json.dumps(MARKUP)}@en")
    assert labels.count("<script>") == 1
    courts.write_text(labels, "utf-8")
    made = build(Project(top / "cases"))
    assert made.folder is not None, [f for f in made.report.findings if f.severity > 1]
    with running(top / "cases", top / "server", "--preview") as found:
        before = found.front()
        yield found
        assert found.front() == before


class Page(HTMLParser):
    """What a browser would run or follow."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.handlers: list[str] = []
        self.followed: list[str] = []
        self.scripts: list[str] = []
        self.texts: list[str] = []
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self._open = tag
        for name, value in attrs:
            if name.startswith("on"):
                self.handlers.append(name)
            if name in ("href", "src", "action", "srcdoc", "formaction", "xlink:href"):
                self.followed.append((value or "").strip().lower())

    def handle_data(self, data: str) -> None:
        """Note a text, or what a script says."""
        (self.scripts if self._open == "script" else self.texts).append(data)

    def handle_endtag(self, tag: str) -> None:
        """Leave an element."""
        self._open = ""


@pytest.mark.parametrize(
    "target",
    [
        "/doc/person/d4k7wz.html",
        "/doc/case/nwh-2019-1.html",
        "/question/defendants.html?case=nwh-2019-1",
        "/question/sentences-by-defendant.html?case=nwh-2019-1",
    ],
)
def test_pages_run_nothing(harmful: Running, target: str) -> None:
    """No text becomes an element, and no address but of the web becomes a link."""
    got = harmful.ask(target=target)
    assert (got.status, got.kind) == (200, "text/html")
    page = Page(got.body.decode("utf-8"))
    assert page.handlers == []
    assert not [a for a in page.followed if a.startswith(("javascript:", "data:text", "vbscript:"))]
    assert "x" not in page.followed
    assert not [script for script in page.scripts if "<" in script]
    assert b"<script>alert" not in got.body
    if "/doc/case/" in target:
        assert "<script>alert(1)</script>" in "".join(page.texts)


@pytest.mark.parametrize("suffix", RDF)
def test_documents_hold_the_texts(harmful: Running, suffix: str) -> None:
    """Every text comes through every form of RDF as it was, in documents and from the endpoint."""
    document = harmful.ask(target=f"/doc/person/d4k7wz.{suffix}")
    query = f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ ?s ?p ?o FILTER(?p = <{NOTE}>) }}"
    asked = harmful.ask(target=f"/sparql?query={quote(query)}&format={suffix}")
    for got in (document, asked):
        assert got.status == 200
        read = rdflib.Graph().parse(data=got.body, format=RDF[suffix])
        person = rdflib.URIRef(PERSON)
        found = {str(o) for o in read.objects(person, rdflib.URIRef(NOTE))}
        if suffix == "rdf":  # where XML has no better way, a line end may become another
            found = {" ".join(text.split()) for text in found}
            assert {" ".join(text.split()) for text in TEXTS.values()} <= found
        else:
            assert set(TEXTS.values()) <= found


def test_rows_hold_the_texts(harmful: Running) -> None:
    """Every text comes through every form of rows as it was."""
    query = f"/sparql?query={quote(f'SELECT ?o {{ <{PERSON}> <{NOTE}> ?o }}')}&format="
    wanted = set(TEXTS.values())
    rows = json.loads(harmful.ask(target=f"{query}json").body)["results"]["bindings"]
    assert wanted <= {row["o"]["value"] for row in rows}
    root = ElementTree.fromstring(harmful.ask(target=f"{query}xml").body)
    assert wanted <= {node.text for node in root.iter() if node.tag.endswith("literal")}
    text = harmful.ask(target=f"{query}csv").body.decode("utf-8")
    before = csv.field_size_limit(2_000_000)
    try:
        assert wanted <= {row[0] for row in csv.reader(io.StringIO(text, newline=""))}
    finally:
        csv.field_size_limit(before)


def test_other_forms_are_well_formed(harmful: Running) -> None:
    """JSON, citations, sitemaps and descriptions are whole with such data."""
    for target in ("/doc/person/d4k7wz.json", "/doc/person/d4k7wz.csl", "/questions"):
        json.loads(harmful.ask(target=target).body)
    for target in ("/sitemap.xml", "/dataset.rdf", "/sparql?query=ASK%7B%7D&format=xml"):
        ElementTree.fromstring(harmful.ask(target=target).body)
    for suffix in ("bib", "ttl?_profile=schema", "jsonld?_profile=alt", "nq", "trig"):
        assert harmful.ask(target=f"/doc/person/d4k7wz.{suffix}").status == 200
