"""Shapes, queries, mappings and the fictional case in; who speaks of which term out."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import yaml
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from casegraph.project import Project
from casegraph.saved import load
from casegraph.scaffold import EXAMPLE_BASE
from casegraph.terms import CG, RDF, RDF_TYPE, SHAPE, STANDARD, VOCABULARY, Prefixes, cg
from casegraph.terms import Term as RdfTerm
from casegraph.turtle import read, write

_SH: Final = STANDARD["sh"]
_FOLDERS: Final = {
    "question": "",
    "network": "networks",
    "rule": "rules",
    "check": "checks/data",
}
_TOKEN: Final = re.compile(
    r"""<(?P<iri>[^<>"{}|^`\s]*)>|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\#[^\n]*"""
    r"""|(?P<prefix>[A-Za-z][\w.-]*)?:(?P<local>[A-Za-z][\w-]*)|[{}]|\bCONSTRUCT\b"""
)
_PREFIX: Final = re.compile(r"(?im)^\s*PREFIX\s+([\w.-]*):\s*<([^>]*)>")


@dataclass(frozen=True)
class Constraint:
    """One rule of a shape.

    Attributes:
        name: such as `Charge-chargedPerson`.
        severity: `Violation`, `Warning` or `Info`.
        message: what a curator reads who breaks it.
        targets: the IRIs of the classes that it is about, or of properties whose nodes it is about.
        properties: the IRIs of the properties on its path.
        mentions: the IRIs of the terms that its SPARQL names.
        direct: the property whose values it counts, or an empty string.
        least: how many values there must be.
        most: how many there may be; None where any number.
    """

    name: str
    severity: str
    message: str
    targets: frozenset[str]
    properties: frozenset[str]
    mentions: frozenset[str]
    direct: str = ""
    least: int = 0
    most: int | None = None


@dataclass(frozen=True)
class Query:
    """A query file that speaks of a term; a rule may also derive it."""

    kind: str
    name: str
    path: Path
    summary: str


@dataclass(frozen=True)
class Mapping:
    """One row of the SSSOM table.

    Attributes:
        predicate: as the table writes it.
        target: where a reader is led: the object, or the list that a literal comes from.
        shown: the object, as the table writes it.
        label: the label of the object, or the list that a literal comes from.
    """

    predicate: str
    target: str
    shown: str
    label: str


@dataclass
class Uses:
    """Who speaks of which term.

    Attributes:
        constraints: of all shapes, by name.
        queries: by the IRI that they name.
        deriving: rules by the IRI that they derive.
        mappings: by the IRI of our term.
        examples: by IRI, how many nodes of the fictional case have it, and the fullest of them.
    """

    constraints: list[Constraint] = field(default_factory=list)
    queries: dict[str, list[Query]] = field(default_factory=lambda: defaultdict(list))
    deriving: dict[str, list[Query]] = field(default_factory=lambda: defaultdict(list))
    mappings: dict[str, list[Mapping]] = field(default_factory=lambda: defaultdict(list))
    examples: dict[str, tuple[int, str]] = field(default_factory=dict)
    _case: Store = field(default_factory=Store)

    def of_class(self, iri: str) -> list[Constraint]:
        """Return the constraints whose shape targets a class."""
        return [c for c in self.constraints if iri in c.targets]

    def of_property(self, iri: str) -> list[Constraint]:
        """Return the constraints on a property's values, or on the nodes that have it."""
        return [c for c in self.constraints if iri in c.properties | c.targets]

    def mentioning(self, iri: str) -> list[Constraint]:
        """Return the constraints whose SPARQL names a term."""
        return [c for c in self.constraints if iri in c.mentions]

    def excerpt(self, iri: str) -> str:
        """Write a node of the fictional case as its file does, without prefixes."""
        quads = self._case.quads_for_pattern(NamedNode(iri), None, None)
        text = write(sorted(quads, key=str), Prefixes(EXAMPLE_BASE))
        return re.sub(r"(?m)^@prefix .*\n", "", text).strip()


def read_uses(project: Project, case: Path, mappings: Path) -> Uses:
    """Read all that speaks of terms.

    Args:
        project: whose shapes and queries are read.
        case: the folder of the fictional case.
        mappings: the SSSOM table; it may be absent.

    Raises:
        InputError: a file cannot be read.
    """
    uses = Uses()
    uses.constraints = sorted(_constraints(project.shape_files()), key=lambda c: c.name)
    for kind, folder in _FOLDERS.items():
        for path in project.queries(folder).values():
            saved = load(path)
            query = Query(kind, saved.name, path, saved.summary)
            named, derived = names_in(saved.text)
            for iri in sorted(named):
                uses.queries[iri].append(query)
            for iri in sorted(derived):
                uses.deriving[iri].append(query)
    if mappings.is_file():
        for subject, mapping in _mappings(mappings):
            uses.mappings[subject].append(mapping)
    _read_case(uses, case)
    return uses


def names_in(sparql: str) -> tuple[set[str], set[str]]:
    """Return the IRIs of terms and concepts that a query names, and those that it derives.

    What stands in comments, headers and strings does not count.
    """
    prefixes = dict(_PREFIX.findall(sparql))
    body = _PREFIX.sub("", sparql)
    named: set[str] = set()
    derived: set[str] = set()
    depth, inside = 0, False
    for token in _TOKEN.finditer(body):
        if token[0] == "CONSTRUCT":
            inside, depth = True, 0
        elif token[0] in "{}":
            depth += 1 if token[0] == "{" else -1
            inside = inside and depth > 0
        iri = token["iri"] or ""
        if token["local"]:
            iri = prefixes.get(token["prefix"] or "", "") + token["local"]
        if iri.startswith((CG, VOCABULARY)):
            (derived if inside else named).add(iri)
    return named, derived


def _constraints(paths: Iterable[Path]) -> Iterator[Constraint]:
    store = Store()
    for path in paths:
        store.extend(Quad(q.subject, q.predicate, q.object) for q in read(path).quads)
    for quad in store.quads_for_pattern(None, RDF_TYPE, NamedNode(_SH + "NodeShape")):
        shape = quad.subject
        classes = {t.value for t in _objects(store, shape, "targetClass") if hasattr(t, "value")}
        for name in ("targetSubjectsOf", "targetObjectsOf"):
            classes |= {t.value for t in _objects(store, shape, name) if hasattr(t, "value")}
        if not isinstance(shape, NamedNode) or not classes:
            continue
        for name in ("property", "sparql"):
            for member in _objects(store, shape, name):
                if isinstance(member, NamedNode):
                    yield _constraint(store, shape, member, frozenset(classes))


def _constraint(
    store: Store, shape: NamedNode, member: NamedNode, classes: frozenset[str]
) -> Constraint:
    paths = list(_objects(store, member, "path"))
    properties = {iri for path in paths for iri in _iris_of(store, path)}
    mentions: set[str] = set()
    for text in _objects(store, member, "select"):
        if isinstance(text, Literal):
            declared = f"PREFIX cg: <{CG}>\n{text.value}"
            mentions |= {iri for iri in names_in(declared)[0] if iri.startswith(CG)}
    severities = [*_objects(store, member, "severity"), *_objects(store, shape, "severity")]
    severity = next((t.value for t in severities if isinstance(t, NamedNode)), _SH + "Violation")
    simple = paths[0].value if len(paths) == 1 and isinstance(paths[0], NamedNode) else ""
    least, most = (_number(store, member, name) for name in ("minCount", "maxCount"))
    messages = [t.value for t in _objects(store, member, "message") if isinstance(t, Literal)]
    return Constraint(
        name=member.value.removeprefix(SHAPE),
        severity=severity.removeprefix(_SH),
        message=" ".join(sorted(messages)),
        targets=classes,
        properties=frozenset(properties),
        mentions=frozenset(mentions),
        direct=simple,
        least=least or 0,
        most=most,
    )


def _objects(store: Store, subject: RdfTerm, name: str) -> list[RdfTerm]:
    if not isinstance(subject, NamedNode | BlankNode):
        return []
    found = store.quads_for_pattern(subject, NamedNode(_SH + name), None)
    return sorted((quad.object for quad in found), key=str)


def _iris_of(store: Store, path: RdfTerm) -> Iterator[str]:
    """Walk a property path down to the IRIs in it."""
    if isinstance(path, NamedNode):
        yield path.value
    elif isinstance(path, BlankNode):
        for quad in store.quads_for_pattern(path, None, None):
            if quad.object != NamedNode(RDF + "nil"):
                yield from _iris_of(store, quad.object)


def _number(store: Store, member: NamedNode, name: str) -> int | None:
    found = [int(t.value) for t in _objects(store, member, name) if isinstance(t, Literal)]
    return found[0] if found else None


def _mappings(path: Path) -> Iterator[tuple[str, Mapping]]:
    """Read an SSSOM table: metadata as YAML behind `#`, then tab-separated rows."""
    lines = path.read_text("utf-8").splitlines()
    head = yaml.safe_load("\n".join(line[1:] for line in lines if line.startswith("#"))) or {}
    curies = {**STANDARD, **(head.get("curie_map") or {})}

    def expand(name: str) -> str:
        prefix, _, local = name.partition(":")
        return f"{curies[prefix]}{local}" if prefix in curies else name

    rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
    for row in rows:
        label = row.get("object_label") or ""
        # an object without an IRI is a literal, such as a code: what leads on is the list of it
        target, shown, said = (
            (row["object_id"], row["object_id"], label)
            if row["object_id"]
            else (row["object_source"], label, f"in {row['object_source']}")
        )
        yield (
            expand(row["subject_id"]),
            Mapping(row["predicate_id"], expand(target), shown, said),
        )


def _read_case(uses: Uses, folder: Path) -> None:
    """Count for each class and property the nodes that have it, and choose the fullest."""
    for path in sorted((folder / "graph").rglob("*.ttl")):
        uses._case.extend(Quad(q.subject, q.predicate, q.object) for q in read(path).quads)
    holders: dict[str, set[str]] = defaultdict(set)
    sizes: dict[str, int] = defaultdict(int)
    for quad in uses._case:
        if isinstance(quad.subject, NamedNode):
            sizes[quad.subject.value] += quad.predicate != cg("supportedBy")
            term = quad.object if quad.predicate == RDF_TYPE else quad.predicate
            if isinstance(term, NamedNode):
                holders[term.value].add(quad.subject.value)
    for iri, nodes in holders.items():
        fullest = min(nodes, key=lambda node: (-sizes[node], node))
        uses.examples[iri] = (len(nodes), fullest)
