"""What tests of parts share: parts of one unit each, and a small corpus."""

from __future__ import annotations

from pathlib import Path

import pytest

from casegraph.corpus import generate
from casegraph.survey import parts, run


@pytest.fixture
def one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Judge every unit in a part of its own."""
    monkeypatch.setattr(parts, "PART_BYTES", 1)
    monkeypatch.setattr(run, "PART_BYTES", 1)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Seven fictional cases with what they share."""
    generate(tmp_path / "corpus", 7, seed=3)
    return tmp_path / "corpus"
