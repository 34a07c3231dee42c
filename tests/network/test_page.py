"""The page is one file that loads nothing, runs what it carries only, and says all in tables."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from importlib.resources import files
from pathlib import Path

import pytest

from casegraph.assets import collect, listed, missing
from casegraph.errors import CasegraphError, UsageError
from casegraph.network import Network, draw
from casegraph.network.page.tables import Around, edge_rows, node_rows
from casegraph.network.page.write import SCRIPTS
from casegraph.network.picture.canvas import INK
from casegraph.network.picture.edges import LINES
from casegraph.network.style import COLOURS, DARK, kind_words, node_kinds
from casegraph.opened import CaseGraph
from casegraph.publish.pages.stock import stock

EVIL = '</script><img src=x onerror="alert(1)"><!-- $title ${title} \u2028'


class Page(HTMLParser):
    """The elements of a page, and the text of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self._open = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep an element with its attributes."""
        self.elements.append((tag, dict(attrs)))
        self._open = tag
        if tag in self.inside:
            self.inside[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        """Leave the element."""
        self._open = ""

    def handle_data(self, data: str) -> None:
        """Keep the text of scripts and styles."""
        if self._open in self.inside:
            self.inside[self._open][-1] += data


@pytest.fixture(scope="module")
def text(example: CaseGraph) -> str:
    """The page of a network of the fictional case."""
    return draw(example.network("claims"), ".html", "Claims").decode("utf-8")


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def test_it_loads_nothing(text: str) -> None:
    """No element names a file to load, and the policy of the page allows none."""
    page = Page(text)
    for tag, attributes in page.elements:
        assert not {"src", "srcset", "data", "poster", "background"} & set(attributes), tag
        assert tag not in ("link", "iframe", "object", "embed", "base"), tag
        if tag == "a":
            assert attributes["rel"] == "noreferrer noopener"
        assert not any(name.startswith("on") or name == "style" for name in attributes), tag
    policy = next(
        a["content"] or ""
        for t, a in page.elements
        if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    allowed = [s for s in page.inside["script"] if not s.startswith("{")]
    for part in (*allowed, *page.inside["style"]):
        assert _hash(part) in policy
    assert not re.search(r"@import|url\((?!['\"]?#)", "".join(page.inside["style"]))


def test_tables_say_all(text: str, example: CaseGraph) -> None:
    """Each node and edge is a row, with its passages, for whoever sees or runs nothing."""
    network = example.network("claims")
    page = Page(text)
    rows = [attributes for tag, attributes in page.elements if tag == "tr"]
    assert sum("data-node" in row for row in rows) == len(network)
    assert sum("data-edge" in row for row in rows) == network.size
    for _, _, edge in network.edge_rows():
        assert all(f">{passage}</a>" in text for passage in edge["evidence"])
    heads = [attributes.get("scope") for tag, attributes in page.elements if tag == "th"]
    assert set(heads) == {"col", "row"}
    assert "@misc{casegraph-claims-" in text


def test_tables_are_in_words(example: CaseGraph) -> None:
    """Kinds are written as words and nodes by their names; among pages of a site, addresses are
    those behind its base, and lead to its pages. Without a site an address is written in full.
    """
    network = example.network("claims")
    base = "https://example.org/id/"
    site = Around("../", base, "../doc/")
    told = set(re.findall("<td>([^<]*)</td>", node_rows(network)))
    assert told == {kind_words(kind) for kind in node_kinds(network)}
    assert not {kind for kind in told if kind != kind.lower()}
    assert not re.search("<td>[a-z]+-[a-z-]+</td>", edge_rows(network))
    for iri in network.ids:
        path = iri.removeprefix(base)
        assert f'<a href="../doc/{path}"' in node_rows(network, site)
        assert f">{path}</a>" in node_rows(network, site)
        assert f">{iri}</a>" in node_rows(network)
    assert f">{base}" not in edge_rows(network, site)


def test_the_data_cannot_leave_its_place(made: Callable[..., Network]) -> None:
    """A label with markup stays a text, in tables, in the picture and in the data."""
    network = Network.of(
        "x",
        {"a": {"label": EVIL, "kind": EVIL}, "b": {}},
        [("a", "b", {"kind": EVIL, "note": [EVIL]})],
    )
    page = Page(draw(network, ".html", EVIL).decode("utf-8"))
    assert not [tag for tag, _ in page.elements if tag == "img"]
    assert sum(tag == "script" for tag, _ in page.elements) in (1, 4)
    data = json.loads(page.inside["script"][0])
    if data:  # the scripts of others are built
        assert data["nodes"][0]["label"] == network.labels[0]


def test_without_the_scripts_of_others(example: CaseGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where they are not built, the page says so, and has the picture and the tables."""
    monkeypatch.setattr("casegraph.network.page.write.missing", lambda *names: list(names))
    text = draw(example.network("claims"), ".html", "Claims").decode("utf-8")
    assert "without the scripts that let you explore" in text
    assert "<svg" in text
    assert Page(text).inside["script"] == ["{}"]


def test_assets_are_those_of_the_list(tmp_path: Path) -> None:
    """A file that is missing, or is another than the list says, is refused with a remedy."""
    assert set(SCRIPTS) <= set(listed())
    assert all(re.fullmatch("[0-9a-f]{64}", entry.sha256) for entry in listed().values())
    with pytest.raises(CasegraphError, match="is missing"):
        collect(tmp_path, tmp_path / "built")
    first = next(iter(listed().values()))
    assert all(bool(entry.cut) == bool(entry.built) for entry in listed().values())
    path = tmp_path / first.source
    path.parent.mkdir(parents=True)
    path.write_bytes(b"evil")
    with pytest.raises(CasegraphError, match="and list.tsv says"):
        collect(tmp_path, tmp_path / "built")
    with pytest.raises(UsageError, match="Did you mean sigma"):
        missing("sigma.jss")


