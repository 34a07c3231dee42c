"""Findings in, a baseline file out, and back: what is known is not told again.

A baseline is a table with tabs, one line a finding, sorted, so that git shows each finding that
came or went as one line. It has no file and line number, which change without any change of the
finding; its message is for readers and is compared only where several findings share a key.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from casegraph.errors import InputError
from casegraph.validate.report import PARTS, Finding, Severity
from casegraph.validate.sheet import read_text

COLUMNS: Final = ("severity", *PARTS)
_HEAD: Final = "\t".join(COLUMNS)
_REMEDY: Final = "Write the baseline again with --write-baseline, or take the line out."
# what would break a line, or turn the letters of who reads it
_UNSAFE = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
_ESCAPE = re.compile(r"\\(?:u([0-9a-f]{4})|(.?))")
_SHORT: Final = {"\\": "\\", "n": "\n", "r": "\r", "t": "\t"}
_LETTER: Final = {character: letter for letter, character in _SHORT.items()}


def write_baseline(findings: Iterable[Finding]) -> str:
    """Write findings as a baseline; the order of the findings does not matter."""
    rows = sorted((*f.key, f.message, f.severity.label) for f in findings)  # a node's stay together
    lines = ["\t".join(map(_escaped, (severity, *parts))) for *parts, severity in rows]
    return "".join(f"{line}\n" for line in (_HEAD, *lines))


def is_baseline(path: Path) -> bool:
    """Say whether a file begins as a baseline does, whatever became of its other lines."""
    try:
        with path.open("rb") as stream:
            return stream.readline().rstrip(b"\r\n") == _HEAD.encode("utf-8")
    except OSError:
        return False


def read_baseline(path: Path) -> tuple[Finding, ...]:
    """Read a baseline.

    Returns:
        Its findings, without file and line.

    Raises:
        InputError: the file is missing, or a line of it is not of the form.
    """
    lines = read_text(path, "Write it first: casegraph validate --write-baseline FILE.").split("\n")
    if lines[0].removesuffix("\r") != _HEAD:
        raise InputError(
            f"this is no baseline: its first line is not {' '.join(COLUMNS)}, with tabs between",
            path=path,
            line=1,
            remedy="Name another file, or delete this one and use --write-baseline.",
        )
    found = []
    for number, line in enumerate(lines[1:], 2):
        cells = line.removesuffix("\r").split("\t")
        if cells == [""]:
            continue
        if len(cells) != len(COLUMNS):
            raise InputError(
                f"the line has {len(cells)} cells, not {len(COLUMNS)}",
                path=path,
                line=number,
                remedy=_REMEDY,
            )
        try:
            parts = dict(zip(PARTS, map(_plain, cells[1:]), strict=True))
            found.append(Finding(severity=Severity.of(cells[0]), file="", line=None, **parts))
        except KeyError as error:
            raise InputError(
                f"{error} is neither a severity nor an escape", path=path, line=number,
                remedy=_REMEDY,
            ) from error  # fmt: skip
    return tuple(found)


def _escaped(text: str) -> str:
    def escape(match: re.Match[str]) -> str:
        letter = _LETTER.get(match[0])
        return f"\\{letter}" if letter else f"\\u{ord(match[0]):04x}"

    return _UNSAFE.sub(escape, text)


def _plain(cell: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)) if match[1] else _SHORT[match[2]], cell)
