"""A dataset in, a report of findings out: SHACL shapes, and checks as SPARQL.

Findings are values; only input that cannot be read at all is an error. Whether findings fail a
command is the caller's decision; a baseline and a worklist say which of them count.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
