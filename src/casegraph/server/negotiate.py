"""What a client would read, as its headers say, and what there is in; what it is sent out.

RFC 9110, section 12.5: the likest range decides the weight of a type, and of equal weights our own
order decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

_Q: Final = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")
_MOST_RANGES: Final = 50


@dataclass(frozen=True)
class Offer:
    """One form in which something can be had.

    Attributes:
        name: what routes call it.
        media_type: what it is sent as.
        aliases: further types by which clients ask for it.
    """

    name: str
    media_type: str
    aliases: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The media type as a header tells it."""
        text = self.media_type.startswith("text/") or self.media_type.endswith("xml")
        return f"{self.media_type}; charset=utf-8" if text else self.media_type


RESULTS: Final = (
    Offer("json", "application/sparql-results+json", ("application/json", "text/json")),
    Offer("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Offer("csv", "text/csv"),
    Offer("tsv", "text/tab-separated-values"),
)
GRAPHS: Final = (
    Offer("ttl", "text/turtle", ("application/turtle", "application/x-turtle", "text/n3")),
    Offer("nt", "application/n-triples", ("text/plain",)),
    Offer("jsonld", "application/ld+json", ("application/json",)),
    Offer("rdf", "application/rdf+xml", ("application/xml", "text/xml")),
    Offer("trig", "application/trig"),
    Offer("nq", "application/n-quads"),
)


def named(offers: tuple[Offer, ...], name: str) -> Offer | None:
    """Find the offer of a name, or of a media type."""
    return next((o for o in offers if name in (o.name, o.media_type, *o.aliases)), None)


@lru_cache(maxsize=1024)
def choose(accept: str, offers: tuple[Offer, ...]) -> Offer | None:
    """Choose what to send.

    Args:
        accept: the Accept header; empty where there is none.
        offers: what there is, the dearest first.

    Returns:
        None where nothing is acceptable.
    """
    ranges = _ranges(accept) or {"*/*": 1.0}
    best: tuple[float, int] = (0.0, 0)
    chosen = None
    for place, offer in enumerate(offers):
        asked_for = [ranges[name] for name in offer.aliases if name in ranges]
        weight = max(_weight(offer.media_type, ranges), *asked_for, 0.0)
        if weight > 0 and (weight, -place) > best:
            best, chosen = (weight, -place), offer
    return chosen


@lru_cache(maxsize=256)
def reads_gzip(accept_encoding: str) -> bool:
    """Say whether a client reads gzip, by its Accept-Encoding header."""
    ranges = _ranges(accept_encoding)
    return ranges.get("gzip", ranges.get("x-gzip", ranges.get("*", 0.0))) > 0


def _weight(name: str, ranges: dict[str, float]) -> float:
    for candidate in (name, name.partition("/")[0] + "/*", "*/*"):
        if candidate in ranges:
            return ranges[candidate]
    return 0.0


def _ranges(header: str) -> dict[str, float]:
    """Read a list of ranges with weights; what is ill-formed is left out."""
    found: dict[str, float] = {}
    for item in header.split(",")[:_MOST_RANGES]:
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        weight = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip() == "q":
                weight = float(value) if _Q.fullmatch(value.strip()) else -1.0
        if name and weight >= found.get(name, 0.0):
            found[name] = weight
    return found
