"""What shapes and checks come to when they are read once: plain texts that any process can run.

`compile` makes a plan, `run` carries it out. A plan is written and read as JSON, so that a project
with unchanged shapes need not compile them again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from pyoxigraph import Literal

from casegraph.errors import InputError
from casegraph.saved import SavedQuery
from casegraph.terms import Prefixes
from casegraph.validate.report import Severity


@dataclass(frozen=True)
class Constraint:
    """A SPARQL constraint of a shape, as one query over all of its focus nodes.

    Attributes:
        name: the constraint as findings name it.
        query: a SELECT of `$this`, and of what its message and its result speak of.
        severity: the label of its shape's severity.
        message: with places such as `{?value}`.
    """

    name: str
    query: str
    severity: str
    message: str


@dataclass(frozen=True)
class Check:
    """A check: a query that must return nothing.

    Attributes:
        name: its file's name without `.rq`.
        query: a SELECT of `?focus`, and may be `?path`, `?value`, `?graph`.
        severity: the label of its severity.
        message: with places such as `{?value}`.
        stated: whether it needs stated quads only.
    """

    name: str
    query: str
    severity: str
    message: str
    stated: bool


@dataclass(frozen=True)
class Plan:
    """How a graph is judged.

    Attributes:
        core: the shapes without their SPARQL constraints, as N-Triples.
        constraints: the SPARQL constraints that run over all focus nodes at once.
        rest: shapes that only the reference can run, as N-Triples; empty if there are none.
        checks: the checks.
        inward: the properties by which a constraint looks from a node to what speaks of it.
    """

    core: str = ""
    constraints: tuple[Constraint, ...] = ()
    rest: str = ""
    checks: tuple[Check, ...] = ()
    inward: tuple[str, ...] = ()

    def to_json(self) -> str:
        """Write the plan."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Plan:
        """Read what `to_json` wrote.

        Raises:
            ValueError: the text is no plan.
        """
        try:
            table: dict[str, Any] = json.loads(text)
            constraints = tuple(Constraint(**entry) for entry in table.pop("constraints"))
            checks = tuple(Check(**entry) for entry in table.pop("checks"))
            inward = tuple(table.pop("inward"))
            return cls(constraints=constraints, checks=checks, inward=inward, **table)
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"this is no plan ({error})") from error


def compile_checks(checks: Iterable[SavedQuery], prefixes: Prefixes) -> tuple[Check, ...]:
    """Read check queries.

    Args:
        checks: saved queries with `severity` and `message` in their headers.
        prefixes: the project's; a check with a parameter `base` gets its base.

    Raises:
        InputError: a header is ill-formed.
    """
    return tuple(_check(check, prefixes) for check in checks)


def _check(check: SavedQuery, prefixes: Prefixes) -> Check:
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
    return Check(
        name=check.name,
        query=check.bind(values, prefixes),
        severity=severity.label,
        message=message,
        stated=check.extra.get("over") == "stated",
    )
