from .adopt import adopt
from .generation import Generation, open_generation, unchanged, verify
from .lock import write_lock
from .make import BuildResult, build
from .since import validate_changes

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
