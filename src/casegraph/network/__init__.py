"""A recipe and an engine in, a network with its evidence out, and its files and pictures.

What a recipe says stands in `queries/networks/`; SPARQL is run by any engine.
"""

from casegraph.network.measure import MEASURES, measure, names_for
from casegraph.network.model import Network, Origin
from casegraph.network.recipe import Recipe, recipe_named, recipes
from casegraph.network.run import run_recipe
from casegraph.network.show import draw
from casegraph.network.write import FORMATS, write_files

__all__ = [
    "FORMATS",
    "MEASURES",
    "Network",
    "Origin",
    "Recipe",
    "draw",
    "measure",
    "names_for",
    "recipe_named",
    "recipes",
    "run_recipe",
    "write_files",
]
