"""Triples in, canonical Turtle out: the same graph gives the same bytes, one fact a line.

Comments live only in a leading block, which `format_text` keeps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
)

from casegraph.errors import InputError
from casegraph.terms import RDF, RDF_TYPE, XSD, GraphName, Prefixes, Term
from casegraph.turtle.blank import with_canonical_names
from casegraph.turtle.read import read

_GRAPH: Final = "(graph)"  # where an error is, if no file is known
_INDENT: Final = "    "
_DEEPEST: Final = 32
_FIRST: Final = NamedNode(RDF + "first")
_REST: Final = NamedNode(RDF + "rest")
_NIL: Final = NamedNode(RDF + "nil")
_PLAIN: Final = {
    XSD + "integer": re.compile(r"[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "boolean": re.compile(r"true|false"),
}
_ESCAPES: Final = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_LINE_END = re.compile(r"\r\n?|\n")  # both end a comment (Turtle, section 6.2)
_LEADING = re.compile(r"\s*((?:#[^\r\n]*(?:\r\n?|\n|\Z))+)")
# Turtle, section 6.5: strings and IRIs may hold '#', a local name may escape it
_COMMENT_OR_TOKEN = re.compile(
    r"""\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}"""
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|<[^<>"{}|^`\s]*>|\\.|(\#)""",
    re.DOTALL,
)

_Subject = NamedNode | BlankNode
_Triples = dict[_Subject, dict[NamedNode, list[Term]]]


def format_text(path: Path, prefixes: Prefixes) -> str:
    """Return the canonical text of a Turtle file, with its leading comment kept.

    Raises:
        InputError: the file cannot be read, or a comment stands after the leading block.
    """
    file = read(path)
    leading = _LEADING.match(file.text)
    for token in _COMMENT_OR_TOKEN.finditer(file.text, leading.end() if leading else 0):
        if token[1]:
            raise InputError(
                "a comment stands after the leading block and would be lost",
                path=path,
                line=file.text.count("\n", 0, token.start()) + 1,
                column=token.start() - file.text.rfind("\n", 0, token.start()),
                remedy="Move it to the top, or make it a skos:editorialNote.",
            )
    return write(file.quads, prefixes, comment=leading_comment(file.text))


def leading_comment(text: str) -> str:
    """Return the block of comment lines that begins a file, each with a newline, or nothing."""
    block = _LEADING.match(text)
    return (
        "".join(f"{line.rstrip()}\n" for line in _LINE_END.split(block[1]) if line) if block else ""
    )


