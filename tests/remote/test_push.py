"""A push brings an engine from one state to the next, or leaves the one that it had."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Timer
from typing import Any

import pytest
import servers
from misbehaving import Misbehaving, Seen
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from relay import Relay

from casegraph.engine import Embedded, Remote, Service
from casegraph.engine.answer import Limits
from casegraph.errors import EngineError
from casegraph.project import Project
from casegraph.transfer import Pushed, push
from casegraph.transfer.aside import OWN
from casegraph.transfer.ledger import ledger_of

PROJECT = Project(Path("/nowhere"))
BASE = PROJECT.base
ENGINES = ("oxigraph", "fuseki")
# what was there before: one graph stays, one changes, one goes; and one comes
BEFORE = {
    "stays": "<a> <p> <b>, 1 .",
    "changes": '<b> <p> "old"@en ; <q> <c> .',
    "goes": "<c> <p> 4.0 .",
}
AFTER = {
    "stays": BEFORE["stays"],
    "changes": '<b> <p> "new"@en .',
    "comes": '<d> <p> "01"^^<x>, <a> .',
}
# of somebody else, in the same engine
FOREIGN = Quad(*(NamedNode(f"http://other/{name}") for name in "spog"))


@dataclass(frozen=True)
class State:
    """Something that can be pushed, smaller than a generation."""

    digest: str
    engine: Embedded

    def graphs(self) -> dict[str, dict[str, Any]]:
        """Name the graphs, each with a digest."""
        found: dict[str, list[str]] = {}
        for quad in self.engine.store:
            found.setdefault(quad.graph_name.value, []).append(str(quad))  # type: ignore[union-attr]  # all are named
        return {graph: {"sha256": str(sorted(lines))} for graph, lines in found.items()}


def state(graphs: dict[str, str]) -> State:
    """Make a state of some graphs in Turtle."""
    engine = Embedded()
    for name, text in graphs.items():
        graph = NamedNode(f"{BASE}graph/{name}")
        quads = parse(text, RdfFormat.TURTLE, base_iri="http://e/")
        engine.load(Quad(q.subject, q.predicate, q.object, graph) for q in quads)
    return State("-".join(sorted(graphs)), engine)


OLD, NEW = state(BEFORE), state(AFTER)
OTHER = state({"stays": BEFORE["stays"], "another": "<x> <p> 1.5 ."})
FAULTS = ("error", "error after", "reset", "reset after", "elsewhere", "drip", "truncated",
          "broken off", "garbage", "loses", "miscounts")  # fmt: skip
ODD = r"""@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<a> <p> "01"^^xsd:integer, "4.50"^^xsd:decimal, "1e3"^^xsd:double, "true"^^xsd:boolean,
  "1"^^xsd:boolean, "2020-02-29"^^xsd:date, "2020-01-01T00:00:00+00:00"^^xsd:dateTime,
  "2020-01-01T00:00:00.5-03:00"^^xsd:dateTime, "2020"^^xsd:gYear, "2020-13-99"^^xsd:date,
  "2020-XX"^^<http://id.loc.gov/datatypes/edtf/EDTF>, "http://e/x"^^xsd:anyURI,
  "x"@en-GB, "x", "", "a\"b\\c\n\té", "日本 𝄞", <b?x=1&y=%20#z>, <urn:a:b> ."""


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest, service: Callable[[str], Service]) -> Service:
    """An engine of others."""
    return service(request.param)


@pytest.fixture
def relay(engine: Service) -> Iterator[Relay]:
    """A relay before the engine, which holds nothing but a graph of somebody else."""
    remote = Remote(engine)
    remote.update("DROP ALL")
    remote.load([FOREIGN])
    with Relay(engine) as running:
        yield running


def through(relay: Misbehaving, seconds: float = 30) -> Remote:
    """Reach the engine by way of the relay."""
    return Remote(replace(relay.service, limits=Limits(seconds=seconds)))


def bring(state: State, remote: Remote, **options: bool) -> Pushed:
    """Push a state."""
    return push(PROJECT, state, remote, **options)


def respelt(quads: Iterable[Quad]) -> set[Quad]:
    """Write literals as the embedded engine does."""
    engine = Embedded()
    engine.load(quads)
    return set(engine.store)


