"""Published deviations and quirks of engines in, the page on which questions answer where out.

Nothing is asked here: a test holds that what is published is so (tests/remote/test_engines.py).
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from casegraph.project import Project
from casegraph.saved import load

ROOT: Final = Path(__file__).resolve().parents[1]
TESTS: Final = ROOT / "tests" / "remote"
_ENGINES: Final = {
    "embedded": "embedded",
    "rdflib": "rdflib",
    "oxigraph": "Oxigraph server",
    "fuseki": "Fuseki",
    "virtuoso": "Virtuoso",
}
_MARKS: Final = {
    "numbers for truth": "same, 1 for true",
    "other rows": "**other rows**",
    "error": "**error**",
    "no end": "**no answer**",
    "not asked": "not asked",
    "own data": "same on its own data",
    "fictional project": "same on the fictional project",
}


def same_answers_page() -> str:
    """Write which question has the same answer on which engine, and what engines get wrong."""
    quirks = tomllib.loads((TESTS / "quirks.toml").read_text("utf-8"))
    with (TESTS / "deviations.tsv").open(encoding="utf-8", newline="") as table:
        deviations = {
            (row["engine"], row["question"]): row for row in csv.DictReader(table, delimiter="\t")
        }
    project = Project(ROOT)
    kinds = ("", "networks", "networks/lookups")
    queries = [load(path) for kind in kinds for path in project.queries(kind).values()]
    lines = [
        "# Same answers everywhere",
        "",
        "Every question and every network recipe is asked of each engine: without parameters, "
        "with those of its header, and of the fictional case. The real graph and the fictional "
        "project are loaded together, and the rows are compared with those of the embedded engine, "
        "in their order. Numbers and truth values are compared by value; the members of a list in "
        "one cell without their order, which SPARQL leaves open. A test holds the page to it.",
        "",
        *_versions(quirks["virtuoso"]),
        "",
        "| question or network | " + " | ".join(_ENGINES.values()) + " |",
        "| --- " * (len(_ENGINES) + 1) + "|",
    ]
    for query in queries:
        cells = [_mark(deviations.get((engine, query.name))) for engine in _ENGINES]
        lines.append(f"| `{query.name}` | " + " | ".join(cells) + " |")
    lines += ["", *_counts(deviations.values(), len(queries)), ""]
    lines += [
        "## Deviations",
        "",
        "| engine | question | what comes | why |",
        "| --- | --- | --- | --- |",
    ]
    lines += [
        f"| {_ENGINES[row['engine']]} | `{row['question']}` | {row['outcome']} | {row['why']} |"
        for row in deviations.values()
        if row["engine"] != "rdflib"
    ]
    lines += [
        "",
        "rdflib is an interpreter in Python. What takes it long is asked of less data:",
        "",
    ]
    lines += ["| question | asked of | because |", "| --- | --- | --- |"]
    lines += [
        f"| `{row['question']}` | {row['outcome']} | {row['why']} |"
        for row in deviations.values()
        if row["engine"] == "rdflib"
    ]
    lines += ["", "## What engines read in their own way", ""]
    lines += [
        "Each by the smallest example that shows it, over this data. Where a question met one, "
        "it was written in other words.",
        "",
        "```sparql",
        quirks["data"].strip(),
        "```",
        "",
    ]
    for quirk in quirks["quirk"]:
        lines += _quirk(quirk)
    return "\n".join(lines)


def _versions(virtuoso: str) -> Iterator[str]:
    lock = (ROOT / "requirements-dev.lock").read_text("utf-8")
    pom = (TESTS.parent / "peers" / "fuseki" / "pom.xml").read_text("utf-8")
    jena = re.search(r"<artifactId>jena-fuseki-main</artifactId>\s*<version>([^<]+)<", pom)
    found = {
        name: re.search(rf"(?m)^{name}==(\S+)", lock)
        for name in ("pyoxigraph", "oxigraph", "rdflib")
    }
    assert jena and all(found.values())
    python, server, rdflib = (match[1] for match in found.values() if match)
    yield f"Embedded: pyoxigraph {python}. rdflib {rdflib}. Oxigraph server {server}."
    yield f"Apache Jena Fuseki {jena[1]} over TDB2."
    yield f"Virtuoso {virtuoso}, the one of Debian, of 2018; newer ones were not tested."


def _mark(row: dict[str, str] | None) -> str:
    return "same" if row is None else _MARKS[row["outcome"]]


def _counts(deviations: Iterable[dict[str, str]], number: int) -> Iterator[str]:
    rows = list(deviations)
    told = []
    for engine, title in _ENGINES.items():
        others = sum(row["engine"] == engine and "**" in _MARKS[row["outcome"]] for row in rows)
        told.append(f"{title} {number - others}")
    yield f"The same answer, as far as it was asked, to how many of {number}: {', '.join(told)}."


def _quirk(quirk: dict[str, Any]) -> Iterator[str]:
    yield f"### {quirk['name']}"
    yield ""
    yield quirk["what"]
    yield ""
    yield from ("```sparql", quirk["query"], "```", "")
    yield f"Right: {_rows(quirk['right'])}."
    for engine, rows in quirk["wrong"].items():
        yield f"{_ENGINES[engine]}: {_rows(rows)}."
    yield ""
    yield f"Instead: {quirk['instead']}"
    yield ""


def _rows(rows: Any) -> str:
    if rows == "error":
        return "an error"
    if not rows:
        return "no row"
    return ", ".join(" ".join(f"`{cell}`" if cell else "unbound" for cell in row) for row in rows)
