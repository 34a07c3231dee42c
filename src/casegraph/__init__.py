"""casegraph: a knowledge graph of cases, people and institutions, with evidence on every node."""

from importlib.metadata import version

from casegraph.errors import CasegraphError, EngineError, InputError, StoreError, UsageError
from casegraph.opened import CaseGraph, open  # noqa: A004 - casegraph.open is the interface

__version__ = version("casegraph")
__all__ = [
    "CaseGraph",
    "CasegraphError",
    "EngineError",
    "InputError",
    "StoreError",
    "UsageError",
    "__version__",
    "open",
]
