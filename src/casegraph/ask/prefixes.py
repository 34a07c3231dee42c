"""A query that the engine refused in, what a person may not know of SPARQL here out.

The engine has no prefixes of its own, and what it says of a missing one names neither; of an update
it says that it expected a query.
"""

from __future__ import annotations

import re

from casegraph.engine.lexical import is_update
from casegraph.errors import EngineError, InvalidQueryError, nearest
from casegraph.terms import Prefixes

# SPARQL 1.1, 19.8: what holds no prefixed names, then the declarations, then the names. A text that
# is not closed goes to its end, and no part is looked at twice: a query comes from anybody
WORDS = re.compile(
    r"""\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*+(?:\"{3})?|'{3}(?:'{0,2}(?:[^'\\]|\\.))*+(?:'{3})?"""
    r"""|"(?:[^"\\\n\r]|\\.)*+"?|'(?:[^'\\\n\r]|\\.)*+'?|<[^<>\s"{}|\\^`]*>|\#[^\n\r]*|[?$]\w+"""
    r"""|\b(?i:PREFIX)\s++(?P<declared>[\w.\-]*+)\s*+:|_:[\w.\-]+"""
    r"""|(?P<used>[^\W\d_](?:[\w.\-]*[\w\-])?|):(?:[\w\-.:]|%[0-9A-Fa-f]{2}|\\.)*"""
    r"""|[^\W\d_][\w.\-]*+""",  # any other word, as a whole: a long one is looked at once
    re.DOTALL,
)


def explained(error: EngineError, query: str, prefixes: Prefixes) -> EngineError:
    """Say that an update is refused, or which prefix is not declared, with the line to paste.

    Returns:
        The error as it is, where it is neither.
    """
    if is_update(query):
        return InvalidQueryError(
            "this is an update, and nothing here takes updates",
            remedy="Edit the files in graph/, then run 'casegraph build'.",
        )
    declared: set[str] = set()
    used: dict[str, int] = {}
    for word in WORDS.finditer(query):
        if word["declared"] is not None:
            declared.add(word["declared"])
        elif word["used"] is not None:
            used.setdefault(word["used"], query.count("\n", 0, word.start()) + 1)
    missing = [name for name in used if name not in declared]
    if not missing:
        return error
    known = prefixes.namespaces
    lines = [f"PREFIX {name}: <{known[name]}>" for name in missing if name in known]
    if lines:
        remedy = "Put this at its top: " + " ".join(lines)
    else:
        near = nearest(missing[0], known)
        remedy = f"Declare it with PREFIX {missing[0]}: <…>."
        remedy += f" {near}" if near.startswith("Did") else ""
    return InvalidQueryError(
        f"the query uses the prefix {missing[0]}: in line {used[missing[0]]} and does not "
        "declare it",
        remedy=remedy,
    )
