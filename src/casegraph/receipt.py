"""An answer in, a receipt out that lets anybody ask again; a receipt in, what differs now out.

A receipt holds the query itself, so that it can be checked where the question was changed since.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, QueryResultsFormat, QuerySolutions, parse_query_results

from casegraph.ask import Answer, Graph, Table, answer
from casegraph.ask.bounds import check_bounds
from casegraph.ask.deep import on_deep_stack
from casegraph.build import Generation
from casegraph.errors import InputError
from casegraph.project import Project
from casegraph.saved import ParameterValue, SavedQuery, read_query, read_value
from casegraph.terms import Prefixes

_FORM: Final = 1
_KEYS: Final[dict[str, type]] = {
    "receipt": int,
    "question": str,
    "query": dict,
    "parameters": dict,
    "dataset": dict,
    "result": dict,
    "versions": dict,
}
_PACKAGES: Final = ("casegraph", "pyoxigraph")


@dataclass(frozen=True)
class Compared:
    """What a receipt says, beside what is so now.

    Attributes:
        same: whether the answer is the same, row for row.
        differences: a sentence each: of the answer first, then of what it was asked of.
    """

    same: bool
    differences: tuple[str, ...]


def make_receipt(
    query: SavedQuery,
    values: Mapping[str, ParameterValue],
    found: Answer,
    generation: Generation,
    prefixes: Prefixes,
) -> dict[str, Any]:
    """Write down what was asked, of what, and what came back.

    Args:
        query: the question.
        values: the parameters that were given.
        found: its answer.
        generation: what answered.
        prefixes: those that the parameters were read with.

    Returns:
        A document that holds only texts and numbers; the same for the same answer.
    """
    given = {
        name: str(read_value(query.parameters[name], v, prefixes)) for name, v in values.items()
    }
    return {
        "receipt": _FORM,
        "question": query.name,
        "query": {"sha256": _hash(query.text), "text": query.text},
        "parameters": dict(sorted(given.items())),
        "dataset": {"digest": generation.digest, "base": prefixes.base},
        "result": _result(found),
        "versions": {name: version(name) for name in _PACKAGES},
    }


def write_receipt(receipt: Mapping[str, Any]) -> str:
    """Write a receipt as JSON."""
    return json.dumps(receipt, ensure_ascii=False, indent=2) + "\n"


def read_receipt(path: Path) -> dict[str, Any]:
    """Read a receipt.

    Raises:
        InputError: the file is missing, no JSON, or no receipt; or its query is not the one that
            its hash names.
    """
    try:
        receipt = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise InputError(
            f"the receipt cannot be read ({error.strerror})", path=path, remedy="Check its name."
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(
            f"this is no receipt ({error})",
            path=path,
            remedy="Name a file that 'casegraph ask NAME --receipt FILE' wrote.",
        ) from error
    fault = _fault(receipt)
    if fault:
        raise InputError(
            fault, path=path, remedy="Make it again with 'casegraph ask NAME --receipt FILE'."
        )
    return dict(receipt)


def _fault(receipt: Any) -> str:
    if not isinstance(receipt, dict):
        return "this is no receipt"
    for key, kind in _KEYS.items():
        if type(receipt.get(key)) is not kind:
            return f"the receipt has no {key!r}, or it is of the wrong kind"
    if receipt["receipt"] != _FORM:
        return f"the receipt is of form {receipt['receipt']}, and this casegraph reads {_FORM}"
    texts = [receipt["query"].get("text"), receipt["dataset"].get("digest")]
    texts += [receipt["result"].get("sha256"), *receipt["parameters"].values()]
    if not all(isinstance(text, str) for text in texts):
        return "a text of the receipt is missing"
    if _hash(receipt["query"]["text"]) != receipt["query"].get("sha256"):
        return "the query was changed: its hash is another"
    return ""


def check_receipt(
    receipt: Mapping[str, Any], generation: Generation, project: Project, path: Path
) -> Compared:
    """Ask again what a receipt asked, and compare.

    Args:
        receipt: from `read_receipt`.
        generation: what answers now.
        project: whose questions and prefixes are used.
        path: the receipt's file, for errors.

    Raises:
        InputError: a parameter is no RDF term.
        UsageError: the query is one that no person may ask, see `check_bounds`.
        EngineError: the query failed.
    """
    text = receipt["query"]["text"]
    check_bounds(text)
    query = read_query(text, path, receipt["question"])
    given = {name: _term(text, path) for name, text in receipt["parameters"].items()}
    bound = query.bind(given, project.prefixes)
    found = on_deep_stack(lambda: answer(generation.engine, bound, project.prefixes))
    now, before = _result(found), receipt["result"]
    same = all(now[key] == before.get(key) for key in ("sha256", "rows", "columns"))
    return Compared(same, tuple(_told(receipt, now, generation, project)))


def _told(
    receipt: Mapping[str, Any], now: dict[str, Any], generation: Generation, project: Project
) -> Iterable[str]:
    before = receipt["result"]
    if now["sha256"] != before["sha256"]:
        yield f"the answer is another: {before.get('rows')} rows then, {now['rows']} now"
    elif any(now[key] != before.get(key) for key in ("rows", "columns")):
        yield "the receipt tells rows or columns that its own answer does not have"
    if receipt["dataset"].get("base") != project.base:
        yield f"the receipt is of things under {receipt['dataset'].get('base')}"
    if receipt["dataset"]["digest"] != generation.digest:
        yield (
            f"the data is another: {receipt['dataset']['digest'][:12]}… then, "
            f"{generation.digest[:12]}… now"
        )
    path = project.queries().get(receipt["question"])
    if path is None:
        yield f"the project has no question {receipt['question']!r} now"
    elif _hash(path.read_text("utf-8")) != receipt["query"]["sha256"]:
        yield f"the question {receipt['question']!r} is worded in another way now"
    for name in _PACKAGES:
        if receipt["versions"].get(name) != version(name):
            yield f"{name} was {receipt['versions'].get(name)}, and is {version(name)}"


def _result(found: Answer) -> dict[str, Any]:
    """Count and hash an answer: its columns and its terms, in their order."""
    if isinstance(found, Table):
        rows = [[None if term is None else str(term) for term in row] for row in found.terms]
        content: dict[str, Any] = {"columns": list(found.columns), "rows": rows}
    elif isinstance(found, Graph):
        content = {"columns": [], "rows": [str(quad.triple) for quad in found.quads]}
    else:
        content = {"columns": [], "rows": [str(found).lower()]}
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return {"columns": content["columns"], "rows": len(content["rows"]), "sha256": _hash(text)}


def _term(text: str, path: Path) -> NamedNode | Literal:
    """Read a term as N-Triples writes it, by the parser of SPARQL results in TSV."""
    try:
        found = parse_query_results(f"?x\n{text}\n".encode(), QueryResultsFormat.TSV)
        rows = list(found) if isinstance(found, QuerySolutions) else []
        term = rows[0][0] if len(rows) == 1 else None
    except (SyntaxError, ValueError):
        term = None
    if not isinstance(term, NamedNode | Literal):
        raise InputError(f"the parameter {text!r} is no RDF term", path=path)
    return term


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
