"""Rules and an engine in, all that follows out: by stratum, each stratum to its fixed point."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat

from casegraph.derive.bounds import BOUNDS_RULE, bounds_quads
from casegraph.derive.rule import Rule, read_rules
from casegraph.engine import Embedded
from casegraph.errors import EngineError, InputError
from casegraph.saved import SavedQuery
from casegraph.terms import Prefixes

_ROUNDS: Final = 50
# a rule that makes new names may double them in each round, long before the last round
_GROWTH: Final = 20
_ALWAYS: Final = 50_000

Lines = list[bytes]


def derived_graph(base: str, rule: str) -> NamedNode:
    """Return the named graph that takes what a rule derives."""
    return NamedNode(f"{base}graph/derived/{rule}")


def apply_rules(
    engine: Embedded, rules: Iterable[SavedQuery], prefixes: Prefixes
) -> dict[str, int]:
    """Read rules and derive what follows from them. See `derive`.

    Returns:
        How many quads each rule derived, by the rule's name.
    """
    found = derive(engine, read_rules(rules, prefixes), prefixes.base)
    return {name: len(lines) for name, lines in found.items()}


def derive(engine: Embedded, rules: Sequence[Rule], base: str) -> dict[str, Lines]:
    """Add all derived quads to an engine: the bounds of dates, then the rules by stratum.

    Args:
        engine: an engine in memory that holds the stated quads.
        rules: the rules, from `read_rules`.
        base: the base of the project, which names the derived graphs.

    Returns:
        What each rule derived, as lines of N-Triples, each once.

    Raises:
        InputError: rules do not reach a fixed point.
        EngineError: a rule is not valid SPARQL.
    """
    quads = bounds_quads(engine, derived_graph(base, BOUNDS_RULE))
    engine.load(quads)
    found: dict[str, Lines] = {BOUNDS_RULE: [f"{q.triple} .\n".encode() for q in quads]}
    strata: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        found[rule.name] = []
        strata[rule.stratum].append(rule)
    most = _GROWTH * engine.count() + _ALWAYS
    for stratum in sorted(strata):
        waiting = strata[stratum]
        for _ in range(_ROUNDS):
            fresh = {rule: _run(engine, rule, base) for rule in waiting}
            for rule, lines in fresh.items():
                found[rule.name] += lines
            wrote = [rule for rule, lines in fresh.items() if lines]
            waiting = [rule for rule in strata[stratum] if rule.follows(wrote)]
            total = sum(map(len, found.values()))
            if not waiting or total > most:
                break
        if waiting:
            raise InputError(
                f"the rules of stratum {stratum} still derive after {total} triples",
                path=max(wrote, key=lambda rule: len(fresh[rule])).path,
                remedy="A rule must add only what follows; let none make new names.",
            )
    return found


def _run(engine: Embedded, rule: Rule, base: str) -> Lines:
    graph = derived_graph(base, rule.name)
    try:
        text = engine.construct_text(rule.query) if rule.anew else b"_:"
        if b"_:" in text:  # a text gives blank nodes new names when it is read
            return _run_term_by_term(engine, rule, graph)
    except EngineError as error:
        raise EngineError(error.what, where=rule.path, remedy=error.remedy) from error
    lines = list(dict.fromkeys(text.splitlines(keepends=True)))
    if lines:
        engine.load_text(b"".join(lines), RdfFormat.N_TRIPLES, graph)
    return lines


def _run_term_by_term(engine: Embedded, rule: Rule, graph: NamedNode) -> Lines:
    """Run a rule that may give what is known already, or blank nodes, and keep what is new."""
    known = engine.store.quads_for_pattern
    fresh = [
        Quad(triple.subject, triple.predicate, triple.object, graph)
        for triple in dict.fromkeys(engine.construct(rule.query))
        if next(known(triple.subject, triple.predicate, triple.object), None) is None
    ]
    engine.load(fresh)
    return [f"{quad.triple} .\n".encode() for quad in fresh]
