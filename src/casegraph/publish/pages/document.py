"""A thing in, the page that describes it out: of a case, of a person, or of any other thing."""

from __future__ import annotations

import json
from typing import Final

from pyoxigraph import NamedNode, Quad

from casegraph.network import recipes
from casegraph.publish.answered import ordered
from casegraph.publish.document import Left
from casegraph.publish.pages.browse import KINDS_BROWSED
from casegraph.publish.pages.case import read_case
from casegraph.publish.pages.drawing import read_picture
from casegraph.publish.pages.frame import Press
from casegraph.publish.pages.person import read_person
from casegraph.publish.pages.render import About
from casegraph.publish.pages.thing import read_thing
from casegraph.publish.pages.workshop import Workshop
from casegraph.publish.profile import SCHEMA
from casegraph.publish.rdf import write_rdf
from casegraph.saved import SavedQuery, load

_PERSONS: Final = ("Person", "Group")


def write_page(press: Press, iri: str, parts: list[str], number: int = 1) -> bytes:
    """Write the page of a thing.

    Args:
        press: writes pages.
        iri: the thing.
        parts: its parts, from `find_parts`.
        number: which part of long lists is wanted, from 1.
    """
    shop = Workshop(press.graph)
    path = iri.removeprefix(shop.reader.base)
    kind = shop.reader.kind(iri)
    about = About(
        title=shop.reader.label(iri).value,
        canonical=press.address(path),
        path=path,
        noindex=press.hidden(path),
        json_ld=_json_ld(press, iri),
        here="browse",
    )
    if kind == "LegalCase":
        name = path.removeprefix("case/")
        return press.write(
            "case",
            about,
            page=read_case(shop, iri, parts),
            name=name,
            networks=_networks(press),
            questions=_questions(press, name),
            picture=read_picture(press.graph, name),
        )
    if kind in _PERSONS:
        page = read_person(shop, iri, parts)
        return press.write("person", about, page=page, around=_around(press, path))
    thing = read_thing(shop, iri, parts, number)
    first = path.partition("/")[0]
    browsed = first if first in KINDS_BROWSED else ""
    return press.write("thing", about, page=thing, browsed=browsed, around=_around(press, path))


def write_left(press: Press, left: Left) -> bytes:
    """Write what is left of an address: where it leads, or that it is gone, and nothing else."""
    one = left.successors[0] if len(left.successors) == 1 else ""
    successor = one if one.startswith(press.graph.project.base) else ""
    about = About("Another address" if successor else "Gone", noindex=True)
    return press.write("left", about, successor=successor)


def _around(press: Press, path: str) -> str:
    """Return the name by which the network around a thing is asked for, where there is one."""
    node = path.replace("/", ":", 1)
    there = "ego" in press.graph.project.queries("networks")
    return node if there and press.links.has("network/ego", node=node) else ""


def _questions(press: Press, case: str) -> list[SavedQuery]:
    """List the questions that a case can be given; among files, those that it answers."""
    return [
        query
        for query in ordered(press.graph)
        if "case" in query.parameters and press.links.has(f"question/{query.name}", case=case)
    ]


def _networks(press: Press) -> list[SavedQuery]:
    """List the recipes that a case can be given."""
    found = recipes(press.graph.project).values()
    return [recipe for recipe in found if "case" in recipe.parameters]


def _json_ld(press: Press, iri: str) -> str:
    """Say of a thing what search engines read, in terms of schema.org."""
    project = press.graph.project
    query = load(project.queries("profiles")[SCHEMA.query])
    found = press.graph.engine.construct(query.bind({"thing": NamedNode(iri)}, project.prefixes))
    quads = [Quad(t.subject, t.predicate, t.object) for t in found]
    written = write_rdf(quads, "jsonld", project.prefixes, SCHEMA.context)
    return json.dumps(json.loads(written), ensure_ascii=False, separators=(",", ":"))
