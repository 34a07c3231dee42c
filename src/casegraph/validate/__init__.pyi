from .baseline import is_baseline, read_baseline, write_baseline
from .checks import run_check, run_checks
from .judged import Judged, judge
from .plan import Plan
from .remote import validate_remote
from .report import Finding, Report, Severity
from .run import Validator
from .view import View
from .whole import compile_plan, placed, validate
from .worklist import is_worklist, make_worklist, read_decisions, read_worklist
from .written import write_report

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
    "is_worklist",
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
