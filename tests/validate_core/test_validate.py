"""Shapes and checks give findings with file and line; ill-formed ones are errors."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from casegraph.dataset import Dataset
from casegraph.engine import Embedded
from casegraph.errors import CasegraphError, EngineError, InputError
from casegraph.saved import load
from casegraph.terms import Prefixes
from casegraph.validate import Severity, run_check, validate
from casegraph.validate.compile import read_shapes
from casegraph.validate.shacl import run_shapes

BASE = "https://example.org/id/"
PREFIXES = Prefixes(BASE)
HEAD = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://e/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . """


def _found(folder: Path, shape: str, data: str) -> list[tuple[str, str, str, str]]:
    path = folder / "shapes.ttl"
    path.write_text(HEAD + shape, "utf-8")
    findings = run_shapes(parse(HEAD + data, RdfFormat.TURTLE), read_shapes([path]))
    return sorted((f.focus, f.path, f.value, f.component) for f in findings)


def test_lexical_forms_reach_the_shapes(tmp_path: Path) -> None:
    """A shape sees a value as the file writes it: ill-typed, and with its leading zero."""
    shape = """e:S a sh:NodeShape ; sh:targetClass e:T ; sh:property e:P .
    e:P sh:path e:n ; sh:datatype xsd:integer ; sh:pattern "^[1-9]" ."""
    found = _found(tmp_path, shape, 'e:a a e:T ; e:n 01 . e:b a e:T ; e:n "x"^^xsd:integer .')
    kinds = {(focus, component) for focus, _, _, component in found}
    assert ("http://e/a", "PatternConstraintComponent") in kinds
    assert ("http://e/b", "DatatypeConstraintComponent") in kinds
    assert {value.partition("^")[0] for _, _, value, _ in found} == {'"01"', '"x"'}


def test_paths_are_named(tmp_path: Path) -> None:
    """A finding names its path in SPARQL's syntax, whatever its form."""
    shape = """e:S sh:targetNode e:a ; sh:property e:P, e:Q, e:R .
    e:P sh:path [ sh:inversePath e:n ] ; sh:minCount 1 .
    e:Q sh:path ( e:n e:m ) ; sh:minCount 1 .
    e:R sh:path [ sh:alternativePath ( e:n e:m ) ] ; sh:minCount 1 ."""
    assert [path for _, path, _, _ in _found(tmp_path, shape, "e:b e:o e:c .")] == [
        *("^http://e/n", "http://e/n/http://e/m", "http://e/n|http://e/m"),
    ]


@pytest.mark.parametrize(
    "shape",
    [
        "e:S sh:targetClass e:T ; sh:property [ sh:minCount 1 ] .",
        'e:S sh:targetClass e:T ; sh:sparql [ sh:select "SELECT $this WHERE {" ] .',
        'e:S sh:targetClass e:T ; sh:sparql [ sh:select "SELECT $this { $this no:p 1 }" ] .',
        "e:S sh:targetClass e:T ; sh:severity e:Grave ; sh:nodeKind sh:Literal .",
    ],
)
def test_shapes_that_cannot_be_used(shape: str, tmp_path: Path) -> None:
    """An ill-formed shape is an error that says so, never a clean report."""
    with pytest.raises(CasegraphError):
        _found(tmp_path, shape, "e:a a e:T .")


CHECK = """#+ summary: No thing without a label.
#+ severity: warning
#+ message: "The thing {?focus} of {?graph} has no label {?none}({?value})."
PREFIX e: <http://e/>
SELECT ?focus ?value ?graph WHERE { GRAPH ?graph { ?focus e:p ?value } } ORDER BY ?focus
"""


def _check(folder: Path, text: str) -> list:  # type: ignore[type-arg]
    path = folder / "no-label.rq"
    path.write_text(text, "utf-8")
    engine = Embedded()
    engine.update('INSERT DATA { GRAPH <http://e/g> { <http://e/a> <http://e/p> "1"@en } }')
    return run_check(engine, load(path), PREFIXES)


def test_check(tmp_path: Path) -> None:
    """Each row of a check is a finding, with its message filled and the graph that it blames."""
    [(finding, graph)] = _check(tmp_path, CHECK)
    assert graph == "http://e/g"
    assert finding.severity == Severity.WARNING
    assert (finding.focus, finding.value, finding.path) == ("http://e/a", '"1"@en', "")
    assert finding.message == "The thing http://e/a of http://e/g has no label (1)."
    assert (finding.shape, finding.component) == ("no-label", "Check")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("#+ severity: warning\n", ""),
        ("severity: warning", "severity: grave"),
        ("#+ message", "#+ nodes"),
    ],
)
def test_header_of_a_check(old: str, new: str, tmp_path: Path) -> None:
    """A check without severity or message is an InputError."""
    with pytest.raises(InputError, match="no-label.rq"):
        _check(tmp_path, CHECK.replace(old, new))


def test_check_that_is_no_query(tmp_path: Path) -> None:
    """A check that is not valid SPARQL is an error."""
    with pytest.raises(EngineError):
        _check(tmp_path, CHECK.replace("SELECT", "SELEKT"))


def test_example_is_clean(example_dataset: Dataset) -> None:
    """The fictional project has no violation and no warning, and two runs say the same."""
    report = validate(example_dataset)
    assert report.at_least(Severity.WARNING).findings == ()
    for finding in report.findings:
        assert finding.file.startswith("graph/")
        assert finding.line is not None
        text = (example_dataset.project.root / finding.file).read_text("utf-8")
        row = text.split("\n")[finding.line - 1]
        assert finding.focus.endswith(row.rpartition(":")[2].strip("<>"))
