"""A report says the same in each of its forms, in an order that does not depend on the run."""

from __future__ import annotations

import json
import random

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import SH

from casegraph.terms import Prefixes
from casegraph.validate import Finding, Report, Severity

BASE = "https://example.org/id/"
PREFIXES = Prefixes(BASE)
CG = "https://w3id.org/casegraph/ns#"
SHAPE = "https://w3id.org/casegraph/shape/"


def _finding(**parts: object) -> Finding:
    defaults: dict[str, object] = {
        "severity": Severity.WARNING,
        "focus": f"{BASE}case/x#d2",
        "path": f"{CG}finding",
        "value": '"a \\"b\\"\\n{"@en',
        "shape": f"{SHAPE}Verdict-finding",
        "component": "MinCountConstraintComponent",
        "message": f"Say what was found: see {CG}finding.",
        "file": "graph/cases/x.ttl",
        "line": 12,
    }
    return Finding(**(defaults | parts))  # type: ignore[arg-type]


FINDINGS = [
    _finding(),
    _finding(severity=Severity.VIOLATION, message="Worse."),
    _finding(focus=f"{BASE}case/x#d10", line=90, value=f"{BASE}person/d4k7wz"),
    _finding(focus=f"{BASE}case/x#d1", line=2, value="_:b1", path=f"^{CG}imposedIn"),
    _finding(file="", line=None, focus="_:b0", path=f"{CG}date/{CG}earliest", value=""),
    _finding(file="graph/a.ttl", path=f"{CG}began|^{CG}ended/{CG}latest", value="not a term"),
    _finding(severity=Severity.INFO, component="Check", shape="no-triple-in-two-graphs", path=""),
]


def test_order_does_not_depend_on_the_run() -> None:
    """Findings come by file, line, focus and gravity, each once, however they were found."""
    report = Report.of(FINDINGS)
    for seed in range(5):
        mixed = FINDINGS * 2
        random.Random(seed).shuffle(mixed)
        assert Report.of(mixed) == report
        assert Report.of(mixed).to_turtle(PREFIXES) == report.to_turtle(PREFIXES)
    assert [(f.file, f.line, f.severity.label) for f in report.findings] == [
        ("graph/a.ttl", 12, "Warning"),
        ("graph/cases/x.ttl", 2, "Warning"),
        ("graph/cases/x.ttl", 12, "Violation"),
        ("graph/cases/x.ttl", 12, "Warning"),
        ("graph/cases/x.ttl", 12, "Info"),
        ("graph/cases/x.ttl", 90, "Warning"),
        ("", None, "Warning"),
    ]


def test_a_check_comes_before_a_shape_of_the_same_value() -> None:
    """That nothing is known of a thing is told first, then that it has not the right class."""
    value = f"{BASE}court/x"
    shape = _finding(severity=Severity.VIOLATION, shape=f"{SHAPE}A-of-class", value=value)
    check = _finding(
        severity=Severity.VIOLATION, shape="unknown-thing", component="Check", value=value
    )
    assert Report.of([shape, check]).findings == (check, shape)


def test_text() -> None:
    """The text names each file and focus once, and writes IRIs as people read them."""
    text = Report.of(FINDINGS).to_text(PREFIXES)
    assert text.count("graph/cases/x.ttl\n") == 1
    assert text.count("  line 12: x:d2\n") == 2
    assert "    Warning: Say what was found: see cg:finding.\n" in text
    assert "[shape:Verdict-finding MinCountConstraintComponent]" in text
    assert "cg:date/cg:earliest" in text
    assert "cg:began|^cg:ended/cg:latest" in text
    assert text.endswith("\n1 violation, 5 warnings, 1 info\n")
    assert Report(()).to_text(PREFIXES) == "0 violations, 0 warnings, 0 infos\n"


def test_json() -> None:
    """The JSON holds every part of every finding, and is read back as the same report."""
    report = Report.of(FINDINGS)
    document = json.loads(report.to_json())
    assert document["counts"] == {"Violation": 1, "Warning": 5, "Info": 1}
    assert len(document["findings"]) == 7
    assert document["findings"][3]["value"] == '"a \\"b\\"\\n{"@en'
    assert Report.from_json(report.to_json()) == report
    for text in ("{}", "[]", '{"findings": [{"severity": "Grave"}]}', "x"):
        with pytest.raises(ValueError, match="report|value"):
            Report.from_json(text)


def test_turtle_is_a_shacl_report() -> None:
    """The Turtle is a report as SHACL describes it: one, with results that have all they need."""
    text = Report.of(FINDINGS).to_turtle(PREFIXES)
    assert list(parse(text, RdfFormat.TURTLE))
    graph = Graph().parse(data=text, format="turtle")
    [report] = graph.subjects(RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms) == Literal(False)
    results = list(graph.objects(report, SH.result))
    assert len(results) == len(set(graph.subjects(RDF.type, SH.ValidationResult))) == 7
    severities = {SH.Violation, SH.Warning, SH.Info}
    for result in results:
        for name in ("focusNode", "resultSeverity", "sourceConstraintComponent", "sourceShape"):
            assert len(list(graph.objects(result, SH[name]))) == 1
        assert graph.value(result, SH.resultSeverity) in severities
        assert not isinstance(graph.value(result, SH.sourceShape), Literal)
        assert str(graph.value(result, SH.sourceConstraintComponent)).startswith(str(SH))
    values = set(graph.objects(None, SH.value))
    assert Literal('a "b"\n{', lang="en") in values
    assert URIRef(f"{BASE}person/d4k7wz") in values
    assert Literal("not a term") in values
    [inverse] = graph.objects(None, SH.resultPath / SH.inversePath)
    assert inverse == URIRef(f"{CG}imposedIn")
    [choices] = graph.objects(None, SH.resultPath / SH.alternativePath)
    first, second = Collection(graph, choices)
    assert first == URIRef(f"{CG}began")
    back, last = Collection(graph, second)
    assert graph.value(back, SH.inversePath) == URIRef(f"{CG}ended")
    assert last == URIRef(f"{CG}latest")


def test_clean_report_conforms() -> None:
    """A report without findings conforms."""
    text = Report(()).to_turtle(PREFIXES)
    graph = Graph().parse(data=text, format="turtle")
    assert list(graph.objects(None, SH.conforms)) == [Literal(True)]


def test_thresholds() -> None:
    """A report fails at its gravest finding and below, and can be cut by gravity and file."""
    report = Report.of([_finding(), _finding(severity=Severity.INFO, file="graph/a.ttl")])
    assert [report.fails(severity) for severity in Severity] == [True, True, False]
    assert len(report.at_least(Severity.WARNING).findings) == 1
    assert [f.file for f in report.in_files(["graph/a.ttl"]).findings] == ["graph/a.ttl"]
