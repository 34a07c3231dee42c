"""Checks and an engine in, findings out: what SHACL cannot see, such as named graphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode

from casegraph.engine import Engine
from casegraph.errors import EngineError
from casegraph.saved import SavedQuery, load
from casegraph.terms import Prefixes, Term
from casegraph.validate.plan import Check, compile_checks
from casegraph.validate.report import Finding, Severity

Blamed = tuple[Finding, str | None]
_VARIABLE = re.compile(r"\{[?$](\w+)\}")
_COMPONENT: Final = "Check"


def run_checks(engine: Engine, paths: Iterable[Path], prefixes: Prefixes) -> list[Blamed]:
    """Run check queries, which must return nothing.

    Args:
        engine: holds stated and derived quads in their named graphs.
        paths: the check files.
        prefixes: the project's; a check with a parameter `base` gets its base.

    Returns:
        A finding for each row, and the named graph that the row blames, if it names one.

    Raises:
        InputError: a header is ill-formed.
        EngineError: a query is not valid SPARQL.
    """
    checks = compile_checks(map(load, paths), prefixes)
    return [found for check in checks for found in run_compiled(engine, check)]


def run_check(engine: Engine, check: SavedQuery, prefixes: Prefixes) -> list[Blamed]:
    """Run one check query. See `run_checks`."""
    [compiled] = compile_checks([check], prefixes)
    return list(run_compiled(engine, compiled))


def run_compiled(engine: Engine, check: Check) -> Iterator[Blamed]:
    """Run one check of a plan. See `run_checks`."""
    try:
        solutions = engine.select(check.query)
    except EngineError as error:
        error.where = error.where or f"the check {check.name}"
        raise
    severity = Severity.of(check.severity)
    for row in solutions.rows:
        cells = dict(zip(solutions.variables, row, strict=True))
        graph = cells.get("graph")
        finding = Finding(
            severity=severity,
            focus=_text(cells.get("focus")),
            path=_text(cells.get("path")),
            value=_text(cells.get("value")),
            shape=check.name,
            component=_COMPONENT,
            message=_filled(check.message, cells),
        )
        yield finding, graph.value if isinstance(graph, NamedNode) else None


def _filled(message: str, cells: dict[str, Term | None]) -> str:
    return _VARIABLE.sub(lambda match: _plain(cells.get(match[1])), message)


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode) else str(term)


def _plain(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else _text(term)
