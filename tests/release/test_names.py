"""The names of who is withheld are found in what leaves, in any script; other words are not."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from casegraph.find import fold
from casegraph.release.levels import levels
from casegraph.release.names import Withheld, find_names, withheld_names
from casegraph.terms import RDF_TYPE

from .strategies import BASE, fictional, lists
from .test_levels import facts_of

LABEL = NamedNode("http://www.w3.org/2004/02/skos/core#prefLabel")
CG = "https://w3id.org/casegraph/ns#"
GRAPH = NamedNode("https://example.org/id/graph/g")
THING = NamedNode("https://example.org/id/case/x")
NAMES = Withheld({"secret": {"Kira Secret", "Кира Тайная"}, "wife": {"Mia Example"}})


def text(value: str) -> Quad:
    return Quad(THING, NamedNode(CG + "title"), Literal(value, language="en"), GRAPH)


ADA = [
    Quad(THING, NamedNode(CG + "nameText"), Literal("Ada Example", language="en"), GRAPH),
    Quad(THING, LABEL, Literal("Ada Example", language="en"), GRAPH),
]


@pytest.mark.parametrize(
    "value",
    [
        "Kira Secret v. Nowhere",
        "SECRET, KIRA",
        "for Kira's sake",
        "ка Секрет и Кира",
        "Kíra",
        "https://example.org/news/kira-secret-arrested",
        "https://example.org/%D0%9A%D0%B8%D1%80%D0%B0",
        "Таинственная? Нет: тайная",
        "https://example.org/a?next=https%253A%252F%252Fexample.org%252FK%2569ra",
        "&#75;ira",
        "Ki\u200dra",
        "\u202eKira\u202c",
        "#FreeKiraSecret",
        "@secretkira99",
        "Kira2020",
        "Mia",
        "Mia Example",
    ],
)
def test_found(value: str) -> None:
    """Whole names, and single words of four letters that no public name has."""
    expected = value != "Mia"  # three letters
    assert bool(find_names(NAMES, [*ADA, text(value)])) == expected


@pytest.mark.parametrize(
    "value",
    [
        *("Ada Example", "the Secretariat", "Kirakira", "OK irate", "example", "x"),
        *("Kirn", "Кирпич", "кирха", "secretary", "in secrecy", "a k i d r a", "xn--", "xn--kr-!"),
    ],
)
def test_not_found(value: str) -> None:
    """A name that is public too, and words that only begin alike, are let pass."""
    assert find_names(NAMES, [*ADA, text(value)]) == []


CASES = {
    "Кира": "Киры Кире Киру Кирой Кирою",
    "Алиев": "Алиева Алиеву Алиевым Алиеве Алиевы Алиевых",
    "Мария": "Марии Марию Марией",
    "Сергей": "Сергея Сергею Сергеем Сергее",
    "Курский": "Курского Курскому Курским Курском",
    "Тайная": "Тайной Тайную Тайною",
    "Павел": "Павла Павлу Павлом Павле",
    "Игорь": "Игоря Игорю Игорем",
    "Дьячук": "Дьячука Дьячуку Дьячуком",
    "Кіра": "Кіри Кірі Кіру Кірою Кіро",
    "Алієв": "Алієва Алієву Алієвим Алієві Алієвих",
    "Ольга": "Ольги Ользі Ольгу Ольгою",
    "Марія": "Марії Марією",
    "Сергій": "Сергія Сергієві Сергієм",
    "Зеленський": "Зеленського Зеленському Зеленським",
    "Антін": "Антона Антонові Антоном",
    "Коваленко": "Коваленка Коваленкові Коваленком",
    "Тимків": "Тимкова Тимкову Тимковим",
    "Kowalski": "Kowalskiego Kowalskiemu Kowalskim",
    "Novák": "Nováka Novákovi Novákem",
    "Aliyev": "Aliyevning Aliyevga Aliyevdan Aliyevs",
    "Әлиев": "Әлиевтің Әлиевке Әлиевті Әлиевтен",
    "ალიევი": "ალიევის ალიევმა ალიევს",
    "Kazlauskas": "Kazlausko Kazlauskui Kazlauską",
}


@pytest.mark.parametrize(("called", "form"), [(n, f) for n in CASES for f in CASES[n].split()])
def test_inflected(called: str, form: str) -> None:
    """A name is found in every case, with the word as it stands there; not in another name."""
    names = Withheld({"x": {called}})
    [found] = find_names(names, [text(f"on {form}, heard")])
    assert found.said == tuple(fold(form).split()[:1])
    assert find_names(names, [text("дело Виктора Заречного, heard")]) == []


@pytest.mark.parametrize(
    "value",
    [
        *("K.I.R.A.", "ki-ra", "K i r a", "K_I_R_A", "https://example.org/ki-ra/", "Ю. К.И.Р.А."),
        *("S-e-c-r-e-t", "Se.cr.et", "К. и. р. у", "K\u00adi\u00adra"),
        *("Seсret", "Κira", "Kirа", "Ѕесrеt", "Кирa", "Tайнaя", "Taйнoй"),
        "https://xn--80apfz.example/",
        "mail@XN--80apfz.example",
        "https://example.org/?to=http%3A%2F%2Fxn--80apfz",
        *(r"K\u0069ra", r"\U0000041a\u0438\u0440\u044b", r"&#92;u004bira \Uffffffff"),
        "#СвободуКиреТайной",
        "ТАЙНУЮ КИРУ",
    ],
)
def test_disguised(value: str) -> None:
    """A name is found that punctuation breaks, in letters of another script, and in Punycode."""
    assert find_names(NAMES, [*ADA, text(value)])


@given(
    st.from_regex(r"[A-Za-zА-Яа-яЁёІіЇїЄєҐґ]{4,14}", fullmatch=True),
    st.sampled_from(["{}", "on {}.", "#{}", "/{}?", "a\n{}'s", "{}, K."]),
)
def test_a_name_is_found_as_it_is(called: str, around: str) -> None:
    """Whatever a word of a name looks like, it is found where it stands as it is written."""
    assume(len(fold(called)) >= 4)
    assert find_names(Withheld({"x": {called}}), [], [("a", around.format(called))])


@given(st.text(), st.from_regex(r"xn--[a-z0-9-]{0,70}|\\[uU][0-9a-f]{4,8}|[%&]#?[0-9a-fx;]*"))
def test_whatever_is_coded_can_be_read(before: str, coded: str) -> None:
    """Ill-formed codings hide nothing that stands beside them."""
    assert find_names(NAMES, [], [("a", f"{before} {coded} Kira {coded}")])


def test_relatives_share_names() -> None:
    """The name of a public relative is no trace, though it is a case of the withheld one; another
    case of it may mean either, and is shown.
    """
    ada = Quad(THING, NamedNode(CG + "nameText"), Literal("Ада Алиева"), GRAPH)
    names = Withheld({"x": {"Алиев"}})
    assert find_names(names, [ada, text("Ада Алиева")]) == []
    [found] = find_names(names, [ada, text("Аде Алиевой")])
    assert (found.words, found.said) == (("aliev",), ("alievoy",))


@pytest.mark.parametrize("word", ["Earl", "early"])
def test_a_word_is_accepted(word: str) -> None:
    """Somebody may accept a word of the name, or the word of the text that is taken for it."""
    names = Withheld({"x": {"Earl Secret"}})
    assert find_names(names, [text("an early example")])
    assert find_names(names, [text("an early example")], accepted=[word]) == []
    assert find_names(names, [text("early secrets")], accepted=[word])


BODIES = """
<graph/cases/c> { <graph/cases/c> a cg:GraphFile ; cg:disclosure l:restricted .
  <body/b1> a cg:Organization ; skos:prefLabel "Committee of the Nowhere Dawn"@en ,
    "Комитет «Заря Нигде»"@ru .
  <body/b2> a cg:Court ; skos:prefLabel "the court"@en .
  <person/p1> a cg:Person ; skos:prefLabel "كيرا سرية"@ar .
  <person/p2> a cg:Person ; skos:prefLabel "wife of the defendant"@en . }
