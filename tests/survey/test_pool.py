"""Processes that judge parts: what happens where they cannot."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

# a script without 'if __name__ == "__main__"': each process that it starts runs it again
SCRIPT = """
from pathlib import Path

from casegraph.project import Project
from casegraph.survey import parts, run, validate_project

parts.PART_BYTES = run.PART_BYTES = 1
print(len(validate_project(Project(Path({folder!r})), workers=2).findings))
"""


def test_a_script_that_cannot_be_imported(corpus: Path, tmp_path: Path) -> None:
    """A script that starts processes while it is imported ends, and is told why."""
    script = tmp_path / "script.py"
    script.write_text(SCRIPT.format(folder=str(corpus)), "utf-8")
    ran = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=False
    )
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "below 'if __name__ ==" in ran.stderr.splitlines()[-1]


def test_a_script_that_can(corpus: Path, tmp_path: Path) -> None:
    """The same script with its work below `if __name__` answers."""
    script = tmp_path / "script.py"
    text = SCRIPT.format(folder=str(corpus)).replace(
        "print", "if __name__ == '__main__':\n    print"
    )
    script.write_text(text, "utf-8")
    ran = subprocess.run(
        [sys.executable, str(script)], capture_output=True, text=True, timeout=120, check=True
    )
    assert ran.stdout.strip().isdigit()
