"""EDTF expressions in an engine in, their earliest and latest days and their precision out."""

from __future__ import annotations

from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.dates import DateError, bounds
from casegraph.engine import Embedded
from casegraph.terms import EDTF, VOCABULARY, XSD_DATE, cg

BOUNDS_RULE: Final = "edtf-bounds"


def bounds_quads(engine: Embedded, graph: NamedNode) -> list[Quad]:
    """Compute what follows from every date expression, as far as it is not there yet.

    Args:
        engine: holds the stated quads.
        graph: the graph that takes what is derived.
    """
    fresh: dict[Quad, None] = {}
    for quad in engine.store.quads_for_pattern(None, cg("edtf"), None):
        value = quad.object
        if not isinstance(value, Literal) or value.datatype.value != EDTF:
            continue
        try:
            found = bounds(value.value)
        except DateError:
            continue  # a DateExpression without bounds is a finding of its shape
        precision = NamedNode(f"{VOCABULARY}date-precision/{found.precision}")
        fresh[Quad(quad.subject, cg("datePrecision"), precision, graph)] = None
        for name, day in (("earliest", found.earliest), ("latest", found.latest)):
            if day is not None:
                literal = Literal(day.isoformat(), datatype=XSD_DATE)
                fresh[Quad(quad.subject, cg(name), literal, graph)] = None
    known = engine.store.quads_for_pattern
    return [q for q in fresh if next(known(q.subject, q.predicate, q.object), None) is None]
