"""The recipes of networks in, a description of the pages for people out (OpenAPI 3.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from casegraph.publish.pages.browse import KINDS_BROWSED
from casegraph.publish.pages.cited import LISTS, SERVED
from casegraph.publish.pages.networks import endings, media_type
from casegraph.publish.pages.stock import STOCK
from casegraph.saved import SavedQuery
from casegraph.server.negotiate import CITATIONS
from casegraph.server.operation import TEXT, VERSION, content, field, get, parameter, path
from casegraph.server.problem import PROBLEM_JSON

_PAGE: Final[dict[str, Any]] = {"text/html": {}}
_LISTS: Final = {
    "/": "Start reading.",
    "/about": "Read what the data is, and how to use it.",
    "/browse": "Read which lists there are.",
    "/networks": "Read which networks there are.",
}


def page_paths(networks: Iterable[SavedQuery]) -> dict[str, Any]:
    """Describe the pages, and what they load.

    Args:
        networks: the recipes of networks.
    """
    paths: dict[str, Any] = {address: _page(about) for address, about in _LISTS.items()}
    number = field("page", "Which part of a long list, from 1.", {"type": "integer", "minimum": 1})
    kind = path("kind", "Of things.", "person") | {"schema": {"enum": list(KINDS_BROWSED)}}
    name = field("q", "A name, in any spelling.", TEXT)
    question = field("question", "A saved question to begin with.", TEXT)
    text = field("query", "A query to begin with, in SPARQL.", TEXT)
    paths |= {
        "/browse/{kind}": _page("Read the list of the things of a kind.", kind, number),
        "/search": _page("Find things by a name.", name),
        "/editor": _page("Write a query.", question, text),
        "/assets/{name}": {
            "get": get(
                "Read what pages load.",
                {kind.partition(";")[0]: {} for kind in STOCK.values()},
                ["pages"],
            )
            | {"parameters": [path("name", "Of a file.", "site.css")]},
        },
    }
    for offer in CITATIONS:
        pages = [page for page in (*LISTS, *SERVED) if "/" not in page]
        listed = path("page", "Which page.", "about") | {"schema": {"enum": pages}}
        wanted = field("q", "Of a search, what is looked for.", TEXT)
        for folder, given in (("", [listed, wanted]), ("browse/", [kind | {"name": "page"}])):
            paths[f"/{folder}{{page}}.{offer.name}"] = {
                "get": get("Cite a page.", content([offer]), ["pages"], [*given, VERSION])
            }
    for recipe in sorted(networks, key=lambda recipe: recipe.name):
        paths[f"/network/{recipe.name}"] = {"get": _network(recipe)}
    paths["/network/{file}"] = {"get": _file()}
    return paths


def _page(summary: str, *parameters: dict[str, Any]) -> dict[str, Any]:
    return {"get": get(summary, _PAGE, ["pages"], [*parameters, VERSION])}


def _network(recipe: SavedQuery) -> dict[str, Any]:
    parameters = [parameter(given) for given in recipe.parameters.values()]
    found = get(recipe.summary, _PAGE, ["networks"], [*parameters, VERSION], recipe.description)
    # the page says what cannot be drawn
    found["responses"]["400"]["content"] = {PROBLEM_JSON: {}, "text/html": {}}
    return found


def _file() -> dict[str, Any]:
    kinds = sorted({media_type(ending).partition(";")[0] for ending in endings()})
    example = "co-defendants.graphml"
    found = get("Take a network along as a file.", {kind: {} for kind in kinds}, ["networks"])
    found["parameters"] = [
        path("file", f"A network, and one of {', '.join(sorted(endings()))}.", example),
        VERSION,
    ]
    return found
