"""A generation in, the same graphs on an engine out; only what changed travels.

An engine that runs an update as one transaction holds the old or the new state at any moment,
whatever breaks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from casegraph.engine import Embedded, Remote
from casegraph.errors import EngineError
from casegraph.project import Project
from casegraph.transfer.ledger import (
    Entry,
    Ledger,
    counts_there,
    generation_there,
    ledger_of,
    read_ledger,
)
from casegraph.transfer.plan import Plan, drop_plan, plans_there
from casegraph.transfer.stage import stage

Progress = Callable[[str], None]


class State(Protocol):
    """What can be pushed, such as a `casegraph.build.Generation`."""

    @property
    def digest(self) -> str:
        """What names it."""
        ...

    @property
    def engine(self) -> Embedded:
        """Holds its graphs."""
        ...

    def graphs(self) -> Mapping[str, Mapping[str, Any]]:
        """Name its graphs; the entry `sha256` of each is another where the graph is another."""
        ...


@dataclass(frozen=True)
class Pushed:
    """What a push did.

    Attributes:
        generation: the digest of the generation that the engine holds now.
        graphs: how many graphs it has.
        sent: the IRIs of those that travelled.
        removed: the IRIs of those that were removed.
        triples: how many triples the graphs that travelled have.
    """

    generation: str
    graphs: int
    sent: tuple[str, ...]
    removed: tuple[str, ...]
    triples: int


def push(
    project: Project,
    generation: State,
    remote: Remote,
    *,
    everything: bool = False,
    progress: Progress = lambda _: None,
) -> Pushed:
    """Bring an engine to the state of a generation.

    Args:
        project: whose generation it is; only graphs of this project are touched.
        generation: the generation.
        remote: the engine, with an update service.
        everything: send every graph, whatever the engine's ledger says of it.
        progress: called with a few words at each step.

    Raises:
        EngineError: the engine did not take it. It holds the state that it had, or the new one.
        StoreError: the generation is damaged.
    """
    progress("comparing")
    ledger = ledger_of(project)
    there = read_ledger(remote, ledger)
    counts = counts_there(remote, ledger)
    wanted = generation.graphs()
    changed = _changed(wanted, {} if everything else there.entries, counts)
    removed = tuple(sorted(there.entries.keys() - wanted.keys()))
    plan = Plan(ledger, there.generation, generation.digest, changed, removed)
    for other in plans_there(remote, ledger):
        if other != plan.name:
            drop_plan(remote, other)
    triples = 0
    if changed or removed or there.generation != generation.digest:
        for update in plan.written():
            remote.update(update)
        digests = {graph: wanted[graph]["sha256"] for graph in changed}
        entries = stage(remote, generation.engine, plan, digests, progress)
        triples = sum(entry.triples for entry in entries.values())
        progress("putting it in place")
        _swap(remote, plan, there, entries)
    return Pushed(generation.digest, len(wanted), changed, removed, triples)


def _changed(
    wanted: Mapping[str, Mapping[str, Any]], known: Mapping[str, Entry], counts: Mapping[str, int]
) -> tuple[str, ...]:
    """List the graphs that are new, other ones, or not as the engine's own ledger has them."""

    def same(graph: str) -> bool:
        entry = known.get(graph)
        as_told = entry is not None and entry.triples == counts.get(graph, 0)
        return as_told and entry is not None and entry.sha256 == wanted[graph]["sha256"]

    return tuple(graph for graph in sorted(wanted) if not same(graph))


def _swap(remote: Remote, plan: Plan, there: Ledger, entries: Mapping[str, Entry]) -> None:
    """Put all in place at once, and see that it is.

    Raises:
        EngineError: it is not; the engine holds what it held, unless the error says otherwise.
    """
    fault: EngineError | None = None
    try:
        remote.update(plan.swap(sum(entry.triples for entry in entries.values())))
    except EngineError as error:  # the update may have been done all the same
        fault = error
    waits = plan.name in plans_there(remote, plan.ledger)  # the swap ends by removing it
    if waits or generation_there(remote, plan.ledger) != plan.after:
        raise fault or EngineError(
            "the engine did not put it in place: another push came first, or it lost what was sent",
            where=remote.service.where,
            remedy="It holds what it held. See who pushes there, then push again.",
        )
    counts = counts_there(remote, plan.ledger)
    told = {g: e.triples for g, e in {**there.entries, **entries}.items() if g not in plan.removed}
    if wrong := sorted(graph for graph, number in told.items() if counts.get(graph, 0) != number):
        raise EngineError(
            f"after the swap the engine counts {counts.get(wrong[0], 0)} triples in {wrong[0]}, "
            f"not {told[wrong[0]]}",
            where=remote.service.where,
            remedy="Push again: graphs with another count are sent anew.",
        )
