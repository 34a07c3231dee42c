"""What is sent is what the client would rather read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casegraph.server.frames import DATA, HEAD, Unpacker, pack
from casegraph.server.negotiate import GRAPHS, RESULTS, choose, named, reads_gzip, reads_pages


@pytest.mark.parametrize(
    ("accept", "rows", "triples"),
    [
        ("", "json", "ttl"),
        ("*/*", "json", "ttl"),
        ("text/csv", "csv", None),
        ("application/sparql-results+xml, application/rdf+xml", "xml", "rdf"),
        ("application/sparql-results+json;q=0.5, text/csv", "csv", None),
        ("text/*", "csv", "ttl"),
        ("text/*, text/csv;q=0", "tsv", "ttl"),
        ("application/json", "json", "jsonld"),
        ("application/n-triples;q=0.9, text/turtle;q=0.8, */*;q=0.1", "json", "nt"),
        ("TEXT/CSV; q=1.000", "csv", None),
        ("text/html", None, None),
        ("text/csv;q=0", None, None),
        ("text/csv;q=nan, application/json", "json", "jsonld"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "xml", "rdf"),
    ],
)
def test_the_dearest_form(accept: str, rows: str | None, triples: str | None) -> None:
    """The weights of a header decide, the likest range for each type, and then our order."""
    for offers, name in ((RESULTS, rows), (GRAPHS, triples)):
        found = choose(accept, offers)
        assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", True),
        ("text/html", True),
        ("text/html;q=0.2, text/csv;q=0.1", True),
        ("", False),
        ("*/*", False),
        ("text/*", False),
        ("text/html, */*", False),
        ("text/html, application/sparql-results+json", False),
        ("text/turtle, text/html;q=0.9", False),
        ("application/n-triples, */*;q=0.5, text/html;q=0.2", False),
        ("text/html, application/xml", False),
        ("text/html;q=0", False),
    ],
)
def test_readers_of_pages(accept: str, page: bool) -> None:
    """Only who would rather read a page than any result or triples reads pages; programs do not."""
    assert reads_pages(accept, (*RESULTS, *GRAPHS)) is page


@given(st.text(max_size=200))
def test_any_header(text: str) -> None:
    """No header, however odd, is more than a choice or none."""
    assert choose(text, RESULTS) in (*RESULTS, None)
    assert reads_gzip(text) in (True, False)


@pytest.mark.parametrize(
    ("header", "reads"),
    [("gzip", True), ("br, gzip;q=0.1", True), ("*", True), ("", False), ("gzip;q=0", False),
     ("*;q=0", False), ("gzip;q=0, *", False), ("deflate", False)],
)  # fmt: skip
def test_gzip(header: str, reads: bool) -> None:
    """Gzip is sent to whoever says that it is read, and to nobody else."""
    assert reads_gzip(header) is reads


def test_names() -> None:
    """A form is named by a short name or by a media type."""
    assert named(RESULTS, "csv") == named(RESULTS, "text/csv") == RESULTS[2]
    assert named(GRAPHS, "csv") is None


@given(st.lists(st.binary(max_size=300), max_size=10), st.integers(1, 50))
def test_messages_arrive_whole(bodies: list[bytes], step: int) -> None:
    """However the bytes of messages are cut, the messages come out as they were."""
    sent = [(HEAD if n % 2 else DATA, body) for n, body in enumerate(bodies)]
    stream = b"".join(pack(kind, body) for kind, body in sent)
    unpacker = Unpacker()
    got = []
    for at in range(0, len(stream), step):
        got += list(unpacker.feed(stream[at : at + step]))
    assert got == sent


@given(st.binary(min_size=5, max_size=50))
def test_nonsense_is_no_message(data: bytes) -> None:
    """What is no message is refused or waited for, and never taken for one."""
    try:
        for kind, body in Unpacker().feed(data):
            assert pack(kind, body) in data
    except ValueError:
        pass
