"""Errors about who: what is told of one defendant lands on another, or on all."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from random import Random

from pyoxigraph import NamedNode, Quad

from casegraph.terms import VOCABULARY, cg
from mutants.case import Case, Change, local
from mutants.operator import operator

_PERSON_CLAIMS = tuple(
    NamedNode(f"{VOCABULARY}claim-kind/{n}") for n in ("description", "evaluation")
)


@operator
def swap_persons(case: Case, _: Random) -> Iterator[Change]:
    """Swaps two persons: each gets what is told of the other."""
    pairs = [(node, quad) for node in case.nodes if (quad := case.person_quad(node))]
    for (one, first), (two, second) in combinations(pairs, 2):
        if case.class_of(one) == case.class_of(two) and first.object != second.object:
            crossed = (
                Quad(one, first.predicate, second.object, case.graph),
                Quad(two, second.predicate, first.object, case.graph),
            )
            yield Change(case.class_of(one), (first, second), crossed)


@operator
def other_person(case: Case, random: Random) -> Iterator[Change]:
    """Gives one node of a defendant to a co-defendant."""
    for node in case.nodes:
        quad = case.person_quad(node)
        others = [p for p in case.defendants if quad and p != quad.object]
        if quad and others:
            yield case.replaced(quad, random.choice(others), case.class_of(node))


@operator
def other_chain(case: Case, random: Random) -> Iterator[Change]:
    """Links a co-defendant's charge, verdict or sentence."""
    links = ("onCharge", "answersVerdict", "affectsVerdict", "affectsSentence", "resultingSentence")
    for quad in case.stated(*map(cg, links)):
        person = case.person_quad(quad.object)
        others = [
            node
            for node in case.of_class(case.class_of(quad.object))
            if (whose := case.person_quad(node)) and person and whose.object != person.object
        ]
        if others:
            yield case.replaced(quad, random.choice(others))


@operator
def merge_persons(case: Case, _: Random) -> Iterator[Change]:
    """Takes two defendants for one person, and makes one node of both."""
    for kept, lost in combinations(case.defendants, 2):
        drop = [q for q in case.quads if lost in (q.subject, q.object)]
        add = [
            Quad(kept if q.subject == lost else q.subject, q.predicate, kept, q.graph_name)
            if q.object == lost
            else Quad(kept, q.predicate, q.object, q.graph_name)
            for q in drop
            if q.object == lost or local(q.predicate) == "hasName"
        ]
        yield Change("persons", tuple(drop), tuple(add))


@operator
def merge_sentences(case: Case, _: Random) -> Iterator[Change]:
    """Writes one sentence for two persons."""
    for kept, lost in combinations(case.of_class("Sentence"), 2):
        one, two = case.person_quad(kept), case.person_quad(lost)
        if not one or not two or one.object == two.object:
            continue
        gone = {lost, *case.values(lost, cg("hasComponent"))}
        drop = [q for q in case.quads if q.subject in gone or q.object == lost]
        add = [case.quad(kept, two.predicate, two.object)]
        add += [Quad(q.subject, q.predicate, kept, q.graph_name) for q in drop if q.object == lost]
        yield Change("persons", tuple(drop), tuple(add))


@operator
def merge_terms(case: Case, _: Random) -> Iterator[Change]:
    """Adds the years of two persons up under one of them."""
    for kept, lost in combinations(case.of_class("Sentence"), 2):
        one, two = case.person_quad(kept), case.person_quad(lost)
        if one and two and one.object != two.object:
            parts = [q for q in case.about[lost] if q.predicate == cg("hasComponent")]
            moved = [case.quad(kept, q.predicate, q.object) for q in parts]
            yield Change("components", tuple(parts), tuple(moved))


def _described(case: Case) -> Iterator[tuple[NamedNode, NamedNode, str]]:
    """The claims on defendants, each with one of the others, and whether a text was read."""
    for node in case.of_class("Claim"):
        kinds = set(case.values(node, cg("claimKind"))) & set(_PERSON_CLAIMS)
        about = case.values(node, cg("about"))
        passages = case.values(node, cg("supportedBy"))
        read = any(case.values(passage, cg("start")) for passage in passages)
        for person in case.defendants:
            if kinds and person not in about and set(about) & set(case.defendants):
                kind = local(min(kinds, key=str))
                yield node, person, f"{kind}, {'read' if read else 'not read'}"


@operator
def spread_description(case: Case, _: Random) -> Iterator[Change]:
    """Spreads a description of one defendant to a co-defendant."""
    for node, person, kind in _described(case):
        yield Change(kind, add=(case.quad(node, cg("about"), person),))


@operator
def copy_description(case: Case, _: Random) -> Iterator[Change]:
    """Copies a description of one defendant for a co-defendant."""
    for node, person, kind in _described(case):
        copy = NamedNode(f"{node.value}-{local(person)}")
        kept = [q for q in case.about[node] if q.predicate != cg("about")]
        copied = [case.quad(copy, q.predicate, q.object) for q in kept]
        yield Change(kind, add=(*copied, case.quad(copy, cg("about"), person)))


@operator
def spread_designation(case: Case, _: Random) -> Iterator[Change]:
    """Copies a designation for a co-defendant who was not designated."""
    designated = {p for n in case.of_class("Designation") for p in case.values(n, cg("designee"))}
    for node in case.of_class("Designation"):
        for person in case.defendants:
            if person not in designated or len(designated) == len(case.defendants):
                copy = NamedNode(f"{node.value.split('#')[0]}#designation-{local(person)}")
                yield Change(
                    "new" if person not in designated else "again",
                    add=tuple(
                        case.quad(
                            copy, q.predicate, person if q.predicate == cg("designee") else q.object
                        )
                        for q in case.about[node]
                    ),
                )


@operator
def second_person(case: Case, random: Random) -> Iterator[Change]:
    """Writes two persons on one node instead of making two nodes."""
    for node in case.nodes:
        quad = case.person_quad(node)
        others = [p for p in case.defendants if quad and p != quad.object]
        if quad and others:
            yield Change(
                case.kind(quad), add=(case.quad(node, quad.predicate, random.choice(others)),)
            )


@operator
def drop_participation(case: Case, _: Random) -> Iterator[Change]:
    """Forgets that a person took part in a proceeding."""
    for node in case.of_class("Participation"):
        person, proceeding = (case.values(node, cg(n)) for n in ("participant", "inProceeding"))
        decisions = {
            d for d in case.of_class("Decision") if case.values(d, cg("decidedIn")) == proceeding
        }
        told = any(
            set(case.values(other, cg("inProceeding"), cg("givenIn"), cg("imposedIn")))
            & (decisions | set(proceeding))
            for other in case.of_class("Charge", "Verdict", "Sentence", "AppealOutcome")
            if (whose := case.person_quad(other)) and whose.object in person
        )
        gone = tuple(q for q in case.quads if node in (q.subject, q.object))
        yield Change("something decided there" if told else "nothing decided there", gone)
