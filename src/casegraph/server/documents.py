"""Linked data by HTTP: things lead to their documents, and documents come in many forms.

Addresses in headers are relative, so that they hold behind any proxy; those in documents are the
public ones.
"""

from __future__ import annotations

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import quote, urlsplit

from starlette.routing import BaseRoute, Route

from casegraph.project import MAPPINGS
from casegraph.publish.profile import CASEGRAPH, PROFILES, Profile, profile_named
from casegraph.server.endpoint import Endpoint
from casegraph.server.exchange import Desk, Exchange, Wanted, key_of
from casegraph.server.forms import Asked, asked
from casegraph.server.negotiate import DOCUMENTS, TERMS, ranges
from casegraph.server.problem import Problem, not_found
from casegraph.server.site import Site

_PLAIN: Final = ("html", "json", "bib", "csl")  # forms that know one profile only
_THINGS: Final = "/id/"
_DOCUMENTS: Final = "/doc/"
_MOST_PAGES: Final = 1_000_000


def routes(desk: Desk, site: Site) -> Iterator[BaseRoute]:
    """Make the routes of things, documents and terms."""
    # where the base of things is served as well, it leads on like /id/
    own = urlsplit(site.base).path
    things = dict.fromkeys([_THINGS, own] if own != "/" else [_THINGS])

    def leading(start: str) -> Endpoint:
        async def lead(exchange: Exchange) -> None:
            path = exchange.path.removeprefix(start)
            if not path:
                raise not_found()
            query = exchange.scope["query_string"].decode("latin-1")
            await _lead(exchange, f"doc/{quote(path)}", query)

        return Endpoint(lead, desk)

    async def described(exchange: Exchange) -> None:
        exchange.check_version(site.version)
        found = asked(exchange, DOCUMENTS)
        path = found.path.removeprefix(_DOCUMENTS)
        profile = _profile(exchange, found)
        arguments: dict[str, Any] = {
            "path": path,
            "form": found.offer.name,
            "profile": profile.token,
            "url": f"{site.url}doc/{quote(path)}",
            "up": exchange.up,
        }
        if found.offer.name == "html":
            arguments["number"] = page_number(exchange)
        headers = {"link": ", ".join(_links(exchange, site, path, profile))}
        if found.offer.name not in _PLAIN:
            headers["content-profile"] = f"<{profile.iri}>"
        if path.partition("/")[0] in site.hidden:
            headers["x-robots-tag"] = "noindex"
        vary = (*found.vary, "Accept-Profile")
        key = key_of("document", arguments)
        await exchange.answer(Wanted("document", arguments, key, True, vary, headers))

    async def termed(exchange: Exchange) -> None:
        exchange.check_version(site.version)
        found = asked(exchange, TERMS)
        if found.path == "/vocab/":
            await _lead(exchange, "vocab")
            return
        name, _, concept = found.path.removeprefix("/").partition("/")
        scheme, _, concept = concept.partition("/")
        if name == "vocab" and concept:
            await _lead(exchange, f"vocab/{quote(scheme)}", mark=concept)
            return
        name = f"{name}/{scheme}" if scheme else name
        arguments = {"name": name, "form": found.offer.name, "up": exchange.up}
        key = key_of("terms", arguments)
        await exchange.answer(Wanted("terms", arguments, key, True, found.vary))

    async def context(exchange: Exchange) -> None:
        vary = ("Accept-Encoding",)
        await exchange.answer(Wanted("context", {}, key_of("context"), True, vary))

    async def mapped(exchange: Exchange) -> None:
        vary = ("Accept-Encoding",)
        await exchange.answer(Wanted("mappings", {}, key_of("mappings"), True, vary))

    for start in things:
        yield Route(f"{start}{{path:path}}", leading(start))
    yield Route(f"{_DOCUMENTS}{{path:path}}", Endpoint(described, desk))
    yield Route("/ns/context.jsonld", Endpoint(context, desk))
    yield Route(f"/ns/{MAPPINGS}", Endpoint(mapped, desk))
    for whole in ("/ns", "/vocab"):
        for path in (whole, *(f"{whole}.{offer.name}" for offer in TERMS)):
            yield Route(path, Endpoint(termed, desk))
    for path in ("/ns/{module}", "/vocab/{path:path}"):
        yield Route(path, Endpoint(termed, desk))


async def _lead(exchange: Exchange, way: str, query: str = "", mark: str = "") -> None:
    """Say where to look instead (303): a document is not the thing itself."""
    location = exchange.up + way + (f"?{query}" if query else "")
    location += f"#{quote(mark)}" if mark else ""
    headers: list[tuple[bytes, bytes]] = [
        (b"location", location.encode("latin-1")),
        (b"link", f'<{exchange.up}{way}>; rel="describedby"'.encode("latin-1")),
        (b"cache-control", b"no-cache"),
    ]
    await exchange.respond(HTTPStatus.SEE_OTHER, headers, b"")


def page_number(exchange: Exchange) -> int:
    """Read which part of a long list is asked for.

    Raises:
        Problem: that is no number.
    """
    text = exchange.field("page") or "1"
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text[:8]) <= _MOST_PAGES:
        raise Problem(HTTPStatus.BAD_REQUEST, "The page is a number from 1.")
    return int(text[:8])


def _links(exchange: Exchange, site: Site, path: str, profile: Profile) -> Iterator[str]:
    """Say what there is beside a document (RFC 8288)."""
    way, name = exchange.up, quote(path)
    yield f'<{way}id/{name}>; rel="describes"'
    yield f'<{site.url}doc/{name}>; rel="canonical"'
    yield f'<{way}doc/{name}?version={site.version}>; rel="bookmark"'
    for offer in DOCUMENTS:
        yield f'<{way}doc/{name}.{offer.name}>; rel="alternate"; type="{offer.media_type}"'
    for other in PROFILES:
        if other is not profile:
            address = f"{way}doc/{name}?_profile={other.token}"
            yield f'<{address}>; rel="alternate"; profile="{other.iri}"'
    yield f'<{profile.iri}>; rel="profile"'
    yield f'<{way}dataset>; rel="describedby"'


def _profile(exchange: Exchange, found: Asked) -> Profile:
    """Choose a profile: by the field, else by the header, else casegraph's own.

    Raises:
        Problem: there is no such profile.
    """
    if wish := exchange.field("_profile"):
        profile = profile_named(wish)
    elif header := exchange.header(b"accept-profile"):
        wishes: dict[str, Any] = ranges(header)
        known = [(wishes.get(f"<{p.iri}>", 0.0), p) for p in PROFILES]
        best = max(known, key=lambda pair: pair[0])
        profile = best[1] if best[0] > 0 else CASEGRAPH
    else:
        profile = CASEGRAPH
    if profile is None or (profile is not CASEGRAPH and found.offer.name in _PLAIN):
        names = ", ".join(profile.token for profile in PROFILES)
        raise Problem(
            HTTPStatus.NOT_ACCEPTABLE,
            f"Profiles are {names}; others than casegraph can be had as RDF only.",
        )
    return profile
