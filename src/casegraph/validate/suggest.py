"""Findings on names that nothing has in, the same with the nearest names that there are out.

For people only: programs get what was found. Where names are read from is left to the caller.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Final

from casegraph.terms import VOCABULARY
from casegraph.validate.report import Finding, Report, iri_in

_NEAR: Final = 0.8  # of get_close_matches: a slip of the pen, not another word
_SHORT: Final = 12  # of a scheme: all of its concepts can be told


def suggested(report: Report, known: Mapping[str, Callable[[], Iterable[str]]]) -> Report:
    """Add to each finding on an unknown name which known ones are near it, or a short scheme has.

    Args:
        report: all findings.
        known: by the name of a check, what lists the IRIs that its findings may have meant. It is
            called only if there is such a finding.
    """
    names: dict[str, dict[str, list[str]]] = {}

    def with_suggestion(finding: Finding) -> Finding:
        check = finding.shape
        if check not in known:
            return finding
        if check not in names:
            names[check] = _by_place(known[check]())
        place, local = _split(iri_in(finding.message))
        there = names[check].get(place, [])
        near = get_close_matches(local, there, n=3, cutoff=_NEAR)
        if not near and place.startswith(VOCABULARY) and 0 < len(there) <= _SHORT:
            listed = ", ".join(place + name for name in there)
            return replace(finding, message=f"{finding.message} The scheme has {listed}.")
        if not near:
            return finding
        meant = ", ".join(place + name for name in near)
        return replace(finding, message=f"{finding.message} Did you mean {meant}?")

    return Report(tuple(map(with_suggestion, report.findings)))


def _by_place(iris: Iterable[str]) -> dict[str, list[str]]:
    found = defaultdict(list)
    for place, local in map(_split, sorted(set(iris))):
        found[place].append(local)
    return found


def _split(iri: str) -> tuple[str, str]:
    """Take an IRI apart: what it shares with its neighbours, and its own name."""
    before, sign, name = iri.rpartition("#" if "#" in iri else "/")
    return before + sign, name
