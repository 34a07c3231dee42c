"""A graph in, the page on which people write their own queries out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from casegraph.ask.answer import query_named
from casegraph.publish.answered import ordered
from casegraph.publish.pages.frame import Press
from casegraph.publish.pages.render import About
from casegraph.publish.pages.stock import there

SCRIPTS: Final = ("yasgui.js", "editor.js")
_STYLES: Final = ("yasgui.css",)
_FIRST: Final = """PREFIX cg: <https://w3id.org/casegraph/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?case ?label
WHERE {
  ?case a cg:LegalCase ; skos:prefLabel ?label .
}
ORDER BY ?label
LIMIT 100
"""


def write_editor(press: Press, given: Mapping[str, str]) -> bytes:
    """Write the page of the editor.

    Args:
        press: writes pages.
        given: `question`, a saved question to begin with, and its parameters; or `query`, the text
            of a query.

    Raises:
        UsageError: there is no such question, or a parameter or its value is unknown.
    """
    project = press.graph.project
    values = {key: value for key, value in given.items() if key != "question"}
    text = given.get("query", "") or _FIRST
    if name := given.get("question", ""):
        query = query_named(project.queries(), name)
        bound = query.bind(press.graph.read_values(name, values), project.prefixes)
        text = plain_query(bound, query.summary)
    able = completes()
    return press.write(
        "editor",
        About(
            "Query editor",
            canonical=f"{press.site}editor",
            cited="editor",
            given=given,
            noindex=bool(given),
            here="editor",
            scripts=SCRIPTS if able else (),
            styles=_STYLES if able else (),
        ),
        text=text,
        endpoint=f"{press.site}sparql",
        examples=ordered(press.graph),
        data={
            "endpoint": f"{press.links.up}sparql",
            "description": f"{press.links.up}dataset.nt",
            "questions": f"{press.links.up}question/",
            "documents": f"{press.links.up}doc/",
            "base": project.base,
            "prefixes": dict(project.prefixes.namespaces),
        },
    )


def completes() -> bool:
    """Say whether the scripts are there that complete what people type, and show tables."""
    return there(*SCRIPTS, *_STYLES)


def plain_query(text: str, summary: str) -> str:
    """Write a saved query for people to change: its header is a line that says what it asks."""
    lines = [line for line in text.split("\n") if not line.startswith("#+")]
    return "\n".join([f"# {summary}", *lines]).rstrip("\n") + "\n"