def held(engine: Service, *, own: bool = False) -> set[Quad]:
    """Read what the engine holds, without what casegraph keeps there for itself, or only that."""
    quads = respelt(Remote(engine).quads())
    return {quad for quad in quads if str(quad.graph_name).startswith(f"<{OWN}") == own}


def of(state: State) -> set[Quad]:
    """Name what the engine holds in a state."""
    return {*state.engine.store, FOREIGN}


def iris(*names: str) -> tuple[str, ...]:
    """Name graphs of the project."""
    return tuple(f"{BASE}graph/{name}" for name in names)


def test_states(relay: Relay, engine: Service) -> None:
    """Only what changed travels, what is gone goes, what is another's stays; again is nothing."""
    first = bring(OLD, through(relay))
    assert (first.sent, first.removed, first.triples) == (iris("changes", "goes", "stays"), (), 5)
    assert held(engine) == of(OLD)
    second = bring(NEW, through(relay))
    assert (second.sent, second.removed, second.triples) == (
        *(iris("changes", "comes"), iris("goes")),
        3,
    )
    assert held(engine) == of(NEW)
    assert {quad.graph_name for quad in held(engine, own=True)} == {ledger_of(PROJECT)}
    relay.seen.clear()
    third = bring(NEW, through(relay))
    assert (third.sent, third.removed, third.triples) == ((), (), 0)
    assert relay.seen
    assert not any(seen.writes for seen in relay.seen)


@pytest.mark.parametrize("manner", FAULTS)
def test_faults(manner: str, relay: Relay, engine: Service) -> None:
    """Whichever request breaks, the engine holds the old or the new state; again makes it new."""
    relay.elsewhere = "http://127.0.0.1:9/"
    straight = Remote(engine)
    writes_only = engine.query.endswith("/ds/query")  # Fuseki's answers are read as Oxigraph's
    bring(OLD, straight)
    before = list(straight.quads())
    bring(NEW, through(relay))
    well, broken = list(relay.seen), 0
    for number, usual in enumerate(well):
        if writes_only and not usual.writes:
            continue
        if manner == "drip" and (usual.writes or number % 3):  # each takes a second
            continue
        straight.update("DROP ALL")
        straight.load(before)
        relay.manner, relay.seen[:] = manner, []
        relay.bad = lambda seen, n=number: relay.seen[n:] == [seen]  # the one with this number
        failed = False
        try:
            bring(NEW, through(relay, 1 if manner == "drip" else 30))
        except EngineError:
            failed = True
        there = held(engine)
        assert there in (of(OLD), of(NEW))
        assert there == of(NEW) or failed
        broken += failed
        bring(NEW, straight)
        assert held(engine) == of(NEW)
    assert len(well) > 10
    assert broken >= 2 or writes_only


@pytest.mark.parametrize("delay", [0, 0.01, 0.03, 0.1, 0.3])
def test_killed_in_the_swap(delay: float, peer: Callable[[str], Path], tmp_path: Path) -> None:
    """An engine that is killed while it swaps holds the old or the new state when it is back."""
    many = " ".join(f"<s{n}> <p> <o{n}>, {n} ." for n in range(5000))
    large = state(BEFORE | {"many": many})
    with servers.oxigraph(peer("oxigraph"), tmp_path, on_disk=True) as engine:
        bring(OLD, Remote(engine))
        victim = int((tmp_path / "pid").read_text("ascii"))
        timer = Timer(delay, os.kill, (victim, signal.SIGKILL))
        with Relay(engine) as relay, suppress(EngineError):

            def kill(seen: Seen) -> bool:
                if swaps(seen):
                    timer.start()
                return False

            relay.manner, relay.bad = "error", kill
            bring(large, through(relay))
        timer.join()
    with servers.oxigraph(peer("oxigraph"), tmp_path, on_disk=True) as engine:
        there = held(engine)
        assert there in ({*OLD.engine.store}, {*large.engine.store})
        bring(large, Remote(engine))
        assert held(engine) == {*large.engine.store}


