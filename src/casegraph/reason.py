"""Ontology and data in, the contradictions between them out, as the reasoner HermiT finds them.

The reasoner gets the axioms and a projection of the data to types and links between nodes; literals
are the shapes' business (HermiT rejects every `xsd:date`).
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import BlankNode, NamedNode, Quad, RdfFormat, Triple, serialize

from casegraph.errors import CasegraphError
from casegraph.terms import RDF, RDF_TYPE, RDFS, STANDARD, Prefixes
from casegraph.turtle import read

_OWL: Final = STANDARD["owl"]
_CLASS: Final = NamedNode(_OWL + "Class")
_OBJECT_PROPERTY: Final = NamedNode(_OWL + "ObjectProperty")
_MEMBERS: Final = NamedNode(_OWL + "members")
_DISJOINT: Final = NamedNode(_OWL + "disjointWith")
_SUBCLASS: Final = NamedNode(RDFS + "subClassOf")
_SUBPROPERTY: Final = NamedNode(RDFS + "subPropertyOf")
_DOMAIN: Final = NamedNode(RDFS + "domain")
_RANGE: Final = NamedNode(RDFS + "range")
_AXIOMS: Final = {_SUBCLASS, _SUBPROPERTY, _DOMAIN, _RANGE}
_NO_AXIOMS: Final = {NamedNode(_OWL + "imports"), NamedNode(_OWL + "versionIRI")}
_FIRST: Final = NamedNode(RDF + "first")
_REST: Final = NamedNode(RDF + "rest")
_MAIN: Final = "org.semanticweb.HermiT.cli.CommandLine"
_MEMORY_MEGABYTES: Final = 1500
_SECONDS: Final = 600

_Node = NamedNode | BlankNode


class ReasonerError(CasegraphError):
    """Say what the reasoner lacks on this machine; a caller may go on without it and say so."""


def reason(quads: Iterable[Quad]) -> list[str]:
    """Look for contradictions in an ontology and the data that use it.

    Args:
        quads: ontology and data, in any graphs.

    Returns:
        A sentence for each contradiction: a class that can have no member, or a node that belongs
        to classes that exclude each other. Empty if ontology and data are consistent.

    Raises:
        ReasonerError: Java or owlready2 is not installed.
        CasegraphError: the reasoner cannot work on this input.
    """
    triples = projection(quads)
    unsatisfiable = _run(triples)
    shorten = Prefixes().shorten
    if unsatisfiable is None:
        return [*_clashes(triples)] or [
            "The ontology and the data contradict each other, and no single node shows where. "
            "Take away what was added last, and add it again step by step."
        ]
    return [
        f"The class {shorten(name)} can have no member: its axioms exclude each other. "
        "Correct its superclasses, or the disjointness of them."
        for name in unsatisfiable
    ]


def reason_files(paths: Iterable[Path]) -> list[str]:
    """Look for contradictions in files. See `reason`.

    Raises:
        InputError: a file cannot be read.
    """
    return reason([quad for path in paths for quad in read(path).quads])


def projection(quads: Iterable[Quad]) -> list[Triple]:
    """Keep the axioms, the types by declared classes, and the links by declared properties.

    Args:
        quads: ontology and data, in any graphs.

    Returns:
        Triples without a literal, each once, in a stable order.
    """
    triples = {quad.triple for quad in quads if isinstance(quad.object, NamedNode | BlankNode)}
    declared: dict[object, set[object]] = defaultdict(set)
    lists: dict[object, list[Triple]] = defaultdict(list)
    for triple in triples:
        if triple.predicate == RDF_TYPE:
            declared[triple.object].add(triple.subject)
        elif triple.predicate in (_FIRST, _REST):
            lists[triple.subject].append(triple)
    kept = []
    for triple in triples:
        if triple.predicate == RDF_TYPE:
            wanted = _is_owl(triple.object) or triple.object in declared[_CLASS]
        else:
            wanted = triple.predicate in _AXIOMS or _is_owl(triple.predicate)
            wanted = wanted or triple.predicate in declared[_OBJECT_PROPERTY]
        if wanted and triple.predicate not in _NO_AXIOMS:
            kept.append(triple)
    waiting = [triple.object for triple in kept if _is_owl(triple.predicate)]
    while waiting:
        for link in lists.pop(waiting.pop(), ()):
            kept.append(link)
            waiting.append(link.object)
    return sorted(kept, key=str)


def _is_owl(term: object) -> bool:
    return isinstance(term, NamedNode) and term.value.startswith(_OWL)


def _run(triples: list[Triple]) -> list[str] | None:
    """Return the IRIs of the unsatisfiable classes, or None if the whole is inconsistent."""
    java, classpath = _java(), _hermit()
    with tempfile.TemporaryDirectory(prefix="casegraph-") as folder:
        path = Path(folder) / "projection.nt"
        path.write_bytes(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")
        command = [java, f"-Xmx{_MEMORY_MEGABYTES}M", "-cp", classpath, _MAIN]
        command += ["--no-prefixes", "--unsatisfiable", path.as_uri()]
        try:
            done = subprocess.run(  # noqa: S603 - the command is ours, without a shell
                command, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise CasegraphError(
                f"the reasoner did not end within {_SECONDS} seconds",
                remedy="Reason on fewer files.",
            ) from error
    if "InconsistentOntologyException" in done.stderr:
        return None
    if done.returncode or "Exception" in done.stderr:
        lines = [line for line in done.stderr.splitlines() if not line.startswith("\tat ")]
        raise CasegraphError(
            f"the reasoner cannot work on this ontology ({' '.join(lines)[:500]})",
            remedy="Run the checks of the ontology first: they say what leaves OWL 2 DL.",
        )
    head, *found = [line.strip() for line in done.stdout.splitlines() if line.strip()] or [""]
    if not head.startswith("Classes equivalent to") or f"{_OWL}Nothing" not in found:
        raise CasegraphError(
            f"the reasoner's answer is not understood ({done.stdout[:200]!r})",
            remedy="Install the version of owlready2 that requirements-dev.lock names.",
        )
    return sorted(name for name in found if not name.startswith(_OWL))


def _java() -> str:
    java = shutil.which("java")
    if java is None:
        raise ReasonerError(
            "the reasoner needs Java, and there is no command java",
            remedy="Install a Java runtime, such as the package default-jre-headless.",
        )
    return java


def _hermit() -> str:
    """Return the class path of the HermiT that owlready2 brings with it."""
    found = importlib.util.find_spec("owlready2")
    folder = Path(found.origin).parent / "hermit" if found and found.origin else None
    if folder is None or not (folder / "HermiT.jar").is_file():
        raise ReasonerError(
            "the reasoner HermiT is missing, which the package owlready2 brings with it",
            remedy="Install it: pip install 'casegraph[reason]'.",
        )
    return os.pathsep.join([str(folder), str(folder / "HermiT.jar")])


def _clashes(triples: list[Triple]) -> Iterator[str]:
    """Say which nodes belong to two classes that exclude each other, and what makes them so."""
    shorten = Prefixes().shorten
    pairs = _disjoint_pairs(triples)
    for node, classes in sorted(_memberships(triples).items(), key=lambda item: str(item[0])):
        for left, right in sorted(pairs, key=lambda pair: (str(pair[0]), str(pair[1]))):
            if left in classes and right in classes:
                name = shorten(node.value) if isinstance(node, NamedNode) else "A nameless node"
                sides = " and ".join(
                    f"a {shorten(side.value)} ({classes[side]})" for side in (left, right)
                )
                yield f"{name} is {sides}, which exclude each other. Correct one of the two."


def _disjoint_pairs(triples: list[Triple]) -> set[tuple[NamedNode, NamedNode]]:
    items: dict[object, object] = {t.subject: t.object for t in triples if t.predicate == _FIRST}
    rests: dict[object, object] = {t.subject: t.object for t in triples if t.predicate == _REST}
    pairs = set()
    for triple in triples:
        members: list[object] = []
        if triple.predicate == _DISJOINT:
            members = [triple.subject, triple.object]
        elif triple.predicate == _MEMBERS:
            cell: object = triple.object
            while cell in items:
                members.append(items[cell])
                cell = rests[cell]
        named = sorted({m for m in members if isinstance(m, NamedNode)}, key=str)
        pairs |= {(left, right) for i, left in enumerate(named) for right in named[i + 1 :]}
    return pairs


def _memberships(triples: list[Triple]) -> dict[_Node, dict[object, str]]:
    """Tell for each node its classes, each with the shortest word on why it is one."""
    shorten = Prefixes().shorten
    classes_above = _told(triples, _SUBCLASS)
    properties_above = _told(triples, _SUBPROPERTY)
    domains, ranges = _told(triples, _DOMAIN), _told(triples, _RANGE)
    found: dict[_Node, dict[object, str]] = defaultdict(dict)

    def add(node: object, classes: Iterable[object], why: str) -> None:
        if isinstance(node, NamedNode | BlankNode):
            for stated in classes:
                for upper in _closure(classes_above, stated):
                    found[node].setdefault(upper, why)

    for triple in triples:
        if triple.predicate == RDF_TYPE:
            add(triple.subject, [triple.object], "so typed")
    for triple in triples:
        for name in _closure(properties_above, triple.predicate):
            label = shorten(triple.predicate.value)
            add(triple.subject, domains.get(name, ()), f"because it has {label}")
            add(triple.object, ranges.get(name, ()), f"because it is a value of {label}")
    return found


def _told(triples: list[Triple], predicate: NamedNode) -> dict[object, list[object]]:
    table: dict[object, list[object]] = defaultdict(list)
    for triple in triples:
        if triple.predicate == predicate:
            table[triple.subject].append(triple.object)
    return table


def _closure(table: dict[object, list[object]], term: object) -> set[object]:
    """Return a term and all that is above it."""
    seen: set[object] = set()
    waiting = [term]
    while waiting:
        if (current := waiting.pop()) not in seen:
            seen.add(current)
            waiting += table.get(current, ())
    return seen
