"""A plan, a graph and an engine that holds it in, findings out: those of the reference, fast.

SHACL Core is judged on the text of the graph, with its literals as the files have them; SPARQL
constraints and checks on the engine.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import shacl
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from casegraph.engine import Embedded, Engine
from casegraph.errors import CasegraphError, EngineError
from casegraph.terms import STANDARD, Term
from casegraph.validate.plan import Constraint, Plan
from casegraph.validate.report import Finding, Severity
from casegraph.validate.results import findings_of, term_text

_PLACE = re.compile(r"\{[?$](\w+)\}")
SUBCLASS = NamedNode(STANDARD["rdfs"] + "subClassOf")


@dataclass(frozen=True)
class Validator:
    """A plan, ready to judge one graph after the other."""

    plan: Plan

    @cached_property
    def _core(self) -> Any:
        try:
            return shacl.Shapes.from_text(self.plan.core, format="ntriples")
        except ValueError as error:
            raise CasegraphError(
                f"the shapes cannot be used: {error}", remedy="Mend the shape that is named."
            ) from error

    def findings(self, text: str, engine: Engine) -> list[Finding]:
        """Judge a graph by the shapes of the plan.

        Args:
            text: the graph as Turtle, with ontology and derived triples.
            engine: holds the same graph.

        Returns:
            The findings, without file and line, in any order.

        Raises:
            CasegraphError: the shapes cannot be used.
        """
        found = self._judge_core(text) if self.plan.core else []
        for constraint in self.plan.constraints:
            found += run_constraint(engine, constraint)
        if self.plan.rest:
            # pySHACL and rdflib take a second to import, and shapes that need them are rare
            from casegraph.validate.shacl import run_rest

            found += run_rest(text, self.plan.rest)
        return found

    def _judge_core(self, text: str) -> list[Finding]:
        try:
            report = self._core.validate_text(text, format="turtle")
        except ValueError as error:
            raise CasegraphError(
                f"the shapes cannot be used: {error}", remedy="Mend the shape that is named."
            ) from error
        if not len(report):
            return []
        return findings_of(parse(report.serialize("ntriples"), RdfFormat.N_TRIPLES))


def run_constraint(engine: Engine, constraint: Constraint) -> Iterator[Finding]:
    """Run a SPARQL constraint over all of its focus nodes.

    Raises:
        CasegraphError: its query is not valid.
    """
    severity = Severity.of(constraint.severity)
    try:
        solutions = engine.select(constraint.query)
    except EngineError as error:
        if error.where:  # another engine, which says itself what was wrong there
            raise
        raise CasegraphError(
            f"the SPARQL of a shape is not valid: {error.what}",
            where=constraint.name,
            remedy="Mend sh:select; each prefix in it must be declared by sh:prefixes.",
        ) from error
    for row in solutions.rows:
        cells = dict(zip(solutions.variables, row, strict=True))
        focus = cells.get("this")
        if focus is None:
            continue
        path = cells.get("path")
        # SHACL, section 5.3.2: without ?value the value node of a node shape is the focus node
        value = cells["value"] = cells.get("value") or focus
        yield Finding(
            severity=severity,
            focus=term_text(focus),
            path=path.value if isinstance(path, NamedNode) else "",
            value=term_text(value),
            shape=constraint.name,
            component="SPARQLConstraintComponent",
            message=_filled(constraint.message, cells),
        )


def _filled(message: str, cells: dict[str, Term | None]) -> str:
    """Fill the places of a message (SHACL, section 5.3.2); an unbound one stays as it is."""

    def word(place: re.Match[str]) -> str:
        term = cells.get(place[1])
        return place[0] if term is None else getattr(term, "value", str(term))

    return _PLACE.sub(word, message)


def loaded(triples: Iterable[Quad]) -> Embedded:
    """Put triples into an engine of their own."""
    engine = Embedded()
    engine.load(triples)
    return engine
