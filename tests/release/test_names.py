"""The names of who is withheld are found in what leaves, in any script; other words are not."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Quad

from casegraph.find import fold
from casegraph.release import Options, make_release
from casegraph.release.levels import levels
from casegraph.release.names import find_names
from casegraph.release.withheld import Withheld, withheld_names
from casegraph.terms import RDF_TYPE

from .conftest import Fiction
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


UNSPACED = {
    "王小明": "王小明, 被告王小明说, …诉王小明案, 王小\n明, 王 小 明, 王·小·明, %E7%8E%8B小明",
    "山田 太郎": "山田太郎は, 被告人山田は",
    "やまだ はなこ": "被告やまだはなこは",
    "สมชาย ใจดี": "นายสมชายใจดี, นายสมชาย",
    "ສົມສັກ": "ທ້າວສົມສັກມາ",
    "សុខសាន្ត": "លោកសុខសាន្តបាន",
    "အောင်ဆန်း": "ကိုအောင်ဆန်းက",
    "김철수": "피고인 김철수는",
}


SPOKEN = [(called, told) for called in UNSPACED for told in UNSPACED[called].split(", ")]


@pytest.mark.parametrize(("called", "told"), SPOKEN)
def test_scripts_without_spaces(called: str, told: str) -> None:
    """A name is found within a longer run of letters; other runs are let pass."""
    names = Withheld({"x": {called}})
    assert find_names(names, [text(told)])
    for other in ("被告李大伟说", "นายวิชัย", "ひまわり畑", "ທ້າວບຸນມີ", "លោកវិបុល", "이영희는", "Wang"):
        assert find_names(names, [text(other)]) == [], other
    assert find_names(names, [text(told)], accepted=[called, called.replace(" ", "")]) == []


def test_longer_public_names_without_spaces() -> None:
    """Letters of a public name that hold a withheld one are no trace; beside it they are."""
    names = Withheld({"x": {"小明"}})
    public = Quad(THING, NamedNode(CG + "nameText"), Literal("王小明"), GRAPH)
    assert find_names(names, [public, text("被告王小明说")]) == []
    [found] = find_names(names, [public, text("被告王小明和小明说")])
    assert (found.thing, found.words, found.said) == ("x", ("小明",), ("小明",))
    assert find_names(Withheld({"x": {"ฝน"}}), [text("เมื่อฝนตก")]) == []


def test_labels_without_spaces() -> None:
    """A label is found as a whole only."""
    names = Withheld({}, {"b": {"黎明 委员会"}})
    assert find_names(names, [text("他是黎明委员会的")])
    assert find_names(names, [text("他是委员会的")]) == []


@pytest.mark.parametrize(
    "value",
    [
        *("%CA%E8%F0%E0", "?q=%25CA%25E8%25F0%25E0", "%EB%C9%D2%D9", "%D0%9A%D0%B8%D1%80%D0%B0%FF"),
        *("%u041aира", r"\u{41a}\u{00438}ры", r"\x53ecret", r"\xd0\x9aира", r"\xCA\xE8\xF0\xE0"),
        r"\uD835\uDC12ecret",
        *("Se\U000e0061cret", "\U000e0053ecret", "go\U000e0053\U000e0065\U000e0063\U000e0072et"),
        *(
            "Se\u034fcret",
            "Se\u2060cret",
            "Se\u115fcret",
            "Se\u3164cret",
            "Se\ufe0fcret",
            "Se\x00cret",
        ),
        *("Secre-\ntova", "Secre\u00ad\ntova", "Secre\ntova", "Se\u2010\r\n  cret", "Ki\u00ac\nra"),
        *("CEKPETOBA", "CEKPETOBY", "mail ksecretova@example.org", "@freesecretova"),
        *("https://example.org/freesecretova.html", "Abdul Rahman", "Abd ul\nRahmana"),
    ],
)
def test_more_disguises(value: str) -> None:
    """A name is found in other codings, with what nobody sees in it, in letters that only look
    Latin, divided, and within a word of an address or account.
    """
    more = {"a": {"Kira Secretova", "Кира Секретова"}, "b": {"Abdulrahman"}, **NAMES.names}
    assert find_names(Withheld(more), [*ADA, text(value)])


@pytest.mark.parametrize(
    "value",
    ["the presecretovas", "Abdul", "Rahman Abdul", "COMETA", "%CA%FF%00", r"\uD835 \u{ffffff}"],
)
def test_no_disguise(value: str) -> None:
    """Within words that are no addresses, and in another order, parts of words are let pass."""
    names = Withheld({"a": {"Secretova"}, "b": {"Abdulrahman"}})
    assert find_names(names, [*ADA, text(value)]) == []


@pytest.mark.parametrize("word", ["secretova", "@freesecretova", "Abdul Rahman", "abdulrahman"])
def test_a_part_is_accepted(word: str) -> None:
    """A word of an account, and words that make a name together, can be accepted, too."""
    names = Withheld({"a": {"Secretova"}} if "secret" in word else {"b": {"Abdulrahman"}})
    told = text("@freesecretova, Abdul Rahman")
    assert find_names(names, [told])
    assert find_names(names, [told], accepted=[word]) == []


TERMS = Withheld({"x": {"Sam Core"}}, {"y": {"Other"}, "z": {"Instance"}})
QUERY = """PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT * { ?x cg:instance/skos:broader source-kind:other ,
  <https://w3id.org/casegraph/ns#instance> }"""


def test_terms_of_casegraph_name_nobody() -> None:
    """Terms that casegraph ships, and the names of known namespaces, are not looked at: in what
    leaves, and in a query; terms of a project's own are, in any namespace.
    """
    kind = NamedNode("https://w3id.org/casegraph/vocab/source-kind/other")
    quads = [
        Quad(THING, NamedNode(CG + "instance"), kind, GRAPH),
        Quad(THING, LABEL, Literal("x", datatype=NamedNode(LABEL.value)), GRAPH),
    ]
    assert find_names(TERMS, quads, [("own.rq", line) for line in QUERY.splitlines()]) == []
    for own in (
        *("https://example.org/ns#other", CG + "anotherOther", kind.value + "-core"),
        *("http://www.w3.org/2004/02/skos/core#samCore", "https://example.org/core#label"),
    ):
        quad = Quad(THING, NamedNode(CG + "instance"), NamedNode(own), GRAPH)
        assert {one.where for one in find_names(TERMS, [quad])} == {own}
        assert find_names(TERMS, [], [("own.rq", f"SELECT * {{ ?x a <{own}> }}")]), own
    assert find_names(TERMS, [], [("own.rq", "?x a cg:anotherOther")])
    assert find_names(TERMS, [text("an instance of Core and others")])


@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "cp1251", "koi8-r"])
def test_files_that_a_publisher_adds(own_fiction: Fiction, coding: str) -> None:
    """Names are found in any coding, and where a line ends within a name; each is told once."""
    path = own_fiction.out / "queries" / "notes.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes("# для Киры\n# Sec-\n# ret и Кире\n".encode(coding))
    made = make_release(own_fiction.project, own_fiction.out, Options(dry_run=True))
    told = {(one.where, one.said) for one in made.names if one.words != ("kira", "secret")}
    assert {said for _, said in told} == {("kiry",), ("kire",), ("secret",)}
    assert {where for where, _ in told} == {"queries/notes.txt"}
    path.write_bytes("# für René, Kína\n".encode("latin-1"))
    assert make_release(own_fiction.project, own_fiction.out, Options(dry_run=True)).sound


