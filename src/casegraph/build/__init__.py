"""A project in, a generation out: quads as sorted text, a store, an index and a manifest.

A generation is made aside and put in place by one rename; readers keep the one that they opened.
Of a large project only what changed is read and judged again.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
