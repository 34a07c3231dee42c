"""The reference of the ontology: nothing left out, no dead anchor, no line through a box."""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import combinations, pairwise
from pathlib import Path
from types import ModuleType
from typing import Any
from xml.etree import ElementTree

import pytest
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, RDFS, SH, SKOS, Graph

from casegraph.terms import CG, VOCABULARY
from casegraph.turtle import read

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
PICTURES = sorted((DOCS / "images").glob("model*.svg"))
SVG = "{http://www.w3.org/2000/svg}"
FORMATS = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}


def declared() -> list[str]:
    """List the IRIs of our terms and concepts, read from the files and not by the generator."""
    return sorted(
        {
            quad.subject.value
            for path in (ROOT / "ontology").rglob("*.ttl")
            for quad in read(path).quads
            if str(quad.subject).startswith((f"<{CG}", f"<{VOCABULARY}"))
        }
    )


class Anchors(HTMLParser):
    """Collects identifiers, addresses, and the elements that were not closed."""

    EMPTY = frozenset({"meta", "link", "br", "path", "rect", "polyline"})

    def __init__(self) -> None:
        super().__init__()
        self.names: list[str] = []
        self.targets: list[str] = []
        self.loaded: list[str] = []
        self.headings: list[int] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element names and where it leads."""
        table: dict[str, Any] = dict(attrs)
        self.names += [table["id"]] if "id" in table else []
        self.targets += [table["href"]] if tag == "a" else []
        self.loaded += [table[key] for key in ("src", "srcset", "data") if key in table]
        self.loaded += [table["href"]] if tag == "link" else []
        self.headings += [int(tag[1])] if re.fullmatch("h[1-6]", tag) else []
        if tag not in self.EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close an element, which must be the last that was opened."""
        if tag not in self.EMPTY:
            assert self.open.pop() == tag, (tag, self.getpos())


@pytest.fixture(scope="module")
def site(reference: ModuleType) -> dict[str, str]:
    """Write the HTML page and what lies beside it."""
    found: dict[str, str] = reference.site()
    return found


def test_the_page_has_every_term_and_no_dead_anchor(site: dict[str, str]) -> None:
    """A term is found by its local name; each link within the page leads somewhere."""
    anchors = Anchors()
    anchors.feed(site["ontology.html"])
    assert not anchors.open
    twice = [name for name, count in Counter(anchors.names).items() if count > 1]
    assert not twice
    for iri in declared():
        if iri.startswith(CG):
            assert iri.removeprefix(CG) in anchors.names
        elif iri.count("/") > VOCABULARY.count("/"):
            assert iri.removeprefix(VOCABULARY).replace("/", "--") in anchors.names
    inside = {target[1:] for target in anchors.targets if target.startswith("#")}
    assert inside <= set(anchors.names)
    files = {t for t in anchors.targets if not t.startswith(("#", "http"))}
    assert files <= set(site)


def test_the_page_loads_nothing(site: dict[str, str]) -> None:
    """The page needs no script and no other host; its headings skip no level."""
    anchors = Anchors()
    anchors.feed(site["ontology.html"])
    assert all(name in site for name in anchors.loaded)
    assert not re.search(r"<script|@import|url\((?!#)", site["ontology.html"])
    assert all(b <= a + 1 for a, b in pairwise(anchors.headings))
    assert anchors.headings.count(1) == 1


def test_what_texts_hold_is_no_markup(reference: ModuleType) -> None:
    """A definition with signs of HTML or Markdown is shown as it stands."""
    from dataclasses import replace

    from ontology_reference.entries import Entries
    from ontology_reference.html_page import Page
    from ontology_reference.markdown import Markdown

    entries = reference._entries()
    model = entries.model
    first = model.modules[0]
    odd = replace(first.terms[0], definition="<b>a|b</b> *c* `d` [e](f) & cg:Person")
    module = replace(first, terms=(odd, *first.terms[1:]))
    changed = Entries(replace(model, modules=(module, *model.modules[1:])), entries.uses)
    page = Page(changed, reference.pictures()).write()
    assert "&lt;b&gt;a|b&lt;/b&gt; *c* `d` [e](f) &amp; <a" in page
    text = Markdown(changed, ROOT).module(module)
    assert r"\<b>a|b\</b> \*c\* \`d\` \[e\](f) & [`cg:Person`](#cgperson)" in text
    assert r"\<b>a\|b\</b>" in Markdown(changed, ROOT).index()


def test_the_questions_are_described(site: dict[str, str]) -> None:
    """Beside the page, queries.ttl holds every saved question, with a text that is its SPARQL."""
    graph = Graph().parse(data=site["queries.ttl"], format="turtle")
    told = {
        str(label)
        for query in graph.subjects(RDF.type, SH.SPARQLExecutable)
        for label in graph.objects(query, RDFS.label)
    }
    assert told == {path.stem for path in (ROOT / "queries").glob("*.rq")}
    assert all("SELECT" in str(text) for text in graph.objects(None, SH.select))


