"""The name of a page that is no document of a thing in, how to cite it in this state out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from casegraph.ask.answer import query_named
from casegraph.cite import FILES, cite_document
from casegraph.publish.pages.browse import KINDS_BROWSED
from casegraph.publish.pages.frame import Press
from casegraph.publish.pages.networks import check_given

# pages that a citation names, and what it calls them
LISTS: Final = {
    "index": "",
    "about": "About the data",
    "browse": "Browse",
    "networks": "Networks",
    "questions": "Questions",
    **{f"browse/{kind}": name for kind, (name, *_) in KINDS_BROWSED.items()},
}


def write_citation(press: Press, page: str, form: str, given: Mapping[str, str]) -> bytes | None:
    """Write how to cite a page.

    Args:
        press: writes pages.
        page: its name: one of `LISTS`, or `network/` and a recipe.
        form: one of `casegraph.cite.FILES`.
        given: the parameters of the recipe, as people type them.

    Returns:
        None where there is no such page.

    Raises:
        UsageError: what is given is no parameter of the recipe.
    """
    paths = press.graph.project.queries("networks")
    name = page.removeprefix("network/")
    if page in LISTS:
        title, given = LISTS[page], {}
    elif name != page and name in paths:
        recipe = query_named(paths, name, "network recipe")
        check_given(recipe, given)
        words = ", ".join(f"{key} = {value}" for key, value in sorted(given.items()))
        title = recipe.summary + (f" ({words})" if words else "")
    else:
        return None
    whole = f"{title} – {press.frame.site}" if title else press.frame.site
    address = press.permalink(press.site + ("" if page == "index" else page), given)
    return cite_document(FILES[form], whole, address, press.graph.generation).encode("utf-8")
