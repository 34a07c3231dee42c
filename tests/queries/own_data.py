"""The small data of a query in, with what the rules derive of it, on two engines."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

import rdflib
from pyoxigraph import RdfFormat, parse

from casegraph.bridge import to_rdflib
from casegraph.derive import apply_rules
from casegraph.engine import Embedded
from casegraph.saved import load
from casegraph.terms import Prefixes

PREFIXES: Final = Prefixes("https://example.org/id/")
_RULES: Final = Path(__file__).parents[2] / "queries" / "rules"


@cache
def embedded(folder: Path) -> Embedded:
    """Read the `data.trig` of a folder into the embedded engine."""
    engine = Embedded()
    engine.load(parse((folder / "data.trig").read_bytes(), RdfFormat.TRIG))
    apply_rules(engine, [load(path) for path in sorted(_RULES.glob("*.rq"))], PREFIXES)
    return engine


@cache
def reference(folder: Path) -> rdflib.Dataset:
    """Copy the same quads into rdflib."""
    dataset = rdflib.Dataset(default_union=True)
    for quad in embedded(folder).store:
        graph = dataset.graph(to_rdflib(quad.graph_name))
        graph.add((to_rdflib(quad.subject), to_rdflib(quad.predicate), to_rdflib(quad.object)))
    return dataset
