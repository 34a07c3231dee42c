"""A W3C validation report as triples in, findings out (SHACL, section 3.6)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pyoxigraph import BlankNode, NamedNode, Quad, Triple

from casegraph.errors import CasegraphError
from casegraph.terms import RDF, RDF_TYPE, STANDARD, Term
from casegraph.validate.report import Finding, Severity

_SH: Final = STANDARD["sh"]
_RESULT: Final = NamedNode(_SH + "ValidationResult")
# of these the report names the constraint, which tells more than its shape
_NAMED: Final = {NamedNode(f"{_SH}{name}ConstraintComponent") for name in ("SPARQL", "JS")}
_Said = dict[Any, dict[str, list[Any]]]


def findings_of(report: Iterable[Quad | Triple]) -> list[Finding]:
    """Read the results of a report; what is a detail of a result is none itself.

    Raises:
        CasegraphError: a result has a severity that is none of SHACL's.
    """
    said: _Said = {}
    for triple in report:
        about = said.setdefault(triple.subject, {})
        about.setdefault(triple.predicate.value, []).append(triple.object)
    details = {node for about in said.values() for node in about.get(_SH + "detail", ())}
    return [
        _finding(said, about)
        for node, about in said.items()
        if _RESULT in about.get(RDF_TYPE.value, ()) and node not in details
    ]


def _finding(said: _Said, about: dict[str, list[Any]]) -> Finding:
    def one(name: str) -> Any:
        return next(iter(about.get(_SH + name, ())), None)

    component, shape = one("sourceConstraintComponent"), one("sourceShape")
    if component in _NAMED:
        shape = one("sourceConstraint") or shape
    messages = sorted(about.get(_SH + "resultMessage", ()), key=message_rank)
    return Finding(
        severity=read_severity(term_text(one("resultSeverity")), term_text(shape)),
        focus=term_text(one("focusNode")),
        path="".join(_path(said, one("resultPath"))),
        value=term_text(one("value")),
        shape=term_text(shape),
        component=term_text(component).rsplit("#", 1)[-1],
        message=messages[0].value if messages else "",
    )


def read_severity(iri: str, shape: str) -> Severity:
    """Read a severity from its IRI.

    Raises:
        CasegraphError: it is none of SHACL's; the shape is named.
    """
    try:
        return Severity.of(iri)
    except KeyError as error:
        raise CasegraphError(
            f"the severity {iri} is none of SHACL's",
            where=shape,
            remedy="Use sh:Violation, sh:Warning or sh:Info.",
        ) from error


def message_rank(message: Any) -> tuple[bool, str]:
    """Sort messages: those in English or without a language first."""
    return getattr(message, "language", None) not in (None, "en"), message.value


def term_text(term: Term | None) -> str:
    """Write a term as findings hold it: an IRI as such, another term as Turtle writes it."""
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode) else str(term)


def _path(said: _Said, node: Any) -> Iterator[str]:
    """Write a SHACL path: an IRI as such, other forms in SPARQL's own syntax."""
    if not isinstance(node, BlankNode):
        yield term_text(node)
        return
    about = said.get(node, {})
    if inverse := about.get(_SH + "inversePath"):
        yield from ("^", *_path(said, inverse[0]))
        return
    choices = about.get(_SH + "alternativePath")
    steps = ["".join(_path(said, step)) for step in _items(said, choices[0] if choices else node)]
    yield ("|" if choices else "/").join(steps)


def _items(said: _Said, cell: Any) -> Iterator[Any]:
    while first := said.get(cell, {}).get(RDF + "first"):
        yield first[0]
        cell = said[cell][RDF + "rest"][0]
