"""The W3C's SHACL tests: each gives its report, or is a deviation that we know and explain.

The suite is not ours and not copied in: it is read from the folder that CASEGRAPH_W3C_SHACL names,
or from `shared/w3c-shacl` beside the repository. `deviations.tsv` may only shrink.
"""

from __future__ import annotations

import csv
import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import SH

from casegraph.bridge import to_graph
from casegraph.errors import CasegraphError
from casegraph.validate import Finding
from casegraph.validate.results import findings_of
from casegraph.validate.shacl import run_reference, run_shapes

HERE = Path(__file__).parent
MF = Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
SHT = Namespace("http://www.w3.org/ns/shacl-test#")
BESIDE = HERE.parents[2] / "shared" / "w3c-shacl"
SUITE = Path(os.environ.get("CASEGRAPH_W3C_SHACL", BESIDE)) / "tests"
TESTS = sorted(
    path.relative_to(SUITE).as_posix()
    for path in SUITE.rglob("*.ttl")
    if path.name != "manifest.ttl" and "sht:Validate" in path.read_text("utf-8")
)
needs_suite = pytest.mark.skipif(not TESTS, reason="the W3C's SHACL tests are not on this machine")
WAYS = {
    "fast": lambda data, shapes: run_shapes(data, shapes),
    "reference": lambda data, shapes: run_reference([f"{q.triple} .\n" for q in data], shapes),
}


def deviations() -> dict[tuple[str, str], str]:
    """Read the tests that a way is known to fail, with the reason."""
    with (HERE / "deviations.tsv").open(encoding="utf-8") as lines:
        return {
            (row["way"], row["test"]): row["reason"]
            for row in csv.DictReader(lines, delimiter="\t")
        }


@cache
def quads_of(path: Path) -> tuple[Any, ...]:
    """Read a file of the suite with its literals as they are written."""
    return tuple(parse(path.read_bytes(), RdfFormat.TURTLE, base_iri=path.as_uri()))


def graph_of(path: Path) -> Graph:
    """Read a file of the suite into rdflib."""
    return to_graph(quads_of(path))


def key(finding: Finding) -> tuple[str, ...]:
    """Reduce a finding to what the suite compares; blank nodes have no names."""
    parts = (finding.focus, finding.path, finding.value, finding.component)
    named = tuple("_:" if part.startswith("_:") else part for part in parts)
    return (*named, finding.severity.label)


def run(name: str, way: str) -> None:
    """Run one test and compare."""
    path = SUITE / name
    manifest = graph_of(path)
    [entry] = manifest.subjects(RDF.type, SHT.Validate)
    action = manifest.value(entry, MF.action)
    data, shapes = (
        Path(str(manifest.value(action, part)).removeprefix("file://"))
        for part in (SHT.dataGraph, SHT.shapesGraph)
    )
    expected = manifest.value(entry, MF.result)
    if expected == SHT.Failure:
        with pytest.raises(CasegraphError):
            WAYS[way](quads_of(data), graph_of(shapes))
        return
    found = WAYS[way](quads_of(data), graph_of(shapes))
    report = Graph()
    waiting: list[Any] = list(manifest.objects(expected, SH.result))
    seen = set()
    while waiting:
        node = waiting.pop()
        for triple in manifest.triples((node, None, None)):
            report.add(triple)
            if not isinstance(triple[2], URIRef) and triple[2] not in seen:
                seen.add(triple[2])
                waiting.append(triple[2])
    wanted = findings_of(parse(report.serialize(format="nt"), RdfFormat.N_TRIPLES))
    assert Counter(map(key, found)) == Counter(map(key, wanted))


@needs_suite
@pytest.mark.parametrize("name", TESTS)
@pytest.mark.parametrize("way", WAYS)
def test_suite(way: str, name: str) -> None:
    """A test gives the W3C's report, or fails as the list of deviations says."""
    reason = deviations().get((way, name))
    if reason is None:
        run(name, way)
        return
    with pytest.raises((AssertionError, CasegraphError, pytest.fail.Exception)):
        run(name, way)


@needs_suite
def test_deviations_are_few_and_explained() -> None:
    """Each deviation names a test that is there, and a reason; there are no more than these."""
    known = deviations()
    assert {name for _, name in known} <= set(TESTS)
    assert all(len(reason) > 20 for reason in known.values())
    assert Counter(way for way, _ in known)["fast"] <= 4
