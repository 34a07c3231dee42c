"""A project in; what follows from its files, and what is wrong with them, out: part by part.

A part is some units and the files around them, small enough to be held in memory; parts are judged
on all cores. What comes of a part goes to the caller's `sink`, in the process that made it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
