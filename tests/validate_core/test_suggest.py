"""Who mistypes a name is told which one may have been meant, and is told none that is far."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from casegraph.terms import VOCABULARY, Prefixes
from casegraph.validate import Finding, Report, Severity
from casegraph.validate.suggest import suggested

BASE = "https://example.org/id/"
CG = "https://w3id.org/casegraph/ns#"
THINGS = [f"{BASE}court/nowhere-district", f"{BASE}court/nowhere-appeal", f"{BASE}place/nowhere"]


def _finding(check: str, iri: str) -> Finding:
    message = f"Nothing is known of {iri}: correct its IRI, or describe it."
    return Finding(Severity.VIOLATION, f"{BASE}case/x#d1", "", iri, check, "Check", message)


@pytest.mark.parametrize(
    ("iri", "meant"),
    [
        (f"{BASE}court/nowhere-distrikt", "Did you mean court:nowhere-district?"),
        (f"{BASE}place/nowhere-distrikt", ""),
        (f"{BASE}court/elsewhere", ""),
    ],
)
def test_a_near_name_in_the_same_place(iri: str, meant: str) -> None:
    """A name is near one of the same kind; a court is not suggested for a place."""
    report = suggested(
        Report.of([_finding("unknown-thing", iri)]), {"unknown-thing": lambda: THINGS}
    )
    told = report.findings[0].shortened(Prefixes(BASE)).message
    assert told.partition("describe it.")[2].strip() == meant


def test_a_short_scheme_is_told() -> None:
    """Of a concept that is near none, all of its scheme are told where they are few."""
    short = [f"{VOCABULARY}finding/{name}" for name in ("acquitted", "convicted")]
    long = [f"{VOCABULARY}role/role-{number}" for number in range(13)]
    asked = [_finding("unknown-term", f"{VOCABULARY}{n}") for n in ("finding/guilty", "role/x")]
    report = suggested(Report.of(asked), {"unknown-term": lambda: [*short, *long]})
    told = [finding.shortened(Prefixes(BASE)).message for finding in report.findings]
    assert told[0].endswith("The scheme has finding:acquitted, finding:convicted.")
    assert told[1].endswith("or describe it.")


def test_names_are_read_once_and_only_for_who_asks() -> None:
    """Other findings stay as they are, and cost nothing."""
    read: list[str] = []

    def things() -> Iterator[str]:
        read.append("things")
        yield from THINGS

    def terms() -> Iterator[str]:
        read.append("terms")
        yield f"{CG}Sentence"

    known = {"unknown-thing": things, "unknown-term": terms}
    other = Report.of([_finding("untyped-thing", f"{BASE}court/nowhere-distrikt")])
    assert suggested(other, known) == other
    assert read == []
    twice = Report.of(_finding("unknown-thing", f"{BASE}court/nowhere-{n}") for n in ("a", "b"))
    suggested(twice, known)
    assert read == ["things"]
