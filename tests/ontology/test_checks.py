"""The checks of the ontology find nothing in it, and each finds its defects in the fixtures.

A fixture in `tests/checks/ontology/<check>/` adds one defect to the ontology and vocabularies; the
rows that the check must give stand beside it.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
import yaml
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

ROOT: Final = Path(__file__).parents[2]
CHECKS: Final = sorted((ROOT / "queries" / "checks" / "ontology").glob("*.rq"))
FIXTURES: Final = ROOT / "tests" / "checks" / "ontology"
INVALID: Final = sorted(FIXTURES.glob("*/invalid.*.ttl"))


def run(check: Path, store: Store) -> list[list[str]]:
    """Run a check and return its columns and rows as text."""
    answer = store.query(check.read_text("utf-8"), use_default_graph_as_union=True)
    assert isinstance(answer, QuerySolutions)
    rows = [[variable.value for variable in answer.variables]]
    for solution in answer:
        for term in solution:
            assert isinstance(term, NamedNode | Literal), "a blank node names nothing in a report"
        rows.append([term.value for term in solution])
    return rows


@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.stem)
def test_nothing_found(check: Path, store_with: Callable[..., Store]) -> None:
    """Ontology, vocabularies, shapes and data give no row."""
    more = [*sorted((ROOT / "shapes").glob("*.ttl")), *sorted((ROOT / "graph").rglob("*.ttl"))]
    assert run(check, store_with(*more))[1:] == []


@pytest.mark.parametrize("fixture", INVALID, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_defect_found(fixture: Path, store_with: Callable[..., Store]) -> None:
    """A fixture gives exactly the rows that stand beside it."""
    check = ROOT / "queries" / "checks" / "ontology" / f"{fixture.parent.name}.rq"
    with fixture.with_suffix(".tsv").open(encoding="utf-8", newline="") as file:
        expected = list(csv.reader(file, delimiter="\t"))
    assert len(expected) > 1
    assert run(check, store_with(fixture)) == expected


def test_every_check_has_a_fixture() -> None:
    """Each check has at least one fixture, and each file of the fixtures is collected."""
    assert {path.parent.name for path in INVALID} == {check.stem for check in CHECKS}
    collected = {path for fixture in INVALID for path in (fixture, fixture.with_suffix(".tsv"))}
    assert {path for path in FIXTURES.rglob("*") if path.is_file()} == collected


@pytest.mark.parametrize("check", CHECKS, ids=lambda path: path.stem)
def test_header(check: Path) -> None:
    """The header says what the check is for, how grave a finding is and how to mend it."""
    lines = check.read_text("utf-8").splitlines()
    header = yaml.safe_load("\n".join(line[3:] for line in lines if line.startswith("#+ ")))
    assert header["tags"] == ["ontology"]
    assert header["severity"] in ("violation", "warning", "info")
    assert header["summary"].endswith("?")
    assert header["message"].endswith(".")
    assert "focus" in header["columns"]
    for variable in ("path", "value"):
        assert (f"{{?{variable}}}" not in header["message"]) or variable in header["columns"]


def test_every_check_is_explained() -> None:
    """The page on checks of the ontology says of each what it is there for."""
    page = (ROOT / "docs" / "explanation" / "ontology-checks.md").read_text("utf-8")
    assert [check.stem for check in CHECKS if f"`{check.stem}`" not in page] == []
