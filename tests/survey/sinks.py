"""What is made of a part, in a module that other processes can import."""

from __future__ import annotations

import os
import signal

from casegraph.survey import PartOutput
from casegraph.survey.judge import Part

Derived = set[tuple[str, bytes]]


def derived_of(output: PartOutput, part: Part) -> Derived:
    """Keep what follows of a part's own units."""
    return {
        (rule, line)
        for unit in output.units.values()
        for rule, lines in unit.derived.items()
        for line in lines
    }


def killed(output: PartOutput, part: Part) -> None:
    """End the process as the kernel does when memory runs out."""
    os.kill(os.getpid(), signal.SIGKILL)
