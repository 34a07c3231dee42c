"""What changed between two states is named: the thing, whose it is, and the answers that moved."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from casegraph.ask import questions
from casegraph.build import build, open_generation
from casegraph.difference import (
    AnswerChange,
    Difference,
    RowChange,
    compare,
    open_side,
    write_difference,
)
from casegraph.errors import UsageError
from casegraph.project import Project

CASE = "graph/cases/nwh-2019-1.ttl"


def change(folder: Path, old: str, new: str, after: str = "") -> None:
    """Replace a text in the case file once, after a mark."""
    path = folder / CASE
    text = path.read_text("utf-8")
    start = text.index(after)
    assert old in text[start:]
    path.write_text(text[:start] + text[start:].replace(old, new, 1), "utf-8")


def git(folder: Path, *arguments: str) -> None:
    """Run git in a folder, with a name of its own and no settings of the user."""
    author = ["-c", "user.name=test", "-c", "user.email=test@example.org"]
    subprocess.run(["git", "-C", str(folder), *author, *arguments], check=True, capture_output=True)


def commit_of(folder: Path, revision: str = "HEAD") -> str:
    """Ask git for the first digits of a commit."""
    command = ["git", "-C", str(folder), "rev-parse", revision]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout[:12]


@contextmanager
def difference(project: Project, before: str, after: str) -> Iterator[Difference]:
    """Compare two states by name."""
    with open_side(project, before) as old, open_side(project, after) as new:
        yield compare(project, old, new)


@pytest.fixture
def repository_of(own_folder: Path) -> Path:
    """The fictional project as a git repository with one commit."""
    (own_folder / ".gitignore").write_text("build/\n", "utf-8")
    git(own_folder, "init", "-q")
    git(own_folder, "add", "-A")
    git(own_folder, "commit", "-qm", "first")
    return own_folder


def test_a_changed_sentence_between_two_commits(repository_of: Path) -> None:
    """Two commits that changed one sentence: the person, the change, and the answers it moved."""
    change(repository_of, "cg:durationMonths 24", "cg:durationMonths 30", "d2-sentence-1\n")
    git(repository_of, "commit", "-qam", "second")
    project = Project(repository_of)
    with difference(project, "HEAD~1", "HEAD") as found:
        [entity] = found.entities
        assert entity.persons == ("Ben Sample",)
        assert entity.change == "changed"
        assert [str(term) for _, term in (*entity.removed, *entity.added)] == [
            f'"{months}"^^<http://www.w3.org/2001/XMLSchema#integer>' for months in (24, 30)
        ]
        moved = {answer.question for answer in found.answers}
        assert {"sentences-by-defendant", "sentence-totals"} <= moved
        assert not moved & {"defendants", "co-defendants", "campaign-outputs"}
        text = write_difference(found, "text")
    assert "sentence component: Ben Sample (nwh-2019-1:d2-sentence-1)" in text
    assert "durationMonths: 24 → 30" in text
    assert "name=Ben Sample" in text
    assert "months: 24 → 30" in text


def test_nothing_changed(repository_of: Path, tmp_path: Path) -> None:
    """The same state under four names: a commit, a folder, a generation and its dump."""
    project = Project(repository_of)
    dump = tmp_path / "whole.nq"
    dump.write_bytes(b"".join(open_generation(project).packs().lines()))
    digest = open_generation(project).digest
    names = {
        "HEAD": f"commit {commit_of(repository_of)}",
        str(repository_of): str(repository_of),
        digest[:8]: f"generation {digest[:12]}",
        str(dump): str(dump),
    }
    for name, called in names.items():
        with difference(project, "current", name) as found:
            assert found.empty, name
            assert (
                write_difference(found, "text")
                == f"nothing changed between generation {digest[:12]} and {called}\n"
            )


def test_what_differs_is_shown(repository_of: Path) -> None:
    """A count that is another is one line, and no line stands there twice as new and as gone."""
    change(repository_of, "cg:durationMonths 24", "cg:durationDays 700", "d2-sentence-1\n")
    project = Project(repository_of)
    with difference(project, "HEAD", str(repository_of)) as found:
        [counts] = [answer for answer in found.answers if answer.question == "void-counts"]
        text = write_difference(found, "text")
    assert any(row.columns for row in counts.rows)
    lines = [line.strip() for line in text.splitlines()]
    new, gone = ({line[2:] for line in lines if line.startswith(f"{sign} ")} for sign in "+-")
    assert not new & gone


def test_rows_that_begin_alike(repository_of: Path) -> None:
    """Of rows without a partner those columns are shown that tell them apart, and no more."""
    same = {"part": "stated", "kind": "class", "of": "a", "in": "b", "far": "1", "end": "z"}
    rows = (RowChange(None, same), RowChange(same | {"far": ""}, None))
    change = AnswerChange("made-up", "What is made up?", 1, 1, rows)
    with difference(Project(repository_of), "HEAD", str(repository_of)) as found:
        text = write_difference(replace(found, answers=(change,)), "text")
    assert "        + part=stated, kind=class, of=a, in=b, far=1\n" in text
    assert "        - part=stated, kind=class, of=a, in=b, far=–\n" in text


def test_states_have_lasting_names(repository_of: Path) -> None:
    """A revision is told as its commit, in every format: HEAD is another one next week."""
    change(repository_of, "cg:durationMonths 24", "cg:durationMonths 30", "d2-sentence-1\n")
    git(repository_of, "commit", "-qam", "second")
    before, after = commit_of(repository_of, "HEAD~1"), commit_of(repository_of)
    with difference(Project(repository_of), "HEAD~1", "HEAD") as found:
        text, turtle = (write_difference(found, form) for form in ("text", "ttl"))
        document = json.loads(write_difference(found, "json"))
    assert text.startswith(f"from commit {before} to commit {after}\n")
    assert f"between commit {before} and commit {after}" in turtle
    assert (document["from"], document["to"]) == (f"commit {before}", f"commit {after}")


def test_each_question_is_announced(repository_of: Path) -> None:
    """What is being asked is told, and how much there is; of the same data nothing is asked."""
    project, told = Project(repository_of), []

    def asked() -> list[str]:
        told.clear()
        here = str(repository_of)
        with open_side(project, "HEAD") as old, open_side(project, here) as new:
            compare(project, old, new, progress=told.append)
        return [words for words in told if words.startswith("asking")]

    assert asked() == []
    change(repository_of, "cg:durationMonths 24", "cg:durationMonths 30", "d2-sentence-1\n")
    words, number = asked(), len(questions(project))
    assert len(words) == number
    assert words[0].endswith(f"(1 of {number})") and words[-1].endswith(f"({number} of {number})")


def test_a_dump_of_stated_facts(own_folder: Path, tmp_path: Path) -> None:
    """A dump without derived facts is completed first, so that answers can be compared."""
    project = Project(own_folder)
    dump = tmp_path / "stated.nq"
    lines = list(open_generation(project).packs().lines())
    stated = [line for line in lines if b"/graph/derived/" not in line]
    assert len(stated) < len(lines)
    dump.write_bytes(b"".join(stated))
    with difference(project, str(dump), "current") as found:
        assert found.empty


def test_added_and_removed_things_and_what_follows(own_folder: Path) -> None:
    """A sentence that an outcome quashes is told as a conclusion; a thing that is gone, as gone."""
    project = Project(own_folder)
    before = open_generation(project).digest
    change(own_folder, "appeal-outcome:upheld", "appeal-outcome:quashed", "d2-outcome-sentence\n")
    change(
        own_folder, "nwh-2019-1:d2-lawyers\n    a cg:Group", "nwh-2019-1:d2-counsel\n    a cg:Group"
    )
    assert build(project, accept_violations=True).fresh
    with difference(project, before, "current") as found:
        kinds = {(entity.iri.rsplit("#", 1)[-1], entity.change) for entity in found.entities}
        assert kinds == {
            ("d2-outcome-sentence", "changed"),
            ("d2-lawyers", "removed"),
            ("d2-counsel", "added"),
        }
        [conclusion] = found.conclusions
        assert conclusion.persons == ("Ben Sample",)
        assert conclusion.removed[0][0].endswith("#inForce")
        text = write_difference(found, "text")
    assert "follows: 1 thing" in text
    assert "- inForce: true" in text


def test_rows_of_two_persons_are_never_one(own_folder: Path) -> None:
    """A sentence that is gone and one of another person that is new are no change of a person."""
    project = Project(own_folder)
    before = open_generation(project).digest
    text = (own_folder / CASE).read_text("utf-8")
    start = text.index("nwh-2019-1:d2-sentence\n")
    person = text.index("person:m8r3tq", start)
    moved = text[:person] + "person:d4k7wz" + text[person + len("person:m8r3tq") :]
    (own_folder / CASE).write_text(moved, "utf-8")
    build(project, accept_violations=True)
    with difference(project, before, "current") as found:
        [answer] = [a for a in found.answers if a.question == "sentences-by-defendant"]
        assert answer.rows
        for row in answer.rows:
            assert row.before is None or row.after is None
        assert "Ben Sample → Ada Example" not in write_difference(found, "text").split("answers")[1]


def test_other_rules_and_words_are_a_difference(own_folder: Path, tmp_path: Path) -> None:
    """Facts may be the same: a rule that derives less, and a word that means another, are told."""
    project = Project(own_folder)
    other = tmp_path / "other"
    shutil.copytree(own_folder, other, ignore=shutil.ignore_patterns("build"))
    rule = project.queries("rules")["in-case"].read_text("utf-8")
    (other / "queries" / "rules").mkdir(parents=True)
    silent = rule.replace("WHERE {", "WHERE { FILTER(false)", 1)
    (other / "queries" / "rules" / "in-case.rq").write_text(silent, "utf-8")
    with difference(project, "current", str(other)) as found:
        assert not found.entities
        assert found.answers
        assert not found.empty
    (other / "ontology" / "vocab").mkdir(parents=True)
    [path] = [path for path in project.ontology_files() if path.name == "finding.ttl"]
    words = path.read_text("utf-8").replace('"convicted"@en', '"acquitted"@en')
    (other / "ontology" / "vocab" / "finding.ttl").write_text(words, "utf-8")
    with difference(project, "current", str(other)) as found:
        assert found.terms == 2


def test_a_folder_that_is_no_project(repository_of: Path) -> None:
    """A folder inside the project is not the project itself."""
    inside = str(repository_of / "graph")
    with pytest.raises(UsageError, match="nothing is"), open_side(Project(repository_of), inside):
        pass


def test_the_bytes_of_a_commit(repository_of: Path) -> None:
    """Attributes that keep a file out of archives keep nothing out of a comparison."""
    (repository_of / ".gitattributes").write_text(f"{CASE} export-ignore\n", "utf-8")
    git(repository_of, "add", "-A")
    git(repository_of, "commit", "-qm", "attributes")
    with difference(Project(repository_of), "HEAD", str(repository_of)) as found:
        assert found.empty


def test_a_project_in_a_folder_of_a_repository(own_folder: Path, tmp_path: Path) -> None:
    """A revision is read also where the project is not the top of its repository."""
    top = tmp_path / "top"
    shutil.copytree(own_folder, top / "inside")
    (top / ".gitignore").write_text("build/\n", "utf-8")
    git(top, "init", "-q")
    git(top, "add", "-A")
    git(top, "commit", "-qm", "first")
    with difference(Project(top / "inside"), "HEAD", "current") as found:
        assert found.empty


def test_formats(repository_of: Path) -> None:
    """JSON and Turtle hold every changed triple; Markdown escapes what a file says."""
    change(repository_of, "lawyers of the second defendant", "<b>*lawyers*", "d2-lawyers\n")
    project = Project(repository_of)
    with difference(project, "HEAD", str(repository_of)) as found:
        document = json.loads(write_difference(found, "json"))
        [entity] = document["entities"]
        assert entity["change"] == "changed"
        assert entity["added"][0]["value"].startswith('"<b>*lawyers*')
        triples = list(parse(write_difference(found, "ttl"), RdfFormat.TURTLE))
        assert sum(t.object.value.endswith("rdf-syntax-ns#Statement") for t in triples) == 2
        assert r"\<b\>\*lawyers\*" in write_difference(found, "md")
        assert write_difference(found, "ttl") == write_difference(found, "ttl")
        with pytest.raises(UsageError, match="no format"):
            write_difference(found, "csv")


@pytest.mark.parametrize("name", ["nope", "--help", "HEAD~99", "0123456789abcdef", "$(id)", ""])
def test_names_of_nothing(name: str, repository_of: Path) -> None:
    """What names no state is refused; nothing of it reaches git as an option or a shell."""
    with pytest.raises(UsageError), open_side(Project(repository_of), name):
        pass


def test_outside_a_repository(own_folder: Path) -> None:
    """Without git a revision has no meaning, and the error says what has."""
    words = "generation, a folder or a dump"
    with pytest.raises(UsageError, match=words), open_side(Project(own_folder), "HEAD"):
        pass


def test_command(command, repository_of: Path) -> None:  # type: ignore[no-untyped-def]
    """Exit code 1 and a text where something changed; 0 where nothing did; 2 for a wrong name."""
    where = ("--project", repository_of)
    assert command(*where, "diff", "HEAD").returncode == 0
    change(repository_of, "cg:durationMonths 24", "cg:durationMonths 30", "d2-sentence-1\n")
    done = command(*where, "diff", "HEAD", repository_of, "--no-answers")
    assert done.returncode == 1
    assert "durationMonths: 24 → 30" in done.stdout
    assert "answers that changed" not in done.stdout
    done = command(*where, "diff", "HEAD", repository_of, "--json")
    assert json.loads(done.stdout)["answers"]
    assert command(*where, "diff", "nope").returncode == 2
    shutil.rmtree(repository_of / "build")
    assert command(*where, "diff", "HEAD").returncode == 2


def test_two_releases(own_folder: Path, tmp_path: Path) -> None:
    """A folder with a generation and no files of its own, as a release is, is a state."""

    def released(name: str) -> str:
        build(Project(own_folder))
        return str(shutil.copytree(own_folder, tmp_path / name, ignore=lambda *_: {"graph"}))

    first = released("first")
    change(own_folder, "cg:durationMonths 24", "cg:durationMonths 30", "d2-sentence-1\n")
    with difference(Project(own_folder), first, released("second")) as found:
        [entity] = found.entities
        assert (entity.persons, entity.change) == (("Ben Sample",), "changed")
        assert "sentences-by-defendant" in {answer.question for answer in found.answers}
    shutil.rmtree(tmp_path / "first" / "build")
    with pytest.raises(UsageError), open_side(Project(own_folder), first):
        pass
