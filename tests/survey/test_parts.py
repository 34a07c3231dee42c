"""Judging a project part by part gives what judging it as a whole gives."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_edits import edit, read, write
from sinks import Derived, derived_of, killed

from casegraph.corpus import ANSWERS, generate
from casegraph.dataset import read_dataset
from casegraph.errors import CasegraphError, InputError
from casegraph.partition import scan
from casegraph.project import Project
from casegraph.survey import Words, parts, read_words, run, survey, validate_project
from casegraph.turtle import open_file
from casegraph.validate import Report, validate

EXAMPLES = int(os.environ.get("CASEGRAPH_EXAMPLES", "8"))


def both(words: Words) -> tuple[tuple[Report, Derived], tuple[Report, Derived]]:
    """Judge a project by parts and as a whole."""
    found = survey(words, sink=derived_of)
    dataset = read_dataset(words.project)
    whole = {(rule, line) for rule, lines in dataset.derived.items() for line in lines}
    followed = {line for result in found.results for line in result}
    return (found.report, followed), (validate(dataset), whole)


@pytest.mark.usefixtures("one_by_one")
def test_real_graph(repository: Path) -> None:
    """Nine cases, each in a part of its own, and the reference files in others."""
    by_parts, whole = both(read_words(Project(repository)))
    assert by_parts == whole
    assert whole[0].findings


@pytest.mark.usefixtures("one_by_one")
def test_fictional_project(built_folder: Path) -> None:
    """The project that newcomers get."""
    by_parts, whole = both(read_words(Project(built_folder)))
    assert by_parts == whole


def test_known_faults_on_two_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report of two processes is that of one, and finds what the answer file lists."""
    folder = tmp_path / "corpus"
    generate(folder, 60, seed=7, every=4)
    for module in (parts, run):
        monkeypatch.setattr(module, "PART_BYTES", 60_000)
    found = survey(read_words(Project(folder)), workers=2, sink=derived_of)
    assert len(found.results) > 10
    assert found.report == validate(read_dataset(Project(folder)))
    entries = map(json.loads, (folder / ANSWERS).read_text("utf-8").splitlines())
    known = {(entry["focus"], entry["shape"]) for entry in entries}
    assert known
    assert known <= {(f.focus, f.shape.rsplit("/", 1)[-1]) for f in found.report.findings}


@pytest.mark.usefixtures("one_by_one")
@settings(
    max_examples=EXAMPLES,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
)
@given(st.lists(st.integers(min_value=0), min_size=1, max_size=4))
def test_random_edits(corpus: Path, seeds: list[int]) -> None:
    """Whatever links, moves, copies or drops, parts find what the whole does, and nothing else."""
    sound = read(corpus)
    edited = sound
    for seed in seeds:
        edited = edit(edited, seed)
    try:
        write(corpus, edited)
        by_parts, whole = both(read_words(Project(corpus)))
        assert by_parts == whole
    finally:
        write(corpus, sound)


@pytest.mark.usefixtures("one_by_one")
def test_words_of_a_project_may_look_anywhere(corpus: Path) -> None:
    """A check of a project that compares cases finds them, unless its header keeps it to a unit."""
    checks = corpus / "queries" / "checks" / "data"
    checks.mkdir(parents=True)
    head = "#+ summary: Same.\n#+ severity: warning\n#+ message: Same as {?value}.\n"
    query = """PREFIX cg: <https://w3id.org/casegraph/ns#>
SELECT ?focus ?value { ?focus a cg:LegalCase . ?value a cg:LegalCase . FILTER(?focus != ?value) }
"""
    (checks / "same.rq").write_text(head + query, "utf-8")
    assert len(validate_project(Project(corpus)).in_files([]).findings) == 0
    found = validate_project(Project(corpus)).findings
    assert len([finding for finding in found if finding.shape == "same"]) == 7 * 6
    (checks / "same.rq").write_text(f"{head}#+ scope: unit\n{query}", "utf-8")
    found = validate_project(Project(corpus)).findings
    assert not [finding for finding in found if finding.shape == "same"]


@pytest.mark.usefixtures("one_by_one")
@pytest.mark.parametrize("workers", [1, 2])
def test_an_error_comes_from_the_part_that_has_it(corpus: Path, workers: int) -> None:
    """A broken file is an InputError with file and line, also from another process."""
    [first, *_] = sorted((corpus / "graph" / "cases").iterdir())
    first.write_text(first.read_text("utf-8") + "<https://example.org/id/x> .\n", "utf-8")
    with pytest.raises(InputError) as caught:
        validate_project(Project(corpus), workers=workers)
    assert caught.value.path == Path("graph/cases", first.name)
    assert caught.value.line == len(first.read_text("utf-8").splitlines())


def test_a_process_that_is_killed(corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that the system kills is an error that says so, and no half report."""
    for module in (parts, run):
        monkeypatch.setattr(module, "PART_BYTES", 1)
    with pytest.raises(CasegraphError, match="was killed"):
        survey(read_words(Project(corpus)), workers=2, sink=killed)


def test_scans(tmp_path: Path) -> None:
    """A file in Turtle is scanned as the same file in N-Triples; a blank node is of its file."""
    text = """@prefix e: <https://example.org/id/> . @prefix c: <https://example.org/id/case/> .
<https://example.org/id/case/a#x> e:p <https://example.org/id/court/b#y>, "text", c:a .
c:a e:p e:q .
"""
    turtle = tmp_path / "a.ttl"
    turtle.write_text(text, "utf-8")
    lines = tmp_path / "a.nt"
    triples = [f"{quad.triple} .\n" for quad in open_file(turtle).quads]
    lines.write_text("".join(triples), "utf-8")
    one, two = scan(open_file(turtle)), scan(open_file(lines))
    case, court = "https://example.org/id/case/a", "https://example.org/id/court/b"
    assert one.links == two.links == {case: (court, "https://example.org/id/q")}
    assert one.mentions == {court, "https://example.org/id/q"}
    turtle.write_text("[] <https://example.org/p> <https://example.org/id/court/b> .", "utf-8")
    [blank] = scan(open_file(turtle)).describes
    assert blank.startswith("_:")
