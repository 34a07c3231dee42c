"""A document in, a page out that shows all of it and nothing more; every text is escaped.

Layout, search and pictures are not here.
"""

from __future__ import annotations

import html
from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode

from casegraph.ask.answer import labels
from casegraph.describe import Description, Support
from casegraph.opened import CaseGraph
from casegraph.project import Project
from casegraph.publish.document import Document
from casegraph.terms import Term


class Plain:
    """Writes the pages of one graph.

    Args:
        graph: where labels are looked up.
        up: the way from the page to the top of the site, such as `../../`.
    """

    def __init__(self, graph: CaseGraph, up: str) -> None:
        self._graph = graph
        self._project: Project = graph.project
        self._up = up

    def page(self, document: Document) -> bytes:
        """Write the page of a document."""
        title = html.escape(document.label)
        lines = [
            '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{title}</title></head><body><main><h1>{title}</h1>",
            *(line for node in document.nodes for line in self._node(node)),
        ]
        if document.told:
            lines.append("<h2>What other documents say of it</h2>")
            lines += [line for node in document.told for line in self._node(node, False)]
        if document.referring:
            lines.append(f"<h2>Referred to by {document.referring_total}</h2><ul>")
            for one in document.referring:
                lines.append(f"<li>{self._link(one.node, one.label)}</li>")
            lines.append("</ul>")
        lines.append("</main></body></html>")
        return "\n".join(lines).encode("utf-8") + b"\n"

    def _node(self, node: Description, own: bool = True) -> Iterator[str]:
        anchor = f' id="{html.escape(node.iri.partition("#")[2])}"' if own else ""
        names = labels(self._graph.engine, [tuple(o.value for o in node.origins)], "en")
        yield f"<section{anchor}><h2>{html.escape(node.label)}</h2><dl>"
        for origin in node.origins:
            key = html.escape(self._project.prefixes.shorten(origin.predicate))
            by = f" <small>(derived: {html.escape(origin.rule)})</small>" if origin.rule else ""
            yield f"<dt>{key}</dt><dd>{self._value(origin.value, names)}{by}</dd>"
        yield "</dl>"
        yield from self._supports("On these passages", node.supports)
        for rival in node.rivals:
            yield f"<p>Another account: {self._link(rival.iri, rival.summary)}</p>"
            yield from self._supports("on these passages", rival.supports)
        yield "</section>"

    def _supports(self, title: str, supports: tuple[Support, ...]) -> Iterator[str]:
        if supports:
            yield f"<p>{title}:</p><ul>"
            for support in supports:
                by = html.escape(", ".join(support.publishers))
                spot = self._link(support.passage, support.locator or support.passage)
                yield f"<li>{spot}, {self._link(support.source, support.source_label)} ({by})</li>"
            yield "</ul>"

    def _value(self, term: Term, names: dict[str, str]) -> str:
        if isinstance(term, NamedNode):
            shown = names.get(term.value) or self._project.prefixes.shorten(term.value)
            return self._link(term.value, shown)
        if isinstance(term, Literal) and term.language:
            lang, text = html.escape(term.language), html.escape(term.value)
            return f'<span lang="{lang}" dir="auto">{text}</span>'
        return html.escape(term.value if isinstance(term, Literal) else str(term))

    def _link(self, iri: str, text: str) -> str:
        """Link to a page of ours or of others; other schemes than http are only shown."""
        shown = html.escape(text)
        inside = iri.removeprefix(self._project.base)
        if inside != iri:
            return f'<a href="{html.escape(self._up)}doc/{html.escape(inside)}">{shown}</a>'
        if iri.startswith(("https://", "http://")):
            return f'<a href="{html.escape(iri)}" rel="noreferrer">{shown}</a>'
        return shown
