"""Credentials come from environment or keyring, and go to the host that they are kept for."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.credentials import Credential, SimpleCredential
from misbehaving import Misbehaving

from casegraph.engine import Remote, Service
from casegraph.engine.login import Credentials, credentials_for
from casegraph.errors import EngineError, UsageError

SCHEMES = ["basic", "digest", "bearer"]


class Kept(KeyringBackend):
    """A keyring that holds one entry."""

    priority = 1

    def __init__(self, service: str, user: str, secret: str) -> None:
        self.service, self.user, self.secret = service, user, secret
        super().__init__()

    def get_password(self, service: str, username: str) -> str | None:
        """See `KeyringBackend`."""
        return self.secret if (service, username) == (self.service, self.user) else None

    def get_credential(self, service: str, username: str | None) -> Credential | None:
        """See `KeyringBackend`."""
        return SimpleCredential(self.user, self.secret) if service == self.service else None

    def set_password(self, service: str, username: str, password: str) -> None:
        """See `KeyringBackend`."""
        raise NotImplementedError


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start from an environment and a keyring that hold nothing."""
    for name in ("HOST", "USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"CASEGRAPH_{name}", raising=False)
    before = keyring.get_keyring()
    keyring.set_keyring(Kept("", "", ""))
    yield
    keyring.set_keyring(before)


def keep(monkeypatch: pytest.MonkeyPatch, endpoint: Misbehaving, host: str = "") -> None:
    """Keep the endpoint's credentials in the environment."""
    monkeypatch.setenv("CASEGRAPH_HOST", host or endpoint.host)
    if endpoint.manner == "bearer":
        monkeypatch.setenv("CASEGRAPH_TOKEN", endpoint.secret)
    else:
        monkeypatch.setenv("CASEGRAPH_USER", endpoint.user)
        monkeypatch.setenv("CASEGRAPH_PASSWORD", endpoint.secret)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_environment(
    scheme: str,
    endpoint: Misbehaving,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """What the environment keeps is presented when the host asks, then at once; never logged."""
    caplog.set_level(logging.DEBUG)
    endpoint.manner = scheme
    keep(monkeypatch, endpoint)
    remote = Remote(endpoint.service)
    assert remote.ask("ASK {}")
    remote.update("INSERT DATA { <http://e/a> <http://e/p> 1 }")
    assert len(endpoint.store) == 1
    assert "authorization" not in endpoint.seen[0].headers
    assert len(endpoint.seen) == 3
    assert endpoint.secret not in caplog.text
    assert endpoint.secret not in repr(credentials_for(endpoint.url))


def test_nothing_is_sent_unasked(endpoint: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that asks for nothing is told nothing."""
    keep(monkeypatch, endpoint)
    assert Remote(endpoint.service).ask("ASK {}")
    assert "authorization" not in endpoint.seen[0].headers


@pytest.mark.parametrize("scheme", SCHEMES)
def test_another_host(scheme: str, endpoint: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that asks for what is kept for another gets nothing, not on another port either."""
    endpoint.manner = scheme
    for host in ("example.org", "127.0.0.1", "127.0.0.1:1", f"{endpoint.host}0"):
        keep(monkeypatch, endpoint, host)
        with pytest.raises(EngineError, match="401") as caught:
            Remote(endpoint.service).ask("ASK {}")
        assert "CASEGRAPH_HOST" in caught.value.remedy
    assert not [seen for seen in endpoint.seen if "authorization" in seen.headers]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_wrong_credentials(
    scheme: str, endpoint: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a host does not accept is an error, and is not tried for ever."""
    endpoint.manner = scheme
    keep(monkeypatch, endpoint)
    endpoint.secret = "changed"
    with pytest.raises(EngineError, match="401"):
        Remote(endpoint.service).ask("ASK {}")
    assert len(endpoint.seen) == 2


def test_no_host_is_named(endpoint: Misbehaving, monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials without a host are for nobody."""
    endpoint.manner = "basic"
    monkeypatch.setenv("CASEGRAPH_PASSWORD", "x")
    with pytest.raises(UsageError, match="not for which host") as caught:
        Remote(endpoint.service).ask("ASK {}")
    assert f"CASEGRAPH_HOST={endpoint.host}" in caught.value.remedy


def test_keyring(endpoint: Misbehaving) -> None:
    """The keyring keeps credentials by host."""
    keyring.set_keyring(Kept(f"casegraph:{endpoint.host}", endpoint.user, endpoint.secret))
    endpoint.manner = "digest"
    assert Remote(endpoint.service).ask("ASK {}")
    assert credentials_for("https://example.org/sparql") is None


def test_in_the_clear(monkeypatch: pytest.MonkeyPatch, endpoint: Misbehaving) -> None:
    """Credentials travel over https only, unless the host is this machine."""
    assert credentials_for("http://example.org/sparql") is None
    monkeypatch.setenv("CASEGRAPH_HOST", "example.org")
    monkeypatch.setenv("CASEGRAPH_TOKEN", "t")
    assert credentials_for("http://example.org:80/sparql") == Credentials("", "t")
    assert credentials_for("https://EXAMPLE.org/sparql") == Credentials("", "t")
    monkeypatch.setattr("casegraph.engine.login._NEAR", ())
    endpoint.manner = "bearer"
    monkeypatch.setenv("CASEGRAPH_HOST", endpoint.host)
    with pytest.raises(EngineError, match="over http"):
        Remote(Service(endpoint.url)).ask("ASK {}")
    assert not [seen for seen in endpoint.seen if "authorization" in seen.headers]
