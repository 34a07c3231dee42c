"""Every bad input is refused with file, line and column, and nothing is changed by it."""

# ruff: noqa: E501 - one bad input a line

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from casegraph.errors import InputError
from casegraph.turtle import FORMATS, read

GRAPH = NamedNode("https://example.org/id/graph/x")
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://e/"'
P = "@prefix e: <http://e/> .\n"
LAUGHS = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
PAGE = "<!doctype html>\n<html><body>Not found</body></html>\n"

# name -> (suffix, bytes or text, line, column, words of the message); None: the format has none
BAD: dict[str, tuple[str, str | bytes, int | None, int | None, str]] = {
    "undeclared prefix": (".ttl", P + "e:a e:b\n    x:c .\n", 3, 5, "prefix x:"),
    "missing bracket": (".ttl", P + "e:a e:b [ e:c 1 .\n", 2, 17, "']'"),
    "missing dot": (".ttl", P + "e:a e:b 1\ne:c e:d 2 .\n", 3, 1, "dot"),
    "unclosed text": (".ttl", P + 'e:a e:b "open .\n', 2, 9, ""),
    "missing brace": (".trig", P + "{ e:a e:b e:c .\n", 3, 1, ""),
    "bad line in N-Triples": (".nt", "<http://e/a> <http://e/b> 1 .\n", 1, 27, ""),
    "bad second line": (".nt", '<http://e/a> <http://e/b> "x" .\nnonsense\n', 2, 1, "subject"),
    "bad line in N-Quads": (".nq", '<http://e/a> <http://e/b> "x" .\n_ _ _\n', 2, None, ""),
    "bad JSON": (".jsonld", '{"@id": "http://e/a",\n "http://e/b": }\n', 2, 16, "JSON"),
    "bad XML": (".rdf", f"<rdf:RDF {RDF}>\n<e:X>\n</rdf:RDF>\n", 3, 3, "XML"),
    "ill-formed IRI": (".ttl", P + "e:a e:b <http://e/a b> .\n", 2, None, "IRI"),
    "percent sign": (".ttl", P + "e:a e:b <http://e/100%> .\n", 2, 9, "IRI"),
    "ill-formed language": (".ttl", P + 'e:a e:b "x"@e_n .\n', 2, None, ""),
    "relative in Turtle": (".ttl", P + "e:a e:b <c> .\n", 2, 9, "IRI"),
    "relative in TriG": (".trig", P + "e:a e:b <c> .\n", 2, 9, "IRI"),
    "relative in N-Triples": (".nt", "<a> <http://e/b> <http://e/c> .\n", 1, 1, "IRI"),
    "relative in N-Quads": (".nq", "<http://e/a> <http://e/b> <c> .\n", 1, 27, "IRI"),
    "relative in JSON-LD": (".jsonld", '{"http://e/b": 1,\n "@id": "a"}', 2, None, "<a> is relative"),
    "empty IRI in JSON-LD": (".jsonld", '{"@id": "", "http://e/b": 1}', 1, None, "relative"),
    "network path in JSON-LD": (
        *(".jsonld", '{"@id": "//h/a", "http://e/b": 1}', 1, None, "</"),
    ),
    "relative datatype in JSON-LD": (
        *(".jsonld", '{"http://e/b": {"@value": "x", "@type": "t"}}', 1, None, "<t> is relative"),
    ),
    "relative in RDF/XML": (
        ".rdf",
        f'<rdf:RDF {RDF}>\n<rdf:Description rdf:about="#a"><e:b>1</e:b></rdf:Description></rdf:RDF>',
        *(2, None, "#a"),
    ),
    "prefixed name in JSON-LD": (".jsonld", '{"@id": "case:x", "http://e/b": 1}', 1, None, "case:"),
    "key without IRI in JSON-LD": (
        *(".jsonld", '{"@id": "http://e/a",\n "name": "x"}', 2, None, "'name'"),
    ),
    "prefixed name in RDF/XML": (
        ".rdf",
        f'<rdf:RDF {RDF}>\n<rdf:Description rdf:about="cg:a"><e:b>1</e:b></rdf:Description></rdf:RDF>',
        *(2, None, "cg:"),
    ),
    "invalid UTF-8": (".ttl", (P + "e:a e:b 'caf").encode() + b"\xe9' .\n", 2, 13, "UTF-8"),
    "UTF-16": (".ttl", P.encode("utf-16"), 1, 1, "UTF-8"),
    "byte order mark": (".ttl", b"\xef\xbb\xbf" + P.encode(), 1, 1, "byte order mark"),
    "HTML as Turtle": (".ttl", PAGE, 1, 1, "HTML"),
    "HTML as JSON-LD": (".jsonld", PAGE, 1, 1, "HTML"),
    "XHTML as Turtle": (".ttl", '<?xml version="1.0"?>\n' + PAGE, 1, None, ""),
    "DTD in RDF/XML": (".rdf", f"{LAUGHS}\n<rdf:RDF {RDF}>&b;</rdf:RDF>", 1, 13, "document type"),
    "DTD after a comment": (".xml", f"<!-- c -->\n {LAUGHS}<rdf:RDF {RDF}/>", 2, 14, "document type"),
    "DTD behind an encoding": (
        ".rdf",
        f'<?xml version="1.0" encoding="ISO-8859-1"?>\n{LAUGHS}<rdf:RDF {RDF}/>',
        *(2, 13, "document type"),
    ),
    "remote context": (
        *(".jsonld", '{"@id": "http://e/a",\n "@context": "http://127.0.0.1:9/c"}', 2, None, "remote"),
    ),
    "remote context in a list": (
        *(".jsonld", '[{"@context": [{}, "http://127.0.0.1:9/c"]}]', 1, None, "remote"),
    ),
    "imported context": (
        *(".jsonld", '{"@context": {"@import": "http://127.0.0.1:9/c"}}', 1, None, "remote"),
    ),
    "remote context of a property": (
        ".jsonld",
        '{"@context": {"p": {"@id": "http://e/p", "@context": "http://127.0.0.1:9/c"}}}',
        *(1, None, "remote"),
    ),
    "number of 5000 digits in JSON": (
        *(".jsonld", '{"http://e/b": ' + "1" * 5000 + "}", None, None, "number"),
    ),
    "deep JSON": (".jsonld", "[" * 100_000, None, None, ""),
    "graph in TriG": (".trig", P + "e:g { e:a e:b e:c }\n", 2, None, "graph of its own"),
    "graph in N-Quads": (
        *(".nq", '<http://e/a> <http://e/b> "x" .\n<http://e/a> <http://e/b> "x" <http://e/g> .\n'),
        *(2, None, "graph of its own"),
    ),
    "graph in JSON-LD": (
        ".jsonld",
        '{"@id": "http://e/g", "@graph": {"@id": "http://e/a", "http://e/b": 1}}',
        *(1, None, "graph of its own"),
    ),
    "triple about a triple": (
        *(".ttl", P + "e:a e:b <<( e:a e:b e:c )>> .\n", None, None, "triple about a triple"),
    ),
    "text with a direction": (".ttl", P + 'e:a e:b "x"@ar--rtl .\n', None, None, "direction"),
    "deep triple terms": (
        ".ttl",
        P + "e:a e:b " + "<<( e:a e:b " * 100_000 + "e:c" + " )>>" * 100_000 + " .",
        *(2, None, "inside one another"),
    ),
    "deep triple terms in N-Triples": (
        ".nt",
        "<e:a> <e:b> " + "<<( <e:a> <e:b> " * 100_000 + "<e:c>" + " )>>" * 100_000 + " .",
        *(1, None, "inside one another"),
    ),
    "deep brackets": (".ttl", P + "e:a e:b\n" + "[ e:b " * 300 + "1" + "]" * 300 + " .", 3, 1201, "200"),
    "deep lists": (".trig", P + "e:a e:b\n" + "( " * 300 + ")" * 300 + " .", 3, 401, "200"),
    "deep annotations": (".ttl", P + "e:a e:b 1" + "{| e:b 1 " * 300 + "|}" * 300, 2, None, "200"),
    "deep XML": (".rdf", f"<rdf:RDF {RDF}>" + "<e:A><e:p>" * 50_000, 1, None, "200 elements"),
    "text of 17 MB": (".ttl", P + f"e:a e:b '{'x' * (17 << 20)}' .", None, None, "too long"),
    "text of 2 MB": (".jsonld", f'{{"http://e/b": "{"x" * (2 << 20)}"}}', None, None, "longer than"),
    "alike blank nodes": (
        *(".ttl", "".join(f"_:{a} <e:p> _:{b} ." for a in "abcdefgh" for b in "abcdefgh" if a != b)),
        *(None, None, "too alike"),
    ),
    "alike blank nodes in a row": (
        *(".nt", "".join(f"_:b{n} <e:p> _:b{n + 1} .\n" for n in range(5000))),
        *(None, None, "too alike"),
    ),
    "alike blank nodes in a list": (".ttl", P + f"e:a e:b ({'1 ' * 5000}).", None, None, "too alike"),
    "unknown suffix": (".csv", "a,b\n", None, None, "suffix .csv"),
    "no suffix": ("", "a b c .", None, None, "suffix (none)"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_where_it_is(name: str, tmp_path: Path) -> None:
    """Each kind of bad input raises InputError with the file, the line and the column."""
    suffix, content, line, column, words = BAD[name]
    path = tmp_path / f"x{suffix}"
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    with pytest.raises(InputError) as caught:
        read(path, graph=GRAPH, shown="graph/x" + suffix)
    error = caught.value
    assert error.path == Path("graph/x" + suffix)
    assert (error.line, column and error.column) == (line, column), str(error)
    assert words in error.what
    spot = ":".join(map(str, filter(None, (error.line, error.column))))
    assert str(error).startswith(f"graph/x{suffix}:{spot}" if spot else f"graph/x{suffix}: ")
    assert error.remedy


def test_missing_file_and_folder_are_refused(tmp_path: Path) -> None:
    """What is no file is said to be none."""
    (tmp_path / "folder.ttl").mkdir()
    for name in ("none.ttl", "folder.ttl"):
        with pytest.raises(InputError, match="cannot be read"):
            read(tmp_path / name)


SAME = {
    ".ttl": '@prefix e: <http://e/> .\ne:a e:b "x"@en ; e:c _:n . _:n e:d 1 .\n',
    ".trig": '@prefix e: <http://e/> .\n{ e:a e:b "x"@en ; e:c [ e:d 1 ] }\n',
    ".nt": '<http://e/a> <http://e/b> "x"@en .\n<http://e/a> <http://e/c> _:n .\n'
    '_:n <http://e/d> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
    ".nq": '<http://e/a> <http://e/b> "x"@en .\n<http://e/a> <http://e/c> _:other .\n'
    '_:other <http://e/d> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
    ".jsonld": '{"@context": {"e": "http://e/", "note": null}, "@id": "e:a", "note": "left out",'
    ' "e:b": {"@value": "x", "@language": "en"}, "e:c": {"e:d": 1}}',
    ".rdf": f'<rdf:RDF {RDF}><rdf:Description rdf:about="http://e/a"><e:b xml:lang="en">x</e:b>'
    '<e:c><rdf:Description><e:d rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">1</e:d>'
    "</rdf:Description></e:c></rdf:Description></rdf:RDF>",
}
SAME[".xml"] = SAME[".rdf"]


def test_every_format_is_tried() -> None:
    """No accepted format without a file here."""
    assert SAME.keys() == FORMATS.keys()


@pytest.mark.parametrize("suffix", SAME)
def test_every_format_gives_the_same_quads(suffix: str, tmp_path: Path) -> None:
    """One graph in each accepted format is read as the same quads, blank nodes included."""
    path = tmp_path / f"x{suffix}"
    path.write_text(SAME[suffix], "utf-8")
    other = tmp_path / "x.ttl"
    other.write_text(SAME[".ttl"], "utf-8")
    quads = read(path, graph=GRAPH).quads
    assert quads == tuple(sorted(quads, key=str))
    assert set(quads) == set(read(other, graph=GRAPH).quads)
    assert {quad.graph_name for quad in quads} == {GRAPH}
    assert len(quads) == 3


def test_blank_nodes_of_two_files_are_two(tmp_path: Path) -> None:
    """Two files that name a blank node alike share none, and each names it the same every time."""
    found = []
    for name in ("one", "two", "one"):
        path = tmp_path / f"{name}.ttl"
        path.write_text("_:b <http://e/p> [] .", "utf-8")
        found.append(read(path, graph=NamedNode(f"http://e/{name}")).quads)
    assert found[0] == found[2]
    assert {str(q.subject) for q in found[0]}.isdisjoint(str(q.subject) for q in found[1])


def test_brackets_that_only_look_deep(tmp_path: Path) -> None:
    """Brackets in texts, IRIs and comments, and many that are closed, are no depth."""
    path = tmp_path / "x.ttl"
    signs = "[(<<{" * 300
    path.write_text(
        f'# {signs}\n<http://e/(((> <http://e/b> \'{signs}\', "{signs}", """{signs}\n""" , '
        + " , ".join(f"[ <http://e/n> ( {n} ) ]" for n in range(300))
        + " .",
        "utf-8",
    )
    assert len(read(path).quads) == 2 + 4 * 300


def test_blank_nodes_that_can_be_told_apart(tmp_path: Path) -> None:
    """Long lists, deep chains and many like nodes are read, as long as each says what it is."""
    path = tmp_path / "x.ttl"
    chain = "".join(f"_:b{n} <http://e/p> _:b{n + 1} , {n} .\n" for n in range(2000))
    items = f"<http://e/a> <http://e/p> ({' '.join(map(str, range(2000)))}) .\n"
    many = f"<http://e/a> <http://e/q> {', '.join(['[]'] * 500)} .\n"
    path.write_text(chain + items + many, "utf-8")
    assert len(read(path).quads) == 4000 + 4001 + 500


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (P + "e:a e:b 1\ne:c e:d 2 .\n", 3, "or at the end of line 2"),
        (P + "e:a e:b 1 ;\n  e:c 1\n\n  # why\n  e:d 2 .\n", 6, "or at the end of line 3"),
        (P + "e:a e:b [ e:c 1\n e:d 2 ] .\n", 3, "or at the end of line 2"),
        (P + "e:a e:b 1\n", 3, "or at the end of line 2"),
        (P + "e:a e:b 1\r\r", 4, "or at the end of line 2"),
        (P + "e:a e:b 1 e:d 2 .\n", 2, ""),
        (P + "e:a e:b 1 ;\n  x:b 1 .\n", 3, ""),
    ],
)
def test_what_is_missing_at_the_end_of_a_line(
    text: str, line: int, told: str, tmp_path: Path
) -> None:
    """Where a full stop or a semicolon is missing, the line that lacks it is named as well."""
    path = tmp_path / "x.ttl"
    path.write_bytes(text.encode("utf-8"))
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.line == line
    assert told in caught.value.remedy
    assert bool(told) == ("end of line" in caught.value.remedy)


