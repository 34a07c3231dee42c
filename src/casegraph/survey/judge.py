"""One part in, what follows from it and what is wrong with it out, unit by unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from casegraph.dataset import Dataset
from casegraph.derive import derive, derived_graph
from casegraph.engine import Embedded
from casegraph.partition.scan import document_of, line_document
from casegraph.survey.words import Words
from casegraph.turtle import RdfFile, open_file
from casegraph.validate import Finding, Validator, compile_plan, placed
from casegraph.validate.checks import run_compiled
from casegraph.validate.run import SUBCLASS

# what units say of reference documents stands here while those are judged, and nowhere else
ELSEWHERE: Final = "elsewhere"
_Derived = dict[str, list[bytes]]


@dataclass(frozen=True)
class Part:
    """What is judged at a time.

    Attributes:
        owned: for each unit, by its name, the documents that are judged with it.
        files: the files of these units: path as people know it, and named graph.
        units: the unit of each of these files, by the named graph.
        around: further files that must be read.
        described: the documents that these files, or stubs, say something of.
        matters: those of them that are no reference documents.
        references: for each reference document, the units that it is judged with.
        stubs: lines of N-Triples that other units say of the reference documents of this part.
        whole: whether nothing is left out of the part, so that all is judged here.
    """

    owned: Mapping[str, frozenset[str]]
    files: Mapping[str, str]
    around: Mapping[str, str]
    units: Mapping[str, str] = field(default_factory=dict)
    described: frozenset[str] = frozenset()
    matters: frozenset[str] = frozenset()
    references: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stubs: tuple[bytes, ...] = ()
    whole: bool = False


@dataclass
class UnitOutput:
    """What was found out of one unit.

    Attributes:
        findings: of the documents that it owns.
        derived: what follows of them, as lines of N-Triples by rule.
        stubs: for each unit of reference documents, what this one says of them.
    """

    findings: list[Finding] = field(default_factory=list)
    derived: _Derived = field(default_factory=dict)
    stubs: dict[str, list[bytes]] = field(default_factory=dict)


@dataclass
class PartOutput:
    """What was found out of a part.

    Attributes:
        dataset: its quads and files.
        units: what was found out of each unit, by its name.
        general: findings of what no unit owns, such as terms of the ontology.
    """

    dataset: Dataset
    units: dict[str, UnitOutput]
    general: list[Finding] = field(default_factory=list)


def judge(words: Words, part: Part) -> PartOutput:
    """Read, derive and validate one part.

    Raises:
        InputError: a file cannot be read.
    """
    dataset = _read(words, part)
    engine = dataset.engine
    checks = words.plan.checks
    blamed = [b for check in checks if check.stated for b in run_compiled(engine, check)]
    elsewhere = _elsewhere(words, part, engine)
    engine.load(elsewhere)
    dataset.derived = derive(engine, words.rules, words.project.base)
    blamed += [b for check in checks if not check.stated for b in run_compiled(engine, check)]
    text = dataset.text() + "".join(f"{quad.triple} .\n" for quad in elsewhere)
    validator = _validator(words, dataset, part)
    blamed += [(finding, None) for finding in validator.findings(text, engine)]
    output = PartOutput(dataset, {name: UnitOutput() for name in part.owned})
    owners = _owners(part)
    for finding in placed(dataset, dict.fromkeys(blamed)):
        _give(output, finding, part, owners)
    _share_derived(output, part, owners)
    _collect_stubs(output, part, words)
    return output


def _read(words: Words, part: Part) -> Dataset:
    project = words.project
    dataset = Dataset(project, Embedded(), {}, words.ontology)
    for path, graph in {**part.files, **part.around}.items():
        file = open_file(project.root / path, graph=NamedNode(graph), shown=path)
        dataset.files[graph] = file
    for file in (*words.ontology.values(), *dataset.files.values()):
        dataset.load(file)
    return dataset


def _elsewhere(words: Words, part: Part, engine: Embedded) -> list[Quad]:
    """Read what other units say of the part, as far as none of the part's files says it."""
    graph = derived_graph(words.project.base, ELSEWHERE)
    told = parse(b"".join(part.stubs), RdfFormat.N_TRIPLES)
    return [
        Quad(quad.subject, quad.predicate, quad.object, graph)
        for quad in dict.fromkeys(told)
        if next(engine.store.quads_for_pattern(quad.subject, quad.predicate, quad.object), None)
        is None
    ]


def _validator(words: Words, dataset: Dataset, part: Part) -> Validator:
    """Return the shapes, compiled again where the data itself makes classes narrower ones."""
    if part.whole and any("subClassOf" in file.text for file in dataset.files.values()):
        subclasses = dataset.engine.quads(None, SUBCLASS, None)
        return Validator(compile_plan(words.project, subclasses))
    return words.validator


def _owners(part: Part) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for name, docs in part.owned.items():
        for doc in docs:
            found[doc].append(name)
    return found


def _give(
    output: PartOutput, finding: Finding, part: Part, owners: Mapping[str, list[str]]
) -> None:
    doc = finding.focus.partition("#")[0]
    if part.whole:
        output.general.append(finding)
    elif doc in owners:
        for name in owners[doc]:
            output.units[name].findings.append(finding)
    elif doc not in part.described:
        if finding.file in part.files:
            output.units[part.units[part.files[finding.file]]].findings.append(finding)
        elif finding.file not in part.around:
            output.general.append(finding)


def _share_derived(output: PartOutput, part: Part, owners: Mapping[str, list[str]]) -> None:
    """Give each unit what follows of its documents.

    Of two documents, the one that is no reference document decides; so what a body did for a person
    follows where the person's case is judged.
    """
    if part.whole:
        [only] = output.units.values()
        only.derived = output.dataset.derived
        return
    for rule, lines in output.dataset.derived.items():
        for line in lines:
            docs = _documents(line)
            matters = [doc for doc in docs if doc in part.matters]
            for name in {name for doc in matters or docs[:1] for name in owners.get(doc, ())}:
                output.units[name].derived.setdefault(rule, []).append(line)


def _documents(line: bytes) -> list[str]:
    """Return the documents of a line's subject and, where it is a node, of its object."""
    subject, _, value = line.split(b" ", 2)
    found = [line_document(subject)]
    if value[:1] in (b"<", b"_"):
        found.append(line_document(value[: -len(b" .\n")]))
    return found


def _collect_stubs(output: PartOutput, part: Part, words: Words) -> None:
    """Collect what the units say of reference documents, as far as constraints look for it."""
    if part.whole or not part.references:
        return
    engine = output.dataset.engine
    wanted: dict[tuple[str, NamedNode], None] = {}
    for name in words.plan.inward:
        for quad in engine.quads(None, NamedNode(name), None):
            if isinstance(quad.subject, NamedNode) and _graph(quad) in part.units:
                for reference in part.references.get(document_of(quad.object), ()):
                    wanted[reference, quad.subject] = None
    for reference, subject in wanted:
        for quad in engine.quads(subject):
            unit = part.units.get(_graph(quad), reference)
            if unit != reference:
                stubs = output.units[unit].stubs.setdefault(reference, [])
                stubs.append(f"{quad.triple} .\n".encode())


def _graph(quad: Quad) -> str:
    return getattr(quad.graph_name, "value", "")


def own_files(output: PartOutput, part: Part) -> Iterable[RdfFile]:
    """Return the files of a part's own units, in the order of their paths."""
    return (output.dataset.files[graph] for graph in part.files.values())
