"""A server of ours before an engine of others: it passes requests on, and misbehaves on the way."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

import requests
from misbehaving import Misbehaving, Reply, Seen

from casegraph.engine import Service


class Relay(Misbehaving):
    """What is asked of it is asked of an engine, whose answer it gives.

    Args:
        engine: where the engine is.
    """

    def __init__(self, engine: Service) -> None:
        super().__init__()
        self.engine = engine
        self.session = requests.Session()
        self.session.trust_env = False

    def __exit__(self, *details: object) -> None:
        super().__exit__(*details)
        self.session.close()

    def answer(self, seen: Seen, body: bytes) -> Reply:
        """Pass a request on."""
        parts = urlsplit(seen.path)
        folders = {"/query": self.engine.query, "/update": self.engine.update}
        there = folders.get(parts.path, self.engine.graphs)
        headers = {n: v for n, v in seen.headers.items() if n in ("accept", "content-type")}
        got = self.session.request(
            seen.method,
            f"{there}?{parts.query}" if parts.query else there,
            data=urlencode(seen.fields) if seen.fields else body,
            headers=headers,
            timeout=60,
        )
        return Reply(got.status_code, got.headers.get("Content-Type", "text/plain"), got.content)
