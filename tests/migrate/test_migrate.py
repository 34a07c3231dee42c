"""A migration touches what it says, in its own files, once; nothing is written unasked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from casegraph.errors import CasegraphError, InputError, UsageError
from casegraph.migrate import Migration, migrate, migrations
from casegraph.project import Project
from casegraph.saved import load

CASE = "graph/cases/nwh-2019-1.ttl"
RENAME = """#+ summary: Writes the length of a sentence in days.
#+ description: For the test only.
PREFIX cg: <https://w3id.org/casegraph/ns#>
DELETE { GRAPH ?file { ?part cg:durationMonths ?months } }
INSERT { GRAPH ?file { ?part cg:durationDays ?days } }
WHERE { GRAPH ?file { ?part cg:durationMonths ?months } BIND(?months * 30 AS ?days) }
"""


def with_migration(folder: Path, name: str, text: str = RENAME) -> Project:
    """Give a project a migration of its own."""
    place = folder / "queries" / "migrations"
    place.mkdir(parents=True, exist_ok=True)
    (place / f"{name}.ru").write_text(text, "utf-8")
    return Project(folder)


def test_nothing_to_do(own_folder: Path, repository: Path) -> None:
    """The fictional project and the real graph are up to date."""
    for folder in (own_folder, repository):
        found = migrate(Project(folder))
        assert (found.steps, found.files) == ((), {})


def test_no_migration_reads_no_data(own_folder: Path) -> None:
    """Where no migration is later than the version, files are not read: not even a broken one."""
    (own_folder / CASE).write_text("this is no Turtle\n", "utf-8")
    project = Project(own_folder)
    assert migrate(project, since="99.0.0") == Migration((), {})
    with pytest.raises(InputError):
        migrate(project)


def test_relatives_and_counsel(own_folder: Path) -> None:
    """A lawyer without a level, and one with a weaker level, become restricted; others stay."""
    path = own_folder / CASE
    text = path.read_text("utf-8")
    assert "    cg:disclosure disclosure:restricted ;\n" in text
    for weaker in ("", "    cg:disclosure disclosure:pseudonymised ;\n"):
        path.write_text(
            text.replace("    cg:disclosure disclosure:restricted ;\n", weaker), "utf-8"
        )
        found = migrate(Project(own_folder))
        [step] = found.steps
        assert step.name == "0.1.0-restrict-relatives-and-counsel"
        assert {change.iri.rsplit("#", 1)[-1] for change in step.changes} == {"d2-lawyers"}
        assert found.files[path] == text


def test_what_happened_to_the_restricted(own_folder: Path) -> None:
    """What happened to a person who became restricted follows, and nothing of the other person."""
    path = own_folder / CASE
    level = "    a cg:Person ;\n    cg:disclosure disclosure:restricted ;\n"
    before = path.read_text("utf-8")
    start = before.index("person:m8r3tq\n    a cg:Person")
    after = before[start:].replace("    a cg:Person ;\n", level, 1)
    path.write_text(before[:start] + after, "utf-8")
    [step] = migrate(Project(own_folder)).steps
    assert step.name == "0.1.0-restrict-what-happened-to-the-restricted"
    changed = {change.iri.rsplit("#", 1)[-1] for change in step.changes}
    assert changed == {"d2-abuse", "d2-arrest", "d2-release"}


def test_every_migration_runs_once(own_folder: Path) -> None:
    """Written out and run again, a migration changes nothing; the comment of the file stays."""
    project = with_migration(own_folder, "0.2.0-lengths-in-days")
    before = (own_folder / CASE).read_text("utf-8")
    (own_folder / CASE).write_text("# Kept by hand.\n" + before, "utf-8")
    found = migrate(project)
    assert [step.name for step in found.steps] == ["0.2.0-lengths-in-days"]
    for path, text in found.files.items():
        assert "cg:durationDays" in text and "cg:durationMonths" not in text
        path.write_text(text, "utf-8")
    assert (own_folder / CASE).read_text("utf-8").startswith("# Kept by hand.\n")
    assert migrate(project).files == {}


def test_literals_that_are_not_touched_keep_their_form(own_folder: Path) -> None:
    """A store writes "08" as 8; a migration of something else must not."""
    path = own_folder / CASE
    odd = (
        "\n<https://example.org/id/case/nwh-2019-1#odd> <https://w3id.org/casegraph/ns#end> 030 .\n"
    )
    path.write_text(path.read_text("utf-8") + odd, "utf-8")
    found = migrate(with_migration(own_folder, "0.2.0-lengths-in-days"))
    assert "cg:end 030 ;" in found.files[path]


def test_comments_that_would_be_lost(own_folder: Path) -> None:
    """A comment inside a file is not dropped in silence: the migration is refused, as by fmt."""
    path = own_folder / CASE
    text = path.read_text("utf-8")
    path.write_text(text.replace("nwh-2019-1:appeal\n", "# of a curator\nnwh-2019-1:appeal\n", 1))
    with pytest.raises(InputError, match="would be lost"):
        migrate(with_migration(own_folder, "0.2.0-lengths-in-days"))


def test_files_that_gain_come_first(own_folder: Path) -> None:
    """What moves from one file to another is written there before it is removed here."""
    base = "https://example.org/id/graph"
    text = f"""#+ summary: Moves courts to the places.
