"""One HTTP request in, its answer out, within bounds of time, hosts and tries.

What is asked, and what the bytes of an answer mean, is left to `remote` and `graph_store`.
"""

from __future__ import annotations

import ssl
import time
import weakref
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3 import PoolManager, Retry
from urllib3.exceptions import InvalidHeader

from casegraph.engine.answer import Answer, Limits, accepted, reason, too_late
from casegraph.engine.deadline import Deadline, SecureWatchedPool, WatchedPool
from casegraph.engine.login import Login
from casegraph.errors import EngineError

USER_AGENT: Final = f"casegraph/{version('casegraph')}"
_BUSY: Final = (429, 503)
_KEPT_METHOD: Final = (307, 308)  # the redirects that keep method and body, RFC 9110, 15.4
_MOST_TRIES: Final = 5
_FIRST_PAUSE: Final = 0.25  # seconds; each further one is twice as long


class _Adapter(HTTPAdapter):
    """Connections that a deadline can cut, and the certificates that the system trusts."""

    def init_poolmanager(self, *arguments: Any, **options: Any) -> None:
        """See `HTTPAdapter`."""
        super().init_poolmanager(*arguments, ssl_context=ssl.create_default_context(), **options)
        manager: PoolManager = self.poolmanager
        manager.pool_classes_by_scheme = {"http": WatchedPool, "https": SecureWatchedPool}


class Client:
    """Sends requests to one engine.

    Proxies and passwords that stand in the environment for other programs are not used.

    Args:
        limits: what each answer may cost.
    """

    def __init__(self, limits: Limits | None = None) -> None:
        self.limits = limits or Limits()
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.auth = Login()
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, _Adapter())
        self._closed = weakref.finalize(self, self._session.close)

    def close(self) -> None:
        """Close the connections that wait for further requests."""
        self._closed()

    def send(
        self,
        method: str,
        url: str,
        *,
        body: bytes | None = None,
        headers: Mapping[str, str],
        repeatable: bool = True,
    ) -> Answer:
        """Send a request; where the server is busy, wait and send it again.

        Args:
            method: the HTTP method.
            url: where to.
            body: what is sent.
            headers: its headers; those that every request has are added.
            repeatable: whether it may be sent again after a break, when nobody knows what the
                server did with it.

        Raises:
            EngineError: there is no answer, or it is one of an error.
        """
        deadline = Deadline(self.limits.seconds)
        sent = {"User-Agent": USER_AGENT, "Accept-Encoding": "gzip", **headers}
        try:
            response = self._until_answered(method, url, body, sent, repeatable, deadline)
            return accepted(Answer(response, url, deadline, self.limits), url)
        except BaseException:
            deadline.end()
            raise

    def _until_answered(
        self,
        method: str,
        url: str,
        body: bytes | None,
        headers: Mapping[str, str],
        repeatable: bool,
        deadline: Deadline,
    ) -> requests.Response:
        there = url
        for tried in range(1, _MOST_TRIES + 1):
            pause = _FIRST_PAUSE * 2 ** (tried - 1)
            try:
                with deadline.waiting():
                    response = self._once(method, there, body, headers, deadline)
            except requests.RequestException as error:
                if deadline.passed:
                    raise too_late(url, deadline) from error
                if not repeatable or not _broke(error) or tried == _MOST_TRIES:
                    raise _silent(url, error) from error
            else:
                if response.is_redirect:
                    there = _followed(there, response)
                    continue
                if response.status_code not in _BUSY or tried == _MOST_TRIES:
                    return response
                pause = max(pause, self._asked_pause(response))
                response.close()
            if pause > deadline.left:
                raise EngineError(
                    f"the endpoint is busy and asks to wait {pause:.0f} s",
                    where=url,
                    remedy="Try again later.",
                )
            with deadline.waiting():
                time.sleep(pause)
        raise EngineError("the endpoint redirects in a circle", where=url)

    def _asked_pause(self, response: requests.Response) -> float:
        """Read the seconds that a busy server asks to wait, 0 if it names none."""
        longest = int(self.limits.seconds) + 1
        try:
            asked = response.headers.get("Retry-After", "0")
            return Retry(retry_after_max=longest).parse_retry_after(asked)
        except InvalidHeader:
            return 0

    def _once(
        self,
        method: str,
        url: str,
        body: bytes | None,
        headers: Mapping[str, str],
        deadline: Deadline,
    ) -> requests.Response:
        return self._session.request(
            method,
            url,
            data=body,
            headers=headers,
            timeout=max(deadline.left, 0.001),
            allow_redirects=False,
            stream=True,
        )


def _broke(error: requests.RequestException) -> bool:
    """Say whether a connection that stood was lost, which trying again may mend."""
    return isinstance(error, requests.ConnectionError) and "NewConnectionError" not in repr(error)


def _silent(url: str, error: Exception) -> EngineError:
    return EngineError(
        f"the endpoint did not answer ({reason(error)})",
        where=url,
        remedy="Check the address and the endpoint's log, then try again.",
    )


def _followed(url: str, response: requests.Response) -> str:
    """Return where a redirect leads, within the same host and with the same method.

    Raises:
        EngineError: it leads elsewhere; nothing is sent there.
    """
    target = urljoin(url, response.headers["Location"])
    response.close()
    same = urlsplit(target)[:2] == urlsplit(url)[:2]
    if same and response.status_code in _KEPT_METHOD:
        return target
    there = urlsplit(target)
    raise EngineError(
        f"the endpoint redirects to {there.scheme}://{there.hostname}{there.path}, "
        "which is not followed",
        where=url,
        remedy="If you trust that address, give it itself.",
    )
