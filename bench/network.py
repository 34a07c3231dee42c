"""Measure networks on generated cases, beside their peers in the same run, and write the section.

The floor is what the engine alone takes: the rows of the same queries, read and thrown away.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import networkx as nx
import numpy as np
import pyoxigraph
import rdflib
from rdflib.extras.external_graph_libs import rdflib_to_networkx_graph
from results import circumstances, write_bars, write_section

from casegraph.corpus import generate
from casegraph.dataset import read_dataset
from casegraph.engine import Embedded
from casegraph.network import FORMATS, Network, run_recipe, write_files
from casegraph.network.column import Column
from casegraph.network.write.cells import text_of
from casegraph.project import Project

RUNS = 3
PACKAGES = ("pyoxigraph", "rdflib", "networkx", "rustworkx", "numpy")
EDGES = 1_000_000
# what the peers are asked: the pairs alone, without dates and evidence, which favours them
PAIRS = """
PREFIX account: <https://w3id.org/casegraph/vocab/account/>
PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX role: <https://w3id.org/casegraph/vocab/role/>
FORM
WHERE {
  ?one cg:role role:defendant ; cg:inAccount account:preferred .
  ?one cg:inProceeding ?proceeding ; cg:participant ?source .
  ?two cg:inProceeding ?proceeding ; cg:role role:defendant ; cg:inAccount account:preferred .
  ?two cg:participant ?target .
  FILTER(STR(?source) < STR(?target))
}
"""
SELECT = PAIRS.replace("FORM", "SELECT DISTINCT ?source ?target")
PEERS = {
    "construct": "rdflib CONSTRUCT, `rdflib_to_networkx_graph`",
    "graphml": "rdflib SELECT, networkx, `write_graphml`",
    "gexf": "rdflib SELECT, networkx, `write_gexf`",
}
CONSTRUCT = PAIRS.replace("FORM", "CONSTRUCT { ?source cg:coDefendantOf ?target }")


class Recording(Embedded):
    """An engine that keeps the text of each query."""

    texts: list[str]

    def select(self, query: str) -> Any:
        """Run a SELECT, and keep it."""
        self.texts.append(query)
        return super().select(query)

    def run(self, query: str) -> Any:
        """Run a query, and keep it."""
        self.texts.append(query)
        return super().run(query)


def median(work: Callable[[], object], runs: int = RUNS) -> float:
    """Return the median of the wall-clock seconds of some runs."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def drain(store: pyoxigraph.Store, texts: list[str]) -> None:
    """Read the rows of queries and throw them away."""
    for text in texts:
        for _ in store.query(text, use_default_graph_as_union=True):  # type: ignore[union-attr]
            pass


def projection(folder: Path, cases: int) -> dict[str, Any]:
    """Measure the co-defendants of all cases beside the floor, and dump the triples for peers."""
    start = time.perf_counter()
    generate(folder / "corpus", cases)
    made = time.perf_counter()
    project = Project(folder / "corpus")
    store = read_dataset(project).engine.store
    read = time.perf_counter()
    engine = Recording(store)
    engine.texts = []
    network = run_recipe(engine, project, "co-defendants")
    texts = list(engine.texts)
    found = {
        "quads": len(store),
        "edges": network.size,
        "queries": len(texts),
        "generate": made - start,
        "read": read - made,
        "floor": median(lambda: drain(store, texts)),
        "edges only": median(lambda: drain(store, texts[:1])),
        "ours": median(lambda: run_recipe(Embedded(store), project, "co-defendants")),
        "converted": median(network.to_networkx),
        "peak": _status("VmHWM") / 1024,
    }
    with (folder / "all.nt").open("wb") as out:
        triples = (quad.triple for quad in store)
        pyoxigraph.serialize(triples, out, pyoxigraph.RdfFormat.N_TRIPLES)
    return found


