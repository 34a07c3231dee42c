"""A project in, findings about its ontology, vocabularies, shapes and queries out.

`validate` judges the data; this room judges the words that the data is written in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode, Quad

from casegraph.dataset import Dataset, Place, read_dataset, union
from casegraph.derive import apply_rules
from casegraph.engine import Embedded
from casegraph.errors import CasegraphError, InputError
from casegraph.project import Project
from casegraph.saved import load
from casegraph.terms import STANDARD, Prefixes
from casegraph.turtle import SubjectLines, read
from casegraph.validate import Finding, Report, Severity, run_checks
from casegraph.validate.compile import read_shapes
from casegraph.validate.shacl import run_shapes

SHAPES_GRAPH: Final = "https://w3id.org/casegraph/shape/"
QUERIES_GRAPH: Final = "https://w3id.org/casegraph/query/"
_REFERENCES: Final = NamedNode(STANDARD["dct"] + "references")
KINDS: Final = (
    *("", "rules", "networks", "networks/lookups", "networks/nodes", "checks/data"),
    *("pages", "profiles", "release"),
)
_SPOT = re.compile(r"\berror at (\d+):\d+")  # of a syntax error, in the words of the parser
_COMMENT = re.compile(r"(?m)^\s*#.*$")
_NAME = re.compile(r"(?<![\w?$<\"'/:.\-])([a-z][a-z\-]*):([A-Za-z][\w\-]*)")


def lint(project: Project, *, progress: Callable[[str], None] = lambda _: None) -> Report:
    """Check the ontology, vocabularies, shapes and queries of a project.

    A query that cannot be run is a finding: a broken rule derives nothing, a broken check finds
    nothing, and all others do their work.

    Args:
        project: the project, whose data shows which terms are used.
        progress: called with a few words at each step.

    Returns:
        All findings with file and line.

    Raises:
        InputError: a file cannot be read.
    """
    broken = list(broken_queries(project))
    unsound = {finding.focus for finding in broken}
    rules = [
        path
        for name, path in project.queries("rules").items()
        if _query("rules", name) not in unsound
    ]
    dataset = read_dataset(project, rules=rules, progress=progress)
    shapes = {
        f"{SHAPES_GRAPH}{path.stem}": path
        for path in [*project.shape_files(), project.style_shapes()]
    }
    texts = {}
    words = [quad for file in dataset.ontology.values() for quad in file.quads]
    for graph, path in shapes.items():
        file = read(path, graph=NamedNode(graph), shown=project.shown(path))
        texts[project.shown(path)] = SubjectLines(file.text)
        words += file.quads
        dataset.engine.load(file.quads)
    dataset.engine.load(query_references(project))
    progress("checking the ontology")
    found = []
    for name, path in project.queries("checks/ontology").items():
        try:
            found += [
                finding for finding, _ in run_checks(dataset.engine, [path], project.prefixes)
            ]
        except CasegraphError as error:
            broken.append(_broken(project, "checks/ontology", name, path, error))
    progress("checking its style")
    found += run_shapes(union(words), read_shapes([project.style_shapes()]))
    placed = [_placed(dataset, texts, finding) for finding in found]
    return Report.of([*placed, *broken])


def _placed(dataset: Dataset, texts: dict[str, SubjectLines], finding: Finding) -> Finding:
    place = dataset.place(finding.focus)
    if place is None:
        for name, lines in texts.items():
            if (line := lines.line(finding.focus)) is not None:
                place = Place(name, line)
                break
    return replace(finding, file=place.file, line=place.line) if place else finding


def broken_queries(project: Project) -> Iterator[Finding]:
    """Try each query of a project on no data, and yield a finding for each that cannot be run.

    The checks of the ontology are left out: `lint` runs them on the ontology itself.
    """
    nothing = Embedded()
    for kind in KINDS:
        for name, path in project.queries(kind).items():
            try:
                if kind == "checks/data":
                    run_checks(nothing, [path], project.prefixes)
                elif kind == "rules":
                    apply_rules(Embedded(), [load(path)], project.prefixes)
                else:
                    nothing.run(load(path).bind({}, project.prefixes))
            except CasegraphError as error:
                yield _broken(project, kind, name, path, error)


def _broken(project: Project, kind: str, name: str, path: Path, error: CasegraphError) -> Finding:
    spot = _SPOT.search(error.what)
    return Finding(
        severity=Severity.VIOLATION,
        focus=_query(kind, name),
        path="",
        value="",
        shape="broken-query",
        component="Check",
        message=f"{error.what}. {error.remedy}".strip(),
        file=project.shown(path),
        line=error.line if isinstance(error, InputError) else int(spot[1]) if spot else 1,
    )


def _query(kind: str, name: str) -> str:
    return "/".join(filter(None, (QUERIES_GRAPH.rstrip("/"), kind, name)))


def query_references(project: Project) -> Iterator[Quad]:
    """Yield a quad for each term of ours that a query names, so that checks see its use."""
    for kind in ("", "rules", "networks", "checks/data"):
        for name, path in project.queries(kind).items():
            query = NamedNode(_query(kind, name))
            for term in sorted(_terms(path, project.prefixes)):
                yield Quad(query, _REFERENCES, NamedNode(term), NamedNode(QUERIES_GRAPH))


def _terms(path: Path, prefixes: Prefixes) -> set[str]:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):  # told by `broken_queries`
        return set()
    declared = dict(re.findall(r"(?i)PREFIX\s+([\w\-]*):\s*<([^>]*)>", text))
    body = _COMMENT.sub("", text)
    header = "\n".join(line for line in text.splitlines() if line.startswith("#+"))
    found = {declared[p] + local for p, local in _NAME.findall(body) if p in declared}
    for prefix, local in re.findall(r"default: \"?([a-z\-]+):([\w\-]+)", header):
        if namespace := prefixes.namespaces.get(prefix):
            found.add(namespace + local)
    return {term for term in found if term.startswith("https://w3id.org/casegraph/")}


def contradictions_of(
    project: Project, progress: Callable[[str], None] = lambda _: None
) -> list[str]:
    """Run the reasoner over the ontology and the project's data.

    Returns:
        A sentence for each contradiction; an empty list if there is none.

    Raises:
        CasegraphError: Java or owlready2 is missing.
    """
    from casegraph.reason import reason

    dataset = read_dataset(project, progress=progress)
    progress("reasoning")
    return reason(dataset.engine.store)
