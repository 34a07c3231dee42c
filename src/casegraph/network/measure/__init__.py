"""A network and the names of measures in, the network with their columns out."""

from casegraph.network.measure.registry import (
    COMMUNITIES,
    MEASURES,
    Measure,
    Options,
    measure,
    names_for,
)

__all__ = ["COMMUNITIES", "MEASURES", "Measure", "Options", "measure", "names_for"]
