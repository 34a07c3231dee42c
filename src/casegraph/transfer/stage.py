"""Changed graphs in, the same graphs aside on an engine out: sent, read back, compared.

What arrived as it should is noted in the plan there, so that a broken push goes on after it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from pyoxigraph import BlankNode, NamedNode, Triple

from casegraph.engine import Embedded, GraphStore, Remote
from casegraph.errors import EngineError
from casegraph.transfer.aside import put_aside, taken_back
from casegraph.transfer.content import Content, content_of
from casegraph.transfer.ledger import PREFIX, Entry
from casegraph.transfer.plan import Plan

# triples in one request: about a megabyte of text
_BATCH: Final = 5000
_DONE: Final = """SELECT ?g ?sha256 ?content ?n WHERE {{ GRAPH {plan} {{
  ?aside own:replaces ?g ; own:sha256 ?sha256 ; own:content ?content ; own:triples ?n }} }}"""


@dataclass(frozen=True)
class _Sent:
    """One graph on its way."""

    graph: str
    triples: list[Triple]

    @cached_property
    def whole(self) -> bool:
        """Whether it must travel in one request, which is all that a blank node outlives."""
        return any(
            isinstance(end, BlankNode) for t in self.triples for end in (t.subject, t.object)
        )


def stage(
    remote: Remote,
    engine: Embedded,
    plan: Plan,
    digests: Mapping[str, str],
    progress: Callable[[str], None] = lambda _: None,
) -> dict[str, Entry]:
    """Bring the changed graphs of a plan to an engine, and put them aside there.

    Args:
        remote: the engine.
        engine: holds the graphs.
        plan: which of them changed; it stands on the engine.
        digests: the digest of each graph in its generation.
        progress: called with a few words at each step.

    Returns:
        What lies aside, by graph.

    Raises:
        EngineError: a graph did not arrive as it was sent; nothing that questions see was touched.
    """
    done = _done(remote, plan)
    missing = [graph for graph in plan.changed if graph not in done]
    for batch in _batches(engine, missing):
        progress(f"sending: {len(done)} of {len(plan.changed)} graphs")
        _send(remote, plan, batch)
        found = {sent.graph: _entry(remote, sent, back, digests[sent.graph])
                 for sent, back in _read_back(remote, plan, batch)}  # fmt: skip
        lines = "\n".join(plan.ready(graph, entry) for graph, entry in found.items())
        remote.update(f"{PREFIX} INSERT DATA {{ GRAPH {plan.name} {{ {lines} }} }}")
        done |= found
    return done


def _done(remote: Remote, plan: Plan) -> dict[str, Entry]:
    """Read what lies aside already, from a push that was broken off."""
    rows: Any = remote.select(f"{PREFIX} {_DONE.format(plan=plan.name)}").rows
    return {
        g.value: Entry(sha256.value, content.value, int(n.value)) for g, sha256, content, n in rows
    }


def _batches(engine: Embedded, graphs: list[str]) -> Iterator[list[_Sent]]:
    """Gather small graphs; a large one, or one with blank nodes, is alone."""
    batch: list[_Sent] = []
    weight = 0
    for graph in graphs:
        sent = _Sent(graph, list(_triples(engine, graph)))
        if sent.whole:
            yield [sent]
            continue
        if batch and weight + len(sent.triples) > _BATCH:
            yield batch
            batch, weight = [], 0
        batch.append(sent)
        weight += len(sent.triples)
    if batch:
        yield batch


def _triples(engine: Embedded, graph: str) -> Iterator[Triple]:
    for quad in engine.store.quads_for_pattern(None, None, None, NamedNode(graph)):
        yield quad.triple


def _send(remote: Remote, plan: Plan, batch: list[_Sent]) -> None:
    """Put graphs aside, in place of what an earlier try may have left there."""
    if batch[0].whole:  # Virtuoso takes no blank nodes but by the Graph Store Protocol
        [sent] = batch
        lines = (f"{put_aside(triple)}\n" for triple in sent.triples)
        GraphStore(remote).put(plan.aside(sent.graph), lines)
        return
    first = [f"DROP SILENT GRAPH {plan.aside(sent.graph)}" for sent in batch]
    if len(batch) > 1:
        remote.update(" ;\n".join([*first, _insert(plan, batch)]))
        return
    [sent] = batch
    for start in range(0, len(sent.triples), _BATCH):
        piece = _Sent(sent.graph, sent.triples[start : start + _BATCH])
        remote.update(" ;\n".join([*first, _insert(plan, [piece])]))
        first = []


def _insert(plan: Plan, batch: list[_Sent]) -> str:
    blocks = []
    for sent in batch:
        lines = "\n".join(map(put_aside, sent.triples))
        blocks.append(f"GRAPH {plan.aside(sent.graph)} {{\n{lines}\n}}")
    return "INSERT DATA {\n" + "\n".join(blocks) + "\n}"


def _read_back(
    remote: Remote, plan: Plan, batch: list[_Sent]
) -> Iterator[tuple[_Sent, list[Triple]]]:
    if len(batch) == 1:
        [sent] = batch
        found = GraphStore(remote).get(plan.aside(sent.graph))
        yield sent, [taken_back((t.subject, t.predicate, t.object)) for t in found]
        return
    back: dict[Any, list[Triple]] = {plan.aside(sent.graph): [] for sent in batch}
    names = " ".join(map(str, back))
    rows: Any = remote.select(
        f"SELECT ?g ?s ?p ?o WHERE {{ VALUES ?g {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }}"
    ).rows
    for graph, *triple in rows:
        back[graph].append(taken_back(triple))
    yield from ((sent, back[plan.aside(sent.graph)]) for sent in batch)


def _entry(remote: Remote, sent: _Sent, back: list[Triple], sha256: str) -> Entry:
    """Compare what came back with what was sent, by value.

    Raises:
        EngineError: it is not the same.
    """
    here, there = content_of(sent.triples), content_of(back)
    if here != there:
        raise EngineError(
            f"the engine does not hold what was sent of {sent.graph}: {there.triples} of "
            f"{here.triples} triples came back{_but_other(here, there)}",
            where=remote.service.where,
            remedy="Nothing was put in place. Try again; see the endpoint's log if it goes on.",
        )
    return Entry(sha256, here.digest, len(back))


def _but_other(here: Content, there: Content) -> str:
    return ", some of them others" if here.triples == there.triples else ""
