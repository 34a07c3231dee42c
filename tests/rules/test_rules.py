"""Each rule derives exactly what follows from its own small data, and nothing twice.

`data.trig` holds the cases and counter-cases, `expected.ttl` the graph that the rule must add.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Quad, RdfFormat, parse

from casegraph.derive import apply_rules, derived_graph
from casegraph.engine import Embedded
from casegraph.saved import load
from casegraph.terms import Prefixes

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "queries" / "rules"
PREFIXES = Prefixes("https://example.org/id/")
NAMES = sorted(path.stem for path in RULES.glob("*.rq"))


def _derive(rule: str) -> tuple[Embedded, dict[str, int]]:
    engine = Embedded()
    engine.load(parse((HERE / rule / "data.trig").read_bytes(), RdfFormat.TRIG))
    rules = [load(path) for path in sorted(RULES.glob("*.rq"))]
    return engine, apply_rules(engine, rules, PREFIXES)


def _graph(engine: Embedded, rule: str) -> set[tuple[str, str, str]]:
    quads = engine.store.quads_for_pattern(None, None, None, derived_graph(PREFIXES.base, rule))
    return {_texts(quad) for quad in quads}


def _texts(quad: Quad) -> tuple[str, str, str]:
    return (str(quad.subject), str(quad.predicate), str(quad.object))


def test_every_rule_has_data() -> None:
    """No rule without a counter-case, no data that nothing collects."""
    assert sorted(path.name for path in HERE.iterdir() if (path / "data.trig").exists()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_rule_derives_what_is_expected(name: str) -> None:
    """A rule adds the triples of `expected.ttl`, and no other."""
    engine, counts = _derive(name)
    text = (HERE / name / "expected.ttl").read_bytes()
    expected = {_texts(quad) for quad in parse(text, RdfFormat.TURTLE)}
    assert _graph(engine, name) == expected
    assert counts[name] == len(expected)


@pytest.mark.parametrize("name", NAMES)
def test_rule_emits_only_what_is_new(name: str) -> None:
    """At its fixed point a rule gives nothing, even before the caller filters."""
    engine, _ = _derive(name)
    query = load(RULES / f"{name}.rq").bind({}, PREFIXES)
    assert list(engine.construct(query)) == []


@pytest.mark.parametrize("name", NAMES)
def test_rule_says_what_it_does(name: str) -> None:
    """A rule has a summary, a description that ends in a full stop, and a stratum."""
    rule = load(RULES / f"{name}.rq")
    assert rule.summary.endswith(".")
    assert rule.description.endswith(".")
    assert rule.tags == ("rule",)
    assert int(rule.extra["stratum"]) >= 1
