"""What workers can be asked for: an opened graph and arguments in, an answer written out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from casegraph.server.tasks.dataset import api, dataset, service, sitemap
from casegraph.server.tasks.document import document, json_ld_context, mappings, terms
from casegraph.server.tasks.page import citation, network, page
from casegraph.server.tasks.query import sparql
from casegraph.server.tasks.question import question, questions
from casegraph.server.worker import Task

TASKS: Final[Mapping[str, Task]] = {
    "api": api,
    "citation": citation,
    "context": json_ld_context,
    "dataset": dataset,
    "document": document,
    "mappings": mappings,
    "network": network,
    "page": page,
    "question": question,
    "questions": questions,
    "service": service,
    "sitemap": sitemap,
    "sparql": sparql,
    "terms": terms,
}
