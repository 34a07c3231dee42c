"""Headers of saved queries are read exactly, and what is wrong is named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from casegraph.errors import InputError
from casegraph.saved import load

GOOD = """#+ summary: Which cases are there?
#+ description: One row a case.
#+ tags: [researcher]
#+ question: 7
#+ parameters:
#+   case: {type: case, example: nwh-2019-1, description: "The case."}
#+   final: {type: boolean, default: true, description: "Whether final."}
#+   since: {type: date, default: 2020-02-29, description: "The first day."}
#+   n: {type: integer, default: 3, description: "How many."}
#+ columns:
#+   case: {type: iri, description: The case., detail: true, unless: case}
#+   months: {type: integer, unit: months, description: How long.}
PREFIX cg: <https://w3id.org/casegraph/ns#>
SELECT ?case WHERE {
  VALUES ?case { UNDEF } VALUES ?final {UNDEF}
  VALUES   ?since {
    UNDEF }  VALUES ?n { UNDEF } ?case a cg:LegalCase
}
"""


def _file(folder: Path, text: str) -> Path:
    path = folder / "cases.rq"
    path.write_bytes(text.encode("utf-8"))
    return path


def test_good_header(tmp_path: Path) -> None:
    """Everything in a header is read with its type."""
    query = load(_file(tmp_path, GOOD))
    assert (query.name, query.summary, query.tags) == (
        *("cases", "Which cases are there?", ("researcher",)),
    )
    assert query.extra == {"question": 7}
    assert list(query.parameters) == ["case", "final", "since", "n"]
    assert query.parameters["case"].default is None
    assert query.columns["months"].unit == "months"
    assert [column.detail for column in query.columns.values()] == [True, False]
    assert [column.unless for column in query.columns.values()] == ["case", ""]


BAD = {
    "no header": ("SELECT * {}", 1, "no header"),
    "no summary": ("#+ tags: [x]\nASK {}", 1, "no summary"),
    "unknown key": ("#+ summary: x\n#+ sumary: y\nASK {}", 2, "'sumary' is unknown"),
    "key that YAML reads as true": ("#+ summary: x\n#+ 5: y\n#+ on: z\nASK {}", 2, "unknown"),
    "no YAML": ("#+ summary: x\n#+ tags: [x\nASK {}", 2, "no YAML"),
    "no YAML below a comment": ("# note\n\n#+ summary: x\n#+ tags: ]\nASK {}", 4, "no YAML"),
    "impossible date": ("#+ summary: x\n#+ description: 2020-02-30\nASK {}", 2, "no YAML"),
    "number without end": (f"#+ summary: x\n#+ question: {'1' * 5000}\nASK {{}}", 2, "no YAML"),
    "aliases": (
        "#+ summary: x\n#+ a: &a [x, x]\n#+ tags: [*a, *a]\nASK {}",
        *(2, "anchors (&) and aliases"),
    ),
    "alias of nothing": ("#+ summary: x\n#+ tags: *a\nASK {}", 2, "anchors (&) and aliases"),
    "alias of itself": ("#+ &a\n#+ summary: *a\nASK {}", 1, "anchors (&) and aliases"),
    "deep header": (f"#+ summary: x\n#+ tags: {'[' * 5000}\nASK {{}}", 1, "no YAML"),
    "control character": ("#+ summary: x\n#+ tags: ['\x01']\nASK {}", 1, "no YAML"),
    "tag of Python": ("#+ summary: !!python/object:os.x {}\nASK {}", 1, "no YAML"),
    "list as a key": ("#+ summary: x\n#+ parameters: {[a]: b}\nASK {}", 2, "no YAML"),
    "bytes as a summary": ("#+ summary: !!binary eA==\nASK {}", 1, "summary is not a text"),
    "summary as a number": ("#+ summary: 5\nASK {}", 1, "summary is not a text"),
    "tags as tables": ("#+ summary: x\n#+ tags: [{a: b}]\nASK {}", 2, "no list of words"),
    "tags as nothing": ("#+ summary: x\n#+ tags:\nASK {}", 2, "tags is not a list"),
    "after as numbers": ("#+ summary: x\n#+ after: [1]\nASK {}", 2, "no list of words"),
    "question as a truth": (
        "#+ summary: x\n#+ question: yes\nASK {}",
        2,
        "question is not a number",
    ),
    "question as a part": (
        "#+ summary: x\n#+ question: .nan\nASK {}",
        2,
        "question is not a number",
    ),
    "stratum as a list": ("#+ summary: x\n#+ stratum: [1]\nASK {}", 2, "stratum is not a number"),
    "parameters as nothing": ("#+ summary: x\n#+ parameters:\nASK {}", 2, "no table"),
    "parameters as a number": ("#+ summary: x\n#+ parameters: 0\nASK {}", 2, "no table"),
    "columns as a set": ("#+ summary: x\n#+ columns: !!set {a}\nASK {}", 2, "no table"),
    "column of bytes": (
        "#+ summary: x\n#+ columns:\n#+   p: {type: !!binary eA==, description: x}\nASK {}",
        *(3, "type of p is no text"),
    ),
    "detail as a word": (
        "#+ summary: x\n#+ columns:\n#+   p: {type: iri, description: x, detail: maybe}\nASK {}",
        *(3, "detail of p"),
    ),
    "name that is a number": (
        "#+ summary: x\n#+ parameters:\n#+   5: {type: string, description: x}\nASK {}",
        *(3, "VALUES ?5"),
    ),
    "type that is a list": (
        "#+ summary: x\n#+ parameters:\n#+   p: {type: [string], description: x}\nASK {}",
        *(3, "type of p is no text"),
    ),
    "tags as a word": ("#+ summary: x\n#+ tags: researcher\nASK {}", 2, "tags is not a list"),
    "stratum as a word": ("#+ summary: x\n#+ stratum: last\nASK {}", 2, "stratum is not a number"),
    "network as a word": ("#+ summary: x\n#+ network: yes\nASK {}", 2, "network is not a table"),
    "column unless no parameter": (
        "#+ summary: x\n#+ columns:\n#+   case: {type: iri, description: x, unless: kase}\nASK {}",
        *(3, "unless of case names no parameter"),
    ),
    "parameters as a list": ("#+ summary: x\n#+ parameters: [case]\nASK {}", 2, "no table"),
    "parameter without a type": (
        "#+ summary: x\n#+ parameters:\n#+   case: {description: x}\nASK {VALUES ?case {UNDEF}}",
        *(3, "needs type and description"),
    ),
    "parameter with another key": (
        "#+ summary: x\n#+ parameters:\n#+   p: {type: string, description: x, help: y}\nASK {}",
        *(3, "no other keys"),
    ),
    "parameter of an unknown type": (
        "#+ summary: x\n#+ parameters:\n#+   p: {type: number, description: x}\n"
        "ASK {VALUES ?p {UNDEF}}",
        *(3, "unknown type 'number'"),
    ),
    "parameter without words": (
        "#+ summary: x\n#+ parameters:\n#+   p: {type: string, description: }\n"
        "ASK {VALUES ?p {UNDEF}}",
        *(3, "description of p is no text"),
    ),
    "parameter without a place": (
        "#+ summary: x\n#+ parameters:\n#+   p: {type: string, description: x}\n"
        "ASK {VALUES ?q {UNDEF} VALUES ?p { 1 }}",
        *(3, "VALUES ?p"),
    ),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_header(name: str, tmp_path: Path) -> None:
    """A fault in a header is an InputError with the line of the file."""
    text, line, words = BAD[name]
    with pytest.raises(InputError) as caught:
        load(_file(tmp_path, text))
    assert (caught.value.path.name, caught.value.line) == ("cases.rq", line), str(caught.value)
    assert words in caught.value.what


def test_unreadable_file(tmp_path: Path) -> None:
    """A query that is missing or not UTF-8 is an InputError, not a fault."""
    with pytest.raises(InputError, match="cannot be read"):
        load(tmp_path / "none.rq")
    path = _file(tmp_path, GOOD)
    path.write_bytes(path.read_bytes() + b"\xff")
    with pytest.raises(InputError, match="UTF-8"):
        load(path)
