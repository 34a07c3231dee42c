"""A dataset in, a report of findings out: SHACL shapes, and checks as SPARQL.

Findings are values; only input that cannot be read at all is an error. Whether findings fail a
command is the caller's decision; a baseline and a worklist say which of them count.
"""

from casegraph.validate.baseline import is_baseline, read_baseline, write_baseline
from casegraph.validate.checks import run_check, run_checks
from casegraph.validate.judged import Judged, judge
from casegraph.validate.plan import Plan
from casegraph.validate.remote import validate_remote
from casegraph.validate.report import Finding, Report, Severity
from casegraph.validate.run import Validator
from casegraph.validate.view import View
from casegraph.validate.whole import compile_plan, placed, validate
from casegraph.validate.worklist import make_worklist, read_decisions, read_worklist
from casegraph.validate.written import write_report

__all__ = [
    "Finding",
    "Judged",
    "Plan",
    "Report",
    "Severity",
    "Validator",
    "View",
    "compile_plan",
    "is_baseline",
    "judge",
    "make_worklist",
    "placed",
    "read_baseline",
    "read_decisions",
    "read_worklist",
    "run_check",
    "run_checks",
    "validate",
    "validate_remote",
    "write_baseline",
    "write_report",
]
