"""Every subject is found on the line on which its block starts."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import NamedNode

from casegraph.turtle import SubjectLines, read

ROOT = Path(__file__).parents[2]
FOLDERS = ("graph", "ontology", "shapes", "src/casegraph/example/graph")
FILES = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.ttl"))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_subjects_of_our_files(path: Path) -> None:
    """In each file of ours, each subject stands alone on the line that is named for it."""
    file = read(path)
    lines = SubjectLines(file.text)
    rows = file.text.split("\n")
    subjects = {quad.subject.value for quad in file.quads if isinstance(quad.subject, NamedNode)}
    found = {iri: lines.line(iri) for iri in subjects}
    assert len(set(found.values())) == len(subjects)
    for iri, line in found.items():
        assert line is not None
        row = rows[line - 1]
        name = row.partition(":")[2] if row[0] != "<" else row.strip("<>")
        assert iri.endswith(name), (iri, row)
        assert rows[line].startswith("    "), "a block goes on with an indented line"
        assert rows[line - 2] == "", "a block begins after an empty line"


TRAPS = '''# @prefix e: <http://wrong/> .
@prefix e: <http://e/> .
e:note e:says """
e:a is no subject here
@prefix e: <http://wrong/> .
""" ;
    e:form "a\u2028b\u0085c" .
  e:indented e:p e:a .
e:a e:p 1 ; e:q e:a10 .
e:a1
  e:p 1 .
<http://e/whole> e:p 1 .
'''


@pytest.mark.parametrize(
    ("local", "line"),
    [("note", 3), ("indented", 8), ("a", 9), ("a1", 10), ("whole", 12), ("a10", 9), ("b", None)],
)
def test_traps(local: str, line: int | None) -> None:
    """Texts, odd line ends and names that begin alike do not mislead."""
    assert SubjectLines(TRAPS).line(f"http://e/{local}") == line


def test_other_formats() -> None:
    """In JSON-LD and RDF/XML the line is where the IRI is first written."""
    assert SubjectLines('{\n"@id": "http://e/ab"},\n{"@id": "http://e/a"}').line("http://e/a") == 3
    xml = '<rdf:RDF>\n<e:T rdf:about="http://e/a"/>\n</rdf:RDF>'
    assert SubjectLines(xml).line("http://e/a") == 2
