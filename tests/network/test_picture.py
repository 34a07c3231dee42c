"""A picture never changes, hides no label under another, and says what its signs mean."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import warnings
from collections.abc import Callable
from itertools import combinations
from typing import Any

import matplotlib as mpl
import networkx as nx
import numpy as np
import pytest

from casegraph.errors import UsageError
from casegraph.network import Network, draw
from casegraph.network.chronology import Moment, Row
from casegraph.network.layout import bands, positions
from casegraph.network.picture import MissingLetters, draw_timeline, fonts
from casegraph.network.picture.draw import MOST_LABELLED, layout_of
from casegraph.network.style import styles
from casegraph.opened import CaseGraph


def _of(graph: Any, **more: Any) -> Network:
    nodes = {str(n): {"label": f"Example Person no. {n}", "kind": f"K{n % 3}"} for n in graph}
    return Network.of("x", nodes, [(str(a), str(b), {}) for a, b in graph.edges], **more)


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_pictures_never_change(suffix: str, example: CaseGraph) -> None:
    """The same network is the same bytes, in this process and in another."""
    network = example.network("co-defendants", case="nwh-2019-1")
    picture = draw(network, suffix, "A $title$ & more")
    assert picture == draw(network, suffix, "A $title$ & more")
    code = f"""if True:
    import sys
    import casegraph
    from casegraph.network import draw
    graph = casegraph.open({str(example.project.root)!r})
    network = graph.network("co-defendants", case="nwh-2019-1")
    sys.stdout.buffer.write(draw(network, {suffix!r}, "A $title$ & more"))
    """
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert ran.stdout == picture


GRAPHS = {
    "karate": nx.karate_club_graph(),
    "clique": nx.complete_graph(20),
    "tree": nx.balanced_tree(3, 3),
    "star": nx.star_graph(40),
    "random": nx.gnp_random_graph(MOST_LABELLED, 0.06, seed=3),
    "pairs": nx.disjoint_union_all([nx.path_graph(2)] * 20),
    "alone": nx.empty_graph(9),
}


@pytest.mark.parametrize("name", GRAPHS)
def test_labels_do_not_overlap(name: str) -> None:
    """Up to sixty nodes all have a label, on the sheet, on no other label and on no node."""
    network = _of(GRAPHS[name])
    drawing = layout_of(network)
    assert len(drawing.boxes) == len(network)
    for one, two in combinations(drawing.boxes.values(), 2):
        assert not one.meets(two)
    for node, box in drawing.boxes.items():
        assert box.left >= 0
        assert box.left + box.width <= drawing.width
        assert 0 <= box.bottom <= box.bottom + box.height <= drawing.height
        for other, (x, y) in enumerate(drawing.points):
            near = (
                np.clip(x, box.left, box.left + box.width),
                np.clip(y, box.bottom, box.bottom + box.height),
            )
            assert np.hypot(near[0] - x, near[1] - y) >= drawing.radii[other], (node, other)


def test_hubs_only_beyond() -> None:
    """Of many nodes only hubs have a label, and none overlaps."""
    drawing = layout_of(_of(nx.barabasi_albert_graph(200, 2, seed=4)))
    assert 5 <= len(drawing.boxes) <= 25
    least = min(drawing.degree[node] for node in drawing.boxes)
    assert least > np.median(drawing.degree)
    assert not any(one.meets(two) for one, two in combinations(drawing.boxes.values(), 2))


def test_two_modes_in_two_columns(davis: Network) -> None:
    """A two-mode network stands in two columns, each side in its own, and all labels beside it."""
    drawing = layout_of(davis)
    columns = {float(drawing.points[place, 0]) for place in davis.source}
    others = {float(drawing.points[place, 0]) for place in davis.target}
    assert len(columns) == len(others) == 1
    assert columns.isdisjoint(others)
    assert len(drawing.boxes) == len(davis)
    assert not any(one.meets(two) for one, two in combinations(drawing.boxes.values(), 2))


def test_places_do_not_coincide(karate: Network) -> None:
    """Next to no node lies on another, neighbours are near, and places are the same each time."""
    for graph in (nx.star_graph(80), nx.barabasi_albert_graph(700, 1, seed=2), GRAPHS["random"]):
        network = _of(graph)
        points = positions(network)
        assert np.array_equal(points, positions(network))
        assert len(np.unique(points.round(3), axis=0)) >= 0.99 * len(network)
    points = positions(karate)
    near = np.hypot(*(points[karate.source] - points[karate.target]).T).mean()
    apart = points[:, None, :] - points[None, :, :]
    assert near < np.hypot(apart[..., 0], apart[..., 1]).mean() * 0.8


def test_bands_cross_less(davis: Network) -> None:
    """The order in the columns crosses fewer edges than the order of names does."""

    def crossings(places: Any) -> int:
        low, high = places[davis.source], places[davis.target]
        return int(((low[:, None] - low[None, :]) * (high[:, None] - high[None, :]) < 0).sum())

    by_name = -np.arange(len(davis), dtype=float)
    assert crossings(bands(davis)[:, 1]) < 0.9 * crossings(by_name)


def test_kinds_differ_in_shape_and_colour() -> None:
    """Seven kinds have seven colours; six have six shapes; 42 kinds have pairs of their own."""
    found = list(styles([f"k{n}" for n in range(42)]).values())
    assert len({style.colour for style in found[:7]}) == 7
    assert len({style.marker for style in found[:6]}) == 6
    assert len({(style.colour, style.marker) for style in found}) == 42


def test_pictures_of_anything(odd: Network, made: Callable[..., Network]) -> None:
    """Nothing, one node, loops, parallel edges, right-to-left letters and signs of mathematics."""
    before = mpl.rcParams["svg.hashsalt"]
    networks = [
        Network.of("none", {}, []),
        Network.of("one", {"a": {}}, []),
        Network.of("loop", {"a": {"label": r"$x^\frac"}}, [("a", "a", {}), ("a", "a", {})]),
        Network.of("two", {}, [], mode="two", sides=("a", "b")),
        odd,
        made(*[("ab", {"kind": str(n), "weight": n}) for n in range(12)], directed=True),
        _of(nx.gnp_random_graph(90, 0.05, seed=1, directed=True), directed=True),
    ]
    for network in networks:
        assert draw(network, ".svg", r"\oops $ <b>").startswith(b"<?xml")
    assert mpl.rcParams["svg.hashsalt"] == before
    with pytest.raises(UsageError, match=r"\.gif"):
        draw(networks[0], ".gif", "x")


SCRIPTS = {
    "Arabic": "أحمد مثال",
    "Hebrew": "דוגמה אחת",
    "Armenian": "Օրինակ",
    "Japanese": "日本の例",
    "Hindi": "उदाहरण",
}


def _scripts() -> Network:
    nodes = {name: {"label": label} for name, label in SCRIPTS.items()}
    return Network.of("scripts", nodes, [("Arabic", name, {}) for name in SCRIPTS])


def test_texts_of_an_svg_are_texts() -> None:
    """Any script is text in an SVG, as it is spelt, with fonts to fall back on; none is a box."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        picture = draw(_scripts(), ".svg", "Example v. Nowhere").decode("utf-8")
    texts = re.findall(r"<text style=\"([^\"]*)\"[^>]*>([^<]*)</text>", picture)
    assert set(SCRIPTS.values()) <= {text for _, text in texts}
    assert all(style.count("'DejaVu Sans', 'Verdana', sans-serif") for style, _ in texts)