def test_a_quote_that_is_not_closed(tmp_path: Path) -> None:
    """Where a text runs over the end of its line, the quote that is not closed is told as well."""
    path = tmp_path / "x.ttl"
    path.write_text(P + 'e:a e:b "one ;\n  e:c "two" .\n', "utf-8")
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.line == 2
    assert "or close the quote that was opened before" in caught.value.remedy
    path.write_text(P + 'e:a e:b "one" ;\n  e:c "two .\n', "utf-8")
    with pytest.raises(InputError, match=r"x\.ttl:3.*close the quote"):
        read(path)
    path.write_text(P + 'e:a e:b """one\ntwo""" .\n', "utf-8")
    assert len(read(path).quads) == 1


def test_a_dot_that_is_missing_before(tmp_path: Path) -> None:
    """Without it the next subject is read as a property, and what is told there names the dot."""
    path = tmp_path / "x.ttl"
    path.write_text(P + "e:a e:b 1 ;\n e:c 2 ;\n\ne:d\n  a e:C .\n", "utf-8")
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.line == 6
    assert "or before it, where a dot is missing" in caught.value.remedy
    path.write_text(P + "e:a e:b 1 ;\n e:c 2 ;\n.\n\ne:d\n  a e:C .\n", "utf-8")
    assert len(read(path).quads) == 3
