"""`casegraph watch` keeps the build that of the files, whatever is edited meanwhile."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from casegraph.build import build, open_generation, verify, write_lock
from casegraph.project import Project
from casegraph.validate import Severity

WAIT = 60


class Watch:
    """A `casegraph watch` that runs, and what it says."""

    def __init__(self, folder: Path, log: Path) -> None:
        self._log = log.open("w+", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "casegraph", "-C", str(folder), "watch"],
            stdout=subprocess.PIPE,
            stderr=self._log,
            text=True,
        )

    def line(self) -> str:
        """Wait for the next line about a build."""
        assert self.process.stdout is not None
        return self.process.stdout.readline()

    def said(self, words: str) -> None:
        """Wait until something is said on standard error."""
        for _ in range(WAIT * 10):
            self._log.seek(0)
            if words in self._log.read():
                return
            try:
                self.process.wait(0.1)
            except subprocess.TimeoutExpired:
                continue
            break
        self._log.seek(0)
        raise AssertionError(self._log.read())

    def end(self) -> int:
        """Send what Ctrl-C sends."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(WAIT)


@contextmanager
def watched(folder: Path, log: Path) -> Iterator[Watch]:
    """Watch a project, and stop it whatever happens."""
    watching = Watch(folder, log)
    try:
        watching.said("watching")
        yield watching
    finally:
        watching.process.kill()
        watching.process.wait()
        watching.process.stdout.close()  # type: ignore[union-attr]
        watching._log.close()


@pytest.fixture
def watch(own_folder: Path, tmp_path: Path) -> Iterator[Watch]:
    """Watch a project of one's own."""
    with watched(own_folder, tmp_path / "log") as watching:
        yield watching


def case_file(folder: Path) -> Path:
    return folder / "graph" / "cases" / "nwh-2019-1.ttl"


def edit(folder: Path, old: str, new: str) -> None:
    text = case_file(folder).read_text("utf-8")
    assert old in text
    case_file(folder).write_text(text.replace(old, new, 1), "utf-8")


def test_edits_are_built(own_folder: Path, watch: Watch) -> None:
    """A change is built; a broken file and a Violation are told and keep the last generation; after
    they are mended all that waited is built; Ctrl-C ends it with exit code 0.
    """
    project = Project(own_folder)
    before = open_generation(project).digest
    edit(own_folder, "durationMonths 24", "durationMonths 25")
    line = watch.line()
    digest = open_generation(project).digest
    assert line.startswith(digest[:12])
    assert digest != before

    sound = case_file(own_folder).read_text("utf-8")
    edit(own_folder, "durationMonths 25 ;", "durationMonths 25 ")
    watch.said("nwh-2019-1.ttl")
    edit(own_folder, "durationMonths 25 ", "durationMonths 25 ;")
    assert watch.line().startswith(f"{digest[:12]}  in use again; checked all files")
    edit(own_folder, "durationMonths 25 ;", "durationMonths 26 ;")
    assert watch.line().startswith(open_generation(project).digest[:12])

    edit(own_folder, "    cg:sentencedPerson person:m8r3tq ;\n", "")
    assert "violation" in watch.line()
    while "Violation: " not in watch.line():
        pass
    watch.said("not put in use")
    (own_folder / "graph" / "notes.txt~").write_text("a copy of an editor", "utf-8")
    case_file(own_folder).write_text(sound, "utf-8")
    while not watch.line().startswith(digest[:12]):
        pass
    assert open_generation(project).digest == digest
    assert watch.end() == 0
    assert verify(project) == []


def test_old_warnings_are_not_repeated(own_folder: Path, tmp_path: Path) -> None:
    """What the last build found already is not told again; what an edit brings is."""
    edit(own_folder, "    cg:durationMonths 120 ;\n", "")
    assert build(Project(own_folder)).report.count(Severity.WARNING) == 1
    with watched(own_folder, tmp_path / "log") as watching:
        edit(own_folder, "    cg:durationMonths 24 ;\n", "")
        told = watching.line()
        assert "  checked all files; findings: 0 violations, 2 warnings" in told
        edit(own_folder, "    cg:sentencedPerson person:m8r3tq ;\n", "")
        told = ""
        while "violation" not in (line := watching.line()):
            told += line
    assert told.count("Warning: ") == 1
    assert "d2-sentence-1" in told
    assert "d1-request-1" not in told


def test_another_build_runs(own_folder: Path, watch: Watch) -> None:
    """While another process builds, a change waits; it is built when that one is done."""
    project = Project(own_folder)
    with write_lock(project.build_folder):
        edit(own_folder, "durationMonths 24", "durationMonths 25")
        watch.said("another build is running")
    assert watch.line().startswith(open_generation(project).digest[:12])
    assert open_generation(project).changed_inputs(project) == []
