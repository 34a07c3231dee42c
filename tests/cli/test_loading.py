"""A command loads what it needs, and no more."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
import typer.main

from casegraph.cli import COMMANDS, load_app

# libraries that take a look-up more time than the look-up itself
HEAVY = ("edtf", "matplotlib", "networkx", "numpy", "pyshacl", "rdflib", "requests", "rustworkx")


def test_the_table_of_commands() -> None:
    """Each command stands in the table under the module that defines it, and no other does."""
    for module, names in COMMANDS.items():
        app = load_app([names[0]])
        assert import_module(f"casegraph.cli.{module}")
        commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
        for name in names:
            found = commands[name]
            inner = next(iter(getattr(found, "commands", {"": found}).values()))
            assert inner.callback.__module__ == f"casegraph.cli.{module}", name
    names = [command.callback.__name__ for command in load_app(["watch"]).registered_commands]  # type: ignore[union-attr]
    assert names.index("new") < names.index("ask") < names.index("watch")
    every = typer.main.get_command(load_app()).commands  # type: ignore[attr-defined]
    assert sorted(every) == sorted(name for names in COMMANDS.values() for name in names)


@pytest.mark.parametrize(
    "words",
    [["ask", "defendants", "--case", "nwh-2019-1"], ["why", "nwh-2019-1:d1-sentence"]],
    ids=" ".join,
)
def test_a_look_up_loads_little(built_folder: Path, words: list[str]) -> None:
    """Neither rdflib nor numpy, validators or clients of HTTP are loaded to answer a question."""
    script = (
        "import sys; from casegraph.cli import load_app; import atexit;"
        f"atexit.register(lambda: print(*sorted({set(HEAVY)!r} & set(sys.modules))));"
        "load_app(sys.argv[1:])()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, "-C", str(built_folder), *words],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == ""