@given(
    st.from_regex(r"[a-zа-яё]{4,9}", fullmatch=True), st.sampled_from(["cp1251", "koi8-r", "utf-8"])
)
def test_whatever_is_percent_encoded(called: str, coding: str) -> None:
    """A name is found in each coding in which addresses are written."""
    assume(len(fold(called)) >= 4)
    try:
        coded = "".join(f"%{byte:02X}" for byte in called.encode(coding))
    except UnicodeEncodeError:
        return
    assert find_names(Withheld({"x": {called}}), [], [("a", f"https://example.org/?q={coded}")])


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
  <group/g1> a cg:Group ; skos:prefLabel "Friends of Dawn"@en , "everyone at dawn"@en .
  <person/p1> a cg:Person ; skos:prefLabel "كيرا سرية"@ar .
  <person/p2> a cg:Person ; skos:prefLabel "wife of the defendant"@en . }
"""


def test_labels_of_bodies() -> None:
    """Of a body that has a label only, and of a person whose label is written without capitals, the
    whole label is found, inflected too; its words alone, or in another order, are common ones.
    """
    facts = facts_of(BODIES)
    names = withheld_names(facts, levels(facts, lists()[0]))
    assert {thing.removeprefix(BASE) for thing in names.labels} == {
        "body/b1",
        "group/g1",
        "person/p1",
    }
    for told in (
        *("a letter of the Committee of the Nowhere Dawn", "committee-of-the-nowhere-dawn"),
        *("FRIENDS of dawn", "friends-of-dawn"),
        *("#CommitteeOfTheNowhereDawn", "письмо Комитета «Заря Нигде»", "عن كيرا سرية"),
    ):
        assert find_names(names, [text(told)]), told
    for told in (
        "Dawn of the Nowhere Committee",
        "the dawn committee",
        "everyone at dawn",
        "the court",
        "Комитет",
    ):
        assert find_names(names, [text(told)]) == [], told
    body = NamedNode(BASE + "body/public")
    known = [
        Quad(body, RDF_TYPE, NamedNode(CG + "Organization"), GRAPH),
        Quad(body, LABEL, Literal("Committee of the Nowhere Dawn"), GRAPH),
    ]
    assert find_names(names, known, base=BASE) == []


def test_labels_of_public_groups() -> None:
    """The label of a group that leaves clears the same label of another one, and no name in it."""
    group = NamedNode(BASE + "group/public")
    known = [
        Quad(group, RDF_TYPE, NamedNode(CG + "Group"), GRAPH),
        Quad(group, LABEL, Literal("Friends of Kira"), GRAPH),
    ]
    assert find_names(Withheld({}, {"g": {"Friends of Kira"}}), known, base=BASE) == []
    assert {one.words for one in find_names(NAMES, known, base=BASE)} == {("kira",)}


def test_public_names_in_addresses() -> None:
    """The word of a public name in an address is no trace of a shorter name; others are."""
    names = Withheld({"x": {"Secreto"}})
    public = Quad(THING, NamedNode(CG + "nameText"), Literal("Ada Asecretova"), GRAPH)
    assert find_names(names, [public, text("https://example.org/ada-asecretova")]) == []
    [found] = find_names(names, [public, text("@bsecretova")])
    assert (found.words, found.said) == (("secreto",), ("bsecretova",))


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
