"""The name of a script of others in, its bytes out: what pages carry inside, built from npm.

`list.tsv` names each file with its SHA-256; `make assets` collects them, and none is in git.
"""

from casegraph.assets.collect import Asset, asset, collect, listed, missing

__all__ = ["Asset", "asset", "collect", "listed", "missing"]