"""


def test_labels_of_bodies() -> None:
    """Of a body that has a label only, and of a person whose label is written without capitals, the
    whole label is found, inflected too; its words alone, or in another order, are common ones.
    """
    facts = facts_of(BODIES)
    names = withheld_names(facts, levels(facts, lists()[0]))
    assert {thing.removeprefix(BASE) for thing in names.labels} == {"body/b1", "person/p1"}
    for told in (
        *("a letter of the Committee of the Nowhere Dawn", "committee-of-the-nowhere-dawn"),
        *("#CommitteeOfTheNowhereDawn", "письмо Комитета «Заря Нигде»", "عن كيرا سرية"),
    ):
        assert find_names(names, [text(told)]), told
    for told in ("Dawn of the Nowhere Committee", "the dawn committee", "the court", "Комитет"):
        assert find_names(names, [text(told)]) == [], told
    body = NamedNode(BASE + "body/public")
    known = [
        Quad(body, RDF_TYPE, NamedNode(CG + "Organization"), GRAPH),
        Quad(body, LABEL, Literal("Committee of the Nowhere Dawn"), GRAPH),
    ]
    assert find_names(names, known, base=BASE) == []


def test_a_label_does_not_clear_a_name() -> None:
    """A withheld name in the label of a public case is found: only names of its own are passed."""
    label = Quad(THING, LABEL, Literal("Secret v. Nowhere", language="en"), GRAPH)
    [found] = find_names(NAMES, [label], base=BASE)
    assert (found.thing, found.words) == ("secret", ("secret",))
    body = Quad(
        THING,
        NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"),
        NamedNode(CG + "Organization"),
        GRAPH,
    )
    assert find_names(NAMES, [label, body], base=BASE) == []


def test_addresses_and_added_texts() -> None:
    """Addresses of things, files, and texts that the publisher adds are looked through."""
    quad = Quad(NamedNode("https://example.org/id/person/kira#x"), LABEL, Literal("x"), GRAPH)
    found = find_names(NAMES, [quad], base=BASE)
    assert [one.where for one in found] == [quad.subject.value]
    found = find_names(NAMES, [], [("queries/own.rq", "# Kira")])
    assert [one.where for one in found] == ["queries/own.rq"]
    assert find_names(NAMES, [], [("queries/own.rq", "# Kira")], ["kira"]) == []


def test_datatypes() -> None:
    """The name of a datatype leaves with its text."""
    kind = NamedNode("urn:x:kira")
    quad = Quad(THING, NamedNode(CG + "title"), Literal("x", datatype=kind), GRAPH)
    assert ("kira",) in {one.words for one in find_names(NAMES, [quad])}


PEOPLE = """
<graph/cases/c> { <graph/cases/c> a cg:GraphFile ; cg:disclosure l:restricted .
  <person/z1> a cg:Person ; skos:prefLabel "Lola Hidden"@en .
  <person/z2> a cg:Person ; skos:prefLabel "wife of the defendant"@en .
  <person/x7x7x7> a cg:Person ; skos:prefLabel "Mia Placeholder"@en ; cg:hasName <person/x#n> ;
    skos:altLabel "the Ghost"@en .
  <person/x#n> a cg:NameVariant ; cg:nameText "Mia Placeholder"@en . }
"""


def test_labels_and_identifiers() -> None:
    """Who has no name of its own but a label that reads like one, other labels of who has a name,
    and identifiers are looked for; a description is not.
    """
    facts = facts_of(PEOPLE)
    public, _ = lists()
    names = withheld_names(facts, levels(facts, public))
    assert {thing.removeprefix(BASE): spelt for thing, spelt in names.names.items()} == {
        "person/z1": {"Lola Hidden"},
        "person/x7x7x7": {"Mia Placeholder", "the Ghost", "x7x7x7"},
    }
    elsewhere = Quad(
        THING, NamedNode(CG + "authorityRecord"), NamedNode("http://e.org/x7x7x7"), GRAPH
    )
    assert [one.words for one in find_names(names, [elsewhere])] == [("x7x7x7",)]


OTHER_NAMES = """
<graph/cases/a> { <graph/cases/a> a cg:GraphFile ; cg:disclosure l:public .
  <person/x> a cg:Person ; skos:prefLabel "Ada Example"@en ; cg:hasName <person/x#n> ,
    <person/x#former> .
  <person/x#n> a cg:NameVariant ; cg:nameText "Ada Example"@en .
  <person/x#former> a cg:NameVariant ; cg:disclosure l:restricted ; cg:nameText "Ada Before"@en . }
<graph/cases/b> { <graph/cases/b> a cg:GraphFile ; cg:disclosure l:restricted .
  <person/x> skos:altLabel "Old Nobody"@en , "the first defendant"@en .
  <person/x#n> cg:nameText "Ada Private"@en . }
"""


def test_other_names_of_public_persons() -> None:
    """Names of a public person that stay behind are looked for, and those that leave are not."""
    facts = facts_of(OTHER_NAMES)
    names = withheld_names(facts, levels(facts, lists()[0]))
    assert names.names == {f"{BASE}person/x": {"Ada Before", "Old Nobody", "Ada Private"}}
    public = Quad(THING, NamedNode(CG + "nameText"), Literal("Ada Example"), GRAPH)
    assert find_names(names, [public, text("Ada, the first defendant")]) == []
    assert find_names(names, [public, text("Ada, then called Before")])


def test_whose_names_are_looked_for() -> None:
    """Those of restricted and pseudonymised persons in every spelling, and no public one's."""
    public, _ = lists()
    names = withheld_names(fictional(), levels(fictional(), public))
    spelt = set().union(*names.names.values())
    assert {"Kira Secret", "Dora Fiction", "Hana Façade", "Jana Placeholder"} <= spelt
    assert not spelt & {"Ada Example", "Ada Экземпл", "Ben Sample", "Cleo Instance"}