#+ description: For the test only.
PREFIX cg: <https://w3id.org/casegraph/ns#>
DELETE {{ GRAPH <{base}/courts> {{ ?s ?p ?o }} }}
INSERT {{ GRAPH <{base}/places> {{ ?s ?p ?o }} }}
WHERE {{ GRAPH <{base}/courts> {{ ?s a cg:Court ; ?p ?o }} }}
"""
    found = migrate(with_migration(own_folder, "0.2.0-move", text))
    assert [path.stem for path in found.files] == ["places", "courts"]


def test_order_and_since(own_folder: Path) -> None:
    """Migrations run by version, then by name; --since leaves older ones out."""
    with_migration(own_folder, "0.10.0-b")
    with_migration(own_folder, "0.9.0-z")
    project = with_migration(own_folder, "0.10.0-a")
    names = [query.name for query in migrations(project)]
    own = ["0.1.0-restrict-relatives-and-counsel", "0.1.0-restrict-what-happened-to-the-restricted"]
    assert names == [*own, "0.9.0-z", "0.10.0-a", "0.10.0-b"]
    assert [query.name for query in migrations(project, "0.9.0")] == ["0.10.0-a", "0.10.0-b"]
    with pytest.raises(UsageError, match="no version"):
        migrations(project, "nine")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("rename-things", RENAME, "named by the version"),
        ("0.2.0-x", "DELETE WHERE { ?s ?p ?o }", "no header"),
        ("0.2.0-x", RENAME.replace("INSERT { GRAPH ?file", "INSERT { GRAPH cg:new"), "no file"),
        ("0.2.0-x", RENAME.replace("INSERT { GRAPH ?file { ", "INSERT { { "), "not valid"),
    ],
)
def test_migrations_that_are_refused(name: str, text: str, words: str, own_folder: Path) -> None:
    """A wrong name, no header, a graph that is no file, and broken SPARQL are errors."""
    with pytest.raises(CasegraphError, match=words):
        migrate(with_migration(own_folder, name, text))


def test_only_turtle(own_folder: Path) -> None:
    """A file of another format is named, and not rewritten."""
    (own_folder / "graph" / "extra.nt").write_text(
        "<https://example.org/id/case/e#d> <https://w3id.org/casegraph/ns#durationMonths> "
        '"1"^^<http://www.w3.org/2001/XMLSchema#integer> .\n',
        "utf-8",
    )
    with pytest.raises(InputError, match="only Turtle"):
        migrate(with_migration(own_folder, "0.2.0-lengths-in-days"))


def test_headers_of_the_repository(repository: Path) -> None:
    """Each of our migrations says what it does and why."""
    for path in Project(repository).migrations():
        query = load(path)
        assert query.summary.endswith(".")
        assert query.description.endswith(".")


def test_command(command, own_folder: Path) -> None:  # type: ignore[no-untyped-def]
    """Shown with exit code 1 and not written; written with --apply; then nothing is left."""
    with_migration(own_folder, "0.2.0-lengths-in-days")
    where = ("--project", own_folder)
    before = (own_folder / CASE).read_text("utf-8")
    done = command(*where, "migrate")
    assert done.returncode == 1
    assert "durationDays" in done.stdout
    assert f"would change: {CASE}" in done.stdout
    assert (own_folder / CASE).read_text("utf-8") == before
    document = json.loads(command(*where, "migrate", "--json").stdout)
    assert document["files"] == [CASE, "graph/cases/nwh-2021-1.ttl"]
    assert command(*where, "migrate", "--apply").returncode == 0
    assert (own_folder / CASE).read_text("utf-8") != before
    done = command(*where, "migrate")
    assert (done.returncode, done.stdout) == (0, "nothing to migrate\n")
    assert command(*where, "migrate", "--since", "x").returncode == 2
