"""A network and the ending of a file's name in, a picture or a page out."""

from __future__ import annotations

from casegraph.network import picture
from casegraph.network.model import Network
from casegraph.network.page import Around, write_page


def draw(network: Network, suffix: str, title: str, around: Around | None = None) -> bytes:
    """Draw a network.

    Args:
        network: the network.
        suffix: `.svg`, `.png`, `.pdf`, or `.html` for a page to explore.
        title: what stands above.
        around: of a page, where it stands among others.

    Returns:
        The bytes of the file; the same for the same network.

    Raises:
        UsageError: the suffix names no format.
    """
    if suffix == ".html":
        return write_page(network, title, around).encode("utf-8")
    return picture.draw(network, suffix, title)
