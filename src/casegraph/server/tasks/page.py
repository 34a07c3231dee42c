"""A page's name and what was asked in, HTML out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final

from casegraph.opened import CaseGraph
from casegraph.publish.pages.cited import write_citation
from casegraph.publish.pages.editor import write_editor
from casegraph.publish.pages.entrance import (
    write_about,
    write_browse,
    write_search,
    write_shelf,
    write_start,
)
from casegraph.publish.pages.frame import Press, press
from casegraph.publish.pages.links import Links
from casegraph.publish.pages.networks import (
    EXPLORED,
    media_type,
    policy_of,
    write_file,
    write_network,
    write_networks,
)
from casegraph.publish.pages.render import POLICY
from casegraph.server.negotiate import CITATIONS
from casegraph.server.problem import not_found
from casegraph.server.reply import Reply

Fields = Mapping[str, str]

_PAGES: Final[dict[str, Callable[[Press, Fields], bytes | None]]] = {
    "about": lambda found, _: write_about(found),
    "browse": lambda found, _: write_browse(found),
    "editor": write_editor,
    "networks": lambda found, _: write_networks(found),
    "search": lambda found, fields: write_search(found, fields.get("q", "")),
    "shelf": lambda found, fields: write_shelf(found, fields["kind"], int(fields["page"])),
    "start": lambda found, _: write_start(found),
}


_PICTURE: Final = "default-src 'none'; style-src 'unsafe-inline'"


def page(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """Write a page. Arguments: `name`; `fields`, what it depends on; `up`, the way to the top."""
    written = _PAGES[arguments["name"]](pressed(graph, arguments["up"]), arguments["fields"])
    if written is None:
        raise not_found()
    send_page(reply, written)


def network(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """Write a network as a page or a file.

    Arguments: `name`; `ending`, of a file's name, or an empty string; `values`, the parameters of
    the recipe as people type them; `up`, the way to the top.
    """
    name, ending, values = arguments["name"], arguments["ending"], arguments["values"]
    found = pressed(graph, arguments["up"])
    if name not in graph.project.queries("networks"):
        raise not_found()
    if not ending:
        written, made = write_network(found, name, values)
        send_page(reply, written, HTTPStatus.OK if made else HTTPStatus.BAD_REQUEST)
        return
    data = write_file(found, name, ending, values)
    # a page to explore carries its own policy; a picture loads nothing, and has its styles inside
    policy = policy_of(data) if ending == EXPLORED else _PICTURE
    reply.head(media_type(ending), content_security_policy=policy)
    reply.write_all(data)


def citation(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """Say how to cite a page. Arguments: `name`, of `write_citation`; `form`; `given`."""
    found = pressed(graph, "")
    data = write_citation(found, arguments["name"], arguments["form"], arguments["given"])
    if data is None:
        raise not_found()
    offer = next(offer for offer in CITATIONS if offer.name == arguments["form"])
    reply.head(offer.content_type)
    reply.write_all(data)


def pressed(graph: CaseGraph, up: str) -> Press:
    """Get ready to write a page of a server; `up` is its way to the top."""
    return press(graph, Links(graph.project.base, up))


def send_page(reply: Reply, written: bytes, status: int = 200) -> None:
    """Answer with a page, and say what it may load."""
    reply.head("text/html; charset=utf-8", status, content_security_policy=POLICY)
    reply.write_all(written)
