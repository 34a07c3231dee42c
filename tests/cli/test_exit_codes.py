"""2 is what was typed, 3 what could not be done: the one rule, at every kind of command."""

from __future__ import annotations

import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from casegraph.errors import CasegraphError, EngineError, InputError, StoreError, UsageError

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.mark.parametrize(
    "line",
    [
        "validate none.ttl",
        "validate --baseline none.tsv",
        "validate --decisions none.csv",
        "validate --worklist none/list.csv",
        "fmt none.ttl",
        "receipt check none.json",
        "evidence none.txt",
        "anchor none.txt words --source letter-1",
        "diff none",
        "ask defendants -o none/x.csv",
        "export -o none/x.nq",
        "network export co-defendants -o none/x.gexf",
        "-C none serve",
        "serve --preview --port 99999",
        "serve --preview --port -1",
        "serve --preview --seconds nan",
        "serve --preview --deadline inf",
        "serve --preview --memory 99999999999999",
        "ask defendants --timeout nan",
        "ask defendants --timeout inf",
        "bench generate corpus --cases -1",
        "bench generate corpus --cases 1 --faults -1",
    ],
)
def test_what_is_not_there_is_code_2(
    command: Run, built_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    """A file, a folder or a number that cannot be meant: typed wrongly, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    where = () if "-C" in line else ("-C", built_folder)
    done = command(*where, *line.split())
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_what_is_refused_is_code_3(command: Run, built_folder: Path, tmp_path: Path) -> None:
    """A file that is there and ill-formed, and a place that takes none, are no matter of typing."""
    bad = tmp_path / "bad.json"
    bad.write_text("{", "utf-8")
    for args in (("receipt", "check", bad), ("validate", "--baseline", bad), ("new", "/proc/x")):
        done = command("-C", built_folder, *args)
        assert done.returncode == 3, done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_no_permission_is_code_3(command: Run, tmp_path: Path) -> None:
    """A folder that may not be written to is refused by the system."""
    tmp_path.chmod(0o500)
    assert command("new", tmp_path / "p").returncode == 3
    tmp_path.chmod(0o700)


@pytest.mark.parametrize(
    ("error", "cause", "code"),
    [
        (UsageError("x"), None, 2),
        (UsageError("x"), PermissionError(), 2),
        (InputError("x", path="p"), FileNotFoundError(), 2),
        (InputError("x", path="p"), NotADirectoryError(), 2),
        (InputError("x", path="p"), PermissionError(), 3),
        (InputError("x", path="p"), None, 3),
        (StoreError("x"), FileNotFoundError(), 3),
        (EngineError("x"), ConnectionError(), 3),
        (CasegraphError("x"), None, 3),
    ],
)
def test_the_rule(error: CasegraphError, cause: Exception | None, code: int) -> None:
    """An error's kind and what it comes from give its code, wherever it was raised."""
    error.__cause__ = cause
    assert error.exit_code == code


def test_new_names_the_folder_so_that_a_shell_reads_it(command: Run, tmp_path: Path) -> None:
    """The next command can be copied, whatever the folder is called."""
    folder = tmp_path / "odd \u00e9 'name'"
    done = command("new", folder)
    assert done.returncode == 0
    words = shlex.split(done.stderr.partition("next: ")[2])
    assert words == ["casegraph", "--project", str(folder), "build"]


def test_a_source_that_is_not_known_yet_is_told(
    command: Run, built_folder: Path, tmp_path: Path
) -> None:
    """A new source can be anchored; one that is nearly a known one is asked about."""
    document = tmp_path / "document.txt"
    document.write_text("The words are here.\n", "utf-8")
    where = ("-C", built_folder, "anchor", document, "words are", "--source")
    known = command(*where, "letter-1")
    assert known.returncode == 0
    assert "yet" not in known.stderr
    near = command(*where, "leter-1")
    assert near.returncode == 0
    assert "leter-1:c4-13" in near.stdout
    assert "Did you mean letter-1?" in near.stderr
    new = command(*where, "quite-another")
    assert "no source of this project yet" in new.stderr
    assert "Did you mean" not in new.stderr


def test_a_datasheet_of_another_export_is_not_lost_unseen(
    command: Run, built_folder: Path, tmp_path: Path
) -> None:
    """Two exports of one name share a datasheet: the second one says so, the same one does not."""
    where = ("-C", built_folder, "network", "export", "co-defendants", "-o")
    for name, told in (("n.gexf", False), ("n.gexf", False), ("n.graphml", True)):
        done = command(*where, tmp_path / name)
        assert done.returncode == 0, done.stderr
        assert ("described another export (co-defendants as gexf)" in done.stderr) is told
