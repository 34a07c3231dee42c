"""What the documentation shows is what happens: commands, outputs, code, links, references.

A fenced block says in its info string where it runs: `console project=example`. The blocks of one
page that name the same project share one copy of it, in their order, so a page may tell a story.

- `project=example`, `project=repository`: a built copy of the fictional or the real project;
  `project=none`: an empty folder.
- `console`: each line after `$ ` is run, and must end with exit code 0, or with that of `exit=1`.
  Output that is shown must be the whole output; `…` alone in a line stands for any lines, and
  within a line for any text. `skip="reason"`: the command is not run here.
- `file=PATH`, `append=PATH` on any block: its text is written to that file, or added to it.
- `turtle`: an excerpt; each triple stands in the files of the project (`…` is not compared).
- `python`: runs, all blocks of a page in one namespace; with `>>>` the results are compared.
"""

from __future__ import annotations

import doctest
import fcntl
import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import casegraph.cli
from casegraph.build import build
from casegraph.project import Project
from casegraph.scaffold import EXAMPLE_BASE, new_project
from casegraph.terms import CG, VOCABULARY
from casegraph.turtle import read

ROOT = Path(__file__).resolve().parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
PROJECTS = {
    "example": ROOT / "src" / "casegraph" / "example",
    "repository": ROOT,
}
SHELL = re.compile(r"[|<>;&*$`]")


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the options of its info string, its text and first line."""

    language: str
    options: dict[str, str]
    text: str
    line: int


@cache
def blocks(page: Path) -> tuple[Block, ...]:
    """Read the fenced blocks of a page."""
    found = []
    lines = iter(enumerate(page.read_text("utf-8").splitlines(), 1))
    for number, line in lines:
        fence = re.match(r"(`{3,})(.*)", line)
        if not fence:
            continue
        language, *options = shlex.split(fence[2]) or [""]
        inside = []
        for _, text in lines:
            if text.startswith(fence[1]):
                break
            inside.append(text + "\n")
        pairs = dict(option.partition("=")[::2] for option in options)
        found.append(Block(language, pairs, "".join(inside), number))
    return tuple(found)


def prose(page: Path) -> str:
    """Return a page without its blocks and code spans."""
    text = re.sub(r"(?ms)^(`{3,}).*?^\1", "", page.read_text("utf-8"))
    return re.sub(r"`[^`\n]*`", "", text)


def runs(block: Block) -> bool:
    """Say whether a block does something."""
    return block.language in ("console", "python") or bool({"file", "project"} & set(block.options))


def pages_that_run() -> list[Path]:
    """List the pages with a block that does something."""
    return [page for page in PAGES if any(map(runs, blocks(page)))]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Build a copy of a project once for all workers; the real `build/` is never touched."""
    top = tmp_path_factory.getbasetemp()
    top = top.parent if "PYTEST_XDIST_WORKER" in os.environ else top

    def make(name: str) -> Path:
        folder = top / f"docs-{name}"
        with (top / f"docs-{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not folder.exists():
                aside = top / f"docs-{name}-new"
                shutil.rmtree(aside, ignore_errors=True)
                if name == "example":
                    new_project(aside, EXAMPLE_BASE)
                else:
                    shutil.copytree(PROJECTS[name] / "graph", aside / "graph")
                    shutil.copy(PROJECTS[name] / "casegraph.toml", aside)
                result = build(Project(aside))
                assert result.folder is not None, result.report.to_text(Project(aside).prefixes)
                aside.rename(folder)
        return folder

    return make


@dataclass
class Session:
    """What the blocks of one page share: a folder for each project, and Python's names."""

    top: Path
    built: Callable[[str], Path]
    folders: dict[str, Path]
    names: dict[str, Any]

    def folder(self, block: Block, page: Path) -> Path:
        """Return the folder that a block runs in."""
        name = block.options.get("project", "")
        assert name in (*PROJECTS, "none"), f"{page}:{block.line}: which project? {block.options}"
        if name not in self.folders:
            self.folders[name] = self.top / name
            if name == "none":
                self.folders[name].mkdir()
            else:
                shutil.copytree(self.built(name), self.folders[name])
        return self.folders[name]


def run(command: str, folder: Path) -> tuple[int, str]:
    """Run a command as a reader would, and return its exit code and all that it wrote.

    A plain `casegraph …` runs in this process, which is faster; what needs a shell gets one.
    """
    if SHELL.search(command) or not command.startswith("casegraph "):
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=folder,
            env={**os.environ, "PATH": path},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=60,
        )
        return done.returncode, done.stdout.decode("utf-8")
    written = io.BytesIO()
    stream = io.TextIOWrapper(written, encoding="utf-8", newline="", write_through=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", shlex.split(command))
        patch.setattr(sys, "stdout", stream)
        patch.setattr(sys, "stderr", stream)
        try:
            casegraph.cli.main()
            code = 0
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        stream.flush()
    return code, written.getvalue().decode("utf-8")


def exchanges(text: str) -> Iterator[tuple[str, str]]:
    """Split a console block into commands and the output shown after each."""
    for part in re.split(r"(?m)^\$ ", text)[1:]:
        command, _, shown = part.partition("\n")
        while command.endswith("\\"):
            more, _, shown = shown.partition("\n")
            command = command[:-1] + more.strip()
        yield command.strip(), shown.rstrip("\n")


def same(shown: str, written: str) -> bool:
    """Compare shown and real output; `…` stands for anything, alone in a line for any lines."""
    pattern = "".join(
        r"(?:.*\n)*" if line.strip() == "…" else ".*".join(map(re.escape, line.split("…"))) + r"\n"
        for line in shown.splitlines()
    )
    real = "".join(line.rstrip() + "\n" for line in written.rstrip("\n").splitlines())
    return re.fullmatch(pattern, real) is not None


def write_file(block: Block, page: Path, session: Session) -> None:
    """Write a block to the file that it names, or add it to its end."""
    added = "append" in block.options
    path = session.folder(block, page) / block.options["append" if added else "file"]
    path.parent.mkdir(parents=True, exist_ok=True)
    before = path.read_text("utf-8") + "\n" if added else ""
    path.write_text(before + block.text, "utf-8")


def run_console(block: Block, page: Path, session: Session) -> None:
    """Run a console block and compare what is shown."""
    for command, shown in exchanges(block.text):
        folder = session.folder(block, page)
        if command.startswith("cd "):
            session.folders[block.options["project"]] = folder / command[3:]
            continue
        code, written = run(command, folder)
        expected = int(block.options.get("exit", 0))
        assert code == expected, f"{page}:{block.line}: {command} ended with {code}:\n{written}"
        if shown:
            assert same(shown, written), f"{page}:{block.line}: {command} wrote:\n{written}"


def run_python(block: Block, page: Path, session: Session) -> None:
    """Run a block of Python in the page's namespace."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(session.folder(block, page))
        if ">>>" not in block.text:
            exec(compile(block.text, f"{page}:{block.line}", "exec"), session.names)
            return
        name = page.relative_to(ROOT).as_posix()
        test = doctest.DocTestParser().get_doctest(
            block.text, session.names, name, str(page), block.line
        )
        out: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.NORMALIZE_WHITESPACE | doctest.ELLIPSIS)
        runner.run(test, out=out.append, clear_globs=False)
        session.names.update(test.globs)
        assert not runner.failures, "".join(out)


@pytest.mark.parametrize("page", pages_that_run(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_what_a_page_shows_is_what_happens(
    page: Path, tmp_path: Path, built: Callable[[str], Path]
) -> None:
    """Every command ends as the page says and writes what it shows; every example runs."""
    session = Session(tmp_path, built, {}, {})
    for block in blocks(page):
        if not runs(block):
            continue
        if "skip" in block.options:
            assert block.options["skip"], f"{page}:{block.line}: a skip needs its reason"
            continue
        if "file" in block.options or "append" in block.options:
            write_file(block, page, session)
        elif block.language == "console":
            run_console(block, page, session)
        elif block.language == "turtle":
            read_excerpt(block, page, session)
        else:
            run_python(block, page, session)


def read_excerpt(block: Block, page: Path, session: Session) -> None:
    """Look for each triple of a Turtle excerpt in the files of its project."""
    files = sorted((session.folder(block, page) / "graph").rglob("*.ttl"))
    stated = {quad.triple for path in files for quad in read(path).quads}
    heads = {line for path in files for line in path.read_text("utf-8").splitlines()}
    prefixes = sorted(line for line in heads if line.startswith("@prefix "))
    excerpt = session.top / "excerpt.ttl"
    excerpt.write_text("\n".join([*prefixes, block.text]), "utf-8")
    triples = {quad.triple for quad in read(excerpt).quads if "…" not in str(quad.object)}
    assert triples, f"{page}:{block.line}: the excerpt is empty"
    assert not triples - stated, f"{page}:{block.line}: not in the project: {triples - stated}"


def slug(heading: str) -> str:
    """Make the anchor of a heading as code forges do."""
    kept = re.sub(r"[^\w\- ]", "", heading.replace("`", "").strip().lower())
    return kept.replace(" ", "-")


@cache
def anchors(page: Path) -> frozenset[str]:
    """Collect the anchors of a page's headings."""
    text = re.sub(r"(?ms)^(`{3,}).*?^\1", "", page.read_text("utf-8"))
    return frozenset(slug(heading) for heading in re.findall(r"(?m)^#+ (.*)$", text))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_somewhere(page: Path) -> None:
    """A link inside the repository names a file that exists, and a heading that it has."""
    for target in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        path = (page.parent / name).resolve() if name else page
        assert path.exists(), f"{page}: {target} does not exist"
        assert path.is_relative_to(ROOT), f"{page}: {target} leads out of the repository"
        if anchor and path.suffix == ".md":
            assert anchor in anchors(path), f"{page}: {target} has no such heading"


def test_every_page_is_reached_from_the_index() -> None:
    """Nobody has to guess that a page exists."""
    seen: set[Path] = set()
    waiting = [ROOT / "docs" / "index.md"]
    while waiting:
        page = waiting.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        targets = re.findall(r"\]\(([^)\s#:]+)(?:#[^)]*)?\)", prose(page))
        waiting += [path for t in targets if (path := (page.parent / t).resolve()).is_file()]
    assert not set((ROOT / "docs").rglob("*.md")) - seen


GENERATED = [
    "reference/cli.md",
    "reference/http.md",
    "reference/questions.md",
    "reference/same-answers.md",
    *sorted(
        path.relative_to(ROOT / "docs").as_posix()
        for pattern in (
            "reference/terms*",
            "reference/terms/*.md",
            "reference/voc*",
            "images/model*",
        )
        for path in (ROOT / "docs").glob(pattern)
        if path.is_file()
    ),
]


@pytest.mark.parametrize("place", GENERATED)
def test_a_generated_file_is_current(
    place: str, reference: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file is what the generator writes, whatever the width of the terminal is."""
    monkeypatch.setenv("COLUMNS", "40")
    texts = reference.pages()
    assert set(texts) == set(GENERATED), "a page is missing, or of no module: run 'make docs'"
    current = texts[place] == (ROOT / "docs" / place).read_text("utf-8")
    assert current, f"docs/{place} is not current: run 'make docs'"


def test_every_term_is_documented() -> None:
    """Each class and property has a heading on the page of its module, and each concept a row."""
    concepts = (ROOT / "docs" / "reference" / "vocabularies.md").read_text("utf-8")
    for path in sorted((ROOT / "ontology").rglob("*.ttl")):
        if path.stem.startswith("mappings"):
            continue  # it links terms that others define
        page = ROOT / "docs" / "reference" / "terms" / f"{path.stem}.md"
        text = page.read_text("utf-8") if page.is_file() else ""
        for quad in read(path).quads:
            iri = getattr(quad.subject, "value", "")
            if iri.startswith(CG):
                assert f"\n### cg:{iri.removeprefix(CG)}\n" in text, iri
            elif iri.startswith(VOCABULARY) and iri.count("/") == VOCABULARY.count("/") + 1:
                row = f"| `{iri.removeprefix(VOCABULARY).replace('/', ':')}` |"
                assert row in concepts, iri


def test_every_query_and_command_is_documented() -> None:
    """Each saved query and each command stands in the reference."""
    queries = (ROOT / "docs" / "reference" / "questions.md").read_text("utf-8")
    for path in sorted((ROOT / "queries").rglob("*.rq")):
        assert f"](../../{path.relative_to(ROOT).as_posix()})" in queries, path
    commands = (ROOT / "docs" / "reference" / "cli.md").read_text("utf-8")
    app = casegraph.cli.load_app()
    groups = [("", app), *((f"{g.name} ", g.typer_instance) for g in app.registered_groups)]
    for prefix, group in groups:
        for command in group.registered_commands:
            name = prefix + (command.name or getattr(command.callback, "__name__", ""))
            assert f"\n## casegraph {name}\n" in commands, name
