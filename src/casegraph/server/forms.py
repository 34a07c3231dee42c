"""The form that a request asks for: by the end of the path, by a field, or by the Accept header.

Fields and their order of precedence are those of Content Negotiation by Profile, section 7.2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from casegraph.server.exchange import Exchange
from casegraph.server.negotiate import Offer, choose, named
from casegraph.server.problem import Problem

MEDIA_TYPE: Final = "_mediatype"


@dataclass(frozen=True)
class Asked:
    """What is asked for, and in which form.

    Attributes:
        path: the path without the end that names a form.
        offer: the form.
        vary: the request headers that the choice rests on.
    """

    path: str
    offer: Offer
    vary: tuple[str, ...]


def asked(exchange: Exchange, offers: tuple[Offer, ...]) -> Asked:
    """Choose the form of a response.

    Raises:
        Problem: no form of what is asked for is acceptable.
    """
    vary: tuple[str, ...] = ("Accept-Encoding",)
    path = exchange.path
    stem, dot, suffix = path.rpartition(".")
    if dot and "/" not in suffix and suffix in {offer.name for offer in offers}:
        offer = named(offers, suffix)
        path = stem
    elif wish := exchange.field(MEDIA_TYPE):
        offer = named(offers, wish) or choose(wish, offers)
    else:
        offer = choose(exchange.header(b"accept"), offers)
        vary = ("Accept", *vary)
    if offer is None:
        raise not_acceptable(offers)
    return Asked(path, offer, vary)


def not_acceptable(offers: Iterable[Offer]) -> Problem:
    """Say in which forms something can be had."""
    there = ", ".join(offer.media_type for offer in offers)
    return Problem(HTTPStatus.NOT_ACCEPTABLE, f"This can be had as: {there}.")
