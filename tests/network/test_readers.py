"""Other programs import what casegraph writes: Gephi itself, Cytoscape.js, graphology."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from casegraph.network import Network, run_recipe, write_files
from casegraph.opened import CaseGraph

READERS = Path(__file__).parent / "readers"
Peer = Callable[[str], Path]


def _write(network: Network, formats: tuple[str, ...], folder: Path) -> dict[str, Path]:
    paths = {}
    for name in formats:
        for ending, pieces in write_files(network, name):
            paths[ending] = folder / f"{network.name}{ending}"
            paths[ending].write_bytes(b"".join(pieces))
    return paths


@pytest.fixture(scope="module")
def real(real_dataset: Any) -> Callable[..., Network]:
    """Run a recipe on the real graph."""
    return lambda name, **values: run_recipe(
        real_dataset.engine, real_dataset.project, name, values
    )


class Imported:
    """What Gephi printed of one file that it imported."""

    def __init__(self, lines: list[list[str]]) -> None:
        self.counts = {
            part: int(n) for part, n in (row[:2] for row in lines if row[0] in ("nodes", "edges"))
        }
        self.directed = next(row[1:] for row in lines if row[0] == "directed")
        self.dynamic = next(row[1] == "true" for row in lines if row[0] == "dynamic")
        self.types = {(row[1], row[2]): row[3] for row in lines if row[0] == "column"}
        self.labels = {row[1]: row[2] for row in lines if row[0] == "node"}
        self.colours = {row[1]: row[5] for row in lines if row[0] == "node"}
        self.edges = {
            row[1]: [*row[2:6], dict(c.partition("=")[::2] for c in row[6:])]
            for row in lines
            if row[0] == "edge"
        }
        self.issues = [
            row[2] for row in lines if row[0] == "issue" and row[1] in ("SEVERE", "CRITICAL")
        ]


def _gephi(peer: Peer, *paths: Path) -> list[Imported]:
    jar = next(peer("gephi").glob("gephi-toolkit-*-all.jar"))
    if shutil.which("java") is None:
        pytest.fail("java is not here") if os.environ.get("CI") else pytest.skip("java is not here")
    ran = subprocess.run(
        ["java", "-Djava.awt.headless=true", "-XX:TieredStopAtLevel=1", "-cp", str(jar),
         str(READERS / "ReadGephi.java"), *map(str, paths)],
        capture_output=True, text=True, encoding="utf-8", timeout=120, check=False,
        env={**os.environ, "JAVA_TOOL_OPTIONS": "-Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8"},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    parts = ran.stdout.split("file\t")[1:]
    return [Imported([line.split("\t") for line in part.splitlines()[1:]]) for part in parts]


def test_gephi(
    peer: Peer,
    real: Callable[..., Network],
    odd: Network,
    karate: Network,
    davis: Network,
    tmp_path: Path,
) -> None:
    """Gephi's own importers find all nodes and edges, types, weights, intervals and labels."""
    case = real("co-defendants", case="ua-126-19")
    files = _write(case, ("gexf", "graphml", "csv"), tmp_path)
    strange = _write(odd, ("gexf", "graphml"), tmp_path)
    plain = _write(karate, ("pajek",), tmp_path)
    women = _write(davis, ("pajek",), tmp_path)
    first, last = dt.date(2019, 1, 1), dt.date(2020, 2, 29)
    twice = Network.of("twice", {"a": {}, "b": {}}, [
        ("a", "b", {"kind": "k", "weight": 2, "start": first, "edtf": ("2019",)}),
        ("a", "b", {"kind": "k", "weight": 3, "start": first, "edtf": ("2019-01-01",)}),
        ("a", "b", {"kind": "l", "weight": 4, "end": last, "edtf": ("2020-02",)}),
    ])  # fmt: skip
    parallel = _write(twice, ("csv",), tmp_path)
    gexf, graphml, nodes, edges, odd_gexf, odd_graphml, pajek, sides, days = _gephi(
        peer, files[".gexf"], files[".graphml"], files[".nodes.csv"], files[".edges.csv"],
        strange[".gexf"], strange[".graphml"], plain[".net"], women[".net"],
        parallel[".edges.csv"],
    )  # fmt: skip
    for found in (gexf, graphml):
        assert found.counts == {"nodes": 6, "edges": 15}
        assert found.directed == ["false", "true"]
        assert sorted(found.labels.values()) == sorted(case.labels)
        assert {edge[2] for edge in found.edges.values()} == {"3.0"}
        assert not found.issues
        assert found.edges["e1"][:2] == [case.ids[case.source[0]], case.ids[case.target[0]]]
        assert found.edges["e1"][4]["evidence"] == " ".join(case.edges["evidence"][0])
    assert gexf.dynamic
    assert gexf.edges["e1"][4]["Interval"] == "<[2019-11-12, 2021-05-26]>"
    assert gexf.types["edge", "Weight"] == "Double"
    assert gexf.types["edge", "Interval"] == "IntervalSet"
    assert set(gexf.colours.values()) == {"#0072B2"}
    assert nodes.counts["nodes"] == 6
    assert sorted(nodes.labels.values()) == sorted(case.labels)
    assert edges.counts == {"nodes": 6, "edges": 15}
    assert edges.directed == ["false", "true"]
    for found in (edges, days):
        assert found.dynamic
        assert not found.issues
        assert found.types["edge", "Interval"] == "IntervalSet"
    assert edges.edges["e1"][2:4] == ["3.0", "null"]
    assert edges.edges["e1"][4]["Interval"] == gexf.edges["e1"][4]["Interval"]
    # of one kind they are one, and it sums their weights
    assert [edge[2:4] for edge in days.edges.values()] == [["5.0", "k"], ["4.0", "l"]]
    assert [edge[4].get("Interval") for edge in days.edges.values()] == [
        "<[2019-01-01, Infinity]>", "<[-Infinity, 2020-02-29]>",
    ]  # fmt: skip
    # Gephi keeps parallel edges of different kinds, and in GraphML it knows no kinds
    for found, number in ((odd_gexf, 5), (odd_graphml, 4)):
        assert found.counts == {"nodes": 4, "edges": number}
        assert found.directed == ["true", "false"]
        assert not found.issues
        assert found.types["edge", "sure"] == "Boolean"
        assert found.types["edge", "sum"] == "Double"
        assert found.labels["http://e/b"] == odd.labels[1]
        assert found.labels["http://e/d"] == "أحمد مثال"
    assert odd_gexf.edges["e2"][2:4] == ["2.5", "l"]
    assert odd_gexf.edges["e1"][3] == "k"
    assert odd_gexf.edges["e5"][4]["Interval"] == "<[2019-01-01, Infinity]>"
    assert pajek.counts == {"nodes": 34, "edges": 78}
    assert sides.counts == {"nodes": 32, "edges": 89}


