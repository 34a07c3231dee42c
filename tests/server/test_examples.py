"""What the description of the interface gives as an example is there in the real data."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import pytest
from serving import running

from casegraph.project import Project
from casegraph.release import make_release

if TYPE_CHECKING:
    from serving import Running

_TICKED = re.compile(r"`([^`]+)`")


@pytest.fixture(scope="module")
def real(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A server over a release of the real cases."""
    top = tmp_path_factory.mktemp("real")
    shutil.copytree(repository / "graph", top / "cases" / "graph")
    shutil.copy(repository / "casegraph.toml", top / "cases")
    assert make_release(Project(top / "cases"), top / "public").folder is not None
    with running(top / "public", top / "server") as found:
        yield found


def examples(field: dict[str, Any]) -> list[str]:
    """List what a field of an operation may be, as far as its description says."""
    named = _TICKED.findall(field["description"]) if "or example" in field["description"] else []
    return [*field["schema"].get("enum", ()), *filter(None, [field.get("example")]), *named]


def targets(path: str, operation: dict[str, Any]) -> Iterator[str]:
    """Fill the path of an operation with each example; with the fields' examples as well."""
    fields = operation["parameters"]
    parts = [field for field in fields if field["in"] == "path"]
    asked = {f["name"]: f["example"] for f in fields if f["in"] == "query" and "example" in f}
    for values in product(*(examples(field) for field in parts)):
        filled = path
        for field, value in zip(parts, values, strict=True):
            filled = filled.replace(f"{{{field['name']}}}", quote(value))
        yield filled
        if asked:
            yield f"{filled}?{urlencode(asked)}"


def test_every_example_is_answered(real: Running) -> None:
    """Each path of the description, with each of its examples, is answered, or leads on."""
    described = json.loads(real.ask(target="/openapi.json").body)["paths"]
    asked = {
        target: real.ask(target=target).status
        for path, methods in described.items()
        if "get" in methods
        for target in targets(path, methods["get"])
    }
    assert {"/id/case/ua-126-19", "/vocab/role", "/vocab/finding", "/dump/data.nq"} <= set(asked)
    assert len(asked) > len(described)
    assert {target: status for target, status in asked.items() if status not in (200, 303)} == {}


def test_the_page_gives_the_same_examples(real: Running, repository: Path) -> None:
    """The page of the reference has each path of the description, and its examples are there."""
    page = (repository / "docs" / "reference" / "http.md").read_text("utf-8")
    described = json.loads(real.ask(target="/openapi.json").body)["paths"]
    for path in described:
        if not path.startswith(("/question/", "/network/")):
            assert f"\n## GET {path}\n" in page
    found = re.findall(r"\n## GET (\S+)\n(?:(?!\n## ).)*?[Ff]or example `([^`]+)`", page, re.DOTALL)
    assert found
    for path, value in found:
        target = re.sub(r"\{\w+\}", quote(value), path)
        assert real.ask(target=target).status in (200, 303), target


def test_the_data_says_what_it_is(real: Running) -> None:
    """A release of this repository names its licence, its publisher and its title."""
    described = real.ask(target="/dataset").body.decode("utf-8")
    assert "dct:license <https://creativecommons.org/licenses/by/4.0/>" in described
    assert '"casegraph contributors"' in described
    about = real.ask(target="/about").body.decode("utf-8")
    assert 'rel="license' in about
    cited = json.loads(real.ask(target="/question/defendants.csl").body)[0]
    assert cited["publisher"] == "casegraph contributors"
    assert cited["note"] == "Licence: https://creativecommons.org/licenses/by/4.0/"
