"""A graph in, what can be asked of one thing alone out: answers and networks of each case, and what
surrounds a person, a body or a court.

A server makes these when somebody asks; a site of files has those that say anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from casegraph.ask import Table
from casegraph.network import recipes
from casegraph.opened import CaseGraph
from casegraph.publish.pages.links import path_of
from casegraph.publish.sitemap import things

MOST_SURROUNDED: Final = 500
MOST_AROUND: Final = 300
_SURROUNDED: Final = ("person/", "body/", "court/")


@dataclass(frozen=True)
class Alone:
    """A question or a network that is asked of one thing alone.

    Attributes:
        folder: `question` or `network`.
        name: of the question, or of the recipe.
        parameter: which of its parameters is given.
        value: what is given, such as `ua-126-19` or `person:d4k7wz`.
    """

    folder: str
    name: str
    parameter: str
    value: str

    @property
    def path(self) -> str:
        """Where its page is among files, without the end of its name."""
        return path_of(f"{self.folder}/{self.name}", self.value)

    @property
    def given(self) -> dict[str, str]:
        """What is given, as people type it."""
        return {self.parameter: self.value}


def read_alone(graph: CaseGraph) -> Iterator[Alone]:
    """Find the answers with rows and the networks with nodes that are of one thing alone.

    What surrounds a thing is left out where it has more than 300 nodes, and of all things in a
    graph with more than 500 persons, bodies and courts.
    """
    paths = things(graph)
    cases = [path.removeprefix("case/") for path in paths if path.startswith("case/")]
    for name, query in graph.questions.items():
        for case in cases if "case" in query.parameters else ():
            found = graph.ask(name, case=case)
            if isinstance(found, Table) and found:
                yield Alone("question", name, "case", case)
    surrounded = [path for path in paths if path.startswith(_SURROUNDED)]
    for name, recipe in recipes(graph.project).items():
        start = recipe.extra.get("network", {}).get("expand", "")
        if not start:
            for case in cases if "case" in recipe.parameters else ():
                if len(graph.network(name, case=case)):
                    yield Alone("network", name, "case", case)
        elif len(surrounded) <= MOST_SURROUNDED:
            for path in surrounded:
                node = path.replace("/", ":", 1)
                given: dict[str, Any] = {start: node}
                if 0 < len(graph.network(name, **given)) <= MOST_AROUND:
                    yield Alone("network", name, start, node)
