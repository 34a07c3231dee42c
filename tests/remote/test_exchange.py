"""A project goes to an engine and comes back; there it is asked, described, validated, compared."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse

from casegraph.ask.called import names
from casegraph.build import build, open_generation
from casegraph.difference import compare, fetch_side, open_side
from casegraph.engine import Remote, Service
from casegraph.errors import EngineError, InputError
from casegraph.network import recipes
from casegraph.opened import CaseGraph
from casegraph.project import Project
from casegraph.terms import RDF_TYPE
from casegraph.transfer import pull, push
from casegraph.transfer.content import Content, content_of
from casegraph.transfer.pull import _path_for
from casegraph.validate import Severity, validate_remote

ENGINES = ("oxigraph", "fuseki", "virtuoso")
LONG = "Суд  над Никем" * 3
CASE = "graph/cases/nwh-2019-1.ttl"


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, service: Callable[[str], Service]) -> Service:
    """An engine of others."""
    return service(request.param)


@pytest.fixture
def remote(engine: Service, own_folder: Path) -> Remote:
    """The engine, which the fictional project was pushed to."""
    there = Remote(engine)
    project = Project(own_folder)
    push(project, open_generation(project), there)
    return there


def edit(folder: Path, old: str, new: str) -> None:
    """Change a case file."""
    text = (folder / CASE).read_text("utf-8")
    assert old in text
    (folder / CASE).write_text(text.replace(old, new), "utf-8")


def test_asked_there(remote: Remote, own_folder: Path, example: CaseGraph) -> None:
    """What was pushed answers as the build does: questions, descriptions, names, networks."""
    there = CaseGraph(Project(own_folder), remote)
    for name in ("defendants", "sentences-by-defendant", "demands"):
        assert list(there.ask(name)) == list(example.ask(name)) != []  # type: ignore[arg-type]
    assert there.describe("case/nwh-2019-1") == example.describe("case/nwh-2019-1")
    typed = example.engine.quads(None, RDF_TYPE, None)
    things = {quad.subject.value for quad in typed if isinstance(quad.subject, NamedNode)}
    called = names(example.engine, example.project, things)
    assert len(called) > 100
    assert names(remote, example.project, things) == called
    assert "co-defendants" in recipes(example.project)
    here = example.network("co-defendants")
    assert replace(there.network("co-defendants"), origin=here.origin) == here


def test_validated_there(engine: Service, own_folder: Path) -> None:
    """What an engine holds has the findings of the files, each with the graph of its node."""
    edit(own_folder, "cg:durationMonths 120", "cg:durationMonths -5")
    edit(own_folder, "cg:atMostMonths 144", 'cg:atMostMonths "x"')
    edit(own_folder, "nwh-2019-1:d1-verdict-1 ;", "nwh-2019-1:nothing ;")
    edit(own_folder, "Example and Sample v. Nowhere", f"Émile\\u0007 and\\n {LONG}\\uFFFE")
    edit(own_folder, '"spreading false news"', f'"{LONG} за \\n\\n судом\\u000B. {LONG}"')
    edit(own_folder, '"trumped-up"', '"trumped-up\\uFFFF"')
    if engine.query.endswith("/sparql"):  # Virtuoso's rows of this check are published as others
        check = own_folder / "queries" / "checks" / "data" / "name-in-iri.rq"
        check.parent.mkdir(parents=True, exist_ok=True)
        header = "#+ summary: None.\n#+ severity: violation\n#+ message: None.\n"
        check.write_text(f"{header}SELECT ?focus WHERE {{ ?focus a <http://e/none> }}\n", "utf-8")
    project, remote = Project(own_folder), Remote(engine)
    here = build(project, accept_violations=True).report
    push(project, open_generation(project), remote)
    there = validate_remote(project, remote)
    assert {finding.key for finding in there.findings} == {f.key for f in here.findings}
    assert there.count(Severity.VIOLATION) == here.count(Severity.VIOLATION) > 3
    graph = f"{project.base}graph/cases/nwh-2019-1"
    spots = {f.focus: f.file for f in here.findings if f.file == CASE}
    assert {f.focus for f in there.findings if f.file == graph} == set(spots)


def test_compared_with_there(remote: Remote, own_folder: Path) -> None:
    """A difference from what an engine holds is the one from the files that were pushed."""
    project = Project(own_folder)
    with open_side(project, "current") as pushed:
        edit(own_folder, "cg:durationMonths 120", "cg:durationMonths 96")
        with open_side(project, str(own_folder)) as new:
            there = fetch_side(project, remote)
            assert compare(project, there, pushed).empty
            found = compare(project, there, new)
            assert found == replace(compare(project, pushed, new), before=there.name)
            assert len(found.entities) == 1
            assert found.answers


def test_pulled(remote: Remote, own_folder: Path) -> None:
    """Files that are not here come, those that differ are told, those that say the same stay."""
    project = Project(own_folder)
    assert pull(project, remote).texts == {}
    text = (own_folder / CASE).read_text("utf-8")
    edit(own_folder, "cg:durationMonths 120", "cg:durationMonths 96")
    gone = own_folder / "graph" / "tombstones.ttl"
    stone = gone.read_text("utf-8")
    gone.unlink()
    (own_folder / "graph" / "more.ttl").write_text("", "utf-8")
    found = pull(project, remote)
    assert (found.new, found.others) == (("graph/tombstones.ttl",), (CASE,))
    assert found.only_here == ("graph/more.ttl",)
    for path, pulled in found.texts.items():
        assert says(pulled) == says(stone if path == gone else text)


def says(text: str) -> Content:
    """Read what a file says."""
    return content_of(quad.triple for quad in parse(text, RdfFormat.TURTLE))


def test_not_what_was_pushed(remote: Remote, own_folder: Path) -> None:
    """A graph that somebody else changed there is no file; nor is another project's data."""
    project = Project(own_folder)
    (own_folder / CASE).unlink()
    case = f"<{project.base}case/nwh-2019-1>"
    graph = f"GRAPH <{project.base}graph/cases/nwh-2019-1>"
    remote.update(f"INSERT DATA {{ {graph} {{ {case} <http://e/p> 1 }} }}")
    with pytest.raises(EngineError, match="is not what was pushed"):
        pull(project, remote)
    settings = own_folder / "casegraph.toml"
    settings.write_text('base = "https://nobody.example.org/id/"', "utf-8")
    with pytest.raises(EngineError, match="nothing with the base"):
        pull(Project(own_folder), remote)


