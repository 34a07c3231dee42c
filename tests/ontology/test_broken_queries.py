"""A query that cannot be run is found before it is asked, and what fails names the file."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from casegraph.errors import EngineError
from casegraph.lint import KINDS, broken_queries
from casegraph.opened import open as open_project
from casegraph.project import Project

HEADER = "#+ summary: Which?\n"
BROKEN = {
    "no-header.rq": "SELECT * { }\n",
    "no-sparql.rq": HEADER + "SELCT * { }\n",
    "rules/no-sparql.rq": HEADER + "CONSTRUCT { ?a ?b } WHERE { }\n",
    "networks/no-prefix.rq": HEADER + "SELECT * { ?a cg:date ?b }\n",
    "rules/no-construct.rq": HEADER + "SELECT * { ?a ?b ?c }\n",
    "checks/data/no-sparql.rq": HEADER + "SELECT * { \n",
    "checks/data/no-message.rq": HEADER + "SELECT ?focus { ?focus ?b ?c }\n",
}


def test_all_of_ours_can_be_run(own_folder: Path) -> None:
    """None of the packaged queries is broken, and neither is a good one of a project's own."""
    (own_folder / "queries").mkdir(exist_ok=True)
    (own_folder / "queries" / "good.rq").write_text(HEADER + "SELECT * { ?a ?b ?c }\n", "utf-8")
    assert list(broken_queries(Project(own_folder))) == []


def test_every_folder_of_queries_is_tried(repository: Path) -> None:
    """A new kind of query is tried too; the checks of the ontology are run by lint itself."""
    queries = repository / "queries"
    folders = {path.parent.relative_to(queries).as_posix() for path in queries.rglob("*.rq")}
    assert folders - {"checks/ontology"} == {kind or "." for kind in KINDS}


def test_lint_finds_broken_queries(
    command: Callable[..., subprocess.CompletedProcess[str]], own_folder: Path
) -> None:
    """`casegraph lint` tells each of them, with file and line, and does all other work."""
    for name, text in BROKEN.items():
        path = own_folder / "queries" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    found = {finding.file: finding for finding in broken_queries(Project(own_folder))}
    assert set(found) == {f"queries/{name}" for name in BROKEN}
    assert found["queries/no-header.rq"].line == 1
    assert "no header" in found["queries/no-header.rq"].message
    assert "not valid SPARQL" in found["queries/no-sparql.rq"].message
    assert found["queries/rules/no-sparql.rq"].line == 2
    assert "no valid 'severity'" in found["queries/checks/data/no-message.rq"].message
    done = command("-C", own_folder, "lint")
    assert done.returncode == 1, done.stderr
    assert all(f"queries/{name}" in done.stdout for name in BROKEN)


def test_other_checks_are_run_beside_a_broken_one(
    command: Callable[..., subprocess.CompletedProcess[str]], own_folder: Path
) -> None:
    """A broken check of the ontology, and one that is no text, are told beside what others find."""
    checks = own_folder / "queries" / "checks" / "ontology"
    checks.mkdir(parents=True)
    (checks / "own-broken.rq").write_text(
        HEADER + '#+ severity: warning\n#+ message: "x"\nSELECT ?focus { ?focus a }\n', "utf-8"
    )
    (own_folder / "queries" / "rules").mkdir()
    (own_folder / "queries" / "rules" / "no-text.rq").write_bytes(b"\xff\xfe")
    (own_folder / "ontology").mkdir()
    (own_folder / "ontology" / "own.ttl").write_text(
        "@prefix cg: <https://w3id.org/casegraph/ns#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n\n"
        "cg:Rumour a owl:Class .\n",
        "utf-8",
    )
    done = command("-C", own_folder, "lint", "--format", "json")
    assert done.returncode == 1, done.stderr
    rows = json.loads(done.stdout)["findings"]
    told = {(row["file"], row["line"]) for row in rows if row["shape"] == "broken-query"}
    assert told == {
        ("queries/checks/ontology/own-broken.rq", 4),
        ("queries/rules/no-text.rq", None),
    }
    assert any(row["file"] == "ontology/own.ttl" for row in rows)


def test_a_broken_question_names_its_file(own_folder: Path) -> None:
    """Who asks a question that is no SPARQL is told in which file it stands."""
    (own_folder / "queries").mkdir(exist_ok=True)
    (own_folder / "queries" / "mine.rq").write_text(BROKEN["no-sparql.rq"], "utf-8")
    with pytest.raises(EngineError, match=r"queries/mine\.rq: the query is not valid SPARQL"):
        open_project(own_folder).ask("mine")
