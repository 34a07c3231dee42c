"""A recipe in a file of one's own: what its header may say, and errors at the line."""

from __future__ import annotations

from pathlib import Path

import pytest

from casegraph.errors import InputError, InvalidQueryError, UsageError
from casegraph.network import Network, draw, recipes, run_recipe
from casegraph.network.datasheet import datasheet
from casegraph.network.table import edge_table
from casegraph.opened import CaseGraph
from casegraph.opened import open as open_project

ADA = "https://example.org/id/person/d4k7wz"
BEN = "https://example.org/id/person/m8r3tq"
ROWS = """
SELECT ?source ?target ?kind ?weight ?what WHERE {
  VALUES (?source ?target ?kind ?weight ?what) {
    (<http://e/a> <http://e/b> "x" 2 <http://e/1>)
    (<http://e/b> <http://e/a> "x" 3 <http://e/1>)
    (<http://e/b> <http://e/a> "x" 3 <http://e/2>)
    (<http://e/a> <http://e/b> "y" 5 <http://e/2>)
  }
}
"""


def _own(folder: Path, text: str, name: str = "own", kind: str = "") -> None:
    path = folder / "queries" / "networks" / kind
    path.mkdir(parents=True, exist_ok=True)
    (path / f"{name}.rq").write_text(text, "utf-8")


def _ran(folder: Path, header: str, rows: str = ROWS) -> Network:
    _own(folder, f"#+ summary: Ours.\n#+ network: {{{header}}}\n{rows}")
    return open_project(folder).network("own")


def test_co_defendants(example: CaseGraph) -> None:
    """The two defendants of the fictional case are one edge, with their evidence."""
    network = example.network("co-defendants", case="nwh-2019-1")
    assert dict(network.node_rows()) == {
        ADA: {"label": "Ada Example", "kind": "Person"},
        BEN: {"label": "Ben Sample", "kind": "Person"},
    }
    ((source, target, edge),) = network.edge_rows()
    assert {source, target} == {ADA, BEN}
    assert edge["evidence"]
    assert edge["publishers"]
    assert edge["permalink"]
    assert network.origin.dataset == example.generation.digest


def test_every_recipe_runs(example: CaseGraph) -> None:
    """Every recipe gives the same network twice; one of them needs a node to start from."""
    for name in recipes(example.project):
        given = {"node": "court:nowhere-district-court"} if name == "ego" else {}
        if name == "ego":
            given = {"node": ADA}
        assert example.network(name, **given) == example.network(name, **given)


def test_unknown_names(example: CaseGraph) -> None:
    """An unknown recipe, parameter or case is a usage error with the nearest name."""
    with pytest.raises(UsageError, match="Did you mean co-defendants"):
        example.network("codefendants")
    with pytest.raises(UsageError, match="Did you mean case"):
        example.network("co-defendants", cas="nwh-2019-1")
    with pytest.raises(UsageError, match="Did you mean nwh-2019-1"):
        example.network("co-defendants", case="nwh-2019-2")
    with pytest.raises(UsageError, match="has no depth"):
        example.network("co-defendants", depth=2)
    with pytest.raises(UsageError, match="Give --node"):
        example.network("ego")


@pytest.mark.parametrize(
    ("body", "words", "line"),
    [
        ("SELECT ?source WHERE { ?source ?p ?o } LIMIT 1", "no ?target", 2),
        ("PREFIX a: <http://e/>\n# SELECT\nSELECT ?target { ?target ?p ?o }", "no ?source", 4),
        ("ASK {}", "source and ?target", 2),
        ("SELECT ?source ?target WHERE { ?source a ?x } LIMIT 1", "no IRI", 2),
        ("SELECT ?source ('x' AS ?target) WHERE { ?source a ?x } LIMIT 1", "no IRI", 2),
        ("SELECT ?source (BNODE() AS ?target) WHERE { ?source a ?x } LIMIT 1", "no IRI", 2),
    ],
)  # fmt: skip
def test_recipes_that_are_none(body: str, words: str, line: int, own_folder: Path) -> None:
    """A recipe without two ends, or with an end that is no thing, is an error at its line."""
    _own(own_folder, f"#+ summary: Ours.\n{body}\n")
    graph = open_project(own_folder)
    with pytest.raises(InputError, match=rf"own.rq:{line}:") as caught:
        run_recipe(graph.engine, graph.project, "own")
    assert words in caught.value.what


