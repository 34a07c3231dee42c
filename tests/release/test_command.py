"""`casegraph release` says what it did, names nobody on the way, and ends with the right code."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

from typer.testing import CliRunner

from casegraph.cli import load_app
from casegraph.errors import InputError, StoreError
from casegraph.project import Project, read_about
from casegraph.publish.dataset import dataset_quads
from casegraph.release import open_release

CASE = "graph/cases/nwh-2019-1.ttl"


def run(fiction, *more: str):  # type: ignore[no-untyped-def]
    """Run the command in this process."""
    args = ["--project", str(fiction.project.root), "release", str(fiction.out), *more]
    return CliRunner().invoke(load_app(), args)


def test_release_and_its_summary(own_fiction, command) -> None:  # type: ignore[no-untyped-def]
    """A second release of the same files changes nothing, and says so."""
    done = command("--project", own_fiction.project.root, "release", own_fiction.out)
    assert done.returncode == 0, done.stderr
    assert f"release {own_fiction.made.digest}" in done.stdout
    assert "6 persons without a name in 1 group\n" in done.stdout
    assert "things since the last release: no change" in done.stdout


def test_private_folder_is_the_owners(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """Table, ledger and report can be read by their owner only; if others can, nothing is made."""
    private = own_fiction.project.root / "private"
    assert stat.S_IMODE(private.stat().st_mode) == 0o700
    for name in ("pseudonyms.tsv", "released.json", "report.json"):
        assert stat.S_IMODE((private / name).stat().st_mode) == 0o600, name
    assert (private / ".gitignore").read_text("utf-8") == "*\n"
    (private / "pseudonyms.tsv").chmod(0o640)
    assert "others may read the private table" in str(run(own_fiction).exception)
    private.chmod(0o750)
    done = run(own_fiction)
    assert isinstance(done.exception, StoreError)
    assert "others may read the private folder" in str(done.exception)


def test_a_withheld_name_stops_the_release(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """A text that names who is withheld is found in any script; the old release stays."""
    path = own_fiction.project.root / CASE
    text = path.read_text("utf-8")
    path.write_text(text.replace('"trumped-up"@en', '"made up of КИРА (Secret)"@en'), "utf-8")
    done = run(own_fiction)
    assert done.exit_code == 1
    assert 'see "names" there' in done.stderr
    assert not re.search("kira|кира|secret|t6w9hc", done.stdout + done.stderr, re.IGNORECASE)
    assert open_release(own_fiction.out).digest == own_fiction.made.digest
    report = json.loads((own_fiction.project.root / "private" / "report.json").read_text("utf-8"))
    assert report["in place"] is False
    words = {tuple(found["words"]) for found in report["names"]}
    assert words == {("kira",), ("secret",), ("kira", "secret")}
    settings = own_fiction.project.root / "casegraph.toml"
    text = settings.read_text("utf-8")
    settings.write_text(text + '\n[release]\naccept = ["kira secret"]\n', "utf-8")
    assert run(own_fiction, "--dry-run").exit_code == 0
    settings.write_text(text, "utf-8")
    assert run(own_fiction, "--accept", "kira secret").exit_code == 0
    assert open_release(own_fiction.out).digest != own_fiction.made.digest


def test_dry_run(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """A dry run tells all, as text and as JSON, and changes no release."""
    path = own_fiction.project.root / CASE
    path.write_text(path.read_text("utf-8").replace('cg:pronoun "she/her" ;', ""), "utf-8")
    done = run(own_fiction, "--dry-run", "--json")
    told = json.loads(done.stdout)
    assert (told["in place"], told["changes"]) == (False, {"changed": 1})
    assert told["pseudonymised persons"] == 6
    assert open_release(own_fiction.out).digest == own_fiction.made.digest


def test_what_no_dump_can_hold_does_not_leave(own_fiction, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A text that would stop the dumps stays behind with its thing, and the report says why."""
    path = own_fiction.project.root / CASE
    old = 'cg:title "Example and Sample v. Nowhere"'
    assert old in path.read_text("utf-8")
    path.write_text(path.read_text("utf-8").replace(old, r'cg:title "\u0007"'), "utf-8")
    done = run(own_fiction)
    assert done.exit_code == 1
    assert "See them with 'casegraph validate'" in done.stderr
    assert open_release(own_fiction.out).digest == own_fiction.made.digest
    assert run(own_fiction, "--accept-violations").exit_code == 0
    report = (own_fiction.project.root / "private" / "report.json").read_text("utf-8")
    assert "no XML can hold" in report
    out = tmp_path / "dumps"
    done = CliRunner().invoke(load_app(), ["--project", str(own_fiction.out), "dump", str(out)])
    assert done.exit_code == 0, done.exception
    assert b"\x07" not in (out / "data.rdf").read_bytes()


