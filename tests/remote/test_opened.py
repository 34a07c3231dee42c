"""A project that asks another engine gets what its own build would answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from misbehaving import Misbehaving

import casegraph
from casegraph.errors import UsageError
from casegraph.network import recipes
from casegraph.opened import CaseGraph

CASE = "nwh-2019-1"


@pytest.fixture
def holding(endpoint: Misbehaving, example: CaseGraph) -> Misbehaving:
    """An endpoint that holds the fictional project."""
    endpoint.store.extend(example.generation.quads())
    return endpoint


def test_python(holding: Misbehaving, example: CaseGraph) -> None:
    """Questions, descriptions, names and networks are the same from both."""
    remote = casegraph.open(example.project.root, engine=holding.url)
    asked = [("defendants", {}), ("sentences-by-defendant", {"case": CASE})]
    for name, values in asked:
        here, there = (graph.ask(name, **values) for graph in (example, remote))
        assert list(here) == list(there)  # type: ignore[arg-type]
        assert list(here)  # type: ignore[arg-type]
    assert remote.describe(f"case/{CASE}") == example.describe(f"case/{CASE}")
    assert remote.find("Sample") == example.find("Sample") != []
    for name in recipes(example.project):
        given = {"node": f"case/{CASE}", "depth": 2} if name == "ego" else {}
        there = remote.network(name, **given)
        assert there == example.network(name, **given)
        assert there.origin.dataset == holding.url
    with pytest.raises(UsageError, match="generation on this machine"):
        remote.graph()


def test_unknown_names(holding: Misbehaving, example: CaseGraph) -> None:
    """What the other engine does not know is refused as the build refuses it."""
    remote = casegraph.open(example.project.root, engine=holding.url)
    said = []
    for graph in (example, remote):
        with pytest.raises(UsageError) as caught:
            graph.ask("defendants", case="nwh-2019-2")
        said.append(str(caught.value))
        with pytest.raises(UsageError) as caught:
            graph.describe("case/nwh-2019-2")
        said.append(str(caught.value))
    assert said[:2] == said[2:]
    assert CASE in said[0]


def test_command_line(holding: Misbehaving, own_folder: Path, command) -> None:  # type: ignore[no-untyped-def]
    """`--engine` takes an address, or a name in casegraph.toml; a failure ends with code 3."""
    settings = own_folder / "casegraph.toml"
    named = f'{settings.read_text("utf-8")}\n[engines.ours]\nquery = "{holding.url}"\n'
    settings.write_text(named, "utf-8")
    run = ("-C", own_folder, "ask", "defendants", "--format", "csv")
    here, there = command(*run), command(*run, "--engine", "ours")
    assert here.stdout == there.stdout
    assert (there.returncode, there.stderr) == (0, "")
    assert holding.seen
    holding.manner = "error"
    failed = command("-C", own_folder, "find", "Sample", "--engine", holding.url)
    assert (failed.returncode, failed.stdout) == (3, "")
    assert failed.stderr.startswith(f"error: {holding.url}: the endpoint answers 500")
    assert "<html>" in failed.stderr
