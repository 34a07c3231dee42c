"""A file's text in, the line of each subject out.

The parser gives no positions of triples, so the text is scanned for subjects: exact for Turtle as
`fmt` writes it, a search for the IRI in every other format.
"""

from __future__ import annotations

import re
from functools import cached_property

_DIRECTIVE = re.compile(r"\s*(?:@prefix|PREFIX)\s+([^:\s]*):\s*<([^>]*)>", re.I)
_BASE = re.compile(r"\s*(?:@base|BASE)\s+<([^>]*)>", re.I)
_LONG = re.compile(r'"{3}(?:"{0,2}(?:[^"\\]|\\.))*"{3}', re.DOTALL)
_SUBJECT = re.compile(
    r"(?:<([^>\s]*)>|([^\s:<\"'#@]*):([^\s;,.<\"'\[\]()]*(?:\.[^\s;,.]+)*))(?=\s|$)"
)


class SubjectLines:
    """Where each subject of one file stands.

    Args:
        text: the whole file.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _rows(self) -> list[str]:
        """The lines, without those inside long strings; only newlines end them, as in editors."""
        return _LONG.sub(lambda string: "\n" * string[0].count("\n"), self.text).split("\n")

    @cached_property
    def _prefixes(self) -> dict[str, str]:
        found = map(_DIRECTIVE.match, self._rows)
        return {directive[1]: directive[2] for directive in found if directive}

    @cached_property
    def _lines(self) -> dict[str, int]:
        base = ""
        found: dict[str, int] = {}
        for number, line in enumerate(self._rows, 1):
            if directive := _BASE.match(line):
                base = directive[1]
            subject = _SUBJECT.match(line)
            if subject is None:
                continue
            iri, prefix, local = subject.groups()
            if iri is None:
                if prefix not in self._prefixes:
                    continue
                iri = self._prefixes[prefix] + local.replace("\\", "")
            elif base and ":" not in iri:
                iri = base + iri
            found.setdefault(iri, number)
        return found

    def line(self, iri: str) -> int | None:
        """Return the line (from 1) where this IRI is a subject, or is first written, or None."""
        if (line := self._lines.get(iri)) is not None:
            return line
        names = [
            f"{prefix}:{iri.removeprefix(namespace)}"
            for prefix, namespace in self._prefixes.items()
            if iri.startswith(namespace)
        ]
        if local := re.split(r"[#/]", iri)[-1]:
            names.append(f":{local}")
        patterns = [re.escape(f"<{iri}>"), re.escape(f'"{iri}"')]
        patterns += [rf"{re.escape(name)}(?![\w.\-]*\w)" for name in names]
        for pattern in patterns:
            if place := re.search(pattern, self.text):
                return self.text.count("\n", 0, place.start()) + 1
        return None
