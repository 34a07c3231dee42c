"""A project in, a generation out: sorted N-Quads, a store, a report and a manifest.

A generation is made aside and put in place by one rename; readers keep the one that they opened.
"""

from casegraph.build.adopt import adopt
from casegraph.build.generation import Generation, open_generation, unchanged, verify
from casegraph.build.lock import write_lock
from casegraph.build.make import BuildResult, build

__all__ = [
    "BuildResult",
    "Generation",
    "adopt",
    "build",
    "open_generation",
    "unchanged",
    "verify",
    "write_lock",
]
