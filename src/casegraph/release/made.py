"""How a release is made, and what became of it; the one is chosen, the other is private."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casegraph.difference.entities import EntityChange
from casegraph.errors import CasegraphError
from casegraph.release.groups import LEAST, Grouped
from casegraph.release.levels import Unheeded
from casegraph.release.names import Found
from casegraph.release.projection import Projection, Withheld
from casegraph.validate import Finding


@dataclass(frozen=True)
class Options:
    """How a release is made.

    Attributes:
        least: k, the smallest group of pseudonymised persons that leaves.
        force: let small additions to the groups of the previous release leave.
        accepted: words of withheld names that somebody looked at and that name nobody here.
        dry_run: make and look over all, and put nothing in place.
        accept_violations: make it though what may leave breaks shapes; what does stays behind.
    """

    least: int = LEAST
    force: bool = False
    accepted: tuple[str, ...] = ()
    dry_run: bool = False
    accept_violations: bool = False


class UnsoundError(CasegraphError):
    """Say that what may leave breaks shapes: a release without it could turn a fact round."""


@dataclass(frozen=True)
class Made:
    """What became of a release; all of it but the digest is private.

    Attributes:
        digest: what names the release.
        folder: where its generation lies, or None if it was not put in place.
        projection: what leaves under its own name, and what stays behind.
        grouped: the pseudonymised persons who leave and who do not.
        persons: the person in the files, by public IRI.
        traces: where a reader could notice that something is missing.
        names: withheld names in what would leave; with any, nothing is put in place.
        findings: what breaks the lists of what may leave; with any, nothing is put in place.
        unheeded: levels that hold only where they are said; with any, nothing is put in place.
        gone: how many pseudonymised persons of the previous release leave no more.
        changes: what differs from the previous release, or None if there was none.
        report: the private report, which tells all of this.
        options: how it was made.
        files: the hash of each list and query that decided, by the name of its file.
    """

    digest: str
    folder: Path | None
    projection: Projection
    grouped: Grouped
    persons: Mapping[str, str]
    traces: tuple[Withheld, ...]
    names: tuple[Found, ...]
    findings: tuple[Finding, ...]
    unheeded: tuple[Unheeded, ...]
    gone: int
    changes: tuple[EntityChange, ...] | None
    report: Path
    options: Options
    files: Mapping[str, str]

    @property
    def sound(self) -> bool:
        """Whether it may be put in place."""
        return not (self.names or self.findings or self.unheeded)
