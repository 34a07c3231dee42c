"""The ontology keeps the written style, and every rule of the style has a counter-example.

A twin in `style/` is `valid.ttl` after a SPARQL Update with one defect; the findings that it must
give stand beside it.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Final

import pytest
from pyshacl import validate
from rdflib import RDF, SH, BNode, Graph

ROOT: Final = Path(__file__).parents[2]
TWINS: Final = Path(__file__).parent / "style"
TARGETS: Final = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
COLUMNS: Final = ("focus", "path", "value", "shape", "severity", "message")


@pytest.fixture(scope="module")
def style() -> Graph:
    """The shapes of the style."""
    return Graph().parse(ROOT / "shapes" / "style.ttl")


def findings(data: Graph, style: Graph) -> list[dict[str, str]]:
    """Return what the style says against some data, as rows of text."""
    _, report, _ = validate(data, shacl_graph=style)
    assert isinstance(report, Graph)
    predicates = (SH.focusNode, SH.resultPath, SH.value, None, SH.resultSeverity, SH.resultMessage)
    rows = []
    for result in report.subjects(RDF.type, SH.ValidationResult):
        shape = report.value(result, SH.sourceConstraint) or report.value(result, SH.sourceShape)
        cells = [shape if p is None else report.value(result, p) for p in predicates]
        texts = ["" if cell is None or isinstance(cell, BNode) else str(cell) for cell in cells]
        rows.append(dict(zip(COLUMNS, texts, strict=True)))
    return sorted(rows, key=lambda row: list(row.values()))


def expected(path: Path) -> list[dict[str, str]]:
    """Read the findings that a twin must give."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_the_ontology_keeps_the_style(style: Graph) -> None:
    """Ontology, vocabularies and shapes give no finding."""
    data = Graph()
    for pattern in ("ontology/*.ttl", "ontology/vocab/*.ttl", "shapes/*.ttl"):
        for path in sorted(ROOT.glob(pattern)):
            data.parse(path)
    assert findings(data, style) == []


def test_the_style_is_valid_shacl(style: Graph) -> None:
    """The shapes of the style are themselves valid SHACL."""
    assert validate(Graph(), shacl_graph=style, meta_shacl=True)[0]


def test_valid(style: Graph) -> None:
    """The file from which the twins are made gives no finding."""
    assert findings(Graph().parse(TWINS / "valid.ttl"), style) == []


@pytest.mark.parametrize("path", sorted(TWINS.glob("invalid.*.ru")), ids=lambda path: path.stem)
def test_twin(path: Path, style: Graph) -> None:
    """A twin gives exactly the findings that stand beside it."""
    data = Graph().parse(TWINS / "valid.ttl")
    before = set(data)
    data.update(path.read_text("utf-8"))
    assert set(data) != before
    assert findings(data, style) == expected(path.with_suffix(".tsv"))


def test_every_rule_has_a_twin(style: Graph) -> None:
    """Every constraint that a target reaches is tested, and no other constraint reports."""
    targeted = {s for target in TARGETS for s in style.subjects(target)}
    reached = targeted | {part for shape in targeted for part in style.objects(shape, SH.property)}
    rules = {str(shape) for shape in style.subjects(SH.message) if shape in reached}
    tested = {row["shape"] for path in TWINS.glob("*.tsv") for row in expected(path)}
    assert tested == rules


def test_every_fixture_is_collected() -> None:
    """Each file of the folder is the valid one, a twin, or the findings of one."""
    names = {path.name for path in TWINS.iterdir()}
    twins = {path.stem for path in TWINS.glob("invalid.*.ru")}
    assert names == {"valid.ttl"} | {f"{twin}{end}" for twin in twins for end in (".ru", ".tsv")}
