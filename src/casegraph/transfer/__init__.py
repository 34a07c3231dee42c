"""A generation in, the same graphs on another SPARQL engine out, and back into files.

What travels lies aside, in names that no question asks for, until it was read back and compared;
then one update puts all of it in place. How an engine is reached is left to `engine`.
"""

from casegraph.transfer.pull import Pulled, pull
from casegraph.transfer.push import Pushed, push

__all__ = ["Pulled", "Pushed", "pull", "push"]
