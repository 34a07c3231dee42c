"""A project in, what its settings say of the data as a whole out: the table `[dataset]`."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Final

from casegraph.errors import InputError
from casegraph.project.folder import Project


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

    title: str = "Legal cases, with the passages that say so"
    description: str = ""
    licence: str = ""
    publisher: str = ""
    contact: str = ""


NOTHING: Final = About(title="")


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
