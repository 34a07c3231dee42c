"""Saved questions by HTTP: a name and parameters in an address in, the order for a worker out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import Final

from starlette.routing import BaseRoute, Route

from casegraph.server.endpoint import Endpoint
from casegraph.server.exchange import Desk, Exchange, Wanted, key_of
from casegraph.server.forms import MEDIA_TYPE, answers, asked
from casegraph.server.negotiate import ANSWERS, LISTS
from casegraph.server.problem import Problem
from casegraph.server.site import Site

# BCP 47, as far as labels have it
_LANG: Final = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_RESERVED: Final = ("lang", "version", "raw-cells", MEDIA_TYPE)


def routes(desk: Desk, site: Site) -> Iterator[BaseRoute]:
    """Make the routes of saved questions."""
    there = answers()

    async def listed(exchange: Exchange) -> None:
        exchange.check_version(site.version)
        found = asked(exchange, LISTS)
        arguments = {"form": found.offer.name, "up": exchange.up}
        key = key_of("questions", arguments)
        await exchange.answer(Wanted("questions", arguments, key, True, found.vary))

    async def answered(exchange: Exchange) -> None:
        exchange.check_version(site.version)
        found = asked(exchange, ANSWERS, there)
        name = found.path.rpartition("/")[2]
        # a form of a page sends what was left empty as well
        fields = sorted((key, value) for key, value in exchange.fields.items() if value)
        values = {key: value for key, value in fields if key not in _RESERVED}
        lang = exchange.field("lang") or "en"
        if not _LANG.fullmatch(lang):
            raise Problem(HTTPStatus.BAD_REQUEST, "The language is none, such as en or uk.")
        arguments = {
            "name": name,
            "values": values,
            "lang": lang,
            "raw": exchange.field("raw-cells") == "true",
            "form": found.offer.name,
            "up": exchange.up,
        }
        key = key_of("question", arguments)
        await exchange.answer(Wanted("question", arguments, key, True, found.vary))

    for path in ("/questions", *(f"/questions.{offer.name}" for offer in LISTS)):
        yield Route(path, Endpoint(listed, desk))
    yield Route("/question/{name}", Endpoint(answered, desk))
