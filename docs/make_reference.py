"""The command line, the queries and the ontology in; generated pages and diagrams of `docs/` out.

The same input gives the same bytes, whatever the terminal is. Prose pages are written by hand; what
is written of the ontology is in `ontology_reference/`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import typer

from casegraph.ask.catalogue import catalogue
from casegraph.cli import load_app
from casegraph.project import Project
from casegraph.saved import SavedQuery, load
from casegraph.turtle import write
from http_reference import http_page
from ontology_reference.diagram import module_diagram, overview
from ontology_reference.entries import Entries
from ontology_reference.html_page import Page
from ontology_reference.markdown import INDEX, VOCABULARIES, Markdown, module_page, picture
from ontology_reference.model import read_model
from ontology_reference.serialised import serialise
from ontology_reference.uses import read_uses
from same_answers import same_answers_page

ROOT: Final = Path(__file__).resolve().parents[1]
DOCS: Final = ROOT / "docs"
_WIDTH: Final = 96
_NOTICE: Final = "<!-- written by docs/make_reference.py; 'make docs' writes it again -->\n\n"


def cli_page() -> str:
    """Write the help of every command, in the order of the command line."""
    root = typer.main.get_command(load_app())
    lines = [
        "# Commands",
        "",
        "Exit codes of every command: 0 clean, 1 findings, 2 what was typed is wrong (an argument, "
        "a query, a file that is not there), 3 could not run.",
        "Answers go to standard output; notes and progress go to standard error.",
        "",
    ]
    for path, command, context in _commands(root, "casegraph", None):
        usage = command.get_help(context).strip("\n")
        text = "\n".join(line.rstrip() for line in usage.splitlines())
        lines += [f"## {path}", "", "```text", text, "```", ""]
    return "\n".join(lines)


def _commands(command: Any, path: str, parent: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield each command with its path and a context that fixes the width of its help."""
    context = command.context_class(
        command,
        info_name=path.rsplit(" ", 1)[-1],
        parent=parent,
        **{**command.context_settings, "terminal_width": _WIDTH, "max_content_width": _WIDTH},
    )
    yield path, command, context
    for name, member in getattr(command, "commands", {}).items():
        if not member.hidden:
            yield from _commands(member, f"{path} {name}", context)


def questions_page() -> str:
    """Write what the header of every query says: questions, networks, rules and checks."""
    project = Project(ROOT)
    found = [load(path) for path in project.queries().values()]
    found.sort(key=lambda query: (int(query.extra.get("question", 999)), query.name))
    lines = [
        "# Questions",
        "",
        "Each question is a file of SPARQL in [`queries/`](../../queries/). Ask it with "
        "`casegraph ask NAME`, or from Python with `graph.ask(NAME)`.",
        "Parameters are options of the command: `--case ua-126-19`. "
        "A parameter without a default that is not given leaves its variable free.",
        "",
    ]
    lines += [f"- [`{query.name}`](#{query.name}): {query.summary}" for query in found] + [""]
    for query in found:
        lines += _query(query, "ask")
    lines += ["# Networks", "", "Each recipe returns pairs of source and target.", ""]
    for path in project.queries("networks").values():
        lines += _query(load(path), "network export")
    lines += ["# Look-ups", "", "What a network asks of many things at a time.", ""]
    kinds = ("networks/lookups", "networks/nodes")
    looked_up = [load(path) for kind in kinds for path in project.queries(kind).values()]
    lines += _rows(("look-up", "what it asks"), [(_link(q), q.summary) for q in looked_up])
    lines += ["# Profiles", "", "The same in terms of others; `queries/profiles/NAME.rq`.", ""]
    profiles = [load(path) for path in project.queries("profiles").values()]
    lines += _rows(("profile", "what it says"), [(_link(q), q.summary) for q in profiles])
    lines += ["# Pages", "", "What a page is about; `queries/pages/NAME.rq`.", ""]
    asked = [load(path) for path in project.queries("pages").values()]
    lines += _rows(("query", "what it asks"), [(_link(q), q.summary) for q in asked])
    lines += ["# Rules", "", "What each rule derives stands in the graph `graph/derived/NAME`.", ""]
    rules = [load(path) for path in project.queries("rules").values()]
    rules.sort(key=lambda rule: (int(rule.extra.get("stratum", 1)), rule.name))
    rows: list[tuple[str, ...]]
    rows = [(_link(rule), str(rule.extra.get("stratum", 1)), rule.summary) for rule in rules]
    lines += _rows(("rule", "stratum", "what it derives"), rows)
    lines += ["# Releases", "", "What a release does to records of pseudonymised persons.", ""]
    paths = [*project.updates("release/coarsen"), *project.queries("release").values()]
    paths += project.updates("release/generalise")
    rows = [(_link(query), query.summary) for query in map(load, paths)]
    lines += _rows(("query", "what it does"), rows)
    lines += ["# Checks", "", "Each must return nothing; a row is a finding.", ""]
    for kind in ("checks/data", "checks/ontology"):
        checks = [load(path) for path in project.queries(kind).values()]
        rows = [(_link(c), str(c.extra.get("severity", "")), c.summary) for c in checks]
        lines += _rows((kind.replace("/", " of the "), "severity", "what it finds"), rows)
    return "\n".join(lines)


