"""A parameter of a saved query in, a field of a form out: typed, with what can be chosen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from casegraph.find import fold
from casegraph.publish.pages.words import spaced
from casegraph.publish.pages.workshop import Workshop
from casegraph.saved import Parameter, SavedQuery
from casegraph.terms import KINDS, VOCABULARY

MOST_CHOICES: Final = 1000
_ABSENT: Final = re.compile(r";\s*(.+?) when absent")
_INPUTS: Final = {"date": "date", "integer": "number"}


@dataclass(frozen=True)
class Choice:
    """One thing that can be chosen.

    Attributes:
        value: what is sent.
        label: what is shown.
    """

    value: str
    label: str


@dataclass(frozen=True)
class Field:
    """One field of a form.

    Attributes:
        name: of the parameter.
        label: what stands beside it.
        about: what it means.
        value: what was given, or an empty string.
        input: the type of the element, where nothing can be chosen from.
        choices: what can be chosen; the first leaves the parameter out.
        example: something that could be given.
    """

    name: str
    label: str
    about: str
    value: str
    input: str = "text"
    choices: tuple[Choice, ...] = ()
    example: str = ""


def read_fields(shop: Workshop, query: SavedQuery, given: Mapping[str, str]) -> tuple[Field, ...]:
    """Make the fields of a form.

    Args:
        shop: reads what can be chosen.
        query: whose parameters they are.
        given: what was given, as people type it.
    """
    return tuple(
        _field(shop, parameter, given.get(name, "")) for name, parameter in query.parameters.items()
    )


def _field(shop: Workshop, parameter: Parameter, value: str) -> Field:
    choices = _choices(shop, parameter, value)
    label = spaced(parameter.name)
    return Field(
        name=parameter.name,
        label=label[:1].upper() + label[1:],
        about=parameter.description,
        value=value,
        input=_INPUTS.get(parameter.type, "text"),
        choices=choices,
        example=parameter.example,
    )


def _choices(shop: Workshop, parameter: Parameter, value: str) -> tuple[Choice, ...]:
    """List what can be chosen; nothing where that is open, or too much for a list."""
    if parameter.type == "boolean":
        found = [Choice("true", "yes"), Choice("false", "no")]
    elif parameter.type in KINDS:
        start = f"{shop.reader.base}{parameter.type}/"
        found = _named(shop, shop.reader.listed("things", start=start), start)
    elif parameter.type == "concept" and ":" in parameter.example:
        scheme = NamedNode(VOCABULARY + parameter.example.partition(":")[0])
        found = _named(shop, shop.reader.listed("concepts", scheme=scheme))
    else:
        return ()
    if not found:
        return ()
    if value and value not in {choice.value for choice in found}:
        found.insert(0, Choice(value, value))
    return (Choice("", _absent(parameter)), *found)


def _named(shop: Workshop, iris: list[str], start: str = "") -> list[Choice]:
    """Name things by what stands behind the start of their addresses; nothing if they are many."""
    if len(iris) > MOST_CHOICES:
        return []
    short = shop.graph.project.prefixes.shorten
    found = [
        Choice(iri.removeprefix(start) if start else short(iri), shop.reader.label(iri).value)
        for iri in iris
    ]
    return sorted(found, key=lambda choice: (fold(choice.label), choice.value))


def _absent(parameter: Parameter) -> str:
    """Say what holds where nothing is chosen, in the words of the parameter's description."""
    found = _ABSENT.search(parameter.description)
    words = found[1] if found else "any"
    return words[:1].upper() + words[1:]
