"""Everybody may see a release; a curators' graph is shown to curators, on their machine."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from serving import running

from casegraph.opened import CaseGraph
from casegraph.project import Project
from casegraph.release import open_release
from casegraph.server.served import code_state

if TYPE_CHECKING:
    from serving import Running

ASK = "/sparql?query=ASK%7B%7D"
PAGE = {"origin": "https://elsewhere.example"}


@pytest.mark.parametrize(
    ("options", "remedy"),
    [
        ((), "--preview"),
        (("--preview", "--host", "0.0.0.0"), "--host"),
        (("--preview", "--proxy", "127.0.0.1"), "--proxy"),
        (("--preview", "--allow-host", "example.org"), "--allow-host"),
    ],
)
def test_a_curators_graph_is_not_served(
    built_folder: Path, options: tuple[str, ...], remedy: str
) -> None:
    """What is no release is refused, with the way to one; a preview is bound to this machine."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "casegraph", "-C", str(built_folder), "serve"),
            *("--port", "0", *options),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "no release" in done.stderr
    assert remedy in done.stderr
    assert "serving" not in done.stdout


def test_what_links_say(public: Running, own_folder: Path, tmp_path: Path) -> None:
    """A server tells which address its links name, and where to change it, unless it is its own."""
    told = "its links say https://example.org/; 'site' in casegraph.toml changes that"
    assert told in " ".join(public.notes.read_text("utf-8").split())
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = own_folder / "casegraph.toml"
    site = f'site = "http://127.0.0.1:{port}/"\n'
    settings.write_text(site + settings.read_text("utf-8"), "utf-8")
    with running(own_folder, tmp_path / "run", "--preview", "--port", str(port)) as local:
        assert local.port == port
        assert "its links" not in local.notes.read_text("utf-8")


@pytest.mark.parametrize("header", ["forwarded", "via", "x-forwarded-for", "x-real-ip"])
def test_a_preview_is_not_passed_on(server: Running, public: Running, header: str) -> None:
    """A proxy on the same machine, however it is set up, does not bring a preview to others."""
    headers = {header: "192.0.2.1"}
    refused = server.ask(target=ASK, headers=headers)
    assert (refused.status, refused.kind) == (403, "application/problem+json")
    assert public.ask(target=ASK, headers=headers).status == 200


def test_a_preview_has_local_names_only(server: Running, public: Running) -> None:
    """The public name of the site is that of the release."""
    assert server.ask(target=ASK, headers={"host": "example.org"}).status == 421
    assert public.ask(target=ASK, headers={"host": "example.org"}).status == 200
    assert public.ask(target=ASK, headers={"host": "elsewhere.example"}).status == 421


def test_pages_of_others_read_a_release(server: Running, public: Running) -> None:
    """A release can be read from any page (CORS), with its validator; a preview from none."""
    asking = PAGE | {
        "access-control-request-method": "POST",
        "access-control-request-headers": "content-type, accept, x-requested-with",
    }
    for target in ("/sparql", "/doc/case/nwh-2019-1", "/question/defendants", "/nothing"):
        let = public.ask("OPTIONS", target, headers=asking)
        assert let.status == 200
        assert let.headers["access-control-allow-origin"] == "*"
        assert "POST" in let.headers["access-control-allow-methods"]
        assert "x-requested-with" in let.headers["access-control-allow-headers"]
        got = public.ask(target=target, headers=PAGE)
        assert got.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in got.headers
        assert "ETag" in got.headers["access-control-expose-headers"]
        for refused in (
            server.ask("OPTIONS", target, headers=asking),
            server.ask(target=target, headers=PAGE),
        ):
            assert not [name for name in refused.headers if name.startswith("access-control")]


def test_withheld_and_unknown_are_the_same(
    public: Running, public_folder: Path, example: CaseGraph
) -> None:
    """What is withheld answers as what never was does: status, headers and body, in every form."""
    base = example.project.base
    shown = open_release(public_folder)
    iris = {quad.subject.value for quad in example.engine.quads() if "http" in str(quad.subject)}  # type: ignore[union-attr]
    paths = sorted({i.removeprefix(base).partition("#")[0] for i in iris if i.startswith(base)})
    withheld = [path for path in paths if shown.standing(base + path).status == "unknown"]
    withheld = [path for path in withheld if public.ask(target=f"/doc/{path}").status != 200]
    assert any(path.startswith("person/") for path in withheld)
    assert any(path.startswith("case/") for path in withheld)
    answers = set()
    for path in [*withheld, "person/zzzzzz", "case/zzz-2000-1", "graph/people/zzzzzz", "zzzzzz/q"]:
        for end in ("", ".ttl", ".html", ".json", "?_profile=schema", "?_mediatype=text/turtle"):
            got = public.ask(target=f"/doc/{path}{end}")
            headers = {name: text for name, text in got.headers.items() if name != "date"}
            answers.add((got.status, got.body, tuple(sorted(headers.items()))))
    assert len(answers) == 1
    assert answers.pop()[0] == 404


def test_what_was_withdrawn_from_a_release(public: Running) -> None:
    """A withdrawn address is gone, in the same bytes as any other; a merged one leads on."""
    answers = set()
    for end in ("", ".ttl", ".html", ".json", "?_profile=schema"):
        got = public.ask(target=f"/doc/person/b5c8dr{end}")
        headers = {name: text for name, text in got.headers.items() if name != "date"}
        answers.add((got.status, got.body, tuple(sorted(headers.items()))))
        assert b"b5c8dr" not in got.body
    assert len(answers) == 1
    assert answers.pop()[0] == 410
    moved = public.ask(target="/doc/person/f6g3hv")
    assert (moved.status, moved.headers["location"]) == (301, "d4k7wz")


def test_settings_are_a_part_of_the_state(own_folder: Path) -> None:
    """Other settings or queries of one's own make other validators."""
    project = Project(own_folder)
    states = [code_state(project)]
    (own_folder / "queries").mkdir(exist_ok=True)
    (own_folder / "queries" / "own.rq").write_text("ASK {}\n", "utf-8")
    states.append(code_state(project))
    with project.settings_file.open("a", encoding="utf-8") as stream:
        stream.write('[dataset]\ntitle = "Other"\n')
    states.append(code_state(project))
    assert len(set(states)) == 3
    assert code_state(project) == states[-1]