def projections(sizes: list[int], limit: int, memory: float) -> Iterator[str]:
    """Measure each size in a process of its own, and peers while they end, after it has ended."""
    peers = list(PEERS)
    for cases in sorted(sizes):
        with tempfile.TemporaryDirectory() as name:
            command = [sys.executable, __file__, "--projection", str(cases), name]
            ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            found = json.loads(ran.stdout)
            yield from rows_of(found)
            both = found["ours"] + found["converted"]
            print(f"{cases} cases: {found}", file=sys.stderr)
            done = run_peers(peers, Path(name) / "all.nt", limit, memory)
            for peer_name, words in PEERS.items():
                head = f"| the same as a graph of networkx | {both:.2f} s | {words} |"
                if peer_name not in peers:
                    yield f"{head} not tried, since it did not end on fewer cases | |"
                elif isinstance(told := done[peer_name], str):
                    yield f"{head} {told} | |"
                else:
                    assert told["edges"] <= found["edges"], (told, found)
                    yield (
                        f"{head} {told['seconds']:.1f} s, after {told['load']:.0f} s of loading "
                        f"| {told['seconds'] / both:.0f} times faster |"
                    )
            peers = [name for name in peers if not isinstance(done[name], str)]


def rows_of(found: dict[str, Any]) -> Iterator[str]:
    """Write the rows of one size, but for those of the peers."""
    ours, floor, edges = found["ours"], found["floor"], found["edges only"]
    yield (
        f"| `co-defendants`, {found['quads']:,} quads, {found['edges']:,} edges | {ours:.2f} s "
        f"| the rows of its {found['queries']} queries, thrown away | {floor:.2f} s "
        f"| {ours / floor:.2f} of it |"
    )
    yield f"| | | the rows of its edges alone | {edges:.2f} s | {ours / edges:.2f} of it |"
    yield (
        f"| | {found['peak']:,.0f} MB at most, in all | before: making the cases in "
        f"{found['generate']:.0f} s, reading and deriving | {found['read']:.0f} s | |"
    )


def run_peers(
    names: list[str], dump: Path, limit: int, memory: float
) -> dict[str, dict[str, float] | str]:
    """Run peers in a process of their own that loads once, until the limit of time or memory."""
    if not names:
        return {}
    command = [sys.executable, __file__, "--peers", str(dump), str(memory), *names]
    words = f"not done within {limit} s, loading included"
    try:
        ran = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
        out = ran.stdout
        if ran.returncode:
            print(ran.stderr[-2000:], file=sys.stderr)
            words = f"ended by an error, with {memory:g} GB"
    except subprocess.TimeoutExpired as late:
        out = (late.stdout or b"").decode("utf-8")
    found: dict[str, dict[str, float] | str] = dict.fromkeys(names, words)
    for line in out.splitlines():
        told = json.loads(line)
        found[told.pop("name")] = told
    return found


def peers(dump: Path, memory: float, names: list[str]) -> Iterator[dict[str, Any]]:
    """Do what people do with rdflib and networkx, and say how long each way took."""
    most = int(memory * 2**30)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    start = time.perf_counter()
    graph = rdflib.Graph()
    graph.parse(dump, format="nt")
    load = time.perf_counter() - start
    for name in names:
        start = time.perf_counter()
        if name == "construct":
            made = graph.query(CONSTRUCT).graph
            assert made is not None
            result = nx.Graph(rdflib_to_networkx_graph(made))
        else:
            result = nx.Graph()
            result.add_edges_from((str(row[0]), str(row[1])) for row in graph.query(SELECT))  # type: ignore[index]
            write = nx.write_graphml if name == "graphml" else nx.write_gexf
            write(result, io.BytesIO())
        seconds = time.perf_counter() - start
        yield {"name": name, "load": load, "seconds": seconds, "edges": result.number_of_edges()}


