"""Mutants in, what validation says of each out, with the rules, checks and shapes of a project."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property

from pyoxigraph import Quad, RdfFormat, serialize

from casegraph.derive import derive, read_rules
from casegraph.engine import Embedded
from casegraph.errors import InputError
from casegraph.project import Project
from casegraph.saved import load
from casegraph.turtle import read, read_text
from casegraph.validate import Finding, Severity
from casegraph.validate.checks import run_compiled
from casegraph.validate.plan import compile_checks
from casegraph.validate.run import SUBCLASS, Validator
from casegraph.validate.whole import compile_plan
from mutants.case import Case, Change


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
        self.rules = read_rules(map(load, project.queries("rules").values()), project.prefixes)
        words = [quad for path in project.ontology_files() for quad in read(path).quads]
        plan = compile_plan(project, (quad for quad in words if quad.predicate == SUBCLASS))
        self.validator = Validator(plan)
        self.checks = [load(path) for path in project.queries("checks/data").values()]


class _Bench:
    """One valid case and what validation finds in it."""

    def __init__(self, rulebook: Rulebook, case: Case) -> None:
        self.rulebook, self.case = rulebook, case
        # a check knows the base of the things that it judges, and projects differ in it
        self.checks = compile_checks(rulebook.checks, case.project.prefixes)
        self.before = self._findings({*case.quads, *case.around})

    @cached_property
    def _words(self) -> str:
        return _text(self.case.terms.quads)

    def outcome(self, change: Change) -> Outcome:
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
        outcome = Outcome()
        for finding in self._findings(quads) - self.before:
            outcome.findings.setdefault(finding.severity, set()).add(finding.shape)
        return outcome

    def _findings(self, quads: set[Quad]) -> set[Finding]:
        engine = Embedded()
        engine.load(self.case.terms.quads)
        engine.load(quads)
        derived = derive(engine, self.rulebook.rules, self.case.project.base)
        lines = b"".join(line for made in derived.values() for line in made)
        text = "\n".join((self._words, _text(quads), lines.decode("utf-8")))
        found = self.rulebook.validator.findings(text, engine)
        found += [finding for check in self.checks for finding, _ in run_compiled(engine, check)]
        return {_bare(finding) for finding in found}


def judge(rulebook: Rulebook, mutants: Iterable[tuple[Case, Change]]) -> list[Outcome]:
    """Validate mutants, and keep what their valid cases have not.

    Args:
        rulebook: the rules, checks and shapes.
        mutants: a valid case and its change.
    """
    benches: dict[str, _Bench] = {}
    outcomes = []
    for case, change in mutants:
        if case.name not in benches:
            benches[case.name] = _Bench(rulebook, case)
        outcomes.append(benches[case.name].outcome(change))
    return outcomes


def _bare(finding: Finding) -> Finding:
    """Keep what a finding is about; one with other words or another value is still the same."""
    return replace(finding, value="", message="")


def _text(quads: Iterable[Quad]) -> str:
    written = serialize((quad.triple for quad in quads), format=RdfFormat.N_TRIPLES)
    return (written or b"").decode("utf-8")
