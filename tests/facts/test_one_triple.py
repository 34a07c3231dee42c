"""A change of one triple in the real case is caught: each of these has its finding."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from casegraph.dataset import read_dataset
from casegraph.project import Project
from casegraph.terms import EDTF, VOCABULARY, cg
from casegraph.turtle import read, write
from casegraph.validate import Report, validate

ROOT = Path(__file__).parents[2]
CASE = "https://w3id.org/casegraph/id/case/ua-126-19#"
Change = tuple[str, NamedNode, NamedNode | Literal | None]


def concept(name: str) -> NamedNode:
    return NamedNode(VOCABULARY + name)


# node, property, and the value that replaces all of its values (None: the triple goes)
CHANGES: dict[str, Change] = {
    "a sentence loses its person": ("d2-sentence", cg("sentencedPerson"), None),
    "a component loses its evidence": ("d3-sentence-1", cg("supportedBy"), None),
    "a finding is misspelt": ("d4-verdict", cg("finding"), concept("finding/convictd")),
    "a term loses its months": ("d5-sentence-1", cg("durationMonths"), None),
    "an outcome has no object": ("d6-outcome-sentence", cg("affectsSentence"), None),
    "a sentence answers another person's verdict": (
        "d6-sentence",
        cg("answersVerdict"),
        NamedNode(CASE + "d5-verdict"),
    ),
    "a date does not exist": (
        "date-cassation",
        cg("edtf"),
        Literal("2021-02-30", datatype=NamedNode(EDTF)),
    ),
    "a claim loses its claimant": ("claim-trumped-up", cg("claimant"), None),
    "an allegation becomes an intention": (
        "claim-harassment",
        cg("claimKind"),
        concept("claim-kind/intention"),
    ),
    "an inferred year loses its basis": ("date-appeal", cg("inferenceBasis"), None),
}
FOUND_AT = {"an allegation becomes an intention": "d1-harassment"}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    root = tmp_path_factory.mktemp("changed")
    shutil.copytree(ROOT / "graph", root / "graph")
    project = Project(root)
    path = root / "graph" / "cases" / "ua-126-19.ttl"
    quads = set(read(path).quads)
    for node, predicate, value in CHANGES.values():
        subject = NamedNode(CASE + node)
        old = {q for q in quads if q.subject == subject and q.predicate == predicate}
        assert old, f"{node} has no {predicate}"
        quads -= old
        if value is not None:
            quads.add(Quad(subject, predicate, value))
    path.write_text(write(quads, project.prefixes), "utf-8")
    return validate(read_dataset(project))


@pytest.mark.parametrize("change", CHANGES)
def test_change_is_caught(report: Report, change: str) -> None:
    """The changed node has a finding of at least a Warning, with its file and line."""
    focus = CASE + FOUND_AT.get(change, CHANGES[change][0])
    findings = [f for f in report.findings if f.focus == focus and f.severity.label != "Info"]
    assert findings, report.to_text(Project(ROOT).prefixes)
    assert all(f.file == "graph/cases/ua-126-19.ttl" and f.line for f in findings)
