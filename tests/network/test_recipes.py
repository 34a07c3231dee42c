"""Each recipe makes its network from its own small data, from the same rows on two engines.

`data.trig` holds the answer and counter-cases, `expected.json` a list of runs: parameters, and the
nodes and edges that they make. `--approve` rewrites these; read them before you commit them.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import rdflib
from own_data import PREFIXES, embedded, reference
from pyoxigraph import NamedNode
from rdflib.plugins.sparql.processor import SPARQLResult

from casegraph.dataset import Dataset
from casegraph.engine import Embedded
from casegraph.network import recipe_named, run_recipe
from casegraph.network.datasheet import datasheet
from casegraph.project import Project
from casegraph.saved import load
from casegraph.terms import CG

# rdflib 7 warns of a name that it uses itself when it reads and queries a Dataset
pytestmark = pytest.mark.filterwarnings(r"ignore:Dataset\..* is deprecated:DeprecationWarning")

HERE = Path(__file__).parent / "recipes"
ROOT = HERE.parents[2]
FOLDER = ROOT / "queries" / "networks"
RECIPES = {path.stem: load(path) for path in sorted(FOLDER.glob("*.rq"))}
BASE = "https://example.org/id/"


def _runs() -> Iterator[tuple[str, int]]:
    for name in RECIPES:
        runs = json.loads((HERE / name / "expected.json").read_text("utf-8"))
        yield from ((name, number) for number in range(len(runs)))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """An empty project with the base of the fixtures."""
    folder = tmp_path_factory.mktemp("recipes")
    (folder / "casegraph.toml").write_text(f'base = "{BASE}"\n', "utf-8")
    return Project(folder)


def _short(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_short(item) for item in value]
    text = str(value).removeprefix(BASE).removeprefix("https://w3id.org/casegraph/vocab/")
    return value if isinstance(value, int | float) else text


def _shortened(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _short(value) for name, value in row.items()}


@pytest.mark.parametrize("name", RECIPES)
def test_header_is_complete(name: str, project: Project) -> None:
    """A recipe says what an edge means, what each parameter and column is, and names no thing."""
    query = RECIPES[name]
    recipe = recipe_named(project, name)
    assert query.summary.endswith(".")
    assert query.description.endswith(".")
    assert recipe.sides != ("node",), "say what the nodes are"
    for entry in (*query.parameters.values(), *query.columns.values()):
        assert entry.description.endswith("."), entry.name
    assert query.parameters["account"].default == "account:preferred"
    assert set(query.parameters) == {"account", "case"} or recipe.expand
    body = re.sub(r"(?m)^#.*$", "", query.text)
    assert "casegraph/id/" not in body
    asked = Embedded().select(query.bind({}, PREFIXES))
    assert asked.variables == tuple(query.columns)


def test_every_recipe_has_data() -> None:
    """No recipe without data of its own, and no data of no recipe."""
    assert {path.name for path in HERE.iterdir()} == set(RECIPES)


@pytest.mark.parametrize(("name", "number"), list(_runs()))
def test_own_data(name: str, number: int, project: Project, pytestconfig: pytest.Config) -> None:
    """A recipe makes the nodes and edges that are written down for its own data."""
    path = HERE / name / "expected.json"
    runs = json.loads(path.read_text("utf-8"))
    given = dict(runs[number]["parameters"])
    depth = given.pop("depth", None)
    network = run_recipe(embedded(HERE / name), project, name, given, depth=depth)
    found = {
        "nodes": {_short(iri): _shortened(row) for iri, row in network.node_rows()},
        "edges": [
            {"source": _short(source), "target": _short(target), **_shortened(row)}
            for source, target, row in network.edge_rows()
        ],
    }
    if pytestconfig.getoption("--approve"):
        runs[number] = {"parameters": runs[number]["parameters"], **found}
        path.write_text(json.dumps(runs, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert found == {key: runs[number][key] for key in found}
    stated = network.edges.get("permalink")
    assert stated is None or stated.filled == network.size
    assert network.edges["evidence"].filled == network.size


def test_names_are_those_of_rdflib(project: Project) -> None:
    """What nodes without a label are called does not depend on the engine either."""
    query = load(FOLDER / "nodes" / "named.rq")
    nodes = [
        NamedNode(iri)
        for iri in run_recipe(embedded(HERE / "case-events"), project, "case-events", {}).ids
    ]
    nodes += [NamedNode(f"{BASE}case/nwh-1#name"), NamedNode(f"{BASE}source/paper#a")]
    text = query.bind({"node": nodes}, PREFIXES)
    ours = {tuple(map(_text, row)) for row in embedded(HERE / "case-events").select(text).rows}
    theirs = {tuple(map(_text, row)) for row in reference(HERE / "case-events").query(text)}
    assert ours == theirs
    called = {
        "judgment": "decision, 2019-11-12",
        "sentence": "sentence: Ada Example, 2019-11-12",
        "part": "sentence component: Ada Example",
        "a": "participation: defendant, of Ada Example",
        "claim": "claim: secret and others, of The Paper",
        "name": "name variant: Ada Example",
    }
    assert {(f"{BASE}case/nwh-1#{name}", told) for name, told in called.items()} <= ours
    assert not [iri for iri, _ in ours if "source/paper#" in str(iri)]


@pytest.mark.parametrize(("name", "number"), list(_runs()))
def test_rows_are_those_of_rdflib(name: str, number: int, project: Project) -> None:
    """Another engine gives the same rows, so that a network does not depend on the engine."""
    runs = json.loads((HERE / name / "expected.json").read_text("utf-8"))
    given = {k: v for k, v in runs[number]["parameters"].items() if k != "depth"}
    text = RECIPES[name].bind(given, PREFIXES)
    ours = Counter(tuple(map(_text, row)) for row in embedded(HERE / name).select(text).rows)
    result = reference(HERE / name).query(text)
    assert isinstance(result, SPARQLResult)
    assert Counter(tuple(map(_text, row)) for row in result) == ours  # type: ignore[arg-type]


def _text(term: Any) -> str | None:
    if term is None or isinstance(term, rdflib.term.Identifier):
        return None if term is None else str(term)
    return str(term.value)


def test_no_node_of_the_real_graph_is_called_by_its_address(
    real_dataset: Dataset, repository: Path
) -> None:
    """Whatever a recipe finds has a label, or is called by its kind and whom it is about."""
    real, engine = Project(repository), real_dataset.engine
    for name in ("sources-facts", "case-events", "claims", "appeal-chains"):
        network = run_recipe(engine, real, name)
        bare = [iri for iri, label in zip(network.ids, network.labels, strict=True)
                if label == real.prefixes.shorten(iri)]  # fmt: skip
        assert len(network)
        assert not bare


def test_every_edge_of_the_real_graph_has_evidence(real_dataset: Dataset, repository: Path) -> None:
    """No edge of any recipe, nor around anything to any depth, lacks what it rests on."""
    real, engine = Project(repository), real_dataset.engine
    networks = [run_recipe(engine, real, name) for name in RECIPES if name != "ego"]
    classes = [
        "Person",
        "Organization",
        "Court",
        "Place",
        "LegalProvision",
        "LegalCase",
        "SourceDocument",
    ]
    asked = " ".join(f"<{CG}{name}>" for name in classes)
    rows = engine.select(f"SELECT DISTINCT ?x {{ VALUES ?c {{ {asked} }} ?x a ?c }}").rows
    left = {row[0].value for row in rows if isinstance(row[0], NamedNode)}
    assert len(left) > 100
    while left:
        around = run_recipe(engine, real, "ego", {"node": NamedNode(min(left))}, depth=99)
        left -= {min(left), *around.ids}
        networks.append(around)
    for network in networks:
        assert network.edges["evidence"].filled == network.size, network.name
        assert datasheet(network).facts["evidence"]["edges without evidence"] == 0
    told = Counter(
        basis for found in networks for row in found.edges.get("basis", ()) for basis in row
    )
    assert set(told) == {"passage", "document", "file"}


def test_rows_may_come_in_any_order(project: Project) -> None:
    """The network is the same whatever the order of the rows."""
    from casegraph.engine import Solutions

    class Shuffled(Embedded):
        def run(self, query: str) -> Any:
            found = super().run(query)
            assert isinstance(found, Solutions)
            return Solutions(found.variables, iter(list(found.rows)[::-1]))

    for name in RECIPES:
        given = json.loads((HERE / name / "expected.json").read_text("utf-8"))[0]["parameters"]
        plain = run_recipe(embedded(HERE / name), project, name, given)
        assert run_recipe(Shuffled(embedded(HERE / name).store), project, name, given) == plain
