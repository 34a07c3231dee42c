"""A server's challenge in, a request that meets it out: with what the environment or keyring hold.

No password comes from the command line or a file of the project, and none goes to a host that it
was not kept for.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from requests import PreparedRequest, Response
from requests.auth import AuthBase, HTTPBasicAuth, HTTPDigestAuth

from casegraph.errors import CasegraphError, EngineError, UsageError

HOST: Final = "CASEGRAPH_HOST"
USER: Final = "CASEGRAPH_USER"
PASSWORD: Final = "CASEGRAPH_PASSWORD"  # noqa: S105 - the name of the variable
TOKEN: Final = "CASEGRAPH_TOKEN"  # noqa: S105 - the name of the variable
_NEAR: Final = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True)
class Credentials:
    """A user with a password, or a token without a user; never shown."""

    user: str
    secret: str = field(repr=False)

    def scheme(self, challenge: str) -> AuthBase | None:
        """Choose how to present them to a server that asks by `WWW-Authenticate`."""
        offered = challenge.lower()
        if not self.user:
            return _Bearer(self.secret)
        if "digest" in offered:
            return HTTPDigestAuth(self.user, self.secret)
        return HTTPBasicAuth(self.user, self.secret) if "basic" in offered else None


class _Bearer(AuthBase):
    """A token, RFC 6750."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Login(AuthBase):
    """Nothing is sent before a server asks; then what is kept for it, from there on at once."""

    def __init__(self) -> None:
        self._chosen: dict[str, AuthBase] = {}

    def __call__(self, request: PreparedRequest) -> PreparedRequest:
        """Present what the host accepted before, or wait for its challenge."""
        chosen = self._chosen.get(_host(str(request.url)))
        if chosen:
            return chosen(request)
        request.register_hook("response", self._challenged)
        return request

    def _challenged(self, response: Response, **options: Any) -> Response:
        if response.status_code != 401 or "Authorization" in response.request.headers:
            return response
        scheme = _scheme_for(response)
        if scheme is None:
            return response
        self._chosen[_host(response.url)] = scheme
        again: Response
        if isinstance(scheme, HTTPDigestAuth):
            scheme(response.request)
            again = scheme.handle_401(response, **options)
        else:
            response.close()
            again = response.connection.send(scheme(response.request.copy()), **options)
        return again


def _scheme_for(response: Response) -> AuthBase | None:
    try:
        kept = credentials_for(response.url)
        asked = response.headers.get("WWW-Authenticate", "")
        scheme = kept.scheme(asked) if kept else None
        if scheme:
            _refuse_in_the_clear(response.url)
    except CasegraphError:
        response.close()
        raise
    return scheme


def credentials_for(url: str) -> Credentials | None:
    """Find what is kept for the host of a URL: in the environment, else in the keyring.

    The environment names the host that its credentials are for (`CASEGRAPH_HOST`, with the port
    where it is not the usual one). The keyring is asked for the service `casegraph:HOST`; it
    needs the extra `keyring`.

    Raises:
        UsageError: the environment holds credentials and names no host.
    """
    host = _host(url)
    secret = os.environ.get(TOKEN) or os.environ.get(PASSWORD)
    if secret:
        named = os.environ.get(HOST, "")
        if not named:
            raise UsageError(
                f"{PASSWORD} or {TOKEN} is set, but not for which host",
                remedy=f"Set {HOST} to it, for example {HOST}={host}.",
            )
        if named.lower() == host:
            user = "" if os.environ.get(TOKEN) else os.environ.get(USER, "")
            return Credentials(user, secret)
    return _from_keyring(host)


def _from_keyring(host: str) -> Credentials | None:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        found = keyring.get_credential(f"casegraph:{host}", None)
    except KeyringError:
        return None
    return Credentials(found.username, found.password) if found else None


def _host(url: str) -> str:
    """Name host and port; the port only where it is not the usual one of the scheme."""
    parts = urlsplit(url)
    usual = {"http": 80, "https": 443}.get(parts.scheme)
    name = (parts.hostname or "").lower()
    name = f"[{name}]" if ":" in name else name
    return name if parts.port in (None, usual) else f"{name}:{parts.port}"


def _refuse_in_the_clear(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme != "https" and parts.hostname not in _NEAR:
        raise EngineError(
            "the endpoint asks for credentials over http, where anybody on the way can read them",
            where=f"{parts.scheme}://{parts.netloc}",
            remedy="Give its https address.",
        )
