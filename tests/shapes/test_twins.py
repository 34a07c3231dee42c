"""Every constraint has a twin: a valid file with one defect, and the whole of what it must give.

A folder is a shape. `valid.ttl` adds to `context.ttl` what the shape needs; `invalid.<defect>.ru`
is a SPARQL Update of both together, and `invalid.<defect>.tsv` holds all findings. To be fast, each
file gets a base of its own, and all of them are derived and validated as one graph.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse, serialize
from rdflib import Graph
from rdflib.namespace import SH

from casegraph.dataset import union
from casegraph.derive import apply_rules
from casegraph.engine import Embedded
from casegraph.project import Project
from casegraph.saved import load
from casegraph.terms import SHAPE, Prefixes
from casegraph.turtle import read
from casegraph.validate import Finding, Severity
from casegraph.validate.compile import read_shapes
from casegraph.validate.shacl import run_reference, run_shapes

HERE: Final = Path(__file__).parent
PROJECT: Final = Project(HERE.parents[1])
BASE: Final = "https://example.org/id/"
PREFIXES: Final = Prefixes(BASE)
GRAPH: Final = f"{BASE}graph/cases/nwh-2019-1"
COLUMNS: Final = ("focus", "path", "value", "shape", "component", "severity", "message")
CONTEXT: Final = HERE / "context.ttl"
FOLDERS: Final = sorted(path for path in HERE.iterdir() if (path / "valid.ttl").is_file())
TWINS: Final = sorted(path for folder in FOLDERS for path in folder.glob("invalid.*.ru"))
TARGETS: Final = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
PARAMETERS_TEXT: Final = """
    and class closed datatype disjoint equals hasValue in languageIn lessThan lessThanOrEquals
    maxCount maxExclusive maxInclusive maxLength minCount minExclusive minInclusive minLength
    node nodeKind not or pattern qualifiedMaxCount qualifiedMinCount uniqueLang xone
