"""What a machine may do to a build: kill it, refuse it room, flip its bits."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from casegraph.build import build, open_generation, verify, write_lock
from casegraph.corpus import generate
from casegraph.errors import StoreError
from casegraph.project import Project
from casegraph.survey import parts, run

KILLS = int(os.environ.get("CASEGRAPH_KILLS", "20"))
OFFSETS = 50
CASE = "nwh-2019-1.ttl"
# a small project is judged in parts here, so that its builds are increments as well
SCRIPT = """
import sys
from casegraph.survey import parts, run
if sys.argv.pop(1) == "in parts":
    parts.PART_BYTES = run.PART_BYTES = 1
from casegraph.cli import main
main()
"""


def edit(root: Path, old: str, new: str) -> None:
    path = root / "graph" / "cases" / CASE
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def digest(root: Path) -> str:
    return open_generation(Project(root)).digest


def leavings(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "build").glob(".new-*"))


@pytest.mark.parametrize("seed", range(KILLS))
def test_killed_build_leaves_old_or_new(
    own_folder: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Killed at any moment, a build leaves the old or the new generation, sound and unlocked; the
    next one purges what is left, whether it reads everything or what changed.
    """
    how = "in parts" if seed % 2 else "as a whole"
    project = Project(own_folder)
    if seed % 2:
        for module in (parts, run):
            monkeypatch.setattr(module, "PART_BYTES", 1)
        build(project, again=True)
    before = digest(own_folder)
    edit(own_folder, "durationMonths 24", "durationMonths 25")
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, how, "-C", str(own_folder), "build"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(random.Random(seed).uniform(0.3, 3.0))
    process.send_signal(signal.SIGKILL)
    process.wait()
    after = digest(own_folder)
    assert verify(project) == []
    with write_lock(project.build_folder):
        pass
    result = build(project)
    assert after in (before, result.digest)
    assert digest(own_folder) == result.digest != before
    assert leavings(own_folder) == []
    assert verify(project) == []


def test_full_disk_is_a_clean_error(own_folder: Path) -> None:
    """Where files may not grow, the build says so and the old generation stays in use."""
    before = digest(own_folder)
    edit(own_folder, "durationMonths 24", "durationMonths 25")
    script = (
        "import resource, signal, sys\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "sys.argv = ['casegraph', '-C', sys.argv[1], 'build']\n"
        "from casegraph.cli import main; main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(own_folder)],
        capture_output=True,
        text=True,
        timeout=120,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert "cannot be written" in done.stderr
    assert digest(own_folder) == before
    assert leavings(own_folder) == []
    assert build(Project(own_folder)).folder is not None


def test_flipped_and_cut_files_are_never_served(own_folder: Path) -> None:
    """Whatever bit of whatever file is flipped, or wherever it is cut, it is detected when the
    generation is opened or verified, and `verify` says what to do.
    """
    project = Project(own_folder)
    folder = open_generation(project).folder
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    files = [path for path in files if path.name not in ("LOCK", "LOG")]
    draw = random.Random(1)
    for number in range(OFFSETS):
        path = draw.choice(files)
        sound = path.read_bytes()
        place = draw.randrange(len(sound))
        damaged = bytearray(sound)
        damaged[place] ^= 1 << draw.randrange(8)
        path.write_bytes(damaged if number % 5 else sound[:place])
        where = f"{path.relative_to(folder)} at {place}"
        try:
            told = verify(project)
        except StoreError as error:
            told = [str(error)]
            assert "casegraph build" in told[0], where
        assert told, where
        path.write_bytes(sound)
    assert verify(project) == []


def test_a_large_build_is_killed(tmp_path: Path) -> None:
    """Killed with processes of its own at work, a build takes them along and leaves nothing."""
    folder = tmp_path / "corpus"
    generate(folder, 150, seed=2)
    script = SCRIPT.replace("= 1\n", "= 100_000\n")
    process = subprocess.Popen(
        [sys.executable, "-c", script, "in parts", "-C", str(folder), "build"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    spool = folder / "build"
    for _ in range(600):
        if list(spool.glob(".new-*/spool/*")):
            break
        time.sleep(0.05)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split()
    process.send_signal(signal.SIGKILL)
    process.wait()
    for _ in range(200):
        if not any(map(_runs, children)):
            break
        time.sleep(0.1)
    assert not [child for child in children if _runs(child)]
    with pytest.raises(StoreError, match="nothing was built"):
        open_generation(Project(folder))
    assert build(Project(folder), accept_violations=True).folder is not None
    assert leavings(folder) == []


def _runs(process: str) -> bool:
    """Say whether a process is there, and not merely unread by whoever adopted it."""
    try:
        state = Path("/proc", process, "stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"
