"""What casegraph writes is well-formed, valid, typed, and complete, whatever is in the data."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import tracemalloc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import csvw
import networkx as nx
import numpy as np
import openpyxl
import pyarrow.parquet as parquet
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from casegraph.errors import UsageError
from casegraph.network import FORMATS, Network, write_files
from casegraph.network.column import Column
from casegraph.network.datasheet import CAUTION, KEPT, datasheet
from casegraph.opened import CaseGraph

SCHEMAS = Path(__file__).parents[2].parent / "shared" / "schemas" / "gexf-1.3"
GEXF = "{http://gexf.net/1.3}"


def written(network: Network, name: str, **more: Any) -> dict[str, bytes]:
    """Write a network, and return the bytes of each file by its ending."""
    return {ending: b"".join(pieces) for ending, pieces in write_files(network, name, **more)}


def _one(network: Network, name: str) -> bytes:
    (ending,) = FORMATS[name].files
    return written(network, name)[ending]


@pytest.fixture(scope="session")
def gexf_schema() -> etree.XMLSchema:
    """The published schema of GEXF 1.3."""
    path = next((p for p in (SCHEMAS, Path("/nowhere")) if p.is_dir()), None)
    for folder in Path(__file__).resolve().parents:
        if path is None and (folder / "shared" / "schemas" / "gexf-1.3").is_dir():
            path = folder / "shared" / "schemas" / "gexf-1.3"
    if path is None:
        pytest.skip("the schemas of GEXF 1.3 are not here: they are no part of the repository")
    return etree.XMLSchema(etree.parse(path / "gexf.xsd"))


SMALL = [
    Network.of("none", {}, []),
    Network.of("one", {"a": {}}, []),
    Network.of("loop", {"a": {"label": ""}}, [("a", "a", {})], directed=True),
]


@pytest.mark.parametrize("name", FORMATS)
def test_same_input_same_bytes(name: str, odd: Network) -> None:
    """Twice the same bytes, of any network, with a datasheet as the last file."""
    for network in (odd, *SMALL):
        files = written(network, name)
        assert files == written(network, name)
        assert list(files)[-1] == ".datasheet.md"
        assert all(files.values())


def test_gexf_is_valid(
    gexf_schema: etree.XMLSchema, odd: Network, davis: Network, example: CaseGraph
) -> None:
    """Odd values, nothing at all, two modes and the fictional case are valid GEXF 1.3."""
    for network in (odd, davis, example.network("co-defendants"), *SMALL):
        document = etree.fromstring(_one(network, "gexf"))
        assert gexf_schema.validate(document), gexf_schema.error_log


def test_gexf_has_types_intervals_and_looks(example: CaseGraph) -> None:
    """Attributes are typed; an edge has id, weight and interval; a node colour, size and place."""
    network = example.network("co-defendants", case="nwh-2019-1")
    root = ElementTree.fromstring(_one(network, "gexf"))
    types = {entry.get("title"): entry.get("type") for entry in root.iter(f"{GEXF}attribute")}
    assert types["kind"] == types["evidence"] == "string"
    (edge,) = root.iter(f"{GEXF}edge")
    assert {"id", "source", "target", "weight", "start", "end"} <= set(edge.attrib)
    graph = root.find(f"{GEXF}graph")
    assert graph is not None
    assert (graph.get("mode"), graph.get("timeformat")) == ("dynamic", "date")
    for node in root.iter(f"{GEXF}node"):
        assert {child.tag.removeprefix(GEXF) for child in node} >= {"color", "size", "position"}
    sheet = json.loads(root.findtext(f"{GEXF}meta/{GEXF}description") or "")
    assert sheet["data"] == example.generation.digest


def test_graphml_is_read_by_networkx(odd: Network, davis: Network) -> None:
    """Counts, direction, types and texts come back; each column has one key."""
    text = _one(odd, "graphml")
    keys = [key.attrib for key in ElementTree.fromstring(text) if key.tag.endswith("}key")]
    assert len({key["id"] for key in keys}) == len(keys)
    assert len({(key["for"], key["attr.name"]) for key in keys}) == len(keys)
    graph = nx.read_graphml(io.BytesIO(text))
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.nodes["http://e/a"]["label"] == odd.nodes["label"][0]
    assert graph.nodes["http://e/d"]["label"] == "أحمد مثال"
    edges = {key: data for _, _, key, data in graph.edges(keys=True, data=True)}
    assert set(edges) == {"e1", "e2", "e3", "e4", "e5"}
    assert (edges["e2"]["weight"], edges["e2"]["sure"]) == (2.5, True)
    assert edges["e1"]["day"] == "2020-02-29"
    assert edges["e3"]["list"] == "x; y z"
    assert edges["e4"]["note"] == "a\nb\tc"
    assert "weight" not in edges["e4"]
    back = nx.read_graphml(io.BytesIO(_one(davis, "graphml")))
    assert nx.is_isomorphic(back, davis.to_networkx())


def test_graphml_is_read_by_igraph(odd: Network, tmp_path: Path) -> None:
    """Counts, labels and weights come back in igraph."""
    igraph = pytest.importorskip("igraph", reason="igraph is an extra")
    path = tmp_path / "odd.graphml"
    path.write_bytes(_one(odd, "graphml"))
    graph = igraph.Graph.Read_GraphML(str(path))
    assert (graph.vcount(), graph.ecount(), graph.is_directed()) == (4, 5, True)
    assert graph.vs["label"][1] == "Куку 日本 𝒜 evil"
    assert graph.es["weight"][1] == 2.5


def test_node_link_is_read_by_networkx(odd: Network, davis: Network) -> None:
    """Lists stay lists, and a graph with parallel edges has their keys."""
    graph = nx.node_link_graph(json.loads(_one(odd, "node-link")), edges="edges")
    assert isinstance(graph, nx.MultiDiGraph)
    assert graph.edges["http://e/b", "http://e/b", "e3"]["list"] == ["x", "y z"]
    back = nx.node_link_graph(json.loads(_one(davis, "node-link")), edges="edges")
    assert nx.is_isomorphic(back, davis.to_networkx())


def test_cx2(odd: Network, davis: Network) -> None:
    """Aspects in their order, each attribute declared with its type, a style, a good status."""
    for network in (odd, davis, *SMALL):
        aspects = json.loads(_one(network, "cx2"))
        assert aspects[0] == {"CXVersion": "2.0", "hasFragments": False}
        assert aspects[-1]["status"][0]["success"] is True
        found = {name: value for aspect in aspects[1:] for name, value in aspect.items()}
        counts = {entry["name"]: entry["elementCount"] for entry in found["metaData"]}
        assert counts.get("nodes", 0) == len(network) == len(found.get("nodes", []))
        assert counts.get("edges", 0) == network.size == len(found.get("edges", []))
        (declared,) = found["attributeDeclarations"]
        _are_declared(found.get("nodes", []), declared["nodes"])
        _are_declared(found.get("edges", []), declared["edges"])
        numbers = {node["id"] for node in found.get("nodes", [])}
        assert all({edge["s"], edge["t"]} <= numbers for edge in found.get("edges", []))
        (look,) = found["visualProperties"]
        assert look["nodeMapping"]["NODE_LABEL"]["type"] == "PASSTHROUGH"


def _are_declared(rows: list[Any], declared: Mapping[str, Any]) -> None:
    types = {"string": str, "long": int, "double": float, "boolean": bool, "list_of_string": list}
    for row in rows:
        for name, value in row["v"].items():
            assert type(value) is types[declared[name]["d"]], name


def test_cx2_is_read_by_ndex2(odd: Network, davis: Network) -> None:
    """The library of NDEx, whose format it is, reads nodes, edges and names."""
    ndex2 = pytest.importorskip("ndex2.cx2", reason="ndex2 is needed to read CX2")
    for network in (odd, davis):
        found = ndex2.RawCX2NetworkFactory().get_cx2network(json.loads(_one(network, "cx2")))
        nodes, edges = found.get_nodes(), found.get_edges()
        assert (len(nodes), len(edges)) == (len(network), network.size)
        assert nodes[0]["v"]["name"] == network.labels[0]
        assert nodes[0]["v"]["represents"] == network.ids[0]


def test_pajek_of_two_modes_is_read_by_igraph(davis: Network, tmp_path: Path) -> None:
    """The line of vertices says how many stand on the first side, and igraph makes types of it."""
    igraph = pytest.importorskip("igraph", reason="igraph is an extra: it is under the GPL")
    path = tmp_path / "davis.net"
    path.write_bytes(_one(davis, "pajek"))
    graph = igraph.Graph.Read_Pajek(str(path))
    assert (graph.vcount(), graph.ecount(), graph.is_bipartite()) == (32, 89, True)
    sides = dict(zip(graph.vs["name"], graph.vs["type"], strict=True))
    assert sides == {
        label: kind == "event"
        for label, kind in zip(davis.labels, davis.nodes["kind"], strict=True)
    }
    assert "networkx does not" in written(davis, "pajek")[".datasheet.md"].decode("utf-8")


def test_pajek_is_read_by_networkx(odd: Network, davis: Network) -> None:
    """Labels and weights come back; networkx cannot read the sizes of both sides."""
    text = _one(davis, "pajek").decode("utf-8")
    assert "\n*Vertices 32 18\n" in text
    graph = nx.parse_pajek(text.replace("*Vertices 32 18", "*Vertices 32"))
    assert (len(graph), graph.number_of_edges()) == (32, 89)
    assert graph.has_edge("Evelyn Jefferson", "E1")
    back = nx.parse_pajek(_one(odd, "pajek").decode("utf-8"))
    assert (len(back), back.number_of_edges(), back.is_directed()) == (4, 5, True)
    twins = Network.of("x", {"a": {"label": "Ann"}, "b": {"label": "Ann"}}, [("a", "b", {})])
    assert len(nx.parse_pajek(_one(twins, "pajek").decode("utf-8"))) == 2


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # pydot uses old names of pyparsing
def test_dot_is_read_by_pydot(odd: Network) -> None:
    """Quotes, backslashes and angle brackets do not end a text."""
    pydot = pytest.importorskip("pydot", reason="pydot is needed to read DOT")
    (graph,) = pydot.graph_from_dot_data(_one(odd, "dot").decode("utf-8"))
    named = [node for node in graph.get_nodes() if node.get_name() not in ("node", "edge", "graph")]
    assert (len(named), len(graph.get_edges()), graph.get_type()) == (4, 5, "digraph")


def test_the_pair_of_tables(odd: Network) -> None:
    """Gephi's columns come first; cells come back but for an apostrophe before a formula."""
    files = written(odd, "csv")
    nodes = list(csv.DictReader(io.StringIO(files[".nodes.csv"].decode("utf-8"), newline="")))
    edges = list(csv.reader(io.StringIO(files[".edges.csv"].decode("utf-8"), newline="")))
    assert list(nodes[0])[:2] == ["Id", "Label"]
    assert edges[0][:6] == ["Source", "Target", "Type", "Id", "Weight", "Label"]
    assert [row["Label"] for row in nodes] == [
        odd.labels[0], odd.labels[1], "'" + odd.labels[2], odd.labels[3],
    ]  # fmt: skip
    rows = [dict(zip(edges[0], row, strict=True)) for row in edges[1:]]
    assert [row["Type"] for row in rows] == ["Directed"] * 5
    assert [row["Weight"] for row in rows] == ["1.0", "2.5", "1", "1", "1"]
    assert rows[3]["note"] == "a\nb\tc"
    assert rows[4]["note"] == "'+1\ufffd"
    assert "an apostrophe | 2 |" in files[".datasheet.md"].decode("utf-8")


