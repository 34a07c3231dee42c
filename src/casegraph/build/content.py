"""What came of a part in, its lines of N-Quads and what the index keeps of it out."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse, serialize

from casegraph.build.packs import Spooled, spool
from casegraph.derive import derived_graph
from casegraph.partition.scan import line_document
from casegraph.survey import PartOutput, UnitOutput
from casegraph.survey.judge import Part
from casegraph.turtle import RdfFile
from casegraph.validate import Finding


@dataclass
class UnitContent:
    """What a generation holds of one unit.

    Attributes:
        output: its findings, and what it says of reference documents.
        lines: its stated and derived lines of N-Quads.
        outward: those of its derived lines whose subject another unit owns.
    """

    output: UnitOutput
    lines: list[bytes] = field(default_factory=list)
    outward: list[bytes] = field(default_factory=list)


@dataclass(frozen=True)
class PartContent:
    """What a generation holds of one part.

    Attributes:
        units: of each unit, by its name.
        general: findings of what no unit owns.
    """

    units: dict[str, UnitContent]
    general: list[Finding]


@dataclass(frozen=True)
class Gather:
    """Keep all content of a part: for the few parts of a small change.

    Args:
        base: the base of the project.
    """

    base: str

    def __call__(self, output: PartOutput, part: Part) -> PartContent:
        """Collect the content of each unit."""
        units = {name: UnitContent(unit) for name, unit in output.units.items()}
        [first, *_] = units
        for graph in part.files.values():
            content = units[part.units.get(graph, first)]
            content.lines += stated_lines(output.dataset.files[graph])
        for name, content in units.items():
            owned = part.owned[name]
            for rule, lines in content.output.derived.items():
                quads = in_graph(lines, derived_graph(self.base, rule))
                for line, quad in zip(lines, quads, strict=True):
                    content.lines.append(quad)
                    if not part.whole and line_document(line.split(b" ", 1)[0]) not in owned:
                        content.outward.append(quad)
            content.output.derived = {}
        return PartContent(units, output.general)


@dataclass(frozen=True)
class Spool:
    """Write the lines of a part aside, and keep the rest: for a build from nothing.

    Args:
        base: the base of the project.
        folder: where lines are written.
    """

    base: str
    folder: Path

    def __call__(self, output: PartOutput, part: Part) -> tuple[Spooled, PartContent]:
        """Collect the content of each unit, and write its lines aside."""
        content = Gather(self.base)(output, part)
        lines = [line for unit in content.units.values() for line in unit.lines]
        for unit in content.units.values():
            unit.lines = []
        name = next(iter(part.files), "none").replace("/", "-")
        return spool(self.folder / f"{os.getpid()}-{len(part.files)}-{name}", lines), content


def stated_lines(file: RdfFile) -> list[bytes]:
    """Write the quads of a file as N-Quads, with their literals as the file has them."""
    if not file.plain or file.graph is None:
        text = serialize(file.quads, format=RdfFormat.N_QUADS)
        return (text or b"").splitlines(keepends=True)
    triples = parse(file.text, file.form)  # judged before: what it would refuse is not plain
    text = serialize(triples, format=RdfFormat.N_TRIPLES)
    return list(in_graph((text or b"").splitlines(keepends=True), file.graph))


def in_graph(lines: Iterable[bytes], graph: NamedNode) -> Iterator[bytes]:
    """Place lines of N-Triples in a graph."""
    end = f" {graph} .\n".encode()
    return (line[: -len(b" .\n")] + end for line in lines)


def ontology_lines(files: Mapping[str, RdfFile]) -> Iterator[bytes]:
    """Write the ontology as lines of N-Quads."""
    for file in files.values():
        yield from stated_lines(file)
