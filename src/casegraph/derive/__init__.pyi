from .bounds import BOUNDS_RULE
from .fixpoint import apply_rules, derive, derived_graph
from .rule import Rule, read_rules

__all__ = ["BOUNDS_RULE", "Rule", "apply_rules", "derive", "derived_graph", "read_rules"]
