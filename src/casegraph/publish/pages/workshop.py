"""A graph in, everything that gathers what pages say out, made once for each page."""

from __future__ import annotations

from casegraph.opened import CaseGraph
from casegraph.publish.pages.accounts import Accounts
from casegraph.publish.pages.chain import Chains
from casegraph.publish.pages.lastknown import Liberties
from casegraph.publish.pages.phrases import Phrases
from casegraph.publish.pages.reader import Reader
from casegraph.publish.pages.record import Records
from casegraph.publish.pages.statements import Statements
from casegraph.publish.pages.voices import Voices


class Workshop:
    """What gathers the contents of a page.

    Args:
        graph: the data.
    """

    def __init__(self, graph: CaseGraph) -> None:
        self.graph = graph
        self.reader = Reader(graph)
        self.phrases = Phrases(self.reader)
        self.accounts = Accounts(self.reader, self.phrases)
        self.chains = Chains(self.reader, self.phrases, self.accounts)
        self.voices = Voices(self.reader, self.phrases, self.accounts)
        self.statements = Statements(self.reader, self.phrases, self.accounts)
        self.liberties = Liberties(self.reader, self.phrases, self.accounts)
        self.records = Records(self.reader, self.phrases, self.accounts)
