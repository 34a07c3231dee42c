"""RDF files in, quads with their file and line out; quads in, canonical Turtle out.

What the quads mean, and whether they are right, is left to later rooms.
"""

from casegraph.turtle.canonical import format_text, leading_comment, write, write_trig
from casegraph.turtle.lines import SubjectLines
from casegraph.turtle.read import FORMATS, RdfFile, open_file, read, read_text

__all__ = [
    "FORMATS",
    "RdfFile",
    "SubjectLines",
    "format_text",
    "leading_comment",
    "open_file",
    "read",
    "read_text",
    "write",
    "write_trig",
]
