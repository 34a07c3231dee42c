"""The private table of public identifiers: drawn at random, kept from release to release.

The table joins what a release keeps apart. It lies outside the release, readable by its owner only.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from casegraph.errors import InputError
from casegraph.scaffold import mint_identifier

_HEADER: Final = ("person", "thing", "public")
ASIDE: Final = ".new-"  # with the number of a process: what it writes, before it is in place
_OWNER_ONLY: Final = 0o600


class Pseudonyms:
    """Public identifiers of persons, and of what a release tells of each.

    Args:
        known: the public path under the base, by person and thing (paths under the base).
        taken: identifiers that may not be drawn.
    """

    def __init__(
        self, known: dict[tuple[str, str], str] | None = None, taken: Iterable[str] = ()
    ) -> None:
        self.known = dict(known or {})
        self._taken = {*taken, *(_last(public) for public in self.known.values())}

    def of(self, person: str, thing: str, home: str) -> str:
        """Return the public path of a thing as it is told of a person, and draw one if new.

        Nothing of the path of the thing is in it: a folder or a form of address of its own would
        tell it apart.

        Args:
            person: the path of the person under the base, such as `person/d4k7wz`.
            thing: the path of the thing, such as `case/nwh-2019-1#d1-sentence`.
            home: what its public path begins with: `case/`, `person/`, or a public path and `#`.
        """
        if not self.known.get((person, thing), "").startswith(home):
            drawn = mint_identifier(self._taken)
            self._taken.add(drawn)
            self.known[person, thing] = f"{home}{drawn}"
        return self.known[person, thing]

    def public(self, person: str) -> str | None:
        """Return the public path of a person, or None if none was ever drawn."""
        return self.known.get((person, person))


def _last(public: str) -> str:
    return public.rpartition("#" if "#" in public else "/")[2]


def read_pseudonyms(path: Path, taken: Iterable[str]) -> Pseudonyms:
    """Read the table; an absent file is an empty table.

    Args:
        path: the file.
        taken: identifiers that may not be drawn: those that the files of the project use.

    Raises:
        InputError: the file is no such table, or others may read it.
    """
    if not path.exists():
        return Pseudonyms(taken=taken)
    if path.stat().st_mode & 0o077:
        raise InputError(
            "others may read the private table",
            path=path,
            remedy=f"Run 'chmod 600 {path}', and ask who has read it.",
        )
    try:
        rows = [tuple(line.split("\t")) for line in path.read_text("utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"the private table cannot be read ({error})", path=path) from error
    if not rows or rows[0] != _HEADER or any(len(row) != len(_HEADER) for row in rows):
        raise InputError(
            "this is no table of pseudonyms",
            path=path,
            remedy="Bring back the one that the last release was made with.",
        )
    return Pseudonyms({(row[0], row[1]): row[2] for row in rows[1:]}, taken)


def write_pseudonyms(pseudonyms: Pseudonyms, path: Path) -> None:
    """Write the table aside, readable by its owner only, then put it in place."""
    rows = [_HEADER, *((*key, public) for key, public in sorted(pseudonyms.known.items()))]
    write_private(path, "".join("\t".join(row) + "\n" for row in rows))


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read; nobody sees half of it."""
    aside = path.with_name(f".{path.name}{ASIDE}{os.getpid()}")
    aside.unlink(missing_ok=True)
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    aside.replace(path)