def test_addresses_stay_whole() -> None:
    """An IRI is never changed, whatever signs stand in it; a text after a semicolon is guarded."""
    iri = "https://example.org/id/case/a;-b"
    network = Network.of("x", {iri: {"label": "a;-b"}}, [])
    [_, row] = csv.reader(io.StringIO(written(network, "csv")[".nodes.csv"].decode("utf-8")))
    assert row[:2] == [iri, "a;'-b"]


def test_days_in_the_pair_of_tables(tmp_path: Path) -> None:
    """Days are one column for Gephi; texts of days are no days; the description keeps the types."""
    day = dt.date
    network = Network.of(
        "dated",
        {"a": {"label": "A", "since": "2019"}, "b": {"label": "B"}},
        [
            ("a", "b", {"start": day(2019, 1, 1), "end": day(2019, 12, 31), "list": ("x", "y")}),
            ("b", "a", {"start": day(2020, 2, 29), "edtf": ("2020-02-29",), "list": ("z",)}),
            ("a", "a", {"edtf": ("2020-02-29", "2021"), "sure": True}),
        ],
    )
    files = written(network, "csv")
    rows = list(csv.DictReader(io.StringIO(files[".edges.csv"].decode("utf-8"), newline="")))
    assert [row["Timeset"] for row in rows] == [
        "<[2019-01-01, 2019-12-31]>", "<[2020-02-29, Infinity]>", "",
    ]  # fmt: skip
    assert [row["edtf"] for row in rows] == ["", "'2020-02-29", "2020-02-29 2021"]
    assert {"start", "end"}.isdisjoint(rows[0])
    assert "for a day, begun with an apostrophe | 2 |" in files[".datasheet.md"].decode("utf-8")
    raw = written(network, "csv", safe=False)
    assert b",2020-02-29,\r\n" in raw[".edges.csv"]
    assert "reads no intervals" in raw[".datasheet.md"].decode("utf-8")
    for ending, content in files.items():
        (tmp_path / f"dated{ending}").write_bytes(content)
    for part, number in (("nodes", 2), ("edges", 3)):
        described = csvw.CSVW(str(tmp_path / f"dated.{part}.csv-metadata.json"), validate=True)
        assert described.is_valid
        found = list(described.tables[0])
        assert len(found) == number
    assert [row["list"] for row in found] == [["x", "y"], ["z"], []]
    assert [row["sure"] for row in found] == [None, None, True]
    sheet = json.loads(described.tables[0].common_props["rdfs:comment"])
    assert (sheet["nodes"], sheet["edges"]) == (2, 3)


