"""A whole dataset in, one report out: every shape and every check, with file and line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from pyoxigraph import Quad

from casegraph.dataset import Dataset
from casegraph.project import Project
from casegraph.saved import load
from casegraph.validate.checks import Blamed, run_compiled
from casegraph.validate.plan import Plan, compile_checks
from casegraph.validate.report import Finding, Report
from casegraph.validate.run import SUBCLASS, Validator


def compile_plan(project: Project, subclasses: Iterable[Quad]) -> Plan:
    """Read a project's shapes and data checks.

    Args:
        project: the project.
        subclasses: the `rdfs:subClassOf` statements of ontology and data.

    Raises:
        InputError: a shape file or the header of a check is ill-formed.
        CasegraphError: the shapes cannot be used.
    """
    # shapes are read by rdflib and judged by pySHACL's own, which take a second to import
    from casegraph.validate.compile import compile_shapes, read_shapes

    plan = compile_shapes(read_shapes(project.shape_files()), subclasses)
    checks = compile_checks(map(load, project.queries("checks/data").values()), project.prefixes)
    return replace(plan, checks=checks)


def validate(
    dataset: Dataset,
    *,
    plan: Plan | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Validate a dataset against its project's shapes and data checks.

    Args:
        dataset: stated and derived quads, from `read_dataset`.
        plan: the project's, if it was compiled before.
        progress: called with a few words at each step.

    Returns:
        All findings, sorted by file and line.

    Raises:
        InputError: a shape file or the header of a check is ill-formed.
    """
    if plan is None:
        plan = compile_plan(dataset.project, dataset.engine.quads(None, SUBCLASS, None))
    progress("checking named graphs")
    blamed = [found for check in plan.checks for found in run_compiled(dataset.engine, check)]
    progress("validating shapes")
    shaped = Validator(plan).findings(dataset.text(), dataset.engine)
    return Report.of(placed(dataset, [*blamed, *((finding, None) for finding in shaped)]))


def placed(dataset: Dataset, blamed: Iterable[Blamed]) -> Iterable[Finding]:
    """Say of each finding in which file and line its focus node is described."""
    for finding, graph in blamed:
        place = dataset.place(finding.focus, graph)
        yield replace(finding, file=place.file, line=place.line) if place else finding
