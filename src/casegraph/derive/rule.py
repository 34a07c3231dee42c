"""A saved CONSTRUCT in, a rule out: what it reads, what it writes, and whether it writes anew only.

This is read off the text, with a doubt on the safe side; running rules is `fixpoint`'s work.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from casegraph.saved import SavedQuery
from casegraph.terms import RDF_TYPE, Prefixes

_TEMPLATE = re.compile(r"CONSTRUCT\s*\{([^{}]*)\}\s*WHERE\b", re.IGNORECASE)
_ONE_TRIPLE = re.compile(r"\?\w+ (?:\w[\w\-]*:[\w\-]+|a) [?\w:\-]+ ?\.?")
_COMMENT = re.compile(r"(?m)^\s*#.*$")  # headers behind '#+' as well
_DECLARED = re.compile(r"\bPREFIX\s+([\w\-]*):\s*<([^>]*)>", re.IGNORECASE)
_NAME = re.compile(
    r"(?<![\w?$<\"'/:.\-])([a-z][\w\-]*):([A-Za-z][\w\-]*)|<([^<>\s]*)>|(?<=\s)a(?=\s)"
)
# lists of variables that are no patterns, and then a variable in the place of a property
_LISTED = re.compile(r"\bSELECT\b[^{]*\{|\b(?:GROUP|ORDER)\s+BY\b[^{}]*", re.IGNORECASE)
_ANY_PROPERTY = re.compile(r"[?$]\w+\s+[?$]\w+\s+[?$<\"\w]")


@dataclass(frozen=True)
class Rule:
    """One rule, ready to run.

    Attributes:
        name: its file's name without `.rq`.
        path: its file, as errors name it.
        stratum: rules of a lower number reach their fixed point first.
        query: the CONSTRUCT.
        anew: whether its own text leaves out what is known already.
        writes: the IRIs in its template.
        reads: the IRIs in its pattern; None where it may read anything.
    """

    name: str
    path: str
    stratum: int
    query: str
    anew: bool
    writes: frozenset[str]
    reads: frozenset[str] | None

    def follows(self, others: Iterable[Rule]) -> bool:
        """Say whether what other rules wrote may let this one write more."""
        written = {name for rule in others for name in rule.writes}
        return bool(written) and (self.reads is None or bool(written & self.reads))


def read_rules(queries: Iterable[SavedQuery], prefixes: Prefixes) -> tuple[Rule, ...]:
    """Read rules; `stratum` in a header is 1 if absent."""
    return tuple(_rule(query, prefixes) for query in queries)


def _rule(query: SavedQuery, prefixes: Prefixes) -> Rule:
    bound = query.bind({}, prefixes)
    declared = dict(_DECLARED.findall(bound))
    text = " ".join(_COMMENT.sub("", bound).split())
    template = _TEMPLATE.search(text)
    made = template[1].strip() if template else ""
    body = text[template.end() :] if template else ""
    guard = f"FILTER NOT EXISTS {{ {made.rstrip(' .')} }} }}"
    anew = bool(_ONE_TRIPLE.fullmatch(made)) and body.endswith(guard)
    body = body.removesuffix(guard) if anew else body
    anything = not template or bool(_ANY_PROPERTY.search(_LISTED.sub("{", body)))
    return Rule(
        name=query.name,
        path=str(query.path),
        stratum=int(query.extra.get("stratum", 1)),
        query=bound,
        anew=anew,
        writes=_names(made, declared),
        reads=None if anything else _names(body, declared),
    )


def _names(text: str, declared: dict[str, str]) -> frozenset[str]:
    found = set()
    for prefix, local, iri in _NAME.findall(f" {text} "):
        found.add(iri or (declared.get(prefix, f"{prefix}:") + local if prefix else RDF_TYPE.value))
    return frozenset(found)
