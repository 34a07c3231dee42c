"""A site or dumps are there as a whole or not at all, however the command ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from casegraph.cli.folder import fill, refuse_used
from casegraph.errors import CasegraphError, UsageError
from casegraph.project import Project
from casegraph.release import make_release

FILES = [("index.html", b"start"), ("doc/a.ttl", b""), ("doc/case/b.ttl", b"b")]


class KilledError(Exception):
    """What a writer of files raises in the middle."""


@pytest.fixture(scope="module")
def released(built_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the fictional project; tests only read it."""
    out = tmp_path_factory.mktemp("release") / "public"
    assert make_release(Project(built_folder), out).sound
    return out


def contents(folder: Path) -> dict[str, bytes]:
    """Read all files of a folder, by their paths in it."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def breaking() -> Iterator[tuple[str, bytes]]:
    """Give some files, then fail."""
    yield from FILES[:2]
    raise KilledError


def command(release: Path, name: str, out: Path) -> list[str]:
    """Write down a command line."""
    return [sys.executable, "-m", "casegraph", "--project", str(release), name, str(out)]


def files_aside(folder: Path) -> set[str]:
    """List the files that runs have written aside, as they come and go."""
    found = set()
    for aside in folder.iterdir():
        with suppress(FileNotFoundError, NotADirectoryError):
            found |= {f"{aside.name}/{path.name}" for path in (aside / "made").iterdir()}
    return found


def kill(line: list[str], written: Path) -> None:
    """Run a command, and kill it when it has written a file somewhere below a folder."""
    before = files_aside(written)
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + 60
        while not files_aside(written) - before:
            assert process.poll() is None, "it ended before it could be killed"
            assert time.monotonic() < deadline
            time.sleep(0.002)
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert process.returncode == -signal.SIGKILL


@pytest.mark.parametrize(("name", "there"), [("site", True), ("dump", True), ("dump", False)])
def test_killed(released: Path, tmp_path: Path, name: str, there: bool) -> None:
    """A killed run leaves nothing in the folder; the next run removes what it left beside it."""
    out = tmp_path / "[out]"
    if there:
        out.mkdir()
    left: set[Path] = set()
    for _ in range(2):
        kill(command(released, name, out), tmp_path)
        assert out.exists() == there
        assert not there or list(out.iterdir()) == []
        (now,) = set(tmp_path.iterdir()) - {out}
        assert now.name.startswith(".[out].casegraph-new-")
        assert now not in left
        left.add(now)
    if name == "dump":  # a site takes longer than a test may
        done = subprocess.run(command(released, name, out), capture_output=True, check=False)
        assert done.returncode == 0, done.stderr
        assert list(tmp_path.iterdir()) == [out]
        assert "SHA256SUMS" in contents(out)
        assert not [path for path in contents(out) if ".new-" in path]


def test_a_run_that_lives_keeps_what_it_writes(tmp_path: Path) -> None:
    """Of two runs for one place neither takes away what the other writes; one is refused."""
    out = tmp_path / "out"
    first = fill(out, FILES)
    next(first)
    assert dict(fill(out, FILES)) == {name: len(data) for name, data in FILES}
    with pytest.raises(CasegraphError, match="cannot be written"):
        list(first)
    assert contents(out) == dict(FILES)
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize("there", [True, False])
def test_failed(tmp_path: Path, there: bool) -> None:
    """What fails on its way leaves the place as it was."""
    out = tmp_path / "out"
    if there:
        out.mkdir()
    with pytest.raises(KilledError):
        list(fill(out, breaking()))
    assert list(tmp_path.iterdir()) == ([out] if there else [])
    assert not there or list(out.iterdir()) == []


def test_modes(tmp_path: Path) -> None:
    """A new folder has the mode that folders have; one that was there keeps its own."""
    plain, kept = tmp_path / "plain", tmp_path / "kept"
    kept.mkdir()
    kept.chmod(0o710)
    (tmp_path / "link").symlink_to(kept)
    list(fill(plain, FILES))
    list(fill(tmp_path / "link", FILES))
    usual = tmp_path / "usual"
    usual.mkdir()
    assert plain.stat().st_mode == usual.stat().st_mode
    assert (kept.stat().st_mode & 0o777, contents(kept)) == (0o710, dict(FILES))
    assert (tmp_path / "link").is_symlink()


def test_the_folder_one_stands_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is filled as it is: whoever stands there would be in a folder that is gone."""
    before = tmp_path.stat().st_ino
    monkeypatch.chdir(tmp_path)
    with pytest.raises(KilledError):
        list(fill(Path(), breaking()))
    assert list(tmp_path.iterdir()) == []
    list(fill(Path(), FILES))
    assert (tmp_path.stat().st_ino, contents(tmp_path)) == (before, dict(FILES))


MOUNTED = """
import os, sys
from pathlib import Path
from casegraph.cli.folder import fill
files = [("index.html", b"start"), ("doc/a.ttl", b"")]
assert len(list(fill(Path(sys.argv[1]), files))) == 2
assert Path(sys.argv[1], "index.html").read_bytes() == b"start"
assert sorted(path.name for path in Path(sys.argv[1]).iterdir()) == ["doc", "index.html"]
"""


@pytest.mark.parametrize("how", ["-t tmpfs none", "--bind {top}/other"])
def test_a_drive_of_its_own(tmp_path: Path, how: str) -> None:
    """What is mounted cannot be renamed over, and is filled: another drive, or the same again."""
    out = tmp_path / "out"
    out.mkdir()
    (tmp_path / "other").mkdir()
    script = f'mount {how.format(top=tmp_path)} "$1" && exec "$2" -c "$3" "$1"'
    able = subprocess.run(
        ["unshare", "-rm", "mount", "-t", "tmpfs", "none", out], capture_output=True, check=False
    )
    if able.returncode:
        pytest.skip("this system lets nobody mount anything in a space of its own")
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", script, "sh", out, sys.executable, MOUNTED],
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other", "out"]


def test_what_is_there_already(tmp_path: Path) -> None:
    """A folder with something in it, a file, and a link to nothing are refused."""
    (tmp_path / "file").write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "nothing")
    for place in (tmp_path, tmp_path / "file", tmp_path / "link"):
        with pytest.raises(UsageError, match="already"):
            refuse_used(place)
    refuse_used(tmp_path / "new")


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    """The error names the place."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(CasegraphError, match="cannot be written") as raised:
        list(fill(tmp_path / "file" / "out", FILES))
    assert raised.value.where == os.fspath(tmp_path / "file" / "out")
