"""A network in, one page out that needs no other file: a drawing to explore, and tables."""

from casegraph.network.page.tables import Around
from casegraph.network.page.write import SCRIPTS as EXPLORERS
from casegraph.network.page.write import write_page

__all__ = ["EXPLORERS", "Around", "write_page"]
