"""A project in, all its quads in one engine out: ontology, stated and derived, with their files.

Nothing is judged here; what is wrong with the data is `validate`'s to say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, serialize

from casegraph.derive import derive, read_rules
from casegraph.engine import Embedded
from casegraph.project import Project
from casegraph.project.walk import with_others
from casegraph.saved import load
from casegraph.terms import RDF_TYPE
from casegraph.turtle import RdfFile, SubjectLines, open_file


@dataclass(frozen=True)
class Place:
    """Where an IRI is described: the file as people know it, and the line (from 1)."""

    file: str
    line: int | None


@dataclass
class Dataset:
    """All quads of a project in an engine in memory, and the files that they came from.

    Attributes:
        project: the project.
        engine: holds ontology, stated and derived quads, each in its named graph.
        files: the data files by the IRI of their named graph.
        ontology: the files of the ontology by the IRI of their named graph.
        derived: what each rule derived, as lines of N-Triples.
    """

    project: Project
    engine: Embedded
    files: dict[str, RdfFile]
    ontology: dict[str, RdfFile]
    derived: dict[str, list[bytes]] = field(default_factory=dict)

    def load(self, file: RdfFile) -> None:
        """Add the quads of a file to the engine.

        Raises:
            InputError: the file cannot be read.
        """
        if file.plain and file.graph is not None:
            try:
                self.engine.load_text(file.text.encode("utf-8"), file.form, file.graph)
                return
            except SyntaxError:
                pass  # parsed again, to say where it is wrong
        self.engine.load(file.quads)

    def text(self) -> str:
        """Write all triples as Turtle: the stated ones as the files have them.

        A store would rewrite literals. A triple may stand twice.
        """
        texts = [_triples(file) for file in (self.ontology | self.files).values()]
        texts += [b"".join(lines).decode("utf-8") for lines in self.derived.values()]
        return "\n".join(texts)

    @cached_property
    def _lines(self) -> dict[str, SubjectLines]:
        return {
            graph: SubjectLines(file.text) for graph, file in (self.ontology | self.files).items()
        }

    def place(self, iri: str, graph: str | None = None) -> Place | None:
        """Find the file and line where a thing is described.

        Args:
            iri: the thing.
            graph: the named graph to look in; every file if absent.
        """
        graphs = [graph] if graph else self._graphs_of(iri)
        for name in graphs:
            lines = self._lines.get(name)
            if lines is not None:
                path = (self.ontology | self.files)[name].path
                return Place(self.project.shown(path), lines.line(iri))
        return None

    def _graphs_of(self, iri: str) -> list[str]:
        try:
            subject = NamedNode(iri)
        except ValueError:
            return []
        typed: dict[str, bool] = {}  # the file that types it describes it; others only mention it
        for quad in self.engine.store.quads_for_pattern(subject, None, None):
            if isinstance(quad.graph_name, NamedNode):
                name = quad.graph_name.value
                typed[name] = typed.get(name, False) or quad.predicate == RDF_TYPE
        return sorted(typed, key=lambda name: (name not in self.files, not typed[name], name))


def _triples(file: RdfFile) -> str:
    if file.plain:
        return file.text
    written = serialize((quad.triple for quad in file.quads), format=RdfFormat.N_TRIPLES)
    return (written or b"").decode("utf-8")


def read_dataset(
    project: Project,
    *,
    extra: Iterable[Path] = (),
    rules: Iterable[Path] | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Dataset:
    """Read all files of a project and derive what follows.

    Args:
        project: the project.
        extra: further files, each its own named graph, that lie outside `graph/`.
        rules: the rules to derive by; those of the project if absent.
        progress: called with a few words at each step.

    Raises:
        InputError: a file cannot be read; nothing is kept of a project of which one is broken.
        UsageError: two files are the same named graph.
    """
    dataset = Dataset(project, Embedded(), {}, {})
    for path, graph in project.ontology_files().items():
        dataset.ontology[graph.value] = open_file(path, graph=graph, shown=project.shown(path))
    for path, graph in _named(project, extra):
        progress(f"reading {project.shown(path)}")
        dataset.files[graph.value] = open_file(path, graph=graph, shown=project.shown(path))
    for file in (dataset.ontology | dataset.files).values():
        dataset.load(file)
    progress("deriving")
    paths = project.queries("rules").values() if rules is None else rules
    read = read_rules(map(load, paths), project.prefixes)
    dataset.derived = derive(dataset.engine, read, project.base)
    return dataset


def _named(project: Project, extra: Iterable[Path]) -> Iterator[tuple[Path, NamedNode]]:
    for file in with_others(project.data_files(), extra, project.base):
        yield project.root / file.shown, NamedNode(file.graph)


def union(quads: Iterable[Quad]) -> set[Quad]:
    """Drop graph names: the triples that a query without GRAPH sees, each once."""
    return {Quad(q.subject, q.predicate, q.object, DefaultGraph()) for q in quads}
