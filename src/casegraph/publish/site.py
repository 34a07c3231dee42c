"""A release in, the same pages as a server's out, as files that link to one another by name.

They work from any web host and from a disk; what only a server can do, is left out of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from casegraph.ask import Table
from casegraph.ask.answer import answer_query
from casegraph.cite import FILES as CITED
from casegraph.network import recipes
from casegraph.publish.alone import read_alone
from casegraph.publish.answered import FORMS as ANSWERS
from casegraph.publish.answered import list_questions, write_answered
from casegraph.publish.described import FORMS as DOCUMENTS
from casegraph.publish.described import write_described
from casegraph.publish.document import Document, Left, find_parts, read_document
from casegraph.publish.dump import dump
from casegraph.publish.pages.browse import KINDS_BROWSED
from casegraph.publish.pages.cited import LISTS, write_citation
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
    file_of,
    offered,
    write_network,
    write_networks,
)
from casegraph.publish.pages.question import DOWNLOADS, can_write, write_question, write_questions
from casegraph.publish.pages.stock import stock
from casegraph.publish.profile import CASEGRAPH
from casegraph.publish.sitemap import things, tombstones, write_sitemap
from casegraph.release import Release

Files = Iterator[tuple[str, bytes]]

PARTS: Final = ("lists", "documents", "answers", "networks", "alone", "dumps")
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
        The path and the bytes of each file: pages, the documents of things in all forms, answers
        and networks of all the data and of each case, networks around persons, bodies and courts,
        dumps, an index of names to search, a sitemap.

    Raises:
        CasegraphError: something cannot be written, which is named.
    """
    progress("asking what there is of each case")
    site = _Site(release)
    for part in parts:
        progress(f"writing {part}")
        yield from getattr(site, part)()


class _Site:
    """Writes the parts of a site."""

    def __init__(self, release: Release) -> None:
        self._release = release
        self._graph = release.graph
        self._alone = tuple(read_alone(release.graph))
        self._paths = frozenset(one.path for one in self._alone)

    def _press(self, depth: int) -> Press:
        """Get ready to write a page that lies so many folders deep."""
        base = self._graph.project.base
        return press(self._graph, FileLinks(base, "../" * depth, alone=self._paths))

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
        for name in LISTS:
            yield from self._citations(name, name, {})
        for name in _LOADED:
            yield f"assets/{name}", stock(name)
        if table := self._graph.project.mapping_table():
            yield f"ns/{table.name}", table.read_bytes()
        yield "assets/names.js", write_index(self._graph)
        # a file of one part: a site of files has fewer pages than a sitemap holds
        text = write_sitemap(self._graph, top.site, 1, top.links.ending)
        yield "sitemap.xml", (text or "").encode("utf-8")

    def _citations(self, name: str, path: str, given: dict[str, str]) -> Files:
        """Write how to cite a page that is no document."""
        for form in CITED:
            data = write_citation(self._press(path.count("/")), name, form, given)
            yield f"{path}.{form}", data or b""

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
        for name in self._graph.questions:
            yield from self._answer(name, f"question/{name}", {})

    def _answer(self, name: str, path: str, given: dict[str, str]) -> Files:
        """Write the answer of a question as a page, and in all forms."""
        graph, query = self._graph, self._graph.questions[name]
        yield f"{path}.html", write_question(self._press(path.count("/")), name, given)[0]
        values = graph.read_values(name, given)
        found = answer_query(graph.engine, query, values, graph.project.prefixes)
        rows = isinstance(found, Table) and bool(found)
        for form in ANSWERS:
            if form not in DOWNLOADS or (rows and can_write(form)):
                data = write_answered(graph, query, values, found, form, given=given)
                yield f"{path}.{form}", data

    def networks(self) -> Files:
        """Write each network that needs no parameter, in all forms."""
        yield "networks.html", write_networks(self._press(0))
        for name, recipe in recipes(self._graph.project).items():
            path = f"network/{name}"
            if recipe.extra.get("network", {}).get("expand"):
                yield f"{path}.html", write_network(self._press(1), name, {})[0]
                yield from self._citations(path, path, {})
            else:
                yield from self._network(name, path, {})

    def _network(self, name: str, path: str, given: dict[str, str]) -> Files:
        """Write a network as a page, and in all forms."""
        here = self._press(path.count("/"))
        yield f"{path}.html", write_network(here, name, given)[0]
        yield from self._citations(f"network/{name}", path, given)
        values: dict[str, Any] = dict(given)
        network = self._graph.network(name, **values)
        recipe = recipes(self._graph.project)[name]
        for ending in offered(recipe) if len(network) else ():
            if ending not in PICTURES or (ending == ".svg" and len(network) <= MOST_DRAWN):
                yield f"{path}{ending}", file_of(here, network, recipe, ending, given)

    def alone(self) -> Files:
        """Write what is of one thing alone: answers and networks of a case, and what surrounds."""
        for one in self._alone:
            write = self._answer if one.folder == "question" else self._network
            yield from write(one.name, one.path, one.given)

    def dumps(self) -> Files:
        """Write all of it as RDF, with a description and hashes."""
        for name, data in dump(self._release):
            yield f"dump/{name}", data
