"""What a parser lets through and a case file must not hold: a refusal with file and line.

Depth, document type declarations, remote contexts, relative IRIs, keys that JSON-LD drops, RDF 1.2.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final
from xml.parsers import expat

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from casegraph.errors import InputError
from casegraph.terms import KINDS, SCHEMES, STANDARD

# a base of no real scheme: what begins with it was relative, even '//host/path'
RELATIVE: Final = "casegraph-relative:"
_UNMAPPED: Final = "casegraph-unmapped:"
_PREFIX_NAMES: Final = {*STANDARD, *KINDS, *SCHEMES}
SHORTEN: Final = "Keep long documents outside the graph, and refer to them."
_MOST_DEPTH: Final = 200
LONGEST: Final = 1024 * 1024
# Turtle, section 6.5: what holds no brackets of the syntax, then the brackets
_TEXTS: Final = (
    r"""\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}"""
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|<[^<>"{}|^`\s]*>|\\.|\#[^\n\r]*"""
)
NO_CODE: Final = re.compile(_TEXTS, re.DOTALL)
_BRACKETS = re.compile(rf"{_TEXTS}|(<<|[\[({{])|(>>|[\])}}])", re.DOTALL)


def refuse_depth(text: str, path: Path | str) -> None:
    """Refuse deep nesting before the parser sees it: very deep triple terms end its process.

    Raises:
        InputError: with line and column of the bracket that is one too many.
    """
    if sum(text.count(bracket) for bracket in ("[", "(", "{", "<<")) <= _MOST_DEPTH:
        return
    depth = 0
    for token in _BRACKETS.finditer(text):
        depth += bool(token[1]) - bool(token[2])
        if depth > _MOST_DEPTH:
            raise InputError(
                f"more than {_MOST_DEPTH} brackets stand inside one another",
                path=path,
                line=text.count("\n", 0, token.start()) + 1,
                column=token.start() - text.rfind("\n", 0, token.start()),
                remedy="Close the brackets, or give the inner nodes addresses.",
            )


def refuse_long_text(quad: Quad, path: Path | str) -> None:
    """Refuse a text that the N-Quads of a generation could not hold.

    Raises:
        InputError: a text is longer than a million characters.
    """
    if isinstance(quad.object, Literal) and len(quad.object.value) > LONGEST:
        raise InputError(
            f"a text of {quad.subject} is longer than {LONGEST} characters",
            path=path,
            remedy=SHORTEN,
        )


def refuse_new_syntax(quad: Quad, path: Path | str) -> None:
    """Refuse triples about triples and texts with a direction.

    Raises:
        InputError: the quad is one of these.
    """
    if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
        what = "a triple about a triple"
    elif isinstance(quad.object, Literal) and quad.object.direction is not None:
        what = "a text with a direction"
    else:
        return
    raise InputError(
        f"{what} is RDF 1.2, which other tools do not read yet",
        path=path,
        remedy=f"Write it in RDF 1.1. It is about {quad.subject}.",
    )


def refuse_short_iris(quad: Quad, text: str, path: Path | str) -> None:
    """Refuse relative IRIs and prefixed names that these formats take for whole IRIs.

    Args:
        quad: a quad of RDF/XML, or of JSON-LD that was parsed with the base `RELATIVE`.
        text: the whole file, to find the line.
        path: what the error names.

    Raises:
        InputError: a term of the quad is one of these.
    """
    terms: list[Any] = [quad.subject, quad.predicate, quad.object, quad.graph_name]
    if isinstance(quad.object, Literal):
        terms.append(quad.object.datatype)
    for term in terms:
        if not isinstance(term, NamedNode):
            continue
        if term.value.startswith(RELATIVE):
            name = term.value.removeprefix(RELATIVE).removeprefix("//-/")
            raise InputError(
                f"the IRI <{name}> is relative",
                path=path,
                line=line_of(text, f'"{name}"'),
                remedy="Write it out, or add @base to the context.",
            )
        prefix, _, local = term.value.partition(":")
        if prefix in _PREFIX_NAMES and not local.startswith("//"):
            raise InputError(
                f"the prefix {prefix}: has not been declared",
                path=path,
                line=line_of(text, term.value),
                remedy="Declare it in the context, or write the IRI out.",
            )


