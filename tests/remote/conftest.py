"""The engines that the tests of this folder talk to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from misbehaving import Misbehaving


@pytest.fixture
def endpoint() -> Iterator[Misbehaving]:
    """An engine of ours that can misbehave; it ends with the test."""
    with Misbehaving() as running:
        yield running
