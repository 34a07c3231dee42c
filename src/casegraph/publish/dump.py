"""A release in, its dumps out: all of it in each RDF format, with a description and hashes."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Iterator
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.export import select_parts
from casegraph.publish.dataset import DUMPED, MEDIA, dataset_quads, distribution_quads
from casegraph.publish.rdf import MEDIA_TYPES, write_rdf
from casegraph.release import Release
from casegraph.terms import RDF_TYPE, STANDARD, XSD

HASHES: Final = "SHA256SUMS"
DESCRIPTION: Final = "dataset.ttl"
_DCAT: Final = STANDARD["dcat"]
_SPDX: Final = "http://spdx.org/rdf/terms#"


def dump(
    release: Release,
    *,
    compress: bool = False,
    progress: Callable[[str], None] = lambda _: None,
) -> Iterator[tuple[str, bytes]]:
    """Write a release in every format.

    `data.nq` and `data.trig` hold the named graphs: what a rule derived stands in
    `<base>graph/derived/`; the other formats hold the triples of all graphs.

    Args:
        release: the release.
        compress: whether files are packed by gzip; the same content gives the same bytes.
        progress: called with a few words at each step.

    Yields:
        The name and the bytes of each file: the formats, a description by DCAT and VoID that names
        them, and at last the hash of each.

    Raises:
        CasegraphError: a format cannot hold a triple, which is named.
    """
    project = release.graph.project
    quads = release.graph.generation.quads()
    hashes: dict[str, str] = {}
    described = list(dataset_quads(release.graph, project.site, dumps=False))
    for name, parts in DUMPED.items():
        chosen = select_parts(quads, project, parts)
        for form, media_type in MEDIA_TYPES.items():
            file = f"{name}.{form}{'.gz' if compress else ''}"
            progress(f"writing {file}")
            data = write_rdf(chosen, form, project.prefixes)
            data = gzip.compress(data, mtime=0) if compress else data
            hashes[file] = hashlib.sha256(data).hexdigest()
            described += _distribution(project.site, file, media_type, data, hashes[file])
            yield file, data
    text = write_rdf(described, "ttl", project.prefixes)
    hashes[DESCRIPTION] = hashlib.sha256(text).hexdigest()
    yield DESCRIPTION, text
    yield HASHES, "".join(f"{h}  {f}\n" for f, h in sorted(hashes.items())).encode("ascii")


def _distribution(
    site: str, file: str, media_type: str, data: bytes, sha256: str
) -> Iterator[Quad]:
    """Describe one file: what it is, how large, and its hash."""
    node = NamedNode(f"{site}dataset#{file}")
    checksum = NamedNode(f"{node.value}-checksum")
    yield from distribution_quads(site, file, media_type)
    if file.endswith(".gz"):
        packed = NamedNode(f"{MEDIA}application/gzip")
        yield Quad(node, NamedNode(_DCAT + "compressFormat"), packed)
    size = Literal(str(len(data)), datatype=NamedNode(XSD + "nonNegativeInteger"))
    yield Quad(node, NamedNode(_DCAT + "byteSize"), size)
    yield Quad(node, NamedNode(_SPDX + "checksum"), checksum)
    yield Quad(checksum, RDF_TYPE, NamedNode(_SPDX + "Checksum"))
    algorithm = NamedNode(f"{_SPDX}checksumAlgorithm_sha256")
    yield Quad(checksum, NamedNode(_SPDX + "algorithm"), algorithm)
    value = Literal(sha256, datatype=NamedNode(XSD + "hexBinary"))
    yield Quad(checksum, NamedNode(_SPDX + "checksumValue"), value)