def _dumped(peer: Callable[[str], Path], folder: Path, page: Path) -> str:
    ran = subprocess.run(
        [
            str(peer("chromium")), "--headless", "--no-sandbox", "--use-angle=swiftshader",
            "--enable-unsafe-swiftshader", "--disable-quic", "--no-first-run",
            "--disable-background-networking", "--disable-component-update", "--disable-sync",
            f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=3000",
            "--dump-dom", page.as_uri(),
        ],
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
    return ran.stdout


def test_a_browser_shows_it(
    peer: Callable[[str], Path], example: CaseGraph, tmp_path: Path
) -> None:
    """In a browser, from a file, the network is drawn, and all its nodes and edges are counted."""
    if absent := missing(*SCRIPTS):
        reason = f"not built: {', '.join(absent)}; 'make assets' fetches them by npm"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    network = example.network("claims")
    path = tmp_path / "claims.html"
    path.write_bytes(draw(network, ".html", "Claims"))
    shown = _dumped(peer, tmp_path, path)
    assert 'data-ready="true"' in shown
    nodes, edges = (
        f"{len(network)} of {len(network)} nodes",
        f"{network.size} of {network.size} edges",
    )
    assert f"{nodes} and {edges} are shown." in shown
    assert shown.count("<canvas") >= 2


def test_pages_never_change(example: CaseGraph) -> None:
    """The same network is the same page."""
    network = example.network("claims")
    assert draw(network, ".html", "x") == draw(network, ".html", "x")
    for small in (Network.of("none", {}, []), Network.of("one", {"a": {}}, [("a", "a", {})])):
        assert b"</html>" in draw(small, ".html", "x")


def test_every_row_can_be_reached(example: CaseGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a table that is long, each row is in one part, and every part but the first folds out
    without a script.
    """
    network = example.network("claims")
    whole = Page(edge_rows(network) + node_rows(network))
    assert "details" not in [tag for tag, _ in whole.elements]
    monkeypatch.setattr("casegraph.network.page.tables.MOST_ROWS", 3)
    for written, mark, number in (
        (edge_rows(network), "data-edge", network.size),
        (node_rows(network), "data-node", len(network)),
    ):
        page = Page(written)
        rows = [attributes[mark] for tag, attributes in page.elements if mark in attributes]
        assert len(set(rows)) == len(rows) == number > 3
        tags = [tag for tag, _ in page.elements]
        assert tags.count("table") == -(-number // 3)
        assert tags.count("details") == tags.count("summary") == tags.count("table") - 1
        assert tags.count("thead") == tags.count("caption") == tags.count("table")
        assert f"4 to {min(6, number)} of {number}" in written


def _contrast(one: str, two: str) -> float:
    """Compare two colours (WCAG 2.2, relative luminance and contrast ratio)."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (
            p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((light(one), light(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_it_can_be_read_in_light_and_dark() -> None:
    """In both schemes words have a contrast of 4.5 and more to their grounds, and shapes of nodes
    on dark one of 3 and more.
    """
    style = files("casegraph.network.page").joinpath("page.css").read_text("utf-8")
    schemes = re.findall(r":root \{([^}]*)\}", style)[:2]
    assert len(schemes) == 2
    assert "prefers-color-scheme: dark" in style
    for scheme in schemes:
        colours = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", scheme))
        for ground in ("paper", "raised"):
            for words in ("ink", "pale", "accent"):
                assert _contrast(colours[words], colours[ground]) >= 4.5, (words, ground)
        assert _contrast(colours["ink"], colours["note"]) >= 4.5
    dark = dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", schemes[1]))
    assert len(DARK) == len(COLOURS)
    for colour in DARK:
        assert _contrast(colour.lower(), dark["paper"]) >= 3
    site = stock("site.css").decode()
    assert [c.lower() for c in DARK] == re.findall(r"--look-\d: (#[0-9a-f]{6})", site)[len(DARK) :]
    lines = [(light, dark) for light, _, dark in LINES]
    for light, line in lines:
        assert _contrast(light, "#ffffff") >= 3
        assert _contrast(line, dark["paper"]) >= 3
    told = [(int(n), colour) for n, colour in re.findall(r"--line-(\d): (#[0-9a-f]{3,6});", site)]
    for place, tones in enumerate(lines):
        whole = [
            c if len(c) == 7 else "#" + "".join(2 * d for d in c[1:]) for n, c in told if n == place
        ]
        assert tuple(whole) == tones


def test_the_picture_follows_the_scheme(text: str) -> None:
    """Each colour of the picture has another one for dark screens, and is what it was on paper."""
    picture = text[text.index("<svg") : text.index("</svg>")]
    used = set(re.findall(r"var\(--p-([0-9a-f]{6}), #\1\)", picture))
    assert {"ffffff", INK[1:]} < used
    assert not re.search(r'="#[0-9a-f]{6}"', picture)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)[:1]
    dark = style[style.rindex("@media screen and (prefers-color-scheme: dark)") :]
    for colour in used:
        assert re.search(f"--p-{colour}: #[0-9a-fA-F]{{6}};", dark), colour
