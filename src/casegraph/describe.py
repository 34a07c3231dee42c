"""An IRI and an engine in, all that is known of it out: what, from where, on which passages.

Rivals are shown beside it; which of them is right is nobody's claim here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode, Quad
from rapidfuzz.distance import Levenshtein

from casegraph.ask.called import names
from casegraph.engine import Engine
from casegraph.errors import UsageError
from casegraph.project import Project
from casegraph.terms import CG, KINDS, PREF_LABEL, RDF_TYPE, Prefixes, Term, cg
from casegraph.turtle import SubjectLines

_EVIDENCE: Final = (cg("supportedBy"), cg("conflictsWith"), cg("specifies"), cg("readingBasis"))
_MOST_COMPONENTS: Final = 100
_DERIVED: Final = "graph/derived/"
_PREFERRED: Final = "/account/preferred>"
# a name that differs in more letters is another name
_MOST_LETTERS: Final = 3
_LOCAL: Final = re.compile(r"[^:/#<>]+(?=>?$)")


@dataclass(frozen=True)
class Origin:
    """One triple about a thing, and where it comes from.

    Attributes:
        predicate: the IRI of the property.
        value: the object.
        rule: the rule that derived it, or an empty string for a stated triple.
        file: the file that states it, as people know it, or an empty string.
        graph: the named graph that holds it.
    """

    predicate: str
    value: Term
    rule: str
    file: str
    graph: str


@dataclass(frozen=True)
class Support:
    """One passage that supports a thing, with its document and who published it."""

    passage: str
    locator: str
    source: str
    source_label: str
    publishers: tuple[str, ...]


@dataclass(frozen=True)
class Rival:
    """Another account of the same thing, with the passages that support it."""

    iri: str
    summary: str
    supports: tuple[Support, ...]


@dataclass(frozen=True)
class Description:
    """All that is known of one thing.

    Attributes:
        iri: the thing.
        label: its label; without one what `ask.called` names it, of a passage where it stands, or
            a short name.
        stated: the files that describe it, as people know them, and its line (from 1) in each.
        origins: each triple of which it is the subject, with where it comes from.
        incoming: each stated triple of which it is the object, as (subject, predicate) IRIs.
        supports: the passages that support it.
        rivals: the other accounts.
        preferred: whether it is in the preferred account; None where accounts do not apply.
        reading: why it says more than the words do, or an empty string.
        quads: its stated and derived triples, and those of its passages.
    """

    iri: str
    label: str
    stated: tuple[tuple[str, int | None], ...]
    origins: tuple[Origin, ...]
    incoming: tuple[tuple[str, str], ...]
    supports: tuple[Support, ...]
    rivals: tuple[Rival, ...]
    preferred: bool | None
    reading: str
    quads: tuple[Quad, ...]


def resolve(engine: Engine, project: Project, name: str) -> str:
    """Turn what a person types into the IRI of a thing in the data.

    Args:
        engine: holds the data.
        project: whose prefixes are used.
        name: an IRI, a prefixed name (`case:ua-126-19`, `ua-126-19:d1-sentence`), a path under
            the base (`case/ua-126-19#d1-sentence`), or the last part of one (`ua-126-19`) that no
            other thing has.

    Raises:
        UsageError: nothing in the data has this name, or several things have it.
    """
    wanted = project.prefixes.expand(name)
    if wanted is None:
        wanted = _fragment(engine, project, name)
    if wanted is not None and _known(engine, wanted):
        return wanted
    bare = [iri for iri in _of_any_kind(project, name) if _known(engine, iri)]
    if len(bare) == 1:
        return bare[0]
    if bare:
        listed = ", ".join(project.prefixes.shorten(iri) for iri in bare)
        raise UsageError(f"{len(bare)} things are named {name!r}", remedy=f"Choose: {listed}.")
    known = {
        project.prefixes.shorten(quad.subject.value)
        for quad in engine.quads(None, RDF_TYPE)
        if isinstance(quad.subject, NamedNode)
    }
    short = project.prefixes.shorten(wanted) if wanted else name
    raise UsageError(f"the data knows nothing named {name!r}", remedy=_suggestion(short, known))


def _suggestion(name: str, known: Iterable[str]) -> str:
    """Name up to three things whose names are a few letters from one, or none."""
    local = _LOCAL.search(name)
    most = max(1, min(_MOST_LETTERS, len(local[0] if local else name) // 3))
    found = []
    for other in known:
        # who leaves out the kind means the rest of the name
        rest = other if ":" in name else other.rpartition(":")[2]
        if (distance := Levenshtein.distance(name, rest, score_cutoff=most)) <= most:
            found.append((distance, other))
    near = [other for _, other in sorted(found)[:3]]
    if near:
        return f"Did you mean {', '.join(near)}?"
    return "No name is near it; 'casegraph find' looks for labels."


def _known(engine: Engine, iri: str) -> bool:
    try:
        return next(engine.quads(NamedNode(iri)), None) is not None
    except ValueError:
        return False


def _fragment(engine: Engine, project: Project, name: str) -> str | None:
    """Find `ua-126-19:d1-sentence` among the kinds of things that have fragments."""
    prefix, colon, local = name.partition(":")
    if not colon:
        return None
    for kind in ("case", "person", "source", "statement", "series", "court", "body", "place"):
        iri = f"{project.base}{kind}/{prefix}#{local}"
        if _known(engine, iri):
            return iri
    return None


def _of_any_kind(project: Project, name: str) -> Iterator[str]:
    """Write the IRIs that a name without its kind may mean."""
    if _LOCAL.fullmatch(name):
        yield from (f"{project.base}{kind}/{name}" for kind in KINDS)


def describe(
    engine: Engine,
    project: Project,
    iri: str,
    *,
    files: bool = True,
    called: Mapping[str, str] | None = None,
) -> Description:
    """Gather all that is known of one thing.

    Args:
        engine: holds stated and derived quads in their named graphs.
        project: names files and prefixes.
        iri: the thing, from `resolve`.
        files: whether to name files and lines, for which the files are read.
        called: names of things without a label, where many are described; else they are asked for.
    """
    node = NamedNode(iri)
    own = sorted(engine.quads(node), key=str)
    supports = _supports(engine, project, node)
    passages = [NamedNode(support.passage) for support in supports]
    evidence = [q for p in passages for q in engine.quads(p)]
    accounts = [q.object for q in engine.quads(node, cg("inAccount"))]
    preferred = any(str(a).endswith(_PREFERRED) for a in accounts) if accounts else None
    return Description(
        iri=iri,
        label=label_of(
            engine, project, iri, names(engine, project, [iri]) if called is None else called
        ),
        stated=tuple(_stated(project, iri, own)) if files else (),
        origins=tuple(_origin(project, quad, files) for quad in own),
        incoming=tuple(sorted(set(_incoming(engine, node)))),
        supports=supports,
        rivals=tuple(_rivals(engine, project, node)),
        preferred=preferred,
        reading=" ".join(_texts(engine, node, "readingBasis")),
        quads=tuple(_merged([*own, *evidence])),
    )


def _merged(quads: Iterable[Quad]) -> Iterator[Quad]:
    seen = {Quad(quad.subject, quad.predicate, quad.object) for quad in quads}
    yield from sorted(seen, key=str)


def _stated(project: Project, iri: str, own: Iterable[Quad]) -> Iterator[tuple[str, int | None]]:
    graphs = {quad.graph_name.value for quad in own if isinstance(quad.graph_name, NamedNode)}
    for graph in sorted(graphs):
        if path := project.file_of(graph):
            text = path.read_text("utf-8", "replace")
            yield project.shown(path), SubjectLines(text).line(iri)


def _origin(project: Project, quad: Quad, files: bool) -> Origin:
    graph = quad.graph_name.value if isinstance(quad.graph_name, NamedNode) else ""
    inside = graph.removeprefix(project.base)
    rule = inside.removeprefix(_DERIVED) if inside.startswith(_DERIVED) else ""
    path = project.file_of(graph) if files else None
    file = project.shown(path) if path else ""
    return Origin(quad.predicate.value, quad.object, rule, file, graph)


def _incoming(engine: Engine, node: NamedNode) -> Iterator[tuple[str, str]]:
    for quad in engine.quads(None, None, node):
        graph = str(quad.graph_name)
        if isinstance(quad.subject, NamedNode) and _DERIVED not in graph:
            yield quad.subject.value, quad.predicate.value


def _supports(engine: Engine, project: Project, node: NamedNode) -> tuple[Support, ...]:
    found = set()
    for quad in engine.quads(node, cg("supportedBy")):
        passage = quad.object
        if not isinstance(passage, NamedNode):
            continue
        for link in engine.quads(passage, cg("inDocument")):
            source = link.object
            if isinstance(source, NamedNode):
                publishers = {
                    _label(engine, q.object) or project.prefixes.shorten(q.object.value)
                    for q in engine.quads(source, cg("publisher"))
                    if isinstance(q.object, NamedNode)
                }
                locator = _texts(engine, passage, "locator") or _texts(engine, passage, "anchor")
                found.add(
                    Support(
                        passage.value,
                        " ".join(locator),
                        source.value,
                        _label(engine, source) or project.prefixes.shorten(source.value),
                        tuple(sorted(publishers)),
                    )
                )
    return tuple(sorted(found, key=lambda support: support.passage))


def _rivals(engine: Engine, project: Project, node: NamedNode) -> Iterator[Rival]:
    conflicts = cg("conflictsWith")
    found = {q.object for q in engine.quads(node, conflicts)}
    found |= {q.subject for q in engine.quads(None, conflicts, node)}
    for rival in sorted((r for r in found if isinstance(r, NamedNode)), key=str):
        yield Rival(
            rival.value,
            summarise(engine, project.prefixes, rival),
            _supports(engine, project, rival),
        )


def summarise(engine: Engine, prefixes: Prefixes, node: NamedNode) -> str:
    """Say in one line what a node states: its own values, and those of its components or dates."""
    return _summary(engine, prefixes, node, {node})


def _summary(engine: Engine, prefixes: Prefixes, node: NamedNode, told: set[NamedNode]) -> str:
    parts = []
    for quad in sorted(engine.quads(node), key=str):
        graph = str(quad.graph_name)
        ours = quad.predicate.value.startswith(CG)
        if _DERIVED in graph or not ours or quad.predicate in _EVIDENCE:
            continue
        name = quad.predicate.value.removeprefix(CG)
        if isinstance(quad.object, Literal):
            parts.append(f"{name} {quad.object.value}")
        elif quad.predicate == cg("hasComponent") and isinstance(quad.object, NamedNode):
            if quad.object not in told and len(told) < _MOST_COMPONENTS:  # also of itself
                told.add(quad.object)
                parts.append(f"({_summary(engine, prefixes, quad.object, told)})")
        elif isinstance(quad.object, NamedNode):
            label = _label(engine, quad.object) or prefixes.shorten(quad.object.value)
            parts.append(f"{name} {label}")
    return ", ".join(parts)


def _texts(engine: Engine, node: NamedNode, name: str) -> list[str]:
    quads = engine.quads(node, cg(name))
    return sorted(quad.object.value for quad in quads if isinstance(quad.object, Literal))


def label_of(engine: Engine, project: Project, iri: str, called: Mapping[str, str]) -> str:
    """Name a thing: by its label, as it is called, by where it stands, or by its address.

    Args:
        engine: holds the data.
        project: whose prefixes shorten an address.
        iri: the thing.
        called: names of things that have no label, from `ask.called`.
    """
    node = NamedNode(iri)
    stands = " ".join(_texts(engine, node, "locator"))
    return _label(engine, node) or called.get(iri) or stands or project.prefixes.shorten(iri)


def _label(engine: Engine, node: NamedNode) -> str:
    labels = [
        quad.object for quad in engine.quads(node, PREF_LABEL) if isinstance(quad.object, Literal)
    ]
    labels.sort(key=lambda label: (label.language != "en", label.language or "", label.value))
    return labels[0].value if labels else ""
