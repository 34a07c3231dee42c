"""The command line, the queries and the ontology in, the pages of `docs/reference/` out.

The same input gives the same bytes, whatever the terminal is. Prose pages are written by hand.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import typer
from pyoxigraph import Literal, NamedNode

from casegraph.cli import app
from casegraph.project import Project
from casegraph.saved import SavedQuery, load
from casegraph.terms import CG, RDF_TYPE, RDFS, SKOS, STANDARD, VOCABULARY, Prefixes, Term
from casegraph.turtle import read

ROOT: Final = Path(__file__).resolve().parents[1]
REFERENCE: Final = ROOT / "docs" / "reference"
_WIDTH: Final = 96
_NOTICE: Final = "<!-- written by docs/make_reference.py; 'make docs' writes it again -->\n\n"
_OWL: Final = STANDARD["owl"]
_KINDS: Final = {
    _OWL + "Class": "class",
    _OWL + "ObjectProperty": "property",
    _OWL + "DatatypeProperty": "property",
    _OWL + "AnnotationProperty": "property",
    SKOS + "Concept": "concept",
}
_MODULES: Final = ("agent", "place", "case", "proceeding", "statement", "claim", "source", "time")
_Facts = dict[str, dict[str, list[Term]]]


def cli_page() -> str:
    """Write the help of every command, in the order of the command line."""
    root = typer.main.get_command(app)
    lines = [
        "# Commands",
        "",
        "Exit codes of every command: 0 clean, 1 findings, 2 wrong usage, 3 could not run.",
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
    lines += ["# Rules", "", "What each rule derives stands in the graph `graph/derived/NAME`.", ""]
    rules = [load(path) for path in project.queries("rules").values()]
    rules.sort(key=lambda rule: (int(rule.extra.get("stratum", 1)), rule.name))
    rows: list[tuple[str, ...]]
    rows = [(_link(rule), str(rule.extra.get("stratum", 1)), rule.summary) for rule in rules]
    lines += _rows(("rule", "stratum", "what it derives"), rows)
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


def terms_page() -> str:
    """Write every class and property by module, and every concept by scheme."""
    prefixes = Prefixes()
    lines = [
        "# Terms",
        "",
        f"Namespace of classes and properties: `{CG}`, prefix `cg:`. Concepts: "
        f"`{VOCABULARY}SCHEME/CONCEPT`, prefix `SCHEME:`.",
        "",
    ]
    for name in _MODULES:
        path = ROOT / "ontology" / f"{name}.ttl"
        lines += [f"## Module {name}", "", f"[`ontology/{name}.ttl`](../../ontology/{name}.ttl)"]
        facts = _facts(path)
        for kind, plural in (("class", "Classes"), ("property", "Properties")):
            terms = [iri for iri in facts if iri.startswith(CG) and _kind(facts[iri]) == kind]
            lines += ["", f"### {plural}", ""] if terms else []
            for iri in sorted(terms):
                lines += _term(iri, facts[iri], prefixes)
    lines += ["## Concepts", ""]
    for path in sorted((ROOT / "ontology" / "vocab").glob("*.ttl")):
        lines += _scheme(path, prefixes)
    return "\n".join(lines)


def _facts(path: Path) -> _Facts:
    facts: _Facts = defaultdict(lambda: defaultdict(list))
    for quad in read(path).quads:
        if isinstance(quad.subject, NamedNode):
            facts[quad.subject.value][quad.predicate.value].append(quad.object)
    return facts


def _kind(facts: dict[str, list[Term]]) -> str:
    types = (getattr(term, "value", "") for term in facts[RDF_TYPE.value])
    return next((_KINDS[name] for name in types if name in _KINDS), "")


def _term(iri: str, facts: dict[str, list[Term]], prefixes: Prefixes) -> list[str]:
    relations = (
        ("kind of", RDFS + "subClassOf"),
        ("kind of", RDFS + "subPropertyOf"),
        ("of", RDFS + "domain"),
        ("of", STANDARD["schema"] + "domainIncludes"),
        ("to", RDFS + "range"),
        ("to", STANDARD["schema"] + "rangeIncludes"),
        ("scheme", RDFS + "seeAlso"),
    )
    said = [
        f"{word} {', '.join(_names(facts[predicate], prefixes))}"
        for word, predicate in relations
        if facts.get(predicate)
    ]
    lines = [f"#### {prefixes.shorten(iri)}", ""]
    lines += [f"*{_text(facts, 'prefLabel')}*{' · ' if said else ''}{' · '.join(said)}", ""]
    for name in ("definition", "scopeNote", "editorialNote"):
        lines += [line for text in _texts(facts, name) for line in (text, "")]
    for example in _texts(facts, "example"):
        lines += ["```turtle", example.strip(), "```", ""]
    return lines


def _scheme(path: Path, prefixes: Prefixes) -> list[str]:
    facts = _facts(path)
    scheme = VOCABULARY + path.stem
    lines = [f"### {path.stem}", "", _text(facts[scheme], "definition"), ""]
    rows = []
    for iri in sorted(facts):
        if _kind(facts[iri]) == "concept":
            broader = _names(facts[iri].get(SKOS + "broader", []), prefixes)
            notes = " ".join(_texts(facts[iri], "definition") + _texts(facts[iri], "scopeNote"))
            name = f"`{prefixes.shorten(iri)}`"
            code = _text(facts[iri], "notation")
            rows.append((name, _text(facts[iri], "prefLabel"), notes, ", ".join(broader), code))
    return lines + _rows(("concept", "label", "definition", "narrower than", "code"), rows)


def _names(terms: Iterable[Term], prefixes: Prefixes) -> list[str]:
    iris = (term.value for term in terms if isinstance(term, NamedNode))
    return sorted(f"`{prefixes.shorten(iri).replace(VOCABULARY, '').strip('<>')}`" for iri in iris)


def _texts(facts: dict[str, list[Term]], name: str) -> list[str]:
    """Return the texts of a SKOS property: those in English, or without a language."""
    found = facts.get(SKOS + name, [])
    return sorted(t.value for t in found if isinstance(t, Literal) and t.language in (None, "en"))


def _text(facts: dict[str, list[Term]], name: str) -> str:
    return " ".join(_texts(facts, name)[:1])


PAGES: Final[dict[str, Callable[[], str]]] = {
    "cli.md": cli_page,
    "questions.md": questions_page,
    "terms.md": terms_page,
}


def page_text(name: str) -> str:
    """Return the whole text of one page of `PAGES`."""
    return _NOTICE + PAGES[name]().rstrip("\n") + "\n"


def main() -> int:
    """Write the pages, or with `--check` say which are not current.

    Returns:
        The exit code: 1 if `--check` found a page that is not current.
    """
    parser = argparse.ArgumentParser(description="Write the generated pages of docs/reference/.")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if a page is stale")
    check = parser.parse_args().check
    stale = []
    for name in PAGES:
        path = REFERENCE / name
        text = page_text(name)
        if path.is_file() and path.read_bytes() == text.encode("utf-8"):
            continue
        stale.append(path.relative_to(ROOT).as_posix())
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
    for name in stale:
        sys.stderr.write(f"{'not current' if check else 'written'}: {name}\n")
    if check and stale:
        sys.stderr.write("run 'make docs' and commit what it writes\n")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
