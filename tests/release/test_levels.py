"""Of a thing, its file, and what it hangs on, the strictest level holds; silence is restricted."""

from __future__ import annotations

import pytest
from pyoxigraph import RdfFormat, parse

from casegraph.project import Project
from casegraph.release.allowed import allow_list
from casegraph.release.disclosure import Level
from casegraph.release.facts import Facts
from casegraph.release.levels import levels

BASE = "https://example.org/id/"
HEAD = """
@prefix cg: <https://w3id.org/casegraph/ns#> .
@prefix l: <https://w3id.org/casegraph/vocab/disclosure/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@base <https://example.org/id/> .
"""


def facts_of(trig: str) -> Facts:
    """Read TriG with the prefixes of these tests."""
    return Facts.of(BASE, parse(HEAD + trig, RdfFormat.TRIG))


@pytest.fixture(scope="module")
def public(repository):  # type: ignore[no-untyped-def]
    return allow_list(Project(repository), "public")


@pytest.mark.parametrize(
    ("file", "own", "expected"),
    [
        ("l:public", "", Level.PUBLIC),
        ("l:public", "l:restricted", Level.RESTRICTED),
        ("l:pseudonymised", "l:public", Level.PSEUDONYMISED),
        ("l:restricted", "l:public", Level.RESTRICTED),
        ("", "l:public", Level.PUBLIC),
        ("", "", Level.RESTRICTED),
        ("l:publik", "", Level.RESTRICTED),
        ("l:public", "l:public , l:pseudonymised", Level.PSEUDONYMISED),
        ("l:public", '"public"', Level.RESTRICTED),
    ],
)
def test_own_and_file(public, file: str, own: str, expected: Level) -> None:  # type: ignore[no-untyped-def]
    """The stricter of a thing's own level and its file's holds; a wrong word is the strictest."""
    said = f"<graph/g> a cg:GraphFile ; cg:disclosure {file} ." if file else ""
    told = f"; cg:disclosure {own} " if own else ""
    found = levels(facts_of(f"<graph/g> {{ {said} <person/p> a cg:Person {told}. }}"), public)
    assert found.of(f"{BASE}person/p") == expected


def test_default_of_the_kind(public) -> None:  # type: ignore[no-untyped-def]
    """In a file without a level, a court is public and a case is not; of two kinds, neither is."""
    trig = "<graph/g> { <x/c> a cg:Court . <x/l> a cg:LegalCase . <x/b> a cg:Court , cg:LegalCase }"
    found = levels(facts_of(trig), public)
    told = [found.of(BASE + name) for name in ("x/c", "x/l", "x/b", "x/absent")]
    assert told == [Level.PUBLIC, Level.RESTRICTED, Level.RESTRICTED, Level.RESTRICTED]


def test_two_files(public) -> None:  # type: ignore[no-untyped-def]
    """What a strict file says stays there, and decides nothing for those who cannot see it."""
    trig = """
    <graph/a> { <graph/a> a cg:GraphFile ; cg:disclosure l:public .
                <x/p> a cg:Person . <x/q> a cg:Person }
    <graph/b> { <graph/b> a cg:GraphFile ; cg:disclosure l:restricted .
                <x/p> a cg:Person . <x/q> cg:pronoun "they" }
    """
    facts = facts_of(trig)
    found = levels(facts, public)
    assert found.of(f"{BASE}x/p") == Level.PUBLIC
    assert found.of(f"{BASE}x/q") == Level.PUBLIC
    for level, graphs in (
        (Level.PUBLIC, "a"),
        (Level.PSEUDONYMISED, "a"),
        (Level.RESTRICTED, "ab"),
    ):
        seen = {quad.graph_name.value[-1] for quad in found.seen[level].quads}
        assert seen == set(graphs)
    assert found.unheeded == ()


STRICTER = """
    <graph/a> { <graph/a> a cg:GraphFile ; cg:disclosure l:public . <x/p> a cg:Person }
    <graph/b> { <graph/b> a cg:GraphFile ; cg:disclosure l:restricted . WHAT cg:disclosure l:LEVEL }
    <graph/c> { <x/c> a cg:Court }
"""


