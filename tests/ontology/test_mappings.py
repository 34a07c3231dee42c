"""The mappings are valid SSSOM on terms that exist, and their views say what the table says."""

from __future__ import annotations

import csv
import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Final

import pytest
import yaml
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef

from casegraph.dataset import read_dataset
from casegraph.errors import InputError
from casegraph.project import Project

ROOT: Final = Path(__file__).parents[2]
TABLE: Final = ROOT / "ontology" / "mappings.sssom.tsv"
OURS: Final = "https://w3id.org/casegraph/"
COLUMNS_TEXT: Final = """
    subject_id subject_label predicate_id object_id object_label mapping_justification object_type
    object_source object_source_version confidence comment
"""
HEADER_TEXT: Final = """
    mapping_set_id mapping_set_version mapping_set_title mapping_set_description license
    creator_label subject_source comment curie_map
"""
PREDICATES_TEXT: Final = """
    skos:exactMatch skos:closeMatch skos:broadMatch skos:narrowMatch skos:relatedMatch
    rdfs:subClassOf rdfs:subPropertyOf owl:equivalentClass owl:equivalentProperty
"""
AXIOMS: Final = (
    RDFS.subClassOf,
    RDFS.subPropertyOf,
    OWL.equivalentClass,
    OWL.equivalentProperty,
)
# the schema of SSSOM gives a pattern for justifications
JUSTIFICATION: Final = re.compile(r"semapv:(MappingReview|ManualMappingCuration)")
CURIE: Final = re.compile(r"[a-z][a-z0-9-]*:[A-Za-z0-9][\w.:-]*")
LITERAL: Final = "rdfs literal"
ICCS: Final = "https://unstats.un.org/unsd/classifications/Family/Detail/1000"

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The script that writes the views."""
    path = ROOT / "docs" / "make_mappings.py"
    spec = importlib.util.spec_from_file_location("make_mappings", path)
    assert spec is not None and spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def header() -> dict[str, object]:
    """The metadata of the table, from the lines that begin with '#'."""
    lines = TABLE.read_text("utf-8").splitlines()
    found = yaml.safe_load("\n".join(li.removeprefix("# ") for li in lines if li.startswith("#")))
    assert isinstance(found, dict)
    return found


@pytest.fixture(scope="module")
def rows() -> Rows:
    """The rows of the table."""
    lines = [li for li in TABLE.read_text("utf-8").splitlines() if not li.startswith("#")]
    assert lines[0].split("\t") == COLUMNS_TEXT.split()
    return list(csv.DictReader(lines, delimiter="\t"))


@pytest.fixture(scope="module")
def linked(rows: Rows) -> Rows:
    """The rows whose object has an IRI."""
    return [row for row in rows if row["object_type"] != LITERAL]


def iri(curie: str, header: dict[str, object]) -> str:
    """Expand a CURIE by the map of the header."""
    assert CURIE.fullmatch(curie), curie
    prefix, _, local = curie.partition(":")
    table = header["curie_map"]
    assert isinstance(table, dict)
    return str(table[prefix]) + local


def test_the_header_is_that_of_a_mapping_set(header: dict[str, object]) -> None:
    """The header has the slots that SSSOM requires, and a licence that allows reuse."""
    assert set(header) == set(HEADER_TEXT.split())
    assert header["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert str(header["mapping_set_id"]).startswith(OURS)
    assert iri(str(header["subject_source"]), header) == "https://w3id.org/casegraph/ns"


def test_every_row_is_a_mapping(rows: Rows, linked: Rows, header: dict[str, object]) -> None:
    """Each row has a predicate, a justification and a confidence, and says where it was seen."""
    assert len(linked) >= 100
    for row in rows:
        assert None not in row.values() and None not in row, row
        assert row["predicate_id"] in PREDICATES_TEXT.split(), row
        assert JUSTIFICATION.fullmatch(row["mapping_justification"]), row
        assert 0 < float(row["confidence"]) <= 1, row
        assert re.fullmatch(r".+\. Seen in .+\.", row["comment"]), row
    for row in linked:
        assert not iri(row["object_id"], header).startswith(OURS), row
        assert not row["object_type"] and not row["object_source"], row


def test_a_literal_is_a_code_of_its_list(
    rows: Rows, header: dict[str, object], vocabularies: Graph
) -> None:
    """A row without an IRI names the list of its code, which is the notation of its subject.

    SSSOM lets a row have no `object_id` if and only if its `object_type` is `rdfs literal`.
    """
    told = set()
    for row in rows:
        assert (row["object_id"] == "") == (row["object_type"] == LITERAL), row
        if row["object_type"] == LITERAL:
            subject = URIRef(iri(row["subject_id"], header))
            assert str(vocabularies.value(subject, SKOS.notation)) == row["object_label"], row
            scheme = vocabularies.value(subject, SKOS.inScheme)
            source = URIRef(iri(row["object_source"], header))
            assert (scheme, RDFS.seeAlso, source) in vocabularies, row
            told.add(subject)
    scheme = URIRef(f"{OURS}vocab/offence-category")
    members = vocabularies.subjects(SKOS.inScheme, scheme)
    assert told == {c for c in members if vocabularies.value(c, SKOS.notation) is not None}


def test_every_prefix_is_declared_and_used(rows: Rows, header: dict[str, object]) -> None:
    """The map of prefixes holds those of the table, and no other."""
    parts = ("subject_id", "predicate_id", "object_id", "mapping_justification", "object_source")
    curies = {row[part] for row in rows for part in parts} - {""} | {str(header["subject_source"])}
    used = {curie.partition(":")[0] for curie in curies}
    assert isinstance(header["curie_map"], dict)
    assert set(header["curie_map"]) == used


def test_every_subject_is_a_term(
    rows: Rows, header: dict[str, object], ontology: Graph, vocabularies: Graph
) -> None:
    """Each subject is a class, property or concept of ours, under its label."""
    for row in rows:
        subject = URIRef(iri(row["subject_id"], header))
        labels = {
            str(label)
            for graph in (ontology, vocabularies)
            for label in graph.objects(subject, SKOS.prefLabel)
            if getattr(label, "language", None) == "en"
        }
        assert labels == {row["subject_label"]}, row


def test_rows_are_in_order_and_none_stands_twice(rows: Rows) -> None:
    """A pair of terms has one row, so that two predicates never say two things of it."""
    pairs = [(row["subject_id"], row["object_id"] or row["object_label"]) for row in rows]
    assert len(set(pairs)) == len(pairs)
    order = [(not r["subject_id"].startswith("cg:"), *list(r.values())[:4:2]) for r in rows]
    assert order == sorted(order)


def test_one_object_has_one_label(linked: Rows) -> None:
    """An IRI of others has the same label in each row."""
    labels: dict[str, str] = {}
    for row in linked:
        assert labels.setdefault(row["object_id"], row["object_label"]) == row["object_label"], row


@pytest.mark.parametrize("name", ["mappings.ttl", "views/mappings-owl.ttl"])
def test_a_view_is_current(name: str, script: ModuleType) -> None:
    """The view is what the script writes from the table."""
    current = script.view_text(name) == (TABLE.parent / name).read_text("utf-8")
    assert current, f"ontology/{name} is not current: run 'make docs'"


def test_the_views_hold_each_row_once(linked: Rows, header: dict[str, object]) -> None:
    """Each row with an IRI stands in one view: a match in that of SKOS, an axiom in that of OWL.

    A row with a literal stands in none: SSSOM writes no direct triple of it.
    """
    said = {
        tuple(URIRef(iri(row[f"{part}_id"], header)) for part in ("subject", "predicate", "object"))
        for row in linked
    }
    matches = {t for t in Graph().parse(TABLE.parent / "mappings.ttl") if t[1].startswith(SKOS)}
    graph = Graph().parse(TABLE.parent / "views" / "mappings-owl.ttl")
    axioms = {t for t in graph if t[1] in AXIOMS}
    assert matches | axioms == said
    assert ICCS not in (TABLE.parent / "mappings.ttl").read_text("utf-8")
    assert not matches & axioms


def test_the_axioms_of_the_table_are_those_of_the_ontology(
    rows: Rows, header: dict[str, object], ontology: Graph
) -> None:
    """Every axiom on a term of others is a row of the table, and no row claims another one."""
    told = {
        (str(subject), str(axiom), str(value))
        for axiom in AXIOMS
        for subject, value in ontology.subject_objects(axiom)
        if isinstance(value, URIRef) and not value.startswith(OURS) and subject.startswith(OURS)
    }
    claimed = {
        tuple(iri(row[f"{part}_id"], header) for part in ("subject", "predicate", "object"))
        for row in rows
        if not row["predicate_id"].startswith("skos:")
    }
    assert claimed == told


def test_no_class_becomes_a_concept(ontology: Graph) -> None:
    """The predicates are annotations here: a reasoner types no class as a concept by them."""
    for name in ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch"):
        kinds = set(ontology.objects(SKOS[name], RDF.type))
        assert kinds == {OWL.AnnotationProperty}


def test_an_undeclared_prefix_is_refused(script: ModuleType) -> None:
    """A CURIE with a prefix that the header does not declare is an error that names it."""
    with pytest.raises(InputError, match="'ftn:Person'"):
        script.read_table().expand("ftn:Person")


def test_a_term_is_described_where_it_is_defined() -> None:
    """The file of a mapped term is its module, not the view that also mentions it."""
    place = read_dataset(Project(ROOT)).place("https://w3id.org/casegraph/ns#Statement")
    assert place is not None
    assert place.file == "ontology/statement.ttl"
