"""The name of a page that is no document of a thing in, how to cite it in this state out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from casegraph.ask.answer import query_named
from casegraph.cite import FILES, cite_document
from casegraph.publish.pages.browse import KINDS_BROWSED, read_wanted
from casegraph.publish.pages.frame import Press
from casegraph.publish.pages.networks import check_given

# pages that a citation names, and what it calls them; what is empty is the data as a whole
LISTS: Final = {
    "index": "",
    "about": "About the data",
    "browse": "Browse",
    "networks": "Networks",
    "questions": "Questions",
    "search": "Search",
    **{f"browse/{kind}": name for kind, (name, _) in KINDS_BROWSED.items()},
}
# pages that only a server has. What is asked there is the reader's own: the data is cited
SERVED: Final = {"editor": ""}


def write_citation(press: Press, page: str, form: str, given: Mapping[str, str]) -> bytes | None:
    """Write how to cite a page.

    Args:
        press: writes pages.
        page: its name: one of `LISTS` or `SERVED`, or `network/` and a recipe.
        form: one of `casegraph.cite.FILES`.
        given: the parameters of the recipe, as people type them; of a search `q`.

    Returns:
        None where there is no such page.

    Raises:
        UsageError: what is given is no parameter of the recipe.
    """
    paths = press.graph.project.queries("networks")
    name = page.removeprefix("network/")
    if page == "search" and (wanted := read_wanted(given.get("q", ""))):
        title, given = f"{LISTS[page]}: {wanted}", {"q": wanted}
    elif page in LISTS or page in SERVED:
        title, given = {**LISTS, **SERVED}[page], {}
    elif name != page and name in paths:
        recipe = query_named(paths, name, "network recipe")
        check_given(recipe, given)
        words = ", ".join(f"{key} = {value}" for key, value in sorted(given.items()))
        title = recipe.summary + (f" ({words})" if words else "")
    else:
        return None
    whole = f"{title} – {press.frame.site}" if title else press.frame.site
    whole_data = page == "index" or page in SERVED
    address = press.permalink(press.site + ("" if whole_data else page), given)
    graph = press.graph
    cited = cite_document(FILES[form], whole, address, graph.generation, graph.project)
    return cited.encode("utf-8")
