"""A path in, a project that can be asked out: the Python interface of casegraph."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from casegraph.ask import Answer, Table, answer, answer_saved, questions
from casegraph.ask.answer import query_named
from casegraph.ask.bounds import check_bounds
from casegraph.ask.deep import on_deep_stack
from casegraph.build import Generation, open_generation
from casegraph.engine import Engine
from casegraph.errors import UsageError
from casegraph.project import SETTINGS, Project
from casegraph.saved import ParameterValue, SavedQuery

if TYPE_CHECKING:  # a look-up loads no more than it needs
    import rdflib

    from casegraph.describe import Description
    from casegraph.find import Match
    from casegraph.network import Network
    from casegraph.network.chronology import Row
    from casegraph.validate import Report


class CaseGraph:
    """A project, opened for reading.

    Args:
        project: the project.
        source: what answers: a generation of this machine, or another engine.
    """

    def __init__(self, project: Project, source: Generation | Engine) -> None:
        self.project = project
        self._source = source

    @property
    def generation(self) -> Generation:
        """The generation that answers.

        Raises:
            UsageError: another engine answers.
        """
        if isinstance(self._source, Generation):
            return self._source
        raise UsageError(
            "this needs a generation on this machine",
            remedy="Leave out the engine, after 'casegraph build'.",
        )

    @property
    def engine(self) -> Engine:
        """The engine that answers: the generation's store, read-only, or another."""
        return self._source.engine if isinstance(self._source, Generation) else self._source

    @property
    def questions(self) -> dict[str, SavedQuery]:
        """The saved questions by name."""
        return questions(self.project)

    def ask(self, name: str, *, lang: str = "en", **values: ParameterValue) -> Answer:
        """Answer a saved question.

        Args:
            name: the question, for example `sentences-by-defendant`.
            lang: the language of labels.
            values: its parameters, for example `case="ua-126-19"`.

        Raises:
            UsageError: the question, a parameter or a thing given as a value is unknown.
        """
        return answer_saved(self.engine, self.project, name, self.read_values(name, values), lang)

    def read_values(
        self, name: str, values: Mapping[str, ParameterValue], kind: str = ""
    ) -> dict[str, ParameterValue]:
        """Read what is given for an IRI as `describe` reads it: also `ua-126-19:d1-sentence`.

        Args:
            name: the question, or the recipe of a network.
            values: its parameters.
            kind: the folder below `queries/` in which it stands.

        Raises:
            UsageError: the question is unknown, or nothing has the name that is given.
        """
        words = "network recipe" if kind == "networks" else "question"
        parameters = query_named(self.project.queries(kind), name, words).parameters
        found = dict(values)
        for key, value in values.items():
            any_thing = key in parameters and parameters[key].type == "iri"
            if any_thing and isinstance(value, str) and "://" not in value:
                from casegraph.describe import resolve

                found[key] = NamedNode(resolve(self.engine, self.project, value))
        return found

    def query(self, sparql: str, *, lang: str = "en") -> Answer:
        """Answer a SPARQL query over the union of all graphs.

        Returns:
            A `Table` for SELECT, a `Graph` for CONSTRUCT and DESCRIBE, a bool for ASK.

        Raises:
            UsageError: the query is out of bounds, see `casegraph.ask.bounds`.
            EngineError: the query is not valid.
        """
        check_bounds(sparql)
        return on_deep_stack(lambda: answer(self.engine, sparql, self.project.prefixes, lang))

    def validate(self) -> Report:
        """Read the files again and validate them; see `casegraph.survey.validate_project`."""
        from casegraph.survey import validate_project

        return validate_project(self.project)

    def describe(self, name: str) -> Description:
        """Gather all that is known of one thing, named by IRI, prefixed name or path.

        Raises:
            UsageError: nothing has this name.
        """
        from casegraph.describe import describe, resolve

        return describe(self.engine, self.project, resolve(self.engine, self.project, name))

    def find(self, name: str, *, kind: str | None = None) -> list[Match]:
        """Find things by a name in any spelling or script."""
        from casegraph.find import find

        return find(self.engine, name, kind=kind)

    def network(
        self,
        name: str,
        *,
        lang: str = "en",
        dates: str = "span",
        depth: int | None = None,
        progress: Callable[[str], None] = lambda _: None,
        **values: ParameterValue,
    ) -> Network:
        """Run a network recipe.

        Args:
            name: the recipe, for example `co-defendants`.
            lang: the language of labels.
            dates: how uncertain dates are taken: "earliest", "latest" or "span".
            depth: how far an ego network goes.
            progress: called with a few words at each step.
            values: its parameters, for example `case="ua-126-19"`.

        Raises:
            UsageError: the recipe, a parameter or a thing given as a value is unknown.
        """
        from casegraph.network import run_recipe

        return run_recipe(
            self.engine,
            self.project,
            name,
            self.read_values(name, values, "networks"),
            lang=lang,
            dates=dates,
            depth=depth,
            dataset=self.dataset_name,
            released=isinstance(self._source, Generation) and self._source.released,
            progress=progress,
        )

    def timeline(
        self, case: ParameterValue, *, account: ParameterValue | None = None, lang: str = "en"
    ) -> tuple[str, list[Row]]:
        """Read what happened in a case, and when; see `casegraph.network.chronology`.

        Raises:
            UsageError: the data knows no such case or document.
        """
        from casegraph.network.chronology import chronology

        return chronology(self.engine, self.project, case, account, lang)

    @property
    def dataset_name(self) -> str:
        """What names the data: the digest of a generation, or the address of an engine."""
        if isinstance(self._source, Generation):
            return self._source.digest
        return getattr(getattr(self._source, "service", None), "where", "")

    def graph(self) -> rdflib.Dataset:
        """Return all quads as an rdflib Dataset whose default graph is the union of all graphs."""
        import rdflib

        from casegraph.bridge import to_rdflib

        dataset = rdflib.Dataset(default_union=True)
        for prefix, namespace in self.project.prefixes.namespaces.items():
            dataset.bind(prefix, namespace)
        for quad in self.generation.quads():
            subject, predicate, value = map(to_rdflib, (quad.subject, quad.predicate, quad.object))
            name = rdflib.URIRef(getattr(quad.graph_name, "value", ""))
            dataset.graph(name).add((subject, predicate, value))
        return dataset

    def _repr_html_(self) -> str:
        """Show in a notebook what there is to ask."""
        rows = [(name, query.summary) for name, query in self.questions.items()]
        return Table.of(("question", "summary"), rows, self.project.prefixes)._repr_html_()


def open(  # noqa: A001 - casegraph.open reads as it is used
    path: str | Path = ".", *, engine: str | None = None
) -> CaseGraph:
    """Open the generation in use of the project that a folder lies in, or another engine.

    Args:
        path: the project, or a folder in it.
        engine: the address of a SPARQL engine that shall answer with what it holds, or its name
            in `casegraph.toml`; the generation in use if absent.

    Raises:
        UsageError: the folder belongs to no project, or there is no such engine.
        StoreError: nothing was built yet, or the generation is damaged.
    """
    project = Project.find(Path(path))
    if engine is None:
        return CaseGraph(project, open_generation(project))
    from casegraph.engine import Remote, find_service

    settings = project.settings.get("engines", {})
    return CaseGraph(project, Remote(find_service(engine, settings, SETTINGS)))
