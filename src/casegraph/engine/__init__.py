"""SPARQL in, solutions out, on the embedded store or on a remote endpoint.

Where the queries come from, and what their answers mean, is left to later rooms.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
