"""A saved question and its parameters in, its answer in any form, its query or its citation out."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from casegraph.ask import Answer
from casegraph.ask.answer import answer_query, query_named
from casegraph.ask.catalogue import catalogue
from casegraph.opened import CaseGraph
from casegraph.publish.answered import list_questions, ordered, write_answered
from casegraph.publish.pages.question import write_question, write_questions
from casegraph.publish.rdf import write_rdf
from casegraph.server.negotiate import ANSWERS, LISTS
from casegraph.server.problem import not_found
from casegraph.server.reply import Reply
from casegraph.server.tasks.page import pressed, send_page


def questions(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """List the saved questions. Arguments: `form`, of `LISTS`; `up`, the way to the top."""
    offer = next(offer for offer in LISTS if offer.name == arguments["form"])
    if offer.name == "html":
        send_page(reply, write_questions(pressed(graph, arguments["up"])))
        return
    reply.head(offer.content_type)
    if offer.name == "json":
        reply.write_all(list_questions(graph))
    else:
        quads = catalogue(ordered(graph), graph.project.prefixes)
        reply.write_all(write_rdf(quads, offer.name, graph.project.prefixes))


def question(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """Answer a saved question.

    Arguments: `name`; `values`, its parameters as people type them; `lang`, the language of labels;
    `raw`, whether cells that a spreadsheet may run are left as they are; `form`, the name of one of
    `ANSWERS`; `up`, the way to the top.
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
    found: Answer = False  # a query alone is not asked
    if offer.name != "rq":
        prefixes = graph.project.prefixes
        found = answer_query(graph.engine, query, values, prefixes, arguments["lang"])
    given = arguments["values"]
    data = write_answered(graph, query, values, found, offer.name, given, raw=arguments["raw"])
    reply.write_all(data)


def _show(graph: CaseGraph, arguments: dict[str, Any], reply: Reply) -> None:
    """Answer on a page with the form, which also says what cannot be asked."""
    found = pressed(graph, arguments["up"])
    page, answered = write_question(found, arguments["name"], arguments["values"])
    send_page(reply, page, HTTPStatus.OK if answered else HTTPStatus.BAD_REQUEST)