@pytest.mark.parametrize(
    ("header", "words"),
    [
        ("direct: true", "no key 'direct'"),
        ("directed: perhaps", "directed is not true or false"),
        ("mode: three", "mode is not one or two"),
        ("fold: add", "fold is not count, sum or keep"),
        ("fold: count, count: nothing", "count needs the column ?nothing"),
        ("facts: [nothing]", "facts needs the column ?nothing"),
        ("facts: nothing", "facts is not a list"),
        ("gather: [nothing]", "gather needs the column ?nothing"),
        ("expand: nothing", "expand names no parameter"),
        ("depth: 0", "depth is below one"),
        ("mode: two, sides: [one]", "mode two needs two sides, such as [body, word]"),
        ("sides: [one, two]", "mode one needs one side, such as [body]"),
    ],
)
def test_headers_that_are_wrong(header: str, words: str, own_folder: Path) -> None:
    """What a header says wrongly of a network is an error at the header's line."""
    with pytest.raises(InputError, match=r"own.rq:2:") as caught:
        _ran(own_folder, header)
    assert words in caught.value.what


def test_a_prefix_that_is_not_declared_is_told_with_the_file(own_folder: Path) -> None:
    """A recipe that the engine refuses is named, as one with a wrong header is."""
    _own(own_folder, "#+ summary: Ours.\nSELECT ?source ?target { ?source skos:broader ?target }\n")
    with pytest.raises(InvalidQueryError, match=r"the prefix skos: in line 2") as caught:
        open_project(own_folder).network("own")
    assert caught.value.where == "queries/networks/own.rq"


def test_a_weight_to_sum_has_to_be_there(own_folder: Path) -> None:
    """A fold by sum needs a weight, a documented column has to be returned, names are free."""
    with pytest.raises(InputError, match=r"own.rq:2: network: fold needs the column \?weight"):
        _ran(own_folder, "fold: sum", ROWS.replace("?weight", "?heavy"))
    own = "#+ columns:\n#+   gone: {type: iri, description: Gone.}\n"
    with pytest.raises(InputError, match=r"own.rq:4: the query returns no \?gone"):
        _ran(own_folder, "fold: keep", own + ROWS)
    own = "#+ parameters:\n#+   format: {type: string, description: What.}\n"
    with pytest.raises(InputError, match="the name of an option"):
        _ran(own_folder, "fold: keep", own + ROWS.replace("{\n", "{ VALUES ?format { UNDEF }\n", 1))
    with pytest.raises(InputError, match="no query on nodes 'none'"):
        _own(own_folder, f"#+ summary: Ours.\n#+ nodes: none\n{ROWS}")
        open_project(own_folder).network("own")


@pytest.mark.parametrize(
    ("header", "edges"),
    [
        ("fold: count", ["ab x 3", "ab y 1"]),
        ("fold: count, count: what", ["ab x 2", "ab y 1"]),
        ("fold: count, count: what, directed: true", ["ab x 1", "ab y 1", "ba x 2"]),
        ("fold: sum, count: what", ["ab x 8", "ab y 5"]),
        ("fold: keep", ["ab x 2", "ab x 3", "ab x 3", "ab y 5"]),
        ("fold: keep, gather: [what]", ["ab x 2", "ab x 3", "ab y 5"]),
    ],
)
def test_folds(header: str, edges: list[str], own_folder: Path) -> None:
    """Parallel edges of one kind are counted, added up or kept, with or without a direction."""
    network = _ran(own_folder, header)
    found = [
        f"{source[-1]}{target[-1]} {row['kind']} {row['weight']}"
        for source, target, row in network.edge_rows()
    ]
    assert sorted(found) == edges


def test_two_modes_are_kept_apart(own_folder: Path) -> None:
    """In a two-mode network a node has a side, and one on both is an error."""
    with pytest.raises(InputError, match="is a source and a target"):
        _ran(own_folder, "mode: two")
    network = _ran(
        own_folder,
        "mode: two, sides: [who, what]",
        """
    SELECT ?source ?target WHERE { VALUES (?source ?target) { (<http://e/b> <http://e/a>) } }
    """,
    )
    assert dict(zip(network.ids, network.nodes["side"], strict=True)) == {
        "http://e/a": "what",
        "http://e/b": "who",
    }
    assert network.ids[network.source[0]] == "http://e/b"


