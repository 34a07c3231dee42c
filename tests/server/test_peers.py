"""Clients of others ask the endpoint, each in its own way, and understand its answers."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import rdflib
from pyoxigraph import Literal, QueryResultsFormat, QuerySolutions, parse_query_results
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, GET, JSON, POST, TSV, TURTLE, XML, SPARQLWrapper

from casegraph.opened import CaseGraph

if TYPE_CHECKING:
    from serving import Running

HERE = Path(__file__).parent
PREFIXES = """PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
WHERE = "{ ?court a cg:Court ; skos:prefLabel ?label }"
LABELS = f"{PREFIXES}SELECT ?court ?label {WHERE}"
COURTS = f"{PREFIXES}CONSTRUCT {{ ?court skos:prefLabel ?label }} WHERE {WHERE}"


@pytest.fixture
def labels(example: CaseGraph) -> set[str]:
    """The labels of the courts."""
    rows = example.engine.select(LABELS).rows
    found = {label.value for _, label in rows if isinstance(label, Literal)}
    assert len(found) > 1
    return found


@pytest.mark.parametrize("method", [GET, POST])
def test_sparqlwrapper(server: Running, labels: set[str], method: str) -> None:
    """SPARQLWrapper reads rows, truth values and triples, by GET and by POST."""
    wrapper = SPARQLWrapper(f"{server.address}sparql")
    wrapper.setMethod(method)
    wrapper.setQuery(LABELS)
    found: Any = None
    for form in (JSON, XML, CSV, TSV):
        wrapper.setReturnFormat(form)
        found = wrapper.queryAndConvert()
        if form == JSON:
            rows = found["results"]["bindings"]
            assert {row["label"]["value"] for row in rows} == labels
        elif form == XML:
            assert len(found.getElementsByTagName("result")) == len(rows)
        else:
            assert len(found.splitlines()) == len(rows) + 1
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery("ASK { ?s ?p ?o }")
    found = wrapper.queryAndConvert()
    assert found["boolean"] is True
    wrapper.setReturnFormat(TURTLE)
    wrapper.setQuery(COURTS)
    found = wrapper.queryAndConvert()
    assert len(rdflib.Graph().parse(data=found)) == len(labels)


def test_rdflib(server: Running, labels: set[str]) -> None:
    """Rdflib's store on an endpoint matches triples, and runs queries."""
    store = SPARQLStore(f"{server.address}sparql", returnFormat="xml")
    graph = rdflib.Graph(store)
    court = rdflib.URIRef("https://w3id.org/casegraph/ns#Court")
    courts = set(graph.subjects(rdflib.RDF.type, court))
    found = {str(label) for one in courts for label in graph.objects(one, rdflib.SKOS.prefLabel)}
    assert found == labels
    assert {str(row[1]) for row in graph.query(LABELS)} == labels  # type: ignore[index]
    store.close()


def test_comunica(server: Running, labels: set[str], peer: Callable[[str], Path]) -> None:
    """Comunica asks what it is asked, of this source alone."""
    modules = peer("@comunica").parent
    done = subprocess.run(
        ["node", str(HERE / "comunica.cjs"), f"{server.address}sparql", LABELS, COURTS],
        capture_output=True,
        text=True,
        timeout=60,
        env=os.environ | {"NODE_PATH": str(modules)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert {row["label"] for row in answer["rows"]} == labels
    assert answer["triples"] == len(labels)


def curl(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run curl."""
    return subprocess.run(
        ["curl", "-s", "-S", *arguments], capture_output=True, timeout=60, check=False
    )


def test_curl(server: Running, labels: set[str], peer: Callable[[str], Path]) -> None:
    """Curl sends forms and files, follows a thing to its document, and notices a broken end."""
    peer("curl")
    endpoint = f"{server.address}sparql"
    for how in ("--data-urlencode", "-G"):
        more = ["-G", "--data-urlencode"] if how == "-G" else [how]
        got = curl("--compressed", "-H", "accept: text/csv", endpoint, *more, f"query={LABELS}")
        assert len(got.stdout.splitlines()) == len(labels) + 1
    direct = curl("-H", "content-type: application/sparql-query", endpoint, "-d", LABELS)
    found = parse_query_results(direct.stdout, QueryResultsFormat.JSON)
    assert isinstance(found, QuerySolutions)
    assert len(list(found)) == len(labels)
    thing = f"{server.address}id/case/nwh-2019-1"
    followed = curl("-L", "-H", "accept: text/turtle", thing)
    assert len(rdflib.Graph().parse(data=followed.stdout)) > 100
    large = "query=SELECT * { ?a ?b ?c . ?d ?e ?f }"
    assert curl(endpoint, "--data-urlencode", large).returncode == 18
    assert curl("--fail", endpoint, "--data-urlencode", "query=x").returncode == 22


@pytest.fixture
def fuseki(peer: Callable[[str], Path], tmp_path: Path) -> Iterator[str]:
    """The query service of a Fuseki with nothing in it."""
    jars = peer("fuseki")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = tmp_path / "log"
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [
                *("java", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp", f"{jars}/*"),
                *("org.apache.jena.fuseki.main.cmds.FusekiMainCmd", "--localhost"),
                *(f"--port={port}", "--mem", "/ds"),
            ],
            cwd=tmp_path,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    try:
        end = time.monotonic() + 60
        while curl("--fail", f"http://127.0.0.1:{port}/ds/query?query=ASK%7B%7D").returncode:
            assert process.poll() is None, log.read_text("utf-8", "replace")
            assert time.monotonic() < end, "it does not start"
            time.sleep(0.2)
        yield f"http://127.0.0.1:{port}/ds/query"
    finally:
        process.terminate()
        process.wait(timeout=20)


def test_a_fuseki_federates(server: Running, labels: set[str], fuseki: str) -> None:
    """Another engine joins with our rows by SERVICE; ours asks nobody back."""
    service = f"SERVICE <{server.address}sparql>"
    query = f"{PREFIXES}SELECT * {{ VALUES ?x {{ 1 }} {service} {WHERE} }}"
    wrapper = SPARQLWrapper(fuseki)
    wrapper.setReturnFormat(JSON)
    wrapper.setQuery(query)
    found: Any = wrapper.queryAndConvert()
    assert {row["label"]["value"] for row in found["results"]["bindings"]} == labels
    back = server.query(f"SELECT * {{ SERVICE <{fuseki}> {{ ?s ?p ?o }} }}")
    assert back.status == 400
