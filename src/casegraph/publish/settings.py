"""A project in, what its settings say of how it is shown out: `[dataset]` and `noindex`."""

from __future__ import annotations

from dataclasses import dataclass, fields

from casegraph.errors import InputError
from casegraph.project import Project
from casegraph.terms import KINDS


@dataclass(frozen=True)
class About:
    """What is said of the data as a whole: the table `[dataset]`.

    Attributes:
        title: its title.
        description: a sentence or two.
        licence: the IRI of its licence.
        publisher: who publishes it.
        contact: an address for corrections and withdrawals, `mailto:` or http(s).
    """

    title: str = "Legal cases, with evidence on every statement"
    description: str = ""
    licence: str = ""
    publisher: str = ""
    contact: str = ""


def read_about(project: Project) -> About:
    """Read the table `[dataset]`.

    Raises:
        InputError: it has an unknown entry, or one that is no text.
    """
    table = project.settings.get("dataset", {})
    known = [field.name for field in fields(About)]
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise InputError(
            "dataset is no table of texts", path=project.settings_file, remedy="Correct it there."
        )
    if unknown := sorted(set(table) - set(known)):
        raise InputError(
            f"the entry {unknown[0]!r} of dataset is unknown",
            path=project.settings_file,
            remedy=f"Known: {', '.join(known)}.",
        )
    return About(**table)


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
