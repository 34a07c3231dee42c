"""Errors about sources: no passage, the wrong one, a broken anchor, a silence that is none."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.terms import RDF_TYPE, cg
from mutants.case import Case, Change, integer
from mutants.operator import operator

_SUPPORT: Final = cg("supportedBy")


def _passages(case: Case) -> list[NamedNode]:
    """The anchored passages that the case rests on."""
    found = {p for node in case.nodes for p in case.values(node, _SUPPORT)}
    return sorted((p for p in found if case.values(p, cg("start"))), key=str)  # type: ignore[misc]


def _one(case: Case, node: NamedNode, name: str) -> Quad:
    return next(q for q in case.about[node] if q.predicate == cg(name))


@operator
def no_evidence(case: Case, _: Random) -> Iterator[Change]:
    """Gives no evidence for a node."""
    for node in case.nodes:
        quads = tuple(q for q in case.about[node] if q.predicate == _SUPPORT)
        if quads:
            yield Change(case.class_of(node), quads)


@operator
def document_for_passage(case: Case, _: Random) -> Iterator[Change]:
    """Cites a whole document in place of a passage of it."""
    for quad in case.stated(_SUPPORT):
        for document in case.values(quad.object, cg("inDocument")):
            yield case.replaced(quad, document)


@operator
def other_passage(case: Case, random: Random) -> Iterator[Change]:
    """Lets a node rest on another passage of the same document."""
    passages = _passages(case)
    for quad in case.stated(_SUPPORT):
        document = case.values(quad.object, cg("inDocument"))
        held = case.values(quad.subject, _SUPPORT)
        others = [
            p for p in passages if case.values(p, cg("inDocument")) == document and p not in held
        ]
        if others:
            yield case.replaced(quad, random.choice(others), case.class_of(quad.subject))


@operator
def break_anchor(case: Case, random: Random) -> Iterator[Change]:
    """Breaks an anchor: one of its ends is moved."""
    for passage in _passages(case):
        quad = _one(case, passage, random.choice(("start", "end")))
        number = int(quad.object.value) + random.choice((1, 2, 5, 40))
        yield case.replaced(quad, integer(number), "Passage")


@operator
def half_anchor(case: Case, random: Random) -> Iterator[Change]:
    """Loses a part of an anchor."""
    for passage in _passages(case):
        quad = _one(
            case, passage, random.choice(("start", "end", "sha256", "locator", "inDocument"))
        )
        yield Change(case.kind(quad), (quad,))


@operator
def anchored_and_not(case: Case, _: Random) -> Iterator[Change]:
    """Calls a passage unanchored that has an anchor."""
    for passage in _passages(case):
        graph = _one(case, passage, "start").graph_name
        yield Change("Passage", add=(Quad(passage, cg("anchor"), Literal("unanchored"), graph),))


@operator
def broken_hash(case: Case, random: Random) -> Iterator[Change]:
    """Copies a hash badly: a sign too few, or in capitals."""
    for passage in _passages(case):
        quad = _one(case, passage, "sha256")
        text = quad.object.value
        wrong = random.choice((text[:-1], text.upper(), text[:40]))
        yield case.replaced(quad, Literal(wrong), "Passage")


@operator
def other_hash(case: Case, random: Random) -> Iterator[Change]:
    """Pastes the hash of another passage."""
    quads = [_one(case, passage, "sha256") for passage in _passages(case)]
    for quad in quads:
        others = [q.object for q in quads if q.object != quad.object]
        if others:
            yield case.replaced(quad, random.choice(others), "Passage")


@operator
def stray_component(case: Case, random: Random) -> Iterator[Change]:
    """Lets a part of a penalty rest on a passage that the penalty does not rest on."""
    for whole in case.of_class("Sentence", "PenaltyRequest", "PenaltyExposure"):
        held = case.values(whole, _SUPPORT)
        others = sorted(
            {p for n in case.nodes for p in case.values(n, _SUPPORT) if p not in held}, key=str
        )
        for part in case.values(whole, cg("hasComponent")):
            for quad in (q for q in case.about[part] if q.predicate == _SUPPORT):
                if others:
                    yield case.replaced(quad, random.choice(others), case.class_of(whole))


@operator
def silence_elsewhere(case: Case, random: Random) -> Iterator[Change]:
    """Proves a silence by another document."""
    passages = {p for node in case.nodes for p in case.values(node, _SUPPORT)}
    for quad in case.stated(_SUPPORT):
        if case.class_of(quad.subject) != "Silence":
            continue
        document = case.values(quad.subject, cg("silentDocument"))
        others = sorted(
            (p for p in passages if case.values(p, cg("inDocument")) != document), key=str
        )
        if others:
            yield case.replaced(quad, random.choice(others))


@operator
def contradicted_silence(case: Case, random: Random) -> Iterator[Change]:
    """Says that a document is silent on what it supports."""
    for node in case.of_class("Decision", "Arrest", "Charge", "Verdict", "Sentence", "Proceeding"):
        if case.values(node, cg("readingBasis")):
            continue
        for passage in case.values(node, _SUPPORT):
            for document in case.values(passage, cg("inDocument")):
                stated = [
                    q
                    for q in case.about[node]
                    if isinstance(q.object, NamedNode)
                    and not case.values(q.object, _SUPPORT)
                    and q.predicate not in (_SUPPORT, RDF_TYPE)
                ]
                if not stated:
                    continue
                silence = NamedNode(f"{node.value}-silence")
                pairs = (
                    (RDF_TYPE, cg("Silence")),
                    (cg("silentAbout"), node),
                    (cg("silentDocument"), document),
                    (cg("silentOn"), random.choice(stated).predicate),
                    (_SUPPORT, passage),
                )
                yield Change(
                    case.class_of(node), add=tuple(case.quad(silence, p, o) for p, o in pairs)
                )


@operator
def in_two_files(case: Case, random: Random) -> Iterator[Change]:
    """Keeps a line of the case in a shared file as well."""
    files = sorted({q.graph_name for q in case.around}, key=str)
    for quad in case.stated():
        if files:
            copy = Quad(quad.subject, quad.predicate, quad.object, random.choice(files))
            yield Change(case.class_of(quad.subject), add=(copy,))
