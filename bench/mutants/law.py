"""Errors about the law: a request told as a sentence, another outcome, a wrong instance."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from pyoxigraph import NamedNode

from casegraph.terms import RDF_TYPE, VOCABULARY, cg
from mutants.case import Case, Change, integer, local
from mutants.operator import operator

_PENALTIES: Final = {"PenaltyRequest": "requestedFor", "PenaltyExposure": "exposedPerson"}


def concept(name: str) -> NamedNode:
    """The concept of a scheme and a name."""
    return NamedNode(VOCABULARY + name)


@operator
def request_as_sentence(case: Case, _: Random) -> Iterator[Change]:
    """Tells what a prosecutor asked, or what the law allows, as a sentence."""
    for node in case.of_class(*_PENALTIES):
        proceeding = case.values(node, cg("inProceeding"))[0]
        person = case.values(node, cg(_PENALTIES[case.class_of(node)]))[0]
        kept = (cg("hasComponent"), cg("supportedBy"), cg("readingBasis"))
        for decision in case.of_class("Decision"):
            if proceeding in case.values(decision, cg("decidedIn")):
                old = tuple(q for q in case.about[node] if q.predicate not in kept)
                new = (
                    case.quad(node, RDF_TYPE, cg("Sentence")),
                    case.quad(node, cg("sentencedPerson"), person),
                    case.quad(node, cg("imposedIn"), decision),
                )
                yield Change(case.class_of(node), old, new)


@operator
def sentence_words(case: Case, _: Random) -> Iterator[Change]:
    """Writes a request or an exposure with the properties of a sentence."""
    for node in case.of_class(*_PENALTIES):
        quads = [
            q for q in case.about[node] if local(q.predicate) == _PENALTIES[case.class_of(node)]
        ]
        for quad in quads:
            changed = case.quad(node, cg("sentencedPerson"), quad.object)
            yield Change(case.class_of(node), (quad,), (changed,))


@operator
def other_outcome(case: Case, _: Random) -> Iterator[Change]:
    """Tells an outcome of an appeal as another."""
    for quad in case.stated(cg("outcome")):
        changed = bool(case.values(quad.subject, cg("resultingSentence")))
        names = ("upheld", "increased") if changed else ("reduced", "varied")
        if local(quad.object) == "increased":
            names = ("upheld", "reduced")
        target = [
            local(q.predicate) for q in case.about[quad.subject] if "affects" in q.predicate.value
        ]
        for name in names:
            kind = f"{min(target)} {'with' if changed else 'without'} a result to {name}"
            yield case.replaced(quad, concept(f"appeal-outcome/{name}"), kind)


@operator
def acquitted_and_sentenced(case: Case, _: Random) -> Iterator[Change]:
    """Acquits a person who is sentenced."""
    sentenced = {v for n in case.of_class("Sentence") for v in case.values(n, cg("answersVerdict"))}
    for quad in case.stated(cg("finding")):
        if quad.subject in sentenced:
            yield case.replaced(quad, concept("finding/acquitted"))


@operator
def life_with_months(case: Case, random: Random) -> Iterator[Change]:
    """Calls a term of years life imprisonment or death."""
    for quad in case.stated(cg("penaltyKind")):
        if case.values(quad.subject, cg("durationMonths"), cg("atMostMonths")):
            name = random.choice(("life-imprisonment", "death"))
            yield case.replaced(quad, concept(f"penalty-kind/{name}"))


@operator
def years_for_months(case: Case, _: Random) -> Iterator[Change]:
    """Writes years where months are asked for."""
    for quad in case.stated(cg("durationMonths")):
        months = int(quad.object.value)
        if months % 12 == 0:
            yield case.replaced(quad, integer(months // 12))


@operator
def no_length(case: Case, random: Random) -> Iterator[Change]:
    """Writes a term of no or of negative length."""
    for quad in case.stated(*map(cg, ("durationMonths", "durationDays", "atMostMonths"))):
        yield case.replaced(quad, integer(random.choice((0, -12))))


@operator
def term_and_range(case: Case, _: Random) -> Iterator[Change]:
    """Writes an exact term and a range of it."""
    for quad in case.stated(cg("durationMonths")):
        added = case.quad(quad.subject, cg("atMostMonths"), integer(int(quad.object.value) + 12))
        yield Change(case.kind(quad), add=(added,))


@operator
def other_court(case: Case, random: Random) -> Iterator[Change]:
    """Takes another court for the one that decided."""
    courts = sorted(n for n in map(str, case.about) if "/court/" in n)
    for quad in case.stated(cg("decidedBy"), cg("heardBy")):
        others = [
            NamedNode(c.strip("<>")) for c in courts if c != str(quad.object) and "#" not in c
        ]
        if others:
            paired = case.class_of(quad.subject) == "Decision" or any(
                quad.subject in case.values(d, cg("decidedIn")) and case.values(d, cg("decidedBy"))
                for d in case.of_class("Decision")
            )
            kind = f"{case.kind(quad)}, {'told twice' if paired else 'told once'}"
            yield case.replaced(quad, random.choice(others), kind)


@operator
def other_decision(case: Case, random: Random) -> Iterator[Change]:
    """Moves a node to another decision of the case."""
    for quad in case.stated(cg("givenIn"), cg("imposedIn")):
        others = [d for d in case.of_class("Decision") if d != quad.object]
        if others:
            yield case.replaced(quad, random.choice(others))


@operator
def other_proceeding(case: Case, random: Random) -> Iterator[Change]:
    """Moves a node to another proceeding of the case."""
    for quad in case.stated(cg("inProceeding"), cg("decidedIn"), cg("partOfProceeding")):
        others = [p for p in case.of_class("Proceeding") if p != quad.object]
        if others:
            dated = bool(case.values(quad.subject, cg("date")))
            kind = f"{case.kind(quad)}, {'dated' if dated else 'undated'}"
            yield case.replaced(quad, random.choice(others), kind)


@operator
def own_review(case: Case, _: Random) -> Iterator[Change]:
    """Lets an appeal review its own decision, or none that came before."""
    for quad in case.stated(cg("reviews"), cg("follows")):
        for decision in case.of_class("Decision"):
            if quad.subject in case.values(decision, cg("decidedIn")):
                yield case.replaced(quad, decision)


@operator
def lost_conflict(case: Case, _: Random) -> Iterator[Change]:
    """Forgets that two accounts exclude each other."""
    joining = (cg("conflictsWith"), cg("specifies"))
    joined = [{q.subject, q.object} for q in case.stated(*joining)]
    for quad in case.stated(*joining):
        ends = {quad.subject, quad.object}
        chained = any(ends != pair and ends & pair for pair in joined)
        yield Change(case.kind(quad) + (" of a chain" if chained else ""), (quad,))


@operator
def false_conflict(case: Case, random: Random) -> Iterator[Change]:
    """Joins as rivals two things of different sorts."""
    for node in case.of_class("Sentence", "Verdict", "Charge", "DateExpression", "Claim", "Arrest"):
        others = [
            n
            for n in case.nodes
            if case.class_of(n) not in ("", case.class_of(node), "TerritorialClaim")
        ]
        yield Change(
            case.class_of(node), add=(case.quad(node, cg("conflictsWith"), random.choice(others)),)
        )


@operator
def two_objects(case: Case, _: Random) -> Iterator[Change]:
    """Gives one outcome two objects, a verdict and a sentence."""
    for node in case.of_class("AppealOutcome"):
        person = case.values(node, cg("outcomeFor"))
        for name, other in (("affectsVerdict", "Verdict"), ("affectsSentence", "Sentence")):
            if case.values(node, cg(name)):
                continue
            for target in case.of_class(other):
                whose = case.person_quad(target)
                if whose and whose.object in person:
                    yield Change(name, add=(case.quad(node, cg(name), target),))


@operator
def lost_allegation(case: Case, _: Random) -> Iterator[Change]:
    """Tells an allegation as a fact: nobody alleges it any more."""
    for abuse in case.of_class("AllegedAbuse"):
        alleged = [
            q
            for q in case.stated(cg("claimKind"))
            if local(q.object) == "allegation" and abuse in case.values(q.subject, cg("about"))
        ]
        if len(alleged) != 1:
            continue
        for name in ("denial", "intention", "evaluation"):
            yield case.replaced(alleged[0], concept(f"claim-kind/{name}"), f"to {name}")
        claim = alleged[0].subject
        yield Change("no claim", tuple(q for q in case.quads if claim in (q.subject, q.object)))


@operator
def own_reporter(case: Case, _: Random) -> Iterator[Change]:
    """Lets a claim be reported by the one who makes it."""
    for node in case.of_class("Claim", "TerritorialClaim"):
        for claimant in case.values(node, cg("claimant")):
            old = tuple(q for q in case.about[node] if q.predicate == cg("reportedBy"))
            yield Change("Claim", old, (case.quad(node, cg("reportedBy"), claimant),))