def test_node_js(
    peer: Peer, real: Callable[..., Network], odd: Network, davis: Network, tmp_path: Path
) -> None:
    """Cytoscape.js and graphology find all nodes and edges, lists, types and labels."""
    modules = peer("graphology-gexf").parent
    networks = [real("co-defendants", case="ua-126-19"), odd, davis]
    paths: list[Path] = []
    for network in networks:
        files = _write(network, ("cytoscape", "node-link", "gexf"), tmp_path)
        paths += [files[".cyjs"], files[".json"], files[".gexf"]]
    ran = subprocess.run(
        ["node", str(READERS / "read.cjs"), *map(str, paths)],
        capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
        env={**os.environ, "NODE_PATH": str(modules)},
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr[-2000:]
    found = json.loads(ran.stdout)
    for network, (cytoscape, graphology, gexf) in zip(
        networks, (found[0:3], found[3:6], found[6:9]), strict=True
    ):
        for read in (cytoscape, graphology, gexf):
            assert (len(read["nodes"]), len(read["edges"])) == (len(network), network.size)
            assert {node["id"] for node in read["nodes"]} == set(network.ids)
            ends = [(edge["source"], edge["target"]) for edge in read["edges"]]
            assert sorted(ends) == sorted(row[:2] for row in network.edge_rows())
            labels = {node["id"]: node["label"] for node in read["nodes"] if "label" in node}
            assert labels.get(network.ids[1], network.labels[1]) == network.labels[1]
        assert cytoscape["nodes"][0]["at"]["x"] is not None
        assert graphology["directed"] is network.directed is gexf["directed"]
    edge = found[0]["edges"][0]
    assert edge["weight"] == 3
    assert edge["evidence"] == list(networks[0].edges["evidence"][0])
    weights = [edge.get("weight") for edge in found[4]["edges"]]
    assert weights == [1, 2.5, None, None, None]


def test_read_back_counts(example: CaseGraph, tmp_path: Path) -> None:
    """The files that other programs read have no byte that is not theirs to read: UTF-8, no BOM."""
    files = _write(example.network("co-defendants"), ("gexf", "graphml", "csv", "pajek"), tmp_path)
    for path in files.values():
        assert not path.read_bytes().startswith(b"\xef\xbb\xbf")
        path.read_text("utf-8")