@pytest.mark.parametrize("stem", ["ontology", "vocabularies"])
def test_the_serialisations_say_the_same(stem: str, site: dict[str, str]) -> None:
    """Turtle, N-Triples, JSON-LD and RDF/XML hold the same triples: all but the mappings.

    In them narrower and top concepts stand too, each as often as its inverse.
    """

    def named(text: str, form: RdfFormat) -> set[str]:
        quads = parse(text.encode("utf-8"), form)
        lines = (str(quad.triple) for quad in quads)
        return {line for line in lines if "_:" not in line}

    found = {suffix: named(site[f"{stem}.{suffix}"], form) for suffix, form in FORMATS.items()}
    folder = ROOT / "ontology" / ("" if stem == "ontology" else "vocab")
    files = sorted(path for path in folder.glob("*.ttl") if path.stem != "mappings")
    stated = {str(quad.triple) for path in files for quad in read(path).quads}
    stated = {line for line in stated if "_:" not in line}
    assert stated
    inverses = {f"<{SKOS.broader}>": f"<{SKOS.narrower}>"}
    inverses[f"<{SKOS.topConceptOf}>"] = f"<{SKOS.hasTopConcept}>"
    links = [line.split() for line in stated]
    back = {f"{o} {inverses[p]} {s}" for s, p, o, *rest in links if p in inverses and not rest}
    assert bool(back) == (stem == "vocabularies")
    for suffix, lines in found.items():
        assert lines == stated | back, (suffix, sorted(lines ^ (stated | back))[:5])


def test_headings_of_a_page_have_anchors_of_their_own() -> None:
    """A class and a property whose names differ in capitals only would share an anchor."""
    for page in sorted((DOCS / "reference").rglob("*.md")):
        headings = re.findall(r"(?m)^### (cg:.*)$", page.read_text("utf-8"))
        twice = [n for n, count in Counter(h.lower() for h in headings).items() if count > 1]
        assert not twice, page


def test_a_query_names_what_it_says_and_no_more(reference: ModuleType) -> None:
    """Comments and strings name nothing; what a rule derives is told from what it reads."""
    from ontology_reference.uses import names_in

    named, derived = names_in(
        """#+ summary: Not cg:Verdict
        PREFIX c: <https://w3id.org/casegraph/ns#>
        PREFIX role: <https://w3id.org/casegraph/vocab/role/>
        CONSTRUCT { ?a c:coDefendantOf ?b }  # not c:Charge
        WHERE { ?a c:role role:defendant . FILTER(?x = "c:Sentence")
          ?b <https://w3id.org/casegraph/ns#participant>+ ?a }"""
    )
    assert derived == {f"{CG}coDefendantOf"}
    assert named == {f"{CG}role", f"{CG}participant", f"{VOCABULARY}role/defendant"}


def test_a_term_says_who_uses_it() -> None:
    """The entry of a term holds its shapes, its queries, how many values, and the example."""
    text = (DOCS / "reference" / "terms" / "proceeding.md").read_text("utf-8")
    entry = text.partition("\n### cg:Sentence\n")[2].partition("\n### ")[0]
    row = "| [`cg:sentencedPerson`](#cgsentencedperson) | [`cg:Person`](agent.md#cgperson) |"
    assert f"{row} exactly 1 |" in entry
    assert "`shape:Sentence-imposedIn`" in entry
    assert "[`sentences-by-defendant`](../questions.md#sentences-by-defendant)" in entry
    assert "nwh-2019-1:d1-sentence a cg:Sentence" in entry
    assert "    cg:hasComponent\n        nwh-2019-1:d1-sentence-1 ,\n" in entry
    derived = text.partition("\n### cg:inForce\n")[2].partition("\n### ")[0]
    assert "- **Derived by the rule:** [`sentence-in-force`]" in derived


def test_mappings_are_shown_where_there_are_any(tmp_path: Path, reference: ModuleType) -> None:
    """A row of the SSSOM table stands at its term, with the IRI that its prefix means."""
    from casegraph.project import Project
    from ontology_reference.entries import Entries
    from ontology_reference.uses import read_uses

    table = tmp_path / "mappings.sssom.tsv"
    table.write_text(
        "#curie_map:\n#  cg: https://w3id.org/casegraph/ns#\n#  ex: https://example.org/other/\n"
        "subject_id\tpredicate_id\tobject_id\tobject_label\n"
        "cg:Charge\tskos:closeMatch\tex:P1\tcharge of another\n",
        "utf-8",
    )
    uses = read_uses(Project(ROOT), ROOT / "src" / "casegraph" / "example", table)
    model = reference._entries().model
    entry = Entries(model, uses).entry(model.terms[f"{CG}Charge"])
    [part] = [part for part in entry.parts if part.name == "Elsewhere"]
    assert part.items[0][1].target == "https://example.org/other/P1"


