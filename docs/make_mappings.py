"""The table of mappings in, its views as Turtle out: one for SKOS, one for OWL.

The table (`ontology/mappings.sssom.tsv`, in SSSOM) is what people edit; the views hold its triples
for programs that read RDF. The reasons and the confidence of a row stay in the table, and so do
the rows whose object is a literal: SSSOM asks that they be no triples.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from pyoxigraph import Literal, NamedNode, Quad

from casegraph.errors import InputError
from casegraph.terms import CG, RDF_TYPE, SKOS, STANDARD, Prefixes
from casegraph.turtle import write

ROOT: Final = Path(__file__).resolve().parents[1]
TABLE: Final = ROOT / "ontology" / "mappings.sssom.tsv"
_NOTICE: Final = "# Written by docs/make_mappings.py from mappings.sssom.tsv; edit that table.\n"
_DCT: Final = STANDARD["dct"]
_OWL: Final = STANDARD["owl"]
_ONTOLOGY: Final = NamedNode(CG.removesuffix("#"))
_OWL_VIEW: Final = NamedNode(CG.removesuffix("#") + "/mappings/owl")
_CLASS: Final = NamedNode(_OWL + "Class")
LITERAL: Final = "rdfs literal"
"""The `object_type` of a row whose object has no IRI: `object_label` is then the object itself."""


@dataclass(frozen=True)
class Mappings:
    """A set of mappings: what its header says, and one dictionary a row."""

    header: dict[str, Any]
    rows: tuple[dict[str, str], ...]

    def expand(self, curie: str) -> NamedNode:
        """Return the IRI of a CURIE of the table.

        Raises:
            InputError: the header does not declare its prefix.
        """
        prefix, _, local = curie.partition(":")
        namespace = self.header["curie_map"].get(prefix)
        if namespace is None:
            raise InputError(
                f"the prefix of {curie!r} is not declared",
                path=TABLE,
                remedy="Declare it in curie_map, in the lines that begin with '#'.",
            )
        return NamedNode(namespace + local)

    def linked(self) -> Iterator[dict[str, str]]:
        """Yield the rows whose object has an IRI."""
        return (row for row in self.rows if row["object_type"] != LITERAL)

    def triples(self) -> Iterator[Quad]:
        """Yield what each row says whose object has an IRI (SSSOM, RDF: direct triples)."""
        for row in self.linked():
            yield Quad(
                *(self.expand(row[f"{part}_id"]) for part in ("subject", "predicate", "object"))
            )

    def foreign_namespaces(self) -> list[str]:
        """List the namespaces of the objects that have an IRI."""
        prefixes = {row["object_id"].partition(":")[0] for row in self.linked()}
        return sorted(self.header["curie_map"][prefix] for prefix in prefixes)


def read_table(path: Path = TABLE) -> Mappings:
    """Read a table of mappings: a header of YAML in lines that begin with '#', then the rows."""
    lines = path.read_text("utf-8").splitlines()
    header = [line.removeprefix("#").removeprefix(" ") for line in lines if line.startswith("#")]
    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    return Mappings(yaml.safe_load("\n".join(header)), tuple(rows))


def skos_view(mappings: Mappings) -> Iterator[Quad]:
    """Yield the set, the namespaces it leads to, and its rows with a predicate of SKOS."""
    this = NamedNode(mappings.header["mapping_set_id"])
    yield Quad(this, RDF_TYPE, NamedNode(STANDARD["sssom"] + "MappingSet"))
    yield Quad(this, NamedNode(_DCT + "isPartOf"), _ONTOLOGY)
    yield from _described(this, mappings)
    for namespace in mappings.foreign_namespaces():
        yield Quad(this, NamedNode(_DCT + "references"), NamedNode(namespace))
    for triple in mappings.triples():
        if triple.predicate.value.startswith(SKOS):
            yield triple


def owl_view(mappings: Mappings) -> Iterator[Quad]:
    """Yield an ontology of the rows whose predicate is an axiom, with what they are about."""
    yield Quad(_OWL_VIEW, RDF_TYPE, NamedNode(_OWL + "Ontology"))
    yield from _described(_OWL_VIEW, mappings)
    for triple in mappings.triples():
        if not triple.predicate.value.startswith(SKOS):
            yield triple
            for term in (triple.subject, triple.object):
                yield Quad(term, RDF_TYPE, _CLASS)


def _described(this: NamedNode, mappings: Mappings) -> Iterator[Quad]:
    header = mappings.header
    for name, key in (("title", "mapping_set_title"), ("description", "mapping_set_description")):
        yield Quad(this, NamedNode(_DCT + name), Literal(header[key], language="en"))
    for name in header["creator_label"]:
        yield Quad(this, NamedNode(_DCT + "creator"), Literal(name, language="en"))
    yield Quad(this, NamedNode(_DCT + "license"), NamedNode(header["license"]))
    version = Literal(header["mapping_set_version"])
    yield Quad(this, NamedNode(_OWL + "versionInfo"), version)


VIEWS: Final[dict[str, Callable[[Mappings], Iterator[Quad]]]] = {
    "mappings.ttl": skos_view,
    "views/mappings-owl.ttl": owl_view,
}


def view_text(name: str) -> str:
    """Return the whole text of one view of `VIEWS`."""
    return write(VIEWS[name](read_table()), Prefixes(), comment=_NOTICE)


def main() -> int:
    """Write the views, or with `--check` say which are not current.

    Returns:
        The exit code: 1 if `--check` found a view that is not current.
    """
    parser = argparse.ArgumentParser(description="Write the views of ontology/mappings.sssom.tsv.")
    parser.add_argument("--check", action="store_true", help="write nothing; 1 if a view is stale")
    check = parser.parse_args().check
    stale = []
    for name in VIEWS:
        path = TABLE.parent / name
        text = view_text(name)
        if path.is_file() and path.read_bytes() == text.encode("utf-8"):
            continue
        stale.append(path.relative_to(ROOT).as_posix())
        if not check:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(text.encode("utf-8"))
    for name in stale:
        sys.stderr.write(f"{'not current' if check else 'written'}: {name}\n")
    if check and stale:
        sys.stderr.write("run 'make docs' and commit what it writes\n")
    return int(check and bool(stale))


if __name__ == "__main__":
    sys.exit(main())
