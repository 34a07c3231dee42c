"""A project, and what of it would leave, in; what speaks against a release out.

Names of who is withheld are looked for by `names`; the lists of what may leave are SHACL.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from pyoxigraph import NamedNode, Quad

from casegraph.build.generation import unchanged
from casegraph.project import Project
from casegraph.release.disclosure import DISCLOSURE, Level
from casegraph.release.facts import Facts, name
from casegraph.release.levels import Levels
from casegraph.release.made import UnsoundError
from casegraph.release.names import Found
from casegraph.survey import validate_project
from casegraph.terms import RDF_TYPE
from casegraph.validate import Severity


def refuse_unsound(project: Project, found: Levels, progress: Callable[[str], None]) -> None:
    """Refuse a project with a Violation of what may leave, or of a level.

    What breaks a shape cannot leave; without it what leaves may be sound, and wrong: a sentence
    without the part that has an ill-formed term. What is restricted stays behind, sound or not.

    Args:
        project: the curators' project.
        found: the levels of its things.
        progress: called with a few words at each step.

    Raises:
        UnsoundError: there is such a Violation.
    """
    same = unchanged(project)
    report = same[1] if same else validate_project(project, progress=progress)
    number = sum(
        found.of(one.focus) < Level.RESTRICTED
        or (one.path == DISCLOSURE and one.value not in found.things)  # a level that is none
        for one in report.at_least(Severity.VIOLATION).findings
    )
    if number:
        raise UnsoundError(
            f"what may leave has {number} Violation{'' if number == 1 else 's'}",
            where=str(project.root),
            remedy="See them with 'casegraph validate' and mend them, or leave out what breaks "
            "a shape with --accept-violations.",
        )


def withheld_addresses(quads: Iterable[Quad], facts: Facts, found: Levels) -> Iterator[Found]:
    """Find links that leave and lead to an address, outside the project, of a withheld thing.

    To leave them out would tell: the same link leaves where nobody describes that thing.

    Args:
        quads: what leaves.
        facts: what is stated.
        found: the levels of things.
    """
    for quad in quads:
        value = name(quad.object)
        if not isinstance(quad.object, NamedNode) or quad.predicate == RDF_TYPE:
            continue
        if value in facts.classes and found.of(value) > Level.PUBLIC:
            where = f"{name(quad.subject)} {quad.predicate.value}"
            yield Found(value, (value,), where, value, (value,))
