"""A network and the name of a format in, its files out, piece by piece."""

from casegraph.network.write.formats import FORMATS, Format, format_of, write_files
from casegraph.network.write.options import Options

__all__ = ["FORMATS", "Format", "Options", "format_of", "write_files"]
