"""A project in, what its settings say of how it is shown out: `noindex`."""

from __future__ import annotations

from casegraph.errors import InputError
from casegraph.project import Project
from casegraph.terms import KINDS


def hidden_kinds(project: Project) -> tuple[str, ...]:
    """Read the kinds of things that search engines are asked to leave out: `noindex`.

    Without the setting these are persons.

    Raises:
        InputError: it is no list of kinds.
    """
    kinds = project.settings.get("noindex", ["person"])
    if not isinstance(kinds, list) or not all(kind in KINDS for kind in kinds):
        raise InputError(
            "noindex is no list of kinds of things",
            path=project.settings_file,
            remedy=f"Write a list of: {', '.join(KINDS)}.",
        )
    return tuple(kinds)
