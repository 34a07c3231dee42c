"""A project in, a generation out: quads as sorted text, a store, an index and a manifest.

A generation is made aside and put in place by one rename; readers keep the one that they opened.
Of a large project only what changed is read and judged again.
"""

from casegraph.build.adopt import adopt
from casegraph.build.generation import Generation, open_generation, unchanged, verify
from casegraph.build.lock import write_lock
from casegraph.build.make import BuildResult, build
from casegraph.build.since import validate_changes

__all__ = [
    "BuildResult",
    "Generation",
    "adopt",
    "build",
    "open_generation",
    "unchanged",
    "validate_changes",
    "verify",
    "write_lock",
]