def test_unseen_until_the_swap(relay: Relay, engine: Service) -> None:
    """What lies aside answers no question, and is no triple twice."""
    bring(OLD, Remote(engine))
    before = sorted(map(str, Remote(engine).construct("CONSTRUCT WHERE { <http://e/b> ?p ?o }")))
    relay.manner, relay.bad = "error", swaps
    with pytest.raises(EngineError, match="500"):
        bring(NEW, through(relay))
    remote = Remote(engine)
    assert len(held(engine, own=True)) > 10
    assert sorted(map(str, remote.construct("CONSTRUCT WHERE { <http://e/b> ?p ?o }"))) == before
    assert not remote.ask("ASK { { <http://e/d> ?p ?o } UNION { ?s <http://e/p> 1.5 } }")


def test_goes_on(relay: Relay, engine: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a break only what had not arrived is sent."""
    monkeypatch.setattr("casegraph.transfer.stage._BATCH", 1)
    relay.manner, relay.bad = "reset", lambda seen: sum(map(sends, relay.seen)) == 3
    with pytest.raises(EngineError):
        bring(OLD, through(relay))
    assert held(engine) == {FOREIGN}
    relay.manner, relay.seen[:] = "well", []
    assert bring(OLD, through(relay)).sent == iris("changes", "goes", "stays")
    told = "".join(seen.fields["update"] for seen in relay.seen if sends(seen))
    assert "stays" not in told
    assert held(engine) == of(OLD)


def test_lost_on_the_way(relay: Relay, engine: Service) -> None:
    """An engine that says yes and keeps less is found out, and the old state stays."""
    bring(OLD, Remote(engine))
    relay.manner, relay.bad = "loses", sends
    with pytest.raises(EngineError, match="triples came back"):
        bring(NEW, through(relay))
    assert held(engine) == of(OLD)


def test_another_came_first(relay: Relay, engine: Service) -> None:
    """Of two pushes at a time one is done, and the other says that it was not."""
    bring(OLD, Remote(engine))

    def meanwhile(seen: Seen) -> bool:
        if swaps(seen):
            bring(OTHER, Remote(engine))
        return False

    relay.manner, relay.bad = "error", meanwhile
    with pytest.raises(EngineError, match="another push came first"):
        bring(NEW, through(relay))
    assert held(engine) == of(OTHER)


def test_what_others_did(relay: Relay, engine: Service) -> None:
    """A graph that somebody else made longer or shorter is sent anew; with all, every graph is."""
    remote = through(relay)
    bring(OLD, remote)
    [longer, shorter, _] = iris("changes", "stays", "goes")
    remote.update(f"INSERT DATA {{ GRAPH <{longer}> {{ <http://e/x> <http://e/p> 5 }} }}")
    remote.update(f"DROP GRAPH <{shorter}>")
    assert bring(OLD, remote).sent == (longer, shorter)
    assert held(engine) == of(OLD)
    one = "GRAPH ?g { <http://e/a> <http://e/p> 1 }"
    remote.update(f"DELETE {{ {one} }} INSERT {{ {one.replace('1', '2')} }} WHERE {{ {one} }}")
    assert bring(OLD, remote).sent == ()
    assert len(bring(OLD, remote, everything=True).sent) == 3
    assert held(engine) == of(OLD)


def test_values(relay: Relay, engine: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """Literals of every kind arrive by value, in graphs of any size; blank nodes too."""
    monkeypatch.setattr("casegraph.transfer.stage._BATCH", 4)
    odd = state({"odd": ODD, "blank": "<a> <p> [ <p> [ <p> 1 ], <b> ] .", "é": "<a> <p> <b> ."})
    bring(odd, through(relay))
    there = {quad for quad in held(engine) if "blank" not in str(quad.graph_name)}
    assert there == {quad for quad in of(odd) if "blank" not in str(quad.graph_name)}
    assert bring(odd, through(relay)).sent == ()
    bring(OTHER, through(relay))
    assert held(engine) == of(OTHER)
    assert {quad.graph_name for quad in held(engine, own=True)} == {ledger_of(PROJECT)}


def sends(seen: Seen) -> bool:
    """Say whether a request puts graphs aside."""
    return "DROP SILENT" in seen.fields.get("update", "") and "INSERT DATA" in seen.fields["update"]


def swaps(seen: Seen) -> bool:
    """Say whether a request puts all in place."""
    return "own:ready true" in seen.fields.get("update", "")