def test_raw_cells(odd: Network) -> None:
    """The documented switch leaves cells as they are, and the datasheet says so."""
    files = written(odd, "csv", safe=False)
    assert "\n+1\ufffd" not in files[".nodes.csv"].decode("utf-8")
    assert ",=cmd|" in files[".nodes.csv"].decode("utf-8")
    assert "left as they are" in files[".datasheet.md"].decode("utf-8")


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12))
@settings(max_examples=60)
def test_no_cell_begins_a_formula(text: str) -> None:
    """Whatever a label is, no cell of the safe mode begins as a formula does."""
    network = Network.of("x", {"a": {"label": text, "note": text, "list": [text]}}, [])
    rows = csv.reader(
        io.StringIO(written(network, "csv")[".nodes.csv"].decode("utf-8"), newline="")
    )
    for row in rows:
        for cell in row:
            assert not cell.startswith(
                ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
            )


def test_parquet(odd: Network) -> None:
    """Columns have native types, and the metadata the datasheet."""
    files = written(odd, "parquet")
    table = parquet.read_table(io.BytesIO(files[".edges.parquet"]))
    assert table.num_rows == 5
    types = {field.name: str(field.type) for field in table.schema}
    assert types["weight"] == "double"
    assert types["day"] == "date32[day]"
    assert types["sure"] == "bool"
    assert types["list"].startswith("list<")
    assert json.loads(table.schema.metadata[b"datasheet"])["edges"] == 5
    assert table.column("day")[0].as_py() == dt.date(2020, 2, 29)