@pytest.mark.parametrize("name", ["../../x", "cases/../../x", ".git/x", "derived/x", "a b", ""])
def test_no_way_out(name: str) -> None:
    """No graph that an engine names becomes a file outside of graph/, or a hidden one."""
    base = "https://example.org/id/"
    with pytest.raises(InputError):
        _path_for(f"{base}graph/{name}", base)
    assert _path_for(f"{base}graph/cases/é-1.a", base) == "graph/cases/é-1.a.ttl"


def test_command_line(service, own_folder: Path, command) -> None:  # type: ignore[no-untyped-def]
    """Push, ask, validate, compare and pull from the command line, as the manual has it."""
    settings = own_folder / "casegraph.toml"
    at = service("oxigraph")
    lines = ["[engines.there]", f'query = "{at.query}"', f'update = "{at.update}"']
    settings.write_text("\n".join([settings.read_text("utf-8"), *lines, ""]), "utf-8")

    def run(*words: str) -> tuple[int, str, str]:
        done = command("-C", own_folder, *words)
        return done.returncode, done.stdout, done.stderr

    edit(own_folder, "cg:durationMonths 120", "cg:durationMonths -5")
    code, said, why = run("push", "there")
    assert (code, said) == (1, "")
    assert why.startswith("nothing is sent: 1 violation")
    edit(own_folder, "cg:durationMonths -5", "cg:durationMonths 120")
    code, said, _ = run("push", "there", "--json")
    assert (code, json.loads(said)["removed"]) == (0, [])
    assert run("push", "there")[1].startswith("nothing to send")
    assert run("validate", "--engine", "there")[0] == 0
    digest = open_generation(Project(own_folder)).digest
    assert run("diff", "--engine", "there")[:2] == (
        0,
        f"nothing changed between {at.query} and generation {digest[:12]}\n",
    )
    edit(own_folder, "cg:durationMonths 120", "cg:durationMonths 96")
    code, said, _ = run("diff", "--engine", at.query, str(own_folder), "--no-answers")
    assert code == 1
    assert "durationMonths: 120 → 96" in said
    code, said, why = run("pull", "there")
    assert (code, said) == (1, f"differs: {CASE}\n")
    assert "--overwrite" in why
    assert run("pull", "there", "--overwrite")[:2] == (0, f"written: {CASE}\n")
    assert "cg:durationMonths 120" in (own_folder / CASE).read_text("utf-8")
    assert run("pull", at.query)[:2] == (0, "the files say what the engine holds\n")
    assert run("diff")[0] == run("validate", "graph", "--engine", "there")[0] == 2
    assert run("push", "nowhere")[0] == 2
