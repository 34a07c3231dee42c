"""What tests of releases share: the fictional project, and a release of it, made once."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from casegraph.project import Project
from casegraph.release import Made, Release, make_release, open_release
from casegraph.scaffold import new_project

BASE = "https://example.org/id/"


@dataclass(frozen=True)
class Fiction:
    """A fictional project, the release made of it, and what became of that."""

    project: Project
    out: Path
    made: Made

    @property
    def release(self) -> Release:
        """The release, opened."""
        return open_release(self.out)


@pytest.fixture(scope="session")
def fiction(tmp_path_factory: pytest.TempPathFactory) -> Fiction:
    """The fictional project and its release; tests only read them."""
    top = tmp_path_factory.mktemp("release")
    new_project(top / "cases", BASE)
    project = Project(top / "cases")
    made = make_release(project, top / "public")
    assert made.sound and made.folder is not None
    return Fiction(project, top / "public", made)


@pytest.fixture
def own_fiction(fiction: Fiction, tmp_path: Path) -> Fiction:
    """A copy of them that a test may change."""
    shutil.copytree(fiction.project.root, tmp_path / "cases")
    shutil.copytree(fiction.out, tmp_path / "public")
    return Fiction(Project(tmp_path / "cases"), tmp_path / "public", fiction.made)
