"""Mutants in, what validation says of each out, with the rules, checks and shapes of a project.

To be fast, files, queries and shapes are read once, and the graph of a case stays in pySHACL and
takes only the difference that an error makes. The nodes near the error are validated first; all
others only where those give neither a violation nor a warning.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat
from pyshacl.graph_abstraction import DataGraph
from pyshacl.validator import Validator
from rdflib import RDF
from rdflib.namespace import SH
from rdflib.plugins.sparql.sparql import Query

from casegraph.dataset import union
from casegraph.derive import apply_rules
from casegraph.engine import Embedded
from casegraph.errors import InputError
from casegraph.project import Project
from casegraph.saved import load
from casegraph.terms import PREF_LABEL, cg
from casegraph.turtle import read_text
from casegraph.validate import Finding, Severity, run_check
from casegraph.validate.shacl import _finding, _Prepared, read_shapes, to_rdflib
from mutants.case import Case, Change

_NAMES: Final = "name-in-iri"


@dataclass
class Outcome:
    """What became of one mutant.

    Attributes:
        error: the message of an error in reading, or an empty string.
        findings: by severity, the shapes and checks that find what they did not find before.
    """

    error: str = ""
    findings: dict[Severity, set[str]] = field(default_factory=dict)

    @property
    def detected(self) -> bool:
        """Whether the curator is told: an error, a violation or a warning."""
        return bool(self.error) or any(severity > Severity.INFO for severity in self.findings)

    @property
    def noted(self) -> bool:
        """Whether all that the curator is told is a note."""
        return not self.detected and bool(self.findings)


class Rulebook:
    """The rules, checks and shapes of a project, read once."""

    def __init__(self, project: Project) -> None:
        self.rules = [load(path) for path in project.queries("rules").values()]
        self.checks = [load(path) for path in project.queries("checks/data").values()]
        self.shapes = read_shapes(project.shape_files())
        self.parsed: dict[str, Query] = {}


class _Bench:
    """One valid case, loaded into pySHACL."""

    def __init__(self, rulebook: Rulebook, case: Case) -> None:
        self.rulebook, self.case = rulebook, case
        self.engine = self._derive(set(case.quads) | set(case.around))
        self.quads = self._held(self.engine)
        self.data = _Prepared()
        self.data._queries = rulebook.parsed  # each query is parsed once for all cases
        for quad in (*union(case.terms.quads), *self.quads):
            self.data.add(_triple(quad))
        graph = DataGraph.from_rdflib(self.data)
        self.validator = Validator(graph, shacl_graph=rulebook.shapes, options={"inplace": True})
        self.before = self._checked(self.engine, None) | self._shaped(None)

    def outcome(self, change: Change, thorough: bool) -> Outcome:
        """Validate the case with one change. See `judge`."""
        quads = set(self.case.quads)
        if change.text is not None:
            try:
                quads = set(
                    read_text(change.text, RdfFormat.TURTLE, self.case.name, self.case.graph)
                )
            except InputError as error:
                return Outcome(error.what)
        quads = (quads | set(self.case.around)) - set(change.drop) | set(change.add)
        engine = self._derive(quads)
        derived = self._held(engine)
        lost, fresh = self.quads - derived, derived - self.quads
        self._swap(lost, fresh)
        # the cheapest first; what comes later is not needed once the curator is told
        found: set[Finding] = set()
        stages = [lambda: self._shaped(self._near(change)), lambda: self._checked(engine, change)]
        for stage in [*stages, lambda: self._shaped(None)] if thorough else stages:
            found |= stage() - self.before
            if any(finding.severity > Severity.INFO for finding in found):
                break
        self._swap(fresh, lost)
        outcome = Outcome()
        for finding in found:
            outcome.findings.setdefault(finding.severity, set()).add(finding.shape)
        return outcome

    def _derive(self, quads: set[Quad]) -> Embedded:
        engine = Embedded()
        engine.load(self.case.terms.quads)
        engine.load(quads)
        apply_rules(engine, self.rulebook.rules, self.case.project.prefixes)
        return engine

    def _held(self, engine: Embedded) -> set[Quad]:
        """Collect the union of all graphs but the ontology's."""
        base = f"<{self.case.project.base}"
        own = [graph for graph in engine.store.named_graphs() if str(graph).startswith(base)]
        return union(
            q for graph in own for q in engine.store.quads_for_pattern(None, None, None, graph)
        )

    def _swap(self, lost: set[Quad], fresh: set[Quad]) -> None:
        for quad in lost:
            self.data.remove(_triple(quad))
        for quad in fresh:
            self.data.add(_triple(quad))

    def _checked(self, engine: Embedded, change: Change | None) -> set[Finding]:
        """Run the checks; the one that is slow and reads only names and addresses, where needed."""
        return {
            _bare(finding)
            for check in self.rulebook.checks
            if check.name != _NAMES or change is None or self._names_differ(change)
            for finding, _ in run_check(engine, check, self.case.project.prefixes)
        }

    def _shaped(self, focus: set[str] | None) -> set[Finding]:
        """Run the shapes on some of their targets, or on all."""
        graph, executor = self.validator.data_graph, self.validator.make_executor()
        results = []
        for shape in self.validator.shacl_graph.shapes:
            targets = shape.focus_nodes(graph)
            chosen = [node for node in targets if focus is None or str(node) in focus]
            if chosen:
                results += shape.validate(executor, graph, focus=chosen)[1]
        report, _ = Validator.create_validation_report(
            self.validator.shacl_graph, not results, results
        )
        found = report.subjects(RDF.type, SH.ValidationResult)
        return {_bare(_finding(report, result)) for result in found}

    def _near(self, change: Change) -> set[str]:
        """Collect the nodes that a change is about, and those one link away."""
        subjects = {quad.subject for quad in (*change.drop, *change.add)}
        ends = {quad.object for quad in (*change.drop, *change.add)}
        near = subjects | ends | {q.subject for q in self.case.quads if q.object in subjects}
        near |= {q.object for q in self.case.quads if q.subject in subjects}
        return {term.value for term in near if isinstance(term, NamedNode)}

    def _names_differ(self, change: Change) -> bool:
        quads = (*change.drop, *change.add)
        if any(q.predicate in (cg("nameText"), cg("hasName"), PREF_LABEL) for q in quads):
            return True
        fresh = {t for q in change.add for t in (q.subject, q.object) if not isinstance(t, Literal)}
        known = {t for q in (*self.case.quads, *self.case.around) for t in (q.subject, q.object)}
        return not fresh <= known


def judge(rulebook: Rulebook, mutants: Iterable[tuple[Case, Change, bool]]) -> list[Outcome]:
    """Validate mutants, and keep what their valid cases have not.

    Args:
        rulebook: the rules, checks and shapes.
        mutants: a valid case, its change, and whether every node is to be validated where those
            near the change give no finding.
    """
    benches: dict[str, _Bench] = {}
    outcomes = []
    for case, change, thorough in mutants:
        if case.name not in benches:
            benches[case.name] = _Bench(rulebook, case)
        outcomes.append(benches[case.name].outcome(change, thorough))
    return outcomes


def _bare(finding: Finding) -> Finding:
    """Keep what a finding is about; one with other words or another value is still the same."""
    return replace(finding, value="", message="")


def _triple(quad: Quad) -> tuple:  # type: ignore[type-arg]
    return to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)
