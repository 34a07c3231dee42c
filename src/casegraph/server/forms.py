"""The form that a request asks for: by the end of the path, by a field, or by the Accept header.

Fields and their order of precedence are those of Content Negotiation by Profile, section 7.2.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from casegraph.publish.pages.question import DOWNLOADS, can_write
from casegraph.server.exchange import Exchange
from casegraph.server.negotiate import ANSWERS, Offer, choose, named
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


def answers() -> tuple[Offer, ...]:
    """List the forms of answers for which the libraries are here."""
    return tuple(one for one in ANSWERS if one.name not in DOWNLOADS or can_write(one.name))


def asked(
    exchange: Exchange, offers: tuple[Offer, ...], there: tuple[Offer, ...] | None = None
) -> Asked:
    """Choose the form of a response.

    Args:
        exchange: the request.
        offers: the forms that an address may name.
        there: those of them that can be had here; all if absent.

    Raises:
        Problem: no form of what is asked for is acceptable.
    """
    there = offers if there is None else there
    vary: tuple[str, ...] = ("Accept-Encoding",)
    path = exchange.path
    stem, dot, suffix = path.rpartition(".")
    if dot and "/" not in suffix and suffix in {offer.name for offer in offers}:
        offer = named(there, suffix)
        path = stem
    elif wish := exchange.field(MEDIA_TYPE):
        offer = named(there, wish) or choose(wish, there)
    else:
        offer = choose(exchange.header(b"accept"), there)
        vary = ("Accept", *vary)
    if offer is None:
        raise not_acceptable(there)
    return Asked(path, offer, vary)


def not_acceptable(offers: Iterable[Offer]) -> Problem:
    """Say in which forms something can be had."""
    there = ", ".join(offer.media_type for offer in offers)
    return Problem(HTTPStatus.NOT_ACCEPTABLE, f"This can be had as: {there}.")
