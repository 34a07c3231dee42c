"""A folder for dumps goes with its process, at the latest when the next one starts."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

import pytest
from serving import running

from casegraph.server.scratch import scratch

PREFIX = "casegraph-dumps-"
HOLD = """
import sys
from casegraph.server.scratch import scratch
with scratch(sys.argv[1]) as folder:
    (folder / "inside").write_text("kept")
    print(folder, flush=True)
    sys.stdin.read()
"""


@pytest.fixture(autouse=True)
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Temporary files of this process and of those that it starts lie apart."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


class KilledError(Exception):
    """Leaves a block whose server was killed, and cannot end well."""


def holder() -> tuple[subprocess.Popen[str], Path]:
    """Start a process that has such a folder until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, PREFIX],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


def end(process: subprocess.Popen[str]) -> None:
    """Wait for a process to end, and close what joins us to it."""
    process.communicate(timeout=30)


def test_it_goes_with_its_block(place: Path) -> None:
    """While it is needed it is there, for its owner alone; then nothing is left."""
    with scratch(PREFIX) as folder:
        assert folder.parent == place
        assert folder.name.startswith(PREFIX)
        assert folder.stat().st_mode & 0o077 == 0
        (folder / "inside").write_text("x")
    assert list(place.iterdir()) == []


def test_what_a_killed_process_left_is_removed(place: Path) -> None:
    """The folder of a process that lives is kept; once that was killed, the next start
    removes it.
    """
    process, left = holder()
    try:
        with scratch(PREFIX):
            assert (left / "inside").read_text() == "kept"
        process.send_signal(signal.SIGKILL)
        end(process)
        assert (left / "inside").exists()
        with scratch(PREFIX) as folder:
            assert list(place.iterdir()) == [folder]
    finally:
        process.kill()
        end(process)


def test_nothing_of_others_is_touched(place: Path) -> None:
    """Folders of other names, files, and links to folders elsewhere stay, and so does what they
    lead to.
    """
    other = place / "casegraph-else"
    other.mkdir()
    (place / f"{PREFIX}file").write_text("x")
    (place / f"{PREFIX}link").symlink_to(other, target_is_directory=True)
    (other / "inside").write_text("x")
    before = sorted(place.rglob("*"))
    with scratch(PREFIX):
        pass
    assert sorted(place.rglob("*")) == before


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give a folder to somebody else")
def test_nothing_of_another_user_is_touched(place: Path) -> None:
    """A folder of this kind stays that belongs to another user."""
    theirs = place / f"{PREFIX}theirs"
    theirs.mkdir()
    os.chown(theirs, 65534, 65534)
    with scratch(PREFIX):
        assert theirs.exists()
    assert theirs.exists()


def test_a_server_that_was_killed(public_folder: Path, place: Path) -> None:
    """A server that is killed leaves its dumps behind, and none of its processes; the next one
    removes them, and has dumps of its own.
    """
    with suppress(KilledError), running(public_folder, place / "first") as server:
        assert server.ask(target="/dump/data.nt").status == 200
        (left,) = place.glob(f"{PREFIX}*")
        server.process.kill()
        server.process.wait(timeout=30)
        raise KilledError
    assert (left / "made" / "data.nt").exists()
    with running(public_folder, place / "second") as server:
        assert not left.exists()
        assert server.ask(target="/dump/data.nt").status == 200
    assert list(place.glob(f"{PREFIX}*")) == []
