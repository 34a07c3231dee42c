"""Load `casegraph serve` beside `oxigraph serve-read-only` over one store, and write the section.

Debian's `wrk` makes the load, on the same cores. Servers take turns of a few seconds, so that what
else the machine does falls on both. All clients are one address, so that the allowance is off.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, unquote

from pyoxigraph import NamedNode
from results import circumstances, write_bars, write_section

import casegraph
from casegraph.build import build
from casegraph.corpus import generate
from casegraph.opened import CaseGraph
from casegraph.project import Project

BENCH = Path(__file__).resolve().parent
_HELD = 16 * 1024 * 1024
PACKAGES = ("casegraph", "oxigraph", "pyoxigraph", "uvicorn", "starlette", "httptools", "uvloop")
# as docs/how-to/serve.md says; the peer brings an allocator of its own
TUNED = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=2000"}
CG = "PREFIX cg: <https://w3id.org/casegraph/ns#> "
PERSONS = CG + (
    "SELECT ?case ?person ?months {{ ?part cg:durationMonths ?months "
    "FILTER(?months >= {} && ?months < {}) ?sentence cg:hasComponent ?part ; "
    "cg:sentencedPerson ?person ; cg:inCase ?case }} ORDER BY ?case ?person ?months"
)
YEARS = CG + (
    "SELECT ?year (COUNT(DISTINCT ?sentence) AS ?n) {{ ?sentence a cg:Sentence ; "
    "cg:imposedIn ?decision ; cg:hasComponent/cg:durationMonths ?months . "
    "?decision cg:date/cg:earliest ?day . FILTER(?months = {}) "
    "BIND(YEAR(?day) AS ?year) }} GROUP BY ?year ORDER BY ?year"
)
BOMBS = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f",
    "SELECT (COUNT(*) AS ?n) { VALUES ?x { 1 2 3 4 5 6 7 8 9 } ?s ?p ?o FILTER(REGEX(STR(?o), "
    "'(a*)*(b*)*(c|d|e)*.*x{1,900}')) }",
    "SELECT (GROUP_CONCAT(?c) AS ?x) { ?a ?b ?c . ?d ?e ?f }",
    "SELECT (COUNT(*) AS ?n) { ?a (<urn:a>|!<urn:b>)* ?b }",
)


@dataclass
class Load:
    """What came of some turns of load: how many, how long, how late, how many failed."""

    requests: int = 0
    seconds: float = 0.0
    status: int = 0
    broken: int = 0
    latencies: Counter[int] = field(default_factory=Counter)

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds if self.seconds else 0.0

    def percentile(self, share: float) -> float:
        """Return the latency in milliseconds that this share of requests stays below."""
        left = share * self.latencies.total()
        for microseconds, count in sorted(self.latencies.items()):
            left -= count
            if left <= 0:
                return microseconds / 1000
        return 0.0


def drive(address: str, queries: Path, load: Load, clients: int, seconds: int, seed: int) -> None:
    """Load a server for some seconds, and add what came of it."""
    done = subprocess.run(
        [
            *("wrk", "-t", "1", "-c", str(clients), "-d", f"{seconds}s", "--timeout", "60s"),
            *("-s", str(BENCH / "load.lua"), address, "--", str(queries), str(seed)),
        ],
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 90,
    )
    found = json.loads(done.stdout.partition("\n@")[2])
    load.requests += found["requests"]
    load.seconds += found["microseconds"] / 1e6
    load.status += found["status"]
    load.broken += found["broken"]
    load.latencies.update(dict(found["latencies"]))


@contextmanager
def served(command: list[str], port: int, path: str) -> Iterator[str]:
    """Run a server, and end it by its process id."""
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ | TUNED
    )
    try:
        for _ in range(300):
            try:
                ask(port, path, "ASK {}")
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=30)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def ask(port: int, path: str, query: str, source: str = "127.0.0.1") -> tuple[int, bytes]:
    """Ask one query; return the status, 0 if the answer breaks off, and the end of the answer."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=120, source_address=(source, 0))
    headers = {"accept": "application/sparql-results+json"}
    try:
        link.request("GET", f"{path}?query={quote(query)}", headers=headers)
        got = link.getresponse()
        held = b""
        try:
            while piece := got.read(65536):
                held = (held + piece)[-_HELD:]
        except http.client.IncompleteRead:
            return 0, b""
        return got.status, held
    finally:
        link.close()


