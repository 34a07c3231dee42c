"""Units in, parts that fit into memory out, each with the files around it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from casegraph.partition import Partition, Unit
from casegraph.partition.scan import line_document
from casegraph.project import DataFile
from casegraph.project.walk import Weighed
from casegraph.survey.judge import Part

# bytes of text that are judged at a time: the smaller, the fewer joins; the larger, the less often
# ontology and reference files are read again
PART_BYTES: Final = 4_000_000


def one_part(files: Sequence[DataFile]) -> Part:
    """Put all files into one part."""
    return Part({"": frozenset()}, {file.shown: file.graph for file in files}, {}, whole=True)


def make_parts(
    found: Partition,
    units: Iterable[Unit],
    files: Mapping[str, Weighed],
    stubs: Mapping[str, Sequence[bytes]],
) -> list[Part]:
    """Pack units into parts, in their order.

    Args:
        found: what the units are of.
        units: those that are judged; all of reference files, or none.
        files: the files of the units and those around them, by path.
        stubs: what other units say of the documents of a reference unit, by its name.
    """
    return [part_of(found, group, files, stubs) for group in _packed(units, files)]


def _packed(units: Iterable[Unit], files: Mapping[str, Weighed]) -> Iterator[list[Unit]]:
    group: list[Unit] = []
    weight = 0
    for unit in units:
        size = sum(files[path].size for path in unit.files)
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
    files: Mapping[str, Weighed],
    stubs: Mapping[str, Sequence[bytes]],
) -> Part:
    """Make a part of some units.

    Args:
        found: all units.
        units: those that are judged.
        files: as for `make_parts`.
        stubs: as for `make_parts`.
    """
    own = sorted(path for unit in units for path in unit.files)
    around = sorted({path for unit in units for path in found.around(unit)} - set(own))
    lines = tuple(line for unit in units for line in stubs.get(unit.name, ()))
    docs = {doc for path in (*own, *around) for doc in found.sight.scan(path).describes}
    docs |= {line_document(line.split(b" ", 1)[0]) for line in lines}
    known = {doc: tuple(names) for doc in sorted(docs) if (names := found.referring_to(doc))}
    return Part(
        owned={unit.name: found.owned(unit) for unit in units},
        files={path: files[path].graph for path in own},
        around={path: files[path].graph for path in around},
        units={files[path].graph: unit.name for unit in units for path in unit.files},
        described=frozenset(docs),
        matters=frozenset(docs - known.keys()),
        references=known,
        stubs=lines,
    )
