"""A graph in, what stands around each of its pages out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from casegraph.opened import CaseGraph
from casegraph.project import read_about
from casegraph.publish.pages.links import Links
from casegraph.publish.pages.pieces import Ref
from casegraph.publish.pages.reader import Reader
from casegraph.publish.pages.render import About, Frame, render
from casegraph.publish.settings import hidden_kinds

_DIGITS = 12


@dataclass(frozen=True)
class Press:
    """Writes pages of one graph.

    Attributes:
        graph: the data.
        links: of the page.
        frame: what stands around it.
        site: the public address of the whole, ending in a slash.
    """

    graph: CaseGraph
    links: Links
    frame: Frame
    site: str

    def write(self, template: str, about: About, **data: Any) -> bytes:
        """Write a page, with its permalink."""
        permalink = self.permalink(about.canonical, about.given)
        return render(template, self.links, self.frame, about, permalink=permalink, **data)

    def permalink(self, canonical: str, given: Mapping[str, str]) -> str:
        """Return the address of a page in this state of the data."""
        fields = {**dict(sorted(given.items())), "version": self.frame.version}
        return f"{canonical}?{urlencode(fields)}"

    def address(self, path: str) -> str:
        """Return the public address of the document of a path below the base."""
        return f"{self.site}doc/{quote(path)}"

    def named(self, given: Mapping[str, str]) -> Ref | None:
        """Name the one thing that a question or a network is asked of, if it is asked of one."""
        if len(given) != 1:
            return None
        ((key, value),) = given.items()
        path = f"case/{value}" if key == "case" else value.replace(":", "/", 1)
        reader = Reader(self.graph)
        iri = reader.base + path.removeprefix(reader.base)
        try:
            return reader.ref(iri) if reader.kind(iri) else None
        except ValueError:  # no IRI
            return None

    def each(self, page: str, parameter: str) -> list[tuple[Ref, str]]:
        """List the pages of files that are about one thing alone: the thing, and the address."""
        own = getattr(self.links, "alone", ())
        paths = [path.removeprefix(f"{page}/") for path in own if path.startswith(f"{page}/")]
        values = [path if parameter == "case" else path.replace("/", ":", 1) for path in paths]
        found = [(self.named({parameter: value}), value) for value in values]
        listed = [(ref, self.links.page(page, **{parameter: value})) for ref, value in found if ref]
        return sorted(listed, key=lambda pair: (pair[0].text.value, pair[1]))

    def hidden(self, path: str) -> bool:
        """Say whether search engines are asked to leave a document out."""
        return path.partition("/")[0] in hidden_kinds(self.graph.project)


def press(graph: CaseGraph, links: Links) -> Press:
    """Get ready to write pages.

    Args:
        graph: the data.
        links: of the page that is written.

    Raises:
        InputError: the settings of the data set are ill-formed.
    """
    said = read_about(graph.project)
    digest = graph.generation.digest
    frame = Frame(
        site=said.title,
        version=digest[:_DIGITS],
        digest=digest,
        licence=said.licence,
        contact=said.contact,
        released=graph.generation.released,
    )
    return Press(graph, links, frame, graph.project.site)