def compare(queries: Path) -> float:
    """Hold that both servers answer alike, one query after another.

    Returns:
        The median of the peer's milliseconds.
    """
    lines = queries.read_text("ascii").splitlines()
    taken = []
    for line in lines[:: max(1, len(lines) // 30)]:
        began = time.perf_counter()
        theirs = ask(7001, "/query", unquote(line))
        taken.append((time.perf_counter() - began) * 1000)
        ours = ask(7002, "/sparql", unquote(line))
        found = [json.loads(body)["results"]["bindings"] for _, body in (theirs, ours)]
        assert sorted(map(str, found[0])) == sorted(map(str, found[1])), unquote(line)
    return statistics.median(taken)


def bombard(port: int, over: threading.Event, statuses: Counter[int]) -> None:
    """Be one client that sends the worst that it knows, one after another."""
    turn = 0
    while not over.is_set():
        try:
            statuses[ask(port, "/sparql", BOMBS[turn % len(BOMBS)], "127.0.0.2")[0]] += 1
        except OSError:
            statuses[-1] += 1
        turn += 1


def write_queries(graph: CaseGraph, folder: Path) -> dict[str, Path]:
    """Write the queries of each kind of load, one a line, as an address holds them."""
    case = "SELECT ?case WHERE { ?case a <https://w3id.org/casegraph/ns#LegalCase> } ORDER BY ?case"
    cases = [row[0].value for row in graph.engine.select(case).rows]  # type: ignore[union-attr]
    subjects = sorted(
        str(node)
        for node in {quad.subject for quad in graph.engine.quads()}
        if isinstance(node, NamedNode)
    )
    spans = [(least, least + more) for least in range(6, 81) for more in range(12, 17)]
    joins = [PERSONS.format(*span) for span in spans]
    joins += [YEARS.format(months) for months in range(12, 92, 2)]
    loads = {
        "many": [quote(f"SELECT ?p ?o {{ {node} ?p ?o }}") for node in subjects],
        "few": [quote(f"SELECT ?p ?o {{ <{node}> ?p ?o }}") for node in cases[:1000]],
        "joins": [quote(join) for join in joins],
    }
    found = {}
    for name, lines in loads.items():
        found[name] = folder / name
        found[name].write_text("\n".join(lines) + "\n", "ascii")
    return found


def memory(process: int) -> int:
    """Add up the memory of a process and all below it, shared pages in their shares, in MiB."""
    total = 0
    waiting = [process]
    while waiting:
        one = waiting.pop()
        try:
            rollup = Path(f"/proc/{one}/smaps_rollup").read_text("ascii")
            total += int(rollup.partition("\nPss:")[2].split()[0])
            for task in Path(f"/proc/{one}/task").iterdir():
                waiting += map(int, (task / "children").read_text("ascii").split())
        except (OSError, ValueError):
            continue
    return total // 1024


def main() -> None:
    """Measure, and write the section."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, help="a corpus that is built already")
    parser.add_argument("--cases", type=int, default=2050, help="how many cases to generate")
    parser.add_argument("--seconds", type=int, default=60, help="seconds for each row")
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--turn", type=int, default=10, help="seconds of one turn")
    parser.add_argument("--only", nargs="*", help="rows to measure; nothing is written")
    options = parser.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is not here; it is a package of Debian")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        root = options.corpus or folder / "corpus"
        if options.corpus is None:
            generate(root, options.cases)
            build(Project(root))
        lines = measure(casegraph.open(root), folder, options)
    sys.stdout.write("\n".join(lines) + "\n")
    if not options.only:
        write_section("load", lines)


def measure(graph: CaseGraph, folder: Path, options: argparse.Namespace) -> list[str]:
    """Measure every row, and return the section."""
    before = os.getloadavg()[0]
    store = str(graph.generation.folder / "store")
    quads = graph.generation.manifest["quads"]
    queries = write_queries(graph, folder)
    root = str(graph.project.root)
    del graph  # no store stays open here
    # what is asked for is the same of a release, which takes longer to make than all that follows
    serve = [sys.executable, "-m", "casegraph", "-C", root, "serve", "--preview"]
    serve += ["--client-seconds", "0"]
    oxigraph = [str(Path(sys.executable).with_name("oxigraph")), "serve-read-only"]
    oxigraph += ["--location", store, "--bind", "127.0.0.1:7001", "--union-default-graph"]
    rows: list[str] = []
    bars: dict[str, dict[str, float]] = {}
    plans = {
        "look-ups, each another, no cache": ("many", ["--cache", "0"]),
        "look-ups of 1000 things": ("few", []),
        "joins over 5 ms, no cache": ("joins", ["--cache", "0"]),
    }
    for title, (kind, more) in plans.items():
        if options.only and kind not in options.only:
            continue
        command = [*serve, "--port", "7002", *more]
        with served(oxigraph, 7001, "/query") as peer, served(command, 7002, "/sparql") as own:
            alone = compare(queries[kind])
            loads = {"oxigraph": Load(), "casegraph": Load()}
            for turn in range(max(1, options.seconds // options.turn)):
                for address, load in (
                    (f"{peer}/query", loads["oxigraph"]),
                    (f"{own}/sparql", loads["casegraph"]),
                ):
                    drive(address, queries[kind], load, options.clients, options.turn, turn)
        bars[title] = {server: load.rate for server, load in loads.items()}
        rows += table_rows(f"{title} ({alone:.1f} ms)", loads["oxigraph"], loads["casegraph"])
    if not options.only:
        write_bars("load", "requests a second", bars, logarithmic=True)
    bombs = [] if options.only and "bombs" not in options.only else bombed(serve, queries, options)
    return [
        "## Load",
        "",
        f"{options.clients} connections, {options.seconds} seconds for each row in turns of "
        f"{options.turn}, both servers and `wrk` on the same {os.cpu_count()} cores, over one "
        f"store of {quads} quads. `casegraph serve` with its defaults and the allocator tuned as "
        "docs/how-to/serve.md says, but without an allowance for each client, since all are one "
        "address here. Both answer alike, which is compared "
        "first; in brackets stands what one query takes `oxigraph` then, in the median. Wanted: "
        "0.3 of its requests a second for look-ups; 0.9 and 1.5 of its p99 for joins; none fails.",
        "",
        *circumstances(PACKAGES),
        f"- load of the machine before: {before:.1f}",
        "",
        "| load | server | requests/s | ratio | p50 ms | p99 ms | ratio of p99 | failed |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
        *rows,
        "",
        "![Requests a second by load](results/load.svg)",
        *bombs,
    ]


def table_rows(title: str, peer: Load, own: Load) -> list[str]:
    """Write the rows of one load."""
    ratio = f"{own.rate / peer.rate:.2f}" if peer.rate else ""
    late = f"{own.percentile(0.99) / peer.percentile(0.99):.2f}" if peer.latencies else ""
    return [
        f"| {title} | {name} | {load.rate:.0f} | {a} | {load.percentile(0.5):.1f} | "
        f"{load.percentile(0.99):.1f} | {b} | {load.status + load.broken} |"
        for name, load, a, b in (("oxigraph", peer, "", ""), ("casegraph", own, ratio, late))
    ]


def bombed(serve: list[str], queries: dict[str, Path], options: argparse.Namespace) -> list[str]:
    """Measure what others feel of one client that sends bombs."""
    lines = [
        "",
        "While another client, of another address, sends bombs one after another (cross products, "
        "sorts, expressions and texts without end, all pairs of paths), with the limits of the "
        "defaults (30 s, 512 MiB). Wanted: a p99 of the others below 500 ms.",
        "",
        "| load | connections | requests/s | p50 ms | p99 ms | worst ms | failed |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    statuses: Counter[int] = Counter()
    peak = 0
    # shares without an allowance: the others are one address here, and more than one client
    serve = [*serve[:-1], "86400", "--port", "7002", "--cache", "0"]
    with served(serve, 7002, "/sparql") as own:
        over = threading.Event()
        bomber = threading.Thread(target=bombard, args=(7002, over, statuses))
        bomber.start()
        try:
            for title, kind, clients in (
                ("look-ups, no cache", "many", options.clients),
                ("joins over 5 ms, no cache", "joins", 10),
            ):
                load = Load()
                for turn in range(max(1, options.seconds // options.turn)):
                    drive(f"{own}/sparql", queries[kind], load, clients, options.turn, turn)
                    peak = max(peak, memory(_listening(7002)))
                worst = max(load.latencies, default=0) / 1000
                lines.append(
                    f"| {title} | {clients} | {load.rate:.0f} | {load.percentile(0.5):.1f} | "
                    f"{load.percentile(0.99):.1f} | {worst:.0f} | {load.status + load.broken} |"
                )
        finally:
            over.set()
            bomber.join()
    told = ", ".join(
        f"{n} times {status or 'broken off'}" for status, n in sorted(statuses.items())
    )
    return [*lines, "", f"The bombs were answered: {told}. Peak memory: {peak} MiB."]


def _listening(port: int) -> int:
    """Find our server among the processes of this one."""
    for task in Path("/proc/self/task").iterdir():
        for child in map(int, (task / "children").read_text("ascii").split()):
            command = Path(f"/proc/{child}/cmdline").read_bytes()
            if str(port).encode() in command.split(b"\0"):
                return child
    return os.getpid()


if __name__ == "__main__":
    main()
