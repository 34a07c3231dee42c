"""The command line: arguments in, text on standard output and an exit code out.

One function a command; what the commands do is in the other rooms. A look-up must not wait for what
only other commands need, so a module is loaded when one of its commands is called.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import typer

# the commands, and groups of commands, of each module
COMMANDS: Final = {
    "bench": ("bench",),
    "curate": ("new", "build", "verify", "fmt", "evidence", "anchor", "mint"),
    "exchange": ("push", "pull"),
    "judge": ("validate", "lint"),
    "network": ("network", "timeline"),
    "question": ("ask",),
    "record": ("receipt", "diff", "migrate"),
    "release": ("release", "site", "dump"),
    "serve": ("serve",),
    "thing": ("why", "describe", "find"),
    "watch": ("watch",),
    "whole": ("export",),
}
_COMPLETE: Final = "_CASEGRAPH_COMPLETE"  # set by shells that complete a line

__all__ = ["COMMANDS", "load_app", "main"]


def load_app(words: Iterable[str] = ()) -> typer.Typer:
    """Load the modules whose commands may be among some words; all of them if none is.

    Args:
        words: a command line.

    Returns:
        The application with their commands.
    """
    given = set(words)
    wanted = [module for module, names in COMMANDS.items() if given.intersection(names)]
    for module in wanted or COMMANDS:
        import_module(f"{__name__}.{module}")
    from casegraph.cli.app import app

    # in the order of the table, whichever was loaded first
    order = [name for names in COMMANDS.values() for name in names]
    app.registered_groups.sort(key=lambda group: order.index(str(group.name)))
    app.registered_commands.sort(
        key=lambda it: order.index(str(it.name or getattr(it.callback, "__name__", "")))
    )
    return app


def main() -> None:
    """Run the command line and end the process with its exit code."""
    load_app(() if _COMPLETE in os.environ else sys.argv[1:])
    from casegraph.cli.app import run

    run()
