"""A saved question and its parameters in, its answer in any form, its query or its citation out."""

from __future__ import annotations

import json
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, Final

from casegraph.ask import Table, write_answer
from casegraph.ask.answer import answer_query, query_named
from casegraph.ask.catalogue import catalogue
from casegraph.ask.page import write_csvw
from casegraph.cite import STYLES, cite
from casegraph.opened import CaseGraph
from casegraph.publish.pages.question import write_question, write_questions
from casegraph.publish.rdf import write_rdf
from casegraph.receipt import make_receipt, write_receipt
from casegraph.saved import ParameterValue, SavedQuery
from casegraph.server.negotiate import ANSWERS, LISTS
from casegraph.server.problem import not_found
from casegraph.server.reply import Reply
from casegraph.server.tasks.page import pressed, send_page

_READABLE: Final = ("md", "xlsx")
_CITED: Final = {"bib": "bibtex", "csl": "csl"}
assert set(_CITED.values()) == set(STYLES)


def questions(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """List the saved questions. Arguments: `form`, of `LISTS`; `up`, the way to the top."""
    offer = next(offer for offer in LISTS if offer.name == arguments["form"])
    if offer.name == "html":
        send_page(reply, write_questions(pressed(graph, arguments["up"])))
        return
    reply.head(offer.content_type)
    there = sorted(graph.questions.values(), key=lambda q: (q.extra.get("question", 999), q.name))
    if offer.name == "json":
        rows = [
            {
                "name": query.name,
                "summary": query.summary,
                "description": query.description,
                "tags": list(query.tags),
                "parameters": [asdict(parameter) for parameter in query.parameters.values()],
                "columns": [asdict(column) for column in query.columns.values()],
            }
            for query in there
        ]
        reply.write_all(json.dumps(rows, ensure_ascii=False, indent=2).encode("utf-8") + b"\n")
    else:
        quads = catalogue(there, graph.project.prefixes)
        reply.write_all(write_rdf(quads, offer.name, graph.project.prefixes))


def question(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """Answer a saved question.

    Arguments: `name`; `values`, its parameters as people type them; `lang`, the language of labels;
    `form`, the name of one of `ANSWERS`; `url`, where this answer of this state is; `up`, the way
    from there to the top.
    """
    offer = next(offer for offer in ANSWERS if offer.name == arguments["form"])
    paths = graph.project.queries()
    if arguments["name"] not in paths:
        raise not_found()
    if offer.name == "html":
        _show(graph, arguments, reply)
        return
    query = query_named(paths, arguments["name"])
    values = graph.read_values(query.name, arguments["values"])
    reply.head(offer.content_type)
    reply.write_all(_written(graph, query, values, arguments, offer.name))


def _show(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """Answer on a page with the form, which also says what cannot be asked."""
    found = pressed(graph, arguments["up"])
    page, answered = write_question(found, arguments["name"], arguments["values"])
    send_page(reply, page, HTTPStatus.OK if answered else HTTPStatus.BAD_REQUEST)


def _written(
    graph: CaseGraph,
    query: SavedQuery,
    values: dict[str, ParameterValue],
    arguments: dict[str, Any],
    form: str,
) -> bytes:
    prefixes, generation = graph.project.prefixes, graph.generation
    if form == "rq":
        return query.bind(values, prefixes).encode("utf-8")
    found = answer_query(graph.engine, query, values, prefixes, arguments["lang"])
    text: str | bytes
    if form in _CITED:
        given = arguments["values"]
        text = cite(_CITED[form], query, given, generation, prefixes, arguments["url"])
    elif form == "receipt":
        text = write_receipt(make_receipt(query, values, found, generation, prefixes))
    elif form == "csvw" and isinstance(found, Table):
        text = write_csvw(found, f"{query.name}.csv")
    elif form in _READABLE and isinstance(found, Table):
        text = write_answer(found.readable(), form)
    else:
        text = write_answer(found, form)
    return text if isinstance(text, bytes) else text.encode("utf-8")
