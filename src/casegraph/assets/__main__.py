"""Collect the assets: `python -m casegraph.assets NODE_MODULES`."""

import sys
from pathlib import Path

from casegraph.assets.collect import collect
from casegraph.errors import CasegraphError

try:
    collect(Path(sys.argv[1]))
except CasegraphError as fault:
    sys.exit(f"error: {fault}")
