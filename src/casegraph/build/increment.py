"""The last generation and what was judged again in, the next generation out, without the rest."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from casegraph.build.bucket import Sorter, bucket_of, digest, document_of_line, graph_of_line
from casegraph.build.change import IndexSight
from casegraph.build.draft import Draft
from casegraph.build.generation import Generation
from casegraph.build.index import GENERAL, INDEX, Index, Seen
from casegraph.build.manifest import STORE
from casegraph.build.resurvey import Resurvey
from casegraph.engine import Embedded
from casegraph.partition import Unit
from casegraph.partition.scan import line_document
from casegraph.survey import UnitOutput, Words
from casegraph.validate import Report

_DERIVED: Final = "graph/derived/"


@dataclass(frozen=True)
class Increment:
    """How the next generation differs from the last.

    Attributes:
        words: the rules, shapes and checks of the project.
        last: the last generation.
        index: its index; it is not changed.
        found: what was judged again.
        report: all findings.
    """

    words: Words
    last: Generation
    index: Index
    found: Resurvey
    report: Report

    @cached_property
    def _lines(self) -> tuple[dict[int, list[bytes]], list[bytes], list[bytes]]:
        """The new content of the buckets that change, the lines that go, and those that come."""
        fresh = Sorter().sorted(line for unit in self.found.content.values() for line in unit.lines)
        packs = self.last.packs()
        touched = self._touched | fresh.keys()
        content: dict[int, list[bytes]] = {}
        gone: list[bytes] = []
        come: list[bytes] = []
        stale = _Stale(self)
        for pack in sorted({packs.pack_of(number) for number in touched}):
            old = packs.read(pack)
            for number in packs.numbers(pack):
                if number in touched:
                    before = old.get(number, [])
                    kept = {line for line in before if line not in stale}
                    after = kept.union(fresh.get(number, ()))
                    gone += [line for line in before if line not in after]
                    come += after.difference(before)
                    content[number] = sorted(after)
        return content, gone, sorted(come)

    @property
    def _touched(self) -> set[int]:
        """The buckets in which something of the units stood before."""
        docs = set()
        for path in self._paths:
            scan = self.index.scan(path)
            docs |= {doc.encode() for doc in scan.describes} if scan else set()
        numbers = {bucket_of(doc) for doc in docs if not doc.startswith(b"_:")}
        lines = (
            line for name in self.found.affected.before for line in self.index.outward_of(name)
        )
        return numbers | {bucket_of(document_of_line(line)) for line in lines}

    @cached_property
    def _paths(self) -> frozenset[str]:
        """The files that the units had before."""
        before = self.found.affected.before
        return frozenset(path for name in before for path in self.index.files_of(name))

    def write(self, folder: Path) -> Draft:
        """Write the quads as text and the index of the next generation into its folder."""
        content, gone, come = self._lines
        packs = self.last.packs().changed(folder, content)
        packs.write_list()
        derived = Counter(self.last.manifest["derived"])
        prefix = f"{self.words.project.base}{_DERIVED}"
        for lines, sign in ((gone, -1), (come, 1)):
            for line in lines:
                graph = graph_of_line(line).decode("utf-8")
                if graph.startswith(prefix):
                    derived[graph.removeprefix(prefix)] += sign
        return Draft(
            packs=packs,
            digest=digest(packs.buckets),
            derived=dict(sorted(derived.items())),
            report=self.report,
            now=self.found.now,
            files=self.found.changes.total,
            index=self._write_index(folder / INDEX),
        )

    def _write_index(self, path: Path) -> Path:
        shutil.copyfile(self.index.path, path)
        index = Index(path)
        found, units = self.found, self.found.affected.partition.units
        for name in found.affected.before:
            index.remove_unit(name)
        now = {name for unit in units for name in unit.files}
        scans = {name: found.scans.get(name) or self.index.scan(name) for name in now}
        seen = self.index.seen_of({*self._paths, *now})
        for file in (*found.changes.fresh, *found.changes.touched):
            scan = found.scans.get(file.path)
            sha256 = scan.sha256 if scan else self.index.seen_of([file.path])[file.path].sha256
            seen[file.path] = Seen(sha256, file.size, file.mtime)
        for name in {*self._paths, *now, *found.changes.gone}:
            index.remove_file(name)
        for unit in units:
            content = found.content[unit.name]
            index.add_unit(unit, content.output, content.outward)
            for name in unit.files:
                if scan := scans[name]:
                    index.add_file(scan, seen[name], unit.name)
        for file in found.changes.touched:
            index.touch(file.path, seen[file.path])
        if found.general:
            general = dict.fromkeys([*index.findings_of(GENERAL), *found.general])
            index.remove_unit(GENERAL)
            index.add_unit(Unit((GENERAL,), reference=True), UnitOutput(list(general)), ())
        index.commit()
        index.close()
        return path

    def write_store(self, folder: Path) -> int:
        """Make the store of the next generation from a linked copy of the last one.

        Returns:
            How many quads it holds.
        """
        content, gone, come = self._lines
        held = [*come, *_values_kept(gone, content)]
        change = Embedded.changed_copy(self.last.folder / STORE, folder, gone, held)
        return int(self.last.manifest["quads"]) + change


class _Stale:
    """Which lines of the last generation are of the units as they were before."""

    def __init__(self, increment: Increment) -> None:
        index, affected = increment.index, increment.found.affected
        base = increment.words.project.base
        self._derived = f"{base}{_DERIVED}".encode()
        self._graphs = {f"{base}{path.rpartition('.')[0]}".encode() for path in increment._paths}
        self._sight = IndexSight(index, {}, frozenset())
        self._owners: dict[str, bool] = {}
        for name in affected.before:
            reference = index.is_reference(name)
            for path in index.files_of(name):
                scan = index.scan(path)
                self._owners |= dict.fromkeys(scan.describes if scan else (), reference)
        self._outward = {line for name in affected.before for line in index.outward_of(name)}

    def __contains__(self, line: bytes) -> bool:
        graph = graph_of_line(line)
        if not graph.startswith(self._derived):
            return graph in self._graphs
        if line in self._outward:
            return True
        subject, _, value = line.split(b" ", 2)
        reference = self._owners.get(line_document(subject))
        if reference is None:
            return False
        return not reference or not self._of_a_case(value)

    def _of_a_case(self, value: bytes) -> bool:
        """Say whether what a derived line leads to is judged with a case, and so is the line."""
        if value[:1] not in (b"<", b"_"):
            return False
        doc = line_document(value[: value.rindex(b" <")])
        describers = self._sight.describers(doc)
        return bool(describers) and not any(map(self._sight.is_reference, describers))


def _values_kept(gone: Iterable[bytes], content: Mapping[int, Iterable[bytes]]) -> Iterator[bytes]:
    """List lines that stay, and whose value a store may not tell from one that goes.

    To a store "01" and "1" are one number, so what goes would take the other with it.
    """
    about: dict[bytes, None] = dict.fromkeys(
        b" ".join(line.split(b" ", 2)[:2]) for line in gone if b'"^^<' in line
    )
    if about:
        for lines in content.values():
            for line in lines:
                if b'"^^<' in line and b" ".join(line.split(b" ", 2)[:2]) in about:
                    yield line
