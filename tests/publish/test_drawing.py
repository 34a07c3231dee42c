"""The page of a case shows its network: every tie, in a picture and in words, without a script."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from casegraph.network import Network
from casegraph.opened import CaseGraph
from casegraph.project import Project
from casegraph.publish.document import find_parts
from casegraph.publish.pages.document import write_page
from casegraph.publish.pages.drawing import draw_picture, outline, read_picture
from casegraph.publish.pages.frame import press
from casegraph.publish.pages.links import Links
from casegraph.publish.pages.render import _environment
from casegraph.saved import load

BASE = "https://example.org/id/"
CASE = "nwh-2019-1"


def written(graph: CaseGraph, path: str) -> str:
    iri = f"{BASE}{path}"
    parts = find_parts(graph, iri)
    assert isinstance(parts, list)
    return write_page(press(graph, Links(BASE, "../../")), iri, parts).decode("utf-8")


def section(graph: CaseGraph, path: str) -> str:
    page = written(graph, path)
    return page[page.index('<section id="networks"') : page.index('<section id="sources"')]


def test_every_tie_is_drawn_and_told(example: CaseGraph) -> None:
    """Each node is a shape with its name that leads to its document; each pair that the network
    joins is one line, and is told in words with the kinds of all its edges.
    """
    picture = read_picture(example, CASE)
    assert picture is not None
    network = example.network(picture.recipe.name, case=CASE)
    assert [dot.node.iri for dot in picture.dots] == list(network.ids)
    pairs = {
        frozenset(pair) for pair in zip(*map(list, (network.source, network.target)), strict=True)
    }
    assert len(picture.lines) == len(pairs) > 2
    told = {
        (node.iri, tie.to.iri, kind)
        for node, ties in picture.ties
        for tie in ties
        for kind in tie.kinds.split(", ")
    }
    kinds = network.edges["kind"]
    assert told == {
        (network.ids[source], network.ids[target], str(kinds[row]).replace("-", " "))
        for row, (source, target) in enumerate(zip(network.source, network.target, strict=True))
    }
    html = section(example, f"case/{CASE}")
    for label in network.labels:
        assert f"<title>{label}</title>" in html
    assert 'href="../../doc/person/d4k7wz"' in html
    assert f'network/{picture.recipe.name}?case={CASE}"' in html
    assert f"network/{picture.recipe.name}.explore.html?case={CASE}" in html


def test_the_policy_has_nothing_to_refuse(example: CaseGraph) -> None:
    """The picture has no script, no style of its own and no address of another host in it, and
    screen readers and the keyboard have the same in words.
    """
    html = section(example, f"case/{CASE}")
    assert not re.search(r"<script|<style|style=|\son\w+=|xlink:|url\(|<image|<foreignObject", html)
    drawing = html[html.index("<svg") : html.index("</svg>")]
    assert 'aria-hidden="true"' in drawing
    assert drawing.count("<a ") == drawing.count('tabindex="-1"') > 2
    assert "The same in words" in html


def test_the_same_bytes(example: CaseGraph) -> None:
    """Drawn again, the page is the same."""
    assert written(example, f"case/{CASE}") == written(example, f"case/{CASE}")


def test_recipes_say_what_is_drawn(example: CaseGraph, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first recipe by its number that has an edge and few enough nodes is drawn; a case without
    such a network has links only.
    """
    empty = read_picture(example, "nwh-2021-1")
    chosen = read_picture(example, CASE)
    assert chosen is not None
    assert chosen.recipe.name == "persons-institutions"
    assert empty is None or empty.lines
    monkeypatch.setattr("casegraph.publish.pages.drawing.MOST_LABELLED", 3)
    found = read_picture(example, CASE)
    assert found is None or found.counts[0] <= 3
    monkeypatch.setattr("casegraph.publish.pages.drawing.MOST_LABELLED", 0)
    assert read_picture(example, CASE) is None
    html = section(example, f"case/{CASE}")
    assert "<figure" not in html
    assert "Networks of this case" in html


def test_names_stay_what_they_are(example: CaseGraph) -> None:
    """Names in any script are written as text that a browser sets, and markup in them is none."""
    names = ("محمد مثال", 'Ада & "Екземпл" <b>', "e" * 200)
    nodes = {f"{BASE}person/{n}": {"label": name, "kind": "Person"} for n, name in enumerate(names)}
    ids = list(nodes)
    loop = [(ids[0], ids[0], {"kind": "x"}), (ids[0], ids[1], {"kind": "y"}), (ids[2], ids[0], {})]
    network = Network.of("made", nodes, loop, directed=True)
    recipe = load(Project(example.project.root).queries("networks")["co-defendants"])
    picture = draw_picture(network, recipe)
    assert len(picture.lines) == 3
    assert len(picture.tips) == 2
    template = _environment().from_string(
        '{% import "macros.html.jinja" as m %}{% include "drawing.html.jinja" %}'
    )
    html = template.render(picture=picture, links=Links(BASE, "../../"), name=CASE, explorable=True)
    assert "محمد مثال</tspan>" in html
    assert "<b>" not in html
    assert "&lt;b&gt;" in html
    assert "…</tspan>" in html
    left, top, width, height = picture.box
    for dot in picture.dots:
        assert dot.label is not None
        for x, y, _ in dot.label.lines:
            assert left <= x <= left + width
            assert top <= y <= top + height


@pytest.mark.parametrize("marker", ["o", "s", "^", "D", "h", "v"])
def test_shapes(marker: str) -> None:
    """Each shape is a closed path around its middle."""
    path = outline(marker, 50, 50, 10)
    assert path.startswith("M")
    assert path.endswith("z")
    corners = re.findall(r"[ML]([\d.]+) ([\d.]+)", path)
    assert all(abs(float(n) - 50) <= 12.1 for pair in corners for n in pair)


@pytest.mark.parametrize("radius", [5.0, 8.35, 8.449, 8.35001, 11.0])
def test_circles_are_round(radius: float) -> None:
    """Two arcs make a circle: the chord of each is twice its radius, whatever is rounded."""
    path = outline("o", 50, 50, radius)
    for wide, high, chord in re.findall(r"a([\d.]+) ([\d.]+) 0 1 0 -?([\d.]+) 0", path):
        assert wide == high
        assert float(chord) == pytest.approx(2 * float(wide))


def test_kinds_of_one_pair_are_joined(example: CaseGraph) -> None:
    """Parallel edges are one line, and both their kinds are told."""
    nodes = {f"{BASE}{name}": {"label": name} for name in ("person/a", "body/b")}
    one, two = nodes
    edges = [(one, two, {"kind": "tried"}), (one, two, {"kind": "prisoner-of-conscience"})]
    network = Network.of("made", nodes, edges, mode="two", sides=("person", "body"))
    recipe = load(example.project.queries("networks")["co-defendants"])
    picture = draw_picture(replace(network, name="other"), recipe)
    assert len(picture.lines) == 1
    assert picture.ties[0][1][0].kinds == "tried, prisoner of conscience"
