"""The notebook of the documentation runs from its first cell to its last in the real project."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from casegraph.build import build
from casegraph.project import Project

ROOT = Path(__file__).resolve().parents[2]


# zmq is slow to let go of its sockets, and ipykernel warns of its own settings
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_notebook_runs(tmp_path: Path) -> None:
    """Every cell runs, the last gives a picture, and no output is kept in the file."""
    path = ROOT / "docs" / "tutorial" / "network.ipynb"
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells)
    shutil.copytree(ROOT / "graph", tmp_path / "graph")
    assert build(Project(tmp_path)).folder is not None
    client = NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": tmp_path}}
    )
    client.execute()
    last = notebook.cells[-1].outputs[-1]
    assert "image/svg+xml" in last["data"]
    assert any(
        "text/html" in o.get("data", {}) for c in notebook.cells for o in c.get("outputs", [])
    )