def _query(query: SavedQuery, command: str) -> list[str]:
    lines = [f"## {query.name}", "", query.summary, ""]
    lines += [query.description, ""] if query.description else []
    rows: list[tuple[str, ...]]
    if query.parameters:
        rows = [
            (f"`--{p.name}`", p.type, p.description, _code(p.default), _code(p.example))
            for p in query.parameters.values()
        ]
        lines += _rows(("parameter", "type", "meaning", "default", "example"), rows)
    rows = [
        (f"`{c.name}`", f"{c.type}, {c.unit}" if c.unit else c.type, c.description)
        for c in query.columns.values()
    ]
    lines += _rows(("column", "type", "meaning"), rows)
    examples = [f" --{p.name} {p.example}" for p in query.parameters.values() if p.example]
    lines += [f"`casegraph {command} {query.name}{''.join(examples[:1])}` · SPARQL: {_link(query)}"]
    return [*lines, ""]


def _link(query: SavedQuery) -> str:
    return f"[`{query.name}`](../../{query.path.relative_to(ROOT).as_posix()})"


def _code(text: str | None) -> str:
    return f"`{text}`" if text else ""


def _rows(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    """Write a table of Markdown; a cell is one line."""
    cells = [[" ".join(cell.split()).replace("|", "\\|") for cell in row] for row in rows]
    if not cells:
        return []
    table = [list(head), ["---"] * len(head), *cells]
    return [f"| {' | '.join(row)} |" for row in table] + [""]


@cache
def _entries() -> Entries:
    uses = read_uses(
        Project(ROOT),
        ROOT / "src" / "casegraph" / "example",
        ROOT / "ontology" / "mappings.sssom.tsv",
    )
    return Entries(read_model(ROOT / "ontology"), uses)


@cache
def pictures() -> dict[str, str]:
    """Draw the overview, by the name '', and each module."""
    model = _entries().model
    return {"": overview(model)} | {m.name: module_diagram(model, m) for m in model.modules}


def pages() -> dict[str, str]:
    """Write all generated files that stand in the repository: texts by place below `docs/`."""
    entries = _entries()
    markdown = Markdown(entries, ROOT)
    texts = {
        "reference/cli.md": cli_page(),
        "reference/http.md": http_page(Project(ROOT), _rows),
        "reference/questions.md": questions_page(),
        "reference/same-answers.md": same_answers_page(),
        INDEX: markdown.index(),
        VOCABULARIES: markdown.vocabularies(),
    }
    texts |= {module_page(m.name): markdown.module(m) for m in entries.model.modules}
    found = {place: f"{_NOTICE}{text.rstrip()}\n" for place, text in texts.items()}
    return found | {picture(name): text for name, text in pictures().items()}


def site() -> dict[str, str]:
    """Write the reference as HTML, and what lies beside it: texts by name."""
    ontology = ROOT / "ontology"
    files = {"ontology.html": Page(_entries(), pictures()).write(), **serialise(ontology)}
    for name in ("context.jsonld", "mappings.sssom.tsv"):
        if (ontology / name).is_file():
            files[name] = (ontology / name).read_text("utf-8")
    project = Project(ROOT)
    questions = [load(path) for path in project.queries().values()]
    files["queries.ttl"] = write(catalogue(questions, project.prefixes), project.prefixes)
    return files


def _left_over(places: Iterable[str]) -> list[Path]:
    """Find generated files of modules that are no more."""
    kept = {DOCS / place for place in places}
    found = [*DOCS.glob("reference/terms/*.md"), *DOCS.glob("images/model*.svg")]
    return sorted(set(found) - kept)


def main() -> int:
    """Write the pages, or with `--check` say which are not current.

    Returns:
        The exit code: 1 if `--check` found a page that is not current.
    """
    parser = argparse.ArgumentParser(description="Write the generated pages of docs/.")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if a page is stale")
    parser.add_argument("--site", type=Path, metavar="DIR", help="also write HTML and RDF there")
    options = parser.parse_args()
    texts = pages()
    stale = [
        place
        for place, text in texts.items()
        if not (DOCS / place).is_file() or (DOCS / place).read_bytes() != text.encode("utf-8")
    ]
    old = _left_over(texts)
    if not options.check:
        for place in stale:
            _write(DOCS / place, texts[place])
        for path in old:
            path.unlink()
        if options.site:
            for name, text in site().items():
                _write(options.site / name, text)
            sys.stderr.write(f"written: {options.site / 'ontology.html'}, and RDF beside it\n")
    for place in stale:
        sys.stderr.write(f"{'not current' if options.check else 'written'}: docs/{place}\n")
    for path in old:
        name = path.relative_to(ROOT).as_posix()
        sys.stderr.write(f"{'of no module' if options.check else 'removed'}: {name}\n")
    if options.check and (stale or old):
        sys.stderr.write("run 'make docs' and commit what it writes\n")
    return int(options.check and bool(stale or old))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8"))


if __name__ == "__main__":
    sys.exit(main())
