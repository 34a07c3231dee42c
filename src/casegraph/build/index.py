"""What a build knows of its files beside the quads: units, references, findings; in SQLite.

It belongs to one generation, whose digest it holds, and is a cache: lost or stale, it is made again
by a build from nothing. Documents and files have numbers here, as each is named many times.
"""

from __future__ import annotations

import json
import sqlite3
import weakref
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from casegraph.partition import FileScan, Unit
from casegraph.validate import Finding, Report, Severity

if TYPE_CHECKING:
    from casegraph.survey import UnitOutput

INDEX: Final = "index.sqlite"
_LAYOUT: Final = "1"
_SCHEMA: Final = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE docs(id INTEGER PRIMARY KEY, doc TEXT NOT NULL UNIQUE);
CREATE TABLE files(id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, sha256 TEXT, size INTEGER,
                   mtime INTEGER, unit TEXT, links BLOB);
CREATE INDEX files_of_unit ON files(unit);
CREATE TABLE units(name TEXT PRIMARY KEY, reference INTEGER, findings TEXT) WITHOUT ROWID;
CREATE TABLE describes(doc INTEGER, file INTEGER, PRIMARY KEY(doc, file)) WITHOUT ROWID;
CREATE TABLE mentions(doc INTEGER, file INTEGER, PRIMARY KEY(doc, file)) WITHOUT ROWID;
CREATE TABLE stubs(reference TEXT, unit TEXT, lines BLOB, PRIMARY KEY(reference, unit))
    WITHOUT ROWID;
