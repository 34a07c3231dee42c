"""A release in, the same pages as a server's out, as files that link to one another by name.

They work from any web host and from a disk; what only a server can do, is left out of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from casegraph.ask import Table
from casegraph.ask.answer import answer_query
from casegraph.network import recipes
from casegraph.publish.answered import FORMS as ANSWERS
from casegraph.publish.answered import list_questions, write_answered
from casegraph.publish.described import FORMS as DOCUMENTS
from casegraph.publish.described import write_described
from casegraph.publish.document import Document, Left, find_parts, read_document
from casegraph.publish.dump import dump
from casegraph.publish.pages.browse import KINDS_BROWSED
from casegraph.publish.pages.document import write_left, write_page
from casegraph.publish.pages.entrance import (
    write_about,
    write_browse,
    write_search,
    write_shelf,
    write_start,
)
from casegraph.publish.pages.frame import Press, press
from casegraph.publish.pages.index import write_index
from casegraph.publish.pages.links import FileLinks
from casegraph.publish.pages.networks import (
    MOST_DRAWN,
    PICTURES,
    endings,
    file_of,
    write_network,
    write_networks,
)
from casegraph.publish.pages.question import DOWNLOADS, can_write, write_question, write_questions
from casegraph.publish.pages.stock import stock
from casegraph.publish.profile import CASEGRAPH
from casegraph.publish.sitemap import things, tombstones, write_sitemap
from casegraph.release import Release

Files = Iterator[tuple[str, bytes]]

PARTS: Final = ("lists", "documents", "answers", "networks", "dumps")
_LOADED: Final = ("mark.svg", "search.js", "site.css")


def write_site(
    release: Release,
    progress: Callable[[str], None] = lambda _: None,
    parts: Iterable[str] = PARTS,
) -> Files:
    """Write a release as a site of files.

    Args:
        release: the release.
        progress: called with a few words at each step.
        parts: what is written, of `PARTS`.

    Yields:
        The path and the bytes of each file: pages, the documents of things in all forms, answers,
        networks, dumps, an index of names to search, a sitemap.

    Raises:
        CasegraphError: something cannot be written, which is named.
    """
    site = _Site(release)
    for part in parts:
        progress(f"writing {part}")
        yield from getattr(site, part)()


class _Site:
    """Writes the parts of a site."""

    def __init__(self, release: Release) -> None:
        self._release = release
        self._graph = release.graph

    def _press(self, depth: int) -> Press:
        """Get ready to write a page that lies so many folders deep."""
        return press(self._graph, FileLinks(self._graph.project.base, "../" * depth))

    def lists(self) -> Files:
        """Write what leads to the rest, and what pages load."""
        top, below = self._press(0), self._press(1)
        yield "index.html", write_start(top)
        yield "about.html", write_about(top)
        yield "browse.html", write_browse(top)
        yield "search.html", write_search(top)
        for kind in KINDS_BROWSED:
            page = 1
            while (written := write_shelf(below, kind, page)) is not None:
                yield f"browse/{kind}{f'-{page}' if page > 1 else ''}.html", written
                page += 1
        for name in _LOADED:
            yield f"assets/{name}", stock(name)
        yield "assets/names.js", write_index(self._graph)
        # a file of one part: a site of files has fewer pages than a sitemap holds
        text = write_sitemap(self._graph, top.site, 1, top.links.ending)
        yield "sitemap.xml", (text or "").encode("utf-8")

    def documents(self) -> Files:
        """Write the document of each thing in all forms, and what is left of addresses."""
        base = self._graph.project.base
        for path in (*things(self._graph), *tombstones(self._graph)):
            found, parts = (
                read_document(self._graph, base + path),
                find_parts(self._graph, base + path),
            )
            here = self._press(path.count("/") + 1)
            if isinstance(found, Left):
                yield f"doc/{path}.html", write_left(here, found)
            if not isinstance(found, Document) or not isinstance(parts, list):
                continue
            yield f"doc/{path}.html", write_page(here, found.iri, parts)
            for form in DOCUMENTS:
                data = write_described(self._graph, found, form, CASEGRAPH, here.address(path))
                yield f"doc/{path}.{form}", data

    def answers(self) -> Files:
        """Write the answer of each question, of all the data, in all forms."""
        yield "questions.html", write_questions(self._press(0))
        yield "questions.json", list_questions(self._graph)
        below, prefixes = self._press(1), self._graph.project.prefixes
        for name, query in self._graph.questions.items():
            yield f"question/{name}.html", write_question(below, name, {})[0]
            found = answer_query(self._graph.engine, query, {}, prefixes)
            for form in ANSWERS:
                if form in DOWNLOADS and not (
                    can_write(form) and isinstance(found, Table) and found
                ):
                    continue
                yield f"question/{name}.{form}", write_answered(self._graph, query, {}, found, form)

    def networks(self) -> Files:
        """Write each network that needs no parameter, in all forms."""
        yield "networks.html", write_networks(self._press(0))
        below = self._press(1)
        for name, recipe in recipes(self._graph.project).items():
            yield f"network/{name}.html", write_network(below, name, {})[0]
            if recipe.extra.get("network", {}).get("expand"):
                continue
            network = self._graph.network(name)
            for ending in endings() if len(network) else ():
                if ending not in PICTURES or (ending == ".svg" and len(network) <= MOST_DRAWN):
                    yield f"network/{name}{ending}", file_of(below, network, recipe, ending, {})

    def dumps(self) -> Files:
        """Write all of it as RDF, with a description and hashes."""
        for name, data in dump(self._release):
            yield f"dump/{name}", data
