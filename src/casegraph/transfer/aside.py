"""A triple in, the same triple in names that nobody asks for out, and back.

Engines answer from the union of all graphs. What is on its way must not be seen there, so each IRI
of it is written behind a prefix of ours until the swap.
"""

from __future__ import annotations

from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Triple

from casegraph.terms import XSD

# no address, and in no namespace that questions or checks look for (RFC 4151)
OWN: Final = "tag:w3id.org,2026:casegraph/"
_ASIDE: Final = f"{OWN}aside/"
_DECIMAL: Final = NamedNode(f"{XSD}decimal")


def put_aside(triple: Triple) -> str:
    """Write a triple as a line of N-Triples that is seen by nobody who looks for it."""
    return f"{_hidden(triple.subject)} {_hidden(triple.predicate)} {_hidden(triple.object)} ."


def _hidden(term: Any) -> str:
    if isinstance(term, NamedNode):
        return f"<{_ASIDE}{term.value}>"
    if isinstance(term, Literal) and term.datatype == _DECIMAL and "." not in term.value:
        # Jena keeps 4 and 4.0 apart, tells both as 4.0, and would not find 4 when it is to go
        return str(Literal(f"{term.value}.0", datatype=_DECIMAL))
    return str(term)


def taken_back(triple: tuple[Any, Any, Any]) -> Triple:
    """Undo `put_aside`; what was not put aside stays as it is."""
    return Triple(*map(_shown, triple))


def _shown(term: Any) -> Any:
    if isinstance(term, NamedNode):
        return NamedNode(term.value.removeprefix(_ASIDE))
    return term


def taken_back_in_sparql(hidden: str, shown: str) -> str:
    """Write a BIND that does on the engine what `taken_back` does here."""
    # to Virtuoso a blank node is an IRI as well
    hides = f'ISIRI(?{hidden}) && STRSTARTS(STR(?{hidden}), "{_ASIDE}")'
    plain = f'IRI(STRAFTER(STR(?{hidden}), "{_ASIDE}"))'
    return f"BIND(IF({hides}, {plain}, ?{hidden}) AS ?{shown})"
