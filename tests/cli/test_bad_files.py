"""A bad file in any format stops every command that reads it, and nothing is half-written."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

# suffix -> (text, line of the fault)
BAD = {
    ".ttl": ("@prefix e: <http://e/> .\ne:a e:b 1\ne:c e:d 2 .\n", 3),
    ".trig": ("@prefix e: <http://e/> .\n\ne:a e:b [ .\n", 3),
    ".nt": ('<http://e/a> <http://e/b> "x" .\nnonsense\n', 2),
    ".nq": ('<http://e/a> <http://e/b> "x" .\n<http://e/a> "y" .\n', 2),
    ".jsonld": ('{"@id": "http://e/a",\n "http://e/b": }\n', 2),
    ".rdf": (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n<a>\n</rdf:RDF>\n',
        3,
    ),
}


def _files(folder: Path) -> dict[Path, bytes]:
    return {
        path: path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != "lock"
    }


@pytest.mark.parametrize("form", BAD)
@pytest.mark.parametrize("args", [["validate", "PATH"], ["build"], ["fmt", "PATH"]], ids=" ".join)
def test_bad_file(command: Run, own_folder: Path, args: list[str], form: str) -> None:
    """Code 3, file and line on stderr, nothing on stdout, and every other byte as it was."""
    text, line = BAD[form]
    path = own_folder / "graph" / f"bad{form}"
    path.write_text(text, "utf-8")
    before = _files(own_folder)
    done = command("-C", own_folder, *(path if a == "PATH" else a for a in args))
    assert done.returncode == 3, (done.stdout, done.stderr)
    assert f"graph/bad{form}:{line}" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert _files(own_folder) == before


@pytest.mark.parametrize("form", BAD)
def test_bad_file_outside(command: Run, own_folder: Path, tmp_path: Path, form: str) -> None:
    """`validate PATH` of a bad file outside the project says the same, and harms nothing."""
    text, line = BAD[form]
    path = tmp_path / f"bad{form}"
    path.write_text(text, "utf-8")
    before = _files(own_folder)
    done = command("-C", own_folder, "validate", path)
    assert done.returncode == 3, (done.stdout, done.stderr)
    assert f"bad{form}:{line}" in done.stderr
    assert _files(own_folder) == before


def test_a_folder_of_mixed_files(command: Run, own_folder: Path) -> None:
    """`fmt FOLDER` writes no file of a folder in which one is bad."""
    good = own_folder / "graph" / "aaa.ttl"
    good.write_text("<http://e/a>   <http://e/b> 1 .", "utf-8")
    (own_folder / "graph" / "bad.ttl").write_text("<http://e/a>", "utf-8")
    before = _files(own_folder)
    assert command("-C", own_folder, "fmt", own_folder / "graph").returncode == 3
    assert _files(own_folder) == before
    assert command("-C", own_folder, "fmt", good).returncode == 0
    assert _files(own_folder) != before


@pytest.mark.parametrize("args", [["fmt", "--check"], ["fmt"], ["validate"]], ids=" ".join)
@pytest.mark.parametrize("name", ["graph/cases/gone.ttl", "graph/gone"])
def test_link_to_no_file(command: Run, own_folder: Path, args: list[str], name: str) -> None:
    """A link to no file is told with a remedy, and never passed over; nothing is written."""
    (own_folder / name).symlink_to(own_folder / "nowhere")
    before = _files(own_folder)
    done = command("-C", own_folder, *args)
    assert (done.returncode, done.stdout) == (3, "")
    assert f"{name}: this is a link to no file. Put the file itself there" in done.stderr
    assert _files(own_folder) == before


def test_links_of_editors_are_left_alone(command: Run, own_folder: Path) -> None:
    """Emacs marks a file that somebody edits by a hidden link to nowhere."""
    (own_folder / "graph" / "cases" / ".#nwh-2019-1.ttl").symlink_to("somebody@nowhere.1")
    assert command("-C", own_folder, "fmt", "--check").returncode == 0