def test_a_query_on_nodes_adds_columns(own_folder: Path) -> None:
    """Further columns of nodes come from a second query; without isolates only for ends."""
    more = """#+ summary: More.
#+ columns:
#+   size: {type: integer, description: "How large."}
SELECT ?node ?size WHERE { VALUES (?node ?size) {
  (<http://e/a> 7) (<http://e/z> 9) (<http://e/b> 1) (<http://e/b> 2) } }
"""
    _own(own_folder, more, "sizes", "nodes")
    head = "#+ summary: Ours.\n#+ nodes: sizes\n"
    _own(own_folder, f"{head}{ROWS}")
    network = open_project(own_folder).network("own")
    assert list(network.nodes["size"]) == [("7",), ("1", "2")]
    assert network.nodes["size"].meaning == "How large."
    assert network.origin.dropped == {"nodes without an edge": 1}
    _own(own_folder, f"{head}#+ network: {{isolates: true}}\n{ROWS}")
    assert len(open_project(own_folder).network("own")) == 3


def test_evidence_that_a_recipe_names_itself(example: CaseGraph, own_folder: Path) -> None:
    """Passages as IRIs, or several in a text, are evidence with document and publisher."""
    ((_, _, edge),) = example.network("co-defendants", case="nwh-2019-1").edge_rows()
    assert isinstance(edge["evidence"], tuple)
    passages = " ".join(edge["evidence"])
    network = _ran(
        own_folder,
        "fold: keep",
        f"""
    SELECT ?source ?target ?evidence WHERE {{ VALUES (?source ?target ?evidence) {{
      (<{ADA}> <{BEN}> "{passages} no-iri") (<{ADA}> <{BEN}> <{edge["evidence"][0]}>) }} }}
    """,
    )
    ((_, _, own),) = network.edge_rows()
    assert own["evidence"] == edge["evidence"]
    assert own["publishers"] == edge["publishers"]


def test_labels_in_another_language(example: CaseGraph) -> None:
    """Labels are in the language that is asked for, else in English."""
    network = example.network("co-defendants", lang="ru")
    assert network.origin.language == "ru"
    assert all(network.labels)


def test_what_was_given_is_said_in_words(example: CaseGraph) -> None:
    """Of parameters their labels are told, and what is the default is not."""
    whole = example.network("co-defendants", account="account:preferred").origin
    assert (whole.about, whole.given) == ("", {})
    assert whole.parameters == {"account": "https://w3id.org/casegraph/vocab/account/preferred"}
    case = example.network("co-defendants", case="nwh-2019-1").origin
    assert case.about == "case: Example and Sample v. Nowhere"
    assert case.given == {"case": "case:nwh-2019-1"}
    around = example.network("ego", node=ADA, depth=2).origin
    assert around.about == "node: Ada Example; depth: 2"


def test_a_citation_has_short_names(example: CaseGraph) -> None:
    """A citation names what was given as people write it; a weight is told in words."""
    sheet = datasheet(example.network("co-defendants", case="nwh-2019-1"))
    assert "(case = case:nwh-2019-1)}" in sheet.facts["bibtex"]
    assert sheet.facts["csl"][0]["title"].endswith("(case = case:nwh-2019-1)")
    meaning = sheet.facts["columns"]["edges"]["weight"]["meaning"]
    assert meaning == "How many different values of proceeding the edge stands for."


def test_concepts_have_names_in_tables_for_people(example: CaseGraph) -> None:
    """A status is told as people call it; for programs it is the word of its address."""
    network = example.network("designations")
    prefixes = example.project.prefixes
    assert edge_table(network, prefixes, words=True).column("kind")[0] == "prisoner of conscience"
    assert edge_table(network, prefixes).column("kind")[0] == "prisoner-of-conscience"


def test_concepts_are_a_kind(own_folder: Path) -> None:
    """A concept at the end of an edge is one, and a thing with a class of its own is of that."""
    _own(
        own_folder,
        "#+ summary: Ours.\nPREFIX cg: <https://w3id.org/casegraph/ns#>\n"
        "SELECT ?source ?target (?source AS ?fact) { ?source cg:asserts ?target }\n",
    )
    network = open_project(own_folder).network("own")
    kinds = {row["kind"] for _, row in network.node_rows()}
    assert kinds == {"Claim", "TerritorialClaim", "Concept"}
    picture = draw(network, ".svg", "Ours").decode("utf-8")
    concepts = sum(row["kind"] == "Concept" for _, row in network.node_rows())
    assert f">concept ({concepts})</text>" in picture
