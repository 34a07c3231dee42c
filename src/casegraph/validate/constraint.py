"""A SPARQL constraint and its shape's targets in, one SELECT over all focus nodes out.

SHACL binds $this to one focus node before it runs a constraint. Here the targets stand in the
query instead, which gives the same rows only where the query's own scopes allow it; what they do
not allow is refused, and left to the reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

_WHERE = re.compile(r"\bWHERE\s*\{", re.IGNORECASE)
# texts, IRIs and comments hold no code; then variables, words, and the signs that open and close
_TOKEN = re.compile(
    r"""(?P<no>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}"""
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*'|<[^<>\s"{}|\\^`]*>|\#[^\n\r]*)"""
    r"""|(?P<this>[?$]this\b)|[?$]\w+|(?P<word>[A-Za-z_][\w\-]*(?::[\w\-.]*)?)|(?P<sign>[{}()])""",
    re.DOTALL,
)
# patterns through which a variable of the outside does not reach, or that cut rows
_REFUSED: Final = {"MINUS", "VALUES", "SERVICE", "GRAPH", "LIMIT", "OFFSET", "SELECT", "FROM"}
_AGGREGATES: Final = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "HAVING"}
# variables that SHACL binds beforehand as well (sections 5.3.1 and 5.3.2)
_PREBOUND = re.compile(r"[?$](?:PATH|currentShape|shapesGraph)\b")
_PROJECTED = re.compile(r"[?$]this\b|SELECT\s+(?:DISTINCT\s+|REDUCED\s+)?\*", re.IGNORECASE)
_COMMENT = re.compile(
    r"""\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}|"(?:[^"\\\n\r]|\\.)*\""""
    r"""|'(?:[^'\\\n\r]|\\.)*'|<[^<>\s"{}|\\^`]*>|(\#[^\n\r]*)""",
    re.DOTALL,
)
_GROUPED = re.compile(r"\bGROUP\s+BY\b[^{}]*[?$]this\b", re.IGNORECASE)


@dataclass
class _Group:
    """A group of the query: whether EXISTS holds it, and where it speaks of $this."""

    within_exists: bool
    in_patterns: bool = False
    in_expressions: bool = False
    below: bool = False  # whether a group inside it names $this


def set_at_a_time(select: str, prologue: str, target: str) -> str | None:
    """Write a constraint as one query over all focus nodes.

    Args:
        select: the text of `sh:select`.
        prologue: the declarations of its prefixes.
        target: a group graph pattern that binds `$this` to each focus node once.

    Returns:
        The query, or None where $this might not mean the focus node everywhere.
    """
    text = _COMMENT.sub(lambda token: token[0] if token[1] is None else " ", select)
    opened = _WHERE.search(text)
    if opened is None or not _allows(text, opened.end()):
        return None
    return f"{prologue}\n{text[: opened.end()]}\n{target}\n{text[opened.end() :]}"


def _allows(select: str, start: int) -> bool:
    """Say whether $this is bound wherever the query speaks of it, outside EXISTS.

    A group is evaluated by itself, and joined afterwards: a group within another that speaks of
    $this at all, in an expression, in EXISTS or in a group of its own, must name it in its own
    patterns.
    """
    if not _PROJECTED.search(select[:start]):
        return False
    if _PREBOUND.search(select):
        return False
    words = [match["word"].upper() for match in _TOKEN.finditer(select) if match["word"]]
    if _REFUSED & set(words[1:]):
        return False
    if (_AGGREGATES & set(words) or "GROUP" in words) and not _GROUPED.search(select):
        return False
    return all(
        group.in_patterns
        for group in _groups(select, start)
        if (group.in_expressions or group.below) and not group.within_exists
    )


def _groups(select: str, start: int) -> Iterator[_Group]:
    """Read the groups of a query from the brace that opens WHERE on; the target is in the first."""
    stack = [_Group(False, in_patterns=True)]
    depths = [0]  # parentheses of expressions, in each group
    expression = exists = False
    for match in _TOKEN.finditer(select, start):
        sign, word = match["sign"], (match["word"] or "").upper()
        if word in ("FILTER", "BIND", "EXISTS"):
            exists = word == "EXISTS"
            expression = expression or not exists
        elif sign == "{":
            stack.append(_Group(stack[-1].within_exists or exists))
            depths.append(0)
            expression = exists = False
        elif sign == "}":
            closed = stack.pop()
            yield closed
            depths.pop()
            if not stack:
                return
            stack[-1].below |= closed.in_patterns or closed.in_expressions or closed.below
            expression = depths[-1] > 0
        elif sign == "(":
            depths[-1] += expression
        elif sign == ")":
            depths[-1] = max(0, depths[-1] - 1)
            expression = depths[-1] > 0
        elif match["this"] and expression:
            stack[-1].in_expressions = True
        elif match["this"]:
            stack[-1].in_patterns = True


def target_of(shapes: Graph, shape: Node, subclasses: Graph) -> str | None:
    """Write the targets of a shape as a group that binds `$this` once a focus node.

    Args:
        shapes: the shapes.
        shape: the shape.
        subclasses: holds the `rdfs:subClassOf` statements of data and ontology.

    Returns:
        A subselect (SHACL, section 2.1.3: targets are united, each focus node is one); None where
        a class is a blank node, which no query can name.
    """
    branches = []
    classes = set(shapes.objects(shape, SH.targetClass))
    if any((shape, RDF.type, kind) in shapes for kind in (RDFS.Class, OWL.Class)):
        classes.add(shape)
    if classes:
        narrower = {c for wide in classes for c in _closed(subclasses, wide)}
        if not all(isinstance(node, URIRef) for node in narrower):
            return None
        listed = " ".join(sorted(node.n3() for node in narrower))
        branches.append(f"VALUES ?targetClass {{ {listed} }} $this {RDF.type.n3()} ?targetClass")
    branches += _linked(shapes.objects(shape, SH.targetSubjectsOf), "$this {} ?targetValue")
    branches += _linked(shapes.objects(shape, SH.targetObjectsOf), "?targetValue {} $this")
    nodes = " ".join(sorted(node.n3() for node in shapes.objects(shape, SH.targetNode)))
    if nodes:
        branches.append(f"VALUES $this {{ {nodes} }}")
    united = " UNION ".join(f"{{ {branch} }}" for branch in branches)
    return f"{{ SELECT DISTINCT $this WHERE {{ {united} }} }}"


def _closed(subclasses: Graph, wide: Node) -> Iterator[Node]:
    for narrower in subclasses.transitive_subjects(RDFS.subClassOf, wide):
        if narrower is not None:
            yield narrower


def _linked(predicates: Iterable[Node], pattern: str) -> list[str]:
    return sorted(pattern.format(predicate.n3()) for predicate in predicates)