def large(edges: int = EDGES) -> Network:
    """Make a network with what a recipe gives: kinds, weights, days, evidence."""
    nodes, draw = edges // 4, np.random.default_rng(1)
    ids = tuple(f"https://example.org/id/person/{n:06}" for n in range(nodes))
    days = [np.datetime64("2000-01-01") + int(n) for n in range(6000)]
    passages = [f"https://example.org/id/source/s{n // 9}#c{n}-{n + 9}" for n in range(edges // 5)]
    listed = [(passages[n], passages[(7 * n + 1) % len(passages)]) for n in range(len(passages))]

    def codes(most: int) -> Any:
        return draw.integers(0, most, edges).astype(np.int32)

    columns = {
        "weight": Column("weight", "integer", codes(9), [*range(1, 10)]),
        "kind": Column("kind", "text", codes(3), ["tried", "sentenced", "held"]),
        "start": Column("start", "date", codes(6000), [day.item() for day in days]),
        "end": Column("end", "date", codes(6000), [(day + 9000).item() for day in days]),
        "evidence": Column("evidence", "list", codes(len(listed)), listed),
    }
    labels = Column(
        "label", "text", np.arange(nodes, dtype=np.int32), [f"Person no. {n}" for n in range(nodes)]
    )
    ends = (codes(nodes), codes(nodes))
    return Network("large", False, ids, {"label": labels}, *ends, columns)


def plain_graphml(network: Network, pieces: list[str]) -> Iterator[str]:
    """Write nodes and edges as a plain loop does, between head and foot as they are."""
    yield pieces[0]
    names = (
        [f"n{n}" for n in range(len(network.nodes))],
        [f"e{n}" for n in range(len(network.edges))],
    )
    for iri, row in network.node_rows():
        cells = "".join(
            f'<data key="{key}">{_xml(row[name])}</data>'
            for key, name in zip(names[0], network.nodes, strict=True) if name in row
        )  # fmt: skip
        yield f"  <node id={quoteattr(iri)}>{cells}</node>\n"
    for number, (source, target, row) in enumerate(network.edge_rows(), 1):
        cells = "".join(
            f'<data key="{key}">{_xml(row[name])}</data>'
            for key, name in zip(names[1], network.edges, strict=True) if name in row
        )  # fmt: skip
        ends = f"source={quoteattr(source)} target={quoteattr(target)}"
        yield f'  <edge id="e{number}" {ends}>{cells}</edge>\n'
    yield pieces[-1]


def _xml(value: Any) -> str:
    return escape(text_of(value), {'"': "&quot;"})


def plain_csv(network: Network, head: str) -> Iterator[str]:
    """Write the table of edges with Python's own writer."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    yield head
    for number, (source, target, row) in enumerate(network.edge_rows(), 1):
        own = (
            source,
            target,
            "Undirected",
            f"e{number}",
            row.get("weight", 1),
            row.get("kind", ""),
        )
        times = f"<[{row['start']}, {row['end']}]>"
        rest = (text_of(row[n]) if n in row else "" for n in ("kind", "evidence"))
        writer.writerow((*own, times, *rest))
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def writing() -> tuple[list[str], dict[str, dict[str, float]]]:
    """Measure writing a million edges, beside plain loops that write the same bytes.

    Returns:
        The rows of the table, and the seconds of each.
    """
    network = large()

    def ours(name: str, ending: str) -> Iterator[bytes]:
        return next(pieces for end, pieces in write_files(network, name) if end == ending)

    lines = []
    bars: dict[str, dict[str, float]] = {}
    text = b"".join(ours("graphml", ".graphml")).decode("utf-8")
    head, foot = text[: text.index("  <node ")], re.search(r" </graph>.*", text, re.S)[0]  # type: ignore[index]
    assert "".join(plain_graphml(network, [head, foot])) == text
    table = b"".join(ours("csv", ".edges.csv")).decode("utf-8")
    first = table[: table.index("\r\n") + 2]
    assert "".join(plain_csv(network, first)) == table
    graph = network.to_networkx()
    for *_, data in graph.edges(data=True):
        data.update({k: text_of(v) for k, v in data.items() if k != "weight"})
    for name, ending, loop in (
        ("graphml", ".graphml", lambda: plain_graphml(network, [head, foot])),
        ("csv", ".edges.csv", lambda: plain_csv(network, first)),
    ):
        mine = median(lambda name=name, ending=ending: _written(ours(name, ending)), 1)  # type: ignore[misc]
        other = median(lambda loop=loop: _written(piece.encode() for piece in loop()), 1)  # type: ignore[misc]
        bars[name] = {"casegraph": mine, "a plain loop": other}
        lines.append(
            f"| write {name}, {network.size:,} edges | {mine:.1f} s | a plain loop, the same bytes "
            f"| {other:.1f} s | {mine / other:.2f} of it |"
        )
    for name, ending, write in (
        ("graphml", ".graphml", nx.write_graphml),
        ("gexf", ".gexf", nx.write_gexf),
    ):
        mine = median(lambda name=name, ending=ending: _written(ours(name, ending)), 1)  # type: ignore[misc]
        other = median(lambda write=write: write(graph, io.BytesIO()), 1)  # type: ignore[misc]
        bars.setdefault(name, {"casegraph": mine})["networkx"] = other
        lines.append(
            f"| write {name}, {network.size:,} edges | {mine:.1f} s | networkx `{write.__name__}` "
            f"| {other:.1f} s | {other / mine:.1f} times faster |"
        )
    return lines, bars


def _written(pieces: Iterator[bytes]) -> None:
    with tempfile.TemporaryFile() as out:
        out.writelines(pieces)


def memory() -> list[str]:
    """Measure what each format takes beyond the network, in a process of its own."""
    lines = []
    for name in FORMATS:
        if name == "xlsx":  # a sheet has not enough rows
            continue
        command = [sys.executable, __file__, "--memory", name]
        ran = subprocess.run(command, capture_output=True, text=True, check=True)
        found = json.loads(ran.stdout)
        lines.append(f"| {name} | {found['network']:.0f} MB | {found['beyond']:.0f} MB |")
    return lines


def beyond(name: str) -> dict[str, float]:
    """Write a million edges, and say by how much the process grew at most (Linux)."""
    network = large()
    before = _status("VmRSS")
    Path("/proc/self/clear_refs").write_text("5", "ascii")  # the peak is counted from now on
    for _, pieces in write_files(network, name):
        _written(pieces)
    return {"network": before / 1024, "beyond": (_status("VmHWM") - before) / 1024}


def _status(field: str) -> int:
    text = Path("/proc/self/status").read_text("ascii")
    found = re.search(rf"{field}:\s+(\d+) kB", text)
    assert found is not None, field
    return int(found[1])


def main() -> None:
    """Measure everything and write the section."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--cases", type=int, nargs="*", default=[100, 7000])
    asked.add_argument("--limit", type=int, default=120, help="seconds for the peers of a size")
    asked.add_argument("--peer-memory", type=float, default=8, help="gigabytes for the peers")
    asked.add_argument("--projection", nargs=2, help=argparse.SUPPRESS)
    asked.add_argument("--peers", nargs="+", help=argparse.SUPPRESS)
    asked.add_argument("--memory", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.projection:
        print(json.dumps(projection(Path(options.projection[1]), int(options.projection[0]))))
        return
    if options.peers:
        dump, most, *names = options.peers
        for told in peers(Path(dump), float(most), names):
            print(json.dumps(told), flush=True)
        return
    if options.memory:
        print(json.dumps(beyond(options.memory)))
        return
    lines = [
        "## Networks",
        "",
        "Medians of three runs, of one for writing. Each size has a process of its own, whose",
        "peak of memory counts making, reading and deriving the cases. The store is in memory.",
        "Peers run once, after it, on a dump of the same triples, which they load once; they are",
        "asked for the pairs alone, while casegraph also gives dates, labels, classes, passages,",
        f"documents, publishers. They have {options.limit} s and {options.peer_memory:g} GB",
        "at each size. Wanted: a projection in 3 times what the rows of its queries take, and 50",
        "times faster than rdflib where that ends; writing in twice the time of a plain loop.",
        "",
        *circumstances(PACKAGES),
        "",
        "| Work | casegraph | beside it | time | ratio |",
        "|---|---:|---|---:|---:|",
    ]
    lines += projections(options.cases, options.limit, options.peer_memory)
    written, bars = writing()
    lines += written
    write_bars("network", "seconds", bars)
    lines += [
        "",
        f"Peak memory of writing {EDGES:,} edges, beyond the process that holds the network:",
        "",
        "| Format | the process before | at most more |",
        "|---|---:|---:|",
        *memory(),
        "",
        "![Seconds to write a million edges](results/network.svg)",
    ]
    write_section("network", lines)


if __name__ == "__main__":
    main()