def test_settings(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """The size k comes from the settings; what is no k is refused."""
    settings = own_fiction.project.root / "casegraph.toml"
    text = settings.read_text("utf-8")
    settings.write_text(f"{text}\n[release]\nk = 7\n", "utf-8")
    assert "without a name before, and here no more: 6 persons" in run(own_fiction).stdout
    told = json.loads(run(own_fiction, "--json").stdout)
    assert told["pseudonymised persons"] == told["pseudonymised persons no more"] == 0
    assert not any("withheld" in key or "trace" in key for key in told)
    report = json.loads((own_fiction.project.root / "private" / "report.json").read_text("utf-8"))
    assert report["counts"]["withheld pseudonymised persons"] == 6
    assert report["made with"]["k"] == 7
    assert len(report["made with"]["files"]["shapes/release/public/agent.ttl"]) == 64
    for wrong in ("k = 1", 'k = "5"', "k = true", "least = 5", 'accept = "x"', "accept = [1]"):
        settings.write_text(f"{text}\n[release]\n{wrong}\n", "utf-8")
        done = run(own_fiction)
        assert isinstance(done.exception, InputError), wrong
        assert "k = 5" in str(done.exception)
    assert run(own_fiction, "--k", "1").exit_code == 2


SAID = """
[dataset]
title = "Cases of Nowhere \\u007f \\"quoted\\""
licence = "https://creativecommons.org/licenses/by/4.0/"
publisher = "Example Institute"
contact = "mailto:corrections@example.org"
"""


def test_what_is_said_of_the_data_leaves(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """Title, licence, publisher and contact of the project are those of its release, and no other
    setting; who publishes is told where readers would look for one in vain.
    """
    done = run(own_fiction)
    assert "whom to ask for a correction" in done.stderr
    assert str(own_fiction.project.settings_file) in done.stderr.replace("\n", "")
    settings = own_fiction.project.root / "casegraph.toml"
    with settings.open("a", encoding="utf-8") as file:
        file.write(f"{SAID}\n[engines.inner]\nquery = 'https://inner.example/q'\n")
    kept = own_fiction.out / "casegraph.toml"
    kept.write_text(f"noindex = []\n{kept.read_text('utf-8')}", "utf-8")
    dry = run(own_fiction, "--dry-run")
    assert "dataset" not in kept.read_text("utf-8")
    assert "for a correction" not in dry.stderr
    done = run(own_fiction)
    assert done.exit_code == 0
    assert "for a correction" not in done.stderr
    assert read_about(Project(own_fiction.out)) == read_about(Project(own_fiction.project.root))
    assert Project(own_fiction.out).settings["noindex"] == []  # the publisher's own stays
    assert "inner" not in kept.read_text("utf-8")
    # and so does what the publisher says there of the data
    kept.write_text(kept.read_text("utf-8").replace("Example Institute", "Another"), "utf-8")
    assert run(own_fiction).exit_code == 0
    assert read_about(Project(own_fiction.out)).publisher == "Another"
    dataset = open_release(own_fiction.out).graph
    described = {str(q.object) for q in dataset_quads(dataset, "https://x.example/")}
    assert "<https://creativecommons.org/licenses/by/4.0/>" in described


def test_what_is_said_of_the_data_is_looked_over(own_fiction) -> None:  # type: ignore[no-untyped-def]
    """A withheld name in the title of the data stops the release, as in any text that leaves."""
    settings = own_fiction.project.root / "casegraph.toml"
    text = settings.read_text("utf-8")
    before = (own_fiction.out / "casegraph.toml").read_bytes()
    settings.write_text(f'{text}\n[dataset]\ntitle = "The case of Kira Secret"\n', "utf-8")
    assert run(own_fiction).exit_code == 1
    assert (own_fiction.out / "casegraph.toml").read_bytes() == before
    report = json.loads((own_fiction.project.root / "private" / "report.json").read_text("utf-8"))
    assert {found["text"] for found in report["names"]} == {'title = "The case of Kira Secret"'}
    assert all("casegraph.toml" in found["in"] for found in report["names"])
    settings.write_text(f"{text}\n[dataset]\nlicense = 'x'\n", "utf-8")
    done = run(own_fiction)
    assert isinstance(done.exception, InputError)
    assert "licence" in str(done.exception)


def test_a_site_says_what_it_lacks(own_fiction, tmp_path: Path, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    """Files for a web host are written all the same, with a note on what readers are not told."""
    app = load_app()
    # all of a site takes long to write
    monkeypatch.setattr("casegraph.cli.release.write_site", lambda *_: iter([("index.html", b"")]))
    asked = ["--project", str(own_fiction.out), "site", str(tmp_path / "site")]
    done = CliRunner().invoke(app, asked)
    assert done.exit_code == 0
    assert (tmp_path / "site" / "index.html").exists()
    assert "how the data may be used nor whom to ask for a correction" in done.stderr
