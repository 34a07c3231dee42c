"""A network, or the dates of a case, in, a picture out that can be printed."""

from casegraph.network.picture.draw import SUFFIXES, draw
from casegraph.network.picture.fonts import MissingLetters
from casegraph.network.picture.timeline import draw_timeline

__all__ = ["SUFFIXES", "MissingLetters", "draw", "draw_timeline"]