def test_xlsx(odd: Network) -> None:
    """Three sheets; a text that looks like a formula is a text; numbers and days are typed."""
    book = openpyxl.load_workbook(io.BytesIO(_one(odd, "xlsx")))
    assert book.sheetnames == ["nodes", "edges", "datasheet"]
    (label,) = (c for row in book["nodes"] for c in row if str(c.value).startswith("=cmd"))
    assert label.data_type == "s"
    assert label.quotePrefix
    head, *rows = book["edges"].iter_rows(values_only=True)
    first = dict(zip(head, rows[0], strict=True))
    assert (first["weight"], first["day"]) == (1, dt.datetime(2020, 2, 29))


def test_columns_with_names_that_tables_have() -> None:
    """A column called id, source or label is kept beside the one that a format has itself."""
    own = {"id": "x", "source": "y", "parent": "z", "name": "w", "key": "k", "type": "t"}
    network = Network.of("x", {"a": dict(own), "b": {}}, [("a", "b", dict(own))])
    assert network.to_pandas()[0]["id_"][0] == "x"
    assert network.to_pandas()[1]["source_"][0] == "y"
    for name in FORMATS:
        files = written(network, name)
        if name in ("gexf", "graphml", "cx2", "cytoscape", "node-link", "csv", "dot"):
            text = b"".join(files.values()).decode("utf-8")
            assert all(
                f'"{value}"' in text or f",{value}" in text or f">{value}<" in text
                for value in "xyzw"
            )
    graph = nx.node_link_graph(json.loads(_one(network, "node-link")), edges="edges")
    assert set(graph) == {"a", "b"}
    book = openpyxl.load_workbook(io.BytesIO(_one(network, "xlsx")))
    assert [cell.value for cell in book["nodes"][1]][:2] == ["id", "id_"]


