"""Errors in any file: lines lost, doubled or misspelt, things of the wrong sort."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad

from casegraph.terms import CG, PREF_LABEL, RDF_TYPE, XSD, cg
from mutants.case import Case, Change, is_concept, local, scheme_of
from mutants.operator import operator

# what a curator may take one class for
NEIGHBOURS: Final = {
    "AllegedAbuse": "Arrest",
    "AppealOutcome": "Decision",
    "Arrest": "Transfer",
    "CampaignOutput": "SourceDocument",
    "Charge": "Verdict",
    "Claim": "Statement",
    "Decision": "Verdict",
    "Demand": "PenaltyRequest",
    "Designation": "Claim",
    "DetentionPeriod": "Arrest",
    "Group": "Person",
    "Hearing": "Proceeding",
    "LegalCase": "Proceeding",
    "NameVariant": "Person",
    "Participation": "PostHolding",
    "PenaltyExposure": "PenaltyRequest",
    "PenaltyRequest": "Sentence",
    "Person": "Group",
    "Proceeding": "LegalCase",
    "Quotation": "Claim",
    "Release": "Transfer",
    "Sentence": "SentenceComponent",
    "SentenceComponent": "Sentence",
    "Silence": "Claim",
    "Statement": "SourceDocument",
    "Transfer": "Release",
    "Verdict": "Sentence",
}
# properties that the model lets stand more than once on one thing
REPEATED: Final = frozenset(
    (
        *("about", "absentFrom", "actor", "addressee", "answersVerdict", "asserts", "authorisedBy"),
        *("channel", "cites", "claimant", "concerns", "concernsPlace", "conflictsWith"),
        *("dataCategory", "demandFor", "documentedBy", "expresses", "follows", "hasComponent"),
        *("hasMember", "hasName", "inCapacity", "inferredPart", "issuedBy", "makesDemand"),
        *("offenceCategory", "onBehalfOf", "onCharge", "place", "relatedTo", "requestedBy"),
        *("reviews", "silentAbout", "silentOn", "specifies", "spokenBy", "supportedBy"),
        *("throughProvision", "type", "underProvision"),
    )
)
# things that a curator enters again because an earlier entry was not found
ENTERED: Final = (
    *(
        "AllegedAbuse",
        "AppealOutcome",
        "Arrest",
        "Charge",
        "Claim",
        "Designation",
        "DetentionPeriod",
    ),
    *("Participation", "Release", "Sentence", "Silence", "Transfer", "Verdict"),
)


@operator
def drop_triple(case: Case, _: Random) -> Iterator[Change]:
    """Loses a line of a node."""
    for quad in case.stated():
        if quad.predicate != RDF_TYPE:
            several = len(case.values(quad.subject, quad.predicate)) > 1
            yield Change(case.kind(quad) + (" of several" if several else ""), (quad,))


@operator
def drop_type(case: Case, _: Random) -> Iterator[Change]:
    """Loses the line that says what a node is."""
    for quad in case.stated(RDF_TYPE):
        yield Change(case.class_of(quad.subject), (quad,))


@operator
def drop_node(case: Case, _: Random) -> Iterator[Change]:
    """Loses a whole node, and leaves the links to it."""
    linked = {quad.object for quad in case.stated()}
    for node in case.nodes:
        if node in linked:
            yield Change(case.class_of(node), tuple(case.about[node]))


@operator
def change_class(case: Case, _: Random) -> Iterator[Change]:
    """Takes a class for a neighbouring one."""
    for quad in case.stated(RDF_TYPE):
        name = case.class_of(quad.subject)
        if name in NEIGHBOURS:
            yield case.replaced(quad, cg(NEIGHBOURS[name]), f"{name} to {NEIGHBOURS[name]}")


@operator
def second_class(case: Case, _: Random) -> Iterator[Change]:
    """Gives a node a second class, because both seem to fit."""
    for node in case.nodes:
        name = case.class_of(node)
        if name in NEIGHBOURS:
            added = case.quad(node, RDF_TYPE, cg(NEIGHBOURS[name]))
            yield Change(f"{name} and {NEIGHBOURS[name]}", add=(added,))


@operator
def enter_twice(case: Case, _: Random) -> Iterator[Change]:
    """Enters a thing a second time under another name."""
    for node in case.of_class(*ENTERED):
        family = {node, *(n for n in case.values(node, cg("hasComponent")))}

        def named(term: object, family: set[object] = family) -> object:  # type: ignore[assignment]
            again = isinstance(term, NamedNode) and term in family
            return NamedNode(f"{term.value}-again") if again else term  # type: ignore[union-attr]

        copies = tuple(
            Quad(named(q.subject), q.predicate, named(q.object), q.graph_name)  # type: ignore[arg-type]
            for member in sorted(family, key=str)
            for q in case.about[member]
            if q.graph_name == case.graph
        )
        yield Change(case.class_of(node), add=copies)


@operator
def second_value(case: Case, random: Random) -> Iterator[Change]:
    """Copies a line of another node of the same class, so that there are two values."""
    held: dict[str, set[NamedNode | Literal]] = {}
    for quad in case.stated():
        held.setdefault(case.kind(quad), set()).add(quad.object)
    for quad in case.stated():
        if local(quad.predicate) in REPEATED or quad.predicate == PREF_LABEL:
            continue
        own = case.values(quad.subject, quad.predicate)
        others = sorted(held[case.kind(quad)] - set(own), key=str)
        if others:
            added = case.quad(quad.subject, quad.predicate, random.choice(others))
            yield Change(case.kind(quad), add=(added,))


@operator
def wrong_class(case: Case, random: Random) -> Iterator[Change]:
    """Links a thing of another class, such as the sentence in place of the verdict."""
    for quad in case.links():
        own = case.class_of(quad.object)
        others = [
            node for node in case.nodes if case.class_of(node) != own and node != quad.subject
        ]
        if own and others:
            yield case.replaced(quad, random.choice(others))


@operator
def dead_link(case: Case, random: Random) -> Iterator[Change]:
    """Misspells the address of a thing."""
    for quad in case.links():
        yield case.replaced(quad, NamedNode(_misspelt(quad.object.value, random)))


@operator
def misspell_concept(case: Case, random: Random) -> Iterator[Change]:
    """Misspells a concept."""
    for quad in case.stated():
        if is_concept(quad.object):
            yield case.replaced(quad, NamedNode(_misspelt(quad.object.value, random)))


@operator
def foreign_concept(case: Case, random: Random) -> Iterator[Change]:
    """Takes a concept from the wrong vocabulary."""
    for quad in case.stated():
        if is_concept(quad.object):
            schemes = [s for s in case.terms.concepts if s != scheme_of(quad.object)]
            foreign = random.choice(case.terms.concepts[random.choice(schemes)])
            yield case.replaced(quad, foreign)


@operator
def misspell_property(case: Case, random: Random) -> Iterator[Change]:
    """Misspells a property."""
    for quad in case.stated():
        if quad.predicate.value.startswith(CG):
            wrong = NamedNode(CG + _misspelt(local(quad.predicate), random))
            changed = Quad(quad.subject, wrong, quad.object, quad.graph_name)
            yield Change(case.kind(quad), (quad,), (changed,))


@operator
def borrowed_property(case: Case, random: Random) -> Iterator[Change]:
    """Uses a property of another class, as a similar one stands there."""
    quads = [q for q in case.stated() if q.predicate.value.startswith(CG)]
    borrowed: dict[str, set[NamedNode]] = {}
    held: dict[str, set[NamedNode]] = {}
    for quad in quads:
        borrowed.setdefault(case.class_of(quad.object), set()).add(quad.predicate)
        held.setdefault(case.class_of(quad.subject), set()).add(quad.predicate)
    for quad in quads:
        own = held[case.class_of(quad.subject)]
        others = sorted(borrowed[case.class_of(quad.object)] - own, key=str)
        if case.class_of(quad.object) and others:
            changed = Quad(quad.subject, random.choice(others), quad.object, quad.graph_name)
            yield Change(case.kind(quad), (quad,), (changed,))


@operator
def text_for_link(case: Case, _: Random) -> Iterator[Change]:
    """Writes a name in place of a link."""
    for quad in case.links():
        labels = case.values(quad.object, PREF_LABEL)
        text = labels[0].value if labels else local(quad.object)
        yield case.replaced(quad, Literal(text, language="en"))


@operator
def wrong_datatype(case: Case, _: Random) -> Iterator[Change]:
    """Writes a number, a date or a text as something else."""
    for quad in case.stated():
        value = quad.object
        if isinstance(value, Literal):
            plain = value.datatype.value == XSD + "string"
            yield case.replaced(
                quad, Literal(value.value, language="en") if plain else Literal(value.value)
            )


@operator
def break_syntax(case: Case, random: Random) -> Iterator[Change]:
    """Loses a sign of the syntax: a semicolon, a full stop or a quotation mark."""
    body = case.text.index("\n\n", case.text.index("@prefix"))
    for sign in (" ;\n    cg:", "\n.\n", '"@en', "cg:"):
        spots = [i for i in range(body, len(case.text)) if case.text.startswith(sign, i)]
        for spot in random.sample(spots, min(5, len(spots))):
            kept = {"cg:": "gc:"}.get(
                sign, sign.replace(" ;", "").replace("\n.\n", "\n\n").replace('"', "")
            )
            text = case.text[:spot] + kept + case.text[spot + len(sign) :]
            yield Change({"cg:": "prefix"}.get(sign, "sign"), text=text)


def _misspelt(address: str, random: Random) -> str:
    """Drop or double one of the last letters; the result is another text."""
    spot = len(address) - random.randint(1, 3)
    letter = address[spot]
    return address[:spot] + random.choice(("", letter * 2)) + address[spot + 1 :]
