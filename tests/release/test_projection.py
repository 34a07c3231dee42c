"""What leaves is public, listed, and whole; and nothing in it depends on what stays behind."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import NamedNode, Quad

from casegraph.release.disclosure import Level
from casegraph.release.facts import Facts, name
from casegraph.release.levels import levels
from casegraph.release.projection import Projection, project_public
from casegraph.terms import cg
from casegraph.validate.compile import read_shapes
from casegraph.validate.shacl import run_shapes

from .strategies import BASE, PROJECT, disclosures, fictional, lists, secrets, terms, with_levels
from .test_levels import facts_of

CASE = f"{BASE}case/nwh-2019-1"


def projected(facts: Facts) -> Projection:
    public, _ = lists()
    return project_public(facts, levels(facts, public), public, terms())


@cache
def shapes():  # type: ignore[no-untyped-def]
    return read_shapes(PROJECT.release_shapes("public"))


def said(projection: Projection, thing: str) -> set[str]:
    return {
        f"{q.predicate.value.rpartition('#')[2]}"
        for q in projection.quads
        if name(q.subject) == thing
    }


def reason(projection: Projection, thing: str, path: str = "") -> str:
    found = [w.reason for w in projection.withheld if (w.thing, w.path) == (thing, path)]
    return found[0] if found else ""


def test_fictional_project() -> None:
    """Both public defendants leave with their sentences; counsel and what counsel says do not."""
    projection = projected(fictional())
    assert "sentencedPerson" in said(projection, f"{CASE}#d1-sentence")
    assert said(projection, f"{CASE}#d2-lawyers") == set()
    assert reason(projection, f"{CASE}#d2-lawyers") == "restricted: it says so"
    assert "it hangs on" in reason(projection, f"{CASE}#claim-abuse")
    denied = f"{CASE}#claim-abuse-denied"
    assert reason(projection, denied, cg("conflictsWith").value) == "what it leads to stays behind"
    lacking = reason(projection, f"{BASE}place/edge-village")
    assert lacking.startswith("what it needs stays behind: ")
    passages = [q for q in projection.quads if name(q.subject).endswith("#c745-764")]
    assert passages == []  # it supports counsel only
    assert not any(q.predicate == cg("clearsText") for q in projection.quads)


@pytest.mark.parametrize("text", ["title", "wording", "readingBasis", "verbatim", "inferenceBasis"])
def test_texts_need_a_mark(text: str) -> None:
    """Without the mark on the file a text stays; a mark on the node is enough."""
    path = cg(text)
    facts = fictional()
    with_text = [q for q in facts.quads if q.predicate == path and CASE in name(q.subject)]
    assert set(with_text) <= set(projected(facts).quads)
    marks = [q for q in facts.quads if q.predicate == cg("clearsText") and q.object == path]
    unmarked = Facts.of(BASE, set(facts.quads) - set(marks))
    assert not set(with_text) & set(projected(unmarked).quads)
    one = with_text[0]
    assert reason(projected(unmarked), name(one.subject), path.value) == "its text is not cleared"
    own = Quad(one.subject, cg("clearsText"), path, one.graph_name)
    left = set(projected(Facts.of(BASE, [*unmarked.quads, own])).quads) & set(with_text)
    assert one in left and {q.subject for q in left} == {one.subject}


def test_restricted_file_about_a_public_thing() -> None:
    """What a restricted file says of a public thing stays, even if the text is cleared there."""
    trig = """
    <graph/a> { <graph/a> a cg:GraphFile ; cg:disclosure l:public .
      <case/c> a cg:LegalCase ; cg:supportedBy <source/s#p> .
      <source/s#p> a cg:Passage ; cg:inDocument <source/s> . <source/s> a cg:SourceDocument . }
    <graph/b> { <graph/b> a cg:GraphFile ; cg:disclosure l:LEVEL ; cg:clearsText cg:title .
      <case/c> cg:title "told elsewhere"@en ; cg:caseNumber "1/2" . }
    """
    told = said(projected(facts_of(trig.replace("LEVEL", "public"))), f"{BASE}case/c")
    assert {"title", "caseNumber"} <= told
    for level in ("pseudonymised", "restricted"):
        projection = projected(facts_of(trig.replace("LEVEL", level)))
        assert said(projection, f"{BASE}case/c") == {"type", "supportedBy"}
        assert (
            reason(projection, f"{BASE}case/c", cg("caseNumber").value) == "its file stays behind"
        )
        assert not [q for q in projection.quads if name(q.graph_name).endswith("graph/b")]


def test_addresses_of_others() -> None:
    """An authority record may lead outside; any other link leads to what leaves or is described."""
    trig = """
    <graph/a> { <graph/a> a cg:GraphFile ; cg:disclosure l:public .
      <case/c> a cg:LegalCase ; cg:supportedBy <source/s#p> ; cg:disclosure l:public ;
        cg:concernsPlace <place/p> , <https://example.com/place> .
      <source/s#p> a cg:Passage ; cg:inDocument <source/s> . <source/s> a cg:SourceDocument ;
        cg:sourceKind <https://w3id.org/casegraph/vocab/source-kind/letter> ,
          <https://w3id.org/casegraph/vocab/source-kind/secret> .
      <place/p> a cg:Place ; cg:authorityRecord <https://example.com/record> , <place/hidden> .
      <place/hidden> a cg:Place ; cg:disclosure l:restricted . }
    """
    projection = projected(facts_of(trig))
    values = {name(q.object) for q in projection.quads}
    assert "https://example.com/record" in values
    assert "https://w3id.org/casegraph/vocab/source-kind/letter" in values
    for stays in ("https://example.com/place", f"{BASE}place/hidden"):
        assert stays not in values
    assert "https://w3id.org/casegraph/vocab/source-kind/secret" not in values


def test_split_address() -> None:
    """A tombstone of a split names all that it was split into, or nothing: one would be a lie."""
    trig = """
    <graph/a> { <graph/a> a cg:GraphFile ; cg:disclosure l:public .
      <case/c> a cg:LegalCase ; cg:supportedBy <source/s#p> .
      <source/s#p> a cg:Passage ; cg:inDocument <source/s> . <source/s> a cg:SourceDocument .
      <case/d> a cg:LegalCase ; cg:supportedBy <source/s#p> ; cg:disclosure l:LEVEL .
      <case/old> a cg:Tombstone ; cg:goneSince "2022-01-01" ; cg:replacedBy <case/c> , <case/d> . }
    """
    both = projected(facts_of(trig.replace("LEVEL", "public")))
    assert "replacedBy" in said(both, f"{BASE}case/old")
    one = projected(facts_of(trig.replace("LEVEL", "restricted")))
    assert said(one, f"{BASE}case/old") == {"type", "goneSince"}


def test_blank_nodes_and_unlisted_classes_stay() -> None:
    """A node without an address, or of a class that is not listed, does not leave."""
    trig = """
    <graph/a> { <graph/a> a cg:GraphFile ; cg:disclosure l:public .
      <case/c> a cg:LegalCase , cg:Secret ; cg:supportedBy [ a cg:Passage ] .
      <x/y> a <urn:x:Canary> . }
    """
    assert projected(facts_of(trig)).quads == ()


@settings(max_examples=25)
@given(disclosures())
def test_no_level_is_broken(facts: Facts) -> None:
    """Whatever the levels: only what was stated leaves, and nothing that is not public is in it."""
    public, _ = lists()
    found = levels(facts, public)
    projection = project_public(facts, found, public, terms())
    assert set(projection.quads) <= set(facts.quads)
    hidden = {thing for thing in facts.classes if found.of(thing) > Level.PUBLIC}
    for quad in projection.quads:
        ends = {name(t) for t in (quad.subject, quad.object, quad.graph_name)}
        assert not ends & hidden, quad
    things = {name(quad.subject) for quad in projection.quads}
    for quad in projection.quads:
        if isinstance(quad.object, NamedNode) and quad.object.value.startswith(BASE):
            assert quad.object.value in things


@settings(max_examples=6)
@given(disclosures())
def test_lists_hold_whatever_the_levels(facts: Facts) -> None:
    """SHACL finds nothing in what leaves: each entry of the list holds, whatever the levels."""
    assert run_shapes(projected(facts).quads, shapes()) == []


@settings(max_examples=15)
@given(disclosures(), st.data())
def test_stricter_never_tells_more(facts: Facts, data: st.DataObject) -> None:
    """Restricting one more thing takes something away or nothing, and never adds."""
    thing = data.draw(st.sampled_from(sorted(facts.classes)))
    strict = with_levels(facts, {thing: Level.RESTRICTED})
    assert set(projected(strict).quads) <= set(projected(facts).quads)


@settings(max_examples=30)
@given(disclosures(), st.data())
def test_what_stays_does_not_matter(facts: Facts, data: st.DataObject) -> None:
    """Two projects that differ only in what is restricted have the same projection."""
    public, _ = lists()
    found = levels(facts, public)
    hidden = {thing for thing in facts.classes if found.of(thing) == Level.RESTRICTED}
    other = data.draw(secrets(facts, hidden))
    assert projected(other).quads == projected(facts).quads
