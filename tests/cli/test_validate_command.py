"""What is known or accepted fails neither `validate` nor `lint`; each form is written whole."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from casegraph.build import build
from casegraph.project import Project

Run = Callable[..., subprocess.CompletedProcess[str]]
CASE = "graph/cases/nwh-2019-1.ttl"
UNMEASURED = "https://w3id.org/casegraph/shape/SentenceComponent-unmeasured"


@pytest.fixture(scope="module")
def doubtful(built_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional project with one Warning, built; tests write beside it, not into it."""
    folder = tmp_path_factory.mktemp("doubtful") / "cases"
    shutil.copytree(built_folder, folder)
    case = folder / CASE
    text = case.read_text("utf-8")
    case.write_text(text.replace("    cg:durationMonths 120 ;\n", ""), "utf-8")
    assert build(Project(folder)).folder is not None
    return folder


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def _decide(path: Path, decision: str, note: str = "", **more: str) -> None:
    """Fill in the row of the Warning, as a curator does in a spreadsheet."""
    rows = _rows(path)
    for row in rows:
        if row["severity"] == "Warning":
            row |= {"decision": decision, "note": note, **more}
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def test_only_new_findings_fail(command: Run, doubtful: Path, tmp_path: Path) -> None:
    """With a baseline the same findings end with 0; with one entry less, that finding fails."""
    known = tmp_path / "known.tsv"
    args = ["-C", doubtful, "validate", "--fail-on", "warning"]
    done = command(*args, "--write-baseline", known)
    assert done.returncode == 1
    assert f"written: {known} (3 findings)" in done.stderr
    text = known.read_text("utf-8")
    assert "\nWarning\t" in text
    assert CASE not in text
    done = command(*args, "--baseline", known)
    assert (done.returncode, done.stdout) == (
        0,
        "0 violations, 0 warnings, 0 infos\n3 known findings are hidden by the baseline\n",
    )
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("Warning")]
    known.write_text("".join(lines).replace("Sentence-verdict", "Sentence-other"), "utf-8")
    done = command(*args, "--baseline", known, "--json")
    assert done.returncode == 1
    document = json.loads(done.stdout)
    assert document["counts"] == {"Violation": 0, "Warning": 1, "Info": 1}
    assert (document["known"], document["gone"]) == (1, 1)
    assert [f["shape"] for f in document["findings"] if f["severity"] == "Warning"] == [UNMEASURED]
    done = command(*args, "--baseline", known, "graph/nothing.ttl")
    assert done.returncode == 2
    done = command(*args, "--baseline", known, doubtful / "graph" / "courts.ttl")
    assert done.returncode == 0
    assert "0 known findings are hidden" in done.stdout


def test_a_worklist_goes_out_and_decisions_come_in(
    command: Run, doubtful: Path, tmp_path: Path
) -> None:
    """A curator accepts a Warning with a note: it does not fail, and its note is told."""
    path = tmp_path / "worklist.csv"
    args = ["-C", doubtful, "validate", "--fail-on", "warning"]
    assert command(*args, "--worklist", path).returncode == 1
    assert [row["decision"] for row in _rows(path)] == ["", "", ""]
    _decide(path, "accept", "The report does not say it.")
    done = command(*args, "--decisions", path)
    assert done.returncode == 0, done.stderr
    assert "accept: The report does not say it." in done.stdout
    done = command(*args, "--decisions", path, "--worklist", path, "--format", "csv")
    assert done.returncode == 0
    assert "1 finding is accepted by a decision" in done.stderr
    assert done.stdout.count("accepted,Warning,") == 1
    kept = [row for row in _rows(path) if row["decision"]]
    assert [(row["shape"], row["note"]) for row in kept] == [
        (UNMEASURED, "The report does not say it.")
    ]
    before = path.read_bytes()
    assert command(*args, "--worklist", path).returncode == 1
    assert path.read_bytes() == before


def test_decisions_that_do_not_hold(command: Run, doubtful: Path, tmp_path: Path) -> None:
    """To accept without a note, or to accept a Violation, ends with 3 and names the line."""
    path = tmp_path / "worklist.csv"
    args = ["-C", doubtful, "validate"]
    assert command(*args, "--worklist", path).returncode == 0
    for more, word in (
        ({"decision": "accept"}, "has no note"),
        ({"decision": "accept", "note": "x", "severity": "Violation"}, "a Violation cannot be"),
        ({"decision": "perhaps"}, "there is no decision 'perhaps'"),
    ):
        _decide(path, **more)
        done = command(*args, "--decisions", path)
        assert (done.returncode, done.stdout) == (3, "")
        assert word in done.stderr
        assert f"{path}:" in done.stderr
        path.unlink()
        command(*args, "--worklist", path)


def test_files_of_another_form_are_left_alone(command: Run, doubtful: Path, tmp_path: Path) -> None:
    """Neither a baseline nor a worklist is written over a file that is none, nor for a part."""
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", "utf-8")
    args = ["-C", doubtful, "validate"]
    for option, code in (
        ("--baseline", 3),
        ("--write-baseline", 2),
        ("--decisions", 3),
        ("--worklist", 2),
    ):
        done = command(*args, option, other)
        assert (done.returncode, done.stdout) == (code, ""), done.stderr
        assert str(other) in done.stderr
    for option in ("--write-baseline", "--worklist"):
        done = command(*args, doubtful / CASE, option, tmp_path / "new")
        assert done.returncode == 2
        assert "whole project" in done.stderr
    done = command(*args, "--worklist", tmp_path / "missing" / "new.csv")
    assert done.returncode == 2
    assert other.read_text("utf-8") == "a,b\n1,2\n"
    assert [path.name for path in tmp_path.iterdir()] == ["other.csv"]


