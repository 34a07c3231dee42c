"""The options that all commands on networks share, and what they do to a network."""

from __future__ import annotations

import datetime as dt
import functools
import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import Annotated, Any, Final

import typer

from casegraph.cli.app import EngineName, opened, steps
from casegraph.cli.saved import Lang, read_options
from casegraph.errors import UsageError
from casegraph.network import Network, measure
from casegraph.network.measure import Options
from casegraph.network.projection import project
from casegraph.network.select import between, in_component, of_degree, of_kinds
from casegraph.saved import SavedQuery

_YEAR: Final = re.compile("0{0,3}[1-9][0-9]{0,3}", re.ASCII)


@dataclass(frozen=True)
class Shaping:
    """What a user asks of a network beside the recipe's own parameters; each field an option."""

    lang: Lang = "en"
    engine: EngineName = None
    dates: Annotated[
        str, typer.Option("--dates", help="Uncertain dates: earliest, latest or span.")
    ] = "span"
    depth: Annotated[
        int | None, typer.Option("--depth", help="How far an ego network goes.", min=1, max=20)
    ] = None
    since: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help="Edges with a day from then on.")
    ] = None
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help="Edges with a day up to then.")
    ] = None
    snapshot: Annotated[
        str | None, typer.Option("--snapshot", metavar="YEAR", help="Edges of this year.")
    ] = None
    cumulative: Annotated[
        bool, typer.Option("--cumulative", help="With --snapshot, also of the years before.")
    ] = False
    undated: Annotated[
        bool, typer.Option("--undated", help="Keep edges without a date in a span of days.")
    ] = False
    kind: Annotated[
        list[str] | None, typer.Option("--kind", help="Only edges (or nodes) of this kind.")
    ] = None
    onto: Annotated[
        str | None, typer.Option("--onto", metavar="SIDE", help="Project a two-mode network.")
    ] = None
    weighting: Annotated[
        str, typer.Option("--weighting", help="Of a projection: count, newman or jaccard.")
    ] = "count"
    component: Annotated[
        str | None, typer.Option("--component", help="Only the largest, or that of a node.")
    ] = None
    min_degree: Annotated[
        int, typer.Option("--min-degree", help="Only nodes with so many neighbours.", min=0)
    ] = 0
    seed: Annotated[int, typer.Option("--seed", help="Of what is drawn by lot.", min=0)] = 1
    samples: Annotated[int, typer.Option("--samples", help="Of sampled betweenness.", min=1)] = 200
    communities: Annotated[
        str, typer.Option("--communities", help="Found by louvain, or leiden (with igraph).")
    ] = "louvain"

    @property
    def options(self) -> Options:
        """What measures depend on."""
        return Options(self.seed, self.samples, self.communities)

    def network(self, recipe: SavedQuery, args: list[str], measures: list[str]) -> Network:
        """Run the recipe on the project's data, and shape what it gives.

        Raises:
            UsageError: an option asks for what the network does not have.
        """
        graph = opened(self.engine)
        values = read_options(args)
        with steps() as progress:
            network = graph.network(
                recipe.name,
                lang=self.lang,
                dates=self.dates,
                depth=self.depth,
                progress=progress,
                **values,
            )
            progress("shaping the network")
            network = self._shaped(network, graph.project.prefixes.expand)
        return self.measured(network, measures) if measures else network

    def measured(self, network: Network, names: list[str]) -> Network:
        """Compute measures of a network, with the options that they depend on."""
        with steps() as progress:
            progress("measuring")
            return measure(network, names, self.options)

    def _shaped(self, network: Network, expand: Callable[[str], str | None]) -> Network:
        if self.snapshot is not None:
            if self.since or self.until:
                raise UsageError(
                    "--snapshot is a span already", remedy="Leave out --from, --until."
                )
            year = _year(self.snapshot)
            first = None if self.cumulative else year
            network = between(network, first, year.replace(month=12, day=31), undated=self.undated)
        elif self.since or self.until:
            span = _day("--from", self.since), _day("--until", self.until)
            network = between(network, *span, undated=self.undated)
        if self.kind:
            network = of_kinds(network, self.kind)
        if self.onto:
            network = project(network, self.onto, self.weighting)
        if self.component:
            which = self.component
            network = in_component(
                network, "largest" if which == "largest" else expand(which) or which
            )
        return of_degree(network, self.min_degree) if self.min_degree else network


def _year(text: str) -> dt.date:
    if not _YEAR.fullmatch(text):
        raise UsageError(
            f"{text!r} is no year for --snapshot",
            remedy="A snapshot is the network of one year, from 1 to 9999: write it as 2019.",
        )
    return dt.date(int(text), 1, 1)


def _day(option: str, text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UsageError(
            f"{text!r} is no day for {option}", remedy="Write it as 2020-06-25."
        ) from error


def shaped(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `Shaping`, gathered in its argument `shaping`."""
    names = [entry.name for entry in fields(Shaping)]
    hints = inspect.get_annotations(Shaping, eval_str=True)
    own = inspect.signature(command, eval_str=True)
    kept = [p for p in own.parameters.values() if p.name != "shaping"]
    added = [
        inspect.Parameter(
            entry.name,
            inspect.Parameter.KEYWORD_ONLY,
            default=entry.default,
            annotation=hints[entry.name],
        )
        for entry in fields(Shaping)
    ]

    @functools.wraps(command)
    def run(*args: Any, **given: Any) -> None:
        chosen = Shaping(**{name: given.pop(name) for name in names})
        command(*args, shaping=chosen, **given)

    run.__signature__ = own.replace(parameters=[*kept, *added])  # type: ignore[attr-defined]  # typer reads it
    run.__annotations__ = {p.name: p.annotation for p in (*kept, *added)}
    return run