def write(quads: Iterable[Quad], prefixes: Prefixes, *, comment: str = "") -> str:
    """Write the triples of quads (graph names are left out) as canonical Turtle.

    Args:
        quads: the triples.
        prefixes: the prefixes of the project; only those that are used are declared.
        comment: a block of lines that begin with `#`, each with its newline.

    Raises:
        InputError: a triple is about a triple, or a text has a direction (RDF 1.2).
    """
    triples = _canonical(Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    names = _Names(triples, prefixes, long=True)
    blocks = _Writer(triples, names, set()).blocks()
    return "\n".join([*filter(None, (comment, names.header())), *blocks])


def write_trig(quads: Iterable[Quad], prefixes: Prefixes) -> str:
    """Write quads as canonical TriG: a block a named graph, all under the same prefixes.

    Args:
        quads: the quads.
        prefixes: the prefixes of the project; only those that are used are declared.

    Raises:
        InputError: a triple is about a triple, or a text has a direction (RDF 1.2).
    """
    whole = _canonical(quads)
    names = _Names(whole, prefixes, long=False)  # its lines are indented
    graphs: dict[GraphName, list[Quad]] = {}
    homes: Counter[BlankNode] = Counter()
    for quad in whole:
        graphs.setdefault(quad.graph_name, []).append(quad)
    for name, triples in graphs.items():
        met = {term for quad in triples for term in (quad.subject, quad.object)} | {name}
        homes.update(term for term in met if isinstance(term, BlankNode))
    shared = {node for node, count in homes.items() if count > 1}
    shared |= {name for name in graphs if isinstance(name, BlankNode)}
    texts = []
    for name, triples in sorted(graphs.items(), key=lambda item: _graph_key(item[0])):
        body = "\n".join(_Writer(triples, names, shared).blocks())
        if not isinstance(name, DefaultGraph):
            inside = "".join(_INDENT * bool(line) + f"{line}\n" for line in body.split("\n")[:-1])
            body = f"{names.term(name)} {{\n{inside}}}\n"
        texts.append(body)
    return "\n".join([*filter(None, [names.header()]), *texts])


def _canonical(quads: Iterable[Quad]) -> list[Quad]:
    """Drop repetitions and name blank nodes by what is said of them (RDFC-1.0)."""
    whole = list(quads)
    for quad in whole:
        _refuse_new_syntax(quad)
    return list(with_canonical_names(whole, _GRAPH))


def _refuse_new_syntax(quad: Quad) -> None:
    if not isinstance(quad.subject, _Subject) or not isinstance(quad.object, _Subject | Literal):
        raise InputError("a triple about a triple cannot be written", path=_GRAPH)
    if isinstance(quad.object, Literal) and quad.object.direction is not None:
        raise InputError("a text with a direction cannot be written", path=_GRAPH)


def _graph_key(name: GraphName) -> tuple[bool, str]:
    return not isinstance(name, DefaultGraph), str(name)


class _Names:
    """How terms are written under the prefixes that all of them together can share.

    Each namespace of things has one prefix; where two want the same name, none has it.

    Args:
        quads: all that will be written.
        prefixes: the prefixes of the project.
        long: whether a text of several lines stands on several lines.
    """

    def __init__(self, quads: Iterable[Quad], prefixes: Prefixes, *, long: bool) -> None:
        self.prefixes = prefixes
        self.long = long
        self.used: dict[str, str] = {}
        wishes: dict[str, set[str]] = {}
        for quad in quads:
            terms: list[object] = [quad.subject, quad.predicate, quad.object, quad.graph_name]
            if isinstance(quad.object, Literal):
                terms.append(quad.object.datatype)
            for term in terms:
                if isinstance(term, NamedNode) and (parts := prefixes.split(term.value)):
                    wishes.setdefault(parts[0], set()).add(parts[1])
        fixed = prefixes.namespaces
        self.taken = {name: next(iter(found)) for name, found in wishes.items() if len(found) == 1}
        self.taken |= {name: fixed[name] for name in wishes if name in fixed}

    def header(self) -> str:
        return "".join(f"@prefix {p}: <{ns}> .\n" for p, ns in sorted(self.used.items()))

    def term(self, term: Term | GraphName) -> str:
        if isinstance(term, NamedNode):
            parts = self.prefixes.split(term.value)
            if parts and self.taken.get(parts[0]) == parts[1]:
                self.used[parts[0]] = parts[1]
                return f"{parts[0]}:{parts[2]}"
            return str(term)
        return self._literal(term) if isinstance(term, Literal) else str(term)

    def _literal(self, literal: Literal) -> str:
        datatype = literal.datatype.value
        plain = _PLAIN.get(datatype)
        if plain and plain.fullmatch(literal.value):
            return literal.value
        quoted = (
            _long(literal.value) if self.long and "\n" in literal.value else _short(literal.value)
        )
        if literal.language:
            return f"{quoted}@{literal.language}"
        return quoted if datatype == XSD + "string" else f"{quoted}^^{self.term(literal.datatype)}"

    def predicate_key(self, predicate: NamedNode) -> tuple[bool, str]:
        parts = self.prefixes.split(predicate.value)
        return predicate != RDF_TYPE, f"{parts[0]}:{parts[2]}" if parts else predicate.value


class _Writer:
    """Write the triples of one graph, a block a subject.

    A blank node stands inside the one triple that refers to it; one that several triples or
    several graphs refer to, that is part of a cycle or lies very deep has a block of its own.
    """

    def __init__(self, quads: Iterable[Quad], names: _Names, shared: set[BlankNode]) -> None:
        self.names = names
        self.subjects: _Triples = {}
        parents: dict[BlankNode, list[_Subject]] = {}
        for quad in quads:
            subject: _Subject = quad.subject  # type: ignore[assignment]  # _canonical saw to it
            value: Term = quad.object
            self.subjects.setdefault(subject, {}).setdefault(quad.predicate, []).append(value)
            if isinstance(value, BlankNode):
                parents.setdefault(value, []).append(subject)
        single = {
            node: found[0]
            for node, found in parents.items()
            if len(found) == 1 and node in self.subjects and node not in shared
        }
        self.nested = set(single) - _cyclic(single)
        self.deferred: list[BlankNode] = []
        self.no_lists: set[BlankNode] = set()

    def blocks(self) -> list[str]:
        found = {s: self._block(s) for s in self.subjects if s not in self.nested}
        while self.deferred:
            node = self.deferred.pop()
            found[node] = self._block(node)
        return [found[s] for s in sorted(found, key=lambda s: _natural(_plain(s)))]

    def _block(self, subject: _Subject) -> str:
        name = "()" if subject == _NIL else self.names.term(subject)
        return "\n".join([name, *self._predicates(subject, 1)]) + "\n.\n"

    def _predicates(self, subject: _Subject, depth: int) -> list[str]:
        rows = []
        indent = _INDENT * depth
        key = self.names.predicate_key
        for predicate, objects in sorted(self.subjects[subject].items(), key=lambda p: key(p[0])):
            name = "a" if predicate == RDF_TYPE else self.names.term(predicate)
            values = sorted((self._object(o, depth) for o in objects), key=_natural)
            if len(values) == 1:
                rows.append(f"{indent}{name} {values[0]}")
            else:
                inner = f" ,\n{indent}{_INDENT}".join(values)
                rows.append(f"{indent}{name}\n{indent}{_INDENT}{inner}")
        return [row + " ;" for row in rows]

    def _object(self, term: Term, depth: int) -> str:
        if term == _NIL:
            return "()"
        if not isinstance(term, BlankNode) or term not in self.nested:
            return self.names.term(term)
        if depth > _DEEPEST:
            self.deferred.append(term)
            return self.names.term(term)
        items = self._list_items(term)
        if items is not None:
            return "( " + " ".join(self._object(item, depth + 1) for item in items) + " )"
        rows = self._predicates(term, depth + 2)
        return "[\n" + "\n".join(rows) + f"\n{_INDENT * (depth + 1)}]"

    def _list_items(self, node: BlankNode) -> list[Term] | None:
        items: list[Term] = []
        cells: list[BlankNode] = []
        current: Term = node
        while isinstance(current, BlankNode) and self._is_cell(current):
            cells.append(current)
            items.append(self.subjects[current][_FIRST][0])
            current = self.subjects[current][_REST][0]
        if current == _NIL:
            return items
        self.no_lists.update(cells)  # none is walked again
        return None

    def _is_cell(self, node: BlankNode) -> bool:
        if node in self.no_lists or node not in self.nested:
            return False
        said = self.subjects[node]
        return set(said) == {_FIRST, _REST} and all(len(values) == 1 for values in said.values())


def _cyclic(parent: dict[BlankNode, _Subject]) -> set[BlankNode]:
    """Find the nodes that are their own ancestors."""
    found: set[BlankNode] = set()
    done: set[_Subject] = set()
    for start in parent:
        trail: dict[_Subject, None] = {}
        node: _Subject | None = start
        while node is not None and node not in done and node not in trail:
            trail[node] = None
            node = parent.get(node) if isinstance(node, BlankNode) else None
        if node is not None and node in trail:
            steps = list(trail)
            found |= {n for n in steps[steps.index(node) :] if isinstance(n, BlankNode)}
        done |= set(trail)
    return found


def _short(text: str) -> str:
    return '"' + "".join(map(_escaped, text)) + '"'


def _long(text: str) -> str:
    """Write a text of several lines, such as a query in a shape, as people read it."""
    last = text.endswith('"')  # it would run into the closing quotes
    inner = "".join(c if c in '"\n' else _escaped(c) for c in text[: len(text) - last])
    inner = inner.replace('"""', '""\\"') + '\\"' * last
    return f'"""{inner}"""'


@cache
def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if not character.isprintable() and character != " ":
        code = ord(character)
        return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"
    return character


def _plain(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else f"\U0010ffff{term}"


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Order texts as people do: d2 before d10. Numbers may have any length."""
    return tuple(
        (0, len(number.lstrip("0")), number.lstrip("0") + number) if number else (1, 0, words)
        for number, words in re.findall(r"([0-9]+)|([^0-9]+)", text)
    )
