"""A whole dataset in, one report out: every shape and every check, with file and line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from casegraph.dataset import Dataset
from casegraph.validate.checks import run_checks
from casegraph.validate.fast import run_shapes
from casegraph.validate.report import Finding, Report
from casegraph.validate.shacl import read_shapes


def validate(dataset: Dataset, *, progress: Callable[[str], None] = lambda _: None) -> Report:
    """Validate a dataset against its project's shapes and data checks.

    Args:
        dataset: stated and derived quads, from `read_dataset`.
        progress: called with a few words at each step.

    Returns:
        All findings, sorted by file and line.

    Raises:
        InputError: a shape file or the header of a check is ill-formed.
    """
    project = dataset.project
    progress("checking named graphs")
    checks = project.queries("checks/data").values()
    blamed = run_checks(dataset.engine, checks, project.prefixes)
    progress("validating shapes")
    shapes = read_shapes(project.shape_files())
    found = run_shapes(dataset.quads(), shapes, dataset.engine)
    blamed += [(finding, None) for finding in found]
    return Report.of(_placed(dataset, finding, graph) for finding, graph in blamed)


def _placed(dataset: Dataset, finding: Finding, graph: str | None) -> Finding:
    place = dataset.place(finding.focus, graph)
    return replace(finding, file=place.file, line=place.line) if place else finding