@pytest.mark.parametrize("name", [name for name in FORMATS if name != "xlsx"])
def test_writing_streams(name: str) -> None:
    """Fifteen thousand edges are written in pieces, never held as a whole beside the network."""
    number = 15_000
    draw = np.random.default_rng(1)
    ids = tuple(f"https://example.org/id/person/{n}" for n in range(6000))
    passages = [(f"https://example.org/id/source/s#c{n}-{n + 9}",) for n in range(30_000)]
    columns = {
        "weight": Column("weight", "integer", _codes(draw, 5, number), [1, 2, 3, 4, 5]),
        "evidence": Column("evidence", "list", _codes(draw, len(passages), number), passages),
    }
    ends = _codes(draw, len(ids), number), _codes(draw, len(ids), number)
    network = Network("large", False, ids, {}, *ends, columns)
    tracemalloc.start()
    try:
        total = sum(len(piece) for _, pieces in write_files(network, name) for piece in pieces)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert total > number * 10
    assert peak < 24 * 2**20


def _codes(draw: np.random.Generator, most: int, number: int) -> Any:
    return draw.integers(0, most, number).astype(np.int32)


def test_an_unknown_format(odd: Network) -> None:
    """An unknown format is a usage error with the nearest."""
    with pytest.raises(UsageError, match="Did you mean gexf"):
        list(write_files(odd, "gexff"))


def test_the_datasheet_says_everything(example: CaseGraph) -> None:
    """Recipe and hash, parameters, data, counts, policies, losses, columns, evidence, citation."""
    network = example.network("co-defendants", case="nwh-2019-1", dates="earliest")
    text = written(network, "gexf")[".datasheet.md"].decode("utf-8")
    for words in (
        "| format | gexf |",
        network.origin.sha256,
        "case = https://example.org/id/case/nwh-2019-1",
        example.generation.digest,
        "| nodes | 2 |",
        "| edges | 1 |",
        "| directed | no |",
        "one edge; its weight counts them",
        "earliest: an uncertain date is taken as the first day",
        "## What was left out\n\nNothing.",
        "| edges: weight | integer | 1 |",
        "lists are texts",
        "```bibtex\n@misc{casegraph-co-defendants-",
        '"type": "dataset"',
        CAUTION,
        KEPT,
    ):
        assert words in text, words
    assert json.loads(datasheet(network).to_json())["evidence"]["passages"] > 0


def test_a_datasheet_is_markdown_whatever_it_says(made: Callable[..., Network]) -> None:
    """A column or kind with signs of Markdown stays text in its cell."""
    network = made(("ab", {"a|b<c>": "x", "publishers": ["[x](http://e)", "a|b"]}))
    text = written(network, "dot")[".datasheet.md"].decode("utf-8")
    assert "a\\|b&lt;c>" in text
    assert "\\[x\\](http://e)" in text


values = st.one_of(
    st.none(), st.integers(), st.floats(), st.booleans(), st.text(max_size=8), st.dates()
)
names = st.text(min_size=1, max_size=6)


@given(
    st.lists(st.dictionaries(names, values, max_size=3), min_size=2, max_size=4),
    st.lists(st.dictionaries(names, values, max_size=3), max_size=4),
)
@settings(max_examples=40)
def test_whatever_is_in_it(nodes: list[dict[str, Any]], edges: list[dict[str, Any]]) -> None:
    """XML is well-formed, JSON is JSON, and tables have their rows, whatever names and values."""
    network = Network.of(
        "x",
        {f"http://e/{n}": row for n, row in enumerate(nodes)},
        [("http://e/0", "http://e/1", row) for row in edges],
    )
    for name in ("gexf", "graphml"):
        root = etree.fromstring(_one(network, name))
        assert len([e for e in root.iter() if etree.QName(e).localname == "edge"]) == len(edges)
    for name in ("cx2", "cytoscape", "node-link"):
        json.loads(_one(network, name))
    files = written(network, "csv")
    rows = list(csv.reader(io.StringIO(files[".edges.csv"].decode("utf-8"), newline="")))
    assert len(rows) == len(edges) + 1
    assert len({len(row) for row in rows}) == 1
