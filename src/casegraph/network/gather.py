"""Folded rows in, the columns of edges that gather out: days of beginning and end, and evidence."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Final

import numpy as np
from numpy.typing import NDArray
from pyoxigraph import NamedNode

from casegraph.dates import DateError
from casegraph.network.column import Column, of_numbers
from casegraph.network.fold import Folded, Pairs, distinct, joined
from casegraph.network.lookup import Document, Lookup
from casegraph.network.timing import Policy, begins, check_policy, ends
from casegraph.saved import ParameterValue
from casegraph.terms import Term

NO_DATE: Final = "dates that are no EDTF"
TURNED: Final = "intervals that the policy turned round, taken as a span"
_MEANINGS: Final = {
    "start": "The first day of the edge; missing where it is open or unknown.",
    "end": "The last day of the edge; missing where it is open or unknown.",
    "edtf": "The dates as they are read, in EDTF.",
    "startEdtf": "The dates of the beginning as they are read, in EDTF.",
    "endEdtf": "The dates of the end as they are read, in EDTF.",
    "permalink": "The nodes of the graph that state the edge.",
    "evidence": "The passages that support it, or what else states it.",
    "basis": "What these are: passages, a document itself, a record of a register, a file.",
    "sources": "The documents in which these stand.",
    "publishers": "Who published these.",
    "published": "When, in EDTF.",
}
Days = NDArray[np.float64]


def dated(
    folded: Folded, policy: str, counts: Counter[str], dropped: Counter[str]
) -> Iterator[Column]:
    """Make the columns of dates, where the recipe gives any."""
    given = [name for name in ("start", "end") if name in folded.columns]
    if not given:
        return
    chosen = check_policy(policy)
    first, second = folded.ends()
    terms = [folded.columns[name].terms for name in (given[0], given[-1])]
    days = partial(_days, number=folded.number)
    start = days(first, terms[0], begins, policy=chosen, least=True, dropped=dropped)
    end = days(second, terms[1], ends, policy=chosen, least=False)
    turned = start > end
    if turned.any():
        dropped[TURNED] += int(turned.sum())
        start[turned] = days(first, terms[0], begins, policy="span", least=True)[turned]
        end[turned] = days(second, terms[1], ends, policy="span", least=False)[turned]
    yield _as_dates("start", start)
    yield _as_dates("end", end)
    names = ("edtf",) if len(given) == 1 else ("startEdtf", "endEdtf")
    for name, pairs, listed in zip(names, (first, second), terms, strict=False):
        texts = [getattr(term, "value", "") for term in listed]
        known = pairs.codes >= 0
        codes, values = Pairs(pairs.edges[known], pairs.codes[known]).lists(texts, folded.number)
        yield Column.coded(name, codes, values, counts, _MEANINGS[name], "list")


def _days(
    pairs: Pairs,
    terms: Sequence[Term],
    read: Callable[[str, Policy], dt.date | None],
    *,
    number: int,
    policy: Policy,
    least: bool,
    dropped: Counter[str] | None = None,
) -> Days:
    """Find the outermost day of each edge; an open end is infinite, an unknown one no number."""
    outside = -np.inf if least else np.inf
    table = np.full(len(terms) + 1, outside)  # the last is that of an end that no row tells
    for code, term in enumerate(terms):
        try:
            day = read(getattr(term, "value", ""), policy)
        except DateError:
            if dropped is not None:
                dropped[NO_DATE] += 1
            table[code] = np.nan
        else:
            table[code] = outside if day is None else day.toordinal()
    found = np.full(number, np.nan)
    gather = np.fmin if least else np.fmax
    gather.at(found, pairs.edges, table[pairs.codes])
    return found


def _as_dates(name: str, days: Days) -> Column:
    column = of_numbers(name, days, _MEANINGS[name], whole=True)
    values = [dt.date.fromordinal(int(value)) for value in column.values]  # type: ignore[arg-type]
    return Column(name, "date", column.codes, values, column.meaning)


def evidence(
    folded: Folded, lookup: Lookup, account: ParameterValue | None, counts: Counter[str]
) -> Iterator[Column]:
    """Make the columns that say what an edge rests on.

    That is the passages of all of its facts. A fact that has none rests on what states it: a
    document on itself, a body on its record in a register, all else on a file of the graph.
    """
    number = folded.number
    names = [name for name in folded.recipe.facts if name in folded.columns]
    facts = folded.pairs(*names) if names else distinct(np.zeros(0, np.int64), np.zeros(0))
    terms = folded.columns[names[0]].terms if names else []
    stated = [getattr(term, "value", "") for term in terms]
    nodes = [term.value for term in terms if isinstance(term, NamedNode)]
    rests_on, document_of, bases = _grounds(lookup, nodes, account)
    own = _own(folded)
    known = sorted({*document_of, *(iri for several in own for iri in several)})
    place = {iri: code for code, iri in enumerate(known)}
    document_of |= lookup.documents_of(iri for iri in known if iri not in document_of)
    rests = joined(facts, [[place[p] for p in rests_on.get(fact, ())] for fact in stated])
    if own:
        told = joined(
            folded.pairs("evidence"), [[place[iri] for iri in several] for several in own]
        )
        rests = distinct(
            np.concatenate([rests.edges, told.edges]), np.concatenate([rests.codes, told.codes])
        )
    if names:
        yield _listed("permalink", facts, stated, number, counts)
    if not known and not names and not own:
        return
    passages = _listed("evidence", rests, known, number, counts)
    yield passages
    documents = lookup.documents(sorted({iri for iri in document_of.values() if iri}))

    def gathered(name: str, of: Callable[[str], Iterable[str]]) -> Column:
        def change(several: tuple[str, ...]) -> tuple[str, ...] | None:
            return tuple(sorted({text for iri in several for text in of(iri)})) or None

        return passages.mapped(name, change, _MEANINGS[name])

    def of_document(read: Callable[[Document], Iterable[str]]) -> Callable[[str], Iterable[str]]:
        return lambda iri: read(documents[found]) if (found := document_of.get(iri)) else ()

    if bases:
        yield gathered("basis", lambda iri: (bases.get(iri, "passage"),))
    yield gathered("sources", of_document(lambda document: (document.iri,)))
    yield gathered("publishers", of_document(lambda document: document.publishers))
    yield gathered("published", of_document(lambda document: document.published))


def _grounds(
    lookup: Lookup, nodes: Sequence[str], account: ParameterValue | None
) -> tuple[dict[str, list[str]], dict[str, str], dict[str, str]]:
    """Return what each fact rests on, the document of each of these, and what is no passage."""
    rests_on, document_of = lookup.passages(nodes, account)
    bases: dict[str, str] = {}
    for fact, (basis, grounds) in lookup.grounds(set(nodes) - rests_on.keys()).items():
        rests_on[fact] = grounds
        bases |= dict.fromkeys(grounds, basis)
    document_of |= {iri: iri if basis == "document" else "" for iri, basis in bases.items()}
    return rests_on, document_of, bases


def _own(folded: Folded) -> list[list[str]]:
    """Read the passages that the recipe itself names: an IRI a row, or several with spaces."""
    if "evidence" not in folded.columns:
        return []
    found = []
    for term in folded.columns["evidence"].terms:
        words = str(getattr(term, "value", "")).split()
        found.append([word for word in words if _is_iri(word)])
    return found


def _is_iri(word: str) -> bool:
    try:
        return ":" in word and bool(NamedNode(word))
    except ValueError:
        return False


def _listed(name: str, pairs: Pairs, texts: list[str], number: int, counts: Counter[str]) -> Column:
    codes, values = pairs.lists(texts, number)
    return Column.coded(name, codes, values, counts, _MEANINGS[name], "list")
