"""A network in, its datasheet out: what it is, where it comes from, what was left out, how to cite.

The same facts go into each file that has a place for them, as JSON, and beside it as Markdown.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any, Final

import numpy as np

from casegraph.cite import reference
from casegraph.network.column import Column
from casegraph.network.model import Network
from casegraph.network.timing import MEANINGS

_DIGITS: Final = 12
_MOST_DOCUMENTS: Final = 200
_FOLDS: Final = {
    "count": "parallel edges of one kind are one edge; its weight counts them",
    "sum": "parallel edges of one kind are one edge; its weight is their sum",
    "keep": "parallel edges are kept",
}
_MARKUP: Final = re.compile(r"[\\|\[\]<`*_]|&(?=#?\w+;)")
CAUTION: Final = (
    "The nodes may be people at risk. A link in this file is what a document says, not what is so."
)
# of any network but that of a release
KEPT: Final = "Nothing that is marked as restricted has been taken out."
RELEASED: Final = (
    "It is made of a release, which holds only what may be shown to others: what is missing may be "
    "unknown, or withheld."
)


@dataclass(frozen=True)
class Datasheet:
    """What a network is, as a table of plain values.

    Attributes:
        title: what the network shows.
        facts: everything, as JSON can hold it.
        format: the name of the format that it belongs to.
        notes: what the format cannot hold, and what was changed for it.
        caution: what to think of before it is published.
    """

    title: str
    facts: dict[str, Any]
    format: str = ""
    notes: Mapping[str, int | None] = field(default_factory=dict)
    caution: str = f"{CAUTION} {KEPT}"

    def to_json(self) -> str:
        """Write the sheet as one line of JSON, to be kept inside of a file."""
        facts = self.facts | {"format": self.format, "changed for the format": dict(self.notes)}
        return json.dumps(facts, ensure_ascii=False, separators=(",", ":"))

    def to_markdown(self) -> str:
        """Write the sheet for people."""
        facts = self.facts
        lines = [f"# Datasheet: {_safe(self.title)}", "", _safe(facts["description"]), ""]
        lines += _table(("what", "value"), _overview(facts, self.format))
        lines += ["## Columns", ""]
        for part in ("nodes", "edges"):
            rows = [
                (f"{part}: {name}", entry["type"], str(entry["filled"]), entry["meaning"])
                for name, entry in facts["columns"][part].items()
            ]
            lines += _table(("column", "type", "filled", "meaning"), rows) if rows else []
        lines += _counted("What was left out", facts["left out"])
        lines += _counted("What was cleaned", facts["cleaned"])
        lines += _counted(f"What {self.format or 'the format'} changes", self.notes)
        lines += _evidence(facts["evidence"])
        lines += ["## How to cite", "", "```bibtex", facts["bibtex"].strip(), "```", ""]
        lines += ["```json", json.dumps(facts["csl"], ensure_ascii=False, indent=2), "```", ""]
        return "\n".join([*lines, "## Before you publish", "", self.caution, ""])


def caution(network: Network) -> str:
    """Say what to think of before a network is published: by what it was made of."""
    return f"{CAUTION} {RELEASED if network.origin.released else KEPT}"


def datasheet(network: Network) -> Datasheet:
    """Make the datasheet of a network, of no format yet."""
    origin = network.origin
    title = origin.title or network.name
    facts: dict[str, Any] = {
        "title": title,
        "description": origin.description,
        "made by": f"casegraph {version('casegraph')}",
        "recipe": origin.recipe,
        "recipe sha256": origin.sha256,
        "parameters": dict(origin.parameters),
        "data": origin.dataset,
        "language of labels": origin.language,
        "rows of the recipe": origin.rows,
        "nodes": len(network),
        "edges": network.size,
        "loops": int((network.source == network.target).sum()),
        "parallel edges": network.size - len(np.unique(network.keys())),
        "directed": network.directed,
        "modes": list(network.sides),
        "folding": _FOLDS.get(origin.fold, origin.fold),
        "dates": _dates(network),
        "steps": list(origin.steps),
        "left out": dict(origin.dropped),
        "cleaned": dict(origin.cleaned),
        "columns": {
            "nodes": {name: _described(column) for name, column in network.nodes.items()},
            "edges": {name: _described(column) for name, column in network.edges.items()},
        },
        "evidence": _rests_on(network),
    }
    return Datasheet(title, facts | _citations(network, title), caution=caution(network))


def _described(column: Column) -> dict[str, Any]:
    return {"type": column.kind, "filled": column.filled, "meaning": column.meaning}


def _dates(network: Network) -> dict[str, Any]:
    policy = network.origin.dates
    found: dict[str, Any] = {"policy": policy, "meaning": MEANINGS.get(policy, "")}
    if not network.dated:
        return found | {"edges with a date": 0}
    start, end = network.days()
    return found | {
        "edges with a date": int((~np.isnan(start)).sum()),
        "edges with an open beginning": int(np.isneginf(start).sum()),
        "edges with an open end": int(np.isposinf(end).sum()),
    }


def _rests_on(network: Network) -> dict[str, Any]:
    """Count passages, and list documents with the number of edges that each supports.

    Where edges rest on something else than passages, that is counted with them, and listed.
    """
    found: dict[str, Any] = {"edges without evidence": network.size}
    column = network.edges.get("evidence")
    if column is not None:
        passages = {text for value in column.values for text in _texts(value)}
        found = {"edges without evidence": network.size - column.filled, "passages": len(passages)}
    for name, words in (("basis", "bases"), ("sources", "documents"), ("publishers", "publishers")):
        if name in network.edges:
            found[words] = dict(sorted(_edges_of_each(network.edges[name]).items()))
    return found


def _edges_of_each(column: Column) -> Counter[str]:
    used = np.bincount(column.codes[column.codes >= 0], minlength=len(column.values))
    counts: Counter[str] = Counter()
    for value, number in zip(column.values, used.tolist(), strict=True):
        for text in _texts(value):
            counts[text] += number
    return counts


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _citations(network: Network, title: str) -> dict[str, Any]:
    origin = network.origin
    given = ", ".join(f"{name} = {value}" for name, value in sorted(origin.given.items()))
    words: dict[str, Any] = {
        "key": "-".join(
            filter(None, ("casegraph", network.name, (origin.dataset or origin.sha256)[:_DIGITS]))
        ),
        "title": title + (f" ({given})" if given else ""),
        "by": f"casegraph {version('casegraph')}, network {origin.recipe or network.name}",
        "of": origin.dataset,
        "url": origin.url,
        "about": origin.said,
    }
    csl = json.loads(reference("csl", **words))
    return {"bibtex": reference("bibtex", **words), "csl": csl}


def _overview(facts: Mapping[str, Any], name: str) -> list[tuple[str, str]]:
    parameters = ", ".join(f"{key} = {value}" for key, value in facts["parameters"].items())
    dates = facts["dates"]
    rows = [
        ("format", name),
        ("made by", facts["made by"]),
        ("recipe", facts["recipe"]),
        ("SHA-256 of the recipe", facts["recipe sha256"]),
        ("parameters", parameters),
        ("data", facts["data"]),
        ("language of labels", facts["language of labels"]),
        ("nodes", str(facts["nodes"])),
        ("edges", str(facts["edges"])),
        ("of these loops", str(facts["loops"])),
        ("of these parallel to another", str(facts["parallel edges"])),
        ("directed", "yes" if facts["directed"] else "no"),
        ("nodes are", " and ".join(facts["modes"])),
        ("folding", facts["folding"]),
        ("rows of the recipe", str(facts["rows of the recipe"])),
        ("policy for dates", f"{dates['policy']}: {dates['meaning']}"),
        *((key, str(value)) for key, value in dates.items() if key.startswith("edges")),
    ]
    rows += [(f"step {n}", step) for n, step in enumerate(facts["steps"], 1)]
    return [row for row in rows if row[1]]


def _counted(title: str, counts: Mapping[str, int | None]) -> list[str]:
    rows = [(what, "" if n is None else str(n)) for what, n in counts.items()]
    return [f"## {title}", "", *(_table(("what", "how often"), rows) if rows else ["Nothing.", ""])]


def _evidence(facts: Mapping[str, Any]) -> list[str]:
    lines = ["## What it rests on", ""]
    lines += [f"Edges without evidence: {facts['edges without evidence']}."]
    words = "Passages and other grounds" if "bases" in facts else "Passages"
    lines += [f"{words}: {facts['passages']}." if "passages" in facts else "", ""]
    for name, head in (
        ("bases", "basis"),
        ("publishers", "publishers"),
        ("documents", "documents"),
    ):
        rows = list(facts.get(name, {}).items())
        if rows:
            shown = [(text, str(number)) for text, number in rows[:_MOST_DOCUMENTS]]
            lines += _table((head, "edges"), shown)
        if len(rows) > _MOST_DOCUMENTS:
            lines += [f"… and {len(rows) - _MOST_DOCUMENTS} more.", ""]
    return lines


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> list[str]:
    lines = [head, ("---",) * len(head), *(tuple(map(_safe, row)) for row in rows)]
    return [f"| {' | '.join(line)} |" for line in lines] + [""]


def _safe(text: str) -> str:
    """Write a text so that Markdown shows it as it is, on one line."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return _MARKUP.sub(lambda sign: {"<": "&lt;", "&": "&amp;"}.get(sign[0], f"\\{sign[0]}"), plain)