def test_letters_that_no_font_has_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture of dots or for print says how many texts it could not draw, and never is silent."""
    monkeypatch.setattr(fonts, "_installed", lambda: ())
    for suffix in (".png", ".pdf"):
        with pytest.warns(MissingLetters, match=r"boxes: 3; install"):
            picture = draw(_scripts(), suffix, "例")
        assert picture
    with pytest.warns(MissingLetters, match="boxes: 1;"):
        draw_timeline("例", [], ".png")
    assert fonts.unreadable(["Ada \u202eB\u202c\u0301 \u200d", SCRIPTS["Arabic"]], ".png") == 0


def test_an_installed_font_draws_what_the_first_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A letter of another font that is here is drawn by it, and its place is the same without."""
    letter = "\u1d81"  # STIX comes with matplotlib and has it; DejaVu Sans has not
    network = Network.of("one", {"a": {"label": letter * 9}}, [])
    monkeypatch.setattr(fonts, "_installed", lambda: ())
    with pytest.warns(MissingLetters):
        boxes = draw(network, ".png", "x")
    without = layout_of(network).boxes
    monkeypatch.setattr(fonts, "_installed", lambda: ("STIXGeneral",))
    assert draw(network, ".png", "x") != boxes
    assert layout_of(network).boxes == without


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_a_timeline_tells_what_is_unsure() -> None:
    """A day, a month, a span with open ends and rival dates are drawn, each in its own way."""
    day = Moment("2020-06-25", _day("2020-06-25"), _day("2020-06-25"))
    month = Moment("2019-11", _day("2019-11-01"), _day("2019-11-30"))
    until = Moment("[..2020-01-01]", None, _day("2020-01-01"))
    since = Moment("2018/..", _day("2018-01-01"), None, span=True)
    kinds = {
        "sure": Row("a", "A", (), dates=(day,)),
        "unsure": Row("a", "A", (), dates=(month,)),
        "open": Row("a", "A", (), dates=(until,)),
        "lasting": Row("a", "A", (), began=(month,), ended=(day,)),
        "since": Row("a", "A", (), dates=(since,)),
        "rivals": Row("a", "A", (), dates=(day, month), differs=True),
    }
    pictures = {}
    for name, row in kinds.items():
        pictures[name] = draw_timeline("Example v. Nowhere", [row, kinds["sure"]], ".svg")
        assert pictures[name] == draw_timeline("Example v. Nowhere", [row, kinds["sure"]], ".svg")
    assert len(set(pictures.values())) == len(pictures)
    assert draw_timeline("nothing", [], ".pdf").startswith(b"%PDF")


