"""A record tells the chain of one person under random names, and touches nobody else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from casegraph.errors import InputError
from casegraph.release.disclosure import Level
from casegraph.release.facts import Facts, name
from casegraph.release.levels import levels
from casegraph.release.pseudonyms import Pseudonyms, read_pseudonyms, write_pseudonyms
from casegraph.release.records import Record, make_records, records_in
from casegraph.terms import RDF_TYPE, cg

from .strategies import BASE, disclosures, fictional, lists, secrets, terms, with_levels

MARKET = f"{BASE}case/nwh-2021-1"
ADA = f"{BASE}person/d4k7wz"


def records_of(facts: Facts, pseudonyms: Pseudonyms | None = None) -> list[Record]:
    public, pseudonymised = lists()
    found = levels(facts, public)
    table = pseudonyms or Pseudonyms()
    return make_records(found, public, pseudonymised, terms(), table)


def values(record: Record, path: str) -> set[str]:
    return {name(q.object) for q in record.quads if q.predicate == cg(path)}


def test_fictional_project() -> None:
    """Six of the seven of the market have a record; who is restricted among them has none."""
    records = records_of(fictional())
    assert len(records) == 6
    assert f"{BASE}person/r4m2gj" not in {record.person for record in records}
    [dora] = [record for record in records if record.person == f"{BASE}person/b7t3nq"]
    assert values(dora, "durationMonths") == {"14"}
    assert values(dora, "underProvision") == {f"{BASE}provision/nwh-penal-code-12"}
    assert values(dora, "supportedBy") == {f"{BASE}source/withheld#unanchored"}
    for path in ("heardBy", "decidedBy", "wording", "hasName", "nameText", "verbatim", "title"):
        assert values(dora, path) == set(), path
    labels = {name(q.object) for q in dora.quads if q.predicate.value.endswith("prefLabel")}
    assert labels == {"person, name withheld", "case, not named", "proceeding"}


def test_addresses_are_random_and_stay(tmp_path: Path) -> None:
    """No address of the files is in a record; with the same table a record is the same again."""
    table = Pseudonyms(taken={"b7t3nq"})
    records = records_of(fictional(), table)
    for record in records:
        text = "\n".join(map(str, record.quads))
        for word in (
            "nwh-2021-1",
            "market-record",
            *(r.person.rpartition("/")[2] for r in records),
        ):
            assert word not in text
    write_pseudonyms(table, tmp_path / "table")
    assert records_of(fictional(), read_pseudonyms(tmp_path / "table", ())) == records
    assert records_of(fictional()) != records


@pytest.mark.parametrize("other", ["person/h9q4rx#x", "case/secret/folder#x", "secret-folder"])
def test_addresses_of_another_form(other: str) -> None:
    """A thing that has another form of address in the files has none in the release."""
    old = f"{MARKET}#d1-charge-1"
    facts = fictional()
    assert old in facts.classes
    moved = Facts.of(BASE, (_renamed(quad, old, BASE + other) for quad in facts.quads))
    [dora] = [one for one in records_of(moved) if one.person == f"{BASE}person/b7t3nq"]
    kinds = {name(q.subject): name(q.object) for q in dora.quads if q.predicate == RDF_TYPE}
    homes = {
        kind: {at.removeprefix(BASE) for at, k in kinds.items() if k == kind}
        for kind in kinds.values()
    }
    assert all(re.fullmatch("case/[a-z0-9]+#[a-z0-9]+", at) for at in homes[cg("Charge").value])
    assert all(
        re.fullmatch("(case|person)/[a-z0-9]+(#[a-z0-9]+)?|graph/(cases|people)/[a-z0-9]+", at)
        for told in homes.values()
        for at in told
    )


def _renamed(quad: Quad, old: str, new: str) -> Quad:
    ends = [NamedNode(new) if name(end) == old else end for end in (quad.subject, quad.object)]
    return Quad(ends[0], quad.predicate, ends[1], quad.graph_name)  # type: ignore[arg-type]


def test_nothing_joins_two_records() -> None:
    """Two records share only concepts, provisions, places and the passage of withheld sources."""
    records = records_of(fictional())
    for record in records:
        others = {name(q.subject) for other in records if other != record for q in other.quads}
        for quad in record.quads:
            assert not {name(quad.subject), name(quad.object), name(quad.graph_name)} & others


def test_pseudonymised_person_in_a_named_case() -> None:
    """Of a pseudonymised defendant of a named case, no link leads to the case or to its others."""
    facts = with_levels(fictional(), {ADA: Level.PSEUDONYMISED})
    [ada] = [record for record in records_of(facts) if record.person == ADA]
    text = "\n".join(map(str, ada.quads))
    for word in ("nwh-2019-1", "notice-7-20-3", "m8r3tq", "d4k7wz", "nowhere-district", "Ada"):
        assert word not in text
    assert values(ada, "durationMonths") == {"72", "60", "48"}
    assert values(ada, "outcome") == {
        f"https://w3id.org/casegraph/vocab/appeal-outcome/{kind}" for kind in ("reduced", "upheld")
    }
    kinds = {name(q.object) for q in ada.quads if q.predicate == RDF_TYPE}
    assert cg("Transfer").value not in kinds and cg("Quotation").value not in kinds


def test_restricted_part_of_a_record() -> None:
    """A restricted sentence, or decision, is not copied; what needs it goes with it."""
    facts = with_levels(fictional(), {f"{MARKET}#d1-sentence": Level.RESTRICTED})
    [dora] = [r for r in records_of(facts) if r.person.endswith("b7t3nq")]
    kinds = {name(q.object) for q in dora.quads if q.predicate == RDF_TYPE}
    assert cg("Verdict").value in kinds
    assert not {cg("Sentence").value, cg("SentenceComponent").value} & kinds
    facts = with_levels(fictional(), {f"{MARKET}#judgment": Level.RESTRICTED})
    [dora] = [r for r in records_of(facts) if r.person.endswith("b7t3nq")]
    kinds = {name(q.object) for q in dora.quads if q.predicate == RDF_TYPE}
    assert not {cg("Sentence").value, cg("Verdict").value, cg("Decision").value} & kinds
    assert cg("Charge").value in kinds


def test_person_of_whom_nothing_is_told() -> None:
    """A person with nothing but a name has no record."""
    facts = with_levels(fictional(), {f"{BASE}person/z2v9kp": Level.PSEUDONYMISED})
    assert f"{BASE}person/z2v9kp" not in {record.person for record in records_of(facts)}


def test_two_cases() -> None:
    """Each case of a person gets a graph of its own, for what stands there belongs to the case."""
    facts = fictional()
    graph = NamedNode(f"{BASE}graph/cases/nwh-2019-1")
    part = NamedNode(f"{BASE}case/nwh-2019-1#d9-trial")
    quads = [
        Quad(part, RDF_TYPE, cg("Participation"), graph),
        Quad(part, cg("participant"), NamedNode(f"{BASE}person/b7t3nq"), graph),
        Quad(part, cg("inProceeding"), NamedNode(f"{BASE}case/nwh-2019-1#trial"), graph),
        Quad(part, cg("role"), NamedNode("https://w3id.org/casegraph/vocab/role/defendant"), graph),
    ]
    [dora] = [
        r for r in records_of(Facts.of(BASE, [*facts.quads, *quads])) if r.person.endswith("b7t3nq")
    ]
    cases = {name(q.subject) for q in dora.quads if q.object == cg("LegalCase")}
    assert len(cases) == 2
    for case in cases:
        homes = {name(q.graph_name) for q in dora.quads if name(q.subject) == case}
        assert homes == {case.replace("/case/", "/graph/cases/")}


def test_records_are_found_again(fiction) -> None:  # type: ignore[no-untyped-def]
    """The records of a release are read back from it, each with what it tells."""
    quads = fiction.release.graph.generation.quads()
    found = {record.public: len(record.quads) for record in records_in(quads)}
    assert found.keys() == fiction.made.grouped.keys.keys()
    told = {r.public: r.quads for r in records_in(fiction.made.grouped.quads)}
    assert found == {person: len(own) for person, own in told.items()}


@settings(max_examples=25)
@given(disclosures(), st.data())
def test_records_whatever_the_levels(facts: Facts, data: st.DataObject) -> None:
    """Whatever the levels: a record holds no thing of the files that is not public, whole, and
    nothing of it depends on what is restricted.
    """
    public, _ = lists()
    found = levels(facts, public)
    table = Pseudonyms()
    records = records_of(facts, table)
    pseudonymised = {
        thing
        for thing, kinds in facts.classes.items()
        if cg("Person").value in kinds and found.of(thing) == Level.PSEUDONYMISED
    }
    assert {record.person for record in records} <= pseudonymised
    for record in records:
        for quad in record.quads:
            for term in (quad.subject, quad.object, quad.graph_name):
                if name(term) in facts.classes:
                    assert found.of(name(term)) == Level.PUBLIC
    hidden = {thing for thing in facts.classes if found.of(thing) == Level.RESTRICTED}
    other = data.draw(secrets(facts, hidden))
    assert records_of(other, table) == records


def test_table_that_is_refused(tmp_path: Path) -> None:
    """A table that others may read, or that is none, is an error: new names would be drawn."""
    path = tmp_path / "table"
    write_pseudonyms(Pseudonyms(), path)
    assert read_pseudonyms(path, ()).known == {}
    path.write_text("person\tthing\n", "utf-8")
    with pytest.raises(InputError, match="no table"):
        read_pseudonyms(path, ())
    path.chmod(0o644)
    with pytest.raises(InputError, match="others may read"):
        read_pseudonyms(path, ())
