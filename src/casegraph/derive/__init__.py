"""Stated quads in an engine in, derived quads out, each in the graph of the rule that made it.

Rules are CONSTRUCT queries in `queries/rules/`; only the bounds of dates are computed here, since
SPARQL cannot read EDTF. Rules of one stratum run to a fixed point before the next stratum starts.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
