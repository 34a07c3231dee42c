"""Stated quads in an engine in, derived quads out, each in the graph of the rule that made it.

Rules are CONSTRUCT queries in `queries/rules/`; only the bounds of dates are computed here, since
SPARQL cannot read EDTF. Rules of one stratum run to a fixed point before the next stratum starts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.dates import DateError, bounds
from casegraph.engine import Embedded
from casegraph.errors import EngineError, InputError
from casegraph.project import Project
from casegraph.saved import SavedQuery, load
from casegraph.terms import EDTF, VOCABULARY, XSD_DATE, Prefixes, cg

BOUNDS_RULE: Final = "edtf-bounds"
_ROUNDS: Final = 50
# a rule that makes new names may double them in each round, long before the last round
_GROWTH: Final = 20
_ALWAYS: Final = 50_000


def derived_graph(base: str, rule: str) -> NamedNode:
    """Return the named graph that takes what a rule derives."""
    return NamedNode(f"{base}graph/derived/{rule}")


def derive(engine: Embedded, project: Project) -> dict[str, int]:
    """Add all derived quads to an engine that holds the stated ones.

    Args:
        engine: an engine in memory.
        project: whose rules and base are used.

    Returns:
        How many quads each rule derived, by the rule's name.

    Raises:
        InputError: a rule has an ill-formed header, or rules do not reach a fixed point.
        EngineError: a rule is not valid SPARQL.
    """
    rules = [load(path) for path in project.queries("rules").values()]
    return apply_rules(engine, rules, project.prefixes)


def apply_rules(
    engine: Embedded, rules: Iterable[SavedQuery], prefixes: Prefixes
) -> dict[str, int]:
    """Run the bounds of dates, then the rules by stratum, each stratum to its fixed point.

    Args:
        engine: an engine in memory that holds the stated quads.
        rules: CONSTRUCT queries; `stratum` in a header is 1 if absent.
        prefixes: the project's, whose base names the derived graphs.

    Returns:
        How many quads each rule derived. The errors are those of `derive`.
    """
    counts = {BOUNDS_RULE: _derive_bounds(engine, prefixes)}
    strata: dict[int, list[SavedQuery]] = defaultdict(list)
    for rule in rules:
        counts[rule.name] = 0
        strata[int(rule.extra.get("stratum", 1))].append(rule)
    most = _GROWTH * len(engine.store) + _ALWAYS
    for stratum in sorted(strata):
        for _ in range(_ROUNDS):
            fresh = {rule.name: _run(engine, rule, prefixes) for rule in strata[stratum]}
            for name, count in fresh.items():
                counts[name] += count
            if not any(fresh.values()) or sum(counts.values()) > most:
                break
        if any(fresh.values()):
            raise InputError(
                f"the rules of stratum {stratum} still derive after {sum(counts.values())} triples",
                path=max(strata[stratum], key=lambda rule: fresh[rule.name]).path,
                remedy="A rule must add only what follows; let none make new names.",
            )
    return counts


def _run(engine: Embedded, rule: SavedQuery, prefixes: Prefixes) -> int:
    graph = derived_graph(prefixes.base, rule.name)
    store = engine.store
    try:
        triples = set(engine.construct(rule.bind({}, prefixes)))
    except EngineError as error:
        raise EngineError(error.what, where=str(rule.path), remedy=error.remedy) from error
    fresh = [
        Quad(triple.subject, triple.predicate, triple.object, graph)
        for triple in triples
        if next(store.quads_for_pattern(triple.subject, triple.predicate, triple.object), None)
        is None
    ]
    engine.load(fresh)
    return len(fresh)


def _derive_bounds(engine: Embedded, prefixes: Prefixes) -> int:
    graph = derived_graph(prefixes.base, BOUNDS_RULE)
    fresh: set[Quad] = set()
    for quad in engine.store.quads_for_pattern(None, cg("edtf"), None):
        value = quad.object
        if not isinstance(value, Literal) or value.datatype.value != EDTF:
            continue
        try:
            found = bounds(value.value)
        except DateError:
            continue  # a DateExpression without bounds is a finding of its shape
        precision = NamedNode(f"{VOCABULARY}date-precision/{found.precision}")
        fresh.add(Quad(quad.subject, cg("datePrecision"), precision, graph))
        for name, day in (("earliest", found.earliest), ("latest", found.latest)):
            if day is not None:
                literal = Literal(day.isoformat(), datatype=XSD_DATE)
                fresh.add(Quad(quad.subject, cg(name), literal, graph))
    known = engine.store.quads_for_pattern
    fresh = {q for q in fresh if next(known(q.subject, q.predicate, q.object), None) is None}
    engine.load(fresh)
    return len(fresh)
