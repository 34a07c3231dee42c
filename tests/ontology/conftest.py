"""What the tests of the ontology share: its files, read once."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from pyoxigraph import NamedNode, Quad, RdfFormat, Store, parse
from rdflib import Graph

ROOT: Final = Path(__file__).parents[2]
VOCABULARY: Final = "https://w3id.org/casegraph/vocab/"
BASE: Final = "https://w3id.org/casegraph/id/"
STANDARD: Final = {
    "cg": "https://w3id.org/casegraph/ns#",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
KINDS_TEXT: Final = "body case court group person place post provision series source statement"
KINDS: Final = KINDS_TEXT.split()
FRAGMENTS: Final = {
    "d4k7wz": "person/d4k7wz#",
    "elsewhere-daily": "source/elsewhere-daily#",
    "notice-7-20-3": "source/notice-7-20-3#",
    "nwh-2019-1": "case/nwh-2019-1#",
}


def turtle_files(*folders: str) -> list[Path]:
    """List the Turtle files that lie directly in folders of the repository."""
    return [path for folder in folders for path in sorted((ROOT / folder).glob("*.ttl"))]


def load(store: Store, path: Path) -> None:
    """Load a Turtle file into its own named graph, as a build does."""
    graph = NamedNode(f"https://w3id.org/casegraph/graph/{path.stem}")
    for quad in parse(path.read_bytes(), RdfFormat.TURTLE):
        store.add(Quad(quad.subject, quad.predicate, quad.object, graph))


@pytest.fixture(scope="session")
def ontology_store() -> Store:
    """Modules and vocabularies, each in its graph."""
    store = Store()
    for path in turtle_files("ontology", "ontology/vocab"):
        load(store, path)
    return store


@pytest.fixture
def store_with() -> Callable[..., Store]:
    """Make a store of the ontology, the vocabularies and some more files."""

    def make(*more: Path) -> Store:
        store = Store()
        for path in [*turtle_files("ontology", "ontology/vocab"), *more]:
            load(store, path)
        return store

    return make


@pytest.fixture(scope="session")
def ontology() -> Graph:
    """The modules as one rdflib graph."""
    graph = Graph()
    for path in turtle_files("ontology"):
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def vocabularies() -> Graph:
    """The concept schemes as one rdflib graph."""
    graph = Graph()
    for path in turtle_files("ontology/vocab"):
        graph.parse(path)
    return graph


@pytest.fixture(scope="session")
def context() -> dict[str, Any]:
    """The JSON-LD context."""
    document = json.loads((ROOT / "ontology" / "context.jsonld").read_text("utf-8"))
    table: dict[str, Any] = document["@context"]
    return table


@pytest.fixture(scope="session")
def example_prefixes() -> str:
    """The prefixes that every skos:example may use, as Turtle."""
    table = STANDARD | {kind: f"{BASE}{kind}/" for kind in KINDS}
    table |= {name: BASE + path for name, path in FRAGMENTS.items()}
    table |= {path.stem: f"{VOCABULARY}{path.stem}/" for path in turtle_files("ontology/vocab")}
    return "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in table.items())


@pytest.fixture(scope="session")
def fictional(ontology: Graph, example_prefixes: str) -> Graph:
    """All examples of the ontology together: fictional data of every class and property."""
    graph = Graph()
    skos_example = "http://www.w3.org/2004/02/skos/core#example"
    for _, predicate, example in ontology:
        if str(predicate) == skos_example:
            graph.parse(data=example_prefixes + str(example), format="turtle")
    return graph
