"""What tests of the package share: the repository, and the fictional project, made and built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from pyoxigraph import RdfFormat, parse

from casegraph.build import build
from casegraph.dataset import Dataset, read_dataset
from casegraph.derive import apply_rules
from casegraph.engine import Embedded
from casegraph.opened import CaseGraph
from casegraph.opened import open as open_project
from casegraph.project import Project
from casegraph.saved import load
from casegraph.scaffold import new_project
from casegraph.terms import Prefixes

BASE = "https://example.org/id/"
settings.register_profile(
    "casegraph", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("casegraph")
Run = Callable[..., subprocess.CompletedProcess[str]]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--approve`, which rewrites what fixtures expect; read it before you commit it."""
    parser.addoption("--approve", action="store_true", help="rewrite expected findings and rows")


@pytest.fixture(scope="session")
def repository() -> Path:
    """The top folder of the repository."""
    return Path(__file__).parents[1]


@pytest.fixture(scope="session")
def built_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fictional project, made and built once; tests only read it."""
    folder = tmp_path_factory.mktemp("example") / "cases"
    new_project(folder, BASE)
    assert build(Project(folder)).folder is not None
    return folder


@pytest.fixture(scope="session")
def example(built_folder: Path) -> CaseGraph:
    """The fictional project, opened for reading."""
    return open_project(built_folder)


@pytest.fixture(scope="session")
def three(repository: Path, example: CaseGraph) -> CaseGraph:
    """A fictional case of three, whose dates and terms differ: `timeline.trig`, with the rules."""
    engine = Embedded()
    engine.load(parse((repository / "tests/timeline.trig").read_bytes(), RdfFormat.TRIG))
    rules = [load(path) for path in sorted((repository / "queries/rules").glob("*.rq"))]
    apply_rules(engine, rules, Prefixes(BASE))
    return CaseGraph(example.project, engine)


@pytest.fixture(scope="session")
def example_dataset(built_folder: Path) -> Dataset:
    """All quads of the fictional project in memory; tests only read it."""
    return read_dataset(Project(built_folder))


@pytest.fixture(scope="session")
def real_dataset(repository: Path) -> Dataset:
    """All quads of the real graph in memory; tests only read it."""
    return read_dataset(Project(repository))


@pytest.fixture
def own_folder(built_folder: Path, tmp_path: Path) -> Path:
    """A copy of the fictional project, built, that a test may change."""
    folder = tmp_path / "own"
    shutil.copytree(built_folder, folder)
    return folder


@pytest.fixture(scope="session")
def peer(repository: Path) -> Callable[[str], Path]:
    """Find a program of others by its name; skip the test where it is missing, but not in CI."""

    def found(name: str) -> Path:
        folder = repository / ".peers"
        installed = Path(sys.prefix) / "bin" / name
        for path in (folder / name, folder / "node_modules" / name, installed, shutil.which(name)):
            if path is not None and Path(path).exists():
                return Path(path)
        reason = f"{name} is not here: 'make peers' fetches it, or it is one of Debian's packages"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)

    return found


@pytest.fixture
def command() -> Run:
    """Run the command line in a process of its own; text in, result out."""

    def run(*args: str | Path, stdin: str = "", **more: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "casegraph", *map(str, args)],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            env=os.environ | {"COLUMNS": "200"} | more,
            check=False,
        )

    return run
