"""A recipe and an engine in, a network with its evidence out, and its GraphML and picture.

Measures, projections and further formats are not here yet.
"""

from casegraph.network.picture import draw
from casegraph.network.recipe import Network, recipes, run_recipe
from casegraph.network.write import write_graphml

__all__ = ["Network", "draw", "recipes", "run_recipe", "write_graphml"]
