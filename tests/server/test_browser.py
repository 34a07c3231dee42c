"""In a browser: all can be done, nothing is asked of another host, nobody is shut out."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.server.conftest import Running, running

from casegraph.assets import listed, missing

PICTURES = (
    *("start", "search", "case", "disagreement", "person", "question", "editor", "network"),
    *("explored", "phone", "phone-case", "phone-question", "dark", "dark-case", "dark-editor"),
    *("dark-explored", "phone-explored", "dark-network", "phone-network"),
    *("print", "phone-table", "about", "shelf", "document"),
)


@pytest.fixture(scope="module")
def server(built_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server with time enough for a browser on a busy machine."""
    place = tmp_path_factory.mktemp("browsed")
    options = ("--preview", "--seconds", "30", "--memory", "512")
    with running(built_folder, place, *options) as found:
        yield found


@pytest.fixture(scope="module")
def seen(
    server: Running, peer: Callable[[str], Path], tmp_path_factory: pytest.TempPathFactory
) -> Any:
    """What a browser saw that was driven over all kinds of pages."""
    if absent := missing(*listed()):
        reason = f"not built: {', '.join(absent)}; 'make assets' fetches them by npm"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    chosen = os.environ.get("CASEGRAPH_PICTURES")
    folder = Path(chosen) if chosen else tmp_path_factory.mktemp("pictures")
    folder.mkdir(parents=True, exist_ok=True)
    modules = peer("puppeteer-core").parent
    script = Path(__file__).with_name("drive.cjs")
    ran = subprocess.run(
        [peer("node"), script, modules, peer("chromium"), server.address, folder],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout) | {"folder": folder}


def test_no_request_leaves_the_host(seen: dict[str, Any], server: Running) -> None:
    """Every request of every page goes to the server, or is data that the page itself holds."""
    assert len(seen["requests"]) > 40
    for address in seen["requests"]:
        parts = urlsplit(address)
        assert parts.scheme in ("data", "blob") or parts.netloc == urlsplit(server.address).netloc


def test_nothing_fails(seen: dict[str, Any]) -> None:
    """No script raises, and no policy has anything to refuse."""
    assert seen["problems"] == []


def test_all_can_be_done(seen: dict[str, Any]) -> None:
    """Search, reading, a form, the editor and a network work when somebody uses them."""
    steps = seen["steps"]
    assert steps["fields"] == 1
    assert steps["hits"] >= 1
    assert "Example" in steps["hit"]
    assert steps["accounts"] >= 2
    assert steps["first"]
    assert steps["asked"] == "nwh-2019-1"
    assert steps["rows"] == steps["bars"] > 1
    assert steps["answered"] >= 2
    assert "Person" in steps["completed"]
    assert steps["details"] > 0


def test_the_keyboard_is_not_caught(seen: dict[str, Any]) -> None:
    """Tab leads out of the field of the editor (WCAG 2.2, 2.1.2)."""
    assert seen["steps"]["left"]


def test_it_works_without_scripts(seen: dict[str, Any]) -> None:
    """A case can be read, and a query asked, where no script runs."""
    assert seen["steps"]["plainRows"] >= 2
    assert seen["steps"]["plainForm"]


@pytest.mark.parametrize("name", [name for name in PICTURES if name != "disagreement"])
def test_nobody_is_shut_out(seen: dict[str, Any], name: str) -> None:
    """By axe there is no fault but minor ones, in light and dark, on a phone and on a desk."""
    assert seen["faults"][name] == []


def test_bars_can_be_seen_on_a_phone(seen: dict[str, Any]) -> None:
    """On a narrow screen the bars of a chart have room beside their amounts."""
    assert len(seen["steps"]["phoneBars"]) > 1
    assert min(seen["steps"]["phoneBars"]) > 150


def test_pages_fit(seen: dict[str, Any]) -> None:
    """No page is wider than the screen, and each has its picture."""
    assert seen["wide"] == []
    for name in PICTURES:
        assert (seen["folder"] / f"{name}.png").stat().st_size > 1000


@pytest.mark.parametrize("name", ["desk", "phone"])
def test_names_hide_no_name_and_are_not_cut(seen: dict[str, Any], name: str) -> None:
    """The drawing to explore is no higher than the window; some names are written in it, none over
    another and none beyond its edge.
    """
    stage = seen["steps"]["stages"][name]
    assert stage["height"] < stage["window"]
    written = stage["written"]
    assert len(written) > 5
    for one in written:
        assert one["left"] >= 0, one
        assert one["right"] <= stage["width"], one
        assert one["top"] >= 0, one
        assert one["bottom"] <= stage["height"], one
    for one, two in combinations(written, 2):
        apart = (
            one["right"] <= two["left"] + 0.5
            or two["right"] <= one["left"] + 0.5
            or one["bottom"] <= two["top"] + 0.5
            or two["bottom"] <= one["top"] + 0.5
        )
        assert apart, (one, two)
