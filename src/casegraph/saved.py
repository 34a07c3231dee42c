"""A saved query file in, its documented header and, with values, a complete SPARQL text out.

A header is YAML behind `#+`. A parameter is a typed RDF term that fills `VALUES ?name { UNDEF }`;
running the query is left to `ask`, `derive`, `validate` and `network`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

import yaml
from pyoxigraph import Literal, NamedNode

from casegraph.errors import InputError, UsageError, nearest
from casegraph.terms import KINDS, XSD, Prefixes

Value = NamedNode | Literal
ParameterValue = Value | str | int | bool | dt.date

_HEADER_KEYS: Final = {
    *("summary", "description", "tags", "question", "parameters", "columns"),
    *("severity", "message", "over", "scope", "stratum", "after", "network", "nodes", "chart"),
}
_PARAMETER_KEYS: Final = {"type", "default", "example", "description"}
_COLUMN_KEYS: Final = {"type", "unit", "description", "detail", "unless"}
_PARAMETER_TYPES: Final = {
    *KINDS,
    *("iri", "concept", "string", "lang", "date", "integer", "boolean"),
}
_PLACE = re.compile(r"(VALUES\s+\?(\w+)\s*\{\s*)UNDEF(\s*\})")
_KINDS_OF_KEYS: Final[dict[str, tuple[type, str]]] = {
    "summary": (str, "a text"),
    "description": (str, "a text"),
    "tags": (list, "a list"),
    "question": (int, "a number"),
    "severity": (str, "a word"),
    "message": (str, "a text"),
    "over": (str, "a word"),
    "scope": (str, "a word"),
    "stratum": (int, "a number"),
    "after": (list, "a list"),
    "network": (dict, "a table"),
    "nodes": (str, "a name"),
    "chart": (dict, "a table"),
}


class _Loader(yaml.SafeLoader):
    """YAML without anchors and aliases, of which a few lines can make a text of any size."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]  # typeshed leaves it open
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise yaml.composer.ComposerError(
                None, None, "anchors (&) and aliases (*) are not read", event.start_mark
            )
        return super().compose_node(parent, index)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except ValueError as error:  # an impossible date, a number of thousands of digits
            raise yaml.constructor.ConstructorError(
                None, None, str(error), node.start_mark
            ) from error


@dataclass(frozen=True)
class Parameter:
    """One parameter of a saved query."""

    name: str
    type: str
    description: str
    example: str = ""
    default: str | None = None


@dataclass(frozen=True)
class Column:
    """One column of a saved query's answer.

    Tables for people leave out a detail, and a column whose parameter `unless` was given, since it
    then says the same in every row.
    """

    name: str
    type: str
    description: str
    unit: str = ""
    detail: bool = False
    unless: str = ""


@dataclass(frozen=True)
class SavedQuery:
    """A query file: what its header says and its text.

    Attributes:
        name: the file's name without `.rq`.
        path: the file.
        text: the whole file; a SPARQL query as it stands.
        extra: what else the header holds (`severity`, `stratum`, `network` …).
    """

    name: str
    path: Path
    text: str
    summary: str
    description: str = ""
    tags: tuple[str, ...] = ()
    parameters: Mapping[str, Parameter] = field(default_factory=dict)
    columns: Mapping[str, Column] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)

    def bind(
        self, values: Mapping[str, ParameterValue | Sequence[Value]], prefixes: Prefixes
    ) -> str:
        """Return the SPARQL text with each parameter filled by its value, or by its default.

        Args:
            values: RDF terms, or what a person types for them; of several terms any may hold.
            prefixes: how typed names become IRIs.

        Raises:
            UsageError: a parameter is unknown, or a value is not of its type.
        """
        for name in values:
            if name not in self.parameters:
                raise UsageError(
                    f"the query {self.name} has no parameter {name!r}",
                    remedy=nearest(name, self.parameters),
                )
        terms = {}
        for name, parameter in self.parameters.items():
            given = values.get(name, parameter.default)
            if given is not None:
                several = given if isinstance(given, list | tuple) else (given,)
                terms[name] = " ".join(str(read_value(parameter, v, prefixes)) for v in several)

        # all at once: a value may itself read like a place for another parameter
        def filled(place: re.Match[str]) -> str:
            return f"{place[1]}{terms.get(place[2], 'UNDEF')}{place[3]}"

        return _PLACE.sub(filled, self.text)


