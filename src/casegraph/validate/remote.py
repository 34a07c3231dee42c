"""A project's shapes and checks and another engine in, findings of what that engine holds out.

SPARQL constraints and checks run there; SHACL Core needs the graphs here, which are fetched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from pyoxigraph import NamedNode, Triple

from casegraph.engine import Remote
from casegraph.held import held_graphs
from casegraph.project import Project
from casegraph.terms import RDF_TYPE
from casegraph.validate.checks import Blamed, run_compiled
from casegraph.validate.report import Finding, Report
from casegraph.validate.run import SUBCLASS, Validator
from casegraph.validate.whole import compile_plan


def validate_remote(
    project: Project, remote: Remote, *, progress: Callable[[str], None] = lambda _: None
) -> Report:
    """Validate what an engine holds of a project against the project's shapes and data checks.

    Args:
        project: whose shapes, checks and base are used; its data files are not read.
        remote: the engine.
        progress: called with a few words at each step.

    Returns:
        All findings. In place of a file each has the graph that says what its focus node is.

    Raises:
        EngineError: the engine did not answer, or not with all.
        InputError: a shape file or the header of a check is ill-formed.
    """
    lines: list[str] = []
    typed: dict[str, str] = {}
    for graph, triples in held_graphs(project, remote, progress):
        lines += _lines(graph, triples, typed)
    plan = compile_plan(project, remote.quads(None, SUBCLASS, None))
    progress("checking there")
    blamed: list[Blamed] = [b for check in plan.checks for b in run_compiled(remote, check)]
    progress("validating shapes")
    blamed += [(finding, None) for finding in Validator(plan).findings("".join(lines), remote)]
    return Report.of(_placed(blamed, typed))


def _lines(graph: NamedNode, triples: Iterable[Triple], typed: dict[str, str]) -> Iterator[str]:
    for triple in triples:
        if triple.predicate == RDF_TYPE and isinstance(triple.subject, NamedNode):
            typed.setdefault(triple.subject.value, graph.value)
        yield f"{triple} .\n"


def _placed(blamed: Iterable[Blamed], typed: dict[str, str]) -> Iterator[Finding]:
    for finding, graph in blamed:
        yield replace(finding, file=graph or typed.get(finding.focus, ""))
