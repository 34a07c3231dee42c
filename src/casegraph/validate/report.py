"""Findings and the report that gathers them, with its three written forms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from enum import IntEnum
from itertools import groupby
from typing import Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, parse

from casegraph.terms import RDF, RDF_TYPE, STANDARD, XSD, Prefixes
from casegraph.turtle import write

_SH = STANDARD["sh"]
_Node = tuple[NamedNode | BlankNode, list[Quad]]
_CHECK = "https://w3id.org/casegraph/query/checks/"
_STEP = re.compile(r"/(?=\^?[a-z]+:)")
# what a finding says, apart from its severity and place
PARTS: Final = ("focus", "path", "value", "shape", "component", "message")
_IRI = re.compile(r"<?(https?://(?:(?!/\^?https?://)[^\s<>|\"])*(?<![.,;:!?)]))>?")


class Severity(IntEnum):
    """How grave a finding is; the order is the one of `--fail-on`."""

    INFO = 0
    WARNING = 1
    VIOLATION = 2

    @classmethod
    def of(cls, name: str) -> Severity:
        """Read a severity from its name or from a SHACL IRI.

        Raises:
            KeyError: it is none of the three.
        """
        return cls[name.rsplit("#", 1)[-1].upper()]

    @property
    def label(self) -> str:
        """The name as SHACL writes it."""
        return self.name.capitalize()


@dataclass(frozen=True)
class Finding:
    """One thing that a shape or a check found.

    Attributes:
        severity: how grave it is.
        focus: the focus node: an IRI, or another term as Turtle writes it.
        path: the property or path concerned, or an empty string.
        value: the value concerned, or an empty string.
        shape: the IRI of the shape or constraint, or the name of the check.
        component: the local name of the SHACL constraint component, or `Check`.
        message: a sentence that says what is wrong and how to mend it.
        file: the file where the focus node is described, as people know it.
        line: its line there, from 1.
    """

    severity: Severity
    focus: str
    path: str
    value: str
    shape: str
    component: str
    message: str
    file: str = ""
    line: int | None = None

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it the same finding in another run: neither its place nor its words.

        Blank nodes have no names that last, so all of them count as one.
        """
        parts = (self.focus, self.path, self.value, self.shape, self.component)
        return tuple("_:" if part.startswith("_:") else part for part in parts)

    @property
    def spot(self) -> str:
        """Where it stands, in words."""
        return f"{self.file or '(no file)'}{f' line {self.line}' if self.line else ''}"

    @property
    def order(self) -> tuple[object, ...]:
        """What findings are sorted by: file, line, focus, then the gravest first.

        Of one value a check comes before a shape: that a thing does not exist explains that it has
        not the right class.
        """
        return (
            *(self.file or "\uffff", self.line or 0, self.focus, -self.severity),
            *(self.path, self.value, self.component != "Check"),
            *(self.shape, self.component, self.message),
        )

    def shortened(self, prefixes: Prefixes) -> Finding:
        """Return the same finding with IRIs written for people."""

        def short(text: str) -> str:
            return _IRI.sub(lambda match: prefixes.shorten(match[1]), text)

        return replace(
            self,
            focus=short(self.focus),
            path=short(self.path),
            value=short(self.value),
            shape=short(self.shape),
            message=short(self.message),
        )


def _on_one_line(text: str) -> str:
    """Take from a text what would move the cursor or turn the letters of who reads it."""
    text = text.replace("\n", "\\n")
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def iri_in(message: str) -> str:
    """Find the first IRI in a message; empty if there is none."""
    found = _IRI.search(message)
    return found[1] if found else ""


def in_words(finding: Finding) -> dict[str, object]:
    """Write for a table what is neither a text nor always there: severity and line."""
    return {"severity": finding.severity.label, "line": finding.line or ""}


