"""A request costs no more time and bytes than it may, and goes to no host but its own."""

from __future__ import annotations

import itertools

import pytest
from misbehaving import Misbehaving, fill, limited

from casegraph.engine import Remote, Service
from casegraph.engine.deadline import Deadline
from casegraph.errors import EngineError, UsageError

ALL = "SELECT ?o WHERE { ?s ?p ?o }"


@pytest.mark.parametrize("manner", ["drip", "drip headers"])
def test_drip(manner: str, endpoint: Misbehaving) -> None:
    """A server that sends a byte now and then, in its headers or after, meets the deadline."""
    fill(endpoint)
    endpoint.manner = manner
    with pytest.raises(EngineError, match=r"within 0\.4 s"):
        list(limited(endpoint, seconds=0.4).select(ALL).rows)


def test_the_clock_stands_while_nobody_waits() -> None:
    """Only the time that a server is waited for counts, in all of its parts together."""
    deadline = Deadline(0.2)
    for _ in range(3):
        with deadline.waiting():
            pass
        assert deadline.left > 0.1
    assert not deadline.passed
    with deadline.waiting():
        for _ in itertools.takewhile(lambda _: not deadline.passed, itertools.count()):
            pass
    assert deadline.left <= 0
    deadline.end()


def test_bytes(endpoint: Misbehaving) -> None:
    """An answer over its limit is refused, counted after decompression."""
    fill(endpoint, 1000)
    with pytest.raises(EngineError, match="longer than 2000 bytes"):
        list(limited(endpoint, most_bytes=2000).select(ALL).rows)
    endpoint.manner = "bomb"
    with pytest.raises(EngineError, match="longer than 1000000 bytes"):
        list(limited(endpoint, most_bytes=1_000_000).select(ALL).rows)


def test_busy_servers(endpoint: Misbehaving) -> None:
    """Who is busy is asked again, after a pause; not for ever, and not past the deadline."""
    fill(endpoint)
    endpoint.manner = "busy twice"
    assert len(list(Remote(endpoint.service).select(ALL).rows)) == 5
    assert len(endpoint.seen) == 3
    endpoint.manner = "busy"
    with pytest.raises(EngineError, match="busy"):
        limited(endpoint, seconds=1).ask("ASK {}")
    endpoint.manner = "busy long"
    count = len(endpoint.seen)
    with pytest.raises(EngineError, match="busy and asks to wait 6"):
        Remote(endpoint.service).ask("ASK {}")
    assert len(endpoint.seen) == count + 1


def test_a_lost_connection(endpoint: Misbehaving) -> None:
    """A question is asked again over a new connection; an update is not, it may have been done."""
    endpoint.manner = "reset"
    remote = limited(endpoint, seconds=2)
    with pytest.raises(EngineError, match="reset"):
        remote.update("INSERT DATA { <http://e/a> <http://e/p> 1 }")
    assert len(endpoint.seen) == 1
    endpoint.bad = lambda _: len(endpoint.seen) < 3
    assert remote.ask("ASK {}")
    assert len(endpoint.seen) == 3


def test_redirects(endpoint: Misbehaving) -> None:
    """A redirect within a host is followed, in no circle; to another host nothing is sent."""
    endpoint.manner = "moved"
    remote = Remote(endpoint.service)
    assert remote.ask("ASK {}")
    endpoint.manner = "circle"
    with pytest.raises(EngineError, match="circle"):
        remote.ask("ASK {}")
    with Misbehaving() as other:
        endpoint.manner, endpoint.elsewhere = "elsewhere", other.url
        with pytest.raises(EngineError, match="not followed"):
            remote.ask("ASK {}")
        with pytest.raises(EngineError, match="not followed"):
            remote.update("CLEAR ALL")
        assert other.seen == []


def test_no_proxy_of_the_environment(
    endpoint: Misbehaving, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked does not travel by a proxy that the environment names for other programs."""
    with Misbehaving() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://{proxy.host}")
        assert Remote(endpoint.service).ask("ASK {}")
        assert proxy.seen == []


@pytest.mark.parametrize(
    "url",
    [
        *("http://me:secret@127.0.0.1/sparql", "http://me@127.0.0.1/", "ftp://127.0.0.1/", "x"),
        *("http://", "http://[::1/", "http://127.0.0.1:99999/", "http://127.0.0.1/a#secret"),
    ],
)
def test_addresses_that_are_refused(url: str) -> None:
    """Credentials in an address, and addresses that are none, are refused and not repeated."""
    for addresses in ([url], ["http://127.0.0.1/", url], ["http://127.0.0.1/", "", url]):
        with pytest.raises(UsageError) as caught:
            Service(*addresses)
        assert "secret" not in str(caught.value)
