"""A project in, its rules, shapes and checks ready to run out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from pyoxigraph import Quad

from casegraph.derive import Rule, read_rules
from casegraph.project import Project, resources
from casegraph.saved import SavedQuery, load
from casegraph.turtle import RdfFile, open_file
from casegraph.validate import Plan, Validator, compile_plan
from casegraph.validate.run import SUBCLASS

_UNIT = "unit"


@dataclass(frozen=True)
class Words:
    """What data is judged by; the same for all parts of a project.

    Attributes:
        project: the project.
        rules: its rules.
        plan: its shapes and checks.
        local: whether all of them look only at the unit that a node belongs to and what is around.
    """

    project: Project
    rules: tuple[Rule, ...]
    plan: Plan
    local: bool

    @cached_property
    def ontology(self) -> dict[str, RdfFile]:
        """The files of the ontology by the IRI of their named graph."""
        return {
            graph.value: open_file(path, graph=graph, shown=self.project.shown(path))
            for path, graph in self.project.ontology_files().items()
        }

    @cached_property
    def validator(self) -> Validator:
        """The shapes, compiled."""
        return Validator(self.plan)

    def __getstate__(self) -> dict[str, object]:
        """Leave what a process reads for itself: the library's shapes go to no other one."""
        return {name: getattr(self, name) for name in ("project", "rules", "plan", "local")}


def read_words(project: Project) -> Words:
    """Read the rules, shapes and checks of a project.

    Raises:
        InputError: a file of them cannot be read, or is ill-formed.
        CasegraphError: the shapes cannot be used.
    """
    rules = [load(path) for path in project.queries("rules").values()]
    checks = [load(path) for path in project.queries("checks/data").values()]
    local = _local(project, rules, checks)
    found = Words(project, read_rules(rules, project.prefixes), Plan(), local)
    plan = compile_plan(project, _subclasses(found))
    return Words(project, found.rules, plan, local and not plan.rest)


def _subclasses(words: Words) -> list[Quad]:
    return [q for file in words.ontology.values() for q in file.quads if q.predicate == SUBCLASS]


def _local(project: Project, rules: list[SavedQuery], checks: list[SavedQuery]) -> bool:
    """Say whether a project's own words are known to look at one unit only.

    casegraph's own are: tests hold that judging by parts and as a whole give the same. A rule or
    check of a project says so in its header (`scope: unit`); shapes of a project cannot.
    """
    top = resources()
    if any(not path.is_relative_to(top / "shapes") for path in project.shape_files()):
        return False
    own = [query for query in (*rules, *checks) if not query.path.is_relative_to(top / "queries")]
    return all(query.extra.get("scope") == _UNIT for query in own)