def test_a_literal_leads_to_its_list(tmp_path: Path) -> None:
    """Of an object without an IRI the code is shown, and the list of it is linked."""
    from casegraph.project import Project
    from ontology_reference.uses import Mapping, read_uses

    table = tmp_path / "mappings.sssom.tsv"
    table.write_text(
        "#curie_map:\n#  ex: https://example.org/list/\n"
        "subject_id\tpredicate_id\tobject_id\tobject_label\tobject_type\tobject_source\n"
        "cg:Charge\tskos:closeMatch\t\t0902\trdfs literal\tex:7\n",
        "utf-8",
    )
    uses = read_uses(Project(ROOT), ROOT / "src" / "casegraph" / "example", table)
    expected = Mapping("skos:closeMatch", "https://example.org/list/7", "0902", "in ex:7")
    assert uses.mappings[f"{CG}Charge"] == [expected]


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_is_legible(path: Path) -> None:
    """No two boxes overlap, no text leaves its box, and no line runs through a box or a text."""
    root = ElementTree.parse(path).getroot()
    boxes = [
        tuple(float(rect.get(key, 0)) for key in ("x", "y", "width", "height"))
        for rect in root.iter(f"{SVG}rect")
        if rect.get("class") == "b"
    ]
    assert boxes
    for (x, y, w, h), (u, v, s, t) in combinations(boxes, 2):
        assert x + w < u or u + s < x or y + h < v or v + t < y
    fonts = {"t": FontProperties(weight="bold"), "s": FontProperties(style="italic")}
    for text in root.iter(f"{SVG}text"):
        words = text.text or ""
        prop = fonts.get(text.get("class", ""), FontProperties())
        width = TextPath((0, 0), words.replace("⊑", "C"), size=13, prop=prop).get_extents().width
        left = float(text.get("x", 0)) - (width if text.get("text-anchor") == "end" else 0)
        baseline = float(text.get("y", 0))
        assert any(
            x < left and left + width < x + w and y < baseline < y + h for x, y, w, h in boxes
        ), words
    for line in root.iter(f"{SVG}polyline"):
        numbers = [float(number) for number in (line.get("points") or "").split()]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        for (a, b), (c, d) in pairwise(points):
            assert a == c or b == d
            for x, y, w, h in boxes:
                apart = max(a, c) <= x or min(a, c) >= x + w or max(b, d) <= y or min(b, d) >= y + h
                assert apart, (path.name, points)


def test_two_lines_to_different_boxes_never_run_along_each_other() -> None:
    """Lines that share a stretch lead to the same box, so that nobody takes one for the other."""
    for path in PICTURES:
        root = ElementTree.parse(path).getroot()
        boxes = [
            tuple(int(rect.get(key, 0)) // 10 for key in ("x", "y", "width", "height"))
            for rect in root.iter(f"{SVG}rect")
            if rect.get("class") == "b"
        ]
        ways: dict[Any, set[Any]] = {}
        for line in root.iter(f"{SVG}polyline"):
            numbers = [int(number) // 10 for number in (line.get("points") or "").split()]
            points = list(zip(numbers[::2], numbers[1::2], strict=True))
            u, v = points[-1]
            [end] = [(x, y) for x, y, w, h in boxes if x <= u <= x + w and y <= v <= y + h]
            for (a, b), (c, d) in pairwise(points):
                steps = max(abs(c - a), abs(d - b))
                cells = [
                    (a + (c - a) * step // steps, b + (d - b) * step // steps)
                    for step in range(steps + 1)
                ]
                for edge in pairwise(cells):
                    key = (min(edge), max(edge))
                    ways.setdefault(key, set()).add((line.get("class"), end))
        assert all(len(found) == 1 for found in ways.values()), path.name


@pytest.mark.usefixtures("reference")
def test_the_layout_says_where_there_is_no_room() -> None:
    """A line that fits nowhere is an error, not a picture without it."""
    from ontology_reference import layout
    from ontology_reference.boxes import Box, Row

    boxes = [Box("A", (), (Row("b", "B", "B"),)), Box("B", (), ())]
    drawn = layout.lay_out(boxes, 10)
    assert [(line.source, line.target) for line in drawn.lines] == [("A", "B")]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(layout.Router, "lines", lambda router: None)
        with pytest.raises(ValueError, match="no room"):
            layout.lay_out(boxes, 10)
