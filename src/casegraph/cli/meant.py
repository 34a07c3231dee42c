"""Findings and a project in, the same with the names that somebody may have meant out.

What is near is decided by `casegraph.validate.suggest`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import NamedNode

from casegraph.project import Project
from casegraph.terms import RDF_TYPE
from casegraph.turtle import read
from casegraph.validate import Report
from casegraph.validate.suggest import suggested

_MOST_FILES: Final = 2000  # to read more for the sake of a suggestion takes too long


def meant(report: Report, where: Project) -> Report:
    """Add to findings on unknown terms and things which known ones are near; for people only."""

    def typed(paths: Iterable[Path]) -> Iterator[str]:
        for path in paths:
            for quad in read(path, shown=where.shown(path)).quads:
                if quad.predicate == RDF_TYPE and isinstance(quad.subject, NamedNode):
                    yield quad.subject.value

    def things() -> Iterator[str]:
        paths = where.graph_files()
        return typed(paths if len(paths) <= _MOST_FILES else ())

    known = {"unknown-term": lambda: typed(where.ontology_files()), "unknown-thing": things}
    return suggested(report, known)