def line_of(text: str, fragment: str) -> int | None:
    """Return the line (from 1) on which a fragment is first written, or None."""
    place = text.find(fragment)
    return text.count("\n", 0, place) + 1 if place >= 0 else None


def refuse_document_type(text: str, path: Path | str) -> None:
    """Refuse a DTD before the parser sees it: a kilobyte of entities can expand to gigabytes.

    Deep nesting is refused as well: the parser's time grows with its square.

    Raises:
        InputError: there is one of these, or the text is not well-formed XML.
    """
    parser = expat.ParserCreate("utf-8")  # whatever the declaration says: the text was decoded

    def refuse(*_: object) -> None:
        raise InputError(
            "RDF/XML with a document type declaration is refused",
            path=path,
            line=parser.CurrentLineNumber,
            column=parser.CurrentColumnNumber + 1,
            remedy="Remove the <!DOCTYPE …> and write entities out.",
        )

    depth = 0

    def enter(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > _MOST_DEPTH:
            raise InputError(
                f"more than {_MOST_DEPTH} elements stand inside one another",
                path=path,
                line=parser.CurrentLineNumber,
                column=parser.CurrentColumnNumber + 1,
                remedy="Close the elements, or give the inner nodes addresses.",
            )

    def leave(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = enter
    parser.EndElementHandler = leave
    try:
        parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        raise InputError(
            f"this is not well-formed XML ({expat.ErrorString(error.code)})",
            path=path,
            line=error.lineno,
            column=error.offset + 1,
            remedy="Correct the file there; nothing was written.",
        ) from error


def read_json(text: str, path: Path | str) -> Any:
    """Read JSON.

    Raises:
        InputError: with line and column where it is none.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"this is not JSON ({error.msg})",
            path=path,
            line=error.lineno,
            column=error.colno,
            remedy="Correct the file there; nothing was written.",
        ) from error
    except (RecursionError, ValueError) as error:  # ValueError: a number of thousands of digits
        raise InputError(
            "the JSON is nested too deeply or holds a number that is too long",
            path=path,
            remedy="Flatten the document, or write the number as a string.",
        ) from error


def refuse_remote_context(document: Any, text: str, path: Path | str) -> None:
    """Refuse contexts that live elsewhere: reading a file must not open a connection.

    Raises:
        InputError: with the line of the context.
    """
    waiting = [document]
    while waiting:
        item = waiting.pop()
        if isinstance(item, list):
            waiting += item
        elif isinstance(item, dict):
            waiting += item.values()
            context = item.get("@context")
            for remote in context if isinstance(context, list) else [context]:
                if isinstance(remote, dict):
                    remote = remote.get("@import")
                if isinstance(remote, str):
                    raise InputError(
                        f"the context {remote} is remote and is not fetched",
                        path=path,
                        line=line_of(text, remote),
                        remedy="Put the context into the file.",
                    )


def refuse_unmapped_keys(document: Any, text: str, path: Path | str) -> None:
    """Refuse keys without an IRI: JSON-LD drops them, and what they say, without a word.

    Raises:
        InputError: with the line on which such a key is first written.
    """
    marked = []
    for item in document if isinstance(document, list) else [document]:
        if isinstance(item, dict):
            context = item.get("@context", [])
            context = context if isinstance(context, list) else [context]
            item = {**item, "@context": [{"@vocab": f"{_UNMAPPED}//-/"}, *context]}
        marked.append(item)
    for quad in parse(json.dumps(marked), RdfFormat.JSON_LD, base_iri=f"{RELATIVE}//-/"):
        if quad.predicate.value.startswith(_UNMAPPED):
            key = quad.predicate.value.removeprefix(f"{_UNMAPPED}//-/")
            raise InputError(
                f"the context gives the key {key!r} no IRI, so that it would be lost",
                path=path,
                line=line_of(text, f'"{key}"'),
                remedy="Map it in the context, or remove it.",
            )
