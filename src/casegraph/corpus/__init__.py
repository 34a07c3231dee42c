"""A number of cases and a seed in, a project of fictional case files out, to measure with.

The same numbers give the same bytes. Some cases hold one known fault; an answer file lists each.
"""

from casegraph.corpus.generate import ANSWERS, generate

__all__ = ["ANSWERS", "generate"]
