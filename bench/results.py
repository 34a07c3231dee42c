"""Sections of the results in, RESULTS.md out: each is written by its own program, none by hand."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Final

BENCH: Final = Path(__file__).resolve().parent
# the order of RESULTS.md; a section that was never written is left out
SECTIONS: Final = ("speed", "network", "load", "remote", "mutation")
_HEAD: Final = "# Results\n\nWritten by `make bench`, from the sections in `bench/results/`.\n"


def write_section(name: str, lines: Iterable[str], folder: Path = BENCH) -> Path:
    """Write one section, and join all sections that there are.

    Args:
        name: one of `SECTIONS`.
        lines: Markdown, from a heading of the second level.
        folder: where RESULTS.md and `results/` are.

    Returns:
        The path of RESULTS.md.
    """
    assert name in SECTIONS, name
    parts = folder / "results"
    parts.mkdir(exist_ok=True)
    (parts / f"{name}.md").write_text("\n".join(lines) + "\n", "utf-8")
    written = [parts / f"{section}.md" for section in SECTIONS]
    texts = [_HEAD, *(path.read_text("utf-8") for path in written if path.is_file())]
    whole = folder / "RESULTS.md"
    whole.write_text("\n".join(texts), "utf-8")
    return whole


def circumstances(packages: Iterable[str]) -> list[str]:
    """Say on what machine and with which versions a section was measured."""
    return [
        f"- machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}",
        f"- versions: {', '.join(f'{name} {version(name)}' for name in packages)}",
    ]
