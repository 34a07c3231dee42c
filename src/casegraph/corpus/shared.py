"""What cases have in common: courts, bodies, provisions, places, and one newspaper."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from casegraph.corpus.triples import Lines, concept, edtf, plain, text, thing

COURTS: Final = 60
BODIES: Final = 40
PROVISIONS: Final = 80
DAILY: Final = "elsewhere-daily"
_NOTE: Final = text("Fictional.")


def appeal_court(court: int) -> int:
    """Return the court above one: every sixth court is an appeal court, one is above all."""
    return 0 if court % 6 == 0 else court - court % 6


def shared_files() -> Iterator[Lines]:
    """Make the files that all cases share."""
    courts = Lines("courts")
    for number in range(COURTS):
        above = {} if number == 0 else {"superiorCourt": thing(f"court/c{appeal_court(number)}")}
        courts.add(
            thing(f"court/c{number}"),
            "Court",
            f"Court no. {number} of Nowhere",
            courtKind=concept("court-kind/ordinary-court"),
            within=thing(f"place/p{number % 10}"),
            **above,
        )
        courts.lines.append(_editorial(f"court/c{number}"))
    yield courts
    bodies = Lines("bodies")
    for number in range(BODIES):
        bodies.add(thing(f"body/b{number}"), "Organization", f"Body no. {number} of Elsewhere")
        bodies.lines.append(_editorial(f"body/b{number}"))
    yield bodies
    provisions = Lines("provisions")
    for number in range(PROVISIONS):
        provisions.add(
            thing(f"provision/nwh-{number}"),
            "LegalProvision",
            f"Penal Code of Nowhere, art. {number}",
            article=plain(str(number)),
            code=text("Penal Code of Nowhere"),
        )
        provisions.lines.append(_editorial(f"provision/nwh-{number}"))
    yield provisions
    places = Lines("places")
    places.add(thing("place/nowhere"), "Place", "Nowhere")
    for number in range(10):
        places.add(
            thing(f"place/p{number}"),
            "Place",
            f"Town no. {number} of Nowhere",
            within=thing("place/nowhere"),
        )
    yield places
    yield _newspaper()


def _editorial(path: str) -> str:
    return f"{thing(path)} <http://www.w3.org/2004/02/skos/core#editorialNote> {_NOTE} .\n"


def _newspaper() -> Lines:
    file = Lines(f"sources/{DAILY}")
    passage = thing(f"source/{DAILY}#unanchored")
    document = file.add(
        thing(f"source/{DAILY}"),
        "SourceDocument",
        "Elsewhere Daily",
        publisher=thing("body/b1"),
        published=thing(f"source/{DAILY}#published"),
        sourceKind=concept("source-kind/press-article"),
        url='"https://example.org/daily"^^<http://www.w3.org/2001/XMLSchema#anyURI>',
    )
    file.add(passage, "Passage", anchor=plain("unanchored"), inDocument=document)
    file.add(
        thing(f"source/{DAILY}#published"),
        "DateExpression",
        edtf=edtf("2030-12-31"),
        supportedBy=passage,
    )
    return file
