"""A generated corpus is sound, the same each time, and each known fault is found, nothing else."""

from __future__ import annotations

import json
import resource
from pathlib import Path

import pytest

from casegraph.corpus import ANSWERS, generate
from casegraph.corpus.case import make_case
from casegraph.corpus.faults import FAULTS
from casegraph.dataset import read_dataset
from casegraph.errors import UsageError
from casegraph.project import Project
from casegraph.validate import Severity, validate

CASES = 120


def graves(folder: Path) -> set[tuple[str, str]]:
    """List focus and shape of all findings but those that only note a silence."""
    report = validate(read_dataset(Project(folder)))
    return {
        (finding.focus, finding.shape.rsplit("/", 1)[-1])
        for finding in report.findings
        if finding.severity > Severity.INFO
    }


def test_a_corpus_without_faults_is_sound(tmp_path: Path) -> None:
    """No violation and no warning, in all the breadth of what is generated."""
    triples = generate(tmp_path / "corpus", CASES)
    assert 90 * CASES < triples < 220 * CASES
    assert graves(tmp_path / "corpus") == set()


def test_each_known_fault_is_found_and_nothing_else(tmp_path: Path) -> None:
    """The answer file and the report are the same, for every kind of fault."""
    folder = tmp_path / "corpus"
    generate(folder, CASES, seed=7, every=4)
    lines = (folder / ANSWERS).read_text("utf-8").splitlines()
    entries = [json.loads(line) for line in lines]
    assert {entry["fault"] for entry in entries} == {fault.name for fault in FAULTS}
    assert graves(folder) == {(entry["focus"], entry["shape"]) for entry in entries}


def test_the_same_bytes(tmp_path: Path) -> None:
    """The same numbers give the same files; another seed gives others; cases share no person."""
    texts = []
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        folder = tmp_path / name
        generate(folder, 20, seed=seed, every=5)
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        texts.append([(p.relative_to(folder), p.read_bytes()) for p in files])
    assert texts[0] == texts[1] != texts[2]
    people = [person for number in range(5000) for person in make_case(number, 1).people]
    assert len(people) == len(set(people)) > 5000


def test_memory_stays_flat(tmp_path: Path) -> None:
    """Cases are written and forgotten: ten times as many take no more memory."""
    generate(tmp_path / "small", 100)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    generate(tmp_path / "large", 1000)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20_000


@pytest.mark.parametrize(("cases", "every"), [(0, 0), (-1, 0), (5, -1)])
def test_numbers_that_are_refused(cases: int, every: int, tmp_path: Path) -> None:
    """Fewer than one case is no corpus, and nothing is written."""
    with pytest.raises(UsageError):
        generate(tmp_path / "corpus", cases, every=every)
    assert not (tmp_path / "corpus").exists()


def test_a_folder_that_holds_something(tmp_path: Path) -> None:
    """What is there is not overwritten."""
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="not empty"):
        generate(tmp_path, 1)


def test_command(command, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """`casegraph bench generate` writes a corpus that builds."""
    folder = tmp_path / "corpus"
    done = command("bench", "generate", folder, "--cases", "5", "--seed", "3")
    assert done.returncode == 0, done.stderr
    assert "5 cases" in done.stdout
    assert command("--project", folder, "build").returncode == 0
    assert command("bench", "generate", folder, "--cases", "5").returncode == 2
