"""The canonical writer: the same graph gives the same bytes, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)
from rdflib import Graph

from casegraph.errors import InputError
from casegraph.terms import RDF, XSD, Prefixes
from casegraph.turtle import format_text, leading_comment, write
from casegraph.turtle.canonical import write_trig

BASE = "https://example.org/id/"
PREFIXES = Prefixes(BASE)
LOCALS = ["", "a", "d2", "d10", "a.b", "a.", ".a", "-a", "a-", "_a", "ü", "µ", "²", "ª", "½", "¾x"]
LOCALS += ["日本", "a·", "٣", "a,b", "a'b", "(a)", "a;b", "a~b", "a%20b", "a/b", "a:b", "a&b", "é"]
NAMESPACES = [f"{BASE}case/", f"{BASE}case/x#", f"{BASE}source/x#", f"{BASE}source/cg#"]
NAMESPACES += [f"{BASE}case/9x#", f"{BASE}case/ü#", f"{BASE}case/a.#", f"{BASE}case/rdf-#"]
NAMESPACES += ["https://w3id.org/casegraph/ns#", "https://w3id.org/casegraph/vocab/role/", "urn:x:"]
NAMESPACES += ["http://e/", "http://e/?q=", "mailto:", RDF, XSD]
NIL = NamedNode(RDF + "nil")


def _iri(value: str) -> NamedNode | None:
    try:
        return NamedNode(value)
    except ValueError:
        return None


IRIS = [iri for ns in NAMESPACES for local in LOCALS if (iri := _iri(ns + local))]
IRIS += [NamedNode(RDF + name) for name in ("type", "nil", "first", "rest", "List")]
text = st.text(max_size=30) | st.sampled_from(
    ['"', '""', '"""', 'a"\n', '\n"""', '\\"\n', "'''", "\\", "\\u0041", "a\r\nb", "\n", "\t", "#"]
)
text |= st.sampled_from(
    ["\0\x01\x1f\x7f", "\u2028\u0085", "\u200b\u200d\ufeff", "\ufffe", "𝒜" * 900]
)
number = st.sampled_from(
    ["1", "+1", "-0", "007", "1.", ".5", "-.5", "1.0", "1e0", "1.0E-3", "INF", "NaN", "true"]
) | st.sampled_from(["TRUE", "٣", "٣.٣", "1_0", "0x1", " 1", "1" * 6000])
kind = st.sampled_from(
    [
        NamedNode(XSD + name)
        for name in ("integer", "decimal", "double", "boolean", "date", "string", "anyURI")
    ]
) | st.sampled_from(IRIS)
tag = st.sampled_from(["en", "EN-gb", "zh-Hant-TW", "x-private", "de-1996"])
literal = st.builds(Literal, text) | st.builds(lambda t, g: Literal(t, language=g), text, tag)
literal |= st.builds(lambda t, k: Literal(t, datatype=k), text | number, kind)
iri = st.sampled_from(IRIS)
blank = st.integers(0, 6).map(lambda n: BlankNode(f"n{n}"))
graph = st.lists(st.builds(Quad, iri | blank, iri, iri | blank | literal), max_size=18)
items = st.lists(iri | literal | blank, max_size=4)


def _same(quads: list[Quad]) -> Dataset:
    dataset = Dataset(Quad(q.subject, q.predicate, q.object) for q in quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def _listed(values: list[object], subject: NamedNode | BlankNode) -> list[Quad]:
    """The quads of an RDF list."""
    cells = [BlankNode() for _ in values]
    quads = [Quad(subject, NamedNode("http://e/list"), cells[0] if cells else NIL)]
    for cell, value, rest in zip(cells, values, [*cells, NIL][1:], strict=True):
        quads.append(Quad(cell, NamedNode(RDF + "first"), value))  # type: ignore[arg-type]
        quads.append(Quad(cell, NamedNode(RDF + "rest"), rest))
    return quads


@settings(max_examples=120, suppress_health_check=list(HealthCheck))
@given(graph, st.lists(st.tuples(iri | blank, items), max_size=2), st.randoms())
def test_round_trip(quads: list[Quad], lists: list, random) -> None:  # type: ignore[no-untyped-def]
    """Any graph is read back as the same graph; its order does not matter for the bytes."""
    for subject, values in lists:
        quads = [*quads, *_listed(values, subject)]
    written = write(quads, PREFIXES)
    back = list(parse(written, RdfFormat.TURTLE))
    assert _same(back) == _same(quads)
    assert write(back, PREFIXES) == written
    shuffled = list(quads)
    random.shuffle(shuffled)
    assert write(shuffled, PREFIXES) == written
    assert not any(c in written for c in "\0\x01\r\x85\u2028\ufeff")


@settings(max_examples=60, suppress_health_check=list(HealthCheck))
@given(st.lists(st.builds(Quad, iri | blank, iri, iri | blank | literal, iri | blank), max_size=18))
def test_trig_round_trip(quads: list[Quad]) -> None:
    """Any dataset is read back as the same dataset: blank nodes that graphs share stay shared."""
    whole = Dataset(quads)
    whole.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    written = write_trig(quads, PREFIXES)
    back = Dataset(parse(written, RdfFormat.TRIG))
    back.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    assert back == whole
    assert write_trig(back, PREFIXES) == written


def _text(body: str) -> str:
    return write(parse(f"@prefix e: <http://e/> .\n{body}", RdfFormat.TURTLE), PREFIXES)


def test_layout() -> None:
    """One fact a line; types first, numbers in the order of people, blank nodes inside."""
    body = f"""
    <{BASE}case/x#d10> a e:T ; e:n 1 . <{BASE}case/x#d2> e:p e:b, e:a ; e:l (1 "a" [ e:n 2 ]) .
    """
    assert _text(body) == (
        "@prefix x: <https://example.org/id/case/x#> .\n"
        "\n"
        "x:d2\n"
        "    <http://e/l> ( 1 \"a\" [\n"
        "                <http://e/n> 2 ;\n"
        "            ] ) ;\n"
        "    <http://e/p>\n"
        "        <http://e/a> ,\n"
        "        <http://e/b> ;\n"
        ".\n"
        "\n"
        "x:d10\n"
        "    a <http://e/T> ;\n"
        "    <http://e/n> 1 ;\n"
        ".\n"
    )  # fmt: skip


def test_no_triples_no_text() -> None:
    """An empty graph is an empty file."""
    assert write([], PREFIXES) == ""


def test_colliding_prefixes_are_not_used() -> None:
    """Two namespaces that would take one prefix are both written out; one alone takes it."""
    both = _text(f"<{BASE}case/x#a> e:p <{BASE}source/x#b> .")
    assert "@prefix" not in both
    assert f"<{BASE}case/x#a>" in both
    assert "@prefix x:" in _text(f"<{BASE}case/x#a> e:p e:b .")
    fixed = _text(f"<{BASE}source/cg#a> a <https://w3id.org/casegraph/ns#Passage> .")
    assert "cg:Passage" in fixed
    assert f"<{BASE}source/cg#a>" in fixed


@pytest.mark.parametrize("local", ["²", "µ", "ª", "a.", "a,b"])
def test_local_names_that_turtle_does_not_know(local: str) -> None:
    """A local name with a sign that Turtle forbids stays a whole IRI, and other tools read it."""
    written = write([Quad(NamedNode(f"{BASE}case/{local}"), NIL, Literal("x"))], PREFIXES)
    assert f"<{BASE}case/{local}>" in written
    assert len(Graph().parse(data=written, format="turtle")) == 1


def test_long_texts_are_readable() -> None:
    """A text of several lines stands on several lines; one line stays one line."""
    written = _text('e:a e:p "SELECT\\n  \\"x\\"\\"\\" \\\\ \\t{ }\\n" , "one \\t line" .')
    assert '"""SELECT\n  "x""\\" \\\\ \\t{ }\n"""' in written
    assert '"one \\t line"' in written


def test_deep_and_long_structures() -> None:
    """Neither 60 nested blank nodes nor a list of 60 equal members is too much."""
    deep = "[ e:p " * 60 + "1" + " ]" * 60
    written = _text(f"e:a e:p {deep} .")
    assert write(parse(written, RdfFormat.TURTLE), PREFIXES) == written
    assert "( " + "1 " * 60 + ")" in _text(f"e:a e:p ({'1 ' * 60}) .")


def test_new_syntax_is_refused() -> None:
    """What RDF 1.1 cannot say is refused, never dropped."""
    a = NamedNode("http://e/a")
    with pytest.raises(InputError, match="triple about a triple"):
        write([Quad(a, a, Triple(a, a, a))], PREFIXES)
    [quad] = parse('<http://e/a> <http://e/b> "x"@ar--rtl .', RdfFormat.TURTLE)
    with pytest.raises(InputError, match="direction"):
        write([quad], PREFIXES)


HEAD = "@prefix e: <http://e/> .\n"


@pytest.mark.parametrize(
    ("text", "comment"),
    [
        ("# one\n# two\n" + HEAD + "e:a e:b 1 .\n", "# one\n# two\n"),
        ("\n\n# one\n\n" + HEAD + "e:a e:b 1 .\n", "# one\n"),
        ("# one \r\n# two\r\n" + HEAD + "e:a e:b 1 .\r\n", "# one\n# two\n"),
        ("# only", "# only\n"),
        (HEAD + 'e:a e:b "# no", <http://e/#x>, "a\\"#", """\n# no\n"#""" ; e:x\\#y 1 .', ""),
    ],
)
def test_leading_comment_is_kept(text: str, comment: str, tmp_path: Path) -> None:
    """The leading comment stays as it is; a number sign in a text, IRI or name is no comment."""
    path = tmp_path / "x.ttl"
    path.write_bytes(text.encode())
    written = format_text(path, PREFIXES)
    assert written.startswith(comment)
    assert leading_comment(written) == comment
    path.write_text(written, "utf-8")
    assert format_text(path, PREFIXES) == written


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        (HEAD + "# late\ne:a e:b 1 .\n", 2, 1),
        (HEAD + "e:a e:b 1 . # at the end\n", 2, 13),
        ("# one\n\n# two\n" + HEAD, 3, 1),
        (HEAD + 'e:a e:b """\n#no\n""" ;\n  # c\n e:c 1 .', 5, 3),
    ],
)
def test_other_comments_are_refused(text: str, line: int, column: int, tmp_path: Path) -> None:
    """A comment that would be lost is an error with its line and column."""
    path = tmp_path / "x.ttl"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match="comment") as caught:
        format_text(path, PREFIXES)
    assert (caught.value.line, caught.value.column) == (line, column)


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_comments_end_where_a_line_ends(end: str, tmp_path: Path) -> None:
    """However lines end, the leading comment is kept and nothing else is taken for one."""
    path = tmp_path / "x.ttl"
    text = end.join(["# One.", "# Two.", "", "<http://e/a> <http://e/b> 1 ."])
    path.write_bytes(text.encode())
    assert format_text(path, PREFIXES) == (
        "# One.\n# Two.\n\n<http://e/a>\n    <http://e/b> 1 ;\n.\n"
    )
    path.write_bytes((text + end + "# Three." + end).encode())
    with pytest.raises(InputError, match="comment"):
        format_text(path, PREFIXES)


def test_a_list_without_an_end(tmp_path: Path) -> None:
    """A list of thousands of items that no rdf:nil ends is written in no time, and whole."""
    cells = "".join(f"_:b{n} <{RDF}first> {n} ; <{RDF}rest> _:b{n + 1} .\n" for n in range(5000))
    path = tmp_path / "x.ttl"
    path.write_text(f"<http://e/a> <http://e/p> _:b0 .\n{cells}_:b5000 <{RDF}first> 0 .\n")
    text = format_text(path, PREFIXES)
    assert len(set(parse(text, RdfFormat.TURTLE))) == 10_002


def test_graphs_that_cannot_be_named(tmp_path: Path) -> None:
    """Blank nodes that are too alike are an error before any time is spent on them."""
    nodes = [BlankNode(f"n{n}") for n in range(12)]
    p = NamedNode("http://e/p")
    with pytest.raises(InputError, match="too alike"):
        write([Quad(a, p, b) for a in nodes for b in nodes], PREFIXES)
