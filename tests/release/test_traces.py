"""A curator is told where a reader could notice that something is missing."""

from __future__ import annotations

from casegraph.release.levels import levels
from casegraph.release.projection import project_public
from casegraph.release.traces import traces

from .strategies import BASE, lists, terms
from .test_levels import facts_of

CASE = """
<graph/cases/c> { <graph/cases/c> a cg:GraphFile ; cg:disclosure l:public .
  <case/c> a cg:LegalCase ; cg:supportedBy <source/s#c1-2> .
  <case/c#trial> a cg:Proceeding ; cg:partOfCase <case/c> ; cg:chargeCount 3 ;
    cg:supportedBy <source/s#c1-2> .
  <case/c#d1-trial> a cg:Participation ;
    cg:participant <person/p1> ; cg:inProceeding <case/c#trial> ;
    cg:supportedBy <source/s#c1-2> .
  <case/c#d2-trial> a cg:Participation ;
    cg:participant <person/p2> ; cg:inProceeding <case/c#trial> ;
    cg:supportedBy <source/s#c1-2> .
  <case/c#d2-charge> a cg:Charge ; cg:chargedPerson <person/p2> ;
    cg:inProceeding <case/c#trial> ;
    cg:supportedBy <source/s#c3-4> .
  <case/c#d3-trial> a cg:Participation ;
    cg:participant <person/p1> ; cg:inProceeding <case/c#trial> ;
    cg:supportedBy <source/s#c1-2> .
  <case/c#both> a cg:Group ; cg:memberCount 2 ; cg:hasMember <person/p1> , <person/p2> .
  <person/p1> a cg:Person ; cg:supportedBy <source/s#c1-2> .
  <person/p2> a cg:Person ; cg:disclosure l:LEVEL ; cg:supportedBy <source/s#c1-2> .
  <source/s> a cg:SourceDocument .
  <source/s#c1-2> a cg:Passage ; cg:inDocument <source/s> .
  <source/s#c3-4> a cg:Passage ; cg:inDocument <source/s> . }
"""

DISPUTED = """
<graph/cases/c> { <graph/cases/c> a cg:GraphFile ; cg:disclosure l:public .
  <case/c> a cg:LegalCase ; cg:supportedBy <source/s#c1-2> .
  <case/c#date-1> a cg:DateExpression ; cg:edtf "2020" ; cg:supportedBy <source/s#c1-2> .
  <case/c#date-2> a cg:DateExpression ; cg:edtf "2021" ; cg:supportedBy <source/s#c1-2> ;
    cg:conflictsWith <case/c#date-1> .
  <case/c#date-3> a cg:DateExpression ; cg:edtf "2022" ; cg:supportedBy <source/t#c1-2> ;
    cg:conflictsWith <case/c#date-2> RIVAL .
  <case/c#trial> a cg:Proceeding ; cg:partOfCase <case/c> ; cg:supportedBy <source/s#c1-2> ;
    cg:began <case/c#date-1> , <case/c#date-2> , <case/c#date-3> ; cg:ended <case/c#date-4> .
  <case/c#date-4> a cg:DateExpression ; cg:edtf "2023" ; cg:supportedBy <source/s#c1-2> .
  <source/s> a cg:SourceDocument .
  <source/s#c1-2> a cg:Passage ; cg:inDocument <source/s> .
  <source/t> a cg:SourceDocument ; cg:disclosure l:LEVEL .
  <source/t#c1-2> a cg:Passage ; cg:inDocument <source/t> . }
"""


def found(level: str, case: str = CASE) -> list[tuple[str, str]]:
    facts = facts_of(case.replace("LEVEL", level))
    public, _ = lists()
    told = levels(facts, public)
    projection = project_public(facts, told, public, terms())
    return [(t.thing.removeprefix(BASE), t.reason) for t in traces(facts, told, projection)]


def test_nothing_is_missing() -> None:
    """Where all leaves, there are no traces."""
    assert found("public") == []


def test_numbers_counts_and_passages() -> None:
    """A number between others, what is counted, and passages that tell more are all named."""
    there = found("restricted")
    assert ("case/c", "its addresses go on after d2, of which none leaves") in there
    assert ("case/c#both", "of what it counts some stays behind") in there
    assert ("case/c#trial", "of what it counts some stays behind") in there
    rests = {thing for thing, reason in there if "rests on it too" in reason}
    assert rests == {"source/s#c1-2"}  # the other passage supports nothing that leaves
    told = {reason for _, reason in there}
    assert f"{BASE}person/p2, which stays behind, rests on it too" in told


def test_disputes_with_what_stays() -> None:
    """An account is named of which a reader would not see that another contradicts it."""
    case = DISPUTED.replace("RIVAL", ", <case/c#date-4>")
    assert not [reason for _, reason in found("public", case) if "contradicts" in reason]
    told = [(thing, why) for thing, why in found("restricted", case) if "contradicts" in why]
    stays = f"{BASE}case/c#date-3, which stays behind, contradicts it"
    assert told == [
        ("case/c#date-2", f"{stays}: it is seen disputed by others"),
        ("case/c#date-4", f"{stays}: it looks undisputed"),
    ]