def test_forms(command: Run, doubtful: Path, tmp_path: Path) -> None:
    """Each form is written whole; what fails the command is a failure for JUnit."""
    args = ["-C", doubtful, "validate", "--fail-on", "warning", "--format"]
    done = command(*args, "github", "--show", "warning")
    assert done.returncode == 1
    [line] = [line for line in done.stdout.splitlines() if line.startswith("::")]
    assert line.startswith(f"::warning file={CASE},line=")
    out = tmp_path / "report.xml"
    assert command(*args, "junit", "-o", out).returncode == 1
    root = ElementTree.fromstring(out.read_text("utf-8"))
    assert (root.get("tests"), root.get("failures")) == ("3", "1")
    assert command(*args, "html", "-o", tmp_path / "report.html").returncode == 1
    page = (tmp_path / "report.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>\n")
    assert page.count("<li><p") == 3
    done = command(*args, "htm")
    assert done.returncode == 2


def test_paths_for_github_start_where_the_command_runs(
    command: Run, doubtful: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A project in a folder of the checkout is named with that folder."""
    monkeypatch.chdir(doubtful.parent)
    done = command("-C", doubtful.name, "validate", "--format", "github")
    assert f"::warning file=cases/{CASE},line=" in done.stdout
    monkeypatch.chdir(doubtful / "graph")
    done = command("validate", "--format", "github")
    assert f"::warning file={CASE},line=" in done.stdout


def test_lint_has_a_baseline_too(command: Run, own_folder: Path, tmp_path: Path) -> None:
    """A word of one's own that is not yet described fails once, and not when it is known."""
    folder = own_folder / "ontology"
    folder.mkdir()
    (folder / "own.ttl").write_text(
        "@prefix cg: <https://w3id.org/casegraph/ns#> .\n"
        "@prefix owl: <http://www.w3.org/2002/07/owl#> .\n\n"
        "cg:Rumour a owl:Class .\n",
        "utf-8",
    )
    known = tmp_path / "known-words.tsv"
    done = command("-C", own_folder, "lint", "--write-baseline", known)
    assert done.returncode == 1
    assert "ontology/own.ttl" in done.stdout
    done = command("-C", own_folder, "lint", "--baseline", known, "--format", "junit")
    assert done.returncode == 0, done.stdout
    assert 'name="no findings" classname="casegraph lint"' in done.stdout
    (folder / "own.ttl").unlink()
    done = command("-C", own_folder, "lint", "--baseline", known)
    assert done.returncode == 0
    assert "of the baseline is gone" in done.stdout


def test_a_passage_that_is_gone(command: Run, own_folder: Path) -> None:
    """A deleted passage is told once for each use, and never as evidence that is missing."""
    path = own_folder / "graph" / "sources" / "notice-7-20-3.ttl"
    text = path.read_text("utf-8")
    used = re.findall(r"cg:supportedBy (notice-7-20-3:c\d+-\d+) ;", (own_folder / CASE).read_text())
    passage = max(sorted(set(used)), key=used.count)
    assert used.count(passage) > 1
    path.write_text(re.sub(rf"(?ms)^{passage}\n.*?^\.\n", "", text), "utf-8")
    done = command("-C", own_folder, "validate")
    assert done.returncode == 1
    assert done.stdout.count(f"Nothing is known of {passage}: correct its IRI") >= used.count(
        passage
    )
    assert "A fact needs evidence" not in done.stdout
    found = json.loads(command("-C", own_folder, "validate", "--json").stdout)["findings"]
    whole = [one for one in found if one["component"] == "ClassConstraintComponent"]
    assert len(whole) >= used.count(passage)
    hidden = re.search(r"^(\d+) of them on the class", done.stdout, re.MULTILINE)
    assert hidden and int(hidden[1]) == len(whole)


def test_misspelt_names_are_asked_about(command: Run, own_folder: Path) -> None:
    """For people a finding says what may have been meant; programs get what was found."""
    case = own_folder / CASE
    text = case.read_text("utf-8")
    for before, after in (
        ("a cg:Sentence ;", "a cg:Sentance ;"),
        ("cg:durationMonths 24", "cg:durationMonth 24"),
        ("cg:decidedBy court:nowhere-district", "cg:decidedBy court:nowhere-distrikt"),
    ):
        assert before in text
        text = text.replace(before, after, 1)
    case.write_text(text, "utf-8")
    done = command("-C", own_folder, "validate")
    assert done.returncode == 1
    for meant in ("cg:Sentence", "cg:durationMonths", "court:nowhere-district"):
        assert re.search(rf"Did you mean [^?]*\b{meant}\b[^?]*\?", done.stdout), meant
    assert "is not meant for a thing of this class" not in done.stdout  # its class is no class
    assert "Nothing is known of court:nowhere-distrikt" in done.stdout
    assert "A court makes a decision" not in done.stdout  # it is told already that it is none
    assert "on the class of what is not there: not shown" in done.stdout
    assert "A court makes a decision" in command("-C", own_folder, "validate", "--json").stdout
    assert "make two rival decisions" not in done.stdout
    assert "Did you mean" not in command("-C", own_folder, "validate", "--json").stdout
    assert "Did you mean" in command("-C", own_folder, "validate", "--format", "html").stdout
