"""Every check of named graphs has a twin: a valid dataset with one defect, and what it must give.

A folder is a check. `valid.trig` gives nothing; `invalid.<defect>.ru` is a SPARQL Update of it, and
`invalid.<defect>.tsv` holds all findings. `pytest tests/checks/data --approve` rewrites them.
"""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from pyoxigraph import Quad

from casegraph.derive import apply_rules
from casegraph.engine import Embedded
from casegraph.project import Project
from casegraph.saved import SavedQuery, load
from casegraph.terms import Prefixes
from casegraph.turtle import read
from casegraph.validate import run_check

HERE: Final = Path(__file__).parent
PROJECT: Final = Project(HERE.parents[2])
PREFIXES: Final = Prefixes("https://example.org/id/")
COLUMNS: Final = ("focus", "path", "value", "shape", "severity", "message", "graph")
CHECKS: Final = PROJECT.queries("checks/data")
TWINS: Final = sorted(HERE.glob("*/invalid.*.ru"))


@cache
def ontology() -> tuple[Quad, ...]:
    """All quads of the ontology and its vocabularies."""
    files = PROJECT.ontology_files().items()
    return tuple(quad for path, graph in files for quad in read(path, graph=graph).quads)


@cache
def rules() -> tuple[SavedQuery, ...]:
    """The rules of derivation."""
    return tuple(load(path) for path in PROJECT.queries("rules").values())


def findings(check: str, update: Path | None) -> list[tuple[str, ...]]:
    """Run a check on its valid dataset, after an update if one is given."""
    engine = Embedded()
    engine.load(read(HERE / check / "valid.trig").quads)
    if update is not None:
        before = set(engine.store)
        engine.update(update.read_text("utf-8"))
        assert set(engine.store) != before
    engine.load(ontology())
    apply_rules(engine, rules(), PREFIXES)
    rows = []
    for finding, graph in run_check(engine, load(CHECKS[check]), PREFIXES):
        short = finding.shortened(PREFIXES)
        cells = [
            short.severity.label if c == "severity" else getattr(short, c) for c in COLUMNS[:-1]
        ]
        rows.append((*cells, PREFIXES.shorten(graph) if graph else ""))
    return sorted(rows)


def expected(path: Path) -> list[tuple[str, ...]]:
    """Read the findings that a twin must give."""
    with path.open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file, delimiter="\t")][1:]


def written(rows: list[tuple[str, ...]]) -> str:
    """Write findings as a table."""
    file = io.StringIO(newline="")
    table = csv.writer(file, delimiter="\t", lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows(rows)
    return file.getvalue()


@pytest.mark.parametrize("check", sorted(CHECKS))
def test_valid(check: str) -> None:
    """A valid dataset gives nothing."""
    assert findings(check, None) == []


@pytest.mark.parametrize("path", TWINS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_twin(path: Path, request: pytest.FixtureRequest) -> None:
    """A twin gives exactly the findings that stand beside it, and at least one."""
    found = findings(path.parent.name, path)
    table = path.with_suffix(".tsv")
    if request.config.getoption("--approve", default=False):
        table.write_text(written(found), encoding="utf-8")
    assert found
    assert found == expected(table)


def test_every_fixture_is_collected() -> None:
    """Each check has a twin, and each file is the valid dataset, a twin, or the findings of one."""
    assert {path.parent.name for path in TWINS} == set(CHECKS)
    files = {path for path in HERE.rglob("*") if path.is_file() and "__pycache__" not in path.parts}
    known = {Path(__file__)}
    known |= {HERE / check / "valid.trig" for check in CHECKS}
    known |= {twin.with_suffix(suffix) for twin in TWINS for suffix in (".ru", ".tsv")}
    assert files == known