@pytest.mark.parametrize(
    ("what", "level", "said"),
    [
        *(("<x/p>", "restricted", 1), ("<x/p>", "pseudonymised", 1), ("<x/p>", "public", 0)),
        *(
            ("<graph/a>", "restricted", 1),
            ("<graph/c>", "restricted", 1),
            ("<x/c>", "restricted", 1),
        ),
        *(("<graph/c>", "public", 0), ("<x/absent>", "restricted", 0)),
    ],
)
def test_level_said_elsewhere(public, what: str, level: str, said: int) -> None:  # type: ignore[no-untyped-def]
    """A restricted file makes nothing stricter, nor wider; the curator is told if it would."""
    trig = STRICTER.replace("WHAT", what).replace("LEVEL", level)
    found = levels(facts_of(trig), public)
    assert found.of(f"{BASE}x/p") == found.of(f"{BASE}x/c") == Level.PUBLIC
    told = [(one.thing, one.level.label, one.graph) for one in found.unheeded]
    assert told == [(BASE + what.strip("<>"), level, f"{BASE}graph/b")] * said


def test_silent_file(public) -> None:  # type: ignore[no-untyped-def]
    """What a file without a level says of a thing may be seen by whom its kind there says."""
    trig = """
    <graph/a> { <graph/a> a cg:GraphFile ; cg:disclosure l:public . <x/p> a cg:Person }
    <graph/s> { <x/p> a cg:Person ; cg:pronoun "they" . <x/c> a cg:Court ; cg:relatedTo <x/p> .
                <x/q> a cg:Person ; cg:disclosure l:public . <x/d> cg:pronoun "it" }
    """
    found = levels(facts_of(trig), public)
    assert [found.of(f"{BASE}x/{one}") for one in "pcq"] == [Level.PUBLIC] * 3
    seen = {
        q.subject.value[-1] for q in found.seen[Level.PUBLIC].quads if q.graph_name.value[-1] == "s"
    }
    assert seen == {"c", "q"}


def test_hanging(public) -> None:  # type: ignore[no-untyped-def]
    """Names, sentences, their parts and outcomes hang on the person, by steps, either way."""
    trig = """
    <graph/a> { <graph/a> a cg:GraphFile ; cg:disclosure l:public .
      <p> a cg:Person ; cg:disclosure l:pseudonymised ; cg:hasName <p#n> .
      <p#n> a cg:NameVariant .
      <s> a cg:Sentence ; cg:sentencedPerson <p> ; cg:imposedIn <d> ; cg:hasComponent <c> .
      <c> a cg:SentenceComponent .
      <o> a cg:AppealOutcome ; cg:outcomeFor <q> ; cg:affectsSentence <s> ; cg:givenIn <d> .
      <q> a cg:Person . <d> a cg:Decision .
      <h> a cg:Participation ; cg:participant <nobody> .
      <m> a cg:Claim ; cg:claimant <q> , <r> ; cg:about <p> .
      <r> a cg:Group ; cg:disclosure l:restricted . }
    """
    found = levels(facts_of(trig), public)
    for name in ("p", "p#n", "s", "c", "o"):
        assert found.of(BASE + name) == Level.PSEUDONYMISED, name
    for name in ("q", "d"):
        assert found.of(BASE + name) == Level.PUBLIC, name
    for name in ("h", "m"):
        assert found.of(BASE + name) == Level.RESTRICTED, name
    assert found.reasons[f"{BASE}m"] == f"it hangs on {BASE}r"


def test_circle_of_hanging(public) -> None:  # type: ignore[no-untyped-def]
    """Things that hang on one another in a circle take the strictest level of all."""
    trig = """
    <graph/a> { <graph/a> a cg:GraphFile ; cg:disclosure l:public .
      <a> a cg:Person ; cg:relatedTo <b> . <b> a cg:Person ; cg:relatedTo <c> .
      <c> a cg:Person ; cg:relatedTo <a> ; cg:disclosure l:restricted . }
    """
    found = levels(facts_of(trig), public)
    assert {found.of(BASE + name) for name in "abc"} == {Level.RESTRICTED}
