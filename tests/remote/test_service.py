"""The services of an engine are found by its address, or by its name in the settings."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from casegraph.engine import Service, find_service
from casegraph.engine.answer import Limits
from casegraph.engine.service import service_at
from casegraph.errors import InputError, UsageError
from casegraph.project import Project

KNOWN = [
    ("http://h:7878", ("/query", "/update", "/store")),
    ("http://h:7878/query", ("/query", "/update", "/store")),
    ("https://h/sparql", ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth")),
    ("https://h/sparql-auth", ("/sparql", "/sparql-auth", "/sparql-graph-crud-auth")),
    ("http://h:3030/ds/sparql", ("/ds/sparql", "/ds/update", "/ds")),
    ("http://h:3030/ds/query", ("/ds/query", "/ds/update", "/ds")),
    ("http://h:3030/ds/", ("/ds", "/ds", "/ds")),
    (
        "https://h/repositories/r",
        ("/repositories/r", "/repositories/r/statements", "/repositories/r/rdf-graphs/service"),
    ),
    (
        "https://h/datastores/d/sparql",
        ("/datastores/d/sparql", "/datastores/d/sparql", "/datastores/d/content"),
    ),
]


@pytest.mark.parametrize(("address", "paths"), KNOWN)
def test_known_layouts(address: str, paths: tuple[str, str, str]) -> None:
    """The address of a known product, or of its query service, gives all of its services."""
    scheme, _, rest = address.partition("://")
    origin = f"{scheme}://{rest.partition('/')[0]}"
    assert service_at(address) == Service(*(origin + path for path in paths))


@pytest.mark.parametrize("address", ["https://h/a/b/c", "https://h/sparql?infer=false"])
def test_unknown_layouts(address: str) -> None:
    """Any other address is that of a query service, as it stands."""
    assert service_at(address) == Service(address)


def test_settings(tmp_path: Path) -> None:
    """An engine in casegraph.toml has a name, its addresses and its limits."""
    (tmp_path / "casegraph.toml").write_text(
        '[engines.ours]\nquery = "https://h/q"\nupdate = "https://h/u"\nseconds = 5\n', "utf-8"
    )
    table = Project(tmp_path).settings["engines"]
    assert find_service("ours", table, "casegraph.toml") == Service(
        "https://h/q", "https://h/u", "", Limits(seconds=5)
    )
    assert find_service("http://h:7878", table, "casegraph.toml").update == "http://h:7878/update"
    with pytest.raises(UsageError, match="no engine 'our'") as caught:
        find_service("our", table, "casegraph.toml")
    assert "Did you mean ours?" in caught.value.remedy


@pytest.mark.parametrize(
    ("table", "what"),
    [
        ({}, "no address 'query'"),
        ("https://h/", "no address 'query'"),
        ({"query": "https://h/", "password": "secret"}, "unknown setting 'password'"),
        ({"query": "https://h/", "update": 1}, "no text"),
        ({"query": "https://h/", "seconds": 0}, "no whole number"),
        ({"query": "https://h/", "most_bytes": True}, "no whole number"),
    ],
)
def test_ill_formed_settings(table: Any, what: str) -> None:
    """What the settings of an engine cannot mean is refused, and no value is repeated."""
    with pytest.raises(InputError, match=what) as caught:
        find_service("ours", {"ours": table}, "casegraph.toml")
    assert "secret" not in str(caught.value)


def test_ill_formed_table(tmp_path: Path) -> None:
    """Engines are a table of tables."""
    (tmp_path / "casegraph.toml").write_text('engines = "https://h/"\n', "utf-8")
    with pytest.raises(InputError, match="engines"):
        _ = Project(tmp_path).settings
