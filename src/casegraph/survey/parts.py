"""Units in, parts that fit into memory out, each with the files around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from casegraph.errors import InputError
from casegraph.partition import Partition, Unit
from casegraph.partition.scan import line_document
from casegraph.project import DataFile, Project
from casegraph.survey.judge import Part

# bytes of text that are judged at a time: the smaller, the fewer joins; the larger, the less often
# ontology and reference files are read again
PART_BYTES: Final = 4_000_000


@dataclass(frozen=True)
class Weighed:
    """One data file and its size in bytes."""

    path: str
    graph: str
    size: int


def weigh(project: Project, files: Iterable[DataFile]) -> list[Weighed]:
    """Ask for the size of each file.

    Raises:
        InputError: a file was removed meanwhile.
    """
    found = []
    for file in files:
        try:
            size = (project.root / file.shown).stat().st_size
        except OSError as error:
            raise InputError(
                f"the file cannot be read ({error.strerror})",
                path=file.shown,
                remedy="Check its name and permissions.",
            ) from error
        found.append(Weighed(file.shown, file.graph, size))
    return found


def one_part(files: Sequence[DataFile]) -> Part:
    """Put all files into one part."""
    return Part({"": frozenset()}, {file.shown: file.graph for file in files}, {}, whole=True)


def make_parts(
    found: Partition,
    files: Sequence[Weighed],
    *,
    reference: bool,
    stubs: Mapping[str, Sequence[bytes]],
) -> list[Part]:
    """Pack units into parts, in the order of their names.

    Args:
        found: the units.
        files: all files, with their sizes.
        reference: whether the units of reference files are meant, or all others.
        stubs: what other units say of the documents of a reference unit, by its name.
    """
    sizes = {file.path: file.size for file in files}
    graphs = {file.path: file.graph for file in files}
    units = [unit for unit in found.units if unit.reference == reference]
    return [part_of(found, group, graphs, stubs) for group in _packed(units, sizes)]


def _packed(units: Sequence[Unit], sizes: Mapping[str, int]) -> Iterator[list[Unit]]:
    group: list[Unit] = []
    weight = 0
    for unit in units:
        size = sum(sizes[path] for path in unit.files)
        if group and weight + size > PART_BYTES:
            yield group
            group, weight = [], 0
        group.append(unit)
        weight += size
    if group:
        yield group


def part_of(
    found: Partition,
    units: Sequence[Unit],
    graphs: Mapping[str, str],
    stubs: Mapping[str, Sequence[bytes]],
) -> Part:
    """Make a part of some units.

    Args:
        found: all units.
        units: those that are judged.
        graphs: the named graph of each file.
        stubs: as for `make_parts`.
    """
    own = sorted(path for unit in units for path in unit.files)
    around = sorted({path for unit in units for path in found.around(unit)} - set(own))
    lines = tuple(line for unit in units for line in stubs.get(unit.name, ()))
    docs = {doc for path in (*own, *around) for doc in found.scans[path].describes}
    known = docs & found.references
    docs |= {line_document(line.split(b" ", 1)[0]) for line in lines}
    return Part(
        owned={unit.name: found.owned(unit) for unit in units},
        files={path: graphs[path] for path in own},
        around={path: graphs[path] for path in around},
        units={graphs[path]: unit.name for unit in units for path in unit.files},
        described=frozenset(docs),
        matters=frozenset(docs - found.references),
        references={doc: found.reference_units[doc] for doc in sorted(known)},
        stubs=lines,
    )
