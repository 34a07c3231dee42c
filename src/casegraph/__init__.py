"""casegraph: a knowledge graph of cases, people and institutions, with evidence on every node."""

from casegraph.errors import CasegraphError, EngineError, InputError, StoreError, UsageError
from casegraph.opened import CaseGraph, open  # noqa: A004 - casegraph.open is the interface

__version__: str
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


def __getattr__(name: str) -> str:
    """Read the version from what was installed, when somebody asks."""
    if name == "__version__":
        from importlib.metadata import version

        return version("casegraph")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
