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
CITATIONS: Final = (
    Offer("bib", "application/x-bibtex"),
    Offer("csl", "application/vnd.citationstyles.csl+json"),
)
# the forms of a document, and then its citation
DOCUMENTS: Final = (
    *GRAPHS,
    Offer("html", "text/html", ("application/xhtml+xml",)),
    Offer("json", "application/json"),
    *CITATIONS,
)
TERMS: Final = DOCUMENTS
# the forms of an answer, and then what else there is of a question
ANSWERS: Final = (
    Offer("json", "application/sparql-results+json", ("application/json",)),
    Offer("html", "text/html", ("application/xhtml+xml",)),
    Offer("csv", "text/csv"),
    Offer("tsv", "text/tab-separated-values"),
    Offer("xml", "application/sparql-results+xml", ("application/xml", "text/xml")),
    Offer("md", "text/markdown"),
    Offer("ttl", "text/turtle"),
    Offer("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    Offer("parquet", "application/vnd.apache.parquet"),
    Offer("csvw", "application/csvm+json"),
    Offer("rq", "application/sparql-query"),
    *CITATIONS,
    Offer("receipt", "application/vnd.casegraph.receipt+json"),
)
LISTS: Final = (
    Offer("json", "application/json"),
    Offer("html", "text/html", ("application/xhtml+xml",)),
    *GRAPHS,
)


def named(offers: tuple[Offer, ...], name: str) -> Offer | None:
    """Find the offer of a name, or of a media type."""
    known = [offer for offer in offers if name in (offer.name, offer.media_type)]
    known += [offer for offer in offers if name in offer.aliases]
    return known[0] if known else None


@lru_cache(maxsize=1024)
def choose(accept: str, offers: tuple[Offer, ...]) -> Offer | None:
    """Choose what to send.

    Args:
        accept: the Accept header; empty where there is none.
        offers: what there is, the dearest first.

    Returns:
        None where nothing is acceptable.
    """
    wishes = ranges(accept) or {"*/*": 1.0}
    best: tuple[float, bool, int] = (0.0, False, 0)
    chosen = None
    for place, offer in enumerate(offers):
        asked_for = [wishes[name] for name in offer.aliases if name in wishes]
        weight = max(_weight(offer.media_type, wishes), *asked_for, 0.0)
        rank = (weight, offer.media_type in wishes, -place)
        if weight > 0 and rank > best:
            best, chosen = rank, offer
    return chosen


@lru_cache(maxsize=1024)
def reads_pages(accept: str, offers: tuple[Offer, ...]) -> bool:
    """Say whether a client would rather read a page than any of some forms, as browsers would.

    Args:
        accept: the Accept header.
        offers: the forms.
    """
    wishes = ranges(accept)
    names = (name for offer in offers for name in (offer.media_type, *offer.aliases))
    return wishes.get("text/html", 0.0) > max(_weight(name, wishes) for name in names)


@lru_cache(maxsize=256)
def reads_gzip(accept_encoding: str) -> bool:
    """Say whether a client reads gzip, by its Accept-Encoding header."""
    wishes = ranges(accept_encoding)
    return wishes.get("gzip", wishes.get("x-gzip", wishes.get("*", 0.0))) > 0


def _weight(name: str, wishes: dict[str, float]) -> float:
    for candidate in (name, name.partition("/")[0] + "/*", "*/*"):
        if candidate in wishes:
            return wishes[candidate]
    return 0.0


def ranges(header: str) -> dict[str, float]:
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
