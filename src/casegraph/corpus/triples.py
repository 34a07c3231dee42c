"""Statements in, lines of N-Triples out: no graph is held, so any number of files can be made."""

from __future__ import annotations

from typing import Final

from casegraph.terms import CG, EDTF, RDF, SKOS, VOCABULARY, XSD

BASE: Final = "https://example.org/id/"
_CLASS: Final = f"<{RDF}type>"
_LABEL: Final = f"<{SKOS}prefLabel>"


def thing(path: str) -> str:
    """Name a thing by its path under the base."""
    return f"<{BASE}{path}>"


def concept(name: str) -> str:
    """Name a concept: `finding/convicted`."""
    return f"<{VOCABULARY}{name}>"


def text(words: str, language: str = "en") -> str:
    """Write a text with a language; the generator's own words need no escapes."""
    return f'"{words}"@{language}'


def plain(words: str) -> str:
    """Write a text without a language."""
    return f'"{words}"'


def integer(number: int) -> str:
    """Write a whole number."""
    return f'"{number}"^^<{XSD}integer>'


def truth(value: bool) -> str:
    """Write a truth value."""
    return f'"{str(value).lower()}"^^<{XSD}boolean>'


def edtf(expression: str) -> str:
    """Write a date as EDTF."""
    return f'"{expression}"^^<{EDTF}>'


class Lines:
    """The statements of one file, in the order in which they were made."""

    def __init__(self, path: str, disclosure: str = "public") -> None:
        self.path = path
        self.lines: list[str] = []
        self.add(
            thing(f"graph/{path}"), "GraphFile", disclosure=concept(f"disclosure/{disclosure}")
        )

    def add(self, subject: str, kind: str, label: str = "", **values: str | list[str]) -> str:
        """State a thing of a class, with its label and its properties by their local names."""
        self.lines.append(f"{subject} {_CLASS} <{CG}{kind}> .\n")
        if label:
            self.lines.append(f"{subject} {_LABEL} {text(label)} .\n")
        for name, given in values.items():
            for value in given if isinstance(given, list) else [given]:
                self.lines.append(f"{subject} <{CG}{name}> {value} .\n")
        return subject

    def replace(self, old: str, new: str) -> None:
        """Put a line in the place of another; an empty one removes it."""
        place = self.lines.index(old)
        self.lines[place : place + 1] = [new] if new else []

    def find(self, subject: str, name: str) -> str:
        """Return the first line that states this property of a thing."""
        start = f"{subject} <{CG}{name}> "
        return next(line for line in self.lines if line.startswith(start))

    def text(self) -> str:
        """Return the file, its lines sorted."""
        return "".join(sorted(self.lines))
