"""A difference in, its text, Markdown, JSON or Turtle out."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from typing import Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, Quad

from casegraph.difference.answers import AnswerChange, RowChange
from casegraph.difference.compare import Difference
from casegraph.difference.entities import EntityChange
from casegraph.errors import UsageError, nearest
from casegraph.terms import CG, RDF, RDF_TYPE, Prefixes, Term
from casegraph.turtle import write

_CHANGESET: Final = "http://purl.org/vocab/changeset/schema#"
_QUIET: Final = {f"{CG}supportedBy"}
_DETAILS: Final = {"evidence", "nodes", "passages"}


def write_difference(difference: Difference, form: str) -> str:
    """Write a difference.

    Args:
        difference: what changed.
        form: one of `FORMATS`.

    Raises:
        UsageError: the format is unknown.
    """
    if form not in FORMATS:
        raise UsageError(f"there is no format {form!r}", remedy=nearest(form, FORMATS))
    return FORMATS[form](difference)


def _line(text: str) -> str:
    return "".join(c if c.isprintable() else "\ufffd" for c in text)


def _text(difference: Difference) -> str:
    if difference.empty:
        return f"nothing changed between {difference.before} and {difference.after}\n"
    lines = [f"from {difference.before} to {difference.after}", ""]
    lines += map(_line, _sections(difference, bullet="    "))
    return "\n".join(lines) + "\n"


def _markdown(difference: Difference) -> str:
    title = f"# Changes from {_safe(difference.before)} to {_safe(difference.after)}"
    if difference.empty:
        return f"{title}\n\nNothing changed.\n"
    lines = [title, ""]
    lines += [_as_markdown(_line(line)) for line in _sections(difference, bullet="    ")]
    return "\n".join(lines) + "\n"


def _as_markdown(line: str) -> str:
    if line.startswith("        "):
        return f"  - {_safe(line.strip())}"
    if line.startswith("    "):
        return f"- {_safe(line.strip())}"
    return f"## {_safe(line[0].upper() + line[1:])}\n" if line else ""


def _safe(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", text)


def _sections(difference: Difference, bullet: str) -> Iterator[str]:
    for change, group in groupby(_by_change(difference.entities), key=lambda e: e.change):
        entities = list(group)
        yield f"{change}: {len(entities)} thing{'' if len(entities) == 1 else 's'}"
        for entity in entities:
            yield from _entity_lines(entity, difference, bullet)
        yield ""
    if difference.conclusions:
        yield f"follows: {len(difference.conclusions)} thing{_s(difference.conclusions)}"
        for entity in difference.conclusions:
            yield from _entity_lines(entity, difference, bullet)
        yield ""
    if difference.terms:
        yield f"the ontology and the vocabularies differ in {difference.terms} triples"
        yield ""
    if difference.answers:
        yield f"answers that changed: {len(difference.answers)}"
        for answer in difference.answers:
            yield bullet + _answer_line(answer)
            yield from (bullet * 2 + line for line in _row_lines(answer.rows))


def _entity_lines(entity: EntityChange, difference: Difference, bullet: str) -> Iterator[str]:
    head, *lines = entity_lines(entity, difference.prefixes, difference.words)
    yield bullet + head
    yield from (bullet * 2 + line.strip() for line in lines)


def entity_lines(
    entity: EntityChange, prefixes: Prefixes, words: Mapping[str, str] | None = None
) -> list[str]:
    """Say what changed of one thing: a line that names it, then one a property, indented.

    Args:
        entity: the change.
        prefixes: how IRIs are written.
        words: terms as people read them; as Turtle writes them where absent.
    """
    if words is None:
        terms = [term for _, term in (*entity.added, *entity.removed)]
        words = {
            str(t): prefixes.shorten(t.value) if isinstance(t, NamedNode) else str(t) for t in terms
        }
    lines = _statements(entity, words, prefixes)
    return [_line(_headline(entity, prefixes)), *(f"    {_line(line)}" for line in lines)]


def _by_change(entities: tuple[EntityChange, ...]) -> list[EntityChange]:
    return sorted(entities, key=lambda e: (("changed", "added", "removed").index(e.change), e.iri))


def _s(things: tuple[Any, ...]) -> str:
    return "" if len(things) == 1 else "s"


def _headline(entity: EntityChange, prefixes: Prefixes) -> str:
    kind = re.sub(r"(?<=[a-z])([A-Z])", r" \1", entity.kind).lower() or "thing"
    whose = f": {', '.join(entity.persons)}" if entity.persons else ""
    short = prefixes.shorten(entity.iri)
    name = f" “{entity.label}”" if entity.label != short else ""
    return f"{kind}{whose}{name} ({short})"


def _statements(
    entity: EntityChange, words: Mapping[str, str], prefixes: Prefixes
) -> Iterator[str]:
    """Say what changed, a property at a time: old → new, or + and - where there are several."""
    names = sorted({name for name, _ in (*entity.added, *entity.removed)})
    for name in names:
        if entity.change != "changed" and name in _QUIET:
            continue
        added = [words.get(str(term), str(term)) for key, term in entity.added if key == name]
        removed = [words.get(str(term), str(term)) for key, term in entity.removed if key == name]
        word = prefixes.shorten(name).removeprefix("cg:")
        if len(added) == len(removed) == 1:
            yield f"{word}: {removed[0]} → {added[0]}"
            continue
        sign = entity.change == "changed"
        yield from (f"{'- ' if sign else ''}{word}: {value}" for value in removed)
        yield from (f"{'+ ' if sign else ''}{word}: {value}" for value in added)


def _answer_line(answer: AnswerChange) -> str:
    counts = f"{answer.before} rows" if answer.before == answer.after else (
        f"{answer.before} → {answer.after} rows"
    )  # fmt: skip
    return f"{answer.question}: {answer.summary} ({counts})"


def _row_lines(rows: tuple[RowChange, ...]) -> Iterator[str]:
    """Write rows, and of rows that are new or gone and begin alike all that tells them apart."""
    alike: dict[str, list[dict[str, str]]] = defaultdict(list)
    for row in rows:
        if row.before is None or row.after is None:
            alike[_told(row)].append(row.after or row.before or {})
    for row in rows:
        told = _told(row)
        if row.before is None or row.after is None:
            cells = row.after or row.before or {}
            apart = [n for n in cells if any(cells[n] != other[n] for other in alike[told])]
            more = [f"{name}={cells[name] or '–'}" for name in apart]
            yield f"{'+' if row.before is None else '-'} {', '.join(filter(None, [told, *more]))}"
            continue
        moved = [name for name in row.columns if name not in _DETAILS]
        changed = "; ".join(f"{n}: {row.before[n] or '–'} → {row.after[n] or '–'}" for n in moved)
        yield f"{told}: {changed}" if moved else f"{told}: other evidence"


def _told(row: RowChange) -> str:
    """Name the first cells that both rows have, of those that people can read."""
    cells = row.after or row.before or {}
    names = [
        f"{name}={cell}"
        for name, cell in cells.items()
        if cell and not cell.startswith("<") and name not in row.columns and name not in _DETAILS
    ]
    return ", ".join(names[:4])


def _json(difference: Difference) -> str:
    document = {
        "from": difference.before,
        "to": difference.after,
        "entities": [entity_document(entity) for entity in difference.entities],
        "terms": difference.terms,
        "conclusions": [entity_document(entity) for entity in difference.conclusions],
        "answers": [
            {
                "question": answer.question,
                "summary": answer.summary,
                "rowsBefore": answer.before,
                "rowsAfter": answer.after,
                "rows": [
                    {"before": row.before, "after": row.after, "columns": row.columns}
                    for row in answer.rows
                ],
            }
            for answer in difference.answers
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def entity_document(entity: EntityChange) -> dict[str, Any]:
    """Write the change of one thing as a JSON document."""

    def listed(pairs: tuple[tuple[str, Term], ...]) -> list[dict[str, str]]:
        return [{"property": name, "value": str(term)} for name, term in pairs]

    return {
        "iri": entity.iri,
        "kind": entity.kind,
        "label": entity.label,
        "persons": list(entity.persons),
        "graph": entity.graph,
        "change": entity.change,
        "added": listed(entity.added),
        "removed": listed(entity.removed),
    }


def _turtle(difference: Difference) -> str:
    """One change set a thing, with reified statements (Changeset vocabulary)."""

    def cs(name: str) -> NamedNode:
        return NamedNode(_CHANGESET + name)

    quads: list[Quad] = []
    for number, entity in enumerate(difference.entities, 1):
        if entity.iri.startswith("_:"):
            continue
        node, subject = BlankNode(f"change{number}"), NamedNode(entity.iri)
        quads.append(Quad(node, RDF_TYPE, cs("ChangeSet")))
        quads.append(Quad(node, cs("subjectOfChange"), subject))
        reason = f"{entity.change} between {difference.before} and {difference.after}"
        quads.append(Quad(node, cs("changeReason"), Literal(reason)))
        for word, pairs in (("addition", entity.added), ("removal", entity.removed)):
            for place, (name, term) in enumerate(pairs, 1):
                statement = BlankNode(f"{word}{number}x{place}")
                quads.append(Quad(node, cs(word), statement))
                quads.append(Quad(statement, RDF_TYPE, NamedNode(RDF + "Statement")))
                quads.append(Quad(statement, NamedNode(RDF + "subject"), subject))
                quads.append(Quad(statement, NamedNode(RDF + "predicate"), NamedNode(name)))
                quads.append(Quad(statement, NamedNode(RDF + "object"), term))
    return write(quads, difference.prefixes)


FORMATS: Final[dict[str, Callable[[Difference], str]]] = {
    "text": _text,
    "md": _markdown,
    "json": _json,
    "ttl": _turtle,
}
