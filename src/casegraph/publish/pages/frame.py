"""A graph in, what stands around each of its pages out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from casegraph.opened import CaseGraph
from casegraph.publish.pages.links import Links
from casegraph.publish.pages.render import About, Frame, render
from casegraph.publish.settings import hidden_kinds, read_about

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
        """Write a page that is no document of a thing."""
        return render(template, self.links, self.frame, about, **data)

    def write_document(self, template: str, about: About, **data: Any) -> bytes:
        """Write the page of a thing, with its permalink."""
        permalink = f"{about.canonical}?version={self.frame.version}"
        return self.write(template, about, permalink=permalink, **data)

    def address(self, path: str) -> str:
        """Return the public address of the document of a path below the base."""
        return f"{self.site}doc/{quote(path)}"

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
