"""The name of a file that pages load in, its bytes out: ours from `files/`, others' from npm."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Final

from casegraph.assets import asset, listed, missing

# name → media type; those of others are in `casegraph.assets`
STOCK: Final = {
    "editor.js": "text/javascript; charset=utf-8",
    "mark.svg": "image/svg+xml",
    "search.js": "text/javascript; charset=utf-8",
    "site.css": "text/css; charset=utf-8",
    "yasgui.css": "text/css; charset=utf-8",
    "yasgui.js": "text/javascript; charset=utf-8",
}


@lru_cache(maxsize=len(STOCK))
def stock(name: str) -> bytes:
    """Return the bytes of a file that pages load.

    Args:
        name: one of `STOCK`.

    Raises:
        CasegraphError: it is a file of others that is not built.
    """
    if name in listed():
        return asset(name)
    return files("casegraph.publish").joinpath("files", name).read_bytes()


def there(*names: str) -> bool:
    """Say whether files are there: those of others are built from npm."""
    return not missing(*(name for name in names if name in listed()))
