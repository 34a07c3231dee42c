"""Rules run to a fixed point by stratum, add each triple once, and cannot run for ever."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, Quad

from casegraph.dataset import Dataset
from casegraph.derive import BOUNDS_RULE, apply_rules, derived_graph
from casegraph.engine import Embedded
from casegraph.errors import EngineError, InputError
from casegraph.saved import SavedQuery
from casegraph.terms import EDTF, Prefixes, cg

BASE = "https://example.org/id/"
PREFIXES = Prefixes(BASE)
NS = "PREFIX e: <http://e/>"
STATED = NamedNode(f"{BASE}graph/stated")


def _rule(name: str, text: str, stratum: int = 1) -> SavedQuery:
    path = Path(f"queries/rules/{name}.rq")
    return SavedQuery(name, path, f"{NS} {text}", "", extra={"stratum": stratum})


def _engine(update: str) -> Embedded:
    engine = Embedded()
    engine.update(f"{NS} INSERT DATA {{ GRAPH <{STATED.value}> {{ {update} }} }}")
    return engine


REACH = _rule("reach", "CONSTRUCT { ?a e:to ?c } WHERE { ?a e:to ?b . ?b e:to ?c }")
LONELY = _rule(
    "lonely", "CONSTRUCT { ?x a e:Last } WHERE { ?y e:to ?x FILTER NOT EXISTS { ?x e:to ?z } }", 2
)
LAST = "{ ?a e:to ?b } UNION { ?a e:next ?b } FILTER NOT EXISTS { ?b e:next ?c }"
EXTEND = _rule("extend", "CONSTRUCT { ?x e:to e:end } WHERE { ?x a e:Open }")


def test_fixed_point() -> None:
    """A rule that feeds itself and others runs until nothing new follows."""
    chain = " . ".join(f"e:n{n} e:to e:n{n + 1}" for n in range(20))
    engine = _engine(f"{chain} . e:n20 a e:Open")
    counts = apply_rules(engine, [REACH, EXTEND], PREFIXES)
    nodes = 22
    assert counts["reach"] + counts["extend"] + 20 == nodes * (nodes - 1) // 2
    assert counts[BOUNDS_RULE] == 0
    assert not any(apply_rules(engine, [REACH, EXTEND], PREFIXES).values())


def test_strata() -> None:
    """A rule with negation waits until the strata below it have reached their fixed point."""
    engine = _engine("e:a e:to e:b . e:b e:to e:c . e:c a e:Open")
    apply_rules(engine, [LONELY, REACH, EXTEND], PREFIXES)
    assert engine.ask(f"{NS} ASK {{ e:end a e:Last }}")
    assert not engine.ask(f"{NS} ASK {{ e:c a e:Last }}")


def test_no_triple_twice() -> None:
    """What is stated, or what another rule derived, is not derived again."""
    engine = _engine("e:a e:to e:b . e:b e:to e:c . e:a e:to e:c")
    again = _rule("again", "CONSTRUCT { ?a e:to ?b . ?a a e:Seen } WHERE { ?a e:to ?b }")
    seen = _rule("seen", "CONSTRUCT { ?a a e:Seen } WHERE { ?a e:to ?b }")
    counts = apply_rules(engine, [again, REACH, seen], PREFIXES)
    assert counts == {BOUNDS_RULE: 0, "again": 2, "reach": 0, "seen": 0}
    triples = [quad.triple for quad in engine.store]
    assert len(triples) == len(set(triples))
    graph = derived_graph(BASE, "again")
    assert len(list(engine.store.quads_for_pattern(None, None, None, graph))) == 2


@pytest.mark.parametrize("more", ["{ ?a e:to ?b } UNION { ?a e:next ?b }", LAST])
def test_runaway_rule(more: str) -> None:
    """A rule that makes new names without end, fast or slowly, is an InputError with its file."""
    engine = _engine("e:a e:to e:b")
    endless = _rule("endless", f"CONSTRUCT {{ ?b e:next [] }} WHERE {{ {more} }}")
    with pytest.raises(InputError, match="still derive") as caught:
        apply_rules(engine, [REACH, endless], PREFIXES)
    assert caught.value.path == endless.path


def test_rule_that_is_no_sparql() -> None:
    """A rule that cannot run is an error that names its file."""
    for text in ("CONSTRUCT { ?a", "SELECT * {}"):
        with pytest.raises(EngineError) as caught:
            apply_rules(Embedded(), [_rule("bad", text)], PREFIXES)
        assert caught.value.where == "queries/rules/bad.rq"


def _bounds(*expressions: str) -> tuple[int, set[str]]:
    engine = Embedded()
    node = NamedNode("http://e/date")
    for number, text in enumerate(expressions):
        value = Literal(text, datatype=NamedNode(EDTF))
        engine.load([Quad(node, cg("edtf"), value, NamedNode(f"{BASE}graph/{number}"))])
    count = apply_rules(engine, [], PREFIXES)[BOUNDS_RULE]
    graph = derived_graph(BASE, BOUNDS_RULE)
    found = engine.store.quads_for_pattern(None, None, None, graph)
    return count, {f"{q.predicate.value.rsplit('#')[-1]} {q.object.value}" for q in found}  # type: ignore[union-attr]


def test_bounds() -> None:
    """A date gets its earliest and latest day and its precision; an impossible one gets nothing."""
    month = "datePrecision https://w3id.org/casegraph/vocab/date-precision/month"
    assert _bounds("2019-05") == (3, {"earliest 2019-05-01", "latest 2019-05-31", month})
    interval = "datePrecision https://w3id.org/casegraph/vocab/date-precision/interval"
    assert _bounds("../2019-05") == (2, {"latest 2019-05-31", interval})
    assert _bounds("2019-02-30") == (0, set())
    assert _bounds("2019-05", "2019-05") == _bounds("2019-05")


def test_example_and_real_graph_hold_no_triple_twice(
    example_dataset: Dataset, real_dataset: Dataset
) -> None:
    """No triple stands in two graphs, stated or derived, and the counts are those of the graphs."""
    for dataset in (example_dataset, real_dataset):
        triples = [quad.triple for quad in dataset.engine.store]
        assert len(triples) == len(set(triples))
        for rule, lines in dataset.derived.items():
            graph = derived_graph(dataset.project.base, rule)
            quads = dataset.engine.store.quads_for_pattern(None, None, None, graph)
            assert len(list(quads)) == len(lines), rule


def test_last_known_liberty_of_the_first_case(real_dataset: Dataset) -> None:
    """One is released, by a date of 2023; one serves, by the colony that was confirmed last."""
    select = real_dataset.engine.select(
        "PREFIX cg: <https://w3id.org/casegraph/ns#>"
        "SELECT ?person ?status ?event { ?person cg:libertyStatus ?status ;"
        " cg:libertyDecidedBy ?event ; cg:inCase <https://w3id.org/casegraph/id/case/ua-126-19> }"
    )
    rows = [[re.split("[#/]", term.value)[-1] for term in row] for row in select.rows]  # type: ignore[union-attr]
    assert ["n5t5pk", "released", "d5-release"] in rows
    assert [row[1:] for row in rows if row[0] == "v4p7sj"] == [["serving", "d1-colony-16"]]
    assert {row[1] for row in rows if row[0] not in ("n5t5pk", "v4p7sj")} == {"serving"}
    # the others by their sentences, and by the decision on appeal that left these standing
    decided = [row[2] for row in rows if row[0] not in ("n5t5pk", "v4p7sj")]
    assert (
        decided.count("appeal-judgment") == sum(one.endswith("-sentence") for one in decided) == 4
    )


def test_a_sentence_under_appeal_is_not_served_yet(real_dataset: Dataset) -> None:
    """The appeal of one who was sentenced to 32 years is open: in detention, by the arrest."""
    select = real_dataset.engine.select(
        "PREFIX cg: <https://w3id.org/casegraph/ns#>"
        "SELECT ?status ?event { ?person cg:libertyStatus ?status ;"
        " cg:libertyDecidedBy ?event ; cg:inCase <https://w3id.org/casegraph/id/case/bdi-2017-1> }"
    )
    rows = [[re.split("[#/]", term.value)[-1] for term in row] for row in select.rows]  # type: ignore[union-attr]
    assert rows == [["in-detention", "d1-arrest"]]


def test_verdicts_name_the_charge_of_the_default_view(real_dataset: Dataset) -> None:
    """The four whom one source puts under part 2 are convicted of that charge, by that source."""
    select = real_dataset.engine.select(
        "PREFIX cg: <https://w3id.org/casegraph/ns#>"
        "PREFIX account: <https://w3id.org/casegraph/vocab/account/>"
        "SELECT ?charge ?verdict {"
        " BIND(<https://w3id.org/casegraph/id/source/ovd-info-2020-08-22> AS ?source)"
        " ?charge a cg:Charge ; cg:inAccount account:preferred, ?source ."
        " OPTIONAL { ?verdict cg:onCharge ?charge ; cg:inAccount ?source ;"
        " cg:finding <https://w3id.org/casegraph/vocab/finding/convicted> } }"
    )
    rows = sorted([re.split("[#/]", term.value)[-1] for term in row] for row in select.rows)  # type: ignore[union-attr]
    assert rows == [[f"d{n}-charge-5", f"d{n}-verdict"] for n in (1, 3, 5, 6)]
