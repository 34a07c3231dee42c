"""Stated quads in an engine in, derived quads out, each in the graph of the rule that made it.

Rules are CONSTRUCT queries in `queries/rules/`; only the bounds of dates are computed here, since
SPARQL cannot read EDTF. Rules of one stratum run to a fixed point before the next stratum starts.
"""

from casegraph.derive.bounds import BOUNDS_RULE
from casegraph.derive.fixpoint import apply_rules, derive, derived_graph
from casegraph.derive.rule import Rule, read_rules

__all__ = ["BOUNDS_RULE", "Rule", "apply_rules", "derive", "derived_graph", "read_rules"]
