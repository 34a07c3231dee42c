"""Pages say all that is known, with who says so, and nothing in them can run."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from dataclasses import replace
from html import escape
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import cast

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from casegraph.engine import Embedded
from casegraph.export import PARTS, select_parts
from casegraph.liberty import read_liberty
from casegraph.network.style import kind_words
from casegraph.opened import CaseGraph
from casegraph.publish.document import Document, find_parts, read_document
from casegraph.publish.pages.browse import KINDS_BROWSED, read_shelf
from casegraph.publish.pages.case import read_case
from casegraph.publish.pages.document import write_page
from casegraph.publish.pages.editor import write_editor
from casegraph.publish.pages.entrance import (
    read_holdings,
    write_about,
    write_browse,
    write_search,
    write_shelf,
    write_start,
)
from casegraph.publish.pages.frame import press
from casegraph.publish.pages.links import Links
from casegraph.publish.pages.networks import write_network
from casegraph.publish.pages.phrases import Phrases, texts_of
from casegraph.publish.pages.reader import Reader
from casegraph.publish.pages.render import About, coded, data_block
from casegraph.publish.pages.words import date_words, term_words
from casegraph.publish.pages.workshop import Workshop
from casegraph.publish.sitemap import things
from casegraph.publish.told import write_json
from casegraph.terms import PREF_LABEL, RDF_TYPE, VOCABULARY, cg

BASE = "https://example.org/id/"
CASE = f"{BASE}case/nwh-2019-1"
NASTY = '</script><script>alert(1)</script>"><img src=x onerror=alert(1)>{{ 7*7 }}'
VOID = {"meta", "link", "input", "br", "rect", "img", "hr"}


class Page(HTMLParser):
    """The elements of a page in their order, its anchors, its links and its words."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said: list[str] = []
        self.feed(data.decode("utf-8"))
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element without an end."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Elements end in the order in which they began."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Note words."""
        if "script" not in self.open:
            self.said.append(data)

    @property
    def words(self) -> str:
        """What a reader sees."""
        return re.sub(r"\s+", " ", "".join(self.said))

    @property
    def links(self) -> list[str]:
        """Where it leads."""
        return [str(a["href"]) for tag, a in self.tags if tag == "a" and a.get("href")]

    @property
    def anchors(self) -> list[str]:
        """Its places."""
        return [str(a["id"]) for _, a in self.tags if a.get("id")]


def page_of(graph: CaseGraph, path: str, number: int = 1) -> Page:
    """Write and read the page of a thing."""
    iri = f"{BASE}{path}"
    parts = find_parts(graph, iri)
    assert isinstance(parts, list)
    return Page(write_page(press(graph, Links(BASE, "../../")), iri, parts, number))


def test_a_case(example: CaseGraph) -> None:
    """A case shows who, with charge, verdict, sentence and review, and every node of the data."""
    page = page_of(example, "case/nwh-2019-1")
    heads = ["Person", "Charge", "Verdict", "Sentence", "On review"]
    for words in (*heads, "Timeline", "Where sources differ", "Sources", "Who says what"):
        assert words in page.words
    answer = example.ask("sentences-by-defendant", case="nwh-2019-1")
    for row in answer:  # type: ignore[union-attr]
        assert row["name"] in page.words
    parts = find_parts(example, CASE)
    assert isinstance(parts, list)
    assert {part.partition("#")[2] for part in parts} <= set(page.anchors)


def test_accounts_stand_side_by_side(example: CaseGraph) -> None:
    """Of each disagreement, what both accounts say is on the page, with their documents."""
    page = page_of(example, "case/nwh-2019-1")
    rows = list(example.ask("where-sources-disagree", case="nwh-2019-1"))  # type: ignore[arg-type]
    assert rows
    accounts = [a for tag, a in page.tags if tag == "li" and "account" in str(a.get("class"))]
    assert len(accounts) >= 2
    assert any("chosen" in str(a["class"]) for a in accounts)
    linked = set(page.links)
    for row in rows:
        for node in (row["account"], row["rival"]):  # type: ignore[index]
            path, _, mark = node.removeprefix(BASE).partition("#")
            assert f"../../doc/{path}#{mark}" in linked


@pytest.mark.parametrize("tied", [False, True])
def test_a_tie_is_no_ranking(example: CaseGraph, tied: bool) -> None:
    """Of rivals that nothing outweighs, the second is called as well supported as the first, on the
    page of the case and on its list; one that is outweighed is called another account.
    """
    preferred = NamedNode(f"{VOCABULARY}account/preferred")
    rivals = {(q.subject, q.object) for q in example.engine.quads(None, cg("conflictsWith"))}
    assert rivals
    assert not list(example.engine.quads(None, cg("outweighedBy")))  # all are ties
    beaten = set() if tied else {rival for rival, _ in rivals}
    engine = Embedded()
    engine.load(
        quad
        for quad in example.engine.quads()
        if not (quad.subject in beaten and quad.object == preferred)
    )
    graph = NamedNode(f"{BASE}graph/derived/outweighed-by")
    engine.load(Quad(one, cg("outweighedBy"), other, graph) for one, other in rivals if not tied)
    changed = CaseGraph(example.project, replace(example.generation, engine=engine))
    words = page_of(changed, "case/nwh-2019-1").words
    assert ("Equally supported:" in words) == tied
    assert ("Another account:" in words) != tied
    assert ("not shown by default: more publishers support another account" in words) != tied


def test_what_is_less_precise_is_not_outweighed(three: CaseGraph) -> None:
    """An account that steps back for a more precise one is not said to have fewer publishers."""
    engine = Embedded()
    graph = NamedNode(f"{BASE}graph/cases/nwh-1")
    general, precise, rival = (
        NamedNode(f"{BASE}case/nwh-1#{name}") for name in ("general", "precise", "rival")
    )
    source = NamedNode(f"{BASE}source/daily")
    preferred = NamedNode(f"{VOCABULARY}account/preferred")
    engine.load(
        [
            *(Quad(one, RDF_TYPE, cg("Charge"), graph) for one in (general, precise, rival)),
            Quad(precise, cg("specifies"), general, graph),
            Quad(general, cg("conflictsWith"), rival, graph),
            Quad(general, cg("inAccount"), source, graph),
            Quad(rival, cg("inAccount"), preferred, graph),
        ]
    )
    shop = Workshop(CaseGraph(three.project, engine))
    (found,) = shop.accounts.disagreements([general.value])
    told = {one.node: (one.preferred, one.aside) for one in found.accounts}
    assert told == {
        general.value: (False, "another account says more precisely what it says in general"),
        rival.value: (True, ""),
    }


def test_all_links_lead_somewhere(example: CaseGraph) -> None:
    """Each link of each page to a document leads to one, and to a place that is in it."""
    paths = things(example)
    pages = {path: page_of(example, path) for path in paths}
    for path, page in pages.items():
        assert len(page.anchors) == len(set(page.anchors)), path
        for link in page.links:
            where, _, mark = link.partition("#")
            if not where:
                assert mark in page.anchors, (path, link)
            elif where.startswith("../../doc/") and "." not in where.rpartition("/")[2]:
                target = where.removeprefix("../../doc/")
                assert target in pages, (path, link)
                assert not mark or mark in pages[target].anchors, (path, link)


def test_a_person_is_no_record(example: CaseGraph) -> None:
    """No page of a person begins with a charge or a sentence, and none is listed by searches."""
    for path in things(example):
        if not path.startswith("person/"):
            continue
        page = page_of(example, path)
        assert ("meta", {"name": "robots", "content": "noindex"}) in page.tags
        if "The sentence" in page.words:
            assert page.words.index("no record of a person") < page.words.index("The sentence")
        for word in ("criminal record", "offender", "convict "):
            assert word not in page.words.lower()


def test_each_page_can_be_kept(example: CaseGraph) -> None:
    """A page names its state, its citations, its forms, and what it says to search engines."""
    page = page_of(example, "case/nwh-2019-1")
    version = example.generation.digest[:12]
    assert f"https://example.org/doc/case/nwh-2019-1?version={version}" in page.links
    for form in ("ttl", "jsonld", "bib", "csl"):
        assert f"../../doc/case/nwh-2019-1.{form}" in page.links
    text = write_page(press(example, Links(BASE, "../../")), CASE, [])
    found = re.search(rb'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found is not None
    assert "https://schema.org/" in json.dumps(json.loads(found[1]))


def test_search_engines_for_data(example: CaseGraph) -> None:
    """The page on the data says in terms of schema.org what it is, and, of a release, its files."""
    for released in (False, True):
        shown = press(example, Links(BASE, ""))
        shown = replace(shown, frame=replace(shown.frame, released=released))
        text = write_about(shown)
        found = re.search(rb'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        assert found is not None
        told = json.loads(found[1])
        assert (told["@type"], told["name"]) == ("Dataset", shown.frame.site)
        assert told["version"] == example.generation.digest
        files = [one["contentUrl"] for one in told.get("distribution", ())]
        assert ("https://example.org/dump/data.nq" in files) == released


def test_what_statements_rest_on(example: CaseGraph) -> None:
    """Statements of files, of rules and of the ontology are counted apart, as an export parts
    them; nothing is said of all of them.
    """
    shown = press(example, Links(BASE, ""))
    found = read_holdings(shown)
    quads = list(example.generation.quads())
    counts = {part: len(select_parts(quads, example.project, [part])) for part in PARTS}
    assert counts == {"stated": found.stated, "derived": found.derived, "ontology": found.terms}
    assert all(counts.values())
    assert found.total == sum(counts.values())
    words = Page(write_about(shown)).words
    for number, what in (
        (found.stated, "stated"),
        (found.derived, "derived, each by a rule"),
        (found.terms, "of the ontology"),
    ):
        assert f"{number:,} {what}" in words
    assert "Every" not in words


@pytest.mark.parametrize("built", [True, False])
def test_an_editor_without_scripts_says_so(
    example: CaseGraph, monkeypatch: pytest.MonkeyPatch, built: bool
) -> None:
    """Completion is promised where its scripts are, and else the editor says why it is missing."""
    monkeypatch.setattr("casegraph.publish.pages.editor.there", lambda *_: built)
    shown = press(example, Links(BASE, ""))
    assert ("with completion" in Page(write_start(shown)).words) == built
    page = Page(write_editor(shown, {}))
    assert ("need scripts that this server was installed without" in page.words) != built
    assert any(a.get("src", "").endswith("yasgui.js") for _, a in page.tags) == built  # type: ignore[union-attr]


def test_counts_are_no_fractions(example: CaseGraph) -> None:
    """Documents are counted beside their publishers, and a line of one year is that year."""
    shop = Workshop(example)
    parts = find_parts(example, CASE)
    assert isinstance(parts, list)
    told = {name: texts_of(words) for name, words in read_case(shop, CASE, parts).glance}
    assert re.fullmatch(r"[0-9]+, by (1 publisher|[0-9]+ publishers)", told["Documents"])
    assert "the line reaches from" in page_of(example, "case/nwh-2019-1").words
    page = replace(read_case(shop, CASE, parts), years=("2021", "2021"))
    shown = press(example, Links(BASE, "../../"))
    written = shown.write(
        "case", About("x"), page=page, questions=[], networks=[], picture=None, name="nwh-2019-1"
    )
    assert "the line is the year 2021." in Page(written).words


def test_who_was_arrested_beside_the_defendants(three: CaseGraph) -> None:
    """A case names how many others were arrested; a defendant who was is not counted twice."""
    engine = Embedded()
    graph, case = NamedNode(f"{BASE}graph/cases/nwh-1"), NamedNode(f"{BASE}case/nwh-1")
    nodes = [NamedNode(f"{case.value}#{name}") for name in ("part", "arrest-1", "arrest-2")]
    people = [NamedNode(f"{BASE}person/{name}") for name in ("d4k7wz", "m8r3tq")]
    engine.load(
        [
            Quad(case, RDF_TYPE, cg("LegalCase"), graph),
            Quad(case, PREF_LABEL, Literal("Example v. Nowhere", language="en"), graph),
            *(Quad(node, cg("inCase"), case, graph) for node in nodes),
            Quad(nodes[0], cg("role"), NamedNode(f"{VOCABULARY}role/defendant"), graph),
            Quad(nodes[0], cg("participant"), people[0], graph),
            *(Quad(node, RDF_TYPE, cg("Arrest"), graph) for node in nodes[1:]),
            *(
                Quad(node, cg("involvedPerson"), person, graph)
                for node, person in zip(nodes[1:], people, strict=True)
            ),
        ]
    )
    changed = CaseGraph(three.project, engine)
    shelf = read_shelf(Workshop(changed), "case")
    assert shelf is not None
    assert [one.told for one in shelf.listed] == ["1 defendant, 1 other person arrested"]


def test_nothing_runs(example: CaseGraph) -> None:
    """Texts with markup and addresses of other schemes are shown, and neither run nor linked."""
    thing, graph = NamedNode(f"{BASE}place/x"), NamedNode(f"{BASE}graph/places")
    engine = Embedded()
    engine.load(
        [
            Quad(thing, RDF_TYPE, cg("Place"), graph),
            Quad(thing, PREF_LABEL, Literal(NASTY, language="en"), graph),
            Quad(thing, cg("note"), Literal(NASTY), graph),
            Quad(thing, cg("authorityRecord"), NamedNode("javascript:alert(1)"), graph),
            Quad(thing, cg("authorityRecord"), NamedNode("data:text/html,x"), graph),
            Quad(thing, cg("authorityRecord"), NamedNode("https://example.org/r?a=1&b='"), graph),
        ]
    )
    nasty = CaseGraph(example.project, replace(example.generation, engine=engine))
    page = page_of(nasty, "place/x")
    assert not [tag for tag, _ in page.tags if tag in ("img", "iframe")]
    scripts = [a for tag, a in page.tags if tag == "script"]
    assert all(a == {"type": "application/ld+json"} for a in scripts)
    assert "<script>alert(1)</script>" in page.words
    assert "{{ 7*7 }}" in page.words
    assert "https://example.org/r?a=1&b='" in page.links
    for link in page.links:
        assert link.startswith(("https://", "../../", "#")), link
    assert not any(name.startswith("on") for _, a in page.tags for name in a)
    assert not any("style" in a for _, a in page.tags)


@pytest.mark.parametrize("text", [NASTY, "&lt;", "<!--", "\u2028"])
def test_data_cannot_end_its_element(text: str) -> None:
    """JSON in a page says the same, without a sign that markup begins with."""
    written = str(data_block({"x": text}))
    assert not re.search("[<>&]", written)
    assert json.loads(written) == {"x": text}


def test_lists_name_all(example: CaseGraph) -> None:
    """Each thing with a document is in the list of its kind, and each list on the start page."""
    found = press(example, Links(BASE, "../"))
    start = Page(write_start(press(example, Links(BASE, ""))))
    for kind in KINDS_BROWSED:
        data = write_shelf(found, kind)
        assert data is not None
        links = Page(data).links
        wanted = {f"../doc/{path}" for path in things(example) if path.startswith(f"{kind}/")}
        assert wanted <= set(links)
        assert (f"browse/{kind}" in start.links) == bool(wanted)
    assert set(start.links) >= set(Page(write_browse(press(example, Links(BASE, "")))).links[8:10])
    assert write_shelf(found, "nothing") is None
    assert write_shelf(found, "case", 2) is None


@pytest.mark.parametrize("wanted", ["Example", "EXAMPLE ", "Exámple", "Ехампле"])
def test_names_in_any_spelling(example: CaseGraph, wanted: str) -> None:
    """A search finds what `find` finds, and shows what was looked for as text."""
    page = Page(write_search(press(example, Links(BASE, "")), wanted))
    matches = example.find(wanted)
    for match in matches:
        assert f"doc/{match.iri.removeprefix(BASE)}" in page.links
    assert wanted.strip() in page.words
    assert "<b>" not in Page(write_search(press(example, Links(BASE, "")), "<b>x")).tags


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2019-11-12", "12 November 2019"),
        ("2019-11", "November 2019"),
        ("2019-21", "spring 2019"),
        ("2019?", "perhaps 2019"),
        ("../2020-06-25", "until 25 June 2020"),
        ("2020-06-25/..", "from 25 June 2020 on"),
        ("[2019-11-12,2019-11-14]", "12 November 2019 or 14 November 2019"),
        ("[2019..2021]", "between 2019 and 2021"),
        ("201X", "the 2010s"),
        ("2019-13-77", "2019-13-77"),
    ],
)
def test_dates_in_words(edtf: str, words: str) -> None:
    """A date is written as people read it, as precise as it is, and no more."""
    assert date_words(edtf) == words


def test_terms_in_words() -> None:
    """Months are told as years and months."""
    told = [term_words(months) for months in (1, 12, 14, 240, 0)]
    assert told == ["1 month", "1 year", "1 year 2 months", "20 years", "0 months"]


@pytest.mark.parametrize(
    ("name", "lang"), [("قضية مثال", "ar"), ("דוגמה", "he"), ("Экземпл", "ru")]
)
def test_other_scripts(example: CaseGraph, name: str, lang: str) -> None:
    """A name of another language stands apart, so that it turns no text around it."""
    thing, graph = NamedNode(f"{BASE}place/x"), NamedNode(f"{BASE}graph/places")
    engine = Embedded()
    engine.load(
        [
            Quad(thing, RDF_TYPE, cg("Place"), graph),
            Quad(thing, PREF_LABEL, Literal(name, language=lang), graph),
        ]
    )
    foreign = CaseGraph(example.project, replace(example.generation, engine=engine))
    page = page_of(foreign, "place/x")
    assert ("bdi", {"lang": lang}) in page.tags
    assert name in page.words
    assert ("html", {"lang": "en"}) in page.tags


@pytest.mark.parametrize(
    ("began", "ended", "words"),
    [
        ("2020", "", "from 2020 on"),
        ("2020/..", "", "from 2020 on"),
        ("2020", "2021-05", "from 2020 to May 2021"),
        ("", "../2021", "until 2021"),
        ("[..2020]", "", "began 2020 or earlier"),
        ("2020/..", "[2021..]", "from 2020 on, ended 2021 or later"),
        ("2020-01/2020-03", "2021", "began from January 2020 to March 2020, until 2021"),
    ],
)
def test_from_when_to_when(example: CaseGraph, began: str, ended: str, words: str) -> None:
    """A beginning or an end that is itself a span is told once, and not as a day."""
    held, graph = NamedNode(f"{CASE}#held"), NamedNode(f"{BASE}graph/cases/nwh-2019-1")
    quads = [Quad(held, RDF_TYPE, cg("DetentionPeriod"), graph)]
    for name, edtf in (("began", began), ("ended", ended)):
        date = NamedNode(f"{CASE}#{name}")
        quads += [Quad(held, cg(name), date, graph)] if edtf else []
        quads += [Quad(date, cg("edtf"), Literal(edtf), graph)] if edtf else []
    engine = Embedded()
    engine.load(quads)
    reader = Reader(CaseGraph(example.project, replace(example.generation, engine=engine)))
    assert texts_of(Phrases(reader).when(reader.node(held.value))) == words


def test_a_status_is_as_of_a_day(example: CaseGraph) -> None:
    """Beside a liberty status stand the date of what decides it, in words and with what is not sure
    of it, and what decides it: on the page of the person, in that of the case, and in JSON.
    """
    statuses = list(example.engine.quads(None, cg("libertyStatus")))
    assert statuses
    case = page_of(example, "case/nwh-2019-1").words
    for quad in statuses:
        assert isinstance(quad.subject, NamedNode)
        known = read_liberty(example.engine, quad.subject.value)
        assert known is not None
        assert known.dates
        words = page_of(example, quad.subject.value.removeprefix(BASE)).words
        dates = " or ".join(date_words(date.edtf) for date in known.dates)
        assert f"({dates}" in words
        assert "It may have changed since." in words
        assert "derived by a rule from: " in words
        assert f"({dates}" in case or quad.subject.value not in case
        document = read_document(example, quad.subject.value)
        assert isinstance(document, Document)
        told = json.loads(write_json(example, document, "x"))["nodes"][0]["liberty"]
        assert [one["value"] for one in told["status"]] == list(known.statuses)
        assert told["asOf"][0]["edtf"] == known.dates[0].edtf
        assert told["asOf"][0]["words"] in words
        assert {one["iri"] for one in told["decidedBy"]} == {one.iri for one in known.deciders}
    assert "When last heard of: " in case
    others = {q.subject for q in example.engine.quads(None, RDF_TYPE, cg("Person"))}
    for person in others - {quad.subject for quad in statuses}:
        assert isinstance(person, NamedNode)
        assert "When last heard of" not in page_of(example, person.value.removeprefix(BASE)).words


def test_the_picture_of_a_network_is_that_of_its_page(example: CaseGraph) -> None:
    """The page of a network draws it itself, with links, in the colours of the page, and says what
    lines and shapes mean; no picture on white is loaded.
    """
    page, made = write_network(press(example, Links(BASE, "../")), "claims", {"case": "nwh-2019-1"})
    assert made
    html = page.decode("utf-8")
    assert "<img" not in html
    network = example.network("claims", case="nwh-2019-1")
    for iri, label in zip(network.ids, network.labels, strict=True):
        assert f"<title>{escape(label, quote=False)}</title>" in html, iri
    drawing = html[html.index('<figure class="ties"') : html.index("</svg>")]
    assert not re.search(r"#[0-9a-f]{6}|style=|<style", drawing)
    kinds = defaultdict(set)
    for source, target, row in network.edge_rows():
        kinds[frozenset((source, target))].add(kind_words(row["kind"]))
    alone = Counter(next(iter(found)) for found in kinds.values() if len(found) == 1)
    for kind, number in alone.items():
        assert f" {kind} ({number})</li>" in html
    assert drawing.count('class="tie ') == len(kinds)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a `b` c `<d>`", "a <code>b</code> c <code>&lt;d&gt;</code>"),
        ("a ` b", "a ` b"),
        ("<i>", "&lt;i&gt;"),
        ("", ""),
    ],
)
def test_names_of_programs(text: str, html: str) -> None:
    """What a header has between backticks is set as code; markup in it is none."""
    assert coded(text) == html


def test_names_of_questions_lead_to_them() -> None:
    """In the text of a question, the name of another is a link to its page; other names are not."""
    text = coded("see `co-defendants`, and `rivals`", Links(BASE, "../"), {"co-defendants"})
    link = '<a href="../question/co-defendants"><code>co-defendants</code></a>'
    assert text == f"see {link}, and <code>rivals</code>"


def test_who_is_not_named_comes_last(example: CaseGraph) -> None:
    """In the list of persons, those stand first by whose name somebody may look for them."""
    shelf = read_shelf(Workshop(example), "person")
    assert shelf is not None
    named = [
        bool(list(example.engine.quads(NamedNode(one.thing.iri), cg("hasName"))))
        for one in shelf.listed
    ]
    assert any(named)
    assert named == sorted(named, reverse=True)


def test_several_dates_in_their_order() -> None:
    """Of two dates of one thing at a tie, the earlier is told first, whatever they are called."""
    engine = Embedded()
    arrest, one, two = (NamedNode(f"{CASE}#{name}") for name in ("a", "date-1", "date-2"))
    account = NamedNode(f"{VOCABULARY}account/preferred")
    for date, day in ((one, "2016-04-18"), (two, "2016-02-11")):
        engine.load(
            [
                Quad(arrest, cg("date"), date),
                Quad(date, cg("inAccount"), account),
                Quad(date, cg("edtf"), Literal(day)),
                Quad(date, cg("earliest"), Literal(day)),
            ]
        )
    reader = Reader(
        cast("CaseGraph", SimpleNamespace(engine=engine, project=SimpleNamespace(base=BASE)))
    )
    assert (
        texts_of(Phrases(reader).times(reader.node(arrest.value)))
        == "11 February 2016 or 18 April 2016"
    )
