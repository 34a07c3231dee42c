"""The one family of errors: each says what is wrong, where, and what to do next.

Findings (what a check found in valid input) are values of `casegraph.validate`, never exceptions.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

_MOST_NAMES: Final = 30
_USAGE: Final = 2
_COULD_NOT_RUN: Final = 3


class CasegraphError(Exception):
    """Say what went wrong; the base of every error that casegraph raises on purpose.

    Attributes:
        what: one sentence without a full stop.
        where: a file, a cell or an IRI, or an empty string.
        remedy: what to do next, or an empty string.
    """

    def __init__(self, what: str, *, where: str = "", remedy: str = "") -> None:
        self.what = what
        self.where = where
        self.remedy = remedy
        super().__init__(str(self))

    @property
    def exit_code(self) -> int:
        """The code with which the command line ends; the one place where it is decided.

        2 for what was typed: a name, a value, a query, a file or folder that is not there. 3 for
        what could not be done for another reason: permissions, disk, network, a file that is there
        and ill-formed, a store that is damaged or not built yet.
        """
        missing = isinstance(self.__cause__, FileNotFoundError | NotADirectoryError)
        typed = isinstance(self, UsageError) or (isinstance(self, InputError) and missing)
        return _USAGE if typed else _COULD_NOT_RUN

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes with all attributes; the initialiser need not be called."""
        return _travelled, (type(self), dict(vars(self)), self.args)

    def __str__(self) -> str:
        text = f"{self.where}: {self.what}" if self.where else self.what
        return f"{text}. {self.remedy}" if self.remedy else text


def _travelled(
    kind: type[CasegraphError], attributes: dict[str, Any], args: tuple[Any, ...]
) -> CasegraphError:
    error = kind.__new__(kind, *args)
    vars(error).update(attributes)
    return error


class InputError(CasegraphError):
    """Say which file could not be read, with line and column (from 1) where the format has them."""

    def __init__(
        self,
        what: str,
        *,
        path: Path | str,
        line: int | None = None,
        column: int | None = None,
        remedy: str = "",
    ) -> None:
        self.path = Path(path)
        self.line = line
        self.column = column
        spot = "".join(f":{number}" for number in (line, column) if number is not None)
        super().__init__(what, where=f"{path}{spot}", remedy=remedy)


class UsageError(CasegraphError):
    """Say which name or value of a call is wrong, and what would be right."""


class StoreError(CasegraphError):
    """Say why a generation, its store or its lock cannot be used."""


class EngineError(CasegraphError):
    """Say why an engine could not answer a query."""


class InvalidQueryError(EngineError):
    """Say what is wrong with the text of a query."""


def nearest(name: str, known: Iterable[str], *, otherwise: str = "") -> str:
    """Suggest up to three known names near an unknown one, as a sentence for `remedy`.

    Args:
        name: the unknown name.
        known: the known ones.
        otherwise: a clause that says where to look if none is near and they are too many to list.
    """
    names = sorted(known)
    close = get_close_matches(name, names, n=3, cutoff=0.5)
    if close:
        return f"Did you mean {', '.join(close)}?"
    if len(names) > _MOST_NAMES:
        return f"None of the {len(names)} known names is near it{otherwise and '; '}{otherwise}."
    return f"Known: {', '.join(names)}." if names else "None is known here."
