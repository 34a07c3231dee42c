"""A node of the graph in, what it says in a few words out: one function a class.

Whoever says so is never left out of a claim; for other nodes the sources are shown beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

from casegraph.publish.pages.pieces import Piece, Pieces, Text, Time, joined, plain, quoted
from casegraph.publish.pages.reader import Node, Reader
from casegraph.publish.pages.words import counted, date_words, spaced, term_words
from casegraph.terms import PREF_LABEL

_DATES = ("date", "began", "ended")
_AFFECTED = {
    "affectsVerdict": "verdict",
    "affectsSentence": "sentence",
    "affectsDecision": "decision",
}
# what stands before the words of a node among others that are no such thing
_KINDS: Final = {
    "Charge": "charge",
    "Demand": "demand",
    "PenaltyExposure": "penalty that the law allows",
    "PenaltyRequest": "penalty asked for",
    "Sentence": "sentence",
    "Verdict": "verdict",
}


class Phrases:
    """Puts nodes into words.

    Args:
        reader: reads them.
    """

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._by_kind: dict[str, Callable[[Node], Pieces]] = {
            "AllegedAbuse": self._abuse,
            "AppealOutcome": self._outcome,
            "Arrest": lambda node: self._event(node, "arrest"),
            "Charge": self._charge,
            "Claim": self.claim,
            "DateExpression": lambda node: (self.time(node),),
            "Decision": self._decision,
            "Demand": lambda node: self.concepts(node, "demandKind"),
            "Designation": lambda node: self.concepts(node, "status"),
            "DetentionPeriod": self._detention,
            "Hearing": lambda node: self._event(node, self._kind(node, "hearingKind", "hearing")),
            "NameVariant": self._name,
            "Participation": self._participation,
            "PenaltyExposure": self._penalty,
            "PenaltyRequest": self._penalty,
            "Release": self._release,
            "Sentence": self._sentence,
            "SentenceComponent": self._component,
            "TerritorialClaim": self.claim,
            "Transfer": self._transfer,
            "Verdict": lambda node: self.concepts(node, "finding"),
        }

    def of(self, iri: str) -> Pieces:
        """Put a node into words; one of no class that is known here by its label."""
        node = self._reader.node(iri)
        phrase = self._by_kind.get(self._reader.kind(iri))
        return (phrase(node) if phrase else ()) or (self._reader.label(iri),)

    def concepts(self, node: Node, *names: str) -> Pieces:
        """Name the concepts, or things, that are values of properties."""
        return joined([[self.shown(iri)] for iri in node.things(*names)])

    def shown(self, iri: str) -> Piece:
        """Name a thing so that a page can link to it, and a concept by its label alone."""
        return (
            self._reader.ref(iri) if iri.startswith(self._reader.base) else self._reader.label(iri)
        )

    def refs(self, iris: Iterable[str], last: str = " and ") -> Pieces:
        """Name things in a row."""
        return joined(([self.shown(iri)] for iri in iris), last)

    def times(self, node: Node, *names: str) -> Pieces:
        """Say when something was: by the preferred account; several days at a tie."""
        dates = [self._reader.node(iri) for iri in node.things(*(names or _DATES[:1]))]
        chosen = [date for date in dates if date.preferred] or dates
        chosen.sort(key=lambda date: (date.text("earliest", "latest") or "9999", date.text("edtf")))
        shown = dict.fromkeys(self.time(date) for date in chosen if date.text("edtf"))
        return joined(([time] for time in shown), " or ", " or ")

    def time(self, node: Node) -> Time:
        """Say what a date expression says."""
        edtf = node.text("edtf")
        return Time(date_words(edtf), edtf)

    def when(self, node: Node) -> Pieces:
        """Say when something was, or from when to when, with what is inferred of it."""
        found = list(self.times(node))
        began, ended = self.times(node, "began"), self.times(node, "ended")
        if began and ended and not any(map(_is_span, (*began, *ended))):
            found += [plain("from "), *began, plain(" to "), *ended]
        else:
            told = (_bound(began, "from ", " on", "began "), _bound(ended, "until ", "", "ended "))
            found += joined(filter(None, told), ", ")
        parts = self._inferred(node)
        return (*found, plain(f" ({parts} inferred)")) if found and parts else tuple(found)

    def day(self, node: Node) -> str:
        """Return a day to order by: the first that is known; what has none comes last."""
        dated = [node, *map(self._reader.node, node.things("givenIn", "imposedIn"))]
        dates = [self._reader.node(iri) for one in dated for iri in one.things(*_DATES)]
        days = [date.text("earliest") or date.text("latest") for date in dates if date.preferred]
        return min(filter(None, days), default="9999")

    def _inferred(self, node: Node) -> str:
        dates = [self._reader.node(iri) for iri in node.things(*_DATES)]
        parts = {p for date in dates if date.preferred for p in date.things("inferredPart")}
        names = sorted(self._reader.label(part).value for part in parts)
        return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))

    def court(self, decision: str) -> Pieces:
        """Name the court of a decision: that which decided, else that which heard."""
        node = self._reader.node(decision)
        courts = node.things("decidedBy") or tuple(
            court
            for proceeding in node.things("decidedIn")
            for court in self._reader.node(proceeding).things("heardBy")
        )
        return self.refs(courts)

    def act(self, node: Node) -> Pieces:
        """Say when, and by which court, a verdict, a sentence or an outcome was given."""
        for decision in node.things("givenIn", "imposedIn"):
            parts = [self.when(self._reader.node(decision)), self.court(decision)]
            return joined(filter(None, parts), ", ")
        return ()

    def event(self, node: Node) -> Pieces:
        """Say what happened: by its own label, else in the words of its class."""
        label = self._reader.label(node.iri)
        if any(True for _ in node.values(PREF_LABEL.value)):
            return (label,)
        said, kind = self.of(node.iri), _KINDS.get(self._reader.kind(node.iri), "")
        return (plain(f"{kind}: "), *said) if kind and said != (label,) else said

    def claim(self, node: Node) -> Pieces:
        """Say what a claim claims; not who claims it."""
        words = node.texts("wording")
        said = {_letters(text.value) for text in words}
        asserted = [
            [self.shown(iri)]
            for iri in node.things("asserts")
            if not any(_letters(self._reader.label(iri).value).startswith(w) for w in said)
        ]
        told = joined(filter(None, [joined(asserted), *map(quoted, words)]), ": ", ": ")
        return told or self.concepts(node, "claimKind")

    def _charge(self, node: Node) -> Pieces:
        provisions = self.refs(node.things("underProvision"))
        if provisions and (through := self.refs(node.things("throughProvision"))):
            provisions = (*provisions, plain(", through "), *through)
        categories = () if provisions else self.concepts(node, "offenceCategory")
        words = joined(quoted(text) for text in node.texts("wording"))
        plea = self.concepts(node, "plea")
        if plea:
            plea = (plain("plea: "), *plea)
        return joined(filter(None, [provisions or categories, words, plea]), "; ", "; ")

    def _sentence(self, node: Node) -> Pieces:
        parts = [self._reader.node(iri) for iri in node.things("hasComponent")]
        chosen = [part for part in parts if part.preferred] or parts
        found = list(joined(self._component(part) for part in self._longest(chosen)))
        for name in ("execution", "aggregation"):
            if concepts := self.concepts(node, name):
                found += [plain(", "), *concepts]
        return tuple(found)

    def _longest(self, parts: Iterable[Node]) -> list[Node]:
        def rank(part: Node) -> tuple[int, str]:
            return (-(part.number("durationMonths") or part.number("atMostMonths") or 0), part.iri)

        return sorted(parts, key=rank)

    def _component(self, node: Node) -> Pieces:
        kinds = list(self.concepts(node, "penaltyKind"))
        term = _term(node)
        found: list[Piece] = [plain(f"{term} of "), *kinds] if term and kinds else kinds
        if term and not kinds:
            found = [plain(term)]
        amount, currency = node.text("amount"), node.text("currency")
        if amount:
            found += [plain(f": {amount} {currency}".rstrip())]
        if least := node.number("minimumTermMonths"):
            found += [plain(f", at least {term_words(least)}")]
        if regime := self.concepts(node, "regime"):
            found += [plain(", "), *regime]
        return tuple(found)

    def _penalty(self, node: Node) -> Pieces:
        return joined(self._component(self._reader.node(p)) for p in node.things("hasComponent"))

    def _outcome(self, node: Node) -> Pieces:
        found: list[Piece] = []
        for name, word in _AFFECTED.items():
            if node.things(name):
                found += [plain(f"{word}: ")]
        found += self.concepts(node, "outcome")
        if results := [self.of(iri) for iri in node.things("resultingSentence")]:
            found += [plain(", now "), *joined(results)]
        return tuple(found)

    def _decision(self, node: Node) -> Pieces:
        label = self._reader.label(node.iri)
        kinds = self.concepts(node, "decisionKind")
        return (label,) if label.value != spaced("Decision") or not kinds else kinds

    def _event(self, node: Node, word: str) -> Pieces:
        found: list[Piece] = [plain(word)]
        if places := self.refs(node.things("place", "sittingPlace")):
            found += [plain(" in "), *places]
        if actors := self.refs(node.things("actor")):
            found += [plain(" by "), *actors]
        return tuple(found)

    def _detention(self, node: Node) -> Pieces:
        found: list[Piece] = [plain("held")]
        if kinds := self.concepts(node, "detentionKind"):
            found += [plain(": "), *kinds]
        if places := self.refs(node.things("place")):
            found += [plain(", "), *places]
        return tuple(found)

    def _transfer(self, node: Node) -> Pieces:
        found: list[Piece] = [plain("moved")]
        for name, word in (("fromPlace", " from "), ("toPlace", " to ")):
            if places := self.refs(node.things(name)):
                found += [plain(word), *places]
        return tuple(found)

    def _release(self, node: Node) -> Pieces:
        kinds = self.concepts(node, "releaseKind")
        return (plain("released: "), *kinds) if kinds else (plain("released"),)

    def _abuse(self, node: Node) -> Pieces:
        found: list[Piece] = [plain("alleged: "), *(self.concepts(node, "abuseKind"))]
        if actors := self.refs(node.things("actor")):
            found += [plain(" by "), *actors]
        return tuple(found)

    def _participation(self, node: Node) -> Pieces:
        found = list(self.concepts(node, "role"))
        if node.text("triedInAbsentia") == "true":
            found += [plain(", tried in absence")]
        return tuple(found)

    def _name(self, node: Node) -> Pieces:
        return tuple(node.texts("nameText"))

    def _kind(self, node: Node, name: str, otherwise: str) -> str:
        labels = [self._reader.label(iri).value for iri in node.things(name)]
        return f"{otherwise}: {', '.join(labels)}" if labels else otherwise


def _term(node: Node) -> str:
    """Write how long a part of a sentence is, by the one way in which it is told."""
    months, days = node.number("durationMonths"), node.number("durationDays")
    least, most = node.number("atLeastMonths"), node.number("atMostMonths")
    if months is not None:
        return term_words(months)
    if days is not None:
        return counted(days, "day")
    if least is not None and most is not None:
        return f"between {term_words(least)} and {term_words(most)}"
    if most is not None:
        return f"up to {term_words(most)}"
    return f"at least {term_words(least)}" if least is not None else ""


def _is_span(piece: Piece) -> bool:
    """Say whether a date is a span, or is known on one side only, so that its words say so."""
    return isinstance(piece, Time) and ("/" in piece.edtf or ".." in piece.edtf)


def _bound(times: Pieces, before: str, after: str, verb: str) -> Pieces:
    """Say when something began or ended: what is a span already is told by a verb, or alone."""
    if not any(map(_is_span, times)):
        return (plain(before), *times, plain(after)) if times else ()
    words = texts_of(times)
    alone = len(times) == 1 and words.startswith(before) and words.endswith(after)
    return times if alone else (plain(verb), *times)


def _letters(text: str) -> str:
    """Reduce words to what they share when one is the plural of the other, or is spelt apart."""
    return "".join(filter(str.isalnum, text.casefold())).rstrip("s")


def texts_of(pieces: Pieces) -> str:
    """Write pieces as plain text, for titles and for tests."""
    return "".join(
        piece.value if isinstance(piece, Text) else piece.words if isinstance(piece, Time)
        else piece.text.value
        for piece in pieces
    )  # fmt: skip
