"""Check queries and an engine in, findings out: what SHACL cannot see, such as named graphs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from pyoxigraph import Literal, NamedNode

from casegraph.engine import Engine
from casegraph.errors import InputError
from casegraph.saved import SavedQuery, load
from casegraph.terms import Prefixes, Term
from casegraph.validate.report import Finding, Severity

_VARIABLE = re.compile(r"\{[?$](\w+)\}")
_COMPONENT = "Check"


def run_checks(
    engine: Engine, paths: Iterable[Path], prefixes: Prefixes
) -> list[tuple[Finding, str | None]]:
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
    return [found for path in paths for found in run_check(engine, load(path), prefixes)]


def run_check(
    engine: Engine, check: SavedQuery, prefixes: Prefixes
) -> list[tuple[Finding, str | None]]:
    """Run one check query. See `run_checks`."""
    try:
        severity = Severity.of(str(check.extra["severity"]))
        message = str(check.extra["message"])
    except KeyError as error:
        raise InputError(
            f"the header of the check has no valid {error}",
            path=check.path,
            line=1,
            remedy="Give severity (violation, warning or info) and message.",
        ) from error
    values = {"base": Literal(prefixes.base)} if "base" in check.parameters else {}
    solutions = engine.select(check.bind(values, prefixes))
    found = []
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
            message=_filled(message, cells),
        )
        found.append((finding, graph.value if isinstance(graph, NamedNode) else None))
    return found


def _filled(message: str, cells: dict[str, Term | None]) -> str:
    return _VARIABLE.sub(lambda match: _plain(cells.get(match[1])), message)


def _text(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode) else str(term)


def _plain(term: Term | None) -> str:
    return term.value if isinstance(term, NamedNode | Literal) else _text(term)
