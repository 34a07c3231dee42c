"""Whatever is sent to whatever is described, the answer is one that the description allows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from casegraph.server.budget import client_name
from casegraph.server.exchange import _matches, key_of
from casegraph.server.problem import Problem
from casegraph.server.protocol import read_question

if TYPE_CHECKING:
    from serving import Running

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]


# examples of each operation that keep to the description, and of each that break it
MODES = {GenerationMode.POSITIVE: 4, GenerationMode.NEGATIVE: 2}


@pytest.mark.parametrize("mode", MODES)
def test_the_interface_is_as_described(server: Running, mode: GenerationMode) -> None:
    """Statuses, media types and documents are those of the description, for right and wrong."""
    interface = schemathesis.openapi.from_url(f"{server.address}openapi.json")
    operations = [found.ok() for found in interface.get_all_operations()]
    paths = {found.path for found in operations}
    assert {"/", "/search", "/browse/{kind}", "/network/claims", "/ns", "/dump/{name}"} <= paths
    assert len(operations) > 70
    if mode is GenerationMode.NEGATIVE:  # elsewhere every text is allowed, and none is wrong
        operations = [found for found in operations if found.path.startswith("/question/")]
    for operation in operations:

        @settings(max_examples=MODES[mode], suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(mode))
        def conforms(case: schemathesis.Case) -> None:
            case.call_and_validate(base_url=server.address.rstrip("/"), checks=CHECKS)

        conforms()


TEXT = st.text(max_size=60)
FIELDS = st.lists(st.tuples(TEXT, TEXT)).map(urlencode).map(str.encode)
KINDS = st.sampled_from(["application/sparql-query", "application/x-www-form-urlencoded"])


@given(
    st.sampled_from(["GET", "HEAD", "POST"]),
    st.one_of(st.binary(max_size=200), FIELDS),
    st.one_of(TEXT, KINDS),
    st.one_of(st.binary(max_size=200), FIELDS),
)
def test_any_request_is_read(method: str, target: bytes, kind: str, body: bytes) -> None:
    """Reading a request gives a question, none, or a refusal, and nothing else."""
    try:
        found = read_question(method, target, kind, body)
    except Problem as problem:
        assert 400 <= problem.status < 500
        return
    assert found is None or isinstance(found.query, str)


@given(TEXT, st.lists(st.sampled_from(["urn:a", "urn:b", "urn:c"]), max_size=4))
def test_any_query_arrives(query: str, graphs: list[str]) -> None:
    """A query comes through an address and through a form as it was, with its graphs."""
    pairs = [("query", query), *(("named-graph-uri", graph) for graph in graphs)]
    encoded = urlencode(pairs).encode()
    form = "application/x-www-form-urlencoded"
    try:
        by_get = read_question("GET", encoded, "", b"")
    except Problem:
        with pytest.raises(Problem):
            read_question("POST", b"", form, encoded)
        return
    assert by_get == read_question("POST", b"", form, encoded)
    assert by_get is not None
    assert by_get.query == query
    named = by_get.graphs.named if by_get.graphs else ()
    assert named == tuple(dict.fromkeys(graphs))


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=80), st.binary(max_size=80)))
def test_any_path(server: Running, path: str | bytes) -> None:
    """Every address has an answer that is no fault of the server."""
    for start in ("/", "/doc/", "/id/", "/question/", "/vocab/", "/sparql?query="):
        got = server.ask(target=start + quote(path))
        assert got.status < 500, (start, path)


HEAD = st.sampled_from(
    [
        b"",
        b"GET / HTTP/1.1\r\nhost: localhost\r\n",
        b"POST /sparql HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/sparql-query\r\n",
        b"POST /sparql HTTP/1.1\r\nhost: localhost\r\ntransfer-encoding: chunked\r\n\r\n",
        b"GET http://localhost/sparql HTTP/1.1\r\nhost: ",
    ]
)
BYTES = st.one_of(
    st.binary(max_size=80),
    st.lists(st.sampled_from([b"\r\n", b"\n", b": ", b"content-length: 5", b"\x00", b"0"])).map(
        b"".join
    ),
)


@settings(max_examples=60)
@given(HEAD, BYTES)
def test_any_bytes(server: Running, head: bytes, rest: bytes) -> None:
    """Whatever comes over a connection, the answer is no fault of the server, or none."""
    got = server.raw(head + rest, last=True)
    assert not got or 200 <= int(got.split()[1]) < 500, got


@given(TEXT, TEXT)
def test_any_header(header: str, tag: str) -> None:
    """Reading validators and names of clients gives an answer for every text."""
    assert _matches(header, tag) in (True, False)
    assert isinstance(client_name(header), str)
    assert _matches(f'"x", W/"{tag}"', f'"{tag}"') or "," in tag


@given(st.lists(st.text(max_size=5), max_size=4), st.lists(st.text(max_size=5), max_size=4))
def test_keys_tell_answers_apart(one: list[str], other: list[str]) -> None:
    """Two things that are asked have one key only if they are the same."""
    assert (key_of(*one) == key_of(*other)) == (one == other)
