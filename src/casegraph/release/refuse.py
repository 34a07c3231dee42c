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


def refuse_unsound(
    project: Project, facts: Facts, found: Levels, progress: Callable[[str], None]
) -> None:
    """Refuse a project with a Violation of what may leave, or of a level.

    What breaks a shape cannot leave; without it what leaves may be sound, and wrong: a sentence
    without the part that has an ill-formed term. What is restricted stays behind, sound or not.

    Args:
        project: the curators' project.
        facts: what it states.
        found: the levels of its things.
        progress: called with a few words at each step.

    Raises:
        UnsoundError: there is such a Violation.
    """
    same = unchanged(project)
    report = same[1] if same else validate_project(project, progress=progress)
    broken = {one.focus for one in report.at_least(Severity.VIOLATION).findings}
    things = {thing for thing in broken if _may_leave(thing, found)} | set(
        _wrong_levels(facts, found)
    )
    if things:
        number = f"{len(things)} thing{'' if len(things) == 1 else 's'}"
        raise UnsoundError(
            f"of what may leave, {number} have a Violation or a level that is none",
            where=str(project.root),
            remedy="See them with 'casegraph validate' and mend them, or leave out what breaks "
            "a shape with --accept-violations.",
        )


def _may_leave(thing: str, found: Levels) -> bool:
    """Say whether a thing may leave, or might if what it hangs on were not misspelt."""
    if found.of(thing) < Level.RESTRICTED:
        return True
    astray = thing not in found.seen[Level.RESTRICTED].classes
    return astray and found.alone.get(thing, Level.RESTRICTED) < Level.RESTRICTED


def _wrong_levels(facts: Facts, found: Levels) -> Iterator[str]:
    """Name what is given a level that is none, in a file that is not restricted."""
    for quad in facts.quads:
        wrong = quad.predicate.value == DISCLOSURE and not Level.is_one(name(quad.object))
        if wrong and found.files.get(name(quad.graph_name), Level.PUBLIC) < Level.RESTRICTED:
            yield name(quad.subject)


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
