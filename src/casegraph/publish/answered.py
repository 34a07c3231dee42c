"""A saved question and its answer in, any form of it out: for programs, papers, receipts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Final

from casegraph.ask import Answer, Table, write_answer
from casegraph.ask.page import write_csvw
from casegraph.cite import FILES as CITED
from casegraph.cite import cite
from casegraph.opened import CaseGraph
from casegraph.receipt import make_receipt, write_receipt
from casegraph.saved import ParameterValue, SavedQuery

# all but pages
FORMS: Final = (
    *("json", "csv", "tsv", "xml", "md", "ttl", "xlsx", "parquet", "csvw"),
    *("rq", "bib", "csl", "receipt"),
)
_READABLE: Final = ("md", "xlsx")


def write_answered(
    graph: CaseGraph,
    query: SavedQuery,
    values: Mapping[str, ParameterValue],
    found: Answer,
    form: str,
    given: Mapping[str, str] | None = None,
    *,
    raw: bool = False,
) -> bytes:
    """Write an answer, or what else there is of it.

    Args:
        graph: what answered.
        query: the question.
        values: its parameters.
        found: the answer.
        form: one of `FORMS`.
        given: its parameters as people typed them.
        raw: whether cells that a spreadsheet may run as formulas are left as they are.

    Raises:
        CasegraphError: the answer cannot be had in this form, or a library is not installed.
    """
    prefixes, generation = graph.project.prefixes, graph.generation
    text: str | bytes
    if form == "rq":
        text = query.bind(values, prefixes)
    elif form in CITED:
        text = cite(CITED[form], query, given or {}, generation, graph.project)
    elif form == "receipt":
        text = write_receipt(make_receipt(query, values, found, generation, prefixes))
    elif form == "csvw" and isinstance(found, Table):
        text = write_csvw(found, f"{query.name}.csv", safe=not raw)
    elif form in _READABLE and isinstance(found, Table):
        text = write_answer(found.readable(), form)
    else:
        text = write_answer(found, form, safe=not raw)
    return text if isinstance(text, bytes) else text.encode("utf-8")


def list_questions(graph: CaseGraph) -> bytes:
    """Write the list of questions as JSON, with their parameters and columns."""
    rows = [
        {
            "name": query.name,
            "summary": query.summary,
            "description": query.description,
            "tags": list(query.tags),
            "parameters": [asdict(parameter) for parameter in query.parameters.values()],
            "columns": [asdict(column) for column in query.columns.values()],
        }
        for query in ordered(graph)
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2).encode("utf-8") + b"\n"


def ordered(graph: CaseGraph) -> list[SavedQuery]:
    """List the questions of a project, by their numbers."""
    found = graph.questions.values()
    return sorted(found, key=lambda query: (query.extra.get("question", 999), query.name))