CREATE TABLE outward(unit TEXT, line BLOB, PRIMARY KEY(unit, line)) WITHOUT ROWID;
"""
_FINDING: Final = ("focus", "path", "value", "shape", "component", "message", "file", "line")
_NONE: Final = "[]"
# the unit of findings that no file owns, and of a project that is judged as a whole
GENERAL: Final = ""


@dataclass(frozen=True)
class Seen:
    """What was seen of a file when it was read.

    Attributes:
        sha256: the hash of its bytes.
        size: in bytes.
        mtime: when it was changed last, in nanoseconds.
    """

    sha256: str
    size: int
    mtime: int


class Index:
    """An open index. Changes are seen by others once `commit` was called.

    Once nobody holds it, or by `close`, the file is closed; what was not committed is forgotten.

    Args:
        path: the file.
        new: whether to make it, with empty tables.

    Raises:
        sqlite3.Error: here and in every method, where the file is missing or damaged.
    """

    def __init__(self, path: Path, *, new: bool = False) -> None:
        self.path = path
        mode = "rwc" if new else "rw"
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        self._db = sqlite3.connect(uri, uri=True, timeout=30, isolation_level=None)
        # a report may hold an index for as long as somebody holds the report
        self.close = weakref.finalize(self, self._db.close)
        self._docs: dict[str, int] = {}
        if new:
            self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")

    def commit(self) -> None:
        """Write all changes."""
        self._db.execute("COMMIT")
        self._db.execute("BEGIN")

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        return self._db.execute(query, values).fetchall()

    def _change(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._db.executemany(statement, rows)

    @property
    def meta(self) -> dict[str, str]:
        """The digest of the generation, and how it was judged; empty for another layout."""
        found = dict(self._rows("SELECT key, value FROM meta"))
        return found if found.get("layout") == _LAYOUT else {}

    def set_meta(self, values: Mapping[str, str]) -> None:
        """Write down what the generation is, and how it was judged."""
        entries = {**values, "layout": _LAYOUT}
        self._change("INSERT OR REPLACE INTO meta VALUES (?, ?)", entries.items())

    def sound(self) -> bool:
        """Say whether SQLite finds nothing wrong with the file."""
        return self._rows("PRAGMA integrity_check") == [("ok",)]

    def seen(self) -> dict[str, Seen]:
        """Return what was seen of each file."""
        query = "SELECT path, sha256, size, mtime FROM files"
        return {path: Seen(*rest) for path, *rest in self._db.execute(query)}

    def seen_of(self, paths: Iterable[str]) -> dict[str, Seen]:
        """Return what was seen of some files, as far as they are known."""
        query = """SELECT path, sha256, size, mtime FROM files
            WHERE path IN (SELECT value FROM json_each(?))"""
        return {path: Seen(*rest) for path, *rest in self._rows(query, json.dumps(list(paths)))}

    def count_files(self) -> int:
        """Count the files."""
        [(count,)] = self._rows("SELECT COUNT(*) FROM files")
        return int(count)

    def touch(self, path: str, seen: Seen) -> None:
        """Write down that a file looks newer, and is the same."""
        row = (seen.size, seen.mtime, path)
        self._change("UPDATE files SET size = ?, mtime = ? WHERE path = ?", [row])

    def _doc(self, doc: str) -> int:
        """Return the number of a document, and give it one if it has none."""
        number = self._docs.get(doc)
        if number is None:
            self._db.execute("INSERT OR IGNORE INTO docs(doc) VALUES (?)", (doc,))
            [(number,)] = self._rows("SELECT id FROM docs WHERE doc = ?", doc)
            self._docs[doc] = number
        return number

    def add_file(self, scan: FileScan, seen: Seen, unit: str) -> None:
        """Write down a file; its old entry must be gone."""
        links = array("I")
        for doc, others in scan.links.items():
            links.extend((self._doc(doc), len(others), *map(self._doc, others)))
        row = (scan.path, seen.sha256, seen.size, seen.mtime, unit, links.tobytes())
        added = self._db.execute(
            "INSERT INTO files(path, sha256, size, mtime, unit, links) VALUES (?, ?, ?, ?, ?, ?)",
            row,
        )
        file = added.lastrowid
        pairs = ((self._doc(doc), file) for doc in scan.describes)
        self._change("INSERT INTO describes VALUES (?, ?)", pairs)
        pairs = ((self._doc(doc), file) for doc in scan.mentions)
        self._change("INSERT INTO mentions VALUES (?, ?)", pairs)

    def remove_file(self, path: str) -> None:
        """Forget a file."""
        scan = self.scan(path)
        if scan is None:
            return
        [(file,)] = self._rows("SELECT id FROM files WHERE path = ?", path)
        pairs = [(self._doc(doc), file) for doc in scan.describes]
        self._change("DELETE FROM describes WHERE doc = ? AND file = ?", pairs)
        pairs = [(self._doc(doc), file) for doc in scan.mentions]
        self._change("DELETE FROM mentions WHERE doc = ? AND file = ?", pairs)
        self._change("DELETE FROM files WHERE id = ?", [(file,)])

    def scan(self, path: str) -> FileScan | None:
        """Return the scan of a file, if it is known."""
        rows = self._rows("SELECT sha256, links FROM files WHERE path = ?", path)
        if not rows:
            return None
        sha256, blob = rows[0]
        numbers = array("I", blob)
        names = self._names(set(numbers))
        links: dict[str, tuple[str, ...]] = {}
        place = 0
        while place < len(numbers):
            doc, count = numbers[place], numbers[place + 1]
            links[names[doc]] = tuple(names[n] for n in numbers[place + 2 : place + 2 + count])
            place += 2 + count
        return FileScan(path, sha256, links, changes_terms=False)

    def _names(self, numbers: Iterable[int]) -> dict[int, str]:
        listed = json.dumps(sorted(numbers))
        query = "SELECT id, doc FROM docs WHERE id IN (SELECT value FROM json_each(?))"
        return dict(self._rows(query, listed))

    def unit_of(self, path: str) -> str | None:
        """Return the name of a file's unit, if the file is known."""
        rows = self._rows("SELECT unit FROM files WHERE path = ?", path)
        return rows[0][0] if rows else None

    def files_of(self, unit: str) -> list[str]:
        """List the files of a unit."""
        return [path for (path,) in self._rows("SELECT path FROM files WHERE unit = ?", unit)]

    def is_reference(self, unit: str) -> bool:
        """Say whether a unit is a reference file."""
        rows = self._rows("SELECT reference FROM units WHERE name = ?", unit)
        return bool(rows and rows[0][0])

    def describers(self, doc: str) -> list[str]:
        """List the files that describe a document."""
        return self._files("describes", doc)

    def mentioners(self, doc: str) -> list[str]:
        """List the files that refer to a document."""
        return self._files("mentions", doc)

    def _files(self, table: str, doc: str) -> list[str]:
        query = f"""SELECT path FROM docs JOIN {table} ON docs.id = {table}.doc
            JOIN files ON files.id = {table}.file WHERE docs.doc = ?"""  # noqa: S608 - a table of ours
        return sorted(path for (path,) in self._rows(query, doc))

    def add_unit(self, unit: Unit, output: UnitOutput, outward: Iterable[bytes]) -> None:
        """Write down what was found out of a unit; its old entry must be gone."""
        row = (unit.name, int(unit.reference), written(output.findings))
        self._change("INSERT INTO units VALUES (?, ?, ?)", [row])
        stubs = ((name, unit.name, b"".join(lines)) for name, lines in output.stubs.items())
        self._change("INSERT INTO stubs VALUES (?, ?, ?)", stubs)
        lines = ((unit.name, line) for line in outward)
        self._change("INSERT OR IGNORE INTO outward VALUES (?, ?)", lines)

    def remove_unit(self, name: str) -> None:
        """Forget a unit, but not its files."""
        for statement in (
            "DELETE FROM units WHERE name = ?",
            "DELETE FROM stubs WHERE unit = ?",
            "DELETE FROM outward WHERE unit = ?",
        ):
            self._change(statement, [(name,)])

    def stubs_of(self, unit: str) -> dict[str, bytes]:
        """Return what a unit says of reference documents, by the unit of these."""
        return dict(self._rows("SELECT reference, lines FROM stubs WHERE unit = ?", unit))

    def stubs_on(self, reference: str) -> dict[str, bytes]:
        """Return what other units say of the documents of a reference unit, by their names."""
        return dict(self._rows("SELECT unit, lines FROM stubs WHERE reference = ?", reference))

    def outward_of(self, unit: str) -> list[bytes]:
        """Return the derived lines of a unit whose subject another unit owns."""
        return [line for (line,) in self._rows("SELECT line FROM outward WHERE unit = ?", unit)]

    def findings(self, without: Iterable[str] = ()) -> Iterator[Finding]:
        """Read the findings of all units but some."""
        left = set(without)
        query = "SELECT name, findings FROM units WHERE findings != ?"
        for name, text in self._db.execute(query, (_NONE,)):
            if name not in left:
                yield from read_findings(text)

    def findings_of(self, unit: str) -> list[Finding]:
        """Read the findings of one unit."""
        rows = self._rows("SELECT findings FROM units WHERE name = ?", unit)
        return [finding for (text,) in rows for finding in read_findings(text)]

    def report(self) -> Report:
        """Read all findings."""
        return Report.of(self.findings())


def written(findings: Iterable[Finding]) -> str:
    """Write findings as a row holds them."""
    rows = [[f.severity.label, *(getattr(f, name) for name in _FINDING)] for f in findings]
    return json.dumps(rows, ensure_ascii=False)


def read_findings(text: str) -> Iterator[Finding]:
    """Read what `written` wrote."""
    for severity, *parts in json.loads(text):
        yield Finding(Severity.of(severity), *parts)
