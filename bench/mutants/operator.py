"""What an operator is: a name, the error it imitates, and a function from a case to changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Final

from mutants.case import Case, Change

Making = Callable[[Case, Random], Iterator[Change]]


@dataclass(frozen=True)
class Operator:
    """One way to err.

    Attributes:
        name: in kebab-case, unique.
        imitates: what a curator did wrong, in one line.
        make: yields every change of this sort that a case allows, or a random one for each spot.
    """

    name: str
    imitates: str
    make: Making


OPERATORS: Final[dict[str, Operator]] = {}


def operator(make: Making) -> Making:
    """Enter a function among the operators: its name in kebab-case, its docstring as the error."""
    name = make.__name__.replace("_", "-")
    imitates = (make.__doc__ or "").strip().rstrip(".")
    assert imitates and name not in OPERATORS, name
    OPERATORS[name] = Operator(name, imitates[0].lower() + imitates[1:], make)
    return make
