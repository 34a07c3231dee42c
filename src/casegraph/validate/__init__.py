"""A dataset in, a report of findings out: SHACL shapes, and checks as SPARQL.

Findings are values; only input that cannot be read at all is an error. Whether findings fail a
command is the caller's decision.
"""

from casegraph.validate.checks import run_check, run_checks
from casegraph.validate.fast import run_shapes
from casegraph.validate.report import Finding, Report, Severity
from casegraph.validate.shacl import run_reference
from casegraph.validate.whole import validate

__all__ = [
    "Finding",
    "Report",
    "Severity",
    "run_check",
    "run_checks",
    "run_reference",
    "run_shapes",
    "validate",
]