def load(path: Path) -> SavedQuery:
    """Read a saved query.

    Raises:
        InputError: the header is missing or ill-formed, or a parameter has no place in the query.
    """
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(
            f"the query cannot be read ({error})", path=path, remedy="Save it as UTF-8."
        ) from error
    return read_query(text, path, path.stem)


@lru_cache(maxsize=1024)
def read_query(text: str, path: Path, name: str) -> SavedQuery:
    """Read the text of a saved query; `path` is what errors name, as for `load`.

    The same text is read once: reading a header takes longer than most queries.
    """
    header = _header(text, path)
    if unknown := sorted(map(str, set(header) - _HEADER_KEYS)):
        raise header_error(path, text, unknown[0], f"the header key {unknown[0]!r} is unknown")
    if not header.get("summary"):
        raise header_error(path, text, "summary", "the header has no summary")
    for key, (kind, words) in _KINDS_OF_KEYS.items():
        value = header.get(key)
        if key in header and (not isinstance(value, kind) or isinstance(value, bool)):
            raise header_error(path, text, key, f"{key} is not {words}")
        if isinstance(value, list) and not all(isinstance(item, str) for item in value):
            raise header_error(path, text, key, f"{key} is no list of words")
    parameters = {
        key: Parameter(key, **_texts(entry))
        for key, entry in _entries(header, "parameters", _PARAMETER_KEYS, path, text).items()
    }
    places = {found[2] for found in _PLACE.finditer(text)}
    for place, parameter in parameters.items():
        if parameter.type not in _PARAMETER_TYPES:
            raise header_error(
                path, text, place, f"the parameter {place} has the unknown type {parameter.type!r}"
            )
        if place not in places:
            raise header_error(
                path,
                text,
                place,
                f"the query has no 'VALUES ?{place} {{ UNDEF }}' for its parameter",
            )
    columns = {
        key: Column(key, **_texts(entry))
        for key, entry in _entries(header, "columns", _COLUMN_KEYS, path, text).items()
    }
    for column in columns.values():
        if column.unless and column.unless not in parameters:
            raise header_error(
                path, text, column.name, f"unless of {column.name} names no parameter of the query"
            )
    _check_chart(header.get("chart", {}), columns, path, text)
    known = {"summary", "description", "tags", "parameters", "columns"}
    return SavedQuery(
        name=name,
        path=path,
        text=text,
        summary=header["summary"],
        description=str(header.get("description", "")).strip(),
        tags=tuple(str(tag) for tag in header.get("tags", ())),
        parameters=parameters,
        columns=columns,
        extra={key: value for key, value in header.items() if key not in known},
    )


def _check_chart(
    chart: Mapping[str, Any], columns: Mapping[str, Column], path: Path, text: str
) -> None:
    """Check that a chart has labels, and a value or a span, and that they are columns."""
    keys = {key for key in chart if key != "label"}
    if not chart or (keys in ({"value"}, {"from", "to"}) and isinstance(chart.get("label"), list)):
        named = [*chart.get("label", ()), *(chart[key] for key in sorted(keys))]
        if all(isinstance(name, str) and name in columns for name in named):
            return
    raise header_error(
        path, text, "chart", "chart needs a list label, and value, or from and to: names of columns"
    )


