"""What the commands on saved queries share: the list, the help of each, and their options."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from casegraph.ask import FORMATS, Answer, Table, write_answer
from casegraph.ask.harmless import CELLS, count_guarded
from casegraph.cli.app import note
from casegraph.errors import CasegraphError, UsageError, nearest
from casegraph.project import Project
from casegraph.saved import SavedQuery, load

Lang = Annotated[str, typer.Option("--lang", help="The language of labels.")]
RawCells = Annotated[
    bool, typer.Option("--raw-cells", help="Leave cells that a spreadsheet may run as formulas.")
]
# their parameters are options that only the query knows
FREE: Final[dict[str, Any]] = {
    "ignore_unknown_options": True,
    "allow_extra_args": True,
    "help_option_names": [],
}


def write_table(found: Answer, form: str, raw: bool) -> str | bytes:
    """Write an answer in a format, and tell how many cells no longer are what they were."""
    if not raw and form in CELLS and isinstance(found, Table) and (count := count_guarded(found)):
        cells = "1 cell begins" if count == 1 else f"{count} cells begin"
        note(f"{cells} with an apostrophe, so that no spreadsheet runs it; or --raw-cells")
    return write_answer(found, form, safe=not raw)


def form_of(named: str | None, out: Path | None) -> str:
    """Find the format of an answer: the one that is named, or that of the file's ending.

    Raises:
        UsageError: there is none of this name or ending.
    """
    if named is not None:
        if named not in FORMATS:
            raise UsageError(f"there is no format {named!r}", remedy=nearest(named, FORMATS))
        return named
    ending = out.suffix[1:].lower() if out is not None else ""
    if ending in FORMATS:
        return ending
    if out is not None and ending not in ("", "txt"):
        raise UsageError(
            f"the ending of {out.name} names no format",
            remedy=f"Give --format: {', '.join(FORMATS)}.",
        )
    return "table"


def complete_question(incomplete: str) -> list[str]:
    """List the questions of this folder's project that begin so, for a shell that completes."""
    try:
        names = Project.find(Path()).queries()
    except CasegraphError:
        return []
    return sorted(name for name in names if name.startswith(incomplete))


def complete_format(incomplete: str) -> list[str]:
    """List the formats of answers that begin so, for a shell that completes."""
    return [name for name in FORMATS if name.startswith(incomplete)]


def sorted_questions(paths: dict[str, Path]) -> list[SavedQuery]:
    """Read saved questions, in the order of their numbers."""
    found = [load(path) for path in paths.values()]
    return sorted(found, key=lambda query: (int(query.extra.get("question", 999)), query.name))


def listed(queries: list[SavedQuery], as_json: bool) -> str:
    """Write a list of saved queries for people, or as JSON with all of their headers."""
    if as_json:
        rows = [
            {
                "name": query.name,
                "summary": query.summary,
                "tags": list(query.tags),
                "parameters": [asdict(parameter) for parameter in query.parameters.values()],
                "columns": [asdict(column) for column in query.columns.values()],
            }
            for query in queries
        ]
        return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
    width = max((len(query.name) for query in queries), default=0)
    return "".join(f"{query.name.ljust(width)}  {query.summary}\n" for query in queries)


def help_of(query: SavedQuery, command: str) -> str:
    """Write the help of one saved query: what it says, its options, its columns."""
    lines = [query.summary, "", query.description, "", "Options:"]
    for parameter in query.parameters.values():
        default = f" (default: {parameter.default})" if parameter.default else ""
        lines.append(f"  --{parameter.name} {parameter.type.upper()}")
        lines.append(f"      {parameter.description}{default}")
    if not query.parameters:
        lines.append("  none")
    lines += ["", "Columns:"]
    lines += [
        f"  {c.name}: {c.description}{f' ({c.unit})' if c.unit else ''}"
        for c in query.columns.values()
    ]
    examples = [f"--{p.name} {p.example}" for p in query.parameters.values() if p.example]
    lines += ["", f"Example: casegraph {command} {' '.join([query.name, *examples[:1]])}"]
    return "\n".join(lines) + "\n"


def read_options(args: list[str]) -> dict[str, str]:
    """Read `--name value` and `--name=value` pairs, which only the query knows."""
    found: dict[str, str] = {}
    waiting = list(args)
    while waiting:
        item = waiting.pop(0)
        if not item.startswith("--"):
            raise UsageError(f"unexpected argument {item!r}", remedy="Options begin with --.")
        name, equals, value = item[2:].partition("=")
        if not equals:
            if not waiting:
                raise UsageError(f"the option --{name} needs a value")
            value = waiting.pop(0)
        if name in found:
            raise UsageError(f"the option --{name} is given twice")
        found[name] = value
    return found
