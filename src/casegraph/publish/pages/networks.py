"""A recipe and what was given in, the page of a network out: form, picture, files, datasheet."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from importlib.util import find_spec
from typing import Any, Final

from casegraph.ask.answer import query_named
from casegraph.errors import UsageError, nearest
from casegraph.network import FORMATS, Network, draw, recipes, write_files
from casegraph.network.datasheet import caution, datasheet
from casegraph.network.page import Around
from casegraph.network.picture.draw import MOST_LABELLED
from casegraph.publish.pages.drawing import Picture, draw_picture
from casegraph.publish.pages.field import read_fields
from casegraph.publish.pages.frame import Press
from casegraph.publish.pages.render import About
from casegraph.publish.pages.workshop import Workshop
from casegraph.saved import SavedQuery

MOST_DRAWN: Final = 1000
EXPLORED: Final = ".explore.html"
PICTURES: Final = {".svg": "image/svg+xml", ".png": "image/png", ".pdf": "application/pdf"}
_AROUND: Final = (".svg", ".graphml", ".json")
_POLICY: Final = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]*)"')
# format of files → the library that it needs
_NEEDS: Final = {"parquet": "pyarrow", "xlsx": "xlsxwriter"}
# ending of a file → media type, where one is registered or in use
_TYPES: Final = {
    ".csv": "text/csv; charset=utf-8",
    ".cx2": "application/json",
    ".cyjs": "application/json",
    ".dot": "text/vnd.graphviz; charset=utf-8",
    ".gexf": "application/gexf+xml",
    ".graphml": "application/graphml+xml",
    ".json": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".net": "text/plain; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def endings() -> dict[str, str]:
    """List the ends of the names of files in which a network can be had, with their formats."""
    found = {
        ending: name
        for name, entry in FORMATS.items()
        if name not in _NEEDS or find_spec(_NEEDS[name])
        for ending in entry.files
    }
    return found | dict.fromkeys((*PICTURES, EXPLORED), "")


def offered(recipe: SavedQuery, *, asks: bool = False) -> dict[str, str]:
    """List the ends of the files of one network: among files few of what surrounds a thing."""
    few = not asks and recipe.extra.get("network", {}).get("expand")
    return {end: form for end, form in endings().items() if not few or end in _AROUND}


def media_type(ending: str) -> str:
    """Return the media type of a file of a network."""
    if ending == EXPLORED:
        return "text/html; charset=utf-8"
    last = f".{ending.rpartition('.')[2]}"
    return PICTURES.get(last) or _TYPES.get(last, "application/octet-stream")


def write_networks(press: Press) -> bytes:
    """Write the list of networks."""
    about = About("Networks", canonical=f"{press.site}networks", cited="networks", here="networks")
    found = recipes(press.graph.project).values()
    return press.write("networks", about, recipes=sorted(found, key=lambda recipe: recipe.name))


def write_network(press: Press, name: str, given: Mapping[str, str]) -> tuple[bytes, bool]:
    """Write the page of a network.

    Args:
        press: writes pages.
        name: the recipe.
        given: its parameters, as people type them.

    Returns:
        The page, and whether the network could be made.

    Raises:
        UsageError: there is no such recipe.
    """
    recipe = query_named(press.graph.project.queries("networks"), name, "network recipe")
    network, fault = None, None
    start = recipe.extra.get("network", {}).get("expand", "")  # it surrounds something
    try:
        if not start or start in given:
            network = _made(press, recipe, given)
    except UsageError as error:
        fault = error
    files: dict[str, list[str]] = {}
    ways = offered(recipe, asks=press.links.asks)
    for ending, form in ways.items():
        if form and network is not None:
            files.setdefault(form, []).append(ending)
    page = press.write(
        "network",
        About(
            recipe.summary,
            canonical=f"{press.site}network/{name}",
            cited="" if fault else f"network/{name}",
            given=given,
            noindex=bool(given),
            here="networks",
        ),
        recipe=recipe,
        fields=read_fields(Workshop(press.graph), recipe, given),
        given=dict(given),
        only=None if fault else press.named(given),
        each=press.each(f"network/{name}", start or "case"),
        fault=fault,
        network=network,
        expand=start,
        questions=press.graph.questions,
        picture=_inline(network, recipe),
        most_told=MOST_LABELLED,
        files=files,
        formats=FORMATS,
        explored=EXPLORED if EXPLORED in ways else "",
        caution=caution(network) if network is not None else "",
        sheet=datasheet(network).to_markdown() if network is not None else "",
    )
    return page, fault is None


def _inline(network: Network | None, recipe: SavedQuery) -> Picture | None:
    """Draw a network for the page itself, where its colours are those of the page."""
    if network is None or not 0 < len(network) <= MOST_DRAWN:
        return None
    return draw_picture(network, recipe)


def _made(press: Press, recipe: SavedQuery, given: Mapping[str, str]) -> Network:
    """Make a network; only what is a parameter of its recipe can be given."""
    check_given(recipe, given)
    values: dict[str, Any] = dict(given)
    return press.graph.network(recipe.name, **values)


def check_given(recipe: SavedQuery, given: Mapping[str, str]) -> None:
    """Refuse what is no parameter of a recipe.

    Raises:
        UsageError: the recipe has no parameter of this name.
    """
    for name in given:
        if name not in recipe.parameters:
            raise UsageError(
                f"the network {recipe.name} has no parameter {name!r}",
                remedy=nearest(name, recipe.parameters),
            )


def write_file(press: Press, name: str, ending: str, given: Mapping[str, str]) -> bytes:
    """Write a network as a file.

    Args:
        press: opens the graph.
        name: the recipe.
        ending: the end of the file's name, one of `endings()`.
        given: its parameters.

    Raises:
        UsageError: there is no such recipe, or a parameter or its value is unknown.
    """
    recipe = query_named(press.graph.project.queries("networks"), name, "network recipe")
    return file_of(press, _made(press, recipe, given), recipe, ending, given)


def file_of(
    press: Press, network: Network, recipe: SavedQuery, ending: str, given: Mapping[str, str]
) -> bytes:
    """Write a network that was made as a file; the arguments are those of `write_file`."""
    if ending == EXPLORED:
        around = Around(
            home=press.links.page(f"network/{recipe.name}", **given),
            base=press.graph.project.base,
            documents=press.links.document(""),
            ending=press.links.ending,
        )
        return draw(network, ".html", recipe.summary, around)
    if ending in PICTURES:
        return _picture(network, ending, recipe.summary)
    written = write_files(network, endings()[ending])
    return next(b"".join(pieces) for found, pieces in written if found == ending)


def policy_of(page: bytes) -> str:
    """Read what a page to explore says that it may run, so that a header can say the same."""
    found = _POLICY.search(page)
    return unescape(found[1].decode("ascii")) if found else "default-src 'none'"


def _picture(network: Network, ending: str, title: str) -> bytes:
    if len(network) > MOST_DRAWN:
        raise UsageError(
            f"a network of {len(network)} nodes is too large for a picture",
            remedy="Ask for less, or take it as a file.",
        )
    return draw(network, ending, title)
