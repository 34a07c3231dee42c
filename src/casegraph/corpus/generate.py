"""Write a project of fictional cases, a file at a time."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Final

from casegraph.corpus.case import make_case
from casegraph.corpus.faults import FAULTS
from casegraph.corpus.shared import shared_files
from casegraph.corpus.triples import BASE, Lines
from casegraph.errors import UsageError

ANSWERS: Final = "faults.jsonl"


def generate(
    folder: Path,
    cases: int,
    *,
    seed: int = 1,
    every: int = 0,
    progress: Callable[[], None] = lambda: None,
) -> int:
    """Write a project.

    Args:
        folder: a folder that does not exist, or is empty.
        cases: how many cases.
        seed: other seeds give other cases.
        every: each case of a number that this divides holds one fault, in turn; 0 for none. What
            validation must find stands in `faults.jsonl`, a line a finding.
        progress: called once a case.

    Returns:
        How many triples were written.

    Raises:
        UsageError: the folder holds something, or a number is below nothing.
    """
    if cases < 1 or every < 0:
        raise UsageError("a corpus has one case or more", remedy="Give --cases 1000, for example.")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("the folder is not empty", where=str(folder), remedy="Name a new one.")
    for name in ("cases", "sources"):
        (folder / "graph" / name).mkdir(parents=True)
    (folder / "casegraph.toml").write_text(f'base = "{BASE}"\n', "utf-8")
    triples = sum(_write(folder, file) for file in shared_files())
    with (folder / ANSWERS).open("w", encoding="utf-8") as answers:
        for number in range(cases):
            case = make_case(number, seed)
            if every and number % every == 0:
                fault = FAULTS[number // every % len(FAULTS)]
                fault.make(case)
                for focus, shape in fault.expected(case):
                    entry = {"fault": fault.name, "focus": focus, "shape": shape}
                    answers.write(json.dumps(entry) + "\n")
            triples += _write(folder, case.file) + _write(folder, case.source)
            progress()
    return triples


def _write(folder: Path, file: Lines) -> int:
    (folder / "graph" / f"{file.path}.nt").write_text(file.text(), "utf-8")
    return len(file.lines)
