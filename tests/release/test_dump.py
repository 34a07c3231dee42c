"""The dumps of a release hold all of it, in every format, and are described by what lies there."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from pyoxigraph import NamedNode, RdfFormat, parse
from typer.testing import CliRunner

from casegraph.cli import load_app
from casegraph.errors import UsageError
from casegraph.publish.dump import MEDIA_TYPES, dump

FORMS = {
    "nq": RdfFormat.N_QUADS,
    "trig": RdfFormat.TRIG,
    "nt": RdfFormat.N_TRIPLES,
    "ttl": RdfFormat.TURTLE,
    "jsonld": RdfFormat.JSON_LD,
    "rdf": RdfFormat.RDF_XML,
}
DCAT = "http://www.w3.org/ns/dcat#"


@pytest.fixture(scope="module")
def dumps(fiction) -> dict[str, bytes]:  # type: ignore[no-untyped-def]
    """The files of a dump, by name."""
    return dict(dump(fiction.release))


def test_every_format_holds_the_same(fiction, dumps: dict[str, bytes]) -> None:  # type: ignore[no-untyped-def]
    """Each format holds the triples of the release; the two that can, in their named graphs."""
    assert FORMS.keys() == MEDIA_TYPES.keys()
    base = fiction.project.base
    quads = [q for q in fiction.release.graph.generation.quads() if base in str(q.graph_name)]
    triples = {str(quad.triple) for quad in quads}
    for form, rdf in FORMS.items():
        read = list(parse(dumps[f"data.{form}"], rdf))
        if form in ("nq", "trig"):
            assert {str(quad) for quad in read} == {str(quad) for quad in quads}, form
        assert {str(quad.triple) for quad in read} == triples, form
        assert b"disclosure" in dumps[f"terms.{form}"]


def test_description_names_what_is_there(dumps: dict[str, bytes]) -> None:
    """Sizes and hashes of the description are those of the files, and SHA256SUMS names each."""
    quads = list(parse(dumps["dataset.ttl"], RdfFormat.TURTLE))
    sizes = {
        quad.subject.value.rpartition("#")[2]: int(quad.object.value)
        for quad in quads
        if quad.predicate == NamedNode(f"{DCAT}byteSize")
    }
    assert sizes == {
        n: len(data) for n, data in dumps.items() if n not in ("dataset.ttl", "SHA256SUMS")
    }
    values = {q.object.value for q in quads if q.predicate.value.endswith("#checksumValue")}
    told = dict(line.split("  ")[::-1] for line in dumps["SHA256SUMS"].decode().splitlines())
    assert told.keys() == dumps.keys() - {"SHA256SUMS"}
    for name, data in dumps.items():
        if name != "SHA256SUMS":
            assert told[name] == hashlib.sha256(data).hexdigest()
            assert name == "dataset.ttl" or told[name] in values


def test_packed(fiction, dumps: dict[str, bytes]) -> None:  # type: ignore[no-untyped-def]
    """Packed files hold the same, and are the same bytes again."""
    packed = dict(dump(fiction.release, compress=True))
    assert gzip.decompress(packed["data.nq.gz"]) == dumps["data.nq"]
    assert (
        b"compressFormat" in packed["dataset.ttl"] and b"compressFormat" not in dumps["dataset.ttl"]
    )
    assert gzip.compress(dumps["data.nq"], mtime=0) == packed["data.nq.gz"]


def test_command(fiction, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """`casegraph dump` writes them into a new folder; of a curators' graph it writes nothing."""
    args = ["--project", str(fiction.out), "dump", str(tmp_path / "dumps")]
    done = CliRunner().invoke(load_app(), args)
    assert done.exit_code == 0, done.exception
    written = {path.name: path.read_bytes() for path in (tmp_path / "dumps").iterdir()}
    assert written == dict(dump(fiction.release))
    assert isinstance(CliRunner().invoke(load_app(), args).exception, UsageError)
    args = ["--project", str(fiction.project.root), "dump", str(tmp_path / "private")]
    assert "no release" in str(CliRunner().invoke(load_app(), args).exception)
    assert not (tmp_path / "private").exists()