def _header(text: str, path: Path) -> dict[str, Any]:
    lines = {n: line for n, line in enumerate(text.split("\n"), 1) if line.startswith("#+")}
    rows = [line[2:].removeprefix(" ") for line in lines.values()]
    try:
        header = yaml.load("\n".join(rows), _Loader)  # noqa: S506 - a SafeLoader that reads less
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or str(error).partition("\n")[0]
        raise InputError(
            f"the header is no YAML that is read here ({problem})",
            path=path,
            line=list(lines)[min(mark.line if mark else 0, len(lines) - 1)],
            remedy="Compare it with another query's header.",
        ) from error
    if not isinstance(header, dict):
        raise InputError(
            "the query has no header",
            path=path,
            line=1,
            remedy="Begin it with '#+ summary: …' and what else queries/README.md asks for.",
        )
    return header


def header_error(path: Path, text: str, word: str, what: str) -> InputError:
    """Say what is wrong with a header, at the line that has the word, or at the first."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("#+") and re.search(rf"\b{re.escape(word)}\b", line):
            return InputError(what, path=path, line=number, remedy="Correct the header there.")
    return InputError(what, path=path, line=1, remedy="Add it to the header.")


def _entries(
    header: Mapping[str, Any], key: str, allowed: set[str], path: Path, text: str
) -> dict[str, dict[str, Any]]:
    table = header.get(key, {})
    if not isinstance(table, dict):
        raise header_error(path, text, key, f"{key} is no table of names")
    for name, entry in table.items():
        if not isinstance(entry, dict) or not {"type", "description"} <= set(entry) <= allowed:
            raise header_error(
                path, text, str(name), f"{key}: {name} needs type and description, and no other "
                f"keys than {', '.join(sorted(allowed))}",
            )  # fmt: skip
        for part, value in entry.items():
            known = str | int | float | dt.date | (type(None) if part == "default" else str)
            if not isinstance(value, known):
                raise header_error(path, text, str(name), f"{key}: {part} of {name} is no text")
            if part == "detail" and not isinstance(value, bool):
                raise header_error(path, text, str(name), f"{key}: detail of {name} is not true")
    return {str(name): entry for name, entry in table.items()}


def _texts(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {k: v if v is None or isinstance(v, bool) else str(v) for k, v in entry.items()}


def read_value(parameter: Parameter, given: ParameterValue, prefixes: Prefixes) -> Value:
    """Turn what a person typed for a parameter into a typed RDF term.

    Raises:
        UsageError: the text is not of the parameter's type.
    """
    if isinstance(given, NamedNode | Literal):
        return given
    text = str(given).lower() if isinstance(given, bool) else str(given)
    try:
        return _typed(parameter.type, text, prefixes)
    except ValueError as error:
        example = f" Example: {parameter.example}." if parameter.example else ""
        raise UsageError(
            f"{text!r} is no {parameter.type} for the parameter {parameter.name} ({error})",
            remedy=f"{parameter.description.rstrip('.')}.{example}",
        ) from error


def _typed(kind: str, text: str, prefixes: Prefixes) -> Value:
    match kind:
        case "string":
            return Literal(text)
        case "lang":
            if not re.fullmatch(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", text):
                raise ValueError("a language tag such as en or uk is needed")
            return Literal(text.lower())
        case "date":
            return Literal(
                dt.date.fromisoformat(text).isoformat(), datatype=NamedNode(XSD + "date")
            )
        case "integer":
            return Literal(str(int(text)), datatype=NamedNode(XSD + "integer"))
        case "boolean":
            if text not in ("true", "false"):
                raise ValueError("true or false is needed")
            return Literal(text, datatype=NamedNode(XSD + "boolean"))
    iri = prefixes.expand(text) if ":" in text else None
    if iri is None and kind in KINDS and re.fullmatch(r"[\w.\-]+(#[\w.\-]+)?", text):
        iri = f"{prefixes.base}{kind}/{text}"
    iri = iri or prefixes.expand(text)
    if iri is None and (prefix := re.match(r"[^\W\d_][\w.\-]*:", text)):
        raise ValueError(f"the prefix {prefix[0]} is not known")
    if iri is None:
        raise ValueError("an IRI, a prefixed name or an identifier is needed")
    return NamedNode(iri)