@pytest.mark.parametrize(
    ("days", "marked"),
    [
        (("2021-05-23", "2021-05-30"), "2021-05-22"),
        (("2021-05-23", "2021-11-30"), "2021-09"),
        (("2019-05-23", "2021-11-30"), "2020-04"),
        (("1990-05-23", "2021-11-30"), "2015"),
    ],
)
def test_a_timeline_of_any_length_has_dates(days: tuple[str, str], marked: str) -> None:
    """Some dates stand above: of days weeks, of months months or quarters, else years."""
    row = Row("a", "A", (), dates=tuple(Moment(day, _day(day), _day(day)) for day in days))
    picture = draw_timeline("Example v. Nowhere", [row], ".svg").decode("utf-8")
    assert f">{marked}</text>" in picture
    assert 3 <= len(re.findall(r">\d{4}(?:-\d\d){0,2}</text>", picture)) <= 16
    assert ">1 entry</text>" in picture


def test_what_a_label_is_told_apart_by_is_not_cut() -> None:
    """Long labels of two columns, and a lone long kind in the legend, are there to their ends."""
    articles = [f"Criminal Code of the Example Federation, art. 205.{n}, part 2" for n in range(4)]
    nodes = {"p": {"label": "Ada Example"}, **{a: {"label": a} for a in articles}}
    edges = [("p", a, {"kind": "a rather long kind of edge"}) for a in articles]
    network = Network.of("x", nodes, edges, mode="two", sides=("person", "provision"))
    picture = draw(network, ".svg", "x").decode("utf-8")
    assert all(f">{text}</text>" in picture for text in (*articles, "a rather long kind of edge"))
    nothing = draw(Network.of("none", {}, []), ".svg", "x").decode("utf-8")
    assert "The data has nothing that this network shows." in nothing


def test_the_timeline_of_a_case(example: CaseGraph) -> None:
    """The fictional case has its arrest as a month, and rows in the order of their days."""
    title, rows = example.timeline("nwh-2019-1")
    assert "Nowhere" in title
    assert [row.first for row in rows] == sorted(row.first for row in rows)
    (arrest,) = [row for row in rows if row.kind == "Arrest"]
    assert [moment.edtf for moment in arrest.dates] == ["2019-05"]
    assert arrest.agents == ("Ada Example", "Ben Sample")
    assert all(re.search("/source/", passage) for passage in arrest.passages)
    with pytest.raises(UsageError, match="Did you mean nwh-2019-1"):
        example.timeline("nwh-2019-2")


def test_a_picture_says_of_what(example: CaseGraph) -> None:
    """The case stands below the title, of one mode and of two, and in the heading of a page."""
    told = "case: Example and Sample v. Nowhere"
    for name in ("co-defendants", "persons-institutions"):
        of_case = example.network(name, case="nwh-2019-1")
        assert f">{told}</text>" in draw(of_case, ".svg", "x").decode("utf-8")
        assert f"<h1>x</h1>\n<p>{told}</p>" in draw(of_case, ".html", "x").decode("utf-8")
        assert ">case: " not in draw(example.network(name), ".svg", "x").decode("utf-8")


def test_the_rest_is_in_the_legend() -> None:
    """Nodes without a kind are others beside those that have one; where none has, all are alike."""
    nodes = {"a": {"kind": "Person"}, "b": {"kind": None}, "c": {"kind": None}}
    mixed = Network.of("x", nodes, [("a", "b", {}), ("a", "c", {})])
    assert ">other (2)</text>" in draw(mixed, ".svg", "x").decode("utf-8")
    alike = Network.of("x", {name: {} for name in nodes}, [("a", "b", {})])
    assert ">other (" not in draw(alike, ".svg", "x").decode("utf-8")
