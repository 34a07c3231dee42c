"""A SPARQL text in, the answer of an endpoint as a stream out.

SPARQLWrapper writes the request; what carries it is `Client`, since SPARQLWrapper's own opener
follows redirects to other hosts, has no deadline, and reads the form of a query from words in its
comments (decision 19).
"""

from __future__ import annotations

from typing import Any, cast

from SPARQLWrapper import POST, SPARQLWrapper

from casegraph.engine.answer import Answer
from casegraph.engine.http import Client


class Request(SPARQLWrapper):
    """A query or an update on its way.

    Args:
        client: carries it.
        url: where to.
        text: the query or update.
        form: SELECT, ASK, CONSTRUCT or DESCRIBE; INSERT for an update of any kind.
        accept: the media type that is asked for.
    """

    def __init__(self, client: Client, url: str, text: str, form: str, accept: str) -> None:
        self._client = client
        self._form = form
        super().__init__(url, updateEndpoint=url)
        self.setMethod(POST)
        self.setOnlyConneg(True)
        self.addCustomHttpHeader("Accept", accept)
        self.setQuery(text)

    def _parseQueryType(self, query: str) -> str:  # noqa: ARG002, N802 - as SPARQLWrapper has it
        return self._form

    def _query(self) -> tuple[Answer, str]:  # type: ignore[override]  # urllib's response there
        made: Any = self._createRequest()
        headers = {name: value for name, value in made.header_items() if name != "User-agent"}
        answer = self._client.send(
            made.get_method(),
            made.full_url,
            body=made.data,
            headers=headers,
            repeatable=not self.isSparqlUpdateRequest(),
        )
        return answer, self.returnFormat

    def answer(self) -> Answer:
        """Send it.

        Raises:
            EngineError: there is no answer.
        """
        answer: Any = self.query().response
        return cast(Answer, answer)
