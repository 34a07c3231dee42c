"""A number and a seed in, one fictional case and its document out: two files."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field
from typing import Final

from casegraph.corpus.shared import BODIES, COURTS, DAILY, PROVISIONS, appeal_court
from casegraph.corpus.triples import (
    Lines,
    concept,
    edtf,
    integer,
    plain,
    text,
    thing,
    truth,
)

_LETTERS: Final = "bcdfghjkmnpqrstvwxz"
_SIGNS: Final = _LETTERS + "23456789"
_PEOPLE: Final = len(_LETTERS) * len(_SIGNS) ** 5
_SPREAD: Final = 0x2545F491  # no divisor in common with _PEOPLE, so that no two numbers meet
_GIVEN: Final = ("Ada", "Ben", "Cleo", "Dora", "Egon", "Fay", "Gus", "Hana", "Ivo", "Juna")
_FAMILY: Final = ("Example", "Sample", "Specimen", "Placeholder", "Nobody", "Fiction")
_CYRILLIC: Final = ("Ада Экземпл", "Бен Сэмпл", "Клео Образец")


@dataclass
class Case:
    """One case as it is written: its two files, and what faults need to know of it."""

    name: str
    file: Lines
    source: Lines
    stranger: str
    people: list[str] = field(default_factory=list)
    passages: list[str] = field(default_factory=list)
    appealed: bool = False

    def node(self, fragment: str) -> str:
        """Name a node of the case."""
        return thing(f"case/{self.name}#{fragment}")


def make_case(number: int, seed: int) -> Case:
    """Make the case of a number; each seed has other cases.

    About 110 triples: one to four defendants, skewed; an appeal in two of five cases; rival
    accounts, ranges, inferred years, names in two scripts and restricted groups now and then.
    """
    draw = random.Random(f"{seed}/{number}")  # noqa: S311 - fiction, not a secret
    year = 1990 + number % 35
    name = f"x{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}-{year}-{number}"
    stranger = thing(f"person/{_identifier(number * 5)}")
    case = Case(name, Lines(f"cases/{name}"), Lines(f"sources/obs-{name}"), stranger)
    _document(case, draw)
    court = min(int(draw.paretovariate(1.1)), COURTS - 1)
    _matter(case, draw, year, court)
    for place in range(1, 1 + min(4, int(draw.paretovariate(1.6)))):
        _defendant(case, draw, number * 5 + place, place)
    if draw.random() < 0.4:
        _appeal(case, draw, year, court)
    _around(case, draw, year)
    return case


def _document(case: Case, draw: random.Random) -> None:
    document = thing(f"source/obs-{case.name}")
    case.source.add(
        document,
        "SourceDocument",
        f"Notice on {case.name}",
        publisher=thing(f"body/b{2 + draw.randrange(BODIES - 2)}"),
        sourceKind=concept("source-kind/urgent-action"),
        language=plain("en"),
        textSha256=plain(hashlib.sha256(case.name.encode()).hexdigest()),
    )
    start = 0
    for part in range(1, 5):
        end = start + draw.randrange(40, 140)
        passage = thing(f"source/obs-{case.name}#c{start}-{end}")
        span = hashlib.sha256(f"{case.name} {start} {end}".encode()).hexdigest()
        case.source.add(
            passage,
            "Passage",
            inDocument=document,
            start=integer(start),
            end=integer(end),
            sha256=plain(span),
            locator=text(f"paragraph {part}"),
        )
        case.passages.append(passage)
        start = end + 1


def _date(case: Case, fragment: str, expression: str, passage: str) -> str:
    node = case.node(fragment)
    return case.file.add(
        node,
        "DateExpression",
        edtf=edtf(expression),
        verbatim=text(f"printed as {expression}"),
        supportedBy=passage,
    )


def _expression(draw: random.Random, year: int, month: int) -> str:
    day = f"{year}-{month:02}-{draw.randrange(1, 28):02}"
    forms = (day, day, day, day[:7], day[:4], f"[..{day}]", f"{day[:7]}~")
    return draw.choice(forms)


def _matter(case: Case, draw: random.Random, year: int, court: int) -> None:
    file, seen = case.file, case.passages[0]
    matter = thing(f"case/{case.name}")
    file.add(matter, "LegalCase", f"Example v. Nowhere, {case.name}", supportedBy=seen)
    trial = file.add(
        case.node("trial"),
        "Proceeding",
        "trial",
        partOfCase=matter,
        heardBy=thing(f"court/c{court}"),
        instance=concept("instance/first"),
        proceedingKind=concept("proceeding-kind/trial"),
        supportedBy=seen,
    )
    file.add(
        case.node("judgment"),
        "Decision",
        decidedIn=trial,
        decidedBy=thing(f"court/c{court}"),
        decisionKind=concept("decision-kind/judgment"),
        date=_date(case, "date-judgment", _expression(draw, year + 1, 6), seen),
        supportedBy=seen,
    )
    _date(case, "date-arrest", _expression(draw, year, 3), seen)


def _identifier(number: int) -> str:
    """Scramble a number into six signs that say nothing; no two numbers give the same."""
    rest, first = divmod(number * _SPREAD % _PEOPLE, len(_LETTERS))
    name = _LETTERS[first]
    for _ in range(5):
        rest, sign = divmod(rest, len(_SIGNS))
        name += _SIGNS[sign]
    return name


def _person(case: Case, draw: random.Random, number: int) -> str:
    name = _identifier(number)
    label = f"{draw.choice(_GIVEN)} {draw.choice(_FAMILY)} {number}"
    seen = case.passages[0]
    names = [thing(f"person/{name}#name-1")]
    case.file.add(
        names[0], "NameVariant", nameText=text(label), script=plain("Latn"), supportedBy=seen
    )
    if draw.random() < 0.2:
        names.append(thing(f"person/{name}#name-2"))
        case.file.add(
            names[1],
            "NameVariant",
            nameText=text(draw.choice(_CYRILLIC), "ru"),
            script=plain("Cyrl"),
            supportedBy=seen,
        )
    return case.file.add(thing(f"person/{name}"), "Person", label, hasName=names, supportedBy=seen)


def _defendant(case: Case, draw: random.Random, number: int, place: int) -> None:
    file, (seen, judged) = case.file, case.passages[:2]
    person = _person(case, draw, number)
    case.people.append(person)
    trial, judgment = case.node("trial"), case.node("judgment")
    file.add(
        case.node(f"d{place}-trial"),
        "Participation",
        participant=person,
        inProceeding=trial,
        role=concept("role/defendant"),
        supportedBy=seen,
        **({"triedInAbsentia": truth(True)} if draw.random() < 0.05 else {}),
    )
    file.add(
        case.node(f"d{place}-arrest"),
        "Arrest",
        involvedPerson=person,
        date=case.node("date-arrest"),
        supportedBy=seen,
    )
    charge = file.add(
        case.node(f"d{place}-charge-1"),
        "Charge",
        chargedPerson=person,
        inProceeding=trial,
        underProvision=thing(f"provision/nwh-{min(int(draw.paretovariate(1.0)), PROVISIONS - 1)}"),
        supportedBy=judged,
    )
    verdict = file.add(
        case.node(f"d{place}-verdict-1"),
        "Verdict",
        verdictOn=person,
        givenIn=judgment,
        onCharge=charge,
        finding=concept("finding/convicted"),
        supportedBy=judged,
    )
    _sentence(case, draw, place, person, verdict)


def _sentence(case: Case, draw: random.Random, place: int, person: str, verdict: str) -> None:
    file, judged = case.file, case.passages[1]
    months = 12 * draw.randrange(1, 21)
    term = {"durationMonths": integer(months)}
    if draw.random() < 0.1:
        term = {"atLeastMonths": integer(months), "atMostMonths": integer(months + 24)}
    sentence = case.node(f"d{place}-sentence")
    part = file.add(
        case.node(f"d{place}-sentence-1"),
        "SentenceComponent",
        penaltyKind=concept("penalty-kind/imprisonment"),
        supportedBy=judged,
        **term,
    )
    rival = case.node(f"d{place}-sentence-daily")
    disputed = draw.random() < 0.05
    file.add(
        sentence,
        "Sentence",
        sentencedPerson=person,
        imposedIn=case.node("judgment"),
        answersVerdict=verdict,
        hasComponent=part,
        supportedBy=judged,
        **({"conflictsWith": rival} if disputed else {}),
    )
    if disputed:
        daily = thing(f"source/{DAILY}#unanchored")
        other = file.add(
            case.node(f"d{place}-sentence-daily-1"),
            "SentenceComponent",
            penaltyKind=concept("penalty-kind/imprisonment"),
            durationMonths=integer(months + 12),
            supportedBy=daily,
        )
        file.add(
            rival,
            "Sentence",
            sentencedPerson=person,
            imposedIn=case.node("judgment"),
            answersVerdict=verdict,
            hasComponent=other,
            supportedBy=daily,
        )


def _appeal(case: Case, draw: random.Random, year: int, court: int) -> None:
    file, reviewed = case.file, case.passages[2]
    case.appealed = True
    appeal = file.add(
        case.node("appeal"),
        "Proceeding",
        "appeal",
        partOfCase=thing(f"case/{case.name}"),
        heardBy=thing(f"court/c{appeal_court(court)}"),
        instance=concept("instance/appeal"),
        proceedingKind=concept("proceeding-kind/review"),
        reviews=case.node("judgment"),
        supportedBy=reviewed,
    )
    file.add(
        case.node("appeal-judgment"),
        "Decision",
        decidedIn=appeal,
        decisionKind=concept("decision-kind/judgment"),
        date=_date(case, "date-appeal", _expression(draw, year + 2, 9), reviewed),
        supportedBy=reviewed,
    )
    for place, person in enumerate(case.people, 1):
        file.add(
            case.node(f"d{place}-appeal"),
            "Participation",
            participant=person,
            inProceeding=appeal,
            role=concept("role/appellant"),
            supportedBy=reviewed,
        )
        for affected in ("verdict-1", "sentence"):
            short = affected.removesuffix("-1")
            file.add(
                case.node(f"d{place}-outcome-{short}"),
                "AppealOutcome",
                outcomeFor=person,
                givenIn=case.node("appeal-judgment"),
                outcome=concept("appeal-outcome/upheld"),
                supportedBy=reviewed,
                **{f"affects{short.capitalize()}": case.node(f"d{place}-{affected}")},
            )


def _around(case: Case, draw: random.Random, year: int) -> None:
    """Add what surrounds a case now and then: statements, claims, designations, lawyers."""
    file, said = case.file, case.passages[3]
    body = thing(f"body/b{2 + min(int(draw.paretovariate(0.9)), BODIES - 3)}")
    if draw.random() < 0.35:
        claim = file.add(
            case.node("claim-unfair"),
            "Claim",
            about=case.node("trial"),
            claimant=body,
            claimKind=concept("claim-kind/evaluation"),
            asserts=concept("assertion/unfair"),
            stance=concept("stance/objects"),
            supportedBy=said,
        )
        file.add(
            case.node("statement"),
            "Statement",
            "statement on the case",
            issuedBy=body,
            statementKind=concept("statement-kind/declaration"),
            concerns=[thing(f"case/{case.name}"), *case.people],
            expresses=claim,
            date=_date(case, "date-statement", _expression(draw, year + 2, 11), said),
            supportedBy=said,
        )
    if draw.random() < 0.2:
        file.add(
            case.node("d1-designation"),
            "Designation",
            designee=case.people[0],
            designatedBy=body,
            status=concept("designation-status/prisoner-of-conscience"),
            supportedBy=said,
        )
    if draw.random() < 0.1:
        file.add(
            case.node("d1-lawyers"),
            "Group",
            "lawyers of the first defendant (not named)",
            relatedTo=case.people[0],
            relationshipKind=concept("relationship/counsel"),
            disclosure=concept("disclosure/restricted"),
            supportedBy=said,
        )