@dataclass(frozen=True)
class Report:
    """All findings of one run, sorted, each once."""

    findings: tuple[Finding, ...]

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> Report:
        """Sort findings and drop repetitions."""
        return cls(tuple(sorted(set(findings), key=lambda finding: finding.order)))

    def count(self, severity: Severity) -> int:
        """Count the findings of one severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def fails(self, threshold: Severity) -> bool:
        """Say whether a finding is as grave as the threshold, or graver."""
        return any(finding.severity >= threshold for finding in self.findings)

    def in_files(self, files: Iterable[str]) -> Report:
        """Keep the findings of some files (as people know them)."""
        wanted = set(files)
        return Report(tuple(finding for finding in self.findings if finding.file in wanted))

    def at_least(self, severity: Severity) -> Report:
        """Keep the findings that are as grave as this, or graver."""
        return Report(tuple(f for f in self.findings if f.severity >= severity))

    def summary(self) -> str:
        """Count the findings in one line."""
        counts = [(self.count(severity), severity.label.lower()) for severity in reversed(Severity)]
        return ", ".join(f"{n} {name}{'' if n == 1 else 's'}" for n, name in counts)

    def to_text(self, prefixes: Prefixes) -> str:
        """Write the report for people: by file, by focus node, a line and a message a finding."""
        return "\n".join([*self.lines(prefixes), self.summary()]) + "\n"

    def lines(self, prefixes: Prefixes) -> list[str]:
        """Write the findings for people, without their counts."""
        lines: list[str] = []
        for file, in_file in groupby(self.findings, key=lambda finding: finding.file):
            lines.append(file or "(no file)")
            for (line, focus), group in groupby(in_file, key=lambda f: (f.line, f.focus)):
                spot = f"line {line}: " if line else ""
                lines.append(f"  {spot}{_IRI.sub(lambda m: prefixes.shorten(m[1]), focus)}")
                for finding in (entry.shortened(prefixes) for entry in group):
                    lines.append(f"    {finding.severity.label}: {finding.message}")
                    detail = " ".join(filter(None, (finding.path, finding.value)))
                    rule = f"{finding.shape} {finding.component}"
                    lines.append(f"      {f'{detail}  ' if detail else ''}[{rule}]")
            lines.append("")
        return [_on_one_line(line) for line in lines]

    def to_json(self) -> str:
        """Write the report as JSON: counts by severity and a list of findings."""
        findings = [asdict(f) | {"severity": f.severity.label} for f in self.findings]
        counts = {severity.label: self.count(severity) for severity in reversed(Severity)}
        return (
            json.dumps({"counts": counts, "findings": findings}, ensure_ascii=False, indent=2)
            + "\n"
        )

    @classmethod
    def from_json(cls, text: str) -> Report:
        """Read what `to_json` wrote.

        Raises:
            ValueError: the text is no such report.
        """
        try:
            entries = json.loads(text)["findings"]
            return cls.of(
                Finding(**{**entry, "severity": Severity.of(entry["severity"])})
                for entry in entries
            )
        except (KeyError, TypeError) as error:
            raise ValueError(f"this is no report of casegraph ({error})") from error

    def to_turtle(self, prefixes: Prefixes) -> str:
        """Write the report in the W3C form (SHACL, section 3.6)."""
        return write(self._quads(), prefixes)

    def _quads(self) -> Iterable[Quad]:
        def sh(name: str) -> NamedNode:
            return NamedNode(_SH + name)

        report = BlankNode("report")
        conforms = Literal(str(not self.findings).lower(), datatype=NamedNode(XSD + "boolean"))
        yield Quad(report, RDF_TYPE, sh("ValidationReport"))
        yield Quad(report, sh("conforms"), conforms)
        for number, finding in enumerate(self.findings):
            result = BlankNode(f"result{number}")
            yield Quad(report, sh("result"), result)
            yield Quad(result, RDF_TYPE, sh("ValidationResult"))
            yield Quad(result, sh("resultSeverity"), sh(finding.severity.label))
            yield Quad(result, sh("resultMessage"), Literal(finding.message, language="en"))
            yield Quad(result, sh("sourceConstraintComponent"), _component(finding))
            yield Quad(result, sh("focusNode"), _term(finding.focus))
            yield Quad(result, sh("sourceShape"), _shape(finding))
            if finding.path:
                node, described = _path(finding.path)
                yield Quad(result, sh("resultPath"), node)
                yield from described
            if finding.value:
                yield Quad(result, sh("value"), _term(finding.value))


def _component(finding: Finding) -> NamedNode:
    name = "SPARQLConstraintComponent" if finding.component == "Check" else finding.component
    return NamedNode(_SH + name)


def _shape(finding: Finding) -> NamedNode | BlankNode | Literal:
    if finding.component == "Check":
        return NamedNode(_CHECK + finding.shape)
    return _term(finding.shape)


def _path(text: str) -> _Node:
    """Turn a path as findings write it into its node and the triples that describe it (2.3.1)."""
    choices = text.split("|")
    if len(choices) > 1:
        return _described("alternativePath", _rdf_list(choices))
    steps = _STEP.split(text)
    if len(steps) > 1:
        return _rdf_list(steps)
    if text.startswith("^"):
        return _described("inversePath", _path(text[1:]))
    return NamedNode(text), []


def _described(name: str, inner: _Node) -> _Node:
    node = BlankNode()
    return node, [Quad(node, NamedNode(_SH + name), inner[0]), *inner[1]]


def _rdf_list(steps: list[str]) -> _Node:
    if not steps:
        return NamedNode(RDF + "nil"), []
    cell = BlankNode()
    (first, one), (rest, more) = _path(steps[0]), _rdf_list(steps[1:])
    links = [Quad(cell, NamedNode(RDF + n), o) for n, o in (("first", first), ("rest", rest))]
    return cell, [*links, *one, *more]


def _term(text: str) -> NamedNode | BlankNode | Literal:
    """Read a term as findings write it: an IRI bare, other terms as Turtle does."""
    try:
        return NamedNode(text)
    except ValueError:
        pass
    try:
        [quad] = parse(f"<x:s> <x:p> {text} .", RdfFormat.TURTLE)
    except (SyntaxError, ValueError):  # ValueError: more than one triple
        return Literal(text)
    return quad.object if isinstance(quad.object, BlankNode | Literal) else Literal(text)