"""
PARAMETERS: Final = frozenset(PARAMETERS_TEXT.split())


@dataclass(frozen=True, order=True)
class Row:
    """One finding as a line of an expected file."""

    focus: str
    path: str
    value: str
    shape: str
    component: str
    severity: str
    message: str


Found = dict[Path, list[Row]]


def name(path: Path) -> str:
    """Name a fixture by its folder and its defect."""
    return path.relative_to(HERE).with_suffix("").as_posix()


def quads_of(folder: Path, update: Path | None) -> str:
    """Return the triples of a twin as N-Quads in the graph of its case."""
    store = Store()
    for path in (CONTEXT, folder / "valid.ttl"):
        store.extend(read(path).quads)
    if update is not None:
        before = set(store)
        store.update(update.read_text("utf-8"))
        assert set(store) != before, f"{name(update)} changes nothing"
    graph = NamedNode(GRAPH)
    placed = [Quad(quad.subject, quad.predicate, quad.object, graph) for quad in store]
    data = serialize(placed, format=RdfFormat.N_QUADS)
    assert data is not None
    return data.decode("utf-8")


def row(finding: Finding, twin_base: str) -> Row:
    """Write a finding as its line, with the base that all twins share."""
    names = ("focus", "path", "value", "shape", "message")
    texts = {key: getattr(finding, key).replace(twin_base, BASE) for key in names}
    moved = Finding(severity=finding.severity, component=finding.component, **texts)
    short = moved.shortened(PREFIXES)
    return Row(*(short.severity.label if c == "severity" else getattr(short, c) for c in COLUMNS))


@pytest.fixture(scope="session")
def fixtures() -> list[tuple[Path, Path, Path | None]]:
    """Every valid file and every twin: its folder, its file, and the update that makes it."""
    valid: list[tuple[Path, Path, Path | None]] = [(f, f / "valid.ttl", None) for f in FOLDERS]
    return valid + [(path.parent, path, path) for path in TWINS]


@pytest.fixture(scope="session")
def engine(fixtures: list[tuple[Path, Path, Path | None]]) -> Embedded:
    """All of them in one graph, each with a base of its own, with what follows from them."""
    engine = Embedded()
    for path, graph in PROJECT.ontology_files().items():
        engine.load(read(path, graph=graph).quads)
    for number, (folder, _, update) in enumerate(fixtures):
        text = quads_of(folder, update).replace(BASE, f"https://example.org/twin-{number}/")
        engine.load(parse(text, RdfFormat.N_QUADS))
    rules = [load(path) for path in PROJECT.queries("rules").values()]
    apply_rules(engine, rules, PREFIXES)
    return engine


@pytest.fixture(scope="session")
def findings(engine: Embedded) -> list[Finding]:
    """What the shapes find in all of them."""
    return run_shapes(union(engine.store), read_shapes(PROJECT.shape_files()))


@pytest.fixture(scope="session")
def found(fixtures: list[tuple[Path, Path, Path | None]], findings: list[Finding]) -> Found:
    """What the shapes find in every valid file and every twin."""
    rows: dict[int, set[Row]] = defaultdict(set)
    for finding in findings:
        match = re.match(r"https://example\.org/twin-(\d+)/", finding.focus)
        assert match, f"{finding.focus} is a focus outside the twins"
        rows[int(match[1])].add(row(finding, match[0]))
    return {path: sorted(rows[number]) for number, (_, path, _) in enumerate(fixtures)}


def test_fast_path_finds_what_the_reference_finds(
    engine: Embedded, findings: list[Finding]
) -> None:
    """On all twins together the fast path gives the findings of pySHACL, in every part."""
    triples = sorted(f"{quad.triple} .\n" for quad in union(engine.store))
    assert set(findings) == set(run_reference(triples, read_shapes(PROJECT.shape_files())))
    assert len(findings) > len(TWINS) / 2


def written(rows: list[Row]) -> str:
    """Write findings as a table."""
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter="\t", lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(astuple(entry) for entry in rows)
    return file.getvalue()


def expected(path: Path) -> list[Row]:
    """Read the findings that a twin must give."""
    with path.open(encoding="utf-8", newline="") as file:
        return [Row(**entry) for entry in csv.DictReader(file, delimiter="\t")]


def constraints(shapes: Graph) -> set[tuple[str, str]]:
    """List every constraint that can report: the name of its shape, and its component."""
    targeted = {s for target in TARGETS for s in shapes.subjects(target)}
    reporting = targeted | {part for s in targeted for part in shapes.objects(s, SH.property)}
    listed = set()
    for shape in reporting:
        for parameter in shapes.predicates(shape):
            local = str(parameter).removeprefix(str(SH))
            if local in PARAMETERS:
                listed.add((str(shape), f"{local[0].upper()}{local[1:]}ConstraintComponent"))
        for constraint in shapes.objects(shape, SH.sparql):
            listed.add((str(constraint), "SPARQLConstraintComponent"))
    return listed


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_valid(folder: Path, found: Found) -> None:
    """A valid file gives at most notes on what no source says."""
    grave = [
        entry for entry in found[folder / "valid.ttl"] if entry.severity != Severity.INFO.label
    ]
    assert grave == []


@pytest.mark.parametrize("path", TWINS, ids=name)
def test_twin(path: Path, found: Found, request: pytest.FixtureRequest) -> None:
    """A twin gives exactly the findings that stand beside it."""
    table = path.with_suffix(".tsv")
    if request.config.getoption("--approve", default=False):
        table.write_text(written(found[path]), encoding="utf-8")
    assert found[path] == expected(table)


def test_every_constraint_has_a_twin() -> None:
    """For each constraint of `shapes/` some twin expects a finding."""
    tested = {
        (entry.shape.replace("shape:", SHAPE), entry.component)
        for path in TWINS
        for entry in expected(path.with_suffix(".tsv"))
    }
    assert constraints(read_shapes(PROJECT.shape_files())) - tested == set()


def test_every_twin_has_a_defect() -> None:
    """No twin expects less than one violation, warning or note that its valid file has not."""
    empty = [name(path) for path in TWINS if not expected(path.with_suffix(".tsv"))]
    assert empty == []


def test_every_fixture_is_collected() -> None:
    """Each file is the context, a valid file, a twin, or the findings of one."""
    files = {path for path in HERE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    known = {CONTEXT, Path(__file__)} | {folder / "valid.ttl" for folder in FOLDERS}
    known |= {twin.with_suffix(suffix) for twin in TWINS for suffix in (".ru", ".tsv")}
    assert files == known
